"""People named in lines of their own: team cards, headings, "Jane Smith BSc, Osteopath"."""

import re
from collections.abc import Iterator
from typing import Final

from indexer.evidence import evidence
from indexer.facts.people.person_names import GIVEN, TITLE, PersonName, read_name
from indexer.facts.people.person_signs import (
    ABOUT_LINK,
    AS_HEADING,
    FORM_ALONE,
    IN_TEAM,
    KNOWN_GIVEN,
    LETTERS,
    LETTERS_BESIDE,
    OWNER_BESIDE,
    ROLE_BESIDE,
    TITLE_NAME,
    TITLED,
    TOLD_OF,
    Sign,
)
from indexer.facts.people.roles import OTHER_LINE, OWNER_LINE, ROLE_LINE, TREATING, role_in, role_of_letters
from indexer.facts.words.part import Part, of_url
from indexer.page import Block, Channel, Page, Role

_CUT: Final = re.compile(
    r"\s+[-–—|•·:]\s+|\s+(?=(?:L[3-7] |Adv\.? |Grad\.? )?Dip\b)|\s+(?=(?:Clinical |Registered |Senior "
    r"|Principal |Lead )*"
    r"(?:Osteopath|Myotherapist|Massage Therapist|Remedial (?:Massage )?Therapist|Physiotherapist"
    r"|Chiropractor"
    r"|Acupuncturist|Naturopath|Founder|Owner|Director)\b)|[-–—|•·:]\s+|\s*,\s*"
    r"|\s*\((?![A-Z][a-z]+\) [A-Z])\s*|\n|\s+(?=(?:B\.?Sc|BSc|M\.?Ost"
    r"|MOst|LMT|RMT|BHSc|D\.O|DO\b|BA\b|Dip))|\s+(?:is|has)\s+"
)
_ABOUT: Final = re.compile(r"^(?:[Mm]eet|[Aa]bout|ABOUT|MEET)\s+")
_AT_THE_DESK: Final = re.compile(
    r"\w+ (?:answers|runs|minds|mans|keeps|manages|organises|looks after) (?:the|our) "
    r"(?:phones?|desk|front|office|books|bookings|diary|reception|accounts|place)\b"
)
"""Told of somebody who does not treat."""
_FIRST: Final = re.compile(r"I(?:['’]m|['’]ve)? [a-z]|My [a-z]")
_COMMA_NAME: Final = re.compile(rf"^({TITLE}?{GIVEN}(?: {GIVEN})?), ({GIVEN})$")


def find(page: Page, block: Block, part: Part) -> Iterator[Sign]:
    """A line that is a name, or begins with one and goes on with letters or a role."""
    text, *more = block.text.strip().split("\n")
    comma = _COMMA_NAME.match(text)
    if comma and " " in comma[1] and (first := read_name(comma[1])) and first.known:
        comma = None  # "Jane Smith, Macleod": who and where, not a family name put last
    head = f"{comma[1]} {comma[2]}" if comma and not role_in(comma[2]) else _CUT.split(text, maxsplit=1)[0]
    named = _ABOUT.sub("", head)
    name = read_name(named)
    if name is None and head.isupper() and LETTERS.search(text[len(head) :]):
        name = read_name(head.title())
    if name is not None and named != head and name.known:
        yield Sign(name, ABOUT_LINK, evidence(page, block.text))
    if name is None or (_is_menu(block) and not (name.full and len(head) < len(text))):
        return
    rest = "" if comma else text[len(head) :]
    below = _below(page, block)
    missing = 1 - FORM_ALONE
    team = part is Part.TEAM or of_url(page.url) is Part.TEAM
    role = (role_in(rest) if rest else None) or next(filter(None, map(_role_line, below)), None)
    lettered = bool(LETTERS.search(rest)) or any(
        len(b.text) < 90 and LETTERS.search(b.text) for b in below[:2]
    )
    # A card's text often begins with the degree: "Diploma in Sports Massage, ...".
    lettered = lettered or (team and bool(below) and LETTERS.search(below[0].text[:60]) is not None)
    lettered_role = None
    if lettered and role is None:
        role = lettered_role = role_of_letters(
            " ".join([rest, *(b.text for b in below[:2] if len(b.text) < 90)])
        )
    told = any(_tells_of(b.text, name) for b in below)
    # Who is named in a heading may go on to tell of himself.
    told = told or (block.level > 0 and name.full and bool(below) and _FIRST.match(below[0].text) is not None)
    signs = (
        (team, IN_TEAM),
        (block.level > 0, AS_HEADING),
        (name.titled, TITLED),
        (name.known, KNOWN_GIVEN),
        (role is not None, ROLE_BESIDE),
        (lettered, LETTERS_BESIDE),
        (told, TOLD_OF),
        (role is None and bool(below) and OWNER_LINE.match(below[0].text) is not None, OWNER_BESIDE),
        (name.full and name.known and _heads_home(page, block), TITLE_NAME),
    )
    for present, chance in signs:
        missing *= 1 - chance if present else 1
    # "Clinic manager, MOst": a degree is no role where the line says another.
    beside = [*more, *(b.text for b in below)][:1]
    desk = any(OTHER_LINE.match(line) and len(line) < 60 and not role_in(line) for line in beside)
    role = None if desk and role == lettered_role else role
    barred = desk and role is None
    barred = barred or (role is None and any(_AT_THE_DESK.match(b.text) for b in below[:1]))
    barred = barred or bool(rest and OTHER_LINE.match(rest.strip(" ,-–—|:(")) and role is None)
    alone = name.known or told or (block.level and (team or (below and below[0].level)))
    heads = told and block.level and (part is Part.TEAM or (team and _begins_with(below[0].text, name)))
    if name.full or (role and alone) or heads:
        about = " ".join([text, *(b.text for b in below)])
        yield Sign(name, 1 - missing, evidence(page, block.text), role, barred, about)


def _heads_home(page: Page, block: Block) -> bool:
    return of_url(page.url) is Part.HOME and block.level in (1, 2)


def _is_menu(block: Block) -> bool:
    return block.role in (Role.NAV, Role.FOOTER) and not block.level


def _role_line(block: Block) -> str | None:
    """The role that a short line names, or that a longer text begins with ("Osteopath. M.Ost, 2009; ...")."""
    if OTHER_LINE.match(block.text):
        return None
    if len(block.text) <= 90:
        return role_in(block.text) if ROLE_LINE.search(block.text) else None
    begins = TREATING.match(block.text)
    return role_in(begins.group()) if begins else None


def _below(page: Page, block: Block) -> list[Block]:
    """The few blocks that follow and belong to the same card: up to the next heading of the same height."""
    found: list[Block] = []
    for other in page.blocks[block.index + 1 : block.index + 6]:
        if other.level and block.level and other.level <= block.level:
            break
        if other.channel is not Channel.ALT:
            found.append(other)
        if len(other.text) > 200:
            break
    return found


def _begins_with(text: str, name: PersonName) -> bool:
    """Whether a text begins by telling of the person: "Asta is our chief therapist"."""
    return (
        re.match(
            rf"{re.escape(name.value)},? (?:is|has|was|holds|trained|works|joined|brings|offers)\b", text
        )
        is not None
    )


def _tells_of(text: str, name: PersonName) -> bool:
    """Whether a longer text speaks of the person, by given name or in the first person."""
    if len(text) < 60:
        return False
    return bool(re.search(rf"\b{re.escape(name.value.split()[0])}\b", text[:400], re.IGNORECASE))
