"""The ordinary week of a provider, in minutes from Monday 00:00, and what a search asks of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache

import opening_hours

from indexer.building.opening import only_comment
from indexer.search import Open

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
DAY_MINUTES = 24 * 60
WEEK_MINUTES = 7 * DAY_MINUTES
_MONDAY = datetime(2026, 11, 16)  # noqa: DTZ001 - a week without public holidays, in local time

Interval = tuple[int, int]


@lru_cache(4096)
def week_of(osm: str | None) -> tuple[Interval, ...] | None:
    """The open intervals of an ordinary week, minutes from Monday 00:00; `None` when not known."""
    if osm is None or only_comment(osm) is not None or not opening_hours.validate(osm):
        return None
    week = list(opening_hours.OpeningHours(osm).intervals(_MONDAY, _MONDAY + timedelta(days=7)))
    states = {state for _, _, state, _ in week}
    if opening_hours.State.UNKNOWN in states and opening_hours.State.OPEN not in states:
        return None
    return tuple(
        (_minutes(opens), _minutes(closes))
        for opens, closes, state, _ in week
        if state == opening_hours.State.OPEN
    )


def _minutes(moment: datetime) -> int:
    return round((moment.replace(tzinfo=None) - _MONDAY).total_seconds() / 60)


def asked_minutes(when: Open) -> list[Interval]:
    """The minutes of the week that are asked for: bounds on the day, or on every day."""
    start, end = _clock(when.from_, 0), _clock(when.to, DAY_MINUTES)
    days = [DAYS.index(when.day)] if when.day in DAYS else range(len(DAYS))
    return [(day * DAY_MINUTES + start, day * DAY_MINUTES + max(end, start + 1)) for day in days]


def _clock(time: str | None, otherwise: int) -> int:
    if time is None:
        return otherwise
    hours, _, minutes = time.partition(":")
    return int(hours) * 60 + int(minutes or 0)


def overlaps(week: Sequence[Interval], wanted: Sequence[Interval]) -> bool:
    """Whether it is open at some time asked for; Sunday's small hours belong to Monday as well."""
    return any(
        opens + shift < end and start < closes + shift
        for opens, closes in week
        for start, end in wanted
        for shift in (0, -WEEK_MINUTES)
    )
