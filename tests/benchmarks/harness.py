"""Timing two things in turn, so that a machine whose speed drifts treats both alike."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. Times are medians, seconds; `ratio` is the median of the pairs' ratios."""

    name: str
    ours: float
    peer: float
    ratio: float
    spread: tuple[float, float]
    """Least and largest ratio of a pair; quartiles where the row is of many works."""
    runs: int
    note: str = ""

    def __str__(self) -> str:
        least, most = self.spread
        return (
            f"{self.name:46} {self.ours * 1e3:10.1f} {self.peer * 1e3:10.1f} {self.ratio:7.2f}"
            f"  {least:.2f}-{most:.2f} x{self.runs}  {self.note}"
        )


HEAD = f"{'what':46} {'ours ms':>10} {'peer ms':>10} {'ratio':>7}  spread"


def compare(
    name: str, ours: Callable[[], object], peer: Callable[[], object], runs: int = 7, note: str = ""
) -> Row:
    """Time `ours` and `peer` in turn, `runs` times each after a warm-up of both."""
    ours(), peer()
    pairs = [(_seconds(ours), _seconds(peer)) for _ in range(runs)]
    ratios = [a / b for a, b in pairs]
    return Row(
        name=name,
        ours=statistics.median(a for a, _ in pairs),
        peer=statistics.median(b for _, b in pairs),
        ratio=statistics.median(ratios),
        spread=(min(ratios), max(ratios)),
        runs=runs,
        note=note,
    )


def compare_each(
    name: str,
    works: Sequence[tuple[Callable[[], object], Callable[[], object]]],
    runs: int = 5,
    note: str = "",
) -> Row:
    """The median over many small works of each one's ratio, ours to its peer's; the spread is its quartiles."""
    rows = [compare(name, ours, peer, runs) for ours, peer in works]
    ratios = sorted(row.ratio for row in rows)
    return Row(
        name=name,
        ours=statistics.median(row.ours for row in rows),
        peer=statistics.median(row.peer for row in rows),
        ratio=statistics.median(ratios),
        spread=(ratios[len(ratios) // 4], ratios[3 * len(ratios) // 4]),
        runs=runs,
        note=note,
    )


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
