"""Days and times in a query: "sat morning", "after 6 pm", "tues arvo", "open now", "on boxing day"."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from indexer.asking.asked import Asked
from indexer.search import Open

DAYS: Final = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
PUBLIC_HOLIDAY: Final = "PH"
"""The day of `Open` that stands for public holidays, as in OpenStreetMap's `opening_hours`."""
ZONES: Final[Mapping[str, str]] = {
    "ACT": "Australia/Sydney",
    "NSW": "Australia/Sydney",
    "NT": "Australia/Darwin",
    "QLD": "Australia/Brisbane",
    "SA": "Australia/Adelaide",
    "TAS": "Australia/Hobart",
    "VIC": "Australia/Melbourne",
    "WA": "Australia/Perth",
}
"""What "now" means depends on where one asks about."""
HOME_ZONE: Final = "Australia/Melbourne"

_DAY_WORDS: Final = {
    "mondays?|mon": "Mo",
    "tuesdays?|tues?": "Tu",
    "wednesdays?|weds?": "We",
    "thursdays?|thurs?|thu": "Th",
    "fridays?|fri": "Fr",
    "saturdays?|sat": "Sa",
    "sundays?|sun": "Su",
}
_DAY = re.compile(
    r"\b(?:(?:open )?on |this |next |open )?(?:the |an? )?(?:"
    + "|".join(f"(?P<{day}>{words})" for words, day in _DAY_WORDS.items())
    + r"|(?P<weekend>weekends?)|(?P<today>today|tonight|this (?:morning|afternoon|arvo|evening))"
    + r"|(?P<tomorrow>tomorrow|tomoz|tmrw|tmr))\b",
    re.IGNORECASE,
)
_NOW = re.compile(r"\b(?:open(?:ed)? (?:right )?now|right now|now|currently open|open atm)\b", re.IGNORECASE)
_CLOCK = (
    r"(?:(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d))?\s*(?P<half>am|pm|a\.m\.|p\.m\.)?"
    r"|(?P<word>noon|midday|work))"
)
_END = r"(?![\w$%]|\s*(?:km|min|hours?|hrs?|bucks|dollars))"
_AFTER = re.compile(rf"\b(?:open )?(?:after|from|past|later than)\s+{_CLOCK}{_END}", re.IGNORECASE)
_BEFORE = re.compile(
    rf"\b(?:open )?(?:before|until|till|til|by|earlier than)\s+{_CLOCK}{_END}", re.IGNORECASE
)
_AT = re.compile(
    rf"\b(?:(?:open )?(?:at|around|about)\s+|@\s*)?(?=\d{{1,2}}(?:[:.]\d\d)?\s*[ap]\.?m|\d{{1,2}}:\d\d)"
    rf"{_CLOCK}{_END}",
    re.IGNORECASE,
)
"""A time by itself needs its colon, "am" or "pm": other numbers are postcodes, prices and house numbers."""
_SPAN = re.compile(
    r"\b(?:between\s+|from\s+)?(?P<first>\d{1,2}(?:[:.][0-5]\d)?\s*(?:am|pm)?)\s*(?:-|–|and|to|till|until)\s*"
    rf"(?P<last>\d{{1,2}}(?:[:.][0-5]\d)?\s*(?:am|pm)){_END}",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?:in the |this |early |late )?(?P<part>mornings?|afternoons?|arvos?|evenings?|tonight|nights?"
    r"|lunch ?times?|lunch)\b",
    re.IGNORECASE,
)
PARTS_OF_DAY: Final[Mapping[str, tuple[str, str | None]]] = {
    "morning": ("06:00", "12:00"),
    "lunch": ("12:00", "14:00"),
    "afternoon": ("12:00", "17:00"),
    "arvo": ("12:00", "17:00"),
    "evening": ("18:00", "21:00"),
    "tonight": ("18:00", None),
    "night": ("18:00", None),
}
WORDED_TIMES: Final = {"noon": 12, "midday": 12, "work": 17}
"""Hours that have a name; work ends at five."""


WEEKEND = "a search has one day: the weekend was read as Saturday; ask for Sunday by its name"


