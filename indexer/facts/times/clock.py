"""Times of day as clinics write them: `9`, `9.30 a.m.`, `17:30`, `0900`, `noon`, `9am - 5`, `10am till late`.

Times are minutes after midnight; 24:00 is 1440. Which half of the day a bare hour means is worked out from
its partner: nobody opens a clinic from 17:00 to 09:00.
"""

import re
from dataclasses import dataclass

from indexer.prefilter import Rule

NOON = 12 * 60
DAY = 24 * 60
LAST_MINUTE = DAY - 1
"""23:59 stands for the end of the day, where a form takes no 24:00."""
OPEN_END = -1
"""Closing time of "till late"."""

EARLIEST = 5 * 60 + 30
"""A bare opening time before this is meant in the afternoon: clinics open at 6 am, but not at 5."""
EVENING_START = 7 * 60
"""A bare opening time up to this, with a closing time soon after, is meant in the evening ("6-9pm")."""
EVENING_MOST = 3 * 60 + 30
LEAST = 3 * 60
"""A day of opening is rarely shorter than this: "9am - 10" closes at night."""

_CLOCK = (
    r"(?P<hour{n}>[01]?\d|2[0-4])(?:(?:[:.h]| : |: )(?P<minute{n}>[0-5]\d)(?!\d))?(?: ?(?:hrs?|o'?clock)\b)?"
    r"(?: ?(?P<half{n}>[ap]\.? ?m\b\.?|(?<=\d)[ap]\b))?"
)
_MILITARY = r"(?P<military{n}>[01]\d[0-5]\d|2[0-3][0-5]\d)(?: ?(?:h|hrs|hours)\b)?"
_YEARS = re.compile(r"(?:19[5-9]\d|20[0-4]\d)\D+(?:19[5-9]\d|20[0-4]\d)$")
"""Two years ("2016-2026") that would pass for military time."""
_WORD = r"(?P<word{n}>(?:12 ?)?(?:noon|midday|mid-day|midnight))"
_LATE = r"(?P<late>late(?: evening| night)?|close)\b"
_DASH = (
    r"(?: ?(?:[-‐‑‒–—−~→]+|\b(?:un)?'?till?\b|\b(?:-\s*)?to\b|\bthrough\b|\bthru\b) ?|(?(between) and |(?!)))"
)


def _point(n: int) -> str:
    pattern = rf"(?:{_WORD}\b|{_MILITARY}(?![\d:.])|{_CLOCK}(?![\d]))"
    return pattern.replace("{n}", str(n))


_UNIT = (
    r"(?! ?(?:%|(?:week|day|hour|min|minute|month|year|session|people|visit|time|client|participant|x)s?\b))"
)

SPAN = Rule(
    rf"(?:(?P<between>\bbetween )|\bfrom )?(?<![\d:./$£€#+-])\b{_point(1)}{_DASH}(?:{_point(2)}|{_LATE})"
    rf"(?![\d/]|[-–:]\d){_UNIT}",
    re.IGNORECASE,
)
"""A span of time: two times, or a time "till late"."""
SINCE = Rule(
    rf"(?<![\d:./])\b{_point(1)} ?(?:onwards?\b|\+|-? ?open ?end)|\bfrom {_point(3)}(?! ?(?:%|\d))",
    re.IGNORECASE,
)
"""An opening time alone: "from 6pm", "6pm onwards"."""


