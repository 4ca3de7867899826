"""The provider's own phone numbers: links, text with its labels, structured data."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

import phonenumbers
from phonenumbers import Leniency, PhoneNumberFormat, PhoneNumberMatcher

from indexer.evidence import EVIDENCE_MOST, Found, evidence
from indexer.facts import locations
from indexer.facts.labels import foreign_line, label_before
from indexer.facts.standing import LEGAL, standing
from indexer.model import Evidence
from indexer.page import Block, Channel, Page, Role, Site

TEXT_MOST = 20_000
"""Characters of one block that are searched for numbers."""
LABEL_MOST = 12
MATCHES_MOST = 60
"""Numbers of one block that are looked at: a block with more is a list of somebody's data."""
WEIGHTS = {
    "link": 2.0,  # a tel: link is meant to be called
    "text": 1.5,
    "front": 1.0,  # in the header or footer: it stands for the whole site
    "labelled": 0.5,
    "structured": 1.0,  # often left over from the template: it counts, but does not stand against the page
}
AREA_CODES = {"NSW": "2", "ACT": "2", "VIC": "3", "TAS": "3", "QLD": "7", "WA": "8", "SA": "8", "NT": "8"}
"""Australian area codes by state (ACMA numbering plan); eight-digit numbers are dialled with them."""
LOCAL_AU = re.compile(r"(?<![\d/.$+()-])(?<!\d )[2-9]\d{3}[ .-]?\d{4}(?![\d%]|[ .-]\d)")
DIGIT = re.compile(r"\d")
PLACEHOLDER = re.compile(r"(\d)\1{5,}|1234567|^(?:\+?1)?555")
DRAMA = re.compile(r"(?<!\d)(?:\+44 ?(?:\(0\) ?)?|0)7700[ -]?900[ -]?\d{3}(?!\d)")
FICTION = re.compile(
    r"^\+1\d{3}55501\d\d$|^\+447700900\d{3}$|^\+4420794600\d{2}$|^\+44\d{3}4960\d{3}$|^\+61491570\d{3}$"
    r"|^\+61[28]\d?5550\d{4}$|^\+61[2378]7010\d{4}$"
)
"""Numbers set aside for fiction (NANPA 555-01xx, Ofcom drama numbers, ACMA): demo text on a real site."""


@dataclass(slots=True)
class _Candidate:
    """A number and what speaks for it."""

    weight: float = 0.0
    best: float = 0.0
    """Best standing of a page that gives it."""
    evidence: tuple[Evidence, ...] = ()


def find(site: Site, country: str) -> tuple[Found[str], ...]:
    """Numbers in E.164, most prominent first; no fax lines, helplines, agencies' or demo numbers."""
    found: dict[str, _Candidate] = {}
    local: list[tuple[Page, Block, str]] = []
    for page, block in site.unique_blocks:
        worth = standing(page)
        if worth and block.channel is not Channel.OPTION:
            for number, weight, start, end in _of_block(block, country, _label(page, block)):
                _note(found, number, weight * worth, worth, evidence(page, block.text, start, end))
            if country == "AU":
                local.extend((page, block, m[0]) for m in LOCAL_AU.finditer(block.text[:TEXT_MOST]))
    _add_local(found, local, site, country)
    if not found:
        _add_structured(found, site, country)
    return _best(found)


def parse(text: str, country: str) -> list[str]:
    """Numbers in `text` in E.164, in order, without fax; national forms are read as numbers of `country`."""
    numbers: list[str] = []
    for number, _, _ in _numbers(text, country):
        if number not in numbers:
            numbers.append(number)
    return numbers


def normal(raw: str, country: str) -> str | None:
    """One number as written, in E.164; `None` when it is not a possible number or a placeholder."""
    digits = re.sub(r"\D", "", raw)
    if not 6 <= len(digits) <= 17 or "x" in raw.casefold().replace("ext", "") or PLACEHOLDER.search(digits):
        return None
    if raw.strip().startswith("+0"):  # "+03 ...": a national number with a stray plus
        raw = raw.strip()[1:]
    for text in (raw, "+" + digits):
        try:
            number = phonenumbers.parse(text, country)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return None


def _note(found: dict[str, _Candidate], number: str, weight: float, worth: float, proof: Evidence) -> None:
    candidate = found.setdefault(number, _Candidate())
    candidate.weight += weight
    candidate.best = max(candidate.best, worth)
    if len(candidate.evidence) < EVIDENCE_MOST and proof not in candidate.evidence:
        candidate.evidence = (*candidate.evidence, proof)


