"""Which rows fit a query: place first, then what must be stated, then words, then hours and prices.

The rows that may lie within the radius make a small universe (`indexer.engines.arrays.universe`); everything
else is a mask over it, and what is costly is worked out only for those that are left.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from indexer.engines.arrays.evidence import STATED, Level
from indexer.engines.arrays.folder import Array, within
from indexer.engines.arrays.index import ArrayIndex
from indexer.engines.arrays.places import AREA, Extra, Near, chords
from indexer.engines.arrays.times import UNKNOWN
from indexer.engines.arrays.universe import Universe
from indexer.engines.prices import band_of
from indexer.engines.protocol import Query
from indexer.engines.wording import Wording, scored_stems
from indexer.search import Place

KINDS = ("services", "conditions", "credentials", "features")

SEARCH_COST = 16
"""Looking a row up among sorted ones takes this many times as long as setting one."""


@dataclass(slots=True)
class Fits:
    """The rows that fit, in any order, with what was met on the way; arrays are of one length."""

    places: Array
    """Of the rows in the universe."""
    rows: Array
    locations: Array
    suburbs: Array
    chords: Array | None
    """Squared chords to the nearest point; `None` when no place is asked."""
    prices: Array
    """For 60 minutes; NaN when not known."""
    unknown_hours: int = 0
    unknown_price: int = 0

    def __len__(self) -> int:
        return len(self.rows)

    def keep(self, wanted: Array) -> None:
        """Leave only those of a mask."""
        at = wanted.nonzero()[0]
        if len(at) == len(wanted):
            return
        self.places, self.rows = self.places[at], self.rows[at]
        self.locations, self.suburbs = self.locations[at], self.suburbs[at]
        self.prices = self.prices[at]
        if self.chords is not None:
            self.chords = self.chords[at]


@dataclass
class Fitting:
    """One query over one index."""

    query: Query
    index: ArrayIndex
    place: Place | None
    """Of the query, or `None` to look everywhere."""
    _evidence: dict[tuple[str, str], Array] = field(default_factory=dict)

    def again(self, filters: dict[str, tuple[str, ...]]) -> "Fitting":
        """The same query with other filters."""
        return Fitting(replace(self.query, filters=filters), self.index, self.place)

    @cached_property
    def near(self) -> Near | None:
        """The runs of rows round the place."""
        place = self.place
        return self.index.places.near(place.lat, place.lon, place.radius_km) if place else None

    @cached_property
    def universe(self) -> Universe:
        """The rows to look at."""
        if self.near:
            return Universe(self.near.runs, self.near.extra.row)
        rare = self.wording_rows
        return Universe([(0, len(self.index.rows))]) if rare is None else Universe([], rare)

    @cached_property
    def wording_rows(self) -> Array | None:
        """Where no place bounds the search, the rows of the rarest word, if all words are needed."""
        if not self.words_narrow:
            return None
        stems = scored_stems(self.query.understood.text, self.index.postings)
        return self.index.rows_with_all(stems)

    @cached_property
    def wording(self) -> Wording:
        """The words of the query over the universe."""
        return Wording(self.query.understood.text, self.index.postings, self.universe, self._has_near)

    @property
    def typed(self) -> tuple[Sequence[str], Sequence[str]]:
        """The therapies and conditions that were asked for in words: filters only narrow."""
        understood, filters = self.query.understood, self.query.filters
        services = [one for one in understood.services if one not in filters.get("services", ())]
        conditions = [one for one in understood.conditions if one not in filters.get("conditions", ())]
        return services, conditions

    @property
    def words_narrow(self) -> bool:
        """Whether who fits must have the words: beside a therapy or a complaint they only rank."""
        return bool(self.query.understood.text) and not any(self.typed)

    def evidence(self, kind: str, term_id: str) -> Array:
        """The evidence of a term over the universe."""
        found = self._evidence.get((kind, term_id))
        if found is None:
            whole = self.index.evidence.of(kind, term_id)
            found = np.zeros(self.universe.size, np.uint8) if whole is None else self.universe.column(whole)
            self._evidence[kind, term_id] = found
        return found

    def fits(self) -> Fits:
        """The rows that fit."""
        fits = self._placed(self._mask().nonzero()[0])
        self._in_suburbs(fits)
        self._phrased(fits)
        self._wanted(fits)
        self._open(fits)
        self._affordable(fits)
        return fits

    @cached_property
    def _findable(self) -> Array:
        findable: Array = self.universe.column(self.index.rows.hidden) == 0
        return findable

    def _mask(self) -> Array:
        """Everything but place, hours and price."""
        understood, filters = self.query.understood, self.query.filters
        mask = self._findable.copy()
        for kind in KINDS:
            for term_id in filters.get(kind, ()):
                mask &= self.evidence(kind, term_id) >= STATED
        services, conditions = self.typed
        for term_id in services:
            mask &= self.evidence("services", term_id) >= Level.WORDS
        for term_id in conditions if not services else ():
            mask &= self.evidence("conditions", term_id) >= Level.WORDS
        for kind in ("credentials", "features"):
            for term_id in getattr(understood, kind):
                mask &= self.evidence(kind, term_id) >= Level.NAMED_LISTED
        for term_id in understood.without_services:
            mask &= self.evidence("services", term_id) < STATED
        if self.words_narrow:
            mask &= self.wording.scores > 0
        return mask

    def _placed(self, places: Array) -> Fits:
        """Those at some places of the universe that lie within the radius, with where they are nearest."""
        known, near = self.index.places, self.near
        rows = self.universe.row(places)
        if near is None:
            location = np.full(len(rows), AREA, np.int16)
            return Fits(places, rows, location, known.home_suburb[rows], None, self._prices(rows))
        found = chords(known.xyz[rows], near.centre)
        within_it = found <= near.chord_most
        if not len(near.extra.row):
            at = within_it.nonzero()[0]
            places, rows, found = places[at], rows[at], found[at]
            return Fits(places, rows, known.location[rows], known.suburb[rows], found, self._prices(rows))
        found[np.isnan(found)] = np.inf
        fits = Fits(places, rows, known.location[rows], known.suburb[rows], found, self._prices(rows))
        self._nearer(fits, found, near.extra)
        fits.keep(found <= near.chord_most)
        return fits

    def _nearer(self, fits: Fits, found: Array, extra: Extra) -> None:
        """Take the nearest of a row's points where it has several."""
        if not len(fits):
            return
        order = fits.rows.argsort(kind="stable")
        at = order[np.minimum(fits.rows.searchsorted(extra.row, sorter=order), len(order) - 1)]
        better = ((fits.rows[at] == extra.row) & (extra.chord < found[at])).nonzero()[0]
        at = at[better]
        found[at] = extra.chord[better]
        fits.locations[at] = extra.location[better]
        fits.suburbs[at] = extra.suburb[better]

    def _has_near(self, places: Array) -> bool:
        """Whether any of some places of the universe can be found and lies within the radius."""
        places = places[self._findable[places]]
        near = self.near
        if near is None or not len(places):
            return bool(len(places))
        rows = self.universe.row(places)
        first = chords(self.index.places.xyz[rows], near.centre) <= near.chord_most
        return bool(first.any() or np.isin(rows, near.extra.row).any())

    def _prices(self, rows: Array) -> Array:
        """For 60 minutes: the least of a therapy asked for where prices name it, else of any."""
        times = self.index.times
        prices: Array = times.hour_price[rows]
        own: Array | None = None
        for service in {*self.query.understood.services, *self.query.filters.get("services", ())}:
            posted, amounts = times.prices_of(service)
            if len(posted):
                named = _spread(posted, amounts, rows, len(self.index.rows))
                own = named if own is None else np.fmin(own, named)
        return prices if own is None else np.where(np.isnan(own), prices, own)

    def _in_suburbs(self, fits: Fits) -> None:
        if wanted := self.query.filters.get("suburbs"):
            fits.keep(np.isin(fits.suburbs, self.index.suburb_numbers(wanted)))

    def _phrased(self, fits: Fits) -> None:
        for phrase in self.query.understood.phrases:
            found = self.index.rows_with_phrase(phrase, np.sort(fits.rows))
            fits.keep(within(fits.rows, found))

    def _wanted(self, fits: Fits) -> None:
        """Leave out who has an unwanted word."""
        if text := self.query.understood.without_text:
            fits.keep(~within(fits.rows, self.index.rows_with_any(text)))

    def _open(self, fits: Fits) -> None:
        index, when = self.index, self.query.understood.open
        days = self.query.filters.get("open_days", ())
        if when is None and not days:
            return
        week = index.times.week[fits.rows]
        known = week != UNKNOWN
        fits.unknown_hours = int((~known).sum())
        if when is not None:
            known &= np.append(index.times.open(when), False)[week]
        for day in days:
            known &= index.bits.open_on(fits.rows, day)
        fits.keep(known)

    def _affordable(self, fits: Fits) -> None:
        most, bands = self.query.understood.max_price, self.query.filters.get("price_bands", ())
        if most is None and not bands:
            return
        known = ~np.isnan(fits.prices)
        fits.unknown_price = int((~known).sum())
        if most is not None:
            known &= fits.prices <= most
        if bands:
            known &= np.isin(band_of(fits.prices), bands)
        fits.keep(known)


def _spread(posted: Array, amounts: Array, rows: Array, size: int) -> Array:
    """The amount of each of some rows, NaN where none is posted; `posted` is sorted, `size` all rows."""
    if len(rows) * SEARCH_COST > size:
        every = np.full(size, np.nan)
        every[posted] = amounts
        return every[rows]
    at = np.minimum(posted.searchsorted(rows), len(posted) - 1)
    return np.where(posted[at] == rows, amounts[at], np.nan)
