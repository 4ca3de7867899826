"""Whether a site says of its own business that it has closed for good.

Three things must meet in one sentence: words for an end that is final, the business itself as what ended
(not a branch, a neighbour, a day of the week), and no word that takes it back (a move, a condition).
"""

import re
from collections.abc import Iterator
from datetime import datetime

from indexer.evidence import Found, evidence
from indexer.facts.contact.name_forms import fold
from indexer.facts.names import find as find_names
from indexer.facts.pages.standing import OWN, standing
from indexer.page import Block, Channel, Site
from indexer.prefilter import Rule

TEXT_MOST = 3_000
HEADLINE_MOST = 90
"""Characters of a line that is an announcement by itself."""
_FINALLY = r"(?:permanently|for good|for ever|forever|down|(?:our|its|my|their|the) doors?)"
_NOW = r"(?:now |sadly |officially |recently |finally |also |since |unfortunately |been )*"
_PLACE = r"(?:business|practice|clinic|studio)"
_HAVE = r"(?:have|has|had|'ve|’ve|is|are|was|were)"
_RETIRED = r"retired(?! (?:from (?!massage|practi|work|osteo)|\w+$))"
ENDS = (
    rf"(?:closed|shut) {_FINALLY}",
    r"permanently closed",
    rf"(?:{_HAVE} )?{_NOW}ceased (?:trading|operat\w+|practi[cs]\w+|business|to (?:trade|operate|exist))",
    r"no longer (?:trading|in (?:business|practice|operation)|operat(?:es|ing)|practi[cs]\w+|exists?|open)",
    rf"{_PLACE} (?:has been|was|is now|has now been) (?:sold|wound up|closed|dissolved)",
    rf"{_HAVE} {_NOW}(?:sold (?:my|our|the) {_PLACE}|wound up)",
    rf"(?:I|we)\s?(?:['’](?:ve|m)| have| am| are) {_NOW}{_RETIRED}",
    r"retired from (?:practi[cs]e|massage|clinical|osteopathy|treating|work|business)",
    rf"(?:we|{_PLACE}) (?:have|has) {_NOW}closed(?=\s*(?:[.!]|$|as of|on \d|in (?:19|20)\d\d))",
    r"out of business",
)
"""Ways of saying that a business has ended."""
ENDED = Rule(rf"\b(?:{'|'.join(ENDS)})\b", re.IGNORECASE)
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*"
ENDING = Rule(
    r"\b(?:(?:will be|is|are|am|'re|’re|'m|’m) (?:permanently )?(?:closing|shutting|retiring|ceasing)"
    rf"(?: {_FINALLY}| (?:trading|practi[cs]e))?"
    r"|(?:will|shall) (?:permanently )?(?:close|cease|retire|shut)"
    r"|last (?:ever )?(?:day|appointments?|treatments?) (?:of (?:trading|business|practice) )?"
    r"(?:was|is|were|are|will be))\b"
    rf"[^.!?\n]{{0,60}}?\b{_MONTH} (?:\d{{1,2}}(?:st|nd|rd|th)?,? )?(?P<year>20\d\d)",
    re.IGNORECASE,
)
"""An end announced with its month: final once that month is over."""
OURS = re.compile(
    r"\b(?:[Ww]e|I|us)\b|\b(?:[Oo]ur|[Mm]y|[Tt]his|[Tt]he) (?:doors?|(?:massage |osteopathy |little |small )?"
    r"(?:clinic|practice|business|studio|rooms|centre|center|spa|shop|company|service|website))\b"
    r"|\b[Mm]y last\b",
)
TAKEN_BACK = re.compile(
    r"\b(?:temporar\w*|until further|re-?open\w*|re-?launch\w*|return\w*|back (?:on|in|from)|holidays?"
    r"|christmas|easter|new year|renovat\w*|refurbish\w*|lockdown|covid\S*|pandemic|maternity|leave"
    r"|move[ds]?|moving|relocat\w*|new (?:location|premises|address|rooms|home|clinic|owners?|management)"
    r"|join(?:ed|ing)?|merged|if|unless|whether|when|once|after(?= the)|before|never|not|isn['’]t|haven['’]t"
    r"|almost|nearly|sundays?|mondays?|tuesdays?|wednesdays?|thursdays?|saturdays?|weekends?|lunch\w*"
    r"|daily|each|every|new (?:clients|patients)|waiting list|online shop|café|cafe|pool|car ?park|road"
    r"|lift|books?|\d ?[ap]m)\b",
    re.IGNORECASE,
)
"""Words of a pause, a move, a condition, or something else that closed."""
_ROOMS = r"(?:clinic|rooms?|branch|studio|location|office|site|practice|store|venue)s?"
BRANCH = re.compile(
    rf"\b(?:[Oo]ur|[Tt]he|[Mm]y|[Ii]ts) (?:[A-Z][\w'’-]+ ){{1,3}}{_ROOMS}\b"
    r"|\b(?:other|second|old|former|previous|first|original|sister|city|one of (?:our|the)) "
    rf"{_ROOMS}\b|\bbranch\b",
)
"""One place of several, and no end of the business."""
FORMER = Rule(
    r"\b(?:now closed|closed (?:since|in|on) (?:\w+ ){0,2}20\d\d|no longer (?:at|in|here|see|available))"
    r"|\b(?:has|have|is) (?:now )?closed(?=\s*(?:[.!]|$|since|in \w+ 20\d\d))"
    r"|^\W*closed(?: down)?\W*$",
    re.IGNORECASE | re.MULTILINE,
)
"""Said of one place."""
SENTENCE = re.compile(r"(?<=[.!?])\s+|\n")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
QUICK = Rule(r"clos|ceas|retir|no longer|sold|shut|wound up|last |out of business", re.IGNORECASE)


def find(site: Site) -> Found[str] | None:
    """The sentence in which the site says that its business has ended, with its proof."""
    for page, block in site.unique_blocks:
        text = block.text[:TEXT_MOST]
        if block.channel is not Channel.VISIBLE or standing(page) < OWN or not QUICK.search(text):
            continue
        for start, sentence in _sentences(text):
            if _is_final(sentence, page.seen_at) and _is_ours(sentence, block, site):
                return Found(sentence.strip(), (evidence(page, block.text, start, start + len(sentence)),))
    return None


def is_former(text: str) -> bool:
    """Whether a line says of a place that it is closed for good: "Thornbury rooms: closed permanently"."""
    return bool(QUICK.search(text)) and bool(ENDED.search(text) or FORMER.search(text))


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for gap in SENTENCE.finditer(text):
        yield start, text[start : gap.start()]
        start = gap.end()
    yield start, text[start:]


def _is_final(sentence: str, now: datetime) -> bool:
    if TAKEN_BACK.search(sentence) or BRANCH.search(sentence) or sentence.rstrip().endswith("?"):
        return False
    if ENDED.search(sentence):
        return True
    ending = ENDING.search(sentence)
    if ending is None:
        return False
    month = MONTHS.index(ending["month"].casefold()) + 1
    return (int(ending["year"]), month) < (now.year, now.month)


def _is_ours(sentence: str, block: Block, site: Site) -> bool:
    """Whether the business itself ended: it says "we" or its name, or announces without any subject."""
    if OURS.search(sentence):
        return True
    words = f" {fold(sentence)} "
    if any(f" {fold(name.value)} " in words for name in find_names(site)[:3]):
        return True
    ended = ENDED.search(sentence)
    bare = ended is not None and not any(c.isalpha() for c in sentence[: ended.start()])
    return bare and (len(block.text) <= HEADLINE_MOST or block.level > 0)
