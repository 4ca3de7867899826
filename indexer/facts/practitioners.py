"""People who work there: team cards, "I'm Jane", letters after a name, a business named after its owner.

Every sign gives a chance that a name is a practitioner's; chances of the same person join. Customers who
praise, authors who are quoted and founders of methods have signs of their own against them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

from indexer.evidence import EVIDENCE_MOST, evidence
from indexer.facts.people import people_in_lines, people_in_prose
from indexer.facts.people.nicknames import is_short_for
from indexer.facts.people.person_names import GIVEN, NAME, PersonName, read_name, trade_words
from indexer.facts.people.person_signs import (
    IN_DATA,
    NAMED_AFTER,
    TITLE_NAME,
    Sign,
)
from indexer.facts.people.roles import role_in
from indexer.facts.words.part import Part, of_block
from indexer.facts.words.spoken import gender_of, languages_in
from indexer.model import Evidence, Practitioner
from indexer.page import Block, Channel, Page, Role, Site

THRESHOLD: Final = 0.5
UNTRUSTED: Final = frozenset(
    {Part.TESTIMONIAL, Part.ARTICLE, Part.SHOP, Part.ELSEWHERE, Part.LEGAL, Part.COURSE}
)

_LOWER: Final = re.compile(r"(?<![\w@./-])[a-z]{2,}(?![\w@])")
_BEFORE_NAME: Final = re.compile(r"^(?:©|copyright|\(c\)|welcome to|\d{4}|\W)+\s*", re.IGNORECASE)
_NAMED_AFTER: Final = re.compile(
    (
        rf"^(?P<name>{NAME}|{GIVEN}(?=['’]?s ))(?:['’]?s)?[ \u00a0,"
        rf"|–-]+(?:[\w&]+[ \u00a0]){{0,3}}(?:osteopath\w*|massage|therap\w+|bodywork|myotherapy|remedial"
        rf"|bowen|clinic|wellness|reflexology|healing|shiatsu|osteo|feldenkrais|alexander technique|rolfing"
        rf"|reiki|naturopath\w*|acupuncture|physio\w*|pilates|lomi|natural medicine|spa|studio)\b"
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
    for person in people.values():
        if not person.name.full or not (person.name.known or person.role):
            continue  # the business's own name has the form of one too
        if _in_host(person.name, site.host):
            person.missing *= 1 - NAMED_AFTER
        if any(page.title.startswith(person.name.value) for page in site.pages):
            person.missing *= 1 - TITLE_NAME
    chosen = [p for p in _merged(list(people.values())) if 1 - p.missing >= THRESHOLD and not p.barred]
    for person in chosen:
        if not person.name.full:
            person.name = _completed(person.name, site)
    return tuple(_practitioner(p) for p in chosen)


def _in_host(name: PersonName, host: str) -> bool:
    """Whether the site's address bears given and family name: `janesmithosteo.example`."""
    words = _key(name.value).split()
    letters = re.sub(r"[^a-z]", "", host)
    return len(words) > 1 and words[0] + words[-1] in letters


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
        return is_short_for(short[0], long[0])
    return is_short_for(short[0], long[0]) and (short[-1] == long[-1] or short == long[: len(short)])


def _signs(site: Site) -> Iterator[Sign]:
    seen: set[tuple[str, str]] = set()
    for page in site.pages:
        yield from _in_data(page)
    for page, block in site.unique_blocks:
        if block.channel in (Channel.OPTION, Channel.NOSCRIPT) or len(block.text) > 4000:
            continue
        part = of_block(page, block)
        if part in UNTRUSTED:
            continue
        best: dict[str, Sign] = {}
        for sign in _in_block(page, block, part):
            key = _key(sign.name.value)
            other = best.get(key, sign)
            surer = sign if sign.chance > other.chance else other
            best[key] = replace(surer, barred=sign.barred or other.barred)
        for key, sign in best.items():
            if (key, block.text) not in seen:
                seen.add((key, block.text))
                yield sign
    yield from _named_after(site)


def _in_block(page: Page, block: Block, part: Part) -> Iterator[Sign]:
    if len(block.text.split("\n", 1)[0]) <= 110 and block.channel is not Channel.ALT:
        yield from people_in_lines.find(page, block, part)
    if len(block.text) > 15 and block.channel is not Channel.ALT:
        yield from people_in_prose.find(page, block, part)


def _in_data(page: Page) -> Iterator[Sign]:
    for item in page.data:
        yield from _persons(page, item, trusted=True)


def _persons(page: Page, item: Any, *, trusted: bool, depth: int = 0) -> Iterator[Sign]:
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
            yield Sign(name, IN_DATA, evidence(page, item["name"]), role)
    for key, value in item.items():
        if isinstance(value, list | tuple | dict) and key not in ("review", "author", "creator"):
            yield from _persons(page, value, trusted=trusted, depth=depth + 1)


def _named_after(site: Site) -> Iterator[Sign]:
    """A person whose name the business bears: in the home page's title, its headings, its copyright line."""
    home = site.home
    lines = [home.title, home.meta.get("og:site_name", "")]
    lines += [
        line
        for b in home.blocks
        if b.level in (1, 2)
        or b.tag == "address"
        or (b.role in (Role.FOOTER, Role.HEADER) and len(b.text) < 200)
        for line in b.text.split("\n")
    ]
    for raw in lines:
        line = _BEFORE_NAME.sub("", raw)
        found = _NAMED_AFTER.match(line)
        name = read_name(found["name"] if found else re.split(r"\s*[|,–—]\s*|\s-\s", line)[0])
        if name is not None and name.known and (found or (name.full and _in_host(name, site.host))):
            yield Sign(name, NAMED_AFTER, evidence(home, line))
            return
