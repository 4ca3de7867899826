"""An amount with what it buys, before it is judged to be a session's price."""

import re
from dataclasses import dataclass

from indexer.facts.pricing import durations, money, pairing, price_words
from indexer.facts.pricing.durations import Duration
from indexer.facts.pricing.money import Amount
from indexer.facts.pricing.pairing import Mark
from indexer.matcher import matcher
from indexer.page import Page

LINE_MOST = 1500
"""Characters of the longest line that is read for prices: a price list has shorter ones."""

_CLAUSE = re.compile(r"[;|•·,.()\[\]\n!?](?!\d)|\s[-–—]\s(?=\D|\d{1,2} ?(?:for|x|×)\b)")
_ASIDE = re.compile(r"\([^()$£€]*\)")
"""A bracket without an amount."""
_JOINT = re.compile(r"(?:\s[-–—]|(?<=\d) \()\s*$")
"""Before an amount: it belongs to the words before ("5 x 60 min – $300") or explains the amount before."""
_BARE = re.compile(r"(?:^|[-–—|·•:/,(] ?|\s)(\d{2,3})(?= ?(?:[-–—|·•:=/,)]| +[$£€]) ?)")
PER_HOUR_REACH = 30
"""Characters behind an amount within which "per hour" stands."""
CELL_MOST = 400
"""Characters of the longest cell of a price list."""
_LEAD_IN = re.compile(r".*(?:[:|]|\s[-–—]\s)(?=.*\w)")
"""What stands before the first name of several: "Follow-up treatments: adults $80, children $60"."""
_WORD = re.compile(r"[^\W\d_]{3,}")
_STOP = re.compile(r"[.!?;\n] ")
_EDGES = re.compile(
    r"^(?:[\s\-–—|·•:=/(),;.*]|\b(?:for|per|from|at|and|or|is|only|just|with|to)\b(?=\W*$))+"
    r"|(?:[\s\-–—|·•:=/(,;*]|\b(?:for|per|from|at|and|or|is|are|only|just|costs?|to)\b)+$",
    re.IGNORECASE,
)
"""Joints at the ends of a label from which its amount was taken: "Thai massage for"."""
_NUMBER = re.compile(r"^\D{0,3}(\d{2,4}(?:\.\d\d)?)(?:\.-|/-)?\D{0,3}$")


@dataclass(frozen=True, slots=True)
class Offer:
    """An amount, its minutes, and the words that say what it buys, nearest first."""

    page: Page
    amount: Amount
    minutes: int | None
    own: str
    """Words of its line, amounts and durations taken out."""
    names: tuple[str, ...]
    """Name lines above it, or the heads of its row, nearest first."""
    headings: tuple[str, ...]
    """Nearest first."""
    quote: str = ""
    """The page's words that state amount and minutes."""
    column: str = ""
    """Head of its column."""
    tops: frozenset[str] = frozenset()
    """The page's own titles: they name the business as often as what is bought."""
    around: str = ""
    """The paragraph it stands in."""

    @property
    def words(self) -> tuple[str, ...]:
        """All words that say what it buys, nearest first."""
        near = (self.own, *self.names, self.column, *self.headings)
        return tuple(dict.fromkeys(text for text in near if text))


def layouts(page: Page) -> frozenset[int]:
    """Tables that lay out a page: a cell of theirs holds whole paragraphs, or one row many lines."""
    of_lines = {b.cell.table for b in page.blocks if b.cell and "\n" in b.text}
    return frozenset(
        n
        for n, rows in enumerate(page.tables)
        if (len(rows) == 1 and n in of_lines) or any(len(text) > CELL_MOST for row in rows for text in row)
    )


