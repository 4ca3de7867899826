"""Addresses in running text: a street and what follows it, or a postcode and what stands before it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from indexer.facts.place.address_lead import NOT_LEAD, lead, without_asides
from indexer.facts.place.address_parts import PART, VENUE, is_country, is_place, split_part, take_state
from indexer.facts.place.regions import Region, region
from indexer.facts.place.street import (
    NUMBERED_LINE,
    ONLY_UNIT,
    SECOND,
    STREET,
    TRAILING_UNIT,
    UNNUMBERED,
    tidy,
)
from indexer.facts.place.suburbs import agrees, is_suburb, leading_suburb, state_of_postcode

TEXT_MOST = 5_000
TAIL_MOST = 110
"""Characters after a street that can belong to its address."""
DIGIT = re.compile(r"\d")
HEAD_MOST = 160
PARTS_MOST = 5
STREETS_MOST = 40
LEAD_IN = re.compile(
    r".*(?:\b(?:at|is|in|address|location|clinic|us|studio|premises|find us|visit us|practice"
    r"|address is)\b\s*(?:[:–-]|\bat\b)?\s+|[:!?📍]\s*|(?<=[a-z])\.\s+)(?=[A-Z0-9])",
    re.DOTALL | re.IGNORECASE,
)
AT = re.compile(r"^(?:in|at|near) (?=[A-Z])")
MAILBOX = re.compile(r"\b(?:G?P\.?\s?O\.? Box|Private Bag|Locked Bag)\b", re.IGNORECASE)
"""Letters go there, clients do not."""


@dataclass(frozen=True, slots=True)
class Address:
    """One address as written, and where it stands in its text."""

    street: str | None
    venue: str | None
    suburb: str | None
    state: str | None
    postcode: str | None
    country: str
    start: int
    end: int


def addresses(text: str, country: str) -> list[Address]:
    """Addresses in `text`, in order; national forms are read as those of `country`."""
    text = text[:TEXT_MOST]
    where = region(country)
    found = _outermost([_from_street(text, m.start(), m.end(), country) for m in _streets(text)])
    covered = [(a.start, a.end) for a in found]
    for match in UNNUMBERED.finditer(text):
        start = match.end() - len(match[0].lstrip())
        if not _inside(match.end() - 1, covered):
            address = _from_street(text, start, match.end(), country)
            if (
                (address.postcode and where.distinctive)
                or (address.suburb and address.postcode and address.state)
                or (address.suburb and _ends_in_county(text[start : address.end], where))
            ):
                found.append(address)
                covered.append((address.start, address.end))
    if where.postcode is not None and (where.distinctive or where.states):
        found.extend(a for a in _from_postcodes(text, country, covered))
    return sorted((a for a in found if not _is_mailbox(text, a)), key=lambda a: a.start)


def _outermost(found: list[Address]) -> list[Address]:
    """Without what reads as a street and is the next one's building: "Shop 3, Town Arcade, 9 Main St"."""
    return [a for a, after in zip_longest(found, found[1:]) if after is None or after.start >= a.end]


def _ends_in_county(words: str, where: Region) -> bool:
    """Whether an address ends in its county, named as one: "Co. Cork" often stands for the postcode."""
    last = PART.split(words)[-1]
    return (
        last.startswith("Co") and where.is_county(last) and not where.counties.issuperset([last.casefold()])
    )


def _is_mailbox(text: str, address: Address) -> bool:
    return MAILBOX.search(text[max(0, address.start - 25) : address.start + 8]) is not None


def _streets(text: str) -> Iterator[re.Match[str]]:
    if DIGIT.search(text) or "orner" in text or "nr" in text:
        for count, match in enumerate(STREET.finditer(text)):
            if count >= STREETS_MOST:
                return
            yield match


def _inside(position: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= position < end for start, end in spans)


def _from_street(text: str, start: int, end: int, country: str) -> Address:
    while (unit := TRAILING_UNIT.match(text, end)) is not None:
        end = unit.end()
    end = _second_street(text, end)
    street = text[start:end]
    suburb, state, postcode, stop = _tail(text, end, country)
    start, units, venue = lead(text, start, named=not any(c.isdigit() for c in street))
    if venue and not any(c.isdigit() for c in street):
        street, venue = f"{venue}, {street}", None  # without a number, the house's name is its number
    return Address(tidy(f"{units}{street}"), venue, suburb, state, postcode, country, start, stop)


def _second_street(text: str, end: int) -> int:
    """Where the street ends when a second one follows at once: that in which an arcade or house stands."""
    cut = PART.match(text, end)
    if cut is None:
        return end
    stop = PART.search(text, cut.end())
    words = text[cut.end() : stop.start() if stop else len(text)]
    return cut.end() + len(words) if SECOND.match(words) and not is_suburb(words) else end


