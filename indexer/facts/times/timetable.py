"""Reads days and times out of text: `Mon-Fri 9-5, Sat 9am-1pm (Sunday closed)` to a `Week`.

Tokens become statements about days. Days come before their times or after them; both readings are tried, and
the one that leaves fewer loose ends is taken.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from indexer.facts.times import clock, weekdays
from indexer.facts.times.hour_tokens import VALUES, Sort, Token, tokens
from indexer.facts.times.week import Week


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
    stream, late = _without_late(stream)
    atoms = _take_closed(list(_atoms(_join_times(stream))), week)
    for statement in min((_days_first(atoms), _times_first(atoms)), key=_loose):
        _apply(statement, week)
    for day in excepted:
        week.spans.pop(day, None)
        week.closed.add(day)
    for days, closes in late:
        week.stay_open(days, closes)
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


_LATER = (
    (Sort.DAYS, Sort.THROUGH, Sort.TIME),
    (Sort.THROUGH, Sort.TIME, Sort.DAYS),
    (Sort.LATE, Sort.DAYS, Sort.THROUGH, Sort.TIME),
    (Sort.LATE, Sort.DAYS, Sort.TIME),
    (Sort.LATE, Sort.THROUGH, Sort.TIME, Sort.DAYS),
)
"""Ways to say that a day closes later: "late night Wed (8pm)", "until 8pm on Thursdays"."""
_BETWEEN = (Sort.FILLER, Sort.AND)


def _without_late(stream: tuple[Token, ...]) -> tuple[tuple[Token, ...], list[tuple[tuple[int, ...], int]]]:
    """The tokens without "Thursday until 8pm", "until 8pm on Thursdays", and the days with that closing time.

    Such words follow the hours of a whole week and change one day of it.
    """
    kept: list[Token] = []
    late: list[tuple[tuple[int, ...], int]] = []
    said = False
    place = 0
    while place < len(stream):
        found = _late_at(stream, place) if said else None
        said = said or stream[place].sort is Sort.SPAN
        if found:
            late.append(found[:2])
            place = found[2]
        else:
            kept.append(stream[place])
            place += 1
    return tuple(kept), late


def _late_at(stream: tuple[Token, ...], place: int) -> tuple[tuple[int, ...], int, int] | None:
    """The days and closing time stated from `place` on, and the place behind them."""
    parts = [
        (n, token) for n, token in enumerate(stream[place : place + 7], place) if token.sort not in _BETWEEN
    ]
    for order in _LATER:
        if parts and parts[0][0] == place and tuple(token.sort for _, token in parts[: len(order)]) == order:
            named = dict(zip(order, (token for _, token in parts), strict=False))
            if order[0] is Sort.DAYS and any(t.sort is Sort.AND for t in stream[place : parts[1][0]]):
                continue  # "Mon-Fri, till 8pm Thursdays": the day comes after
            closes = clock.closing(named[Sort.TIME].text)
            follows = parts[len(order)][1].sort if len(parts) > len(order) else Sort.LINE
            if closes is not None and follows not in (Sort.TIME, Sort.SPAN, Sort.THROUGH):
                return named[Sort.DAYS].days, closes, parts[len(order) - 1][0] + 1
    return None


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


def _atoms(stream: Iterator[Token]) -> Iterator[Token]:
    """Day groups joined up, joints and fillers dropped; values, line breaks stay."""
    held: Token | None = None
    joint: Sort | None = None
    for token in stream:
        if token.sort is Sort.DAYS:
            held = _joined(held, joint, token) if held else token
            joint = None
        elif token.sort in (Sort.THROUGH, Sort.AND):
            joint = token.sort
        elif token.sort is not Sort.FILLER:
            if held:
                yield held
            held, joint = None, None
            if token.days:  # "24/7" names its days itself
                yield Token(Sort.DAYS, token.days)
            if token.sort in (*VALUES, Sort.LINE):
                yield token
    if held:
        yield held


def _joined(held: Token, joint: Sort | None, token: Token) -> Token:
    """Two groups of days as one: a range where "to" or a dash stands between, else both."""
    if joint is Sort.THROUGH:
        return Token(
            Sort.DAYS, (*held.days[:-1], *weekdays.through(held.days[-1], token.days[0]), *token.days[1:])
        )
    return Token(Sort.DAYS, (*held.days, *token.days))


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