def _of_block(block: Block, country: str, label: str) -> Iterator[tuple[str, float, int, int]]:
    """Numbers of a block: (E.164, weight, start, end) with the place in its text."""
    if foreign_line(block.text) and block.role is Role.FOOTER:
        return
    front = WEIGHTS["front"] if block.role in (Role.HEADER, Role.FOOTER, Role.NAV) else 0.0
    for number, start, end in _numbers(block.text, country, label):
        yield number, WEIGHTS["text"] + front, start, end
    for link in block.links:
        dialled = _dialled(link.href, country)
        if dialled and not label_before(block.text, max(0, block.text.find(link.text)), label):
            start = max(0, block.text.find(link.text))
            yield dialled, WEIGHTS["link"] + front, start, start + len(link.text)


def _label(page: Page, block: Block) -> str:
    """What stands before a block that begins with a number: its row's head, the line above, its heading."""
    if block.cell is not None and (block.cell.row_head or block.cell.column_head):
        return block.cell.row_head or block.cell.column_head
    above = page.blocks[block.index - 1] if block.index else None
    return above.text if above and len(above.text) <= LABEL_MOST and not above.level else block.heading


def _dialled(href: str, country: str) -> str | None:
    """The number a link calls or writes to."""
    scheme, _, rest = href.partition(":")
    if scheme in ("tel", "sms", "callto"):
        return normal(unquote(rest).partition("?")[0], country)
    if scheme in ("http", "https") and ("wa.me/" in href or "whatsapp.com/send" in href):
        query = parse_qs(urlsplit(href).query).get("phone", [""])[0]
        digits = re.sub(r"\D", "", query or urlsplit(href).path)
        return normal("+" + digits, country) if digits else None
    return None


def _numbers(text: str, country: str, heading: str = "") -> Iterator[tuple[str, int, int]]:
    text = text[:TEXT_MOST]
    if len(DIGIT.findall(text)) < 6:
        return
    if country == "GB" and "7700" in text:  # a range set aside for drama, which the library takes for none
        for drama in DRAMA.finditer(text):
            yield "+447700900" + drama[0][-3:], drama.start(), drama.end()
    for count, match in enumerate(PhoneNumberMatcher(text, country, Leniency.VALID, 200)):
        if count >= MATCHES_MOST:
            return
        number = phonenumbers.format_number(match.number, PhoneNumberFormat.E164)
        if not PLACEHOLDER.search(re.sub(r"\D", "", match.raw_string)) and not label_before(
            text, match.start, heading
        ):
            yield number, match.start, match.end


def _add_local(
    found: dict[str, _Candidate], local: Iterable[tuple[Page, Block, str]], site: Site, country: str
) -> None:
    """Complete Australian numbers written without area code, when their block speaks of calling."""
    area = ""
    for page, block, raw in local:
        digits = re.sub(r"\D", "", raw)
        start = block.text.find(raw)
        if any(n.endswith(digits) for n in found) or not _called(block, start):
            continue
        area = area or _area_code(found, site, country)
        number = normal(f"0{area}{digits}", country) if area else None
        if number:
            proof = evidence(page, block.text, start, start + len(raw))
            _note(found, number, WEIGHTS["text"] * standing(page), standing(page), proof)


CALLED = re.compile(r"\b(?:ph|phone|tel|telephone|call|ring|mobile|contact|bookings?)\b", re.IGNORECASE)


def _called(block: Block, start: int) -> bool:
    if label_before(block.text, start, block.heading):
        return False
    return bool(CALLED.search(block.text[max(0, start - 40) : start]) or CALLED.search(block.heading))


def _area_code(found: dict[str, _Candidate], site: Site, country: str) -> str:
    for number in found:
        if number.startswith(("+612", "+613", "+617", "+618")):
            return number[3]
    states = [place.value.state for place in locations.find(site, country)]
    return next((AREA_CODES[s] for s in states if s in AREA_CODES), "")


def _add_structured(found: dict[str, _Candidate], site: Site, country: str) -> None:
    for page in site.pages:
        for item in page.data if standing(page) > LEGAL else ():
            value = item.get("telephone")
            for raw in value if isinstance(value, list) else [value]:
                number = normal(str(raw), country) if isinstance(raw, str | int) else None
                if number:
                    _note(found, number, WEIGHTS["structured"], standing(page), evidence(page, str(raw)))


def _best(found: dict[str, _Candidate]) -> tuple[Found[str], ...]:
    """Leave out what only a legal page gives (whom to ask about data), and fiction beside real numbers."""
    kept = {n: c for n, c in found.items() if c.best > LEGAL}
    real = {n: c for n, c in kept.items() if not FICTION.match(n)}
    ranked = sorted((real or kept).items(), key=lambda pair: -pair[1].weight)
    return tuple(Found(number, candidate.evidence) for number, candidate in ranked)