TIME = Rule(
    r"(?<![\d:./$£€])\b(?:(?:[01]?\d|2[0-4])[:.][0-5]\d(?: ?[ap]\.? ?m\b\.?)?"
    r"|1?\d ?[ap]\.? ?m\b\.?|noon|midday|midnight)(?![\d%/])",
    re.IGNORECASE,
)
"""A time alone, as in a table with a column for opening and one for closing."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Opening and closing time; `closes` is `OPEN_END` for "till late", above `DAY` past midnight."""

    opens: int
    closes: int

    @property
    def osm(self) -> str:
        """As in an `opening_hours` value."""
        return (
            f"{_hhmm(self.opens)}+"
            if self.closes == OPEN_END
            else f"{_hhmm(self.opens)}-{_hhmm(self.closes)}"
        )

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share time."""
        mine, theirs = (DAY if s.closes == OPEN_END else s.closes for s in (self, other))
        return self.opens < theirs and other.opens < mine


@dataclass(frozen=True, slots=True)
class _Time:
    """A time as written; `minute` is after midnight or, where `sure` is not set, after midnight or noon."""

    minute: int
    sure: bool
    half: str = ""


def span(found: re.Match[str]) -> Span | None:
    """The span a match of `SPAN` means; `None` when it cannot be one (24:30, no time between)."""
    first = _time(found, 1)
    if first is None or (found["military1"] and _YEARS.search(found[0])):
        return None
    if found["late"]:
        return Span(_alone(first), OPEN_END)
    second = _time(found, 2)
    return None if second is None else _settle(first, second)


def between(opens: str, closes: str) -> Span | None:
    """The span of two times that stand apart."""
    found = SPAN.match(f"{opens} - {closes}")
    return span(found) if found else None


def closing(time: str) -> int | None:
    """Minutes of a closing time that stands alone ("until 8pm")."""
    found = SPAN.match(f"6am - {time}")
    hours = span(found) if found else None
    return hours.closes if hours else None


def since(found: re.Match[str]) -> Span | None:
    """The open-ended span a match of `SINCE` means; a bare hour ("from 6") means none."""
    time = _time(found, 1) or _time(found, 3)
    return (
        None
        if time is None or not (time.sure or found["minute1"] or found["minute3"])
        else Span(_alone(time), OPEN_END)
    )


def is_bare(found: re.Match[str]) -> bool:
    """Whether a span is only two numbers ("9-5", "2 to 3"), which need a weekday beside them to be times."""
    marks = ("half1", "half2", "minute1", "minute2", "word1", "word2", "military1", "late")
    return not any(found[mark] for mark in marks)


def _time(found: re.Match[str], n: int) -> _Time | None:
    groups = found.groupdict()
    if word := groups.get(f"word{n}"):
        return _Time(DAY if "midnight" in word.lower() else NOON, sure=True)
    if military := groups.get(f"military{n}"):
        return _Time(int(military[:2]) * 60 + int(military[2:]), sure=True)
    if not groups.get(f"hour{n}"):
        return None
    written, minute = groups[f"hour{n}"], int(groups[f"minute{n}"] or 0)
    hour, half = int(written), (groups[f"half{n}"] or "")[:1].lower()
    if hour * 60 + minute > DAY:
        return None
    if half and hour <= 12:
        return _Time(hour % 12 * 60 + minute + (NOON if half == "p" else 0), sure=True, half=half)
    sure = hour > 12 or hour == 0 or (len(written) == 2 and written[0] == "0" and bool(groups[f"minute{n}"]))
    return _Time(hour * 60 + minute, sure=sure)


def _alone(time: _Time) -> int:
    return time.minute % DAY if time.sure else time.minute + (NOON if time.minute < EARLIEST else 0)


def _settle(first: _Time, second: _Time) -> Span | None:
    opens, closes = first.minute, second.minute
    if not first.sure:
        opens = _opening(first, second)
    opens %= DAY
    if not second.sure:
        closes = _closing(opens, second)
    if closes in (0, LAST_MINUTE) or (closes == NOON and second.half == "a" and opens >= NOON):
        closes = DAY
    if closes <= opens:
        # Past midnight; a closing time in daylight is a slip of the pen, not a night shift.
        closes += DAY
        if closes > DAY + 6 * 60:
            return None
    return Span(opens, closes)


def _opening(first: _Time, second: _Time) -> int:
    """Minutes of a bare opening time, given how the closing time is written."""
    hour = first.minute
    if not second.sure:
        return hour + NOON if hour < EARLIEST and not _is_24h(first, second) else hour
    if second.minute > NOON and hour < NOON:
        evening = hour + NOON
        if hour < EARLIEST or (hour < EVENING_START and 0 < second.minute - evening <= EVENING_MOST):
            return evening if evening < second.minute else hour
    return hour


def _closing(opens: int, second: _Time) -> int:
    """Minutes of a bare closing time, given the opening time."""
    closes = second.minute
    if closes >= NOON:
        return closes
    if closes <= opens or (closes - opens < LEAST and closes + NOON <= 22 * 60):
        return closes + NOON
    return closes


def _is_24h(first: _Time, second: _Time) -> bool:
    return first.minute == 0 or second.minute >= 13 * 60


def _hhmm(minute: int) -> str:
    return (
        f"{minute // 60:02}:{minute % 60:02}"
        if minute <= DAY
        else f"{(minute - DAY) // 60:02}:{minute % 60:02}"
    )
