"""Opening hours in structured data: schema.org `openingHours` and `openingHoursSpecification`."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from indexer.facts.times import clock, timetable
from indexer.facts.times.clock import Span
from indexer.facts.times.week import Week
from indexer.facts.times.weekdays import DAY, days

LONGEST = 16 * 60
"""Minutes that a day of opening lasts at most, when it ends after midnight: 10:00 to 04:00 means 16:00."""
_TIME = re.compile(r"^T?(\d{1,2}):(\d{2})")


def read(item: Mapping[str, Any]) -> tuple[Week, str]:
    """The week an item states and the words that state it; an empty week when it states none."""
    week, words = Week(), []
    for text in _strings(item.get("openingHours")):
        said = timetable.read(text)
        words.append(text)
        for day, spans in said.spans.items():
            week.open((day,), spans)
        week.closed |= said.closed
    for specification in _items(item.get("openingHoursSpecification")):
        words += _specify(specification, week)
    week.closed -= week.spans.keys()
    return week, "; ".join(words)


def _specify(specification: Mapping[str, Any], week: Week) -> list[str]:
    if specification.get("validFrom") or specification.get("validThrough"):
        return []  # holiday hours
    when = sorted({day for name in _strings(specification.get("dayOfWeek")) for day in _days(name)})
    opens, closes = (_minutes(specification.get(key)) for key in ("opens", "closes"))
    if not when:
        return []
    if opens is None or closes is None or opens == closes == 0:
        week.closed.update(when)
        return []
    if closes == clock.LAST_MINUTE:
        closes = clock.DAY
    if closes <= opens:
        closes += clock.DAY if closes + clock.DAY - opens <= LONGEST else clock.NOON
    if closes <= opens:
        return []
    week.open(when, (Span(opens, closes),))
    names = ", ".join(_strings(specification.get("dayOfWeek")))
    return [f"{names} {specification.get('opens')}-{specification.get('closes')}"]


def _days(name: str) -> Iterator[int]:
    for found in DAY.finditer(name.rsplit("/", 1)[-1]):
        yield from days(found)


def _minutes(value: object) -> int | None:
    found = _TIME.match(value.strip()) if isinstance(value, str) else None
    if not found:
        return None
    minutes = int(found[1]) * 60 + int(found[2])
    return minutes if minutes <= clock.DAY else None


def _strings(value: object) -> Iterator[str]:
    for part in value if isinstance(value, list | tuple) else [value]:
        if isinstance(part, str):
            yield part
        elif isinstance(part, Mapping):
            yield from _strings(part.get("@id") or part.get("name"))


def _items(value: object) -> Iterator[Mapping[str, Any]]:
    for part in value if isinstance(value, list | tuple) else [value]:
        if isinstance(part, Mapping):
            yield part
