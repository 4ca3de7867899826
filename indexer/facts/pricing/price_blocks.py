"""Prices outside tables: in one line, or in neighbouring blocks of a card or list."""

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, field, replace

from indexer.facts.pages.channels import read
from indexer.facts.pricing import durations, offers, pairing, price_words
from indexer.facts.pricing.offers import Line, Offer
from indexer.facts.pricing.pairing import Mark
from indexer.facts.words.part import is_quotation
from indexer.model import QUOTE_LENGTH
from indexer.page import Block, Channel, Page
from indexer.prefilter import Rule

APART_MOST = 5
"""Lines between an amount and its duration at most."""
CARD_TOP_MOST = 3
"""Lines that may stand in a card above its heading."""
DURATION_LINE_MOST = 90
"""Characters of a line whose duration may belong to an amount in another line."""
BELOW_MOST = 3
"""Lines below an amount that may say it is no session's."""
NAME_MOST = 70
"""Characters of a line that reads as the name of a treatment."""

UNSIGNED_LEAST = 2
"""Lines that end in a bare number from which they are a list of prices."""
_PRICES = Rule(r"\b(?:prices?|pricing|price ?list|rates|fees|costs?|tariffs?)\b|[$£€]", re.IGNORECASE)
_SENTENCE = re.compile(r"\n|(?<=[a-z)\d][.!?]) +(?=[A-Z])|(?<=[a-z]{4}\.)(?<!approx\.) +(?=\d{2,3} ?min)")
_UNIT = re.compile(
    r"^\W*(?:(?:per|each|a|an|from|only|just|for|incl?\.?|including|inc|plus|pp|\+)(?: |$)|p/)", re.IGNORECASE
)
"""A heading that goes on with the amount above it ("per session"): it names nothing."""
_QUICK = Rule(r"\d|\bhour\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Spot:
    """A line of a block."""

    place: int
    block: Block
    line: Line
    title: str = ""
    """Heading below it that names it, in place of those above."""


@dataclass(slots=True)
class _Group:
    """Lines under one heading."""

    spots: list[_Spot] = field(default_factory=list)

    def cut_card(self, heading: Block) -> list[_Spot]:
        """Take the last lines out that share a card with a heading below: a price on top of its card."""
        start = len(self.spots)
        nearest = _shared(self.spots[-1].block, heading) if self.spots else 0
        while start and _shared(self.spots[start - 1].block, heading) == nearest:
            start -= 1
        if not start or not nearest or len(self.spots) - start > CARD_TOP_MOST:
            return []
        moved = [replace(spot, title=heading.text) for spot in self.spots[start:]]
        del self.spots[start:]
        return moved


def _shared(one: Block, other: Block) -> int:
    """How many containers two blocks share."""
    pairs = zip(one.path, other.path, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one.path), len(other.path)))


def find(page: Page, channels: Set[Channel] | None = None) -> Iterator[Offer]:
    """The amounts of a page's blocks, each with its minutes and words."""
    tops = offers.tops(page)
    written = list(_groups(page, channels or read(page)))
    bare = sum(offers.bare_row(spot.line) is not None for group in written for spot in group.spots)
    for plain in written:
        is_signed = any(spot.line.amounts for spot in plain.spots)
        group = plain if is_signed else _unsigned(plain, bare >= UNSIGNED_LEAST)
        if any(spot.line.amounts for spot in group.spots):
            yield from _offers(page, group, tops)


def _unsigned(group: _Group, bare: bool) -> _Group:
    """The group read as a list of prices that leaves out the sign, where a heading says that it is one.

    With `bare`, rows of nothing but minutes and a number ("60 min | 100") are prices under any heading.
    """
    if not any(_PRICES.search(text) for spot in group.spots[-1:] for text in spot.block.headings[-3:]):
        return _bare_rows(group) if bare else group
    lines = [offers.unsigned(spot.line.text) for spot in group.spots]
    if sum(bool(line.amounts) for line in lines) < UNSIGNED_LEAST:
        return group
    return _Group([replace(spot, line=line) for spot, line in zip(group.spots, lines, strict=True)])


def _bare_rows(group: _Group) -> _Group:
    return _Group([replace(spot, line=offers.bare_row(spot.line) or spot.line) for spot in group.spots])


