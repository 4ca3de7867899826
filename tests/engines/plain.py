"""An engine by the book: every provider in turn, Whoosh's own matchers and scores, nothing kept and nothing fast.

It says what the real one must answer.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from whoosh import index
from whoosh.query.compound import And, Or
from whoosh.query.positional import Phrase
from whoosh.query.terms import Term

from data.locality import distance_km
from indexer import weights
from indexer.engines.analysis import ANALYZER
from indexer.engines.entry import Entry, entry_of
from indexer.engines.prices import BANDS
from indexer.engines.protocol import Document, Query
from indexer.engines.terms import named_by, narrower, words_of
from indexer.engines.weeks import asked_minutes, overlaps
from indexer.matcher import fold
from indexer.search import Open

WORDS = {"name": weights.NAME_BOOST, "text": 1.0, "suburb": 1.0}
RANKED = {"services": weights.SERVICE, "conditions": weights.CONDITION}
LEVELS = {1: "directory", 2: "site"}
EDGES = (80, 100, 120, 150)


def points(value: float) -> int:
    """Ten-thousandths."""
    return round(value * 10_000)


@dataclass
class Fit:
    """A provider that fits, with the parts of its score in ten-thousandths."""

    entry: Entry
    distance: float | None = None
    location: int | None = None
    parts: list[tuple[str, int]] = field(default_factory=list)

    @property
    def score(self) -> float:
        return sum(value for _, value in self.parts) / 10_000

    @property
    def suburb(self) -> str | None:
        return self.entry.suburbs[self.location or 0] if self.entry.suburbs else None


@dataclass
class Said:
    """An answer in plain values."""

    total: int
    hits: list[tuple[str, float, float | None, int | None, list[tuple[str, int]]]]
    """Id, score, distance, location and parts of every hit of the page."""
    facets: dict[str, Counter[str]]
    unknown_hours: int
    unknown_price: int


class Plain:
    """Over the Whoosh part of an index of `documents`."""

    def __init__(self, folder: Path, documents: Iterable[Document]) -> None:
        self.entries = {one.provider.id: entry_of(one) for one in documents}
        self._index: Any = index.open_dir(str(folder / "text"))
        self._searcher: Any = self._index.searcher()
        reader = self._searcher.reader()
        self._ids = {number: reader.stored_fields(number)["id"] for number in reader.all_doc_ids()}
        self._numbers = {key: number for number, key in self._ids.items()}
        assert set(self._numbers) == set(self.entries)
        self._phrases: dict[str, set[str]] = {}
        self._newest = max((one.last_seen for one in self.entries.values()), default="")

    def close(self) -> None:
        self._searcher.close()
        self._index.close()

    def search(self, query: Query) -> Said:
        self._hours = self._price = 0
        fits = {key: fit for key, fit in self._near(query).items() if not fit.entry.gone}
        text = self._text(query, set(fits))
        fits = self._fitting(query, fits, text)
        for fit in fits.values():
            self._score(query, fit, text)
        ordered = sorted(fits.values(), key=self._order(query))
        first = (query.page - 1) * query.per_page
        return Said(
            total=len(fits),
            hits=[
                (fit.entry.id, fit.score, fit.distance, fit.location, fit.parts)
                for fit in ordered[first : first + query.per_page]
            ],
            facets=self._facets(query, ordered),
            unknown_hours=self._hours,
            unknown_price=self._price,
        )

    def adding(self, query: Query, kind: str, value: str) -> int:
        """How many are found with a value added to the filters."""
        chosen = dict.fromkeys((*query.filters.get(kind, ()), value))
        return self.search(replace(query, filters={**query.filters, kind: tuple(chosen)})).total

    def _near(self, query: Query) -> dict[str, Fit]:
        place = query.understood.place
        if place is None:
            return {key: Fit(entry) for key, entry in self.entries.items()}
        found = {}
        for key, entry in self.entries.items():
            away = [(distance_km(place.lat, place.lon, lat, lon), at) for lat, lon, at in entry.points]
            within = [one for one in away if one[0] <= place.radius_km]
            if within:
                found[key] = Fit(entry, *min(within, key=lambda one: one[0]))
        return found

    def _stems(self, text: str) -> list[str]:
        return [token.text for token in ANALYZER(fold(text), mode="query")]

    def _having(self, asked: Any) -> set[str]:
        return {self._ids[number] for number in self._searcher.docs_for_query(asked)}

    def _with_phrase(self, text: str) -> set[str]:
        if text not in self._phrases:
            self._phrases[text] = self._find_phrase(text)
        return self._phrases[text]

    def _find_phrase(self, text: str) -> set[str]:
        stems = self._stems(text)
        if not stems:
            return set()
        named = self._having(And([Term("name", stem) for stem in stems]))
        row = Phrase("text", stems) if len(stems) > 1 else Term("text", stems[0])
        return named | self._having(row)

    def _text(self, query: Query, near: set[str]) -> dict[str, float]:
        """Scores of all words where anyone near has all, else of any."""
        stems = list(dict.fromkeys(self._stems(query.understood.text)))
        if not stems:
            return {}
        each = [Or([Term(name, stem, boost=boost) for name, boost in WORDS.items()]) for stem in stems]
        for asked in (And(each), Or(each)):
            found = self._searcher.search(asked, limit=None)
            scores = {self._ids[number]: score for number, score in found.items()}
            if near & set(scores) or len(stems) == 1:
                return scores
        return {}

    def _level(self, entry: Entry, kind: str, term_id: str) -> float:
        """The worth of the best evidence, in shares of what is stated on the own site; 0 for none."""
        worth = RANKED.get(kind, weights.SERVICE)
        stated = [
            (one, entry.terms[kind][one]) for one in narrower(kind, term_id) if one in entry.terms[kind]
        ]
        if stated:
            return max(
                worth[LEVELS[level]] * (1 if one == term_id else weights.NARROWER) for one, level in stated
            )
        named = (
            entry.terms[other][one] for other, one in named_by(kind, term_id) if one in entry.terms[other]
        )
        return next((worth[LEVELS[level]] * weights.NARROWER for level in named), 0.0)

    def _loose(self, entry: Entry, kind: str, term_id: str) -> bool:
        has = entry.id in self._with_phrase(words_of(kind, term_id))
        return has and term_id not in entry.denied[kind]

    def _states(self, entry: Entry, kind: str, term_id: str) -> bool:
        return any(one in entry.terms[kind] for one in narrower(kind, term_id))

    def _fitting(self, query: Query, fits: dict[str, Fit], text: dict[str, float]) -> dict[str, Fit]:
        asked, filters = query.understood, query.filters
        for kind in ("services", "conditions", "credentials", "features"):
            for one in filters.get(kind, ()):
                fits = _those(fits, lambda entry, k=kind, o=one: self._states(entry, k, o))
        services = [one for one in asked.services if one not in filters.get("services", ())]
        conditions = [one for one in asked.conditions if one not in filters.get("conditions", ())]
        must = [("services", one) for one in services]
        must += [("conditions", one) for one in conditions if not services]
        for kind, one in must:
            fits = _those(
                fits, lambda entry, k=kind, o=one: self._level(entry, k, o) or self._loose(entry, k, o)
            )
        for kind in ("credentials", "features"):
            for one in getattr(asked, kind):
                fits = _those(fits, lambda entry, k=kind, o=one: self._level(entry, k, o))
        if asked.text and not services and not conditions:
            fits = {key: fit for key, fit in fits.items() if key in text}
        if wanted := filters.get("suburbs"):
            fits = {key: fit for key, fit in fits.items() if fit.suburb in wanted}
        for phrase in asked.phrases:
            having = self._with_phrase(phrase)
            fits = {key: fit for key, fit in fits.items() if key in having}
        for one in asked.without_services:
            fits = _those(fits, lambda entry, o=one: not self._states(entry, "services", o))
        for stem in self._stems(asked.without_text):
            having = self._having(Or([Term(name, stem) for name in WORDS]))
            fits = {key: fit for key, fit in fits.items() if key not in having}
        return self._affordable(query, self._open(query, fits))

    def _open(self, query: Query, fits: dict[str, Fit]) -> dict[str, Fit]:
        asked = [query.understood.open] if query.understood.open else []
        asked += [Open(day=day) for day in query.filters.get("open_days", ())]
        if not asked:
            return fits
        known = _those(fits, lambda entry: entry.week is not None)
        self._hours = len(fits) - len(known)
        for when in asked:
            known = _those(known, lambda entry, w=when: overlaps(entry.week or (), asked_minutes(w)))
        return known

    def _affordable(self, query: Query, fits: dict[str, Fit]) -> dict[str, Fit]:
        most, bands = query.understood.max_price, query.filters.get("price_bands", ())
        if most is None and not bands:
            return fits
        known = _those(fits, lambda entry: hour_price(entry, query) is not None)
        self._price = len(fits) - len(known)
        if most is not None:
            known = _those(known, lambda entry: (hour_price(entry, query) or 0) <= most)
        return _those(known, lambda entry: not bands or band(hour_price(entry, query)) in bands)

    def _score(self, query: Query, fit: Fit, text: dict[str, float]) -> None:
        for kind in RANKED:
            understood = getattr(query.understood, kind)
            for one in dict.fromkeys((*understood, *query.filters.get(kind, ()))):
                value = self._level(fit.entry, kind, one)
                if not value and self._loose(fit.entry, kind, one):
                    value = RANKED[kind]["text"]
                self._add(fit, kind, value)
        words = set(fold(fit.entry.name).split())
        self._add(fit, "name", weights.NAME if words and words <= set(query.name_words) else 0)
        found = text.get(fit.entry.id, 0.0) if query.understood.text else 0.0
        self._add(fit, "text", weights.TEXT * found / (found + weights.TEXT_HALF))
        if fit.distance is not None:
            half = weights.DISTANCE_HALF_KM
            self._add(fit, "distance", weights.DISTANCE * half / (half + fit.distance))
        self._add(fit, "completeness", weights.COMPLETENESS * fit.entry.completeness)
        age = datetime.fromisoformat(self._newest) - datetime.fromisoformat(fit.entry.last_seen)
        days = age.total_seconds() / 86400
        self._add(fit, "freshness", weights.FRESHNESS * 0.5 ** (days / weights.FRESHNESS_HALF_DAYS))

    def _add(self, fit: Fit, part: str, value: float) -> None:
        if points(value) > 0:
            fit.parts.append((part, points(value)))

    def _order(self, query: Query) -> Callable[[Fit], tuple[Any, ...]]:
        if query.sort == "distance" and query.understood.place:
            return lambda fit: (fit.distance, -fit.score, fit.entry.id)
        if query.sort == "price":
            return lambda fit: (hour_price(fit.entry, query) or math.inf, -fit.score, fit.entry.id)
        if query.sort == "name":
            return lambda fit: (fold(fit.entry.name), fit.entry.id)
        return lambda fit: (-fit.score, fit.entry.id)

    def _facets(self, query: Query, fits: list[Fit]) -> dict[str, Counter[str]]:
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for fit in fits:
            for kind in ("services", "conditions", "credentials", "features"):
                counts[kind].update(fit.entry.terms[kind].keys())
            counts["suburbs"].update(filter(None, [fit.suburb]))
            counts["open_days"].update(_days(fit.entry))
            counts["price_bands"].update(filter(None, [band(hour_price(fit.entry, query))]))
        return counts


def _those(fits: dict[str, Fit], wanted: Callable[[Entry], Any]) -> dict[str, Fit]:
    return {key: fit for key, fit in fits.items() if wanted(fit.entry)}


def _days(entry: Entry) -> Iterator[str]:
    for day in ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"):
        if entry.week is not None and overlaps(entry.week, asked_minutes(Open(day=day))):
            yield day


def hour_price(entry: Entry, query: Query) -> float | None:
    """The least for 60 minutes: of a therapy asked for where prices name it, else of any."""
    asked = {*query.understood.services, *query.filters.get("services", ())}
    wanted = {one for term_id in asked for one in narrower("services", term_id)}
    own = [amount for service, amount in entry.hour_prices if service in wanted]
    return min(own or [amount for _, amount in entry.hour_prices], default=None)


def band(price: float | None) -> str | None:
    """The id of a price's band."""
    return None if price is None else BANDS[sum(price >= edge for edge in EDGES)]
