"""Public holidays in a query ("christmas day", "on a public holiday"), and today being one.

Dates are the `holidays` package's, by state. Clinics seldom state hours for them, so whoever asks is told.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from typing import Final

import holidays

from indexer.asking.asked import Asked

NAMES: Final = {
    "Christmas Day": r"christmas(?: day)?|xmas(?: day)?",
    "Boxing Day": r"boxing day",
    "Good Friday": r"good friday",
    "Easter Saturday": r"easter saturday",
    "Easter Sunday": r"easter sunday|easter(?! (?:saturday|sunday|monday))",
    "Easter Monday": r"easter monday",
    "ANZAC Day": r"anzac day",
    "Australia Day": r"australia day",
    "New Year's Day": r"new year'?s(?: day)?",
    "Labor Day": r"labou?r day",
    "King's Birthday": r"(?:king|queen)'?s birthday",
    "Melbourne Cup Day": r"(?:melbourne )?cup day",
    "": r"public holidays?",
}
"""Name in the calendar -> how people type it; no name means the next holiday, whichever it is."""
_GROUPS: Final = {f"h{number}": name for number, name in enumerate(NAMES)}
_HOLIDAY: Final = re.compile(
    r"\b(?:(?:open )?(?:on|over) )?(?:a |the )?(?:"
    + "|".join(f"(?P<{group}>{NAMES[name]})" for group, name in _GROUPS.items())
    + r")\b",
    re.IGNORECASE,
)

Holiday = tuple[date, str]
"""A date and what it is called."""


def read_holiday(asked: Asked) -> Callable[[datetime, str | None], Holiday | None] | None:
    """Take a public holiday; its date is known once the local time and the state are."""
    found = _HOLIDAY.search(asked.left)
    if not found:
        return None
    asked.take(*found.span())
    wanted = next(name for group, name in _GROUPS.items() if found[group])
    return lambda now, state: _next(wanted, now.date(), state)


def holiday_on(day: date, state: str | None) -> str | None:
    """What public holiday a date is in an Australian state, or in all of them; `None` for none."""
    return _calendar(day.year, state).get(day)


def _next(wanted: str, today: date, state: str | None) -> Holiday | None:
    coming = (
        (day, name)
        for year in (today.year, today.year + 1)
        for day, name in sorted(_calendar(year, state).items())
        if day >= today and wanted.lower() in name.lower()
    )
    return next(coming, None)


@lru_cache(maxsize=64)
def _calendar(year: int, state: str | None) -> dict[date, str]:
    return dict(holidays.country_holidays("AU", subdiv=state, years=year))
