"""Where hours stand on a page: runs of blocks that speak of days and times, and if they are the clinic's.

Class timetables, one therapist's days, events and booking forms look just like opening hours; what tells them
apart is what stands above and beside them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from indexer.facts.pages.channels import read
from indexer.facts.times import hour_tokens, timetable, weekdays
from indexer.facts.times.clock import Span
from indexer.facts.times.hour_labels import weigh
from indexer.facts.times.hour_tokens import Sort, Token
from indexer.facts.times.week import Week
from indexer.page import Block, Channel, Page, Role
from indexer.prefilter import Rule

LABEL_MOST = 60
"""Characters of the longest line that still reads as a label of what follows."""
LINE_MOST = 400
"""Characters of the longest line that is read: hours are not hidden in essays."""
SENTENCE_WORDS_MOST = 30
"""Words beside days and times that a sentence may have."""

_ROUND_THE_CLOCK = Rule(r"\b24 ?[/x] ?7\b", re.IGNORECASE)
_BOOKED = Rule(r"\b(?:book|online|schedul\w*|reserve|support)\b", re.IGNORECASE)
"""A machine takes bookings round the clock; nobody is there."""
_QUICK = Rule(
    r"\d|\bclosed|appoint|\bnoon|daily|\b(?:mon|tue|wed|thu|fri|sat|sun|week)"
    r"|^(?:mo|tu|we|th|fr|sa|su)\b|^(?:[-–—x]|off|n/a)$",
    re.IGNORECASE,
)
"""What every line of hours has one of: most lines of a page are not looked at further."""
_SENTENCE = re.compile(r"\n|(?<=[a-z)\d][.!?]) +(?=[A-Z])")

OWN_LINE, ABOVE, HEADING = 1.0, 1.0, 1.0
FOOTER_WEIGHT = 1.0
"""A site's footer tells of the business as a whole."""
HIDDEN_WEIGHT = -1.0
FORM_WEIGHT = -2.0
LABELLED = 3.0
"""Score from which a timetable is labelled well enough for its length to prove no more."""
WHOLE_WEEK = 2.0
"""Hours, or that it is closed, on at least five days: people and classes rarely say as much."""
BOOKING_WEIGHT = -9.0
"""Round the clock, under words of booking."""
SENTENCE_WEIGHT = -1.0
SEVERAL_LINES = 1.0
"""A list of days, not a remark."""
FOREIGN = -5
"""Weight of a line up to which it tells of something else ("Book online 24/7") and ends what was before."""
LEAST = 2.0
"""Score below which a timetable is not taken for the clinic's."""
LEAST_ALONE = -2.0
"""The same for the only timetable of a site: a sole therapist's days are the practice's."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line or sentence of a block, as tokens."""

    block: Block
    text: str
    tokens: tuple[Token, ...]

    def count(self, *sorts: Sort) -> int:
        """How many tokens are of these sorts."""
        return sum(token.sort in sorts for token in self.tokens)

    @property
    def is_timetable(self) -> bool:
        """Whether it speaks of days or times and of little else."""
        said = self.count(Sort.DAYS, Sort.SPAN, Sort.TIME, Sort.CLOSED, Sort.APPOINTMENT, Sort.HOLIDAY)
        return said > 0 and self.count(Sort.WORD) <= 2 + 2 * said

    @property
    def is_sentence(self) -> bool:
        """Whether it states days with their times among other words."""
        return (
            self.count(Sort.DAYS) > 0
            and self.count(Sort.SPAN) > 0
            and self.count(Sort.WORD) <= SENTENCE_WORDS_MOST
        )

    @property
    def is_blank(self) -> bool:
        """Whether it says nothing of its own ("from", "-")."""
        return len(self.text) < 30 and self.count(Sort.WORD, *hour_tokens.VALUES, Sort.TIME, Sort.DAYS) == 0


@dataclass(slots=True)
class Timetable:
    """Lines that belong together, the week they state, and how surely it is the clinic's."""

    page: Page
    lines: list[Line]
    labels: tuple[str, ...]
    """Short line above, nearest headings."""
    week: Week = field(default_factory=Week)
    score: float = 0.0


def find(page: Page) -> list[Timetable]:
    """All timetables of a page, in page order, scored."""
    found = []
    for table in _runs(page):
        table.week = _week(table)
        if table.week:
            table.score = _score(table)
            found.append(table)
    return found


