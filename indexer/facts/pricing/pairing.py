"""Which amount goes with which duration in a row of text or blocks: `60 min $75 90 min $105`.

Pages write duration first, amount first, all durations and then all amounts, or one duration for several
amounts. Each reading is tried; the one with the fewest loose ends, then the shortest ways, is taken.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise


@dataclass(frozen=True, slots=True)
class Mark:
    """A duration (`minutes` set) or an amount (`key` names it), at a place along the text."""

    place: int
    minutes: int | None = None
    key: int = -1


Pairs = dict[int, int]
"""Key of an amount -> minutes; an amount without a duration is left out."""


def pair(marks: Sequence[Mark]) -> Pairs:
    """The likeliest pairs."""
    if not any(mark.minutes is None for mark in marks) or not any(mark.minutes for mark in marks):
        return {}
    columns = _columns(marks)
    if columns:
        return columns
    readings: tuple[Callable[[Sequence[Mark]], list[tuple[Mark, Mark]]], ...] = (_before, _after, _nearest)
    best = min((read(marks) for read in readings), key=lambda pairs: _cost(marks, pairs))
    found = {amount.key: duration.minutes or 0 for amount, duration in best}
    return _shared(marks, found)


def _columns(marks: Sequence[Mark]) -> Pairs:
    """Several durations, then as many amounts, once or in several rows."""
    runs = [
        (is_duration, list(run)) for is_duration, run in groupby(marks, key=lambda mark: bool(mark.minutes))
    ]
    heads = runs[0][1]
    if not runs[0][0] or len(heads) < 2 or len(runs) != 2 or len(runs[1][1]) % len(heads):
        return {}
    return {mark.key: heads[n % len(heads)].minutes or 0 for n, mark in enumerate(runs[1][1])}


def _before(marks: Sequence[Mark]) -> list[tuple[Mark, Mark]]:
    """Each amount with the duration before it; amounts that follow one another share it."""
    pairs, duration = [], None
    for mark in marks:
        if mark.minutes:
            duration = mark
        elif duration:
            pairs.append((mark, duration))
    return pairs


def _after(marks: Sequence[Mark]) -> list[tuple[Mark, Mark]]:
    """Each amount with the duration after it; amounts that follow one another share it."""
    return _before(tuple(reversed(marks)))


def _nearest(marks: Sequence[Mark]) -> list[tuple[Mark, Mark]]:
    """Neighbours, the closest first, each used once."""
    neighbours = [
        (a, b) if b.minutes else (b, a) for a, b in pairwise(marks) if bool(a.minutes) != bool(b.minutes)
    ]
    pairs: list[tuple[Mark, Mark]] = []
    used: set[int] = set()
    for amount, duration in sorted(neighbours, key=_way):
        if not used & {id(amount), id(duration)}:
            pairs.append((amount, duration))
            used |= {id(amount), id(duration)}
    return pairs


def _shared(marks: Sequence[Mark], found: Pairs) -> Pairs:
    """Where all durations are one, every amount has it."""
    durations = {mark.minutes for mark in marks if mark.minutes}
    return (
        dict.fromkeys((mark.key for mark in marks if not mark.minutes), durations.pop() or 0)
        if len(durations) == 1
        else found
    )


def _cost(marks: Sequence[Mark], pairs: list[tuple[Mark, Mark]]) -> tuple[int, int]:
    used = {id(mark) for both in pairs for mark in both}
    loose = sum(id(mark) not in used for mark in marks)
    return loose, sum(map(_way, pairs))


def _way(both: tuple[Mark, Mark]) -> int:
    return abs(both[0].place - both[1].place)
