"""Conditions a site mentions as something it sees: lists of what it helps with, and sentences that say so."""

import re
from typing import Final

from data.term import vocabulary
from indexer.facts.words import body_parts
from indexer.facts.words.mention import LIST_SHARE, SHORT_LINE, Mention, Shape, mentions
from indexer.facts.words.part import Part
from indexer.facts.words.tone import Tone
from indexer.facts.words.weak_words import is_weak
from indexer.facts.words.weigh import stated, weigh
from indexer.matcher import TermMatch, matcher
from indexer.model import StatedTerm
from indexer.page import Site

THRESHOLD: Final = 0.5

SHAPE: Final = {
    Shape.TITLE: 0.4,
    Shape.META: 0.2,
    Shape.NAV: 0.5,
    Shape.HEADING: 0.6,
    Shape.ITEM: 0.6,
    Shape.PRICED: 0.5,
    Shape.OPTION: 0.4,
    Shape.ALT: 0.3,
    Shape.PROSE: 0.35,
}
"""Chance that a term in that shape says that the clinic sees the condition, where nothing else tells.

Pages name few conditions that they do not see: of plain mentions in own prose three in four are meant so.
"""

PLACED: Final = {
    (Shape.HEADING, Part.CONDITIONS): 0.9,
    (Shape.HEADING, Part.SERVICES): 0.8,
    (Shape.ITEM, Part.CONDITIONS): 0.9,
    (Shape.ITEM, Part.SERVICES): 0.8,
    (Shape.PROSE, Part.CONDITIONS): 0.55,
    (Shape.PROSE, Part.SERVICES): 0.52,
    (Shape.PROSE, Part.HOME): 0.52,
    (Shape.PROSE, Part.SESSION): 0.51,
    (Shape.PROSE, Part.OTHER): 0.51,
    (Shape.PROSE, Part.BENEFITS): 0.51,
    (Shape.PROSE, Part.PRICES): 0.51,
    (Shape.PROSE, Part.QUALIFICATIONS): 0.1,
}
HELPED: Final = 0.55
"""A sentence with `treat`, `help`, `relief from`, `such as`."""
HELPED_PLACED: Final = {Part.CONDITIONS: 0.7, Part.FAQ: 0.45, Part.SESSION: 0.45, Part.QUALIFICATIONS: 0.15}

DULLED: Final = {
    Part.ARTICLE: 0.4,
    Part.TESTIMONIAL: 0.15,
    Part.COURSE: 0.1,
    Part.SHOP: 0.1,
    Part.LEGAL: 0.05,
    Part.ELSEWHERE: 0.1,
    Part.WARNING: 0.1,
    Part.FAQ: 0.7,
}
VAGUE: Final = frozenset(
    """
    poor-circulation muscle-strain joint-pain fatigue muscle-pain muscle-spasm cramps digestive
    breathing older-people mens-health womens-health work-injury babies-children
    """.split()
)
"""Named as often for what a treatment does in general as for what people come with."""
AUDIENCES: Final = frozenset(["babies-children", "older-people", "pregnancy"])
"""Who they are, where a price is named beside them, tells whom it is for."""
PRICED_AUDIENCE: Final = 0.2
VAGUE_FACTOR: Final = 0.9
WEAK_FACTOR: Final = 0.45
LISTED: Final = 0.6
ENUMERATED: Final = 4
"""Conditions in one text from which on it enumerates them, whatever its verb."""
LISTED_SHARE: Final = 0.2
"""A sentence of helping of which this part is conditions enumerates them."""
_ELBOWS: Final = re.compile(
    r"\b(?:tennis|golf(?:er['’]?s['’]?)?) ?(?:/|&|and|or|,) ?(?:tennis|golf(?:er['’]?s['’]?)?) elbows?\b",
    re.IGNORECASE,
)
"""Two complaints that share their head: "tennis & golfer's elbow"."""


_EFFECT: Final = re.compile(
    r"\b(?:reduc|improv|increas|enhanc|boost|promot|decreas|lessen|minimi)\w* (?:\w+ ){0,2}$", re.IGNORECASE
)


def find(site: Site) -> tuple[StatedTerm, ...]:
    """Conditions with evidence."""
    found = stated(weigh(mentions(site, "conditions", find_in), weight), vocabulary("conditions"), THRESHOLD)
    return tuple(term for term in found if term.status == "stated")


def find_in(text: str) -> list[TermMatch]:
    """Conditions in `text`: the vocabulary's words, and body parts listed beside a word for trouble."""
    found = matcher("conditions").find(text)
    held = {(m.id, m.start) for m in found}
    spans = [(m.start, m.end) for m in found]
    if "elbow" in text:
        for both in _ELBOWS.finditer(text):
            found = [m for m in found if not (both.start() <= m.start < both.end())]
            found += [
                TermMatch(term_id, *both.span(), both[0], "synonym")
                for term_id in ("tennis-elbow", "golfers-elbow")
            ]
    for part, listed in body_parts.find(text):
        inside = any(start <= part.start and part.end <= end for start, end in spans)
        if (listed or not inside) and (part.id, part.start) not in held:
            held.add((part.id, part.start))
            found.append(part)
    return found


def weight(mention: Mention) -> float:
    """The chance that this mention says the clinic sees the condition."""
    shape, part = mention.shape, mention.part
    if shape in (Shape.HEADING, Shape.ITEM) and mention.share < 0.2:
        shape = Shape.PROSE
    chance = PLACED.get((shape, part), SHAPE[shape])
    if shape is Shape.PRICED and len(mention.text) > SHORT_LINE:
        shape = Shape.PROSE  # a card that tells of someone and ends in a price
        chance = PLACED.get((shape, part), SHAPE[shape])
    if mention.gainsaid:
        return 0.05
    if shape in (Shape.PROSE, Shape.META, Shape.ITEM):
        chance = _prose(mention, chance, prose=shape is Shape.PROSE)
    if shape is Shape.PRICED and mention.match.id in AUDIENCES:
        chance = PRICED_AUDIENCE
    if mention.weak or _is_loose(mention):
        chance *= WEAK_FACTOR
    if mention.match.id in VAGUE:
        chance *= VAGUE_FACTOR
    return chance * DULLED.get(part, 1.0)


def _is_loose(mention: Mention) -> bool:
    """Whether a list's item says with a loose word what a treatment does: "Temporarily reduces swelling"."""
    return (
        mention.shape is Shape.ITEM
        and mention.share < LIST_SHARE
        and _EFFECT.search(mention.text, 0, mention.match.start) is not None
        and is_weak("conditions", mention.match.surface)
    )


def _prose(mention: Mention, chance: float, *, prose: bool) -> float:
    tones = mention.tones
    if Tone.DENIED in tones:
        return -0.6 if mention.match.id in AUDIENCES else 0.05
    if Tone.WARNED in tones:
        return 0.05
    if not prose:
        return chance
    if Tone.PAST in tones and Tone.HELPED not in tones:
        return chance * 0.3
    if mention.company >= ENUMERATED and mention.share >= LISTED_SHARE and Tone.PAST not in tones:
        return max(chance, LISTED)
    if Tone.HELPED in tones:
        if mention.share >= LISTED_SHARE:
            return max(chance, LISTED)
        return max(chance, HELPED_PLACED.get(mention.part, HELPED))
    return chance * 0.5 if Tone.GENERIC in tones else chance
