"""The provider's own phone numbers: links, text with its labels, structured data."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from indexer.evidence import EVIDENCE_MOST, Found, evidence
from indexer.facts import locations
from indexer.facts.bookings import host_of
from indexer.facts.closed import is_former
from indexer.facts.contact.labels import (
    OTHERS_HEADING,
    is_fax_label,
    is_in_passing,
    label_after,
    label_before,
)
from indexer.facts.contact.phone_numbers import (
    AREA_CODE,
    DIGIT,
    LOCAL,
    TEXT_MOST,
    completed,
    dialled,
    normal,
    numbers,
    parse,
)
from indexer.facts.pages.standing import LEGAL, standing
from indexer.facts.pages.structured_items import listed, own_items
from indexer.facts.words.part import Part, of_block
from indexer.model import Evidence
from indexer.page import Block, Channel, Page, Role, Site
from indexer.prefilter import Rule

__all__ = ["find", "normal", "parse"]

LABEL_MOST = 20
"""Characters of a line that can label the number on the next."""
HEADING_MOST = 60
META_PHONES = ("og:phone_number", "business:contact_data:phone_number", "telephone")
FORMER_MOST = 160
"""Characters of a block that speaks of one place, which may be closed."""
WEIGHTS = {
    "link": 2.0,  # a tel: link is meant to be called
    "text": 1.5,
    "front": 1.0,  # in the header or footer: it stands for the whole site
    "labelled": 0.5,
    "structured": 1.0,  # often left over from the template: it counts, but does not stand against the page
}
AREA_CODES = {"NSW": "2", "ACT": "2", "VIC": "3", "TAS": "3", "QLD": "7", "WA": "8", "SA": "8", "NT": "8"}
"""Australian area codes by state (ACMA numbering plan); eight-digit numbers are dialled with them."""
FICTION = re.compile(
    r"^\+1\d{3}55501\d\d$|^\+447700900\d{3}$|^\+442079460\d{3}$|^\+44\d{3}4960\d{3}$|^\+61491570\d{3}$"
    r"|^\+61[28]\d?5550\d{4}$|^\+61[2378]7010\d{4}$"
)
"""Numbers set aside for fiction (NANPA 555-01xx, Ofcom drama numbers, ACMA): demo text on a real site."""

CALLED = re.compile(
    r"\b(?:ph|phone|tel|telephone|call|ring|mobile|contact|bookings?|text|sms)\b", re.IGNORECASE
)


ACTS = Rule(
    r"\b(?:book|call|ring|phone|text|sms|message|whatsapp|map|directions|find|visit|schedule|facebook|contact)|\d",
    re.IGNORECASE,
)
"""In a link's text: it does something for the reader of this site, or is an address on a map."""


@dataclass(frozen=True, slots=True)
class _Local:
    """A number without area code, and where it stands."""

    page: Page
    block: Block
    labels: tuple[str, ...]
    match: re.Match[str]


@dataclass(slots=True)
class _Candidate:
    """A number and what speaks for it."""

    weight: float = 0.0
    best: float = 0.0
    """Best standing of a page that gives it."""
    stands: bool = False
    """Whether it stands by itself somewhere, and not only in a sentence about somebody."""
    evidence: tuple[Evidence, ...] = ()


def find(site: Site, country: str) -> tuple[Found[str], ...]:
    """Numbers in E.164, most prominent first; no fax lines, helplines, agencies' or demo numbers."""
    found: dict[str, _Candidate] = {}
    local: list[_Local] = []
    short = LOCAL.get(country)
    for page, block in site.unique_blocks:
        worth = standing(page)
        if not worth or block.channel is Channel.OPTION or _is_others(block) or _is_linked(block, site.host):
            continue
        if of_block(page, block) is Part.ELSEWHERE:
            continue
        labels = _labels(page, block)
        for number, weight, start, end in _of_block(block, country, labels):
            _note(found, number, weight * worth, worth, evidence(page, block.text, start, end))
            found[number].stands |= not is_in_passing(block.text, start, end)
        if short is not None:
            local.extend(_Local(page, block, labels, m) for m in short.finditer(block.text[:TEXT_MOST]))
    _add_local(found, local, site, country)
    if not found:
        _add_bare_links(found, site, country)
    if not found:
        _add_structured(found, site, country)
    return _best(found)


def _is_others(block: Block) -> bool:
    """Whether a block stands under a heading for other people's numbers, or speaks of a closed place."""
    if any(OTHERS_HEADING.search(heading) and len(heading) < HEADING_MOST for heading in block.headings):
        return True
    return is_former(block.heading) or (len(block.text) < FORMER_MOST and is_former(block.text))


def _is_linked(block: Block, own: str) -> bool:
    """Whether a block begins with a link to somebody else's site: an entry of a list of links."""
    first = next((link for link in block.links if link.text), None)
    if first is None or block.tag != "li" or not block.text.startswith(first.text):
        return False
    host = host_of(first.href)
    return host not in ("", own) and " " in first.text and not ACTS.search(first.text)


