"""The one formula (`indexer.weights`) over all rows that fit, and the reasons for those that are shown."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache, lru_cache

import numpy as np

from indexer import weights
from indexer.engines.arrays.evidence import Level
from indexer.engines.arrays.folder import Array, within
from indexer.engines.arrays.index import POINTS, in_points
from indexer.engines.arrays.places import kilometres
from indexer.engines.entry import SITE
from indexer.engines.fitting import Fits, Fitting
from indexer.engines.terms import Term, label, named_by, narrower
from indexer.search import Reason

RANKED = {"services": weights.SERVICE, "conditions": weights.CONDITION}
SAID: Mapping[int, str] = {Level.WORDS: "text", Level.LISTED: "directory", Level.SITE: "site"}
"""Levels that rest on the very term."""
LEVEL_WORDS = {"site": "states", "directory": "is listed for", "text": "has words of"}


def _points_of(worth: dict[str, float]) -> Array:
    """Points by `Level`, in ten-thousandths."""
    site, listed, words, kind = worth["site"], worth["directory"], worth["text"], weights.NARROWER
    return in_points(
        np.array([0, words, listed * kind, site * kind, listed * kind, listed, site * kind, site])
    )


POINTS_OF = {kind: _points_of(worth) for kind, worth in RANKED.items()}


class Scoring:
    """Scores of all rows that fit, whole ten-thousandths."""

    def __init__(self, fitting: Fitting, fits: Fits) -> None:
        self._fitting, self._fits, self.index = fitting, fits, fitting.index
        understood, filters = fitting.query.understood, fitting.query.filters
        self.asked: list[Term] = [
            (kind, term_id)
            for kind in RANKED
            for term_id in dict.fromkeys((*getattr(understood, kind), *filters.get(kind, ())))
        ]
        self._named = self._names()
        self._words = self._wording()
        self.distances = None if fits.chords is None else kilometres(fits.chords)
        self._nearness = None if self.distances is None else in_points(_nearness(self.distances))
        self.scores = self._sum()

    def _names(self) -> Array:
        """Rows wanted by name, sorted."""
        words = self._fitting.query.name_words
        return np.sort(self.index.names.held_by(words)) if words else np.empty(0, np.int32)

    def _wording(self) -> Array | None:
        if not self._fitting.query.understood.text:
            return None
        found = self._fitting.wording.scores[self._fits.places]
        return in_points(weights.TEXT * found / (found + weights.TEXT_HALF))

    def _sum(self) -> Array:
        fits = self._fits
        total: Array = self.index.all_merit[fits.rows].copy()
        for kind, term_id in self.asked:
            total += POINTS_OF[kind].take(self._fitting.evidence(kind, term_id)[fits.places])
        if len(self._named):
            total[within(fits.rows, self._named)] += round(weights.NAME * POINTS)
        for part in (self._words, self._nearness):
            if part is not None:
                total += part
        return total

    def reasons(self, shown: Array) -> list[tuple[Reason, ...]]:
        """Why the rows at some places of the fits have their scores."""
        made: list[list[Reason]] = [[] for _ in range(len(shown))]
        for own in self._parts(shown):
            for reasons, (part, points, why) in zip(made, own, strict=True):
                if points > 0:
                    reasons.append(Reason(part, points / POINTS, why))
        return list(map(tuple, made))

    def _parts(self, shown: Array) -> Iterator[Iterable[tuple[str, int, str]]]:
        """Part, points and why of each row shown, part by part."""
        rows, places = self._fits.rows[shown], self._fits.places[shown]
        numbers = rows.tolist()
        for kind, term_id in self.asked:
            levels = self._fitting.evidence(kind, term_id)[places].tolist()
            worth = POINTS_OF[kind].tolist()
            yield [
                (kind, worth[level], self._says(kind, term_id, level, row))
                for level, row in zip(levels, numbers, strict=True)
            ]
        if len(self._named):
            points = round(weights.NAME * POINTS)
            held = within(rows, self._named).tolist()
            yield [("name", points if one else 0, "its name holds the words asked for") for one in held]
        if self._words is not None:
            why = f"its pages have “{self._fitting.query.understood.text}”"
            yield [("text", points, why) for points in self._words[shown].tolist()]
        if self.distances is not None and self._nearness is not None:
            away = self.distances[shown].tolist()
            near = self._nearness[shown].tolist()
            yield [("distance", points, f"{km:.1f} km away") for km, points in zip(away, near, strict=True)]
        complete, fresh = self.index.merit
        yield [("completeness", points, "how much it says of itself") for points in complete[rows].tolist()]
        seen = self.index.rows.seen[rows].tolist()
        yield [
            ("freshness", points, _last_seen(int(day)))
            for day, points in zip(seen, fresh[rows].tolist(), strict=True)
        ]

    def _says(self, kind: str, term_id: str, level: int, row: int) -> str:
        """What a level rests on: of several kinds of a term the best stated one, then the later id."""
        if level == Level.NONE:
            return ""
        if level in SAID:
            return _states(SAID[level], kind, term_id)
        stated = self.index.evidence.stated(row)
        if level in {Level.NAMED_LISTED, Level.NAMED_SITE}:
            kind, best = next(one for one in named_by(kind, term_id) if one in stated)
        else:
            kinds = (one for one in narrower(kind, term_id) if (kind, one) in stated and one != term_id)
            best = max(kinds, key=lambda one: (stated[kind, one], one))
        return _states("site" if stated[kind, best] == SITE else "directory", kind, best)


def _nearness(distances: Array) -> Array:
    found: Array = weights.DISTANCE * weights.DISTANCE_HALF_KM / (weights.DISTANCE_HALF_KM + distances)
    return found


@cache
def _states(level: str, kind: str, term_id: str) -> str:
    where = " on its own site" if level == "site" else ""
    return f"{LEVEL_WORDS[level]} {label(kind, term_id).lower()}{where}"


@lru_cache(1024)
def _last_seen(day: int) -> str:
    return f"last seen {date(1970, 1, 1) + timedelta(days=day)}"
