"""From a query and the arrays of an index to an answer: what fits, in which order and why, and the counts.

The order is that of `indexer.weights`; equal scores go by id, so the same question has the same answer.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np

from data.locality import EARTH_KM
from indexer.engines.arrays.folder import Array
from indexer.engines.arrays.index import POINTS, ArrayIndex
from indexer.engines.arrays.places import AREA, chords, kilometres
from indexer.engines.arrays.universe import Universe
from indexer.engines.counting import facets, retold
from indexer.engines.fitting import Fits, Fitting
from indexer.engines.protocol import Answer, Document, Found, Query
from indexer.engines.remembering import Remembered, narrowing
from indexer.engines.scoring import Scoring
from indexer.search import Facets, Place

WIDER = 4
"""How much larger each circle is in which the nearest provider is looked for."""
FARTHEST_KM = math.pi * EARTH_KM
SIMILAR_KINDS = ("services", "conditions")
SIMILAR_RADIUS_KM = 25.0
"""How far away a similar provider is still of use: across a city."""
SIMILAR_HALF_KM = 8.0
"""Distance that halves the likeness."""


def answer(
    query: Query,
    index: ArrayIndex,
    remembered: Remembered,
    read: Callable[[Array], Iterable[Callable[[], Document]]],
) -> Answer:
    """Answer `query`; `read` gives what decodes the documents of some rows."""
    place = query.understood.place
    fitting = Fitting(query, index, place)
    fits, counted = _found_by(fitting, remembered)
    scoring = Scoring(fitting, fits)
    first = (query.page - 1) * query.per_page
    shown = _first(_keys(query, index, fits, scoring), first + query.per_page)[first:]
    return Answer(
        total=len(fits),
        found=tuple(_found(shown, fits, scoring, read)),
        facets=retold(fitting, counted),
        unknown_hours=fits.unknown_hours,
        unknown_price=fits.unknown_price,
        nearest_outside=_nearest_outside(query, index, place) if place and not len(fits) else None,
    )


def _found_by(fitting: Fitting, remembered: Remembered) -> tuple[Fits, Facets]:
    """Who fits, and the counts over them."""

    def find() -> tuple[Fits, Facets]:
        fits = fitting.fits()
        return fits, facets(fitting, fits)

    if fitting.place:
        return find()
    return remembered.get(narrowing(fitting.query, fitting.words_narrow), find)


def _keys(query: Query, index: ArrayIndex, fits: Fits, scoring: Scoring) -> list[Array]:
    """What the order goes by, the first key first; what is unknown comes last."""
    best = [-scoring.scores, index.rows.id_rank[fits.rows]]
    if query.sort == "distance" and fits.chords is not None:
        return [fits.chords, *best]
    if query.sort == "price":
        return [np.where(np.isnan(fits.prices), np.inf, fits.prices), *best]
    if query.sort == "name":
        return [index.rows.name_rank[fits.rows]]
    return best


def _first(keys: Sequence[Array], count: int) -> Array:
    """The places of the `count` least by some keys, in order."""
    major = keys[0]
    kept = np.arange(len(major))
    if count < len(major):
        kept = np.flatnonzero(major <= np.partition(major, count - 1)[count - 1])
    order: Array = kept[np.lexsort([key[kept] for key in reversed(keys)])]
    return order[:count]


def _found(
    shown: Array, fits: Fits, scoring: Scoring, read: Callable[[Array], Iterable[Callable[[], Document]]]
) -> Iterator[Found]:
    distances = scoring.distances
    rows = fits.rows[shown]
    kept = zip(
        scoring.index.rows.ids(rows),
        fits.locations[shown].tolist(),
        [None] * len(shown) if distances is None else distances[shown].tolist(),
        scoring.scores[shown].tolist(),
        scoring.reasons(shown),
        read(rows),
        strict=True,
    )
    for key, location, km, score, reasons, reader in kept:
        yield Found(
            key,
            None if location == AREA else location,
            None if km is None else round(km, 2),
            score / POINTS,
            reasons,
            reader,
        )


def _nearest_outside(query: Query, index: ArrayIndex, place: Place) -> tuple[str, float] | None:
    """Suburb and distance of the nearest that fits anywhere, looked for in ever wider circles."""
    radius = place.radius_km
    while radius < FARTHEST_KM:
        radius *= WIDER
        wider = place.model_copy(update={"radius_km": radius})
        fits = Fitting(query, index, wider).fits()
        if len(fits) and fits.chords is not None:
            nearest = np.flatnonzero(fits.chords == fits.chords.min()).tolist()
            labels = sorted(_suburb(index, fits, at) for at in nearest)
            return labels[0], round(float(kilometres(fits.chords.min())), 1)
    return None


def _suburb(index: ArrayIndex, fits: Fits, at: int) -> str:
    suburb = int(fits.suburbs[at])
    return "" if suburb < 0 or fits.locations[at] == AREA else index.suburb(suburb)


def similar(row: int, index: ArrayIndex, limit: int) -> list[int]:
    """Rows near `row` that share the largest part of what either states, the likest first."""
    point = index.places.point(row)
    if point is None:
        return []
    near = index.places.near(*point, SIMILAR_RADIUS_KM)
    rows = Universe(near.runs).rows
    rows = rows[(index.rows.hidden[rows] == 0) & (rows != row)]
    away = kilometres(chords(index.places.xyz[rows], near.centre))
    like = index.evidence.likeness(row, rows, SIMILAR_KINDS) * SIMILAR_HALF_KM / (SIMILAR_HALF_KM + away)
    fitting = (like > 0) & (away <= SIMILAR_RADIUS_KM)
    rows, like = rows[fitting], like[fitting]
    found: list[int] = rows[np.lexsort((index.rows.id_rank[rows], -like))][:limit].tolist()
    return found