def _tail(text: str, position: int, country: str) -> tuple[str | None, str | None, str | None, int]:
    """What follows a street: (suburb, state, postcode, end)."""
    where = region(country)
    suburb = state = postcode = None
    city_or_state = ""
    end = position
    window = without_asides(text[position : position + TAIL_MOST])
    cursor = _skip(window, 0)
    for _ in range(PARTS_MOST):
        if cursor >= len(window):
            break
        cut = PART.search(window, cursor)
        stop = cut.start() if cut else len(window)
        part = AT.sub("", window[cursor:stop])
        cursor = stop - len(part)
        words, part_state, part_postcode, length = split_part(part, where, country, suburb is not None)
        if words and is_place(words):
            suburb = suburb or words
        elif words and not is_country(words, country):
            break
        if not (words or part_state or part_postcode or where.is_county(part)):
            break
        if city_or_state and part_state and not suburb:
            suburb = city_or_state  # "New York, NY"
        city_or_state = part.strip() if part_state and not words and len(part) > 3 else ""
        state, postcode = state or part_state, postcode or part_postcode
        end = position + cursor + (length if part_postcode else len(part.rstrip()))
        if postcode or cut is None or length < len(part.rstrip()):
            break
        cursor = _skip(window, cut.end())
    return suburb, state, postcode, end


def _skip(window: str, cursor: int) -> int:
    while cursor < len(window) and not window[cursor].isalnum():
        cursor += 1
    return cursor


def _from_postcodes(text: str, country: str, covered: list[tuple[int, int]]) -> Iterator[Address]:
    """Addresses without a recognised street: read backward from the postcode."""
    where = region(country)
    if where.postcode is None:
        return
    for match in where.postcode.finditer(text):
        if _inside(match.start(), covered):
            continue
        address = _backward(text, match, where, country)
        if address is not None:
            yield address


def _backward(text: str, match: re.Match[str], where: Region, country: str) -> Address | None:
    left = max(0, match.start() - HEAD_MOST)
    head = without_asides(text[left : match.start()])
    pieces = [(m.start(), m.end()) for m in PART.finditer(head)]
    bounds = [0, *(end for _, end in pieces)]
    parts = [head[a:b] for a, b in zip(bounds, [*(s for s, _ in pieces), len(head)], strict=True)]
    last = parts.pop().strip() if parts else ""
    offset = bounds.pop() if bounds else 0
    if not last and parts and head[-1:].strip() in ("", ",", "|"):
        last, offset = parts.pop().strip(), bounds.pop()
    state, last = take_state(last, where)
    # Digits that do not fit the state are a year, or a number of something else.
    if not where.distinctive and (state is None or (country == "AU" and not agrees(match[0], state))):
        return None
    if not last and parts:
        last, offset = parts.pop().strip(), bounds.pop()
    last = LEAD_IN.sub("", last).rpartition("(")[2]
    gathered: list[str] = []
    if UNNUMBERED.match(last) or STREET.match(last):
        gathered, suburb = [last], None
    elif where.is_county(last) and parts:
        suburb, offset = parts.pop().strip(), bounds.pop()
    else:
        suburb = last
    while parts and len(gathered) < 4:
        part = parts.pop().strip()
        start = bounds.pop()
        short = LEAD_IN.sub("", part).rpartition("(")[2]
        if (
            not short
            or len(short) > 50
            or not (short[0].isupper() or short[0].isdigit())
            or NOT_LEAD.search(short)
        ):
            break
        gathered.insert(0, short)
        offset = start + len(part) - len(short)
        if short != part:
            break
    if suburb and len(gathered) > 1 and _is_suburb_of(gathered[-1], suburb):
        suburb = gathered.pop()
    if suburb is not None and not is_place(suburb):
        known = leading_suburb(suburb)[0] if country == "AU" else ""
        suburb = known or None
    if suburb is None and not gathered:
        return None
    return _assembled(gathered, suburb, state, match, country, left + offset)


def _is_suburb_of(part: str, town: str) -> bool:
    """Whether a part before a town names its suburb: a place, and neither street nor building."""
    return is_place(part) and is_place(town) and not (UNNUMBERED.match(part) or VENUE.search(part))


def _assembled(
    gathered: list[str], suburb: str | None, state: str | None, match: re.Match[str], country: str, start: int
) -> Address:
    venue = None
    if not region(country).distinctive:
        gathered = [
            g for g in gathered if ONLY_UNIT.match(g) or VENUE.search(g) or NUMBERED_LINE.fullmatch(g)
        ]
    street = tidy(", ".join(gathered)) if gathered else None
    return Address(street, venue, suburb, state, match[0].upper(), country, start, match.end())


def with_state(address: Address) -> Address:
    """The address with the state that its Australian postcode lies in, when the page leaves it out."""
    if address.country == "AU" and address.state is None and address.postcode:
        return replace(address, state=state_of_postcode(address.postcode))
    return address
