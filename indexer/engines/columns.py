"""The facts of every provider that queries filter, sort and count by, small enough to hold in memory.

One row a provider, kept as one JSON file beside the text index of the same generation.
"""

import json
import math
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

import opening_hours

from data.locality import Gazetteer, distance_km, gazetteer
from indexer.building.opening import only_comment
from indexer.matcher import fold
from indexer.model import Credential, Location, Provider, StatedTerm

FILE = "columns.json"
OWN_SITE = "sites"
WEEK_MINUTES = 7 * 24 * 60
_MONDAY = datetime(2026, 11, 16)  # noqa: DTZ001 - a week without public holidays, in local time
_KM_PER_DEGREE = 111.0
"""Of latitude, a little less than anywhere, so that the box never cuts the circle."""

NO_LOCATION = -1
"""Stands for the index of a location in a point of a service area, where points are sorted."""
HOUR_PRICE_MINUTES = 60


@dataclass(frozen=True, slots=True)
class Row:
    """What is kept of one provider."""

    id: str
    name: str
    terms: Mapping[str, Mapping[str, str]]
    """Kind (`services`...) -> stated id -> its best evidence, `site` or `directory`."""
    denied: Mapping[str, Sequence[str]]
    """Kind -> ids stated not to be offered."""
    points: Sequence[tuple[float, float, int | None]]
    """Latitude, longitude and index of the location; no index for the middle of a service area."""
    suburbs: Sequence[str | None]
    """Label of each location's suburb."""
    week: Sequence[tuple[int, int]] | None
    """Open intervals, minutes from Monday 00:00; `None` when no hours are stated."""
    hour_prices: Sequence[tuple[str | None, float]]
    """Therapy id and amount of each standard price for 60 minutes."""
    completeness: float
    """0 to 1."""
    last_seen: str
    gone: bool = False
    """Closed for good: kept for exports and its own page, never found."""


def row_of(provider: Provider) -> Row:
    """The row of a provider."""
    kinds: Mapping[str, Iterable[StatedTerm | Credential]] = {
        "services": provider.services,
        "conditions": provider.conditions,
        "credentials": provider.credentials,
        "features": provider.features,
    }
    return Row(
        id=provider.id,
        name=provider.name,
        terms={kind: dict(_levels(terms)) for kind, terms in kinds.items()},
        denied={
            kind: [one.id for one in terms if one.status == "stated_not"] for kind, terms in kinds.items()
        },
        points=[*_points(provider.locations), *_area_points(provider, gazetteer())],
        suburbs=[_suburb(place) for place in provider.locations],
        week=week_of(provider.hours.osm),
        hour_prices=[
            (price.service, price.amount)
            for price in provider.prices
            if price.minutes == HOUR_PRICE_MINUTES and price.audience in {None, "standard"}
        ],
        completeness=_completeness(provider),
        last_seen=provider.last_seen,
        gone=provider.status == "gone",
    )


def _levels(terms: Iterable[StatedTerm | Credential]) -> Iterator[tuple[str, str]]:
    best: dict[str, str] = {}
    for term in terms:
        if term.status == "stated":
            own = any(one.source == OWN_SITE for one in term.evidence)
            best[term.id] = "site" if own or best.get(term.id) == "site" else "directory"
    return iter(best.items())


def _points(locations: Sequence[Location]) -> Iterator[tuple[float, float, int | None]]:
    for index, place in enumerate(locations):
        if place.lat is not None and place.lon is not None:
            yield place.lat, place.lon, index


def _area_points(provider: Provider, places: Gazetteer) -> Iterator[tuple[float, float, int | None]]:
    """The middles of the suburbs it travels to, those of one name taken in the state most of them lie in."""
    areas = [places.resolve(area) for area in provider.service_areas]
    known = [place.state for place in provider.locations if place.state]
    states = known or [place.state for found in areas for place in {one.state: one for one in found}.values()]
    home = max(sorted(set(states)), key=states.count, default=None)
    for found in areas:
        if place := next((one for one in found if one.state == home), None):
            yield place.lat, place.lon, None


