"""What a relevance case may ask of a hit: one function a property, named as in `relevance.yaml`."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from data.locality import distance_km
from indexer.engines.terms import narrower
from indexer.engines.weeks import week_of
from indexer.model import Provider
from indexer.search import Hit, Place

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
DAY_MINUTES = 24 * 60
FIELDS = {
    "service": "services",
    "condition": "conditions",
    "credential": "credentials",
    "feature": "features",
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A provider as a hit, or as one of the set that might be a hit."""

    provider: Provider
    location: int | None
    place: Place | None
    is_subject: bool = False

    @classmethod
    def of(cls, found: Hit, place: Place | None, subject: str | None) -> "Candidate":
        return cls(found.provider, found.location, place, found.provider.id == subject)


def has_all(hit: Candidate, wanted: Mapping[str, Any]) -> bool:
    """Whether a hit has every property."""
    times = {key: wanted[key] for key in ("open_on", "open_from", "open_to") if key in wanted}
    others = (PROPERTIES[key](hit, value) for key, value in wanted.items() if key not in times and key != "n")
    return all(others) and (not times or _is_open(hit, times))


def _stated(hit: Candidate, kind: str, status: str = "stated") -> set[str]:
    return {term.id for term in getattr(hit.provider, FIELDS[kind]) if term.status == status}


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _states(kind: str, term_id: str, hit: Candidate) -> bool:
    return bool(_stated(hit, kind) & set(narrower(FIELDS[kind], term_id)))


def _state(kind: str) -> Callable[[Candidate, Any], bool]:
    return lambda hit, value: all(_states(kind, one, hit) for one in _listed(value))


def _any(kind: str) -> Callable[[Candidate, Any], bool]:
    return lambda hit, value: any(_states(kind, one, hit) for one in _listed(value))


def _lack(kind: str) -> Callable[[Candidate, Any], bool]:
    return lambda hit, value: not _states(kind, value, hit)


def _deny(kind: str) -> Callable[[Candidate, Any], bool]:
    return lambda hit, value: value in _stated(hit, kind, "stated_not")


def _distance(hit: Candidate) -> float:
    places = hit.provider.locations if hit.location is None else hit.provider.locations[hit.location :]
    place = next(iter(places), None)
    if place is None or place.lat is None or place.lon is None or hit.place is None:
        return float("inf")
    return distance_km(hit.place.lat, hit.place.lon, place.lat, place.lon)


def _location(field: str) -> Callable[[Candidate, Any], bool]:
    return lambda hit, value: any(
        getattr(one, field) == value for one in hit.provider.locations[hit.location or 0 :][:1]
    )


def _hour_price(hit: Candidate) -> float | None:
    amounts = [
        one.amount for one in hit.provider.prices if one.minutes == 60 and one.audience in {None, "standard"}
    ]
    return min(amounts, default=None)


def _over(hit: Candidate, most: float) -> bool:
    price = _hour_price(hit)
    return price is not None and price > most


def _at_most(hit: Candidate, most: float) -> bool:
    price = _hour_price(hit)
    return price is not None and price <= most


def _minute(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def _overlaps(hit: Candidate, starts: Iterable[tuple[int, int]]) -> bool:
    week = week_of(hit.provider.hours.osm)
    return any(opens < end and start < closes for opens, closes in week or () for start, end in starts)


def _is_open(hit: Candidate, asked: Mapping[str, str]) -> bool:
    days = [DAYS.index(asked["open_on"])] if "open_on" in asked else range(len(DAYS))
    start, end = _minute(asked.get("open_from", "00:00")), _minute(asked.get("open_to", "23:59"))
    return _overlaps(
        hit, [(day * DAY_MINUTES + start, day * DAY_MINUTES + max(end, start + 1)) for day in days]
    )


def _is_shut(hit: Candidate, start: int, end: int) -> bool:
    return week_of(hit.provider.hours.osm) is not None and not _overlaps(hit, [(start, end)])


def _shut_on(hit: Candidate, day: str) -> bool:
    first = DAYS.index(day) * DAY_MINUTES
    return _is_shut(hit, first, first + DAY_MINUTES)


def _shut_at(hit: Candidate, moment: str) -> bool:
    day, clock = moment.split()
    at = DAYS.index(day) * DAY_MINUTES + _minute(clock)
    return _is_shut(hit, at, at + 1)


PROPERTIES: Mapping[str, Callable[[Candidate, Any], bool]] = {
    **{f"state_{kind}": _state(kind) for kind in FIELDS},
    **{f"any_{kind}": _any(kind) for kind in FIELDS},
    **{f"lack_{kind}": _lack(kind) for kind in FIELDS},
    **{f"deny_{kind}": _deny(kind) for kind in FIELDS},
    "within_km": lambda hit, most: _distance(hit) <= most,
    "beyond_km": lambda hit, least: _distance(hit) > least,
    **{field: _location(field) for field in ("suburb", "state", "postcode")},
    "is_subject": lambda hit, value: hit.is_subject == value,
    "name_has": lambda hit, words: words.lower() in hit.provider.name.lower(),
    "practitioner_has": lambda hit, words: any(words in one.name for one in hit.provider.practitioners),
    "shut_on": _shut_on,
    "shut_at": _shut_at,
    "max_price_60": _at_most,
    "over_price_60": _over,
}
