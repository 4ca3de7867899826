"""Comparing two records field by field: each field agrees at some level, and each level weighs so much.

The score of a pair is the sum of its levels' weights: in the model of Fellegi and Sunter (1969) a weight is
the logarithm (base 2) of how much more often the level is met between records of one than of two, so that a
point doubles the odds. Nothing here knows what the records are: a `Scheme` says that.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

R = TypeVar("R")
Verdict = Literal["same", "unsure", "different"]
Crowd = Callable[[str], int]
"""How shared the value behind a block's key is: 0 by hardly anyone, 1 by a few, 2 by many."""


@dataclass(frozen=True, slots=True)
class Weight:
    """What one level of a field is worth, in bits, and why."""

    bits: float
    why: str


@dataclass(frozen=True, slots=True)
class Field(Generic[R]):
    """One thing two records are compared by."""

    name: str
    level: Callable[[R, R, Crowd], str]
    """How far two records agree here: the name of a level; the order of the two does not matter."""
    weights: Mapping[str, Weight]
    """Level -> its weight."""


@dataclass(frozen=True, slots=True)
class Scheme(Generic[R]):
    """How records of one sort are compared, and from which score on two are taken for one."""

    key: Callable[[R], str]
    """A record's name, unique."""
    blocks: Callable[[R], Iterable[str]]
    """Keys of the blocks a record is compared within."""
    fields: tuple[Field[R], ...]
    same_from: float
    """Least score of two records of one."""
    unsure_from: float
    """Least score of a pair that a person should look at."""
    bars: tuple[tuple[str, Callable[[R, R, Crowd], bool]], ...] = ()
    """What makes two records different whatever their score: a reason and its test."""
    crowd: Callable[[str, Iterable[R]], int] = lambda _key, _members: 0
    """How shared a block's key is, by its members."""
    block_most: int = 60
    """Members of the largest block whose records are compared with one another."""


@dataclass(frozen=True, slots=True)
class Reason:
    """What one field says for (positive) or against two records being of one, in bits."""

    field: str
    level: str
    bits: float
    why: str

    def __str__(self) -> str:
        return f"{self.bits:+.1f} {self.field}: {self.why}"


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about two records, and why; the weightiest reason first."""

    verdict: Verdict
    score: float
    reasons: tuple[Reason, ...]
    bar: str | None = None
    """Why they cannot be one whatever the score."""


def score(scheme: Scheme[R], one: R, other: R, crowd: Crowd) -> float:
    """The sum of the weights of a pair's levels."""
    return sum([field.weights[field.level(one, other, crowd)].bits for field in scheme.fields])


def barred(scheme: Scheme[R], one: R, other: R, crowd: Crowd) -> str | None:
    """Why two records cannot be one, or `None`."""
    return next((why for why, test in scheme.bars if test(one, other, crowd)), None)


def decide(scheme: Scheme[R], one: R, other: R, crowd: Crowd) -> Decision:
    """Same, different or unsure, with the reasons that count."""
    bar = barred(scheme, one, other, crowd)
    total = score(scheme, one, other, crowd)
    reasons = sorted(_reasons(scheme, one, other, crowd), key=lambda reason: -abs(reason.bits))
    return Decision(_verdict(scheme, total, bar), round(total, 2), tuple(reasons), bar)


def _verdict(scheme: Scheme[R], total: float, bar: str | None) -> Verdict:
    if bar is not None or total < scheme.unsure_from:
        return "different"
    return "same" if total >= scheme.same_from else "unsure"


def _reasons(scheme: Scheme[R], one: R, other: R, crowd: Crowd) -> Iterator[Reason]:
    for field in scheme.fields:
        level = field.level(one, other, crowd)
        weight = field.weights[level]
        if weight.bits:
            yield Reason(field.name, level, weight.bits, weight.why)
