"""A week of opening hours, and its form as an OpenStreetMap `opening_hours` value."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from indexer.facts.times.clock import OPEN_END, Span
from indexer.facts.times.weekdays import CODES


@dataclass(slots=True)
class Week:
    """What is said of each day: opening spans, closed, by appointment, or nothing."""

    spans: dict[int, tuple[Span, ...]] = field(default_factory=dict)
    closed: set[int] = field(default_factory=set)
    by_appointment: set[int] = field(default_factory=set)
    holidays_closed: bool = False

    def open(self, days: Iterable[int], spans: tuple[Span, ...]) -> None:
        """Add opening spans; of two that overlap the first said stays."""
        for day in days:
            kept = list(self.spans.get(day, ()))
            for span in spans:
                if not any(span.overlaps(other) for other in kept):
                    kept.append(span)
            self.spans[day] = tuple(sorted(kept))

    def cover(self, other: "Week") -> None:
        """Open whenever either is open: what overlaps or touches becomes one span."""
        for day, spans in other.spans.items():
            joined: list[Span] = []
            for span in sorted((*self.spans.get(day, ()), *spans)):
                last = joined[-1] if joined else None
                if last and last.closes != OPEN_END and span.opens <= last.closes:
                    late = OPEN_END if span.closes == OPEN_END else max(last.closes, span.closes)
                    joined[-1] = Span(last.opens, late)
                else:
                    joined.append(span)
            self.spans[day] = tuple(joined)

    def stay_open(self, days: Iterable[int], closes: int) -> None:
        """Close later on days whose hours are known."""
        for day in days:
            *before, last = self.spans.get(day, (Span(closes, closes),))
            if last.opens < closes:
                self.spans[day] = (*before, Span(last.opens, closes))

    @property
    def days(self) -> set[int]:
        """The days that are said to be open or closed."""
        return self.spans.keys() | self.closed

    def __bool__(self) -> bool:
        return bool(self.spans)

    def agrees(self, other: "Week") -> bool:
        """Whether no day has other hours in `other`."""
        shared = self.spans.keys() & other.spans.keys()
        closed = (self.closed & other.spans.keys()) | (other.closed & self.spans.keys())
        return not closed and all(self.spans[day] == other.spans[day] for day in shared)

    def osm(self) -> str | None:
        """The `opening_hours` value, days of equal hours together; `None` without any opening time."""
        if not self.spans:
            return None
        if all(self.spans.get(day) == (Span(0, 24 * 60),) for day in range(7)):
            return "24/7"
        said: dict[str, list[int]] = {}
        for day in range(7):
            if day in self.spans:
                said.setdefault(",".join(_written(self.spans[day])), []).append(day)
            elif day in self.closed:
                said.setdefault("off", []).append(day)
        off = said.pop("off", None)
        rules = [f"{_day_list(days)} {value}" for value, days in said.items()]
        rules += [f"{_day_list(off)} off"] if off else []
        return "; ".join(rules + ["PH off"] * self.holidays_closed)


def _written(spans: tuple[Span, ...]) -> list[str]:
    # An open end swallows whatever follows it, so it must come last.
    return [span.osm for span in sorted(spans, key=lambda span: (span.closes == OPEN_END, span))]


def _day_list(days: list[int]) -> str:
    runs = (list(run) for _, run in groupby(days, key=lambda day: day - days.index(day)))
    return ",".join(
        ",".join(CODES[day] for day in run)
        if len(run) < 3 and len(run) != 2
        else f"{CODES[run[0]]}-{CODES[run[-1]]}"
        for run in runs
    )
