"""Prices in tables: durations and treatments in head row or head column, prices in the cells between."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from indexer.facts.pricing import durations, offers
from indexer.facts.pricing.money import Amount
from indexer.facts.pricing.offers import Line, Offer
from indexer.model import QUOTE_LENGTH
from indexer.page import Block, Page

_PRICE_HEAD = re.compile(
    r"\b(?:price|cost|fee|rate|amount|charge|aud|usd|cad|gbp|nzd|php)s?\b|[$£€₱]", re.IGNORECASE
)
_DURATION_HEAD = re.compile(r"\b(?:duration|length|time|min(?:ute)?s?|session)\b", re.IGNORECASE)
_NO_PRICE_HEAD = re.compile(
    r"\b(?:rebates?|gap|out[- ]of[- ]pocket|benefit|sav(?:e|ings?)|deposit|refund|medicare|discount"
    r"|(?:old|previous|former|last year) ?\w*|rrp|was)\b",
    re.IGNORECASE,
)
"""Heads of columns whose amounts are not what a session costs."""
_MINUTES = re.compile(r"^[^\d$£€₱]{0,2}(\d{2,3})[^\d$£€₱]{0,3}$")


@dataclass(slots=True)
class _Table:
    """Rows of one table, the head row in force, and the last row that names a section."""

    rows: tuple[tuple[str, ...], ...]
    headings: tuple[str, ...]
    tops: frozenset[str]
    heads: tuple[str, ...] = ()
    section: str = ""
    titles: dict[str, str] = field(default_factory=dict)
    """First lines of cells that go on to describe what they name."""
    lines: dict[str, Line] = field(default_factory=dict)

    def line(self, text: str) -> Line:
        """A cell's text, read once."""
        if text not in self.lines:
            self.lines[text] = offers.line(text)
        return self.lines[text]

    def head(self, column: int) -> str:
        """Text of the head row above a cell."""
        return self.heads[column] if column < len(self.heads) else ""

    @property
    def is_signed(self) -> bool:
        """Whether any cell has an amount with its currency's sign."""
        return any(self.line(text).amounts for row in self.rows for text in row)

    @property
    def is_plain_list(self) -> bool:
        """Whether every row is a name with a length, and a bare number: "Half an hour | 55"."""
        pairs = [tuple(text for text in row if text) for row in self.rows]
        return len(pairs) > 1 and all(
            len(pair) == 2
            and self.line(pair[0]).durations
            and (figure := offers.figure(pair[1])) is not None
            and offers.FIGURE_LEAST <= figure.value <= offers.FIGURE_MOST
            for pair in pairs
        )

    def bare_heads(self) -> dict[int, int]:
        """Minutes of head cells that are bare rising numbers ("Treatment | 30 | 60 | 90")."""
        found = {n: int(head) for n, head in enumerate(self.heads) if head.isdecimal() and len(head) < 4}
        rising = sorted(set(found.values())) == list(found.values())
        return found if len(found) > 1 and rising and durations.USUAL.issuperset(found.values()) else {}

    @property
    def corner(self) -> str:
        """The head row's first cell: at times it names what the whole table is about."""
        return self.head(0)


def find(page: Page) -> Iterator[Offer]:
    """The amounts in a page's tables, each with its minutes and words."""
    blocks: dict[int, list[Block]] = {}
    layouts = offers.layouts(page)
    for block in page.blocks:
        if block.cell and block.cell.table not in layouts:
            blocks.setdefault(block.cell.table, []).append(block)
    tops = offers.tops(page)
    for number, own in blocks.items():
        table = _Table(page.tables[number], own[0].headings[-2:], tops)
        for block in own:
            if block.cell:
                text = table.rows[block.cell.row][block.cell.column]
                table.titles.setdefault(text, block.text.partition("\n")[0])
        yield from _read(page, table)


def _aligned(table: _Table) -> Iterator[tuple[str, ...]]:
    """The rows, with what a cell that spans several rows says put before those that lack it."""
    last: tuple[str, ...] = ()
    for row in table.rows:
        lacking = len(last) - len(row)
        said = _sorts(table, row) if row and lacking > 0 else None
        last = (*last[:lacking], *row) if said and said == _sorts(table, last[lacking:]) else row
        yield last


def _sorts(table: _Table, cells: tuple[str, ...]) -> list[tuple[bool, bool]] | None:
    """Which cells hold amounts and which durations; none where the first holds neither."""
    sorts = [(bool(table.line(text).amounts), bool(table.line(text).durations)) for text in cells]
    return sorts if any(sorts[0]) else None


