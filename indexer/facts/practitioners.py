"""People who work there: team cards, "I'm Jane", letters after a name, JSON-LD persons, a business named after one.

Every sign gives a chance that a name is a practitioner's; chances of the same person join. Customers who praise,
authors who are quoted and founders of methods have signs of their own against them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from indexer.evidence import EVIDENCE_MOST, evidence
from indexer.facts.part import STRONG, Part, of_block, of_heading, of_url
from indexer.facts.person_names import GIVEN, NAME, TITLE, PersonName, read_name, trade_words
from indexer.facts.roles import OTHER_LINE, ROLE_LINE, role_in
from indexer.facts.spoken import gender_of, languages_in
from indexer.facts.tone import sentence
from indexer.model import Evidence, Practitioner
from indexer.page import Block, Channel, Page, Role, Site

THRESHOLD: Final = 0.5

FORM_ALONE: Final = 0.12
"""A line that has the form of a name and nothing else."""
IN_TEAM: Final = 0.3
AS_HEADING: Final = 0.15
TITLED: Final = 0.3
KNOWN_GIVEN: Final = 0.12
ROLE_BESIDE: Final = 0.55
"""A role in the same line or the one below."""
LETTERS_BESIDE: Final = 0.5
TOLD_OF: Final = 0.35
"""The text below the name goes on about that person."""
INTRODUCED: Final = 0.75
"""`I'm Jane Smith`, `My name is Jane`."""
IS_A_ROLE: Final = 0.6
"""`Jane Smith is an osteopath`, `osteopath Jane Smith`."""
NAMED_AFTER: Final = 0.55
"""The business bears the name."""
IN_DATA: Final = 0.6
TITLE_NAME: Final = 0.35
"""The page is titled with the name, or the home page is headed by it."""
OWNED_BY: Final = 0.55
UNTRUSTED: Final = frozenset(
    {Part.TESTIMONIAL, Part.ARTICLE, Part.SHOP, Part.ELSEWHERE, Part.LEGAL, Part.COURSE}
)

_LETTERS: Final = re.compile(

        r"\b(?:B\.? ?Sc|BSc|B\.? ?App\.? ?Sc|M\.? ?Sc|MSc|B\.? ?H\.? ?Sc|BHSc|M\.? ?H\.? ?Sc|M\.? ?Ost\w*"
        r"|MOst|B\.?['’]? ?Ost\w*|BOst|D\.?O\.?(?=\W|$)|DOMP|D\.?Ost|Dip\.?|LMT|RMT|CMT|LMP|BCTMB|NCTMB"
        r"|NCBTMB|RAc|R\.Ac|RTCMP|BA\b|B\.A\.|BAppSc|MIO|GOsC|ITEC|VTCT|FHT|MFHT|BTEC|RN\b|DC\b|ND\b|PhD"
        r"|MCSP|HCPC|MISRM|ATMS|AAMT|AMT\b|MMA\b|AHPRA|HLT\d|Hons|Cert\.? ?I?V|AdvDip|Adv\.? ?Dip|BEd|BN\b"
        r"|BSocSc|MPhty|BPhty|BClinSc|MClinOst)"

)
_CUT: Final = re.compile(

        r"\s+[-–—|•·:]\s+|[-–—|•·:]\s+|\s*,\s*|\s*\((?![A-Z][a-z]+\) [A-Z])\s*|\n|\s+(?=(?:B\.?Sc|BSc|M\.?Ost"
        r"|MOst|LMT|RMT|BHSc|D\.O|DO\b|BA\b|Dip))|\s+(?:is|has)\s+"

)
_LOWER: Final = re.compile(r"(?<![\w@./-])[a-z]{2,}(?![\w@])")
_COMMA_NAME: Final = re.compile(rf"^({TITLE}?{GIVEN}(?: {GIVEN})?), ({GIVEN})$")
_INTRO: Final = re.compile(

        rf"\b(?:[Mm]y name is|I['’]?m|I am|[Nn]amed?|[Tt]his is|called|[Mm]eet"
        rf"|[Aa]bout)[ \u00a0]+({TITLE}?(?:{NAME}|{GIVEN}))\b"

)
_FIRST_PERSON: Final = re.compile(r"\b(?:[Mm]y name is|I['’]?m|I am)\b")
_IS_A: Final = re.compile(

        rf"({TITLE}?{NAME}|{GIVEN})(?:,)?[ \u00a0](?:is|has been|(?:has )?practi[sc](?:es|ed)|treats"
        rf"|works as|qualified as|trained as|graduated|has (?:over|more than|\d+)|completed|holds"
        rf"|specialises|specializes)\b(?P<rest>[^.\n]{{0,90}})"

)
_PRACTISES: Final = re.compile(r"\b(?:practi[sc](?:es|ed|ing)|treats|treating|speciali[sz]es)\b")
_OWNED: Final = re.compile(

        rf"\b(?:owned|run|operated|led|headed|established|set up|opened)(?: and (?:run|operated"
        rf"|managed))?(?: in \d{{4}})? by[ \u00a0]({TITLE}?{NAME})"

)
_ROLE_NAME: Final = re.compile(
    (
        rf"\b(?:osteopaths?|therapists?|practitioners?|masseuse|myotherapists?|owner|founder|director"
        rf"|principal|chiropractor)(?: and \w+)?(?:,| is| -|:)?[ \u00a0]({TITLE}?{NAME})\b|\b(?:with|by"
        rf"|see|contact|call|ask for)[ \u00a0]({NAME})\b(?=,? (?:\w+ ){{0,2}}(?:osteopath|therapist"
        rf"|practitioner))"
    ),
)
_WITH_LETTERS: Final = re.compile(rf"({TITLE}?{NAME}),?[ \u00a0]\(?(?={_LETTERS.pattern})")
_NAMED_AFTER: Final = re.compile(
    (
        rf"^(?P<name>{NAME}|{GIVEN}(?=['’]?s ))(?:['’]?s)?[ \u00a0,"
        rf"|–-]+(?:[\w&]+[ \u00a0]){{0,3}}(?:osteopath\w*|massage|therap\w+|bodywork|myotherapy|remedial"
        rf"|bowen|clinic|wellness|reflexology|healing|shiatsu|osteo)\b"
    ),
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Person:
    name: PersonName
    missing: float = 1.0
    role: str | None = None
    barred: bool = False
    text: str = ""
    evidence: list[Evidence] = field(default_factory=list)
    order: int = 0

    def add(self, chance: float, quote: Evidence, role: str | None) -> None:
        self.missing *= 1 - chance
        self.role = self.role or role
        if quote.quote not in (e.quote for e in self.evidence):
            self.evidence.append(quote)


@dataclass(frozen=True, slots=True)
class _Sign:
    name: PersonName
    chance: float
    quote: Evidence
    role: str | None = None
    barred: bool = False
    about: str = ""
    """What is told of the person."""


def find(site: Site) -> tuple[Practitioner, ...]:
    """Practitioners with role, and gender and languages where stated."""
    common = _common_words(site)
    people: dict[str, _Person] = {}
    for sign in _signs(site):
        if _is_phrase(sign.name, common):
            continue
        person = people.setdefault(_key(sign.name.value), _Person(sign.name, order=len(people)))
        person.add(sign.chance, sign.quote, sign.role)
        person.barred = person.barred or sign.barred
        person.text += " " + sign.about
    chosen = [p for p in _merged(list(people.values())) if 1 - p.missing >= THRESHOLD and not p.barred]
    for person in chosen:
        if not person.name.full:
            person.name = _completed(person.name, site)
    return tuple(_practitioner(p) for p in chosen)


def _common_words(site: Site) -> frozenset[str]:
    """Words that the site writes in lower case somewhere: what is a word there is hardly a name."""
    return frozenset(word for page in site.pages for word in _LOWER.findall(page.text))


def _is_phrase(name: PersonName, common: frozenset[str]) -> bool:
    """Whether a name without a known given name is made of the site's or the trade's ordinary words."""
    words = [w for w in re.split(r"[\s'’-]+", name.value.lower()) if len(w) > 1]
    ordinary = [w for w in words if w in common]
    if name.known and name.full:
        return any(w in trade_words() for w in ordinary if w != name.given)
    return len(ordinary) == len(words) or any(w in trade_words() for w in ordinary)


def _completed(name: PersonName, site: Site) -> PersonName:
    """The full name of someone introduced by given name, where an image, a link or an address tells it."""
    rule = re.compile(rf"\b{re.escape(name.value)}[ ._-]({GIVEN}|[a-z]{{3,}}(?=@))")
    for page, block in site.unique_blocks:
        for text in (block.text, *(link.href for link in block.links if link.href.startswith("mailto:"))):
            found = rule.search(text) or re.search(
                rf"mailto:{re.escape(name.given)}[._-]([a-z]{{3,}})@", text
            )
            full = (
                read_name(f"{name.value} {found[1].title()}")
                if found and name.value in text + name.value
                else None
            )
            if (
                full is not None
                and full.full
                and of_block(page, block) not in UNTRUSTED
                and not _is_phrase_word(full)
            ):
                return full
    return name


def _is_phrase_word(name: PersonName) -> bool:
    return name.value.split()[-1].lower() in trade_words()


def _practitioner(person: _Person) -> Practitioner:
    return Practitioner(
        name=person.name.value,
        role=person.role,
        gender=gender_of(person.text, person.name.value),
        languages=languages_in(person.text),
        evidence=tuple(person.evidence[:EVIDENCE_MOST]),
    )


def _key(name: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", "", name.lower()).split())


def _merged(people: list[_Person]) -> list[_Person]:
    """One entry a person: "Jane" joins "Jane Smith", "Jane A. Smith" joins "Jane Smith"."""
    kept: list[_Person] = []
    for person in sorted(people, key=lambda p: (-len(p.name.value.split()), p.order)):
        words = _key(person.name.value).split()
        same = [k for k in kept if _same(words, _key(k.name.value).split())]
        if len(same) == 1 or (same and len(words) > 1):
            same[0].missing *= person.missing
            same[0].role = same[0].role or person.role
            same[0].text += person.text
            same[0].evidence += person.evidence
            same[0].barred = same[0].barred or person.barred
            if (
                len(words) == 2
                and words[-1] == _key(same[0].name.value).split()[-1]
                and person.missing <= 0.5
            ):
                same[0].name = person.name
        elif not same:
            kept.append(person)
    return sorted(kept, key=lambda p: p.order)


def _same(short: list[str], long: list[str]) -> bool:
    if len(short) == 1:
        return short[0] == long[0]
    return short[0] == long[0] and (short[-1] == long[-1] or short == long[: len(short)])


def _signs(site: Site) -> Iterator[_Sign]:
    seen: set[tuple[str, str]] = set()
    for page in site.pages:
        yield from _in_data(page)
    for page, block in site.unique_blocks:
        if block.channel in (Channel.OPTION, Channel.NOSCRIPT) or len(block.text) > 4000:
            continue
        part = of_block(page, block)
        if part in UNTRUSTED or _is_quotation(block):
            continue
        for sign in _in_block(page, block, part):
            key = (_key(sign.name.value), block.text)
            if key not in seen:
                seen.add(key)
                yield sign
    yield from _named_after(site)


def _is_quotation(block: Block) -> bool:
    """Praise in quotation marks, or its signature under it."""
    return block.tag == "blockquote" or bool(re.match(r"^[\"“”‘*★ ]*[\"“].{40}", block.text, re.DOTALL))


def _in_block(page: Page, block: Block, part: Part) -> Iterator[_Sign]:
    if len(block.text) <= 110 and block.channel is not Channel.ALT:
        yield from _in_line(page, block, part)
    if len(block.text) > 15 and block.channel is not Channel.ALT:
        yield from _in_prose(page, block, part)


def _in_line(page: Page, block: Block, part: Part) -> Iterator[_Sign]:
    """A line that is a name, or begins with one and goes on with letters or a role."""
    text = block.text.strip()
    comma = _COMMA_NAME.match(text)
    head = f"{comma[1]} {comma[2]}" if comma and not role_in(comma[2]) else _CUT.split(text, maxsplit=1)[0]
    name = read_name(re.sub(r"^(?:[Mm]eet|[Aa]bout|ABOUT|MEET)\s+", "", head))
    if name is None or (_is_menu(block) and not (name.full and len(head) < len(text))):
        return
    rest = "" if comma else text[len(head) :]
    below = _below(page, block)
    missing = 1 - FORM_ALONE
    team = part is Part.TEAM or of_url(page.url) is Part.TEAM
    role = (role_in(rest) if rest else None) or next(
        (role_in(b.text) for b in below if _is_role_line(b)), None
    )
    lettered = bool(_LETTERS.search(rest)) or any(
        len(b.text) < 90 and _LETTERS.search(b.text) for b in below[:2]
    )
    told = any(_tells_of(b.text, name) for b in below)
    signs = (
        (team, IN_TEAM),
        (block.level > 0, AS_HEADING),
        (name.titled, TITLED),
        (name.known, KNOWN_GIVEN),
        (role is not None, ROLE_BESIDE),
        (lettered, LETTERS_BESIDE),
        (told, TOLD_OF),
        (name.full and name.known and _heads_page(page, block, name), TITLE_NAME),
    )
    for present, chance in signs:
        missing *= 1 - chance if present else 1
    barred = any(OTHER_LINE.match(b.text) and len(b.text) < 60 for b in below[:1]) and role is None
    barred = barred or bool(rest and OTHER_LINE.match(rest.strip(" ,-–—|:(")) and role is None)
    alone = name.known or block.level or team
    if name.full or (role and alone) or (told and block.level and part is Part.TEAM):
        about = " ".join([text, *(b.text for b in below)])
        yield _Sign(name, 1 - missing, evidence(page, block.text), role, barred, about)


def _heads_page(page: Page, block: Block, name: PersonName) -> bool:
    top = of_url(page.url) is Part.HOME and block.level in (1, 2)
    return top or page.title.startswith(name.value)


def _is_menu(block: Block) -> bool:
    return block.role in (Role.NAV, Role.FOOTER) and not block.level


def _is_role_line(block: Block) -> bool:
    return len(block.text) <= 90 and bool(ROLE_LINE.search(block.text)) and not OTHER_LINE.match(block.text)


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


def _tells_of(text: str, name: PersonName) -> bool:
    """Whether a longer text speaks of the person, by given name or in the first person."""
    if len(text) < 60:
        return False
    return bool(re.search(rf"\b{re.escape(name.value.split()[0])}\b", text[:400], re.IGNORECASE))


def _in_prose(page: Page, block: Block, part: Part) -> Iterator[_Sign]:
    text = block.text
    for found in _INTRO.finditer(text):
        name = read_name(found[1])
        if name is None:
            continue
        first = bool(_FIRST_PERSON.match(found.group()))
        if first and (name.full or name.known):
            told = text[found.start() : sentence(text, *found.span())[1]]
            yield _Sign(name, INTRODUCED, evidence(page, text, *found.span(1)), role_in(told), about=text)
        elif name.full and name.known and of_heading(text) is Part.TEAM:
            yield _Sign(name, IS_A_ROLE, evidence(page, text, *found.span(1)), None)
    for found in _IS_A.finditer(text):
        name = read_name(found[1])
        if name is not None and (name.full or name.known) and part is not Part.FAQ:
            role = role_in(found["rest"])
            if not (name.full or role or _PRACTISES.search(found.group())):
                continue
            chance = IS_A_ROLE if role else FORM_ALONE if not name.known else KNOWN_GIVEN + FORM_ALONE
            yield _Sign(name, chance, evidence(page, text, *found.span()), role, about=text)
    for found in _ROLE_NAME.finditer(text):
        name = read_name(found[1] or found[2])
        if name is not None and name.full:
            yield _Sign(
                name, IS_A_ROLE, evidence(page, text, *found.span()), role_in(found.group()), about=text
            )
    for found in _OWNED.finditer(text):
        name = read_name(found[1])
        if name is not None and name.full and (name.known or name.titled) and part is not Part.SESSION:
            yield _Sign(name, OWNED_BY, evidence(page, text, *found.span()), None, about=text)
    for found in _WITH_LETTERS.finditer(text):
        name = read_name(found[1])
        if name is not None and name.full:
            yield _Sign(
                name, IS_A_ROLE, evidence(page, text, *found.span()), role_in(text[found.end() :][:90])
            )


def _in_data(page: Page) -> Iterator[_Sign]:
    for item in page.data:
        yield from _persons(page, item, trusted=True)


def _persons(page: Page, item: Any, *, trusted: bool, depth: int = 0) -> Iterator[_Sign]:
    """Persons of structured data, but those of reviews and articles."""
    if depth > 6:
        return
    if isinstance(item, list | tuple):
        for part in item:
            yield from _persons(page, part, trusted=trusted, depth=depth + 1)
        return
    if not isinstance(item, dict):
        return
    kind = str(item.get("@type", ""))
    if re.search(r"Review|Article|Posting|WebPage|WebSite|Comment|Book", kind):
        return
    if re.search(r"Person|Physician", kind) and isinstance(item.get("name"), str):
        name = read_name(item["name"])
        if name is not None and trusted:
            role = role_in(str(item.get("jobTitle", "")))
            yield _Sign(name, IN_DATA, evidence(page, item["name"]), role)
    for key, value in item.items():
        if isinstance(value, list | tuple | dict) and key not in ("review", "author", "creator"):
            yield from _persons(page, value, trusted=trusted, depth=depth + 1)


def _named_after(site: Site) -> Iterator[_Sign]:
    """A person whose name the business bears: in the home page's title, its headings, its copyright line."""
    home = site.home
    lines = [home.title, home.meta.get("og:site_name", "")]
    lines += [
        b.text for b in home.blocks if b.level in (1, 2) or (b.role is Role.FOOTER and len(b.text) < 90)
    ]
    for line in lines:
        found = _NAMED_AFTER.match(
            re.sub(r"^(?:©|copyright|\(c\)|welcome to|\d{4}|\W)+\s*", "", line, flags=re.IGNORECASE)
        )
        name = read_name(found["name"]) if found else None
        if name is not None and name.known:
            yield _Sign(name, NAMED_AFTER, evidence(home, line))
            return


TRUSTED_ELSEWHERE: Final = STRONG
