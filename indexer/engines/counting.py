"""Facets: how many of those found have each value, and how many are found with that value asked for too."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from indexer.engines.arrays.bits import Bits
from indexer.engines.arrays.folder import Array
from indexer.engines.arrays.index import ArrayIndex
from indexer.engines.fitting import KINDS, Fits, Fitting
from indexer.engines.prices import BANDS, LABELS, band_numbers
from indexer.engines.terms import all_terms, label
from indexer.engines.weeks import DAYS
from indexer.search import FacetCount, Facets

FACETS_MOST = 50
"""Values of one facet that are given."""
DAY_LABELS: Mapping[str, str] = dict(
    zip(DAYS, ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"), strict=True)
)


@dataclass(frozen=True, slots=True)
class _Kinds:
    """How the terms of all kinds are put in order at once."""

    ids: tuple[str, ...]
    labels: tuple[str, ...]
    starts: Array
    """Where each kind begins among all terms."""
    keys: Array
    """By kind, then by id; counts are taken off in between."""


_COUNT_KEY, _KIND_KEY = 1 << 12, 1 << 48
"""Steps of the sort key: more than there are terms, and than any count makes of it."""


@cache
def _kinds() -> _Kinds:
    terms = all_terms()
    kinds = [kind for kind, _ in terms]
    ranks = np.argsort(np.argsort(np.array([one for _, one in terms]), kind="stable"))
    numbers = np.array([KINDS.index(kind) for kind in kinds])
    return _Kinds(
        ids=tuple(one for _, one in terms),
        labels=tuple(label(*term) for term in terms),
        starts=np.array([kinds.index(kind) for kind in KINDS]),
        keys=numbers * _KIND_KEY + ranks,
    )


def facets(fitting: Fitting, fits: Fits) -> Facets:
    """The counts over all that fit; see `retold`."""
    index, filters = fitting.index, fitting.query.filters
    counts = index.bits.counts(fits.rows)
    return Facets(
        **_terms(counts, index.bits),
        suburbs=_suburbs(index, fits, wider(fitting, "suburbs", fits), filters.get("suburbs", ())),
        open_days=_days(counts, index.bits),
        price_bands=_bands(wider(fitting, "price_bands", fits), filters.get("price_bands", ())),
    )


def wider(fitting: Fitting, facet: str, fits: Fits) -> Fits:
    """Those that fit without the chosen values of a facet of which one is enough."""
    query = fitting.query
    if facet not in query.filters:
        return fits
    others = {kind: ids for kind, ids in query.filters.items() if kind != facet}
    return fitting.again(others).fits()


def _terms(counts: Array, bits: Bits) -> dict[str, tuple[FacetCount, ...]]:
    kinds = _kinds()
    own = counts[: len(kinds.ids)]
    order = (kinds.keys - own * _COUNT_KEY).argsort()
    some = np.add.reduceat(own > 0, kinds.starts, dtype=np.int64).tolist()
    count, adding = own[order].tolist(), counts[bits.with_kinds[order]].tolist()
    at = order.tolist()
    found = {}
    for kind, first, size in zip(KINDS, kinds.starts.tolist(), some, strict=True):
        last = first + min(size, FACETS_MOST)
        named = at[first:last]
        found[kind] = tuple(
            map(
                FacetCount,
                [kinds.ids[one] for one in named],
                [kinds.labels[one] for one in named],
                count[first:last],
                adding[first:last],
            )
        )
    return found


def retold(fitting: Fitting, counted: Facets) -> Facets:
    """Mend what adding says of words typed that others only rank beside: as filters they let those narrow."""
    typed = dict(zip(("services", "conditions"), fitting.typed, strict=True))
    mended: dict[str, tuple[FacetCount, ...]] = {}
    for kind, ids in typed.items():
        beside = fitting.query.understood.text or (kind == "services" and typed["conditions"])
        if beside and len(ids) == 1:
            filters = fitting.query.filters
            chosen = {**filters, kind: (*filters.get(kind, ()), ids[0])}
            mended[kind] = tuple(
                replace(one, adding=len(fitting.again(chosen).fits())) if one.id == ids[0] else one
                for one in getattr(counted, kind)
            )
    return counted.model_copy(update=mended) if mended else counted


def _suburbs(index: ArrayIndex, fits: Fits, pool: Fits, chosen: tuple[str, ...]) -> tuple[FacetCount, ...]:
    numbers, own = _spread(fits.suburbs)
    kept = _most(own, FACETS_MOST)
    counted = zip(numbers[kept].tolist(), (-own[kept]).tolist(), strict=True)
    named = sorted([(count, index.suburb(number)) for number, count in counted])[:FACETS_MOST]
    if not chosen:
        return tuple(FacetCount(name, name, -count, -count) for count, name in named)
    wide = zip(*(one.tolist() for one in _spread(pool.suburbs)), strict=True)
    by_name = {index.suburb(number): count for number, count in wide}
    # What only another of the chosen values lets in stays in the list, for it can be added.
    shown = sorted(by_name, key=lambda name: (name not in chosen, -by_name[name], name))[:FACETS_MOST]
    return tuple(_one_of(name, name, by_name, chosen) for name in shown)


def _spread(suburbs: Array) -> tuple[Array, Array]:
    """The different suburbs and how often each occurs."""
    counts = np.bincount(suburbs[suburbs >= 0])
    numbers = counts.nonzero()[0]
    return numbers, counts[numbers]


def _one_of(key: str, name: str, counts: Mapping[str, int], chosen: tuple[str, ...]) -> FacetCount:
    """A value of a facet of which one is enough: with it added, all chosen ones are found."""
    together = sum(counts.get(one, 0) for one in {*chosen, key})
    return FacetCount(key, name, counts.get(key, 0) if key in chosen else 0, together)


def _days(counts: Array, bits: Bits) -> tuple[FacetCount, ...]:
    return tuple(
        FacetCount(day, DAY_LABELS[day], count, count) for day, count in bits.days(counts).items() if count
    )


def _bands(pool: Fits, chosen: tuple[str, ...]) -> tuple[FacetCount, ...]:
    counts = np.bincount(band_numbers(pool.prices), minlength=len(BANDS) + 1).tolist()
    named = [(band, name, count) for band, name, count in zip(BANDS, LABELS, counts, strict=False) if count]
    if not chosen:
        return tuple(FacetCount(band, name, count, count) for band, name, count in named)
    spread = {band: count for band, _, count in named}
    return tuple(_one_of(band, name, spread, chosen) for band, name, _ in named)


def _most(counts: Array, most: int) -> Array:
    """Places of the largest counts, and of all that equal the last of them."""
    if len(counts) <= most:
        return np.arange(len(counts))
    least = np.partition(counts, -most)[-most]
    return np.flatnonzero(counts >= least)
