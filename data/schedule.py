"""When a source may be asked: its quiet hours and blackouts, in local time.

Every question is answered for a moment in UTC by what the clock on the wall shows there then. So an hour that
daylight saving skips is never quiet, and one that it repeats is quiet both times.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

DEFAULT_ZONE = ZoneInfo("Australia/Melbourne")
"""Where a source names none."""
DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
LOOK_AHEAD = timedelta(days=400)
"""Within this a source has to be open some time; a blackout of over a year is a source to disable."""
_HOURS = re.compile(r"(?:(?P<days>[A-Z][a-z](?:[-,][A-Z][a-z])*) )?(?P<begin>\d\d:\d\d)-(?P<end>\d\d:\d\d)")


class ScheduleError(ValueError):
    """A schedule makes no sense; `steps` lead to the value at fault."""

    def __init__(self, steps: tuple[str | int, ...], message: str) -> None:
        super().__init__(message)
        self.steps = steps


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours of a day in which a source is left alone; they may run over midnight into the next day."""

    days: frozenset[int]
    """On which they begin; 0 is Monday."""
    begin: time
    end: time

    def holds(self, wall: datetime) -> bool:
        """Whether a time on the wall clock is one of them."""
        now, today = wall.time(), wall.weekday()
        if self.begin < self.end:
            return today in self.days and self.begin <= now < self.end
        yesterday = (today - 1) % 7
        return (today in self.days and now >= self.begin) or (yesterday in self.days and now < self.end)


@dataclass(frozen=True, slots=True)
class Blackout:
    """Whole days on which a source is left alone."""

    first: date
    last: date
    reason: str = ""

    def holds(self, wall: datetime) -> bool:
        """Whether a time on the wall clock is on one of them."""
        return self.first <= wall.date() <= self.last


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a source may be asked. Empty: at any time."""

    zone: ZoneInfo = DEFAULT_ZONE
    quiet: Sequence[Quiet] = ()
    blackouts: Sequence[Blackout] = ()

    def why_closed(self, moment: datetime) -> str | None:
        """Why nothing may be asked at a moment, in words; None when it may."""
        wall = moment.astimezone(self.zone)
        for one in self.blackouts:
            if one.holds(wall):
                return f"blackout to {one.last}" + (f" ({one.reason})" if one.reason else "")
        return "quiet hours" if any(one.holds(wall) for one in self.quiet) else None

    def is_open(self, moment: datetime) -> bool:
        """Whether anything may be asked at a moment."""
        return self.why_closed(moment) is None

    def next_open(self, moment: datetime) -> datetime | None:
        """The first moment from this one on at which it may be asked; None for none within `LOOK_AHEAD`."""
        return moment if self.is_open(moment) else self._next(moment, is_open=True)

    def next_closed(self, moment: datetime) -> datetime | None:
        """The first moment from this one on at which it may not; None for none within `LOOK_AHEAD`."""
        if not self.quiet and not self.blackouts:
            return None
        return moment if not self.is_open(moment) else self._next(moment, is_open=False)

    def _next(self, moment: datetime, *, is_open: bool) -> datetime | None:
        day = moment.astimezone(self.zone).date()
        for number in range(LOOK_AHEAD.days):
            for change in self._changes_on(day + timedelta(days=number)):
                if change > moment and self.is_open(change) == is_open:
                    return change
        return None

    def _changes_on(self, day: date) -> Sequence[datetime]:
        """Every moment of a day, in UTC, at which something may begin or end: clock changes too."""
        walls = {time(0), *(one.begin for one in self.quiet), *(one.end for one in self.quiet)}
        both = (
            datetime.combine(day, wall, self.zone).replace(fold=fold) for wall in walls for fold in (0, 1)
        )
        return sorted({*(one.astimezone(UTC) for one in both), *self._clock_changes_on(day)})

    def _clock_changes_on(self, day: date) -> Iterator[datetime]:
        begin = datetime.combine(day, time(0), self.zone).astimezone(UTC)
        end = datetime.combine(day + timedelta(days=1), time(0), self.zone).astimezone(UTC)
        if begin.astimezone(self.zone).utcoffset() == end.astimezone(self.zone).utcoffset():
            return
        while end - begin > timedelta(seconds=1):
            middle = begin + (end - begin) / 2
            same = middle.astimezone(self.zone).utcoffset() == begin.astimezone(self.zone).utcoffset()
            begin, end = (middle, end) if same else (begin, middle)
        yield end.replace(microsecond=0)


def read_schedule(values: Mapping[str, Any]) -> Schedule:
    """The `schedule` of a source's YAML, whose shape the schema has checked. Raises `ScheduleError`."""
    try:
        zone = ZoneInfo(values["zone"]) if "zone" in values else DEFAULT_ZONE
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ScheduleError(
            ("zone",), f"{values['zone']!r} is no time zone: name one such as Australia/Melbourne"
        ) from error
    quiet = [_quiet(words, ("quiet", at)) for at, words in enumerate(values.get("quiet", ()))]
    blackouts = [_blackout(one, ("blackouts", at)) for at, one in enumerate(values.get("blackouts", ()))]
    made = Schedule(zone, tuple(quiet), tuple(blackouts))
    if made.next_open(datetime.now(UTC)) is None:
        raise ScheduleError((), "leaves no time at all to ask it: disable the source instead")
    return made


def _quiet(words: str, steps: tuple[str | int, ...]) -> Quiet:
    match = _HOURS.fullmatch(words)
    if match is None:
        raise ScheduleError(steps, f'{words!r} is no time: write "22:00-06:00" or "Mo-Fr 08:00-18:00"')
    begin, end = _time(match["begin"], steps), _time(match["end"], steps)
    if begin == end != time(0):
        raise ScheduleError(steps, f'{words!r} ends as it begins: for whole days write "Sa,Su 00:00-24:00"')
    return Quiet(_days(match["days"], steps), begin, end)


def _time(words: str, steps: tuple[str | int, ...]) -> time:
    try:
        return time(0) if words == "24:00" else time.fromisoformat(words)
    except ValueError as error:
        raise ScheduleError(steps, f"{words!r} is no time of day: 00:00 to 24:00") from error


def _days(words: str | None, steps: tuple[str | int, ...]) -> frozenset[int]:
    found: set[int] = set()
    for part in words.split(",") if words else ["Mo-Su"]:
        first, _, last = part.partition("-")
        if unknown := [name for name in (first, last or first) if name not in DAYS]:
            raise ScheduleError(steps, f"{unknown[0]!r} is no day: one of {', '.join(DAYS)}")
        at, to = DAYS.index(first), DAYS.index(last or first)
        found.update((at + number) % 7 for number in range((to - at) % 7 + 1))
    return frozenset(found)


def _blackout(values: Mapping[str, Any], steps: tuple[str | int, ...]) -> Blackout:
    ends = []
    for name in ("from", "to"):
        try:
            ends.append(date.fromisoformat(str(values[name])))
        except ValueError as error:
            raise ScheduleError((*steps, name), f"{values[name]!r} is no date such as 2026-12-24") from error
    if ends[1] < ends[0]:
        raise ScheduleError((*steps, "to"), f"{ends[1]} lies before {ends[0]}")
    return Blackout(ends[0], ends[1], values.get("reason", ""))