def _groups(page: Page, channels: Set[Channel]) -> Iterator[_Group]:
    group = _Group()
    layouts = offers.layouts(page)
    place = 0
    for block in page.blocks:
        if (block.cell and block.cell.table not in layouts) or block.channel not in channels:
            continue
        if is_quotation(block):
            continue
        texts = [text for text in _SENTENCE.split(block.text) if text]
        lines = [offers.line(text) if _QUICK.search(text) else Line(text, (), ()) for text in texts]
        goes_on = group.spots and group.spots[-1].line.amounts and _UNIT.match(block.text)
        if block.level and not goes_on and not any(line.amounts or line.durations for line in lines):
            head = _Group(group.cut_card(block))
            yield group
            group = head
        for line in lines:
            group.spots.append(_Spot(place, block, line))
            place += 1
    yield group


def _offers(page: Page, group: _Group, tops: frozenset[str]) -> Iterator[Offer]:
    across = _across(group)
    for n, spot in enumerate(group.spots):
        if spot.line.amounts and _is_no_session(group, n):
            continue
        within = spot.line.pairs()
        for key, amount in enumerate(spot.line.amounts):
            minutes = within.get(key) or across.get(_key(n, key)) or _from_headings(spot)
            quote = spot.block.text if key in within else _quote(group, n, minutes)
            own, names, headings = spot.line.own_words(key), _names(group, n), _headings(spot)
            around = spot.block.text
            yield Offer(page, amount, minutes, own, names, headings, quote, tops=tops, around=around)


def _is_no_session(group: _Group, n: int) -> bool:
    """Whether the lines below an amount say that it is an extra's or a package's."""
    below: list[str] = []
    for spot in group.spots[n + 1 : n + 1 + BELOW_MOST]:
        if spot.line.is_priced:
            break
        below.append(spot.line.text)
    return bool(below and price_words.ADD_ON_LINE.search(below[0])) or any(
        map(price_words.CONTENTS_LINE.match, below)
    )


def _quote(group: _Group, n: int, minutes: int | None) -> str:
    """The lines from the duration to the amount, where they are near; else the amount's block."""
    near = range(max(0, n - APART_MOST), min(len(group.spots), n + APART_MOST + 1))
    said = [k for k in near if any(d.minutes == minutes for d in group.spots[k].line.durations)]
    if said:
        other = min(said, key=lambda k: abs(k - n))
        text = " ".join(spot.line.text for spot in group.spots[min(n, other) : max(n, other) + 1])
        if len(text) <= QUOTE_LENGTH:
            return text
    return group.spots[n].block.text


def _key(spot: int, amount: int) -> int:
    return spot * 1000 + amount


def _across(group: _Group) -> pairing.Pairs:
    """Pairs of amounts and durations that stand in different lines."""
    found: pairing.Pairs = {}
    marks: list[Mark] = []
    for n, spot in enumerate(group.spots):
        line = spot.line
        if line.amounts and line.durations:
            found |= _close_pairs(marks)
            marks = []
        elif line.amounts:
            marks += [Mark(n, key=_key(n, key)) for key in range(len(line.amounts))]
        elif len(line.text) <= DURATION_LINE_MOST:
            marks += [Mark(n, duration.minutes) for duration in line.durations]
    return found | _close_pairs(marks)


def _close_pairs(marks: list[Mark]) -> pairing.Pairs:
    """Pair runs of marks that no wider gap divides."""
    found: pairing.Pairs = {}
    run: list[Mark] = []
    for mark in marks:
        if run and mark.place - run[-1].place > APART_MOST:
            found |= pairing.pair(run)
            run = []
        run.append(mark)
    return found | pairing.pair(run)


def _from_headings(spot: _Spot) -> int | None:
    """The one duration that the nearest heading with any states."""
    for heading in [spot.title] if spot.title else reversed(spot.block.headings[-2:]):
        said = {duration.minutes for duration in durations.find(heading)}
        if said:
            return said.pop() if len(said) == 1 else None
    return None


def _headings(spot: _Spot) -> tuple[str, ...]:
    if spot.title:
        return (spot.title,)
    return tuple(text for text in reversed(spot.block.headings[-3:]) if text != spot.block.text)


def _names(group: _Group, n: int) -> tuple[str, ...]:
    """The nearest line above in the group that reads as the name of a treatment.

    A heading that is only a length begins an offer: what stands above it belongs to the one before.
    """
    for before in reversed(group.spots[max(0, n - APART_MOST) : n]):
        text = before.line.label
        if text and len(text) <= NAME_MOST and not before.line.is_priced and text[-1] not in ".!?":
            return (text,)
        if before.block.level and before.line.durations and not text:
            break
    return ()