def tops(page: Page) -> frozenset[str]:
    """The first-level headings of a page."""
    return frozenset(block.text for block in page.blocks if block.level == 1)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text with its amounts and durations."""

    text: str
    amounts: tuple[Amount, ...]
    durations: tuple[Duration, ...]
    is_priced: bool = False
    """Whether money is named in it at all, be it a voucher's."""
    apart: tuple[tuple[int, int], ...] = ()
    """(start, end) of clauses about other amounts: "or 10 pass $380"."""

    def pairs(self) -> pairing.Pairs:
        """Minutes of each amount (by its number) from within the line."""
        marks = [Mark(d.start, d.minutes) for d in self.durations]
        marks += [Mark(amount.start, key=n) for n, amount in enumerate(self.amounts)]
        return pairing.pair(sorted(marks, key=lambda mark: mark.place))

    @property
    def label(self) -> str:
        """The text, amounts and durations taken out."""
        return self._words(0, len(self.text))

    def own_words(self, number: int) -> str:
        """The words that go with one amount of several: `Adult $80, child $70`, `$80 adult, $70 child`."""
        if len(self.amounts) == 1:
            return self.label
        amount = self.amounts[number]
        before = self.amounts[number - 1].end if number else 0
        after = self.amounts[number + 1].start if number + 1 < len(self.amounts) else len(self.text)
        leads = _WORD.search(self._words(0, self.amounts[0].start)) is not None
        own = self._words(before, amount.start) if leads else self._words(amount.end, after)
        common = self._common(own) if number and leads else ""
        trailing = (
            self._words(amount.end, len(self.text))
            if number and number + 1 == len(self.amounts) and leads
            else ""
        )
        return " ".join(text for text in (common, own, trailing) if text)

    def _common(self, own: str) -> str:
        """What the words before the first of several amounts say of a later one that has words of its own."""
        first = self.amounts[0].start
        if not own:
            return self._words(0, first)
        if matcher("therapies").ids(own):
            return ""
        told = _LEAD_IN.match(self.text, 0, first)
        common = self._words(0, told.end()) if told else self._words(0, first)
        return common if told or matcher("therapies").ids(common) else ""

    def _words(self, start: int, end: int) -> str:
        rest = list(self.text)
        taken = [(a.start, a.end) for a in self.amounts] + [(d.start, d.end) for d in self.durations]
        for first, last in (*taken, *self.apart):
            rest[first:last] = "\n" * (last - first)
        pieces = (_EDGES.sub("", piece) for piece in "".join(rest[start:end]).split("\n"))
        return " ".join(piece for piece in pieces if piece)


def line(text: str) -> Line:
    """Read a line: its prices and durations, bare minutes beside an amount too ("Swedish · 60 · $95")."""
    if len(text) > LINE_MOST:
        return Line(text, (), ())
    written = tuple(money.find(text))
    amounts = tuple(amount for amount in written if is_own(text, amount))
    if written and not amounts:
        return Line(
            text, (), (), is_priced=True
        )  # the lengths of a pack or a voucher belong to no other price
    lengths = _without_parts(text, [d for d in durations.find(text) if not _overlaps(d, amounts)])
    if amounts:
        lengths += _per_hour(text, amounts)
        if not lengths:
            lengths += _bare(text, amounts)
    apart = tuple(
        (other.start - len(_CLAUSE.split(text[: other.start])[-1]), other.end)
        for other in written
        if other not in amounts and other.start > amounts[0].end
    )
    return Line(text, amounts, tuple(sorted(lengths, key=lambda d: d.start)), bool(written), apart)


def _without_parts(text: str, lengths: list[Duration]) -> list[Duration]:
    """Leave out the parts of a session: "60 min (45 min feet + 15 min back)"."""
    asides = [found.span() for found in _ASIDE.finditer(text)]
    parts: list[Duration] = []
    for start, end in asides:
        inside = [d for d in lengths if start < d.start < end]
        parts += inside if len(inside) > 1 else []
    return [d for d in lengths if d not in parts] or lengths


def _overlaps(duration: Duration, amounts: tuple[Amount, ...]) -> bool:
    return any(a.start < duration.end and duration.start < a.end for a in amounts)


def is_own(text: str, amount: Amount) -> bool:
    """Whether an amount is a price by the words of its clause, not a discount, a deposit, an extra..."""
    if price_words.NOT_AFTER.search(text[amount.end : amount.end + 30]):
        return False
    clause = _CLAUSE.split(_JOINT.sub("", text[: amount.start]))[-1]
    if price_words.ADDED.match(text) and not _STOP.search(text, 0, amount.start):
        return False  # "Add hot stones $20, body scrub $45": the first word holds for all of them
    if price_words.IF_MISSED.match(text, amount.end):
        return False
    if price_words.NOT_BEFORE.search(clause) or price_words.NOT_RIGHT_BEFORE.search(clause):
        return False
    around = clause + text[amount.start : amount.end] + _CLAUSE.split(text[amount.end : amount.end + 60])[0]
    return not price_words.SEVERAL.search(around)


