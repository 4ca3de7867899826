"""Conditions named by a list of body parts: "neck, shoulder and hip pain", "pain in the knees or ankles".

The vocabulary knows "hip pain"; in such a list only the last part stands beside the word for the trouble.
"""

import re
from collections.abc import Iterator
from typing import Final

from indexer.facts.words.tone import lowered
from indexer.matcher import TermMatch

PARTS: Final = {
    "low-back-pain": r"(?:lower|low)[ -]?backs?|lumbar(?: spine)?",
    "upper-back-pain": r"(?:upper|mid|middle)[ -]?backs?|thoracic(?: spine)?",
    "back-pain": r"backs?|spines?",
    "neck-pain": r"necks?|cervical(?: spine)?",
    "shoulder-pain": r"shoulders?",
    "elbow-pain": r"elbows?",
    "wrist-hand-pain": r"wrists?|hands?|fingers?|thumbs?",
    "hip-pain": r"hips?",
    "groin-pain": r"groins?",
    "pelvic-pain": r"pelvis|pelvic",
    "knee-pain": r"knees?",
    "ankle-pain": r"ankles?",
    "foot-pain": r"foot|feet|heels?",
    "jaw-pain": r"jaws?",
    "joint-pain": r"joints?",
}
"""Condition id -> how a page names the part of the body."""

