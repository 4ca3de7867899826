"""People named in sentences: "I'm Jane Smith", "Jane Smith is an osteopath", "owned by Jane Smith"."""

import re
from collections.abc import Iterator
from typing import Final

from indexer.evidence import evidence
from indexer.facts.people.person_names import GIVEN, NAME, TITLE, PersonName, read_name
from indexer.facts.people.person_signs import (
    FORM_ALONE,
    INTRODUCED,
    IS_A_ROLE,
    JOINED,
    KNOWN_GIVEN,
    LETTERS,
    OWNED_BY,
    UNKNOWN_INTRODUCED,
    Sign,
)
from indexer.facts.people.roles import role_in
from indexer.facts.words.part import Part, of_heading
from indexer.facts.words.tone import sentence
from indexer.page import Block, Page
from indexer.prefilter import Rule, Rules

_INTRO: Final = Rule(
    rf"\b(?:[Mm]y name is|I['’]?m|I am|[Nn]amed?|[Tt]his is|called|[Mm]eet"
    rf"|[Aa]bout)[ \u00a0]+({TITLE}?(?:{NAME}|{GIVEN}))\b"
)
_HERE: Final = Rule(rf"^(?:[Hh]ello|[Hh]i|[Hh]ey|G['’]day|Kia ora)?[,! ]*({NAME}|{GIVEN}) here\b")
"""`Hello, Jane here`."""
_LEFT: Final = re.compile(
    r"\b(?:when|until|before|after|since) (?:he|she|[A-Z]\w+) (?:retired|died|passed away|moved away)"
    r"|\b(?:he|she) (?:has (?:since |now )?|is now )?(?:retired (?:in|at|from practice|from the)|passed away)"
    r"|\b(?:has|have) (?:since |now |recently )?(?:retired|left us|moved on|passed away)\b"
)
"""Somebody worked there and does no more."""
_FIRST_PERSON: Final = re.compile(r"\b(?:[Mm]y name is|I['’]?m|I am)\b")
_IS_A: Final = Rule(
    rf"({TITLE}?{NAME}|{GIVEN})(?:,)?[ \u00a0](?:is|has been|(?:has )?practi[sc](?:es|ed)|treats"
    rf"|works as|qualified as|trained|graduated|has (?:over|more than|\d+)|completed|holds|joined|brings"
    rf"|specialises|specializes)\b(?P<rest>[^.\n]{{0,90}})"
)
_PRACTISES: Final = re.compile(r"\b(?:practi[sc](?:es|ed|ing)|treats|treating|speciali[sz]es)\b")
_JOINED: Final = re.compile(
    r",?[ \u00a0](?:has )?joined (?:us\b|the (?:team|clinic|practice)|our|in (?:19|20)\d\d|\w+ in )"
)
_OWNED: Final = Rule(
    rf"\b(?:owned|run|operated|led|headed|established|set up|opened)(?: and (?:run|operated"
    rf"|managed))?(?: in \d{{4}})? by[ \u00a0]({TITLE}?{NAME})"
)
_OPENED: Final = Rule(
    rf"({TITLE}?{NAME})(?: \([^)]{{2,40}}\))?(?: [a-z][\w-]*,?){{0,10}}? (?:opened|founded|started"
    rf"|took over|set up"
    r"|established|still works)\b"
)
"""Who opened the place, or still works there."""
_ROLE_NAME: Final = Rule(
    (
        rf"\b(?:[Oo]steo(?:path)?s?|[Tt]herapists?|[Pp]ractitioners?|masseuse|[Mm]yo(?:therapist)?s?|[Pp]hysio"
        rf"(?:therapist)?s?|owner|founder|director|principal|[Cc]hiropractor)"
        rf"(?: and \w+)?(?:,| is| -|:)?[ \u00a0]({TITLE}?{NAME})\b|\b(?:with|by"
        rf"|see|contact|call|ask for)[ \u00a0]({NAME})\b(?=,? (?:\w+ ){{0,2}}(?:osteopath|therapist"
        rf"|practitioner))"
    ),
)
_APPOSED: Final = Rule(
    rf"({TITLE}?{NAME})(?: [^\x00-\u02ff ]{{1,6}})?(?:, | \(| [-–—] )(?P<beside>[^,.;)\n]{{4,60}})"
)
_WITH_LETTERS: Final = Rule(rf"({TITLE}?{NAME}),?[ \u00a0]\(?(?={LETTERS.pattern})")


def find(page: Page, block: Block, part: Part) -> Iterator[Sign]:
    """Signs of people in the sentences of a block."""
    yield from _listed(page, block)
    for read, rule in _RULES.able(block.text):
        for found in rule.finditer(block.text):
            name = read_name(next(filter(None, found.groups()), ""))
            told = read(found, name, part) if name is not None else None
            if name is not None and told is not None:
                chance, role = told
                quote = evidence(page, block.text, *found.span())
                barred = _has_left(block.text, name) or _is_an_organisation(block.text, name)
                yield Sign(name, chance, quote, role, barred, block.text)