def _read(page: Page, table: _Table) -> Iterator[Offer]:
    for n, row in enumerate(_aligned(table)):
        filled = [text for text in row if text]
        if not filled:
            continue
        amounts = any(table.line(text).amounts for text in filled) or _is_figures(table, row)
        if not amounts and len(set(filled)) == 1:
            table.section = filled[0]
        elif not amounts and (n == 0 or sum(_minutes(table, text) is not None for text in filled) > 1):
            table.heads = row
        for column, text in enumerate(row):
            if column and text == row[column - 1] and len(set(filled)) == 1:
                continue
            yield from _cell(page, table, row, column)


def _is_figures(table: _Table, row: tuple[str, ...]) -> bool:
    return any(_figure(table, row, column) is not None for column in range(1, len(row)))


def _figure(table: _Table, row: tuple[str, ...], column: int) -> Amount | None:
    """A bare number in a column or row that says it holds prices."""
    if not column:
        return None
    head = table.head(column)
    if _PRICE_HEAD.search(head) or _PRICE_HEAD.search(row[0]):
        return offers.figure(row[column])
    if not table.is_signed and (column in table.bare_heads() or _minutes(table, head)):
        return offers.figure(row[column])
    if not table.is_signed and column == 1 and table.is_plain_list:
        return offers.figure(row[column])
    return None


def _cell(page: Page, table: _Table, row: tuple[str, ...], column: int) -> Iterator[Offer]:
    if _NO_PRICE_HEAD.search(table.head(column)):
        return
    line = table.line(row[column])
    within = line.pairs()
    whole = " ".join(text for text in row if text)
    quote = whole if len(whole) <= QUOTE_LENGTH else row[column]
    figure = None if line.amounts else _figure(table, row, column)
    for key, amount in enumerate((figure,) if figure else line.amounts):
        minutes = within.get(key) or _row_minutes(table, row, column) or _minutes(table, table.head(column))
        minutes = (
            minutes
            or table.bare_heads().get(column)
            or _minutes(table, table.section)
            or _heading_minutes(table)
        )
        own = line.own_words(key) if line.amounts else ""
        headings = tuple(text for text in (table.section, table.corner, *reversed(table.headings)) if text)
        names, head = _names(table, row, column), table.head(column)
        yield Offer(page, amount, minutes, own, names, headings, quote, head, table.tops)


def _row_minutes(table: _Table, row: tuple[str, ...], column: int) -> int | None:
    """The duration in the row: the nearest to the left, else the only one to the right."""
    for place in range(column - 1, -1, -1):
        minutes = _minutes(table, row[place]) if not table.line(row[place]).amounts else None
        minutes = minutes or _bare_minutes(table, row, place)
        if minutes:
            return minutes
    right = [_minutes(table, text) for text in row[column + 1 : column + 2] if not table.line(text).amounts]
    return right[0] if right else None


def _bare_minutes(table: _Table, row: tuple[str, ...], column: int) -> int | None:
    found, head = _MINUTES.match(row[column]), table.head(column)
    if (
        found
        and _DURATION_HEAD.search(head)
        and not table.line(head).durations
        and int(found[1]) in durations.USUAL
    ):
        return int(found[1])
    return None


def _minutes(table: _Table, text: str) -> int | None:
    """The one duration a head states; a bare number counts where the table's corner says minutes."""
    said = {duration.minutes for duration in table.line(text).durations} if text else set()
    if len(said) == 1:
        return said.pop()
    found = _MINUTES.match(text)
    corner = table.heads[0] if table.heads else table.rows[0][0] if table.rows[0] else ""
    if not said and found and _DURATION_HEAD.search(corner) and int(found[1]) in durations.USUAL:
        return int(found[1])
    return None


def _heading_minutes(table: _Table) -> int | None:
    for heading in reversed(table.headings):
        minutes = _minutes(table, heading)
        if minutes:
            return minutes
    return None


def _names(table: _Table, row: tuple[str, ...], column: int) -> tuple[str, ...]:
    def named(cells: Iterable[str]) -> list[str]:
        return [table.titles.get(text, text) for text in cells if text and not table.line(text).is_priced]

    left = [text for text in reversed(named(row[:column])) if table.line(text).label]
    return tuple(dict.fromkeys(left or named(row[column + 1 :])))
