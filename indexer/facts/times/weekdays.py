"""Weekdays as clinics write them: `Mon`, `Tues.`, `Thursdays`, `weekdays`, `7 days`, `Mon-Fri`, `Tue & Thu`.

Days count from 0, Monday.
"""

import re

from indexer.prefilter import Rule

CODES = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
"""Names in OSM's `opening_hours`."""
ALL = tuple(range(7))

_NAMES = (
    r"mon(?:day)?s?",
    r"tue(?:s(?:day)?)?s?",
    r"wed(?:s|nes(?:day)?)?s?",
    r"thu(?:r(?:s(?:day)?)?)?s?",
    r"fri(?:day)?s?",
    r"sat(?:ur(?:day)?)?s?",
    r"sun(?:day)?s?",
)
_EVERY = (
    r"every ?day|each day|daily|(?:7|seven) days(?: (?:a|per|/) ?week| weekly)?|7 ?/ ?7|all week|all days"
)
_GROUPS: tuple[tuple[str, tuple[int, ...]], ...] = (
    (_EVERY, ALL),
    (r"week ?-?days?|working days|business days|m ?[-–] ?f", (0, 1, 2, 3, 4)),
    (r"week ?-?ends?", (5, 6)),
)

_CODE = rf"(?:{'|'.join(CODES)})\b"

DAY = Rule(
    "|".join(
        rf"(?P<d{n}>\b(?:{name})\b|\b{CODES[n]}\b(?=[-–,:]| ?(?:\d|\0|off|closed|{_CODE}))"
        rf"|^{CODES[n]}\b(?=\W*$))"
        for n, name in enumerate(_NAMES)
    )
    + "|"
    + "|".join(rf"(?P<g{n}>\b(?:{words})\b)" for n, (words, _) in enumerate(_GROUPS)),
    re.IGNORECASE,
)
"""A day or a group of days. The two-letter codes count only with their OSM capitals (see `days`)."""


def days(found: re.Match[str]) -> tuple[int, ...]:
    """The days a match of `DAY` means; none for a word that only looks like one ("we", "so")."""
    name = found.lastgroup or ""
    number = int(name[1:])
    if name[0] == "g":
        return _GROUPS[number][1]
    text = found[0]
    if len(text) == 2:
        return (number,) if text == CODES[number] else ()
    return (number,)


def through(first: int, last: int) -> tuple[int, ...]:
    """The days from `first` to `last`, over the end of the week where need be ("Thu - Mon")."""
    return tuple((first + step) % 7 for step in range((last - first) % 7 + 1))
