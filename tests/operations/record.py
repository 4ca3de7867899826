"""What happened in a fortnight, and whether it is what was promised."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from data.source import Source
from operations.due import interval_of
from operations.job import Job
from operations.limits import SPREAD, TICK

GRACE = timedelta(hours=24)
"""In which what is due has to be done, hours in which its source is closed not counted."""


class Check(NamedTuple):
    """One area asked about."""

    source: str
    area: str
    begin: datetime
    end: datetime
    good: bool


class Span(NamedTuple):
    """When a job had a host."""

    host: str
    begin: datetime
    end: datetime
    job: int


@dataclass(frozen=True)
class Record:
    """A fortnight."""

    sources: Sequence[Source]
    places: Sequence[str]
    begin: datetime
    end: datetime
    checks: Sequence[Check]
    spans: Sequence[Span]
    jobs: Sequence[Job]

    def judged(self) -> Counter[str]:
        """Each time an area became due: how many were done `in time`, `reported`, or `missed`.

        Reported: done later, or not yet, and store or ledger tell of a failure of its source, or of a job of it
        that was lost.
        """
        found: Counter[str] = Counter()
        good: dict[tuple[str, str], list[datetime]] = {}
        for one in sorted(self.checks, key=lambda check: check.end):
            if one.good:
                good.setdefault((one.source, one.area), []).append(one.end)
        for source in self.sources:
            told = [one.end for one in self.checks if one.source == source.id and not one.good]
            lost = [one for one in self.jobs if one.source == source.id and one.state in {"lost", "failed"}]
            told += [one.finished_at for one in lost if one.finished_at is not None]
            for area in self.places:
                found.update(self._of_area(source, good.get((source.id, area), []), told))
        return found

    def _of_area(self, source: Source, good: list[datetime], told: list[datetime]) -> Iterator[str]:
        interval = interval_of(source)
        dues = [self.begin, *(one + interval for one in good)]
        for due, done in zip(dues, [*good, None], strict=True):
            deadline = _after_open_time(source, due, GRACE)
            if done is not None and done <= deadline:
                yield "in time"
            elif done is not None or deadline <= self.end:
                since = due - interval * SPREAD
                yield "reported" if any(since <= one <= deadline for one in told) else "missed"

    def overlaps(self) -> Sequence[str]:
        """Hosts that two jobs had at once."""
        spans = sorted(self.spans)
        return [
            f"{one.host} by jobs {one.job} and {other.job}"
            for one, other in pairwise(spans)
            if one.host == other.host and other.begin < one.end
        ]

    def in_quiet_hours(self) -> Sequence[Check]:
        """Areas asked about while their source was closed."""
        schedules = {one.id: one.schedule for one in self.sources}
        return [
            one for one in self.checks if not schedules[one.source].is_open(one.begin)
            or not schedules[one.source].is_open(one.end - timedelta(seconds=1))
        ]  # fmt: skip

    def most_begun_in_a_minute(self) -> int:
        """Jobs."""
        begun = sorted(one.started_at for one in self.jobs if one.started_at is not None)
        return max(sum(0 <= (other - one).total_seconds() < 60 for other in begun) for one in begun)

    def hold(self, power_cuts: int, most_at_once: int, **more: object) -> None:
        """Print the table, and hold it to the promise."""
        judged, states = self.judged(), Counter(job.state for job in self.jobs)
        table: Mapping[str, object] = {
            "sources x suburbs": f"{len(self.sources)} x {len(self.places)}",
            "days": f"{(self.end - self.begin).total_seconds() / 86_400:.1f}",
            "areas due": sum(judged.values()), **judged, "areas checked": len(self.checks),
            "of these failed": sum(not one.good for one in self.checks),
            "jobs": len(self.jobs), **{f"jobs {state}": count for state, count in states.items()},
            "power cuts": power_cuts, "hosts worked twice at once": len(self.overlaps()),
            "checks in quiet hours": len(self.in_quiet_hours()), "most jobs at once": most_at_once,
            "most jobs begun in a minute": self.most_begun_in_a_minute(), **more,
        }  # fmt: skip
        print("\n" + "\n".join(f"{name:<30} {value}" for name, value in table.items()))
        assert judged["missed"] == 0
        assert judged["in time"] > 0.9 * sum(judged.values())
        assert not self.overlaps()
        assert not self.in_quiet_hours()
        assert states["lost"]
        assert states["running"] == states["waiting"] == 0


def most_at_a_tick(seconds: float = TICK.total_seconds()) -> float:
    """Jobs that may begin in a minute: one a look."""
    return 60 / seconds


def _after_open_time(source: Source, moment: datetime, grace: timedelta) -> datetime:
    """`grace` of time in which a source may be asked, after a moment."""
    while True:
        opens = source.schedule.next_open(moment)
        assert opens is not None
        closes = source.schedule.next_closed(opens)
        if closes is None or closes - opens >= grace:
            return opens + grace
        grace -= closes - opens
        moment = closes
