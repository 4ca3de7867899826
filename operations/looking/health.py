"""How each source does: its state in a word, what is wrong and why, how old its data is, what it yields."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from crawler.records import Run
from crawler.runs.diagnosis import CAUSES, Diagnosis, diagnose
from operations.due import Plan
from operations.installation import Installation

State = Literal["failing", "interrupted", "untried", "paused", "disabled", "well"]
ORDER: tuple[State, ...] = ("failing", "interrupted", "untried", "paused", "well", "disabled")
"""What needs somebody first."""
LOOKED_BACK = timedelta(days=95)
"""How old a run may be that is looked at: three of the rarest cadence, which is a month."""
YIELD_DAYS = 60
"""Over which the yield is drawn."""


@dataclass(frozen=True, slots=True)
class Yield:
    """What the runs that began on one day (UTC) brought."""

    day: date
    listings: int
    good: int
    failed: int


@dataclass(frozen=True, slots=True)
class Health:
    """One source."""

    id: str
    plan: Plan | None
    """None: something of it is kept, and it has no file any more."""
    state: State
    listings: int
    """In service."""
    scopes: int
    """Areas, or groups of them, that were crawled by themselves."""
    failing: Sequence[Diagnosis]
    """Of these, the ones that fail, the longest failing first."""
    last_good: datetime | None
    yields: Sequence[Yield]

    @property
    def title(self) -> str:
        """What it is called."""
        return self.plan.source.title if self.plan else self.id

    @property
    def cause(self) -> tuple[str, str] | None:
        """What is the matter with most of what fails, and what to do."""
        causes = Counter(one.cause for one in self.failing if one.cause)
        return CAUSES[causes.most_common(1)[0][0]] if causes else None

    @property
    def since(self) -> datetime | None:
        """Since when it fails."""
        return min((one.since for one in self.failing if one.since), default=None)

    @property
    def evidence(self) -> Sequence[str]:
        """What shows it."""
        return tuple(dict.fromkeys(line for one in self.failing for line in one.evidence))[:6]


def healths(rooms: Installation) -> tuple[Sequence[Health], Sequence[str]]:
    """Every source, those in need first; and what is wrong with files that cannot be used."""
    plans, troubles = rooms.plans()
    by_id = {plan.source.id: plan for plan in plans}
    counts = rooms.store.counts()
    runs: dict[str, list[Run]] = defaultdict(list)
    now = rooms.clock()
    for run in _with_reasons(rooms, rooms.store.brief_runs(now - LOOKED_BACK)):
        runs[run.source].append(run)
    described = {plan.source.stored_as for plan in plans}
    names = dict.fromkeys([*by_id, *(name for name in (*runs, *counts) if name not in described)])
    found = [_health(name, by_id.get(name), runs.get(name, ()), counts, now) for name in names]
    return sorted(found, key=lambda one: (ORDER.index(one.state), one.id)), troubles


def _with_reasons(rooms: Installation, runs: Iterable[Run]) -> Iterator[Run]:
    """The runs; of each area's last one that failed the manifest too, which says why."""
    known: set[tuple[str, str]] = set()
    for run in runs:
        scope = run.source, run.scope
        telling = run.state == "failed" and scope not in known
        if run.state in {"failed", "complete"}:
            known.add(scope)
        yield (rooms.store.run(run.id) or run) if telling else run


def _health(
    name: str, plan: Plan | None, runs: Sequence[Run], counts: Mapping[str, int], now: datetime
) -> Health:
    diagnoses = list(diagnose(runs))
    failing = sorted((one for one in diagnoses if one.state == "failing"), key=lambda one: one.since or now)
    good = [run.started_at for run in runs if run.state == "complete"]
    return Health(
        id=name,
        plan=plan,
        state=_state(plan, failing, runs),
        listings=counts.get(plan.source.stored_as if plan else name, 0),
        scopes=len(diagnoses),
        failing=failing,
        last_good=max(good, default=None),
        yields=_yields(runs, now.date()),
    )


def _state(plan: Plan | None, failing: Sequence[Diagnosis], runs: Sequence[Run]) -> State:
    if plan is None or not plan.source.enabled:
        return "disabled"
    if plan.held and plan.held.startswith("paused"):
        return "paused"
    if failing:
        return "failing"
    if not runs:
        return "untried"
    # A run that is going on looks like one that was broken off.
    return "interrupted" if runs[0].state == "running" and plan.job is None else "well"


def _yields(runs: Iterable[Run], today: date) -> Sequence[Yield]:
    """One a day, the oldest first; days without a run too."""
    by_day: dict[date, list[Run]] = defaultdict(list)
    for run in runs:
        by_day[run.started_at.date()].append(run)
    days = [today - timedelta(days=back) for back in range(YIELD_DAYS - 1, -1, -1)]
    return [_of_day(day, by_day.get(day, ())) for day in days]


def _of_day(day: date, runs: Sequence[Run]) -> Yield:
    good = [run for run in runs if run.state == "complete"]
    listings = sum(run.counts.get("listings", 0) for run in good)
    return Yield(day, listings, len(good), sum(run.state == "failed" for run in runs))