def by_appointment(page: Page) -> Iterator[Block]:
    """Blocks that say clients come by appointment (only)."""
    channels = read(page)
    for block in page.blocks:
        if block.channel in channels and len(block.text) <= LINE_MOST and _BY_APPOINTMENT.search(block.text):
            yield block


_BY_APPOINTMENT = Rule(
    r"\bby (?:prior )?(?:appointment|arrangement)s?\b|\bappointments? only\b", re.IGNORECASE
)


def _runs(page: Page) -> Iterator[Timetable]:
    run: list[Line] = []
    above: list[str] = []
    for line in _lines(page):
        if line.is_timetable and weigh(line.text) > FOREIGN:
            run.append(line)
            continue
        if run and (line.is_blank or _is_between(run[-1], line)):
            continue
        if run:
            yield _timetable(page, run, above)
            above, run = [], []
        if line.is_sentence:
            yield _timetable(page, [line], above)
        if not line.count(Sort.SPAN):  # what states times itself labels nothing below it
            above = [*above[-1:], line.text]
    if run:
        yield _timetable(page, run, above)


def _is_between(last: Line, line: Line) -> bool:
    """Whether a line says only where it is open then: in a cell beside days and times, or after a day.

    "Mon | 9-5 | Home visits", "Monday / At the studio: / 9-5".
    """
    if len(line.text) > LABEL_MOST or weigh(line.text) < 0:
        return False
    here, there = line.block.cell, last.block.cell
    if here and there:
        return (here.table, here.row) == (there.table, there.row) and last.count(*hour_tokens.VALUES) > 0
    awaits = last.count(Sort.DAYS) > 0 and last.count(*hour_tokens.VALUES, Sort.TIME, Sort.WORD) == 0
    return awaits and line.text.endswith(":") and not line.count(Sort.DAYS)


def _timetable(page: Page, run: list[Line], above: list[str]) -> Timetable:
    headings = [text for text in run[0].block.headings[-2:] if text != run[0].text]
    near = [text for text in above[-1:] if len(text) <= LABEL_MOST and text not in headings]
    return Timetable(page, run, (*near, *headings))


def _lines(page: Page) -> Iterator[Line]:
    channels = read(page)
    for block in page.blocks:
        if block.channel not in channels:
            continue
        for text in _SENTENCE.split(block.text):
            if len(text) <= LINE_MOST and _QUICK.search(text) and not hour_tokens.DATE.search(text):
                yield Line(block, text, hour_tokens.tokens(text))
            elif text:
                says = any(map(str.isalnum, text))
                yield Line(block, text, (Token(Sort.WORD),) if says else ())


def _week(table: Timetable) -> Week:
    stream: list[Token] = []
    for line in table.lines:
        stream += (*line.tokens, Token(Sort.LINE))
    week = timetable.assemble(tuple(stream))
    if not week:
        _fill_open_days(table, week)
    return week


def _fill_open_days(table: Timetable, week: Week) -> None:
    """Read "Open 10am - 7pm (Sunday closed)": hours without days, on all days but those said closed."""
    spans: tuple[Span, ...] = tuple(s for line in table.lines for s in hour_tokens.loose_spans(line.tokens))
    if week.closed and len(spans) == 1:
        week.open((day for day in weekdays.ALL if day not in week.closed), spans)


def _score(table: Timetable) -> float:
    first = table.lines[0].block
    score: float = sum(weigh(text) for text in table.labels)
    if all(_ROUND_THE_CLOCK.search(line.text) for line in table.lines):
        score += BOOKING_WEIGHT * any(map(_BOOKED.search, table.labels))
    score += max((weigh(_timed(line)) for line in table.lines), key=abs)
    score += FOOTER_WEIGHT * (first.role is Role.FOOTER)
    score += HIDDEN_WEIGHT * (first.channel is Channel.HIDDEN)
    score += FORM_WEIGHT * (first.role is Role.FORM)
    score += WHOLE_WEEK * (len(table.week.days) >= 5 and score < LABELLED)
    score += SEVERAL_LINES * (len(table.lines) > 1)
    score += SENTENCE_WEIGHT * (len(table.lines) == 1 and not table.lines[0].is_timetable)
    return score


def _timed(line: Line) -> str:
    """The clauses of a line that state times: "weekends for events" after them says nothing of them."""
    clauses = (text for text in line.text.split(";") if any(map(str.isdigit, text)))
    return ";".join(clauses) or line.text
