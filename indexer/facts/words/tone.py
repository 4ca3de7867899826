"""How a sentence speaks of a thing: offers it, helps with it, denies it, tells its history, explains it."""

import re
from enum import StrEnum
from functools import lru_cache
from typing import Final

from indexer.prefilter import Rule, Rules


class Tone(StrEnum):
    """What a sentence does with a term in it."""

    DENIED = "denied"
    """Said not to be offered, accepted or done."""
    WARNED = "warned"
    PAST = "past"
    """Studied, trained in, once received or worked at: a history, no offer."""
    OFFERED = "offered"
    USED = "used"
    """Done by someone, whoever it is."""
    HELPED = "helped"
    OTHERS = "others"
    """Another profession or practice: worked alongside, referred to, once helped by."""
    GENERIC = "generic"
    """Explains, compares, or speaks of others."""
    PLAIN = "plain"


_ABBREVIATION: Final = re.compile(
    (
        r"(?:\b(?:dr|mr|mrs|ms|st|prof|dip|cert|adv|bach|hons|no|reg|inc|ltd|pty|vs|e\.g|i\.e|eg|approx|ph"
        r"|tel|min|mins)|\b[a-z])\.$"
    ),
    re.IGNORECASE,
)
_STOP: Final = re.compile(r"[.!?…](?=[\s\"'”’)]|$)|\n|(?<=[a-z]{2})[.!?](?=[A-Z][a-z])")


