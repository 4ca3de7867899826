"""From what an index holds to an answer: what fits, in which order and why, and the counts over all of it.

Place first where a place is asked, then therapies, then words. The order is that of `indexer.weights`; equal
scores go by id, so the same question always has the same answer.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Protocol

from data.locality import distance_km
from data.term import Kind, vocabulary
from indexer import weights
from indexer.asking.wishes import features_in, services_with
from indexer.engines.columns import WEEK_MINUTES, Columns, Row
from indexer.engines.protocol import Answer, Document, Found, Query
from indexer.matcher import fold
from indexer.search import FacetCount, Facets, Open, Place, Reason

VOCABULARY_OF: Mapping[str, Kind] = {
    "services": "therapies",
    "conditions": "conditions",
    "credentials": "credentials",
    "features": "features",
}
"""Field of a provider -> the vocabulary of its ids."""
RANKED = {"services": weights.SERVICE, "conditions": weights.CONDITION}
FACETS_MOST = 50
"""Values of one facet that are given."""
DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
LEVEL_WORDS = {"site": "states", "directory": "is listed for", "text": "has words of"}


class TextIndex(Protocol):
    """What ranking asks of the engine's text index."""

    def with_term(self, kind: str, term_ids: Iterable[str]) -> set[str]:
        """Ids of providers that state one of the terms."""

    def with_phrase(self, text: str) -> set[str]:
        """Ids of providers that have the words one after the other, or all of them in the name."""

    def with_any_word(self, text: str) -> set[str]:
        """Ids of providers that have one of the words somewhere."""

    def with_words(self, text: str, within: set[str] | None = None) -> dict[str, float]:
        """Provider id -> text score of the words."""


@dataclass(slots=True)
class _Fit:
    """A provider that fits, with the parts of its score."""

    row: Row
    distance: float | None = None
    location: int | None = None
    parts: list[tuple[str, float, str]] = field(default_factory=list)
    """Part, value and why of each reason; made into `Reason`s for the hits that are shown."""
    score: float = 0.0

    def add(self, part: str, value: float, why: str) -> None:
        if value > 0:
            self.parts.append((part, round(value, 4), why))


def answer(query: Query, columns: Columns, text: TextIndex, get: Callable[[str], Document | None]) -> Answer:
    """Answer `query`; `get` gives the documents of the page of hits."""
    place = query.understood.place
    near = columns.near(place.lat, place.lon, place.radius_km) if place else None
    fitting = _Fitting(query, columns, text, set(near) if near is not None else None)
    fits = [_Fit(columns.rows[key], *(near[key] if near is not None else ())) for key in fitting.ids]
    scored = _Scoring(query, columns, fitting)
    for fit in fits:
        scored.score(fit)
        fit.score = round(math.fsum(value for _, value, _ in fit.parts), 4)
    fits.sort(key=_order(query))
    first = (query.page - 1) * query.per_page
    found = (_found(fit, get(fit.row.id)) for fit in fits[first : first + query.per_page])
    return Answer(
        total=len(fits),
        found=tuple(one for one in found if one),
        facets=_facets(fits),
        unknown_hours=fitting.unknown_hours,
        unknown_price=fitting.unknown_price,
        nearest_outside=_nearest_outside(query, columns, text, place) if place and not fits else None,
    )


