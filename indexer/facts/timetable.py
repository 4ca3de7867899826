"""Reads days and times out of text: `Mon-Fri 9-5, Sat 9am-1pm (Sunday closed)` to a `Week`.

Text becomes tokens, tokens become statements about days. Days come before their times or after them; both
readings are tried, and the one that leaves fewer loose ends is taken.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto

from indexer.facts import clock, weekdays
from indexer.facts.clock import Span
from indexer.facts.week import Week


class Sort(Enum):
    """What a token says."""

    DAYS = auto()
    SPAN = auto()
    TIME = auto()
    """A time alone: half of a span whose other half stands in the next cell."""
    CLOSED = auto()
    APPOINTMENT = auto()
    HOLIDAY = auto()
    THROUGH = auto()
    """Between the first and the last day of a range."""
    AND = auto()
    LINE = auto()
    EXCEPT = auto()
    """Before days that what was said does not hold for."""
    FILLER = auto()
    WORD = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of text and what it says; `bare` marks two plain numbers that may or may not be times."""

    sort: Sort
    days: tuple[int, ...] = ()
    span: Span | None = None
    bare: bool = False
    text: str = ""
    """Of a time alone, as written."""


MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
DATE = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {MONTH}\b|\b{MONTH} \d{{1,2}}(?:st|nd|rd|th)?\b|\b\d{{1,2}}/\d{{1,2}}/\d{{2,4}}\b",
    re.IGNORECASE,
)
"""A calendar date: such a line tells of an event, not of every week."""

_NOT_TIMES = re.compile(
    r"(?!\d{1,2}[.:]?\d\d ?- ?\d{1,2}[.:]?\d\d\b)\+?\(?\b\d[\d ().-]{7,}\d\b(?! ?[ap]\.?m)"  # phone numbers
    r"|\(?\b(?:closed )?(?:for )?lunch\b[^);\n]{0,25}|\bclosed [^);\n]{0,25}\blunch\b"
    r"|[$£€]\s?\d[\d.,]*(?: ?[-–] ?[$£€]?\d[\d.,]*)?"
    r"|\b\d+(?:\.\d+)?(?: ?[-–] ?\d+)? ?-?(?:min(?:ute)?s?|hours?'?|hrs? notice|weeks?|months?|years?|%|km|sessions?)\b",
    re.IGNORECASE,
)
_CLOSED = re.compile(
    r"\b(?:closed|shut|not open|no (?:clinic|appointments|sessions))\b|(?<=[a-z:\-–\0] )(?:off|n/a)\b|^(?:off|-|–|—|n/a|x)$",
    re.IGNORECASE,
)
_APPOINTMENT = re.compile(
    r"\b(?:strictly )?(?:by|on|via|with) (?:prior )?(?:appointment|appt|app|arrangement|request|booking)s?\b(?: only)?|\bappointments? only\b|\bon request\b",
    re.IGNORECASE,
)
_HOLIDAY = re.compile(
    r"\b(?:public|bank|stat(?:utory)?|federal|national|major) holidays?\b|\bPH(?= off\b)|\bholidays(?=\W*closed)",
    re.IGNORECASE,
)
_ALL_DAY = re.compile(
    r"\b(?P<every>24 ?[/x] ?7(?: ?/ ?365)?|24 hours(?: a day)?,? (?:7|seven) days(?: a week)?)\b|\b(?:open|all) 24 ?(?:hours|hrs)\b"
    r"|^24 ?(?:hours|hrs)$",
    re.IGNORECASE,
)
_THROUGH = re.compile(r"[-‐‑‒–—−~→]+|\b(?:to|till?|until|through|thru|thro)\b", re.IGNORECASE)
_AND = re.compile(r"[,&/+]|\band\b|\bor\b", re.IGNORECASE)
_FILLER = re.compile(
    r"\b(?:we(?:'re| are)?|are|is|open(?:ing)?|hours?|times?|from|on|at|the|between|only|our|clinic|studio|office|business"
    r"|trading|a|am|pm|hrs|week|every|mornings?|afternoons?|evenings?|lunch|day|days)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+")
