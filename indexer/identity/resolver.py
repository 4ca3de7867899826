"""Which records are of one: blocks, scores and clusters, kept so that a few changes cost little.

The clusters after any number of updates are those that one pass over the same records gives: a record's pairs
depend on the two records and on how shared their keys are, and clusters never reach beyond connected records.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Generic, TypeVar

from indexer.identity.clustering import NOTHING_JUDGED, Between, Edge, Judged, Pair, cluster
from indexer.identity.comparison import Decision, Scheme, barred, decide, score

R = TypeVar("R")

LEAST_MEAN = -8.0
"""Least mean score of all pairs across two groups that join. Low, since a practice that was taken over, with
a new name, phone and site, hangs together by one strong link; what must not join is barred anyway."""


class Resolver(Generic[R]):
    """Records of one sort, and which of them are of one."""

    def __init__(self, scheme: Scheme[R]) -> None:
        self._scheme = scheme
        self._records: dict[str, R] = {}
        self._keys: dict[str, tuple[str, ...]] = {}
        self._blocks: dict[str, list[str]] = {}
        self._crowds: dict[str, int] = {}
        self._edges: dict[str, dict[str, float]] = defaultdict(dict)
        self._judged = NOTHING_JUDGED
        self._component: dict[str, tuple[str, ...]] = {}
        self._cluster: dict[str, tuple[str, ...]] = {}
        self._between = Between(self._is_barred, self._score, LEAST_MEAN)

    def update(
        self, changed: Iterable[R] = (), gone: Iterable[str] = (), judged: Judged | None = None
    ) -> frozenset[str]:
        """Take in new and changed records, drop those gone, heed what people decided.

        Returns the keys whose clusters were worked out again.
        """
        arriving = {self._scheme.key(record): record for record in changed}
        leaving = {key for key in gone if key in self._records and key not in arriving}
        touched = self._rejudged(judged)
        blocks = self._take_out(leaving | (arriving.keys() & self._records.keys()))
        blocks |= self._put_in(arriving)
        dirty = (self._dirtied_by(blocks) | arriving.keys()) & self._records.keys()
        old = {mate for key in (*dirty, *leaving, *touched) for mate in self._component.get(key, ())}
        self._drop_edges(dirty | leaving)
        self._score_pairs(dirty)
        for key in leaving:
            self._component.pop(key, None)
            self._cluster.pop(key, None)
        return self._recluster((old | dirty | touched) & self._records.keys())

    def clusters(self) -> Iterator[tuple[R, ...]]:
        """Every cluster once, its records by key."""
        for key in self._records:
            members = self._cluster[key]
            if members[0] == key:
                yield tuple(self._records[one] for one in members)

    def cluster_of(self, key: str) -> tuple[str, ...]:
        """The keys of the cluster a record is in, sorted."""
        return self._cluster[key]

    def unsure(self) -> Iterator[Edge]:
        """Pairs of different clusters that a person should look at, the likeliest first."""
        edges = (
            Edge(points, one, other)
            for one, others in self._edges.items()
            for other, points in others.items()
            if one < other
        )
        open_ = (edge for edge in edges if self._cluster[edge.first] is not self._cluster[edge.second])
        asked = self._judged.same | self._judged.different
        return iter(
            sorted(
                (edge for edge in open_ if (edge.first, edge.second) not in asked),
                key=lambda edge: (-edge.score, edge.first, edge.second),
            )
        )

    def decide(self, one: str, other: str) -> Decision:
        """What the rules say about two records, and why."""
        return decide(self._scheme, self._records[one], self._records[other], self.crowd)

    def __contains__(self, key: str) -> bool:
        return key in self._records

    def _rejudged(self, judged: Judged | None) -> set[str]:
        """The keys that other decisions hold for now than before."""
        if judged is None:
            return set()
        before, self._judged = self._judged, judged
        pairs: frozenset[Pair] = (before.same ^ judged.same) | (before.different ^ judged.different)
        return {key for both in pairs for key in both}

    def _take_out(self, keys: Iterable[str]) -> set[str]:
        blocks: set[str] = set()
        for key in keys:
            for block in self._keys.pop(key):
                self._blocks[block].remove(key)
                blocks.add(block)
            del self._records[key]
        return blocks

    def _put_in(self, arriving: Mapping[str, R]) -> set[str]:
        blocks: set[str] = set()
        for key, record in arriving.items():
            self._records[key] = record
            self._keys[key] = tuple(self._scheme.blocks(record))
            for block in self._keys[key]:
                self._blocks.setdefault(block, []).append(key)
            blocks.update(self._keys[key])
        return blocks

    def _dirtied_by(self, blocks: Iterable[str]) -> set[str]:
        """Records whose pairs changed because a block's crowd did, or because it grew too large or small."""
        dirty: set[str] = set()
        most = self._scheme.block_most
        for block in blocks:
            members = self._blocks[block]
            now = self._scheme.crowd(block, map(self._records.__getitem__, members))
            crowd = now * 2 + (len(members) > most)
            if not members:
                del self._blocks[block]
                self._crowds.pop(block, None)
            elif self._crowds.get(block, 0) != crowd:
                self._crowds[block] = crowd
                dirty.update(members)
        return dirty

    def crowd(self, block: str) -> int:
        """How shared the value behind a block's key is."""
        return self._crowds.get(block, 0) // 2

    def _drop_edges(self, keys: Iterable[str]) -> None:
        for key in keys:
            for other in self._edges.pop(key, ()):
                self._edges[other].pop(key, None)

    def _score_pairs(self, dirty: set[str]) -> None:
        scheme, records, crowd = self._scheme, self._records, self.crowd
        for key in dirty:
            record = records[key]
            for other in self._candidates(key):
                if other == key or (other < key and other in dirty):
                    continue
                points = score(scheme, record, records[other], crowd)
                if points >= scheme.unsure_from and not barred(scheme, record, records[other], crowd):
                    self._edges[key][other] = self._edges[other][key] = points

    def _candidates(self, key: str) -> set[str]:
        found: set[str] = set()
        for block in self._keys[key]:
            members = self._blocks[block]
            if 1 < len(members) <= self._scheme.block_most:
                found.update(members)
        return found

    def _recluster(self, keys: Iterable[str]) -> frozenset[str]:
        done: set[str] = set()
        partners: dict[str, set[str]] = defaultdict(set)
        for one, other in self._judged.same:
            if one in self._records and other in self._records:
                partners[one].add(other)
                partners[other].add(one)
        for key in keys:
            if key not in done:
                component = self._connected(key, partners)
                done.update(component)
                self._part(component)
        return frozenset(done)

    def _connected(self, key: str, partners: Mapping[str, set[str]]) -> tuple[str, ...]:
        found, waiting = {key}, [key]
        while waiting:
            one = waiting.pop()
            near = [other for other, points in self._edges.get(one, {}).items() if self._joins(points)]
            for other in (*near, *partners.get(one, ())):
                if other not in found:
                    found.add(other)
                    waiting.append(other)
        return tuple(sorted(found))

    def _joins(self, points: float) -> bool:
        return points >= self._scheme.same_from

    def _part(self, component: Sequence[str]) -> None:
        edges = [
            Edge(points, one, other)
            for one in component
            for other, points in self._edges.get(one, {}).items()
            if one < other and self._joins(points)
        ]
        whole = tuple(component)
        for members in cluster(component, edges, self._judged.of(component), self._between):
            found = tuple(sorted(members))
            for key in members:
                self._component[key] = whole
                self._cluster[key] = found

    def _is_barred(self, one: str, other: str) -> bool:
        return barred(self._scheme, self._records[one], self._records[other], self.crowd) is not None

    def _score(self, one: str, other: str) -> float:
        known = self._edges.get(one, {}).get(other)
        return (
            known
            if known is not None
            else score(self._scheme, self._records[one], self._records[other], self.crowd)
        )