class _Fitting:
    """Which providers fit a query, and the text scores met on the way."""

    def __init__(self, query: Query, columns: Columns, text: TextIndex, ids: set[str] | None) -> None:
        self._columns, self._text = columns, text
        self.text_scores: dict[str, float] = {}
        self.loose: dict[tuple[str, str], set[str]] = {}
        """(kind, asked id) -> providers that only have its words."""
        self.unknown_hours = self.unknown_price = 0
        asked = query.understood
        ids = self._filtered(query, ids)
        for term_id in asked.services:
            ids = self._with_evidence("services", term_id, ids)
        conditions_rank_only = bool(asked.services or query.filters.get("services"))
        for term_id in asked.conditions:
            fitting = self._with_evidence("conditions", term_id, ids)
            ids = ids if conditions_rank_only else fitting
        for term_id in asked.credentials:
            ids = _narrow(ids, text.with_term("credentials", narrower("credentials", term_id)))
        for term_id in asked.features:
            named = text.with_term("services", services_with(term_id))
            ids = _narrow(ids, text.with_term("features", narrower("features", term_id)) | named)
        for phrase in asked.phrases:
            ids = _narrow(ids, text.with_phrase(phrase))
        if asked.text:
            self.text_scores = text.with_words(asked.text, ids)
            if not (asked.services or asked.conditions):
                ids = _narrow(ids, set(self.text_scores))
        ids = set(columns.findable) if ids is None else ids & columns.findable
        ids = ids - self._unwanted(query)
        self.ids = self._affordable(query, self._open(asked.open, ids))

    def _filtered(self, query: Query, ids: set[str] | None) -> set[str] | None:
        for kind, wanted in query.filters.items():
            for term_id in wanted:
                ids = _narrow(ids, self._text.with_term(kind, narrower(kind, term_id)))
        return ids

    def _unwanted(self, query: Query) -> set[str]:
        asked = query.understood
        words = self._text.with_any_word(asked.without_text) if asked.without_text else set()
        named = (
            self._text.with_term("services", narrower("services", one)) for one in asked.without_services
        )
        return words.union(*named)

    def _with_evidence(self, kind: str, term_id: str, ids: set[str] | None) -> set[str]:
        """Those who state the term, a kind of it or the feature it names, or have its words unless denied."""
        stated = _narrow(ids, self._text.with_term(kind, narrower(kind, term_id)))
        if kind == "services" and (features := features_in(term_id)):
            stated |= _narrow(ids, self._text.with_term("features", features))
        words = _narrow(ids, self._text.with_phrase(words_of(kind, term_id)))
        rows = self._columns.rows
        loose = {key for key in words if key not in stated and term_id not in rows[key].denied[kind]}
        self.loose[kind, term_id] = loose
        return stated | loose

    def _open(self, when: Open | None, ids: set[str]) -> set[str]:
        if when is None:
            return ids
        rows, wanted = self._columns.rows, _intervals(when)
        known = {key for key in ids if rows[key].week is not None}
        self.unknown_hours = len(ids) - len(known)
        return {key for key in known if _overlaps(rows[key].week or (), wanted)}

    def _affordable(self, query: Query, ids: set[str]) -> set[str]:
        most = query.understood.max_price
        if most is None:
            return ids
        prices = {key: hour_price(self._columns.rows[key], query) for key in ids}
        self.unknown_price = sum(price is None for price in prices.values())
        return {key for key, price in prices.items() if price is not None and price <= most}


def _narrow(ids: set[str] | None, more: set[str]) -> set[str]:
    return more if ids is None else ids & more


class _Scoring:
    """The one formula; see `indexer.weights`."""

    def __init__(self, query: Query, columns: Columns, fitting: _Fitting) -> None:
        self._query, self._columns, self._fitting = query, columns, fitting
        self._newest = max((row.last_seen for row in columns.rows.values()), default="")
        self._name_words = frozenset(query.name_words)

    def score(self, fit: _Fit) -> None:
        for kind in RANKED:
            asked = (*getattr(self._query.understood, kind), *self._query.filters.get(kind, ()))
            for term_id in dict.fromkeys(asked):
                self._term(fit, kind, term_id)
        self._name(fit)
        self._words(fit)
        if fit.distance is not None:
            nearness = weights.DISTANCE * weights.DISTANCE_HALF_KM / (weights.DISTANCE_HALF_KM + fit.distance)
            fit.add("distance", nearness, f"{fit.distance:.1f} km away")
        fit.add("completeness", weights.COMPLETENESS * fit.row.completeness, "how much it says of itself")
        age = _days(fit.row.last_seen, self._newest)
        fresh = weights.FRESHNESS * 0.5 ** (age / weights.FRESHNESS_HALF_DAYS)
        fit.add("freshness", fresh, f"last seen {fit.row.last_seen[:10]}")

    def _term(self, fit: _Fit, kind: str, term_id: str) -> None:
        stated, points = fit.row.terms[kind], RANKED[kind]
        kinds = [one for one in narrower(kind, term_id) if one in stated]
        if kinds:
            best = max(
                kinds, key=lambda one: (points[stated[one]] * _factor(one, term_id), one == term_id, one)
            )
            level, value = stated[best], points[stated[best]] * _factor(best, term_id)
        elif fit.row.id in self._fitting.loose.get((kind, term_id), ()):
            best, level, value = term_id, "text", points["text"]
        else:
            self._feature(fit, kind, term_id)
            return
        fit.add(kind, value, _says(level, kind, best))

    def _feature(self, fit: _Fit, kind: str, term_id: str) -> None:
        """The feature that a therapy's name states, stated without the therapy's name."""
        stated = fit.row.terms["features"]
        named = (one for one in features_in(term_id) if one in stated) if kind == "services" else iter(())
        if feature := next(named, None):
            value = weights.SERVICE[stated[feature]] * weights.NARROWER
            fit.add(kind, value, _says(stated[feature], "features", feature))

    def _name(self, fit: _Fit) -> None:
        words = self._columns.words[fit.row.id]
        if words and words <= self._name_words:
            fit.add("name", weights.NAME, "its name holds the words asked for")

    def _words(self, fit: _Fit) -> None:
        found = self._fitting.text_scores.get(fit.row.id)
        if found:
            value = weights.TEXT * found / (found + weights.TEXT_HALF)
            fit.add("text", value, f"its pages have “{self._query.understood.text}”")


