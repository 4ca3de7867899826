"""From scored pairs to clusters: best pairs first, and never against what keeps two records apart.

Plain linking chains: A is like B, B is like C, and two strangers end as one. Here a pair is joined only when
nothing between the two groups forbids it and the groups agree on the whole. What people decided comes first.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

Pair = tuple[str, str]
"""Two keys, the smaller first."""


class Edge(NamedTuple):
    """A scored pair."""

    score: float
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Judged:
    """What people decided about pairs; of two groups that hold a pair, a `different` one outweighs."""

    same: frozenset[Pair] = frozenset()
    different: frozenset[Pair] = frozenset()

    def of(self, keys: Iterable[str]) -> "Judged":
        """The decisions on these keys alone."""
        known = set(keys)
        return Judged(*(_within(pairs, known) for pairs in (self.same, self.different)))


NOTHING_JUDGED = Judged()


def pair(one: str, other: str) -> Pair:
    """Two keys in order."""
    return (one, other) if one < other else (other, one)


@dataclass(frozen=True, slots=True)
class Between:
    """What may be asked about two records that are about to share a cluster."""

    barred: Callable[[str, str], bool]
    score: Callable[[str, str], float]
    least_mean: float
    """Least mean score of all pairs across two groups."""


def cluster(keys: Sequence[str], edges: Iterable[Edge], judged: Judged, between: Between) -> list[list[str]]:
    """Part `keys` into clusters. The answer does not depend on the order of keys or edges."""
    groups = {key: [key] for key in keys}
    for one, other in sorted(judged.same):
        if not _are_apart(groups[one], groups[other], judged):
            _join(groups, one, other)
    for edge in sorted(edges, key=lambda edge: (-edge.score, edge.first, edge.second)):
        ours, theirs = groups[edge.first], groups[edge.second]
        if ours is not theirs and _may_join(ours, theirs, judged, between):
            _join(groups, edge.first, edge.second)
    return [list(group) for group in {id(group): group for group in groups.values()}.values()]


def _may_join(ours: Sequence[str], theirs: Sequence[str], judged: Judged, between: Between) -> bool:
    if judged.different and _are_apart(ours, theirs, judged):
        return False
    if any(between.barred(one, other) for one in ours for other in theirs):
        return False
    if len(ours) == len(theirs) == 1:
        return True
    total = sum(between.score(one, other) for one in sorted(ours) for other in sorted(theirs))
    return total / (len(ours) * len(theirs)) >= between.least_mean


def _are_apart(ours: Iterable[str], theirs: Iterable[str], judged: Judged) -> bool:
    others = list(theirs)
    return any(pair(one, other) in judged.different for one in ours for other in others)


def _join(groups: dict[str, list[str]], one: str, other: str) -> None:
    keep, lose = groups[one], groups[other]
    if keep is lose:
        return
    if len(keep) < len(lose):
        keep, lose = lose, keep
    keep += lose
    for key in lose:
        groups[key] = keep


def _within(pairs: frozenset[Pair], keys: set[str]) -> frozenset[Pair]:
    return frozenset(one for one in pairs if one[0] in keys and one[1] in keys) if pairs else pairs