def _suburb(place: Location) -> str | None:
    return " ".join(part for part in (place.suburb, place.state) if part) if place.suburb else None


def week_of(osm: str | None) -> list[tuple[int, int]] | None:
    """The open intervals of an ordinary week, minutes from Monday 00:00; `None` when not known."""
    if osm is None or only_comment(osm) is not None or not opening_hours.validate(osm):
        return None
    week = list(opening_hours.OpeningHours(osm).intervals(_MONDAY, _MONDAY + timedelta(days=7)))
    states = {state for _, _, state, _ in week}
    if opening_hours.State.UNKNOWN in states and opening_hours.State.OPEN not in states:
        return None
    return [
        (_minutes(opens), _minutes(closes))
        for opens, closes, state, _ in week
        if state == opening_hours.State.OPEN
    ]


def _minutes(moment: datetime) -> int:
    return round((moment.replace(tzinfo=None) - _MONDAY).total_seconds() / 60)


def _completeness(provider: Provider) -> float:
    known = (
        provider.phones,
        provider.website,
        any(place.street for place in provider.locations) or provider.service_areas,
        provider.hours.osm,
        provider.prices,
        provider.practitioners,
        provider.credentials,
    )
    return round(sum(bool(value) for value in known) / len(known), 3)


class Columns:
    """All rows, with their points sorted by latitude so that a place is looked up first."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows: Mapping[str, Row] = {row.id: row for row in sorted(rows, key=lambda row: row.id)}
        points = sorted(
            (lat, lon, row.id, at) for row in self.rows.values() for lat, lon, at in _typed(row.points)
        )
        self.findable: frozenset[str] = frozenset(key for key, row in self.rows.items() if not row.gone)
        """Ids of those who can be searched for."""
        self.suburbs: frozenset[str] = frozenset(
            suburb for key in self.findable for suburb in self.rows[key].suburbs if suburb
        )
        """Labels of the suburbs where somebody can be found."""
        self._latitudes = array("d", (point[0] for point in points))
        self._points = points
        self.words: Mapping[str, frozenset[str]] = {
            row.id: frozenset(fold(row.name).split()) for row in self.rows.values()
        }

    def near(self, lat: float, lon: float, radius_km: float) -> dict[str, tuple[float, int | None]]:
        """Provider id -> (distance in km, index of its nearest location) of all within the radius."""
        reach = radius_km / _KM_PER_DEGREE
        first, last = bisect_left(self._latitudes, lat - reach), bisect_right(self._latitudes, lat + reach)
        width = reach / max(0.01, math.cos(math.radians(min(89.0, abs(lat) + reach))))
        found: dict[str, tuple[float, int | None]] = {}
        for point_lat, point_lon, provider_id, at in self._points[first:last]:
            if abs((point_lon - lon + 180) % 360 - 180) > width:
                continue
            distance = distance_km(lat, lon, point_lat, point_lon)
            if distance <= radius_km and distance < found.get(provider_id, (math.inf, None))[0]:
                found[provider_id] = (distance, None if at == NO_LOCATION else at)
        return found

    def save(self, folder: Path) -> None:
        """Write the rows into a generation's folder."""
        with (folder / FILE).open("w", encoding="utf-8") as file:
            json.dump([asdict(row) for row in self.rows.values()], file, separators=(",", ":"))

    @classmethod
    def load(cls, folder: Path) -> "Columns":
        """Read what `save` wrote. Raises `OSError`, `ValueError` or `TypeError` for a damaged file."""
        with (folder / FILE).open(encoding="utf-8") as file:
            return cls(Row(**row) for row in json.load(file))


def _typed(points: Sequence[tuple[float, float, int | None]]) -> Iterator[tuple[float, float, int]]:
    """Points that sort."""
    return ((lat, lon, NO_LOCATION if at is None else at) for lat, lon, at in points)