def _says(level: str, kind: str, term_id: str) -> str:
    where = " on its own site" if level == "site" else ""
    return f"{LEVEL_WORDS[level]} {label(kind, term_id).lower()}{where}"


def _factor(found: str, asked: str) -> float:
    return 1.0 if found == asked else weights.NARROWER


def _days(earlier: str, later: str) -> float:
    return max(0.0, (datetime.fromisoformat(later) - datetime.fromisoformat(earlier)).total_seconds() / 86400)


def _order(query: Query) -> Callable[[_Fit], tuple[object, ...]]:
    """Sort keys; what is unknown comes last, equals go by score and then by id."""
    if query.sort == "distance":
        return lambda fit: (math.inf if fit.distance is None else fit.distance, -fit.score, fit.row.id)
    if query.sort == "price":
        return lambda fit: (_or_infinity(hour_price(fit.row, query)), -fit.score, fit.row.id)
    if query.sort == "name":
        return lambda fit: (fold(fit.row.name), fit.row.id)
    return lambda fit: (-fit.score, fit.row.id)


def _or_infinity(price: float | None) -> float:
    return math.inf if price is None else price


def hour_price(row: Row, query: Query) -> float | None:
    """The least for 60 minutes: of a therapy asked for where prices name it, else of any."""
    asked = {*query.understood.services, *query.filters.get("services", ())}
    wanted = {one for term_id in asked for one in narrower("services", term_id)}
    own = [amount for service, amount in row.hour_prices if service in wanted]
    return min(own or [amount for _, amount in row.hour_prices], default=None)


def _found(fit: _Fit, document: Document | None) -> Found | None:
    if document is None:
        return None
    distance = None if fit.distance is None else round(fit.distance, 2)
    reasons = tuple(Reason(part=part, value=value, why=why) for part, value, why in fit.parts)
    return Found(document.provider, fit.location, distance, fit.score, reasons, document.text)


def _facets(fits: Sequence[_Fit]) -> Facets:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for fit in fits:
        for kind in ("services", "credentials", "features"):
            counts[kind].update(fit.row.terms[kind].keys())
        if suburb := _suburb_of(fit):
            counts["suburbs"][suburb] += 1
    return Facets(**{kind: _facet(kind, counts[kind]) for kind in Facets.model_fields})


def _suburb_of(fit: _Fit) -> str | None:
    suburbs = fit.row.suburbs
    return suburbs[fit.location or 0] if suburbs else None


def _facet(kind: str, counts: Counter[str]) -> tuple[FacetCount, ...]:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:FACETS_MOST]
    return tuple(FacetCount(id=one, label=label(kind, one), count=count) for one, count in ordered)


def _nearest_outside(
    query: Query, columns: Columns, text: TextIndex, place: Place
) -> tuple[str, float] | None:
    """Suburb and distance of the nearest that fits anywhere."""
    found = [
        (distance_km(place.lat, place.lon, lat, lon), row.suburbs[at] if at is not None else None)
        for row in (columns.rows[key] for key in _Fitting(query, columns, text, None).ids)
        for lat, lon, at in row.points
    ]
    distance, suburb = min(found, key=lambda item: (item[0], item[1] or ""), default=(None, None))
    return (suburb or "", round(distance, 1)) if distance is not None else None


def _intervals(when: Open) -> list[tuple[int, int]]:
    """The minutes of the week that are asked for: bounds on the day, or on every day."""
    start, end = _clock(when.from_, 0), _clock(when.to, 24 * 60)
    days = [DAYS.index(when.day)] if when.day in DAYS else range(len(DAYS))
    return [(day * 24 * 60 + start, day * 24 * 60 + max(end, start + 1)) for day in days]


def _clock(time: str | None, otherwise: int) -> int:
    if time is None:
        return otherwise
    hours, _, minutes = time.partition(":")
    return int(hours) * 60 + int(minutes or 0)


def _overlaps(week: Sequence[tuple[int, int]], wanted: Sequence[tuple[int, int]]) -> bool:
    """Whether it is open at some time asked for; Sunday's small hours belong to Monday as well."""
    return any(
        opens + shift < end and start < closes + shift
        for opens, closes in week
        for start, end in wanted
        for shift in (0, -WEEK_MINUTES)
    )


@cache
def label(kind: str, term_id: str) -> str:
    """The label of an id; of a suburb, itself."""
    term = vocabulary(VOCABULARY_OF[kind]).get(term_id) if kind in VOCABULARY_OF else None
    return term.label if term else term_id


@cache
def narrower(kind: str, term_id: str) -> tuple[str, ...]:
    """The id itself, then every kind of it."""
    terms = vocabulary(VOCABULARY_OF[kind])
    return (term_id, *(term.id for term in terms if term_id in terms.ancestors(term.id)))


def words_of(kind: str, term_id: str) -> str:
    """A term's plain words: its label without what stands in brackets."""
    return label(kind, term_id).partition("(")[0]