_SOURCES: tuple[tuple[Sort, re.Pattern[str]], ...] = (
    (Sort.SPAN, _ALL_DAY),
    (Sort.WORD, _NOT_TIMES),
    (Sort.SPAN, clock.SPAN),
    (Sort.SPAN, clock.SINCE),
    (Sort.TIME, clock.TIME),
    (Sort.HOLIDAY, _HOLIDAY),
    (Sort.APPOINTMENT, _APPOINTMENT),
    (Sort.CLOSED, _CLOSED),
    (Sort.DAYS, weekdays.DAY),
    (Sort.LINE, re.compile(r"\n|[;|•·]|(?<=[a-z\0]{4})[.!?](?= +(?![-–—&]|to\b|and\b))")),
    (Sort.EXCEPT, re.compile(r"\b(?:except|excluding|excl|but not|apart from|other than)\b", re.IGNORECASE)),
    (Sort.FILLER, _FILLER),
    (Sort.THROUGH, _THROUGH),
    (Sort.AND, _AND),
    (Sort.WORD, _WORD),
)
"""In order of precedence: what an earlier one took, a later one does not see."""

VALUES = (Sort.SPAN, Sort.CLOSED, Sort.APPOINTMENT)


def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a text, in order; characters that say nothing are left out."""
    taken: list[tuple[int, int, Token]] = []
    rest = list(text)
    for sort, pattern in _SOURCES:
        for found in pattern.finditer("".join(rest)):
            token = _token(sort, pattern, found)
            if token is None:
                continue
            taken.append((found.start(), found.end(), token))
            rest[found.start() : found.end()] = "\x00" * (found.end() - found.start())
    return tuple(token for _, _, token in sorted(taken, key=lambda item: item[:2]))


def _token(sort: Sort, pattern: re.Pattern[str], found: re.Match[str]) -> Token | None:
    if sort is Sort.DAYS:
        days = weekdays.days(found)
        return Token(sort, days) if days else None
    if sort is not Sort.SPAN:
        return Token(sort, text=found[0] if sort is Sort.TIME else "")
    if pattern is _ALL_DAY:
        return Token(sort, weekdays.ALL if found["every"] else (), Span(0, clock.DAY))
    if pattern is clock.SINCE:
        span = clock.since(found)
        return Token(sort, span=span) if span else None
    span = clock.span(found)
    return Token(sort, span=span, bare=clock.is_bare(found)) if span else None


@dataclass(slots=True)
class Statement:
    """Days, what is said of them, and whether either stands alone."""

    days: list[tuple[int, ...]] = field(default_factory=list)
    """One entry for each group of days that a line break sets apart."""
    values: list[Token] = field(default_factory=list)
    lines: int = 0
    """Line breaks among the values."""


def read(text: str) -> Week:
    """The week a text states; empty when it states none."""
    return assemble(tokens(text))


def assemble(stream: tuple[Token, ...]) -> Week:
    """The week that tokens state."""
    week = Week()
    stream, excepted = _without_excepted(stream)
    atoms = _take_closed(list(_atoms(_join_times(stream))), week)
    for statement in min((_days_first(atoms), _times_first(atoms)), key=_loose):
        _apply(statement, week)
    for day in excepted:
        week.spans.pop(day, None)
        week.closed.add(day)
    _holidays(stream, week)
    return week


_APART = (Sort.LINE, Sort.THROUGH, Sort.FILLER, Sort.AND, Sort.CLOSED)
"""What may stand between an opening and a closing time in two cells (a lone dash reads as closed)."""


def _join_times(stream: tuple[Token, ...]) -> Iterator[Token]:
    """Two lone times after a day are its opening and closing time."""
    held: list[Token] = []
    said = Sort.WORD
    for token in stream:
        if held and token.sort is Sort.TIME:
            span = clock.between(held[0].text, token.text)
            held = []
            if span:
                yield Token(Sort.SPAN, span=span)
                said = Sort.SPAN
        elif held and token.sort in _APART:
            held.append(token)
        elif token.sort is Sort.TIME and said is Sort.DAYS:
            held = [token]
        else:
            yield from held[1:]
            held = []
            yield token
            said = said if token.sort in _APART else token.sort
    yield from held[1:]


def _without_excepted(stream: tuple[Token, ...]) -> tuple[tuple[Token, ...], set[int]]:
    """The tokens without "except Sunday", and the days so excepted."""
    kept: list[Token] = []
    days: set[int] = set()
    inside = False
    for token in stream:
        if token.sort is Sort.EXCEPT:
            inside = True
        elif inside and token.sort is Sort.DAYS:
            days.update(token.days)
        elif not inside or token.sort not in (Sort.FILLER, Sort.AND):
            inside = False
            kept.append(token)
    return tuple(kept), days


def _take_closed(atoms: list[Token], week: Week) -> list[Token]:
    """Read "closed Sundays" where no hours follow the day, and leave it out of the atoms."""
    kept: list[Token] = []
    taken = False
    for n, atom in enumerate(atoms):
        after = [later.sort for later in atoms[n + 1 : n + 3]]
        before = kept[-1].sort if kept else Sort.LINE
        if taken:
            week.closed.update(atom.days)
            taken = False
        elif (
            atom.sort is Sort.CLOSED
            and before is not Sort.DAYS
            and after[:1] == [Sort.DAYS]
            and after[1:] in ([], [Sort.LINE])
        ):
            taken = True
        else:
            kept.append(atom)
    return kept


def loose_spans(stream: tuple[Token, ...]) -> tuple[Span, ...]:
    """The spans of a text that names no day they could belong to, two bare numbers left out."""
    return tuple(token.span for token in stream if token.span and not token.bare)


def _atoms(stream: Iterator[Token]) -> Iterator[Token]:
    """Day groups joined up, joints and fillers dropped; values, line breaks stay."""
    held: Token | None = None
    joint: Sort | None = None
    for token in stream:
        if token.sort is Sort.SPAN and token.days:
            yield Token(Sort.DAYS, token.days)
            yield token
        elif token.sort is Sort.DAYS:
            if held is None:
                held = token
            elif joint is Sort.THROUGH and len(held.days) >= 1:
                held = Token(Sort.DAYS, (*held.days[:-1], *weekdays.through(held.days[-1], token.days[0])))
            elif joint in (Sort.AND, None):
                held = Token(Sort.DAYS, (*held.days, *token.days))
            else:
                yield held
                held = token
            joint = None
        elif token.sort in (Sort.THROUGH, Sort.AND):
            joint = token.sort
        elif token.sort is Sort.FILLER:
            continue
        else:
            if held is not None:
                yield held
            held, joint = None, None
            if token.sort in (*VALUES, Sort.LINE):
                yield token
    if held is not None:
        yield held


def _days_first(atoms: list[Token]) -> list[Statement]:
    statements = [Statement()]
    for atom in atoms:
        now = statements[-1]
        if atom.sort is Sort.DAYS:
            if now.values:
                statements.append(now := Statement())
            now.days.append(atom.days)
        elif atom.sort is not Sort.LINE:
            now.values.append(atom)
    return statements


def _times_first(atoms: list[Token]) -> list[Statement]:
    statements = [Statement()]
    for atom in atoms:
        now = statements[-1]
        if atom.sort is Sort.DAYS:
            now.days.append(atom.days)
        elif atom.sort is not Sort.LINE:
            if now.days:
                statements.append(now := Statement())
            now.values.append(atom)
    return statements


def _loose(statements: list[Statement]) -> int:
    return sum(not (statement.days and statement.values) for statement in statements)


def _apply(statement: Statement, week: Week) -> None:
    """Zip days and values that stand in two columns of one length; else all the days share the values."""
    days, values = statement.days, statement.values
    if len(days) > 1 and len(days) == len(values):
        for group, value in zip(days, values, strict=True):
            _say(group, [value], week)
    elif len(days) == 1 or len(values) == 1:
        _say(tuple(day for group in days for day in group), values, week)


def _say(days: tuple[int, ...], values: list[Token], week: Week) -> None:
    spans = tuple(value.span for value in values if value.span)
    if spans:
        week.open(days, spans)
    elif any(value.sort is Sort.CLOSED for value in values):
        week.closed.update(day for day in days if day not in week.spans)
    elif values:
        week.by_appointment.update(days)


def _holidays(stream: tuple[Token, ...], week: Week) -> None:
    sorts = {token.sort for token in stream}
    week.holidays_closed = Sort.HOLIDAY in sorts and Sort.CLOSED in sorts
