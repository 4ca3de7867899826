"""A week of opening hours out of an OpenStreetMap `opening_hours` value, in the provider's own time zone."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours, ParserError, State, UnknownCountryError  # type: ignore[attr-defined]

from indexer.model import Location
from search_web.words import upper_first

ZONES = {
    "ACT": "Australia/Sydney",
    "NSW": "Australia/Sydney",
    "NT": "Australia/Darwin",
    "QLD": "Australia/Brisbane",
    "SA": "Australia/Adelaide",
    "TAS": "Australia/Hobart",
    "VIC": "Australia/Melbourne",
    "WA": "Australia/Perth",
}
"""Time zone by Australian state, for providers without coordinates."""
COUNTRY_ZONES = {"GB": "Europe/London", "NZ": "Pacific/Auckland", "IE": "Europe/Dublin"}
_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LONGEST = 1000
"""Characters of a value that is read; a real one has far fewer."""
_DAY = timedelta(days=1)
_RULE = re.compile(r'(;|\|\||^)((?:"[^"]*"|\|(?!\|)|[^";|])*)')
"""One rule with the sign before it; a sign inside a comment is text."""
_NOTE = re.compile(r'\s*(?:open\s+|unknown\s+)?"([^"]*)"\s*', re.IGNORECASE)
_TIMES = re.compile(r"\d:\d\d|24/7|dawn|sunrise|sunset|dusk")
_COMMENT = re.compile(r'"([^"]*)"')


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the week: the times it is open (none: closed), and whether it is today there."""

    name: str
    times: tuple[str, ...]
    today: bool

    @property
    def said(self) -> str:
        """The times in words."""
        return ", ".join(self.times) or "Closed"


def week(osm: str | None, place: Location | None, now: datetime) -> tuple[Day, ...]:
    """The seven days from this week's Monday; empty when hours are unknown or cannot be read.

    `now` must know its time zone. No day is today when the provider's own time zone is unknown.
    """
    timed, _ = _parted(osm or "")
    zone = _zone(place) if place else None
    local = (now.astimezone(zone) if zone else now).replace(tzinfo=None)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    return _week(timed, place.country if place else None, midnight, zone is not None)


@lru_cache(maxsize=4096)
def _week(timed: str, country: str | None, midnight: datetime, known: bool) -> tuple[Day, ...]:
    """The week that holds a day's `midnight`; whether that day is `known` to be today there."""
    rules = _rules(timed, country)
    if rules is None:
        return ()
    monday = midnight - midnight.weekday() * _DAY
    times = _times(rules, monday, _comments_without_times(timed))
    return tuple(
        Day(name, tuple(times[number]), known and number == midnight.weekday())
        for number, name in enumerate(_NAMES)
    )


def today(osm: str | None, place: Location | None, now: datetime) -> str | None:
    """What the hours say about today, e.g. `9 am – 5 pm`, `Closed` or `By appointment`; `None` when it
    is not known.
    """
    days = week(osm, place, now)
    if not days:
        return notes(osm) or None
    return next((day.said for day in days if day.today), None)


def openings(osm: str | None, place: Location | None, now: datetime) -> list[tuple[str, str, str]]:
    """This week's times as (day of the week, `HH:MM` it opens, `HH:MM` it closes), for machines.

    Times that are open on a condition only, such as by appointment, are left out.
    """
    timed, _ = _parted(osm or "")
    rules = _rules(timed, place.country if place else None)
    if rules is None:
        return []
    midnight = now.replace(tzinfo=None, hour=0, minute=0, second=0, microsecond=0)
    monday = midnight - midnight.weekday() * _DAY
    return [
        (_NAMES[first.weekday()], f"{first:%H:%M}", f"{last:%H:%M}" if last - first < _DAY else "23:59")
        for start, end, state, comment in rules.intervals(monday, monday + 7 * _DAY)
        if state == State.OPEN and not comment
        for first, last in _by_day(start, end)
    ]


def notes(osm: str | None) -> str:
    """What the hours say beside times: rules that are only a comment, such as `"by appointment"`.

    By the letter such a rule is open all week with a remark; nobody who writes one means day and night.
    """
    return "; ".join(upper_first(note) for note in _parted(osm or "")[1])


@lru_cache(maxsize=4096)
def _parted(osm: str) -> tuple[str, tuple[str, ...]]:
    """The rules that say when, as one value again, and the comments of those that do not."""
    kept, said = "", []
    if len(osm) > LONGEST:
        return osm, ()
    for sign, rule in _RULE.findall(osm):
        if note := _NOTE.fullmatch(rule):
            said.append(note[1].strip())
        elif rule.strip():
            kept += (sign or ";") + rule if kept else rule
    return kept.strip(), tuple(filter(None, dict.fromkeys(said)))


def _comments_without_times(osm: str) -> frozenset[str]:
    """Comments of rules that name days only: there, the comment is all that is known of the day."""
    rules = (rule for _, rule in _RULE.findall(osm) if not _TIMES.search(_COMMENT.sub("", rule)))
    return frozenset(comment for rule in rules for comment in _COMMENT.findall(rule))


def _times(rules: OpeningHours, monday: datetime, timeless: frozenset[str]) -> list[list[str]]:
    """The spans of each day. One over midnight belongs to the day it began; a longer one is cut by days.

    `timeless` comments stand for the whole day they are given for.
    """
    days: list[list[str]] = [[] for _ in _NAMES]
    for start, end, state, comment in rules.intervals(monday - _DAY, monday + 8 * _DAY):
        if state == State.CLOSED:
            continue
        note = f" ({comment or 'ask first'})" if comment or state == State.UNKNOWN else ""
        for first, last in _by_day(start, end):
            number = (first - monday).days
            if 0 <= number < len(days):
                days[number].append(
                    upper_first(comment) if comment in timeless else _span(first, last) + note
                )
    return days


def _by_day(start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
    if end - start < _DAY:
        return [(start, end)]
    parts = []
    while start < end:
        midnight = start.replace(hour=0, minute=0) + _DAY
        parts.append((start, min(midnight, end)))
        start = midnight
    return parts


def _span(start: datetime, end: datetime) -> str:
    if end - start >= _DAY:
        return "Open 24 hours"
    return f"{_clock(start)} – {_clock(end)}"


def _clock(time: datetime) -> str:
    if (time.hour, time.minute) in {(0, 0), (12, 0)}:
        return "noon" if time.hour else "midnight"
    minutes = f":{time.minute:02}" if time.minute else ""
    return f"{time.hour % 12 or 12}{minutes} {'am' if time.hour < 12 else 'pm'}"


@lru_cache(maxsize=4096)
def _rules(osm: str | None, country: str | None) -> OpeningHours | None:
    if not osm or len(osm) > LONGEST:
        return None
    try:
        return OpeningHours(osm, country=country)
    except UnknownCountryError:
        return _rules(osm, None)
    except ParserError:
        return None


def _zone(place: Location) -> ZoneInfo | None:
    if place.lat is not None and place.lon is not None and abs(place.lat) <= 90 and abs(place.lon) <= 180:
        return _zone_at(round(place.lat, 1), round(place.lon, 1))
    name = ZONES.get(place.state or "") if place.country == "AU" else COUNTRY_ZONES.get(place.country)
    return ZoneInfo(name) if name else None


@lru_cache(maxsize=4096)
def _zone_at(lat: float, lon: float) -> ZoneInfo | None:
    start = next(OpeningHours("24/7", coords=(lat, lon)).intervals(datetime.now(ZoneInfo("UTC"))))[0]
    return start.tzinfo if isinstance(start.tzinfo, ZoneInfo) else None
