"""Weights learnt without labels: the model of Fellegi and Sunter (1969), fitted by expectation maximisation.

Each field of a pair agrees at some level. `m` is how often a level is met between two records of one, `u`
between records of two; a level's weight is log2(m/u). Levels called `absent` tell nothing and weigh nothing.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from indexer.identity.comparison import Field, Scheme, Weight

ROUNDS = 60
LEAST = 1e-4
"""Least share of a level: what was never met is rare, not impossible."""
FIRST_M = 0.9
"""Share of the best level among pairs of one that fitting starts from."""
ABSENT = "absent"
Levels = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Learnt:
    """Shares of each field's levels, and of pairs of one among all pairs."""

    m: Sequence[Mapping[str, float]]
    u: Sequence[Mapping[str, float]]
    share: float

    def weight(self, field: int, level: str) -> float:
        """Bits."""
        if level == ABSENT:
            return 0.0
        return math.log2(self.m[field].get(level, LEAST) / self.u[field].get(level, LEAST))

    @property
    def even(self) -> float:
        """The score at which a pair is as likely of one as of two."""
        return math.log2((1 - self.share) / self.share)


def pairs(scheme: Scheme[Any], records: Iterable[Any]) -> list[tuple[Any, Any]]:
    """All pairs of records that share a block."""
    blocks: dict[str, list[Any]] = defaultdict(list)
    for record in records:
        for block in scheme.blocks(record):
            blocks[block].append(record)
    found = {}
    for members in blocks.values():
        if len(members) <= scheme.block_most:
            for one, other in combinations(members, 2):
                found[tuple(sorted((scheme.key(one), scheme.key(other))))] = (one, other)
    return list(found.values())


def fit(scheme: Scheme[Any], records: Sequence[Any], crowd: Any = lambda _key: 0) -> Learnt:
    """Learn from the pairs that share a block; best levels stand first in each field's table."""
    levels = [field.level for field in scheme.fields]
    seen = Counter(
        tuple(level(one, other, crowd) for level in levels) for one, other in pairs(scheme, records)
    )
    m = [_start(list(field.weights)) for field in scheme.fields]
    u = [_shares((pattern[n], count) for pattern, count in seen.items()) for n in range(len(levels))]
    learnt = Learnt(m, u, 0.2)
    for _ in range(ROUNDS):
        learnt = _again(learnt, seen)
    return learnt


def learnt_scheme(scheme: Scheme[Any], learnt: Learnt) -> Scheme[Any]:
    """The same comparison with learnt weights."""
    fields = tuple(
        Field(one.name, one.level, {name: Weight(learnt.weight(n, name), "learnt") for name in one.weights})
        for n, one in enumerate(scheme.fields)
    )
    return replace(scheme, fields=fields, same_from=learnt.even, unsure_from=learnt.even - 3)


def _start(names: Sequence[str]) -> Mapping[str, float]:
    told = [name for name in names if name != ABSENT]
    rest = (1 - FIRST_M) / max(1, len(told) - 1)
    return {name: FIRST_M if n == 0 else rest for n, name in enumerate(told)}


def _again(learnt: Learnt, seen: Mapping[Levels, int]) -> Learnt:
    chances = {pattern: _chance(learnt, pattern) for pattern in seen}
    fields = range(len(learnt.m))
    m = [_shares((pattern[n], count * chances[pattern]) for pattern, count in seen.items()) for n in fields]
    u = [
        _shares((pattern[n], count * (1 - chances[pattern])) for pattern, count in seen.items())
        for n in fields
    ]
    share = sum(count * chances[pattern] for pattern, count in seen.items()) / sum(seen.values())
    return Learnt(m, u, min(max(share, LEAST), 1 - LEAST))


def _chance(learnt: Learnt, pattern: Levels) -> float:
    bits = sum(learnt.weight(n, level) for n, level in enumerate(pattern)) - learnt.even
    return 1 / (1 + 2 ** -max(-500.0, min(500.0, bits)))


def _shares(counted: Iterable[tuple[str, float]]) -> Mapping[str, float]:
    sums: dict[str, float] = defaultdict(float)
    for level, count in counted:
        if level != ABSENT:
            sums[level] += count
    total = sum(sums.values()) or 1.0
    return {level: max(LEAST, some / total) for level, some in sums.items()}