def _note(found: dict[str, _Candidate], number: str, weight: float, worth: float, proof: Evidence) -> None:
    candidate = found.setdefault(number, _Candidate())
    candidate.weight += weight
    candidate.best = max(candidate.best, worth)
    if len(candidate.evidence) < EVIDENCE_MOST and proof not in candidate.evidence:
        candidate.evidence = (*candidate.evidence, proof)


def _of_block(block: Block, country: str, labels: Sequence[str]) -> Iterator[tuple[str, float, int, int]]:
    """Numbers of a block: (E.164, weight, start, end) with the place in its text."""
    front = WEIGHTS["front"] if block.role in (Role.HEADER, Role.FOOTER, Role.NAV) else 0.0
    label = next(filter(is_fax_label, labels), "")
    for number, start, end in numbers(block.text, country, label):
        yield number, WEIGHTS["text"] + front, start, end
    for link in block.links:
        called = dialled(link.href, country)
        start = max(0, block.text.find(link.text))
        end = start + len(link.text)
        if called and not _is_labelled_off(block.text, link.text, start, end, label):
            yield called, WEIGHTS["link"] + front, start, end


def _is_labelled_off(text: str, shown: str, start: int, end: int, label: str) -> bool:
    digit = DIGIT.search(shown)
    at = start + digit.start() if digit else start
    return label_before(text, at, label) or label_after(text, end) or is_fax_label(shown)


def _labels(page: Page, block: Block) -> tuple[str, ...]:
    """What stands before a block that begins with a number: its cell's heads, the line above, its heading."""
    cell = (block.cell.row_head, block.cell.column_head) if block.cell is not None else ()
    above = page.blocks[block.index - 1] if block.index else None
    near = (above.text,) if above and len(above.text) <= LABEL_MOST else ()
    return (*(head for head in cell if head), *near, block.heading)


def _add_local(found: dict[str, _Candidate], local: Iterable[_Local], site: Site, country: str) -> None:
    """Complete numbers written without area code, when their block speaks of calling."""
    area = ""
    for one in local:
        digits = re.sub(r"\D", "", one.match[0])
        start, end = one.match.span()
        if any(n.endswith(digits) for n in found) or not _is_called(one):
            continue
        area = area or _area_code(found, site, country)
        number = completed(digits, area, country)
        if number:
            worth = standing(one.page)
            _note(
                found, number, WEIGHTS["text"] * worth, worth, evidence(one.page, one.block.text, start, end)
            )
            found[number].stands = True


def _is_called(one: _Local) -> bool:
    start, end = one.match.span()
    text = one.block.text
    fax = next(filter(is_fax_label, one.labels), "")
    if label_before(text, start, fax) or label_after(text, end):
        return False
    labels = one.labels if not text[:start].strip() else ()
    return any(CALLED.search(words) for words in (text[max(0, start - 40) : start], *labels))


def _area_code(found: dict[str, _Candidate], site: Site, country: str) -> str:
    pattern, _ = AREA_CODE[country]
    for number in found:
        if (match := pattern.match(number)) is not None:
            return match[1]
    states = [place.value.state for place in locations.find(site, country)] if country == "AU" else []
    return next((AREA_CODES[s] for s in states if s in AREA_CODES), "")


def _add_bare_links(found: dict[str, _Candidate], site: Site, country: str) -> None:
    """Numbers of links without any text: an icon to call."""
    for page in site.pages:
        shown = {link.href for block in page.blocks for link in block.links}
        for link in page.links if standing(page) > LEGAL else ():
            number = dialled(link.href, country) if link.href not in shown else None
            if number:
                proof = evidence(page, link.text or link.href)
                _note(found, number, WEIGHTS["link"], standing(page), proof)


def _add_structured(found: dict[str, _Candidate], site: Site, country: str) -> None:
    for page in site.pages:
        if standing(page) <= LEGAL:
            continue
        said = [raw for item in own_items(page) for raw in listed(item.get("telephone"))]
        said += [page.meta[key] for key in META_PHONES if key in page.meta]
        for raw in said:
            number = normal(str(raw), country) if isinstance(raw, str | int) else None
            if number:
                _note(found, number, WEIGHTS["structured"], standing(page), evidence(page, str(raw)))


def _best(found: dict[str, _Candidate]) -> tuple[Found[str], ...]:
    """Leave out what only a legal page gives (whom to ask about data), and fiction beside real numbers."""
    stands = any(c.stands for c in found.values())
    kept = {n: c for n, c in found.items() if c.best > LEGAL and (c.stands or not stands)}
    real = {n: c for n, c in kept.items() if not FICTION.match(n)}
    ranked = sorted((real or kept).items(), key=lambda pair: -pair[1].weight)
    return tuple(Found(number, candidate.evidence) for number, candidate in ranked)