_PART: Final = "|".join(f"(?P<p{n}>{words})" for n, words in enumerate(PARTS.values()))
_ANY: Final = (
    rf"(?:{'|'.join(PARTS.values())}|legs?|arms?|head|muscles?|ribs?|buttocks?|sciatic|upper|lower|calf"
    rf"|calves|chest|nerve|spinal)"
)
_TROUBLE: Final = (
    r"(?:pains?|aches?|injur(?:y|ies)|problems?|issues?|stiffness|tension|tightness|discomfort"
    r"|complaints?|conditions?|disorders?|strains?|soreness|dysfunctions?|trouble|spasms?|niggles?|grumbles?"
    r"|twinges?|woes|flare-ups?|knots|sprains?|weakness|numbness|restrictions?|symptoms)"
)
_TROUBLED: Final = (
    r"(?:sore|tight|tense|stiff|aching|painful|achy|bad|dodgy|crook|jammed(?:-up)?|locked|locking"
    r"|clicking|clicky"
    r"|hunched|rounded|seized(?:-up)?|knotted|niggly|grumpy|cranky|creaky|wonky|sprained|swollen|tender|tired"
    r"|troublesome|arthritic|numb|worn|injured|clenched|clenching|stiffened|overworked|rolled|twisted"
    r"|burning)"
)
_JOINT: Final = r"(?:\s*(?:,|/|&|\+)\s*(?:and |or |& )?|\s+(?:and|or|and/or)\s+)"
_LIST_TROUBLE: Final = re.compile(
    (
        rf"\b(?P<list>{_ANY}(?:{_JOINT}(?:the |your )?{_ANY}){{0,12}}(?:{_JOINT}(?:\w+ )?{_ANY})?)"
        rf"[ -]+(?:\w+ (?:and|or) )?(?:muscle |joint |nerve |related |area )?{_TROUBLE}\b(?![ -]free)"
    ),
)
_TROUBLE_LIST: Final = re.compile(
    (
        rf"\b(?:{_TROUBLE}|{_TROUBLED})(?: (?:in|of|to|around|for|affecting"
        rf"|with|from))?(?: (?:the|your|my|their|a|his|her))?[ ](?P<list>{_ANY}(?:{_JOINT}(?:the "
        rf"|your )?{_ANY}){{0,12}})\b"
    ),
)
_FOR_LIST: Final = re.compile(
    rf"\b(?:for|(?<!pressure )(?<!start )(?<!starts )(?<!starting )(?<!begin )(?<!begins )(?<!beginning )"
    rf"(?<!finish )(?<!finishes )(?<!finishing )(?<!ends )(?<!ending )with) "
    rf"(?:the |your |their )?(?P<list>{_ANY}(?:{_JOINT}(?:the "
    rf"|your )?{_ANY}){{1,12}})\b(?!-| (?:massage|treatment))"
)
"""Parts a treatment is for: "strength work for shoulders, knees and lower backs"; not those it begins or
presses with."""
_SUFFERED: Final = re.compile(
    rf"(?<![\w-])(?P<list>{_ANY}(?:{_JOINT}(?:the |your )?{_ANY}){{0,4}}) (?:(?:that|which) |(?=aches?\b"
    rf"|hurts?\b|ha(?:ve|s) hurt\b))(?:(?:has|have|had|is|are"
    r"|will|would|won['’]t|can|keeps?|just|never) )?(?:not |never |been |n['’]t )?(?:hurts?|aches?|grabs?"
    r"|seized?"
    r"|locks?|clicks?|cramps?|catch(?:es)?|burns?|creaks?|creaking|grumbles?|plays? up|gives? way|move|turn"
    r"|lift"
    r"|let|bend|straighten|settle|go away|heal|sore|stiff|tight)"
)
"""Parts told of as troubling: "a neck that will not turn", "shoulders that have seized up"."""
_HURTING: Final = re.compile(r" (?:that|which|aches?|hurts?) | hurt\b")
_PLURAL: Final = (
    r"(?:(?:lower |low )?backs|necks|shoulders|hips|knees|ankles|elbows|wrists|thumbs|jaws|hamstrings|calves"
    r"|feet"
    r"|hands|joints|ribs)"
)
_PLURALS: Final = re.compile(
    rf"(?<![\w-])(?P<list>{_PLURAL}(?:{_JOINT}(?:{_ANY} )?{_PLURAL}){{2,12}})"
    rf"(?! massage| to (?:apply|press|work|stretch|massage|give)| are used|{_JOINT}a \w+ to )(?![\w-])"
)
"""Three parts or more in the plural are complaints: "necks, shoulders, hips". What presses is none."""
_TREATED: Final = re.compile(
    rf"\b(?:treats?|sees?|helps?|works? (?:on|with)|good with|looks? after) (?:the |your |many |plenty of "
    rf"|a lot of )?"
    rf"(?:usual |ordinary |everyday )?(?P<list>{_PLURAL}(?:{_JOINT}{_PLURAL}){{0,4}})(?![\w-])"
)
"""Parts in the plural that somebody treats: "treat the usual backs, hips and headaches"."""
_ELEMENT: Final = re.compile(
    rf"(?:^|[·•;~|,]) ?(?:[\w'’]+ ){{0,2}}(?P<list>{'|'.join(PARTS.values())})(?= ?(?:$|[·•;~|,.]))"
)
"""A part that stands alone between other complaints: "stiff necks · knees · sprained ankles"."""
ELEMENTS_LEAST: Final = 3
"""Separators from which on a text is a list."""
_SEPARATOR: Final = re.compile(r"[·•;~|]")
_ONE: Final = re.compile(rf"\b(?:{_PART})\b")
_IDS: Final = tuple(PARTS)


def find(text: str) -> Iterator[tuple[TermMatch, bool]]:
    """Conditions of body parts beside a word for trouble, with their offsets, and whether in company.

    "hip pain" is one part, and mostly the vocabulary's own word; "hip & knee pain" are two.
    """
    low = lowered(text)
    rules = [_LIST_TROUBLE, _TROUBLE_LIST, _FOR_LIST, _PLURALS, _TREATED]
    if _HURTING.search(low):
        rules.append(_SUFFERED)
    if len(_SEPARATOR.findall(low)) >= ELEMENTS_LEAST:
        rules.append(_ELEMENT)
    for rule in rules:
        for found in rule.finditer(low):
            parts = list(_ONE.finditer(low, found.start("list"), found.end("list")))
            for part in parts:
                term = _IDS[int((part.lastgroup or "p0")[1:])]
                surface = text[part.start() : part.end()]
                yield TermMatch(term, part.start(), part.end(), surface, "synonym"), len(parts) > 1