def says_weekend(text: str) -> bool:
    """Whether `text` asks for the weekend, of which only one day can be asked at a time."""
    found = _DAY.search(text)
    return found is not None and found["weekend"] is not None


def read_open(asked: Asked) -> Callable[[datetime], Open | None]:
    """Take days and times; they mean something once the local time is known of the place one asks about."""
    if found := _NOW.search(asked.left):
        asked.take(*found.span())
        return at_moment
    day = _read_day(asked)
    first, last = _read_span(asked)
    start, end = _read_part(asked)
    after, before = _read_clock(asked, _AFTER), _read_clock(asked, _BEFORE)
    start, end = first or after or start, last or before or end
    if not (first or after or before) and (at := _read_clock(asked, _AT)):
        start = end = at
    if day is None and start is None and end is None:
        return lambda _: None
    return lambda now: _open(day(now) if day else None, start, end)


def at_moment(moment: datetime) -> Open:
    """Open at one moment."""
    clock = f"{moment:%H:%M}"
    return _open(DAYS[moment.weekday()], clock, clock)


def parse_open_at(text: str, now: datetime) -> Open | None:
    """An `open_at` parameter: `now` or an RFC 3339 local time; `None` when it is neither."""
    if text.strip().lower() == "now":
        return at_moment(now)
    try:
        return at_moment(datetime.fromisoformat(text.strip()))
    except ValueError:
        return None


def local(now: datetime, state: str | None) -> datetime:
    """`now` by the clocks of an Australian state."""
    return now.astimezone(ZoneInfo(ZONES.get(state or "", HOME_ZONE)))


def _open(day: str | None, start: str | None, end: str | None) -> Open:
    return Open.model_validate({"day": day, "from": start, "to": end})


def _read_day(asked: Asked) -> Callable[[datetime], str] | None:
    found = _DAY.search(asked.left)
    if not found:
        return None
    part = _PART.search(found[0])
    asked.take(found.start(), found.start() + part.start() if part else found.end())
    if found["today"]:
        return lambda now: DAYS[now.weekday()]
    if found["tomorrow"]:
        return lambda now: DAYS[(now + timedelta(days=1)).weekday()]
    named = "Sa" if found["weekend"] else next(day for day in DAYS if found[day])
    return lambda _: named


def _read_part(asked: Asked) -> tuple[str | None, str | None]:
    found = _PART.search(asked.left)
    if not found:
        return None, None
    asked.take(*found.span())
    said = found["part"].lower().removesuffix("s")
    return PARTS_OF_DAY["lunch" if said.startswith("lunch") else said]


def _read_span(asked: Asked) -> tuple[str | None, str | None]:
    """Take "between 5 and 7pm": a first hour without its half is of the same half as the last."""
    found = _SPAN.search(asked.left)
    if not found:
        return None, None
    last = found["last"].lower()
    first = found["first"].lower()
    if not first.endswith("m"):
        first += last[-2:]
    clocks = [re.fullmatch(_CLOCK, one, re.IGNORECASE) for one in (first, last)]
    if not all(clock is not None and int(clock["hour"]) <= 24 for clock in clocks):
        return None, None
    asked.take(*found.span())
    start, end = (_time(clock) for clock in clocks if clock is not None)
    return start, end


def _read_clock(asked: Asked, pattern: re.Pattern[str]) -> str | None:
    found = pattern.search(asked.left)
    if not found or (found["hour"] and not 0 < int(found["hour"]) <= 24):
        return None
    asked.take(*found.span())
    return _time(found)


def _time(found: re.Match[str]) -> str:
    """`HH:MM` of a clock's match."""
    if found["word"]:
        return f"{WORDED_TIMES[found['word'].lower()]:02}:00"
    hour, half = int(found["hour"]), (found["half"] or "").lower().replace(".", "")
    # Nobody asks a clinic for 5 in the morning: "after 5" is the afternoon.
    if (half == "pm" or (not half and hour < 8)) and hour < 12:
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    return f"{min(hour, 23):02}:{found['minute'] or '00'}"
