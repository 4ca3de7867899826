"""A search said again in our own words, one part at a time, so that each part can be dropped or changed.

`reworded(request, understood)` reads as `request` does: therapies by their labels, days and times in one
form, the place and the price as parameters. Whoever changes one field of `understood` first gets the search
that differs in that part alone.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from typing import Final

from data.locality import gazetteer
from data.term import vocabulary
from indexer.asking.asked import Asked
from indexer.asking.when import PUBLIC_HOLIDAY, parse_open_at
from indexer.asking.where import RADIUS_KM, read_near
from indexer.matcher import fold
from indexer.query import KINDS, PARAMETERS, understand
from indexer.search import Correction, Open, Place, SearchRequest, Understood

DAY_NAMES: Final = {
    "Mo": "Monday",
    "Tu": "Tuesday",
    "We": "Wednesday",
    "Th": "Thursday",
    "Fr": "Friday",
    "Sa": "Saturday",
    "Su": "Sunday",
    PUBLIC_HOLIDAY: "public holiday",
}
BETWEEN: Final = ", "
"""Stands between parts, so that no words of two of them make a third."""


def reworded(request: SearchRequest, understood: Understood) -> SearchRequest:
    """The search for what was understood; parameters of `request` that still hold stay parameters.

    Those that mean nothing stay too: dropping them is the reader's affair, and so is dropping `near`.
    """
    parameters: dict[str, list[str]] = {}
    words: list[str] = []
    for field, name in PARAMETERS.items():
        wanted = getattr(understood, field)
        known = vocabulary(KINDS[field])
        parameters[name] = [id_ for id_ in getattr(request, name) if id_ in wanted or id_ not in known]
        for id_ in (one for one in wanted if one not in parameters[name]):
            said = words_for(field, id_)
            (words if said else parameters[name]).append(said or id_)
    words += _other_words(request, understood)
    near = request.near.strip() or (_near(understood.place) if understood.place else "")
    return request.model_copy(
        update={
            **parameters,
            "q": BETWEEN.join(words),
            "near": near,
            "radius_km": _radius(request, understood, near),
            "max_price": understood.max_price,
            "open_at": request.open_at if understood.open or not _is_time(request.open_at) else None,
            "page": 1,
        }
    )


def as_typed(request: SearchRequest, understood: Understood, correction: Correction) -> SearchRequest:
    """The search without one correction: its words in quotation marks, or the place of exactly that name."""
    typed = correction.from_
    if found := _words_of(typed, request.q):
        start, end = found
        q = f'{request.q[:start]}"{request.q[start:end]}"{request.q[end:]}'
        return request.model_copy(update={"q": q, "page": 1})
    namesakes = understood.place.namesakes if understood.place else ()
    near = next((one for one in namesakes if fold(one).startswith(f"{fold(typed)} ")), "")
    q = request.q if near else f'{request.q} "{typed}"'.strip()
    return request.model_copy(update={"near": near, "q": q, "page": 1})


def _words_of(typed: str, text: str) -> tuple[int, int] | None:
    """Where the words of `typed` stand in `text`, however their letters are written."""
    wanted = fold(typed).split()
    words = Asked(text).words()
    for first in range(len(words) - len(wanted) + 1):
        run = words[first : first + len(wanted)]
        if run and [fold(word.text) for word in run] == wanted:
            return run[0].start, run[-1].end
    return None


def _is_time(open_at: str | None) -> bool:
    return open_at is not None and parse_open_at(open_at, datetime.now(UTC)) is not None


def _radius(request: SearchRequest, understood: Understood, near: str) -> float | None:
    """The radius that was asked for; a point that stands for a council needs the council's reach as well."""
    place = understood.place
    if place is None:
        return request.radius_km if near else None
    is_point = not request.near and near == _point(place)
    return place.radius_km if place.radius_is_asked or (is_point and place.radius_km != RADIUS_KM) else None


def _other_words(request: SearchRequest, understood: Understood) -> Iterator[str]:
    yield from (f"speaks {language}" for language in understood.languages)
    if understood.open and not request.open_at:
        yield opening_words(understood.open)
    if understood.minutes:
        yield f"{understood.minutes} minutes"
    yield from (f'"{phrase}"' for phrase in understood.phrases)
    if understood.text:
        yield understood.text
    for id_ in understood.without_services:
        yield f"-{words_for('services', id_) or id_}"
    yield from (f"-{word}" for word in understood.without_text.split())


@cache
def words_for(field: str, id_: str) -> str | None:
    """The words that are read as this one term and nothing else: its label, else a synonym; else `None`.

    `field` is one of `Understood`: services, conditions, credentials or features.
    """
    term = vocabulary(KINDS[field]).get(id_)
    if term is None:
        return None
    wanted = Understood.model_validate({field: (id_,)})
    label = re.sub(r"\s*\(.*?\)", "", term.label)
    words = (
        label[:1].lower() + label[1:] if label[1:2].islower() else label,
        *term.surfaces,
        *term.query_words,
    )
    return next((one for one in words if understand(SearchRequest(q=one))[0] == wanted), None)


def opening_words(opening: Open) -> str:
    """When it should be open, as words that are read as just that: `Saturday after 5 pm`."""
    return " ".join(filter(None, (DAY_NAMES.get(opening.day or ""), _hours(opening.from_, opening.to))))


def _hours(start: str | None, end: str | None) -> str:
    if start and end:
        return f"at {_clock(start)}" if start == end else f"from {_clock(start)} to {_clock(end)}"
    if start:
        return f"after {_clock(start)}"
    return f"before {_clock(end)}" if end else ""


def _clock(time: str) -> str:
    hour, minute = int(time[:2]), time[3:5]
    return f"{hour % 12 or 12}{'' if minute == '00' else f':{minute}'} {'am' if hour < 12 else 'pm'}"


def _near(place: Place) -> str:
    """The place as a parameter: its name or postcode where that is read as the same point, else the point."""
    for name in (place.label, place.label.rpartition(" ")[2]):
        found = read_near(name, place.radius_km, gazetteer()).place
        if found and (found.lat, found.lon) == (place.lat, place.lon):
            return name
    return _point(place)


def _point(place: Place) -> str:
    return f"{place.lat},{place.lon}"