def figure(text: str) -> Amount | None:
    """A cell that is nothing but a number, read as an amount without a sign."""
    found = _NUMBER.match(text)
    return Amount(float(found[1]), "", found.start(1), found.end(1), found[1]) if found else None


_TRAILING = re.compile(r"[^\W\d_][).]? ?(?:[-–—:=|…]|\.{2,}) ?(\d{2,3}(?:\.\d\d)?)\.?$")
FIGURE_LEAST, FIGURE_MOST = 15.0, 400.0
"""Amounts without a sign that a session may cost."""


def unsigned(text: str) -> Line:
    """Read a line of a price list that leaves out the sign: `60 min - 85`, `Initial consult ..... 120`."""
    found = _TRAILING.search(text)
    if not found or not FIGURE_LEAST <= float(found[1]) <= FIGURE_MOST:
        return line(text)
    amount = Amount(float(found[1]), "", found.start(1), found.end(1), found[1])
    lengths = tuple(d for d in durations.find(text[: found.start(1)]))
    return Line(text, (amount,), lengths, is_priced=True) if is_own(text, amount) else line(text)


_BARE_ROW = re.compile(r"\W*[-–—:=|…·/]\W*(\d{2,3}(?:\.\d\d)?)\W*")


_PAIRED = re.compile(
    r"\W*(?:\d{2,3} ?-?(?:min(?:ute)?s?|m)\b\.?|(?:\d(?:\.\d)?|one|half an?) ?(?:hours?|hrs?|h)\b\.?)"
    r"[ ,:=–—-]{1,3}(\d{2,3}(?:\.\d\d)?)(?! ?(?:min|m\b|h\b|hour|\d|%))(?: (?:for (?:both|two)|each|pp))?",
    re.IGNORECASE,
)
"""A duration and a bare number: "60min 115"."""


def bare_pairs(read: Line) -> Line | None:
    """A line of nothing but durations, each with a bare number: "60min 115 / 90min 160"."""
    found: list[Amount] = []
    lengths: list[Duration] = []
    place = 0
    while (pair := _PAIRED.match(read.text, place)) is not None:
        found.append(Amount(float(pair[1]), "", pair.start(1), pair.end(1), pair[1]))
        lengths += [
            Duration(d.minutes, pair.start() + d.start, pair.start() + d.end)
            for d in durations.find(read.text[pair.start() : pair.start(1)])
        ]
        place = pair.end()
    if not found or read.text[place:].strip(" .,;|/") or read.amounts:
        return None
    if not all(FIGURE_LEAST <= amount.value <= FIGURE_MOST for amount in found):
        return None
    return Line(read.text, tuple(found), tuple(lengths), is_priced=True)


def bare_row(read: Line) -> Line | None:
    """A line of nothing but a duration and a number behind a sign that divides them, as a price."""
    if (pairs := bare_pairs(read)) is not None:
        return pairs
    if len(read.durations) != 1 or read.amounts or read.text[: read.durations[0].start].strip():
        return None
    found = _BARE_ROW.fullmatch(read.text, read.durations[0].end)
    if not found or not FIGURE_LEAST <= float(found[1]) <= FIGURE_MOST:
        return None
    amount = Amount(float(found[1]), "", found.start(1), found.end(1), found[1])
    return Line(read.text, (amount,), read.durations, is_priced=True)


def _per_hour(text: str, amounts: tuple[Amount, ...]) -> list[Duration]:
    last = [amount.end for amount in amounts]
    return [
        Duration(60, found.start(), found.end())
        for end in last
        if (found := durations.PER_HOUR.search(text, end, end + PER_HOUR_REACH))
        and not text[end : found.start()].strip(" (")
    ]


def _bare(text: str, amounts: tuple[Amount, ...]) -> list[Duration]:
    return [
        Duration(int(found[1]), found.start(1), found.end(1))
        for found in _BARE.finditer(text)
        if int(found[1]) in durations.USUAL and not any(a.start <= found.start(1) < a.end for a in amounts)
    ]