SENTENCE_MOST: Final = 600
"""Characters to either side within which a sentence is sought: text without a full stop stays cheap."""


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Bounds of the sentence of `text` that holds `[start, end)`; a line break ends one too."""
    left, right = max(0, start - SENTENCE_MOST), min(len(text), end + SENTENCE_MOST)
    for stop in _STOP.finditer(text, left, right):
        if stop.group() == "." and _ABBREVIATION.search(text, max(0, stop.end() - 8), stop.end()):
            continue
        if stop.end() <= start:
            left = stop.end()
        elif stop.start() >= end:
            right = stop.end()
            break
    return left, right


# The rules from here on read text in lower case: case-blind matching costs twice the time.
_CLAUSE: Final = re.compile(
    r"[;:]|,? (?:but|however|although|though|instead|rather|yet)\b|\b(?:but|however)\b"
    r"|,? so (?=(?:that )?(?:we|i|you|they|it|please|(?:\w+ ){1,2}(?:can|may|is|are|will)) )"
)
_NOT: Final = (
    r"(?:(?:do|does|did|is|are|was|can|could|will|would|have|has)(?: not|n['’]?t)|(?:ca|wo|sha)n['’]?t|cannot"
    r"|no longer|unable to|not(?: currently| yet| a| an| able to)?"
    r"|never|neither|none of|without|excluding|except(?: for)?|stopped|ceased|rather than|instead of"
    r"|other than)"
)
_DENIAL_BEFORE: Final = re.compile(
    (
        rf"\b(?:{_NOT}(?: \w+){{0,6}}|(?:there (?:is|are) |we have |sorry,? "
        rf"|strictly )?no(?: \w+){{0,2}})[ \"'“(]*$"
    ),
)
_LISTED_WORDS: Final = r"(?:[\w'’&-]+(?: [\w'’&-]+){0,3})"
_DENIED_LIST: Final = re.compile(
    rf"\b(?:{_NOT}(?: \w+){{0,6}}|(?:there (?:is|are) |we have )?no(?: \w+){{0,2}}),? "
    rf"(?:{_LISTED_WORDS}, ){{0,6}}(?:{_LISTED_WORDS},? )?(?:(?:or|nor) )?[ \"'“(]*$"
)
"""A denial that reaches over a list: "we don't do hot stones, Thai massage or ..."."""
_OR: Final = re.compile(r"\b(?:or|nor)\b")
_LIST_DENIED: Final = re.compile(
    rf"^(?:,? (?:and |or )?{_LISTED_WORDS}){{0,5}} (?:are|is|were) (?:currently |both |all )?"
    r"(?:not|n['’]t|unavailable)\b(?! (?:only|just|sure|merely|simply|limited))"
)
_DENIAL_AFTER: Final = re.compile(
    r"^[\"'”)]*(?: (?!that\b|which\b|who\b)\w+){0,3} (?:(?:is|are|was|will be|can) ?(?:not|n['’]t)|isn['’]t"
    r"|aren['’]t|cannot"
    r"|can['’]t|not|no longer|unavailable"
    r"|(?:is|are) (?:currently |temporarily )?(?:unavailable|suspended|excluded))\b(?! (?:only|just|sure"
    r"|merely|simply|limited))"
    r"|^:? *(?:no(?!\.? *[\w/-]*\d)|not (?:available|accepted|offered|at the moment|currently|at present"
    r"|yet|now|any ?more|done|here|taken))\b",
)
_NO_DENIAL: Final = re.compile(
    r"\bnot (?:only|just|merely|simply|limited|sure|all|everyone|to mention|uncommon|surprising|alone)"
    r"|\bno (?:matter|need|doubt|better|other|two|one|more|stranger|problem|referral|pain)\b|"
    r"\bdo(?:es)?(?: not|n['’]?t) (?:hesitate|forget|worry|wait|let|miss|suffer|have to|need|delay|be|feel"
    r"|know|think|believe|put|ignore|just|only|want|simply|necessarily|understand|realise|realize)"
    r"|\b(?:that|which|who) (?:will|do|does|can|is|are|has|have|would) ?(?:not|n['’]t)\b"
    r"|\bwhy not\b|^\W*(?:without|unless)\b"
    r"|\bif (?:you|it|they|this)\b[^,.]{0,40}\b(?:not|n['’]t)\b|\bwithout (?:a )?(?:referral"
    r"|the need|having|needing|drugs|surgery|medication)",
)


_NEGATIVE: Final = Rule(
    r"n['’]?t\b|\bno\b|\bnot\b|cannot|neither|never|without|exclu|except|unavail|unable|suspend|stopped"
    r"|ceased"
    r"|instead of|rather than|other than"
)
"""A sentence without one of these denies nothing."""


_NONE_NEEDED: Final = re.compile(r"^(?: \w+){0,2} (?:needed|necessary|required)\b")
"""`No ACC referral needed`, `no appointment necessary`."""


def is_denied(text: str, start: int, end: int) -> bool:
    """Whether the sentence round `text[start:end]` denies it ("no HICAPS", "X is not available")."""
    if not _NEGATIVE.may(text):
        return False
    left, right = sentence(text, start, end)
    return _is_denied(text[left:start].lower(), text[end:right].lower(), text[start:end].lower())


def _is_denied(before: str, after: str, term: str) -> bool:
    if not _NEGATIVE.pattern.search(before) and not _NEGATIVE.pattern.search(after):
        return False
    cuts = list(_CLAUSE.finditer(before))
    if cuts:
        before = before[cuts[-1].end() :]
    whole = before + term
    before = _NUMBERED.sub("", before)
    if not _NO_DENIAL.search(whole) and not _NONE_NEEDED.match(after):
        if _DENIAL_BEFORE.search(before):
            return True
        # Only "or" carries a denial along a list: "no machines, just massage" denies no massage.
        listed = _OR.search(after[:60]) or _OR.search(before[-8:])
        if listed and _DENIED_LIST.search(before):
            return True
    if _NO_DENIAL.match(after.lstrip()):
        return False
    if _LIST_DENIED.search(after):
        return True
    return bool(
        _DENIAL_AFTER.search(_CLAUSE.split(after, maxsplit=1)[0] if not after.startswith(":") else after)
    )


_NUMBERED: Final = re.compile(r"\bno\.? ?(?=[a-z]{0,4}[ -]?\d)")
"""`No. 1234` numbers and denies nothing."""


_YES: Final = re.compile(
    r"^\W*(?:yes|yep|absolutely|of course|certainly|definitely|we do\b|i do\b|sure)", re.IGNORECASE
)
_NO: Final = re.compile(
    r"^\W*(?:no\b(?! (?:problem|worries|need))|nope|sorry|unfortunately|not\b(?! (?:only|just))"
    r"|afraid not|(?:we|i|it|they) (?:(?:do|is|would|can|am|are|will)(?: not|n['’]t)|don['’]t|cannot|can['’]t"
    r"|won['’]t)\b|neither)",
    re.IGNORECASE,
)


def answer(text: str) -> bool | None:
    """Whether the words after a question say yes or no; `None` when they say neither."""
    if _NO.match(text):
        return False
    return True if _YES.match(text) else None


_GAINSAID: Final = re.compile(
    r"^\W*(?:(?:no|none|never|sorry|unfortunately|not (?:at|any|yet|currently|right|here|really|available"
    r"|offered|taken))\b"
    r"(?! (?:problem|worries|need|matter|more|referral|pain|wonder|two|one))|we have no\b|i have no\b"
    r"|neither\b)"
    r"|^[^.!?]{0,80}\b(?:no longer|stopped|gave|given) (?:\w+ ){0,2}(?:up|it|this|these|that|them|any|one)\b"
    r"|^[^.!?]{0,60}\b(?:do not|don['’]t|cannot|can['’]t|not) (?:\w+ ){0,2}(?:it|this|these|that|them"
    r"|any)(?=\W|$)"
    r"|^[^.!?]{0,40}\b(?:we|i) no longer\b",
    re.IGNORECASE,
)


def gainsays(text: str) -> bool:
    """Whether the words under a heading say that what it names is not done: "I no longer offer it"."""
    return bool(_GAINSAID.search(text))


_WARNED: Final = Rule(
    r"contra-?indicat|\bavoid(?:ed)?\b|not (?:be )?suitable|not recommended|not approved|unsuitable"
    r"|should avoid|\bcaution|seek (?:immediate |urgent )?medical|consult (?:your|a|with your) (?:doctor"
    r"|gp|physician)"
    r"|\b(?:send|refer) you (?:on |straight )?to (?:the|your|a) (?:gp|doctor|hospital|surgeon|specialist)"
    r"|\bif you (?:have|are|suffer|experience).{0,60}(?:please )?(?:tell|inform|let (?:us|me)|advise"
    r"|notify)|side effects?|should not (?:have|receive|be)|emergency",
)
_PAST: Final = Rule(
    r"\b(?:trained|(?<!between )(?<!during )(?<!after )(?<!before )(?<!weight )(?<!strength )(?<!of )training"
    r"(?! (?:blocks?|sessions?|schedules?|plans?|loads?|runs?|regimes?|camps?|volume|hard))"
    r"|studied|studying|studies|completed|graduated|learn(?:ed|t|ing)|certified in"
    r"|certificates? in|qualified in|qualification|diploma|degree|bachelor|master'?s? (?:of|in)"
    r"|course|workshops?|seminar|university|college|school|lectur|taught|teach(?:es|ing)?|tutor"
    r"|worked (?:as|at|with|in|for)|working as an?|was (?:a|an) |used to|my own (?:experience|injur)"
    r"|introduced to"
    r"|discovered|fell in love|passion for|interest(?:ed)? in|career|background in|former|previously"
    r"|years? (?:ago|as)|started (?:out|as)|developed by|founded|originat\w+|history|ancient"
    r"|tradition(?:ally)?|dates? back|invented)\b",
)
_OFFERED: Final = Rule(
    r"\b(?:(?:we|i|he|she|they|our (?:team|clinic|therapists?|osteopaths?|practitioners?|services?"
    r"|treatments?|range)|clinic|practice|who)\b(?: \w+){0,3} (?:offers?|provides?|perform|practi[sc]es?"
    r"|speciali[sz]es?|uses?|incorporates?|combines?|integrates?|delivers?|includes?)"
    r"|(?:offer|provid|specializ|specialis|incorporat|combin|includ|deliver|perform)ing\b|(?:is|are|also"
    r"|now) (?:offered|available|provided)|available (?:at|for|in|from|treatments?|services?)"
    r"|treatments? (?:include|offered|available)|services? (?:include|offered|available)"
    r"|speciali[sz](?:es?|ing|ed|ations?) in|specialists?\b|specialty|speciality|your .{0,40}(?:specialist"
    r"|expert)|choose from|book (?:a|an|your|in)|(?:our|my) (?:signature )?\w+(?: \w+)? (?:massages?"
    r"|treatments?|sessions?|therapy|therapies|therapists?|osteopaths?|osteopathy)"
    r"|(?:modalities|techniques|styles|types)(?: \w+){0,4} (?:include|are|offered|incorporated)|range of"
    r"|(?:qualified|registered|licensed|certified|professional|experienced|trained|expert) (?:in )?"
    r"|based in|welcome to|clinic in|practice in)",
)
_USED: Final = Rule(
    r"\b(?:[a-z]{3,} (?:also |often |mainly |mostly |gently |sometimes )?(?:uses|offers|provides|practises"
    r"|performs|combines|specialises|specializes)|(?:both|all|we|i|they)(?: of us)? (?:\w+ )?(?:use|offer"
    r"|provide|do|practi[sc]e|give|teach)|(?:treats?|works?|helps?)\b.{0,80}? using|on the menu"
    r"|runs? (?:on|in|at|every)|(?:taught|given|done|performed) by [a-z]+)\b"
)
"""Less plain words of offering, with any subject: "Jane uses", "treats necks using", "both use"."""
_HELPED: Final = Rule(
    r"\b(?:treat(?:s|ed|ing|ment|ments)?|help(?:s|ed|ing|ful)?|reliev(?:e|es|ing|ed)|relief|eas(?:e|es"
    r"|ing)|alleviat\w+|reduc(?:e|es|ing|tion)|manag(?:e|es|ing|ement)|benefit(?:s|ed)?|ideal for"
    r"|perfect for|great for|good for|suitable for|effective (?:for|in|at)|used (?:for|to)|suffer(?:s|ing"
    r"|ers)?"
    r"|struggl\w+|experienc(?:e|ing)|recover(?:y|ing)?(?: time)? from|speed\w* up|promot\w+"
    r"|break\w* (?:down|up)|enjoys? treating|address(?:es|ing)?|speciali[sz]\w*|support(?:s|ing)?"
    r"|assist(?:s|ing)?|improv(?:e|es|ing)|target(?:s|ing)?|conditions?|symptoms|such as|including"
    r"|includ(?:e|es)|deal(?:ing)? with|combat|sooth(?:e|es|ing)|prevent(?:s|ing)?|rehabilitat\w+|release"
    r"|(?:special|particular|keen|clinical|strong|main|an) interests?|(?:i|we|he|she|they) see\b|sees"
    r"|looks? after|come (?:to (?:us|me|see)|in (?:for|with)|for|with)|enjoys? (?:working|seeing|helping)"
    r"|resolv\w+|tackle|cope|care for|presents?|complain\w*"
    r"|(?:patients?|clients?|people|those) (?:with|who (?:have|suffer)|living with))\b",
)
_ASKED: Final = Rule(
    (
        r"\b(?:(?:do|are|have|is|does|has|can|could) (?:you|your|it|the|there)|got|feeling"
        r"|tired of)\b[^.!]*\?$|\b(?:you|your)\b[^.!]*\b(?:pain|ache|stiff|sore|tight|tense|hurt|numb|tingl"
        r"|stress)\w*[^.!]*\?$|\b(?:pain|ache|stiff|sore|tight|tense|hurt|numb"
        r"|tingl)\w*\b[^.!]*\byour?\b[^.!]*\?$"
    ),
)
"""A question to the reader about a complaint: "Do you wake up with a stiff neck?"."""
_GENERIC: Final = Rule(
    (
        r"\b(?:an? (?:(?!i\b|we\b|you\b|it\b)\w+ ){1,3}(?:can|may|will|might) (?:also )?(?:help|be|assist)"
        r"|unlike|compared (?:to"
        r"|with)|difference between|similar to|as opposed|such as your"
        r"|your (?:gp|doctor)|other (?:practitioners|professionals|therapists|health)|many (?:people"
        r"|patients|clients)|researchers?|study|studies (?:show|have)|evidence|according to|must be"
        r"|are required|is protected by law|by law)\b"
    ),
)
_OTHERS: Final = Rule(
    r"\b(?:(?:send|point|direct|pass) you (?:on |over |along )?to|alongside|refer(?:s|red|ral|rals|ring)?\b"
    r"|(?:work|liais|collaborat"
    r"|network)\w*(?: closely)? with (?:other|local|a|your|the|many)|(?:relationships?|links|ties) with"
    r"|other (?:local |allied )?(?:health"
    r"|medical|complementary|professionals|practitioners|therapists|specialists|modalities)"
    r"|(?:is this|this is|if this is|is it|it is) like\b|asked (?:if|whether)|try (?:a|an"
    r"|the) (?:\w+ )?(?:spa|clinic|physio|osteo|salon|place)|ask around|(?:found|saw|seeing|visited"
    r"|visiting|see|consult|consulting) (?:a|an|my|your) (?:\w+ )?(?:osteopath"
    r"|chiropractor|physio\w*|therapist|acupuncturist|naturopath)|my (?:osteopath|physio|chiropractor)"
    r"|unlike|compared (?:to|with)|is (?:a|the) better (?:choice|option)|as well as other"
    r"|in (?:consultation|conjunction) with|other (?:forms"
    r"|types|kinds|styles|therapies|therapy)|traditions? like|(?:techniques|elements|principles) (?:from"
    r"|of)|similar to)\b",
)
_CUES: Final = Rules(
    [
        (Tone.WARNED, _WARNED),
        (Tone.OTHERS, _OTHERS),
        (Tone.PAST, _PAST),
        (Tone.OFFERED, _OFFERED),
        (Tone.USED, _USED),
        (Tone.HELPED, _HELPED),
        (Tone.HELPED, _ASKED),
        (Tone.GENERIC, _GENERIC),
    ]
)


def tones(text: str, start: int, end: int) -> frozenset[Tone]:
    """Every tone of the sentence round `text[start:end]`; a fact module decides which of them it minds."""
    left, right = sentence(text, start, end)
    found = _tones(text, left, right)
    if is_denied(text, start, end):
        found |= {Tone.DENIED}
    return found or frozenset([Tone.PLAIN])


@lru_cache(maxsize=4096)
def _tones(text: str, left: int, right: int) -> frozenset[Tone]:
    words = text[left:right].lower()
    return frozenset(tone for tone, cue in _CUES.able(text) if cue.search(words))


def lowered(text: str) -> str:
    """`text` in lower case with every offset kept; a text whose letters would grow stays as it is."""
    low = text.lower()
    return low if len(low) == len(text) else text