_ORGANISATION: Final = re.compile(
    r" (?:is|are|was) (?:an?|the|your|our) (?:[\w-]+ ){0,4}(?:team|clinic|practice|cent(?:re|er)|business"
    r"|company|studio|group|spa|salon|collective|partnership)\b"
)


def _is_an_organisation(text: str, name: PersonName) -> bool:
    """Whether the name is told to be a business's: "Fisher Barlow is a dedicated team of osteopaths"."""
    at = text.find(name.value)
    return at >= 0 and _ORGANISATION.match(text, at + len(name.value)) is not None


def _has_left(text: str, name: PersonName) -> bool:
    """Whether a text tells that the person has retired, died or moved on: "when he retired in 2016"."""
    told = _LEFT.search(text)
    return told is not None and text.find(name.value) <= told.start()


_Told = tuple[float, str | None]
"""A chance and a role."""


def _introduced(found: re.Match[str], name: PersonName, _part: Part) -> _Told | None:
    text = found.string
    if _FIRST_PERSON.match(found.group()):
        sure = INTRODUCED if name.full or name.known else UNKNOWN_INTRODUCED
        return sure, role_in(text[found.start() : sentence(text, *found.span())[1]])
    return (IS_A_ROLE, None) if name.full and name.known and of_heading(text) is Part.TEAM else None


def _is_a(found: re.Match[str], name: PersonName, part: Part) -> _Told | None:
    role = role_in(found["rest"])
    if not (name.full or name.known) or part is Part.FAQ:
        return None
    joined = part is Part.TEAM and _JOINED.match(found.string, found.end(1)) is not None
    if not (name.full or role or joined or _PRACTISES.search(found.group())):
        return None
    if joined:
        return JOINED, role
    return (IS_A_ROLE if role else FORM_ALONE + KNOWN_GIVEN * name.known), role


def _called_so(found: re.Match[str], name: PersonName, _part: Part) -> _Told | None:
    renowned = _OF_HISTORY.match(found.string, found.end()) is not None
    return (IS_A_ROLE, role_in(found.group())) if name.full and not renowned else None


_OF_HISTORY: Final = re.compile(
    r",? (?:who|that) (?:(?:had |has )?first|developed|invented|founded|created|pioneered)\b"
)
"""Goes on about whom a method goes back to: "the physician Jan de Vries, who first ..."."""


def _apposed(found: re.Match[str], name: PersonName, _part: Part) -> _Told | None:
    role = role_in(found["beside"])
    return (IS_A_ROLE, role) if name.full and role else None


def _owned(_found: re.Match[str], name: PersonName, part: Part) -> _Told | None:
    sure = name.full and (name.known or name.titled) and part is not Part.SESSION
    return (OWNED_BY, None) if sure else None


def _lettered(found: re.Match[str], name: PersonName, _part: Part) -> _Told | None:
    return (IS_A_ROLE, role_in(found.string[found.end() : found.end() + 90])) if name.full else None


def _greeted(_found: re.Match[str], _name: PersonName, _part: Part) -> _Told | None:
    return INTRODUCED, None


def _with_kind(found: re.Match[str], name: PersonName, _part: Part) -> _Told | None:
    return (IS_A_ROLE, role_in(found["beside"])) if name.full else None


_WITH_KIND: Final = Rule(
    rf"({NAME}) \((?P<beside>(?:remedial|relaxation|sports?|pregnancy|myo\w*|osteo\w*|thai|massage"
    rf"|deep tissue"
    r"|lymphatic|physio\w*|shiatsu|bowen)\b[^)\n]{0,60})\)",
)
"""Who does what: "Jane Smith (remedial, 12 years) and Ann Lee (relaxation)"."""

_STAFF: Final = Rule(
    rf"\b(?:[Tt]herapists?|[Pp]ractitioners?|[Oo]steopaths?|[Mm]yotherapists?|[Tt]eam|[Pp]roviders?) ?: "
    rf"(?P<names>{NAME}(?:(?:, | and | & |, and ){NAME}){{0,20}})(?![\w-])"
)
"""Who gives a treatment: "Cupping therapists: Jane Smith, Ann Lee and Mary O'Hara"."""


def _listed(page: Page, block: Block) -> Iterator[Sign]:
    for found in _STAFF.finditer(block.text):
        for words in re.split(r",? and |, | & ", found["names"]):
            name = read_name(words)
            if name is not None and name.full:
                role = role_in(
                    block.text[found.start() : found.start("names")].removesuffix(":").rstrip("s ")
                )
                yield Sign(name, IS_A_ROLE, evidence(page, block.text, *found.span()), role)


_RULES: Final = Rules(
    (
        (_introduced, _INTRO),
        (_is_a, _IS_A),
        (_called_so, _ROLE_NAME),
        (_greeted, _HERE),
        (_with_kind, _WITH_KIND),
        (_owned, _OWNED),
        (_owned, _OPENED),
        (_apposed, _APPOSED),
        (_lettered, _WITH_LETTERS),
    )
)
"""Wordings that name a person, and what each tells."""
