"""Timing two things in turn, so that a machine whose speed drifts treats both alike."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. Times are medians, seconds; `ratio` is the median of the pairs' ratios."""

    name: str
    ours: float
    peer: float
    ratio: float
    spread: tuple[float, float]
    """Least and largest ratio of a pair."""
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


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
