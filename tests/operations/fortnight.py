"""A fortnight of the schedule on a machine that fails: the real ledger, store and scheduler, and made-up jobs.

The clock jumps from event to event. A made-up job does what `operations.turn` does: area after area, each judged
and noted as covered, until its turn is over or its source's quiet hours begin. Some areas fail, some processes
vanish, some sources are down for days, and at three moments the machine loses its power.
"""

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from crawler.store import Closing, Store
from data.locality import gazetteer
from operations.asked import Sources
from operations.entries import NotOurs, beat, begin_job, end_job, tell_worker
from operations.job import Job, Worker
from operations.ledger import Ledger
from operations.limits import SICK_AFTER, TICK, TURN_TIME
from operations.scheduling import Scheduler, hosts_of
from tests.operations.conftest import Clock
from tests.operations.record import Check, Record, Span

BEGIN = datetime(2026, 9, 25, 2, tzinfo=UTC)
"""Melbourne's clocks go forward on 4 October 2026, nine days later."""
SLOTS = 4
AREA_FAILS, PROCESS_VANISHES = 0.04, 0.01
"""Chance, by area."""
SCHEDULES = (
    "",
    'schedule: {zone: Australia/Melbourne, quiet: ["22:00-06:00"]}\n',
    'schedule: {zone: Australia/Perth, quiet: ["Mo-Fr 09:00-17:00"]}\n',
    'schedule: {quiet: ["02:30-03:30", "Sa 00:00-24:00"], blackouts: [{from: 2026-10-01, to: 2026-10-02}]}\n',
)
CADENCES = ("weekly", "weekly", "daily", "weekly", "weekly", "fortnightly")
SOURCE = """\
id: {id}
title: {id}
publisher: made up
url: http://{host}/
licence: made up
purpose: tests
kind: directory
cadence: {cadence}
rate: {{delay: 0}}
{schedule}areas: {{suburbs: [{suburbs}]}}
directory: {{start: "http://{host}/{{suburb_slug}}-{{postcode}}", card: .card, card_fields: {{name: b::text}}}}
"""


@dataclass
class Working:
    """A made-up process of a job."""

    job: Job
    areas: list[str]
    next_at: datetime
    ends_at: datetime
    closes_at: datetime | None
    began: datetime
    step_began: datetime
    failed_in_a_row: int = 0
    done: int = 0


@dataclass
class Fortnight:
    """The machine, and what happened on it."""

    folder: Path
    sources: int
    suburbs: int
    seed: int
    days: float = 14
    checks: list[Check] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    begun: list[datetime] = field(default_factory=list)
    cuts: list[datetime] = field(default_factory=list)
    looks: int = 0
    most_at_once: int = 0

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.clock = Clock(BEGIN)
        self.end = BEGIN + timedelta(days=self.days)
        write_sources(self.folder / "sources", self.sources, self.suburbs)
        url = f"sqlite:///{self.folder / 'rosanna.db'}"
        self.ledger = Ledger(url, self.clock)
        self.store = Store(url, self.clock)
        self.folder_of = Sources(self.folder / "sources")
        self.by_id = {one.id: one for one in self.folder_of.load()}
        down = self.chance.sample(sorted(self.by_id), max(1, self.sources // 15))
        self.down = {one: BEGIN + timedelta(days=self.chance.uniform(1, 8)) for one in down}
        self.power_cuts = sorted(
            BEGIN + timedelta(days=self.chance.uniform(0, self.days * 0.9)) for _ in range(3)
        )
        self.queue: list[int] = []
        self.working: list[Working] = []
        self._boot()

    def run(self) -> None:
        """Live through it."""
        while self.clock.now < self.end:
            if self.power_cuts and self.clock.now >= self.power_cuts[0] and self.working:
                self._lose_power()
            begun = self._look()
            for work in [one for one in self.working if one.next_at <= self.clock.now]:
                self._step(work)
            self.clock.now = max(self.clock.now + TICK if begun else self.clock.now, self._next_event(begun))

    def record(self) -> Record:
        """What happened, to be judged."""
        return Record(
            list(self.by_id.values()), places(self.suburbs), BEGIN, self.end, self.checks, self.spans,
            self.ledger.jobs(kind="crawl"),
        )  # fmt: skip

    def _boot(self) -> None:
        self.queue.clear()
        self.working.clear()
        now = self.clock.now
        name = f"a-machine:{int(now.timestamp())}"
        self.worker = Worker(name=name, slots=SLOTS, started_at=now, heartbeat_at=now, stopped_at=None)
        self.scheduler = Scheduler(self.ledger, self.folder_of, self.queue.append)

    def _lose_power(self) -> None:
        """All processes are gone at once; minutes to hours later the machine is back."""
        self.power_cuts.pop(0)
        for work in self.working:
            self._note_span(work)
        self.cuts.append(self.clock.now)
        self.clock.now += timedelta(minutes=self.chance.choice([2, 40, 400]))
        self._boot()

    def _look(self) -> bool:
        for work in self.working:
            beat(self.ledger, work.job.id, work.job.id)
        tell_worker(self.ledger, self.worker, self.clock.now)
        job = self.scheduler.tick()
        self.looks += 1
        while self.queue:
            self._take_up(self.queue.pop(0))
        self.most_at_once = max(self.most_at_once, len(self.working))
        return job is not None

    def _take_up(self, job_id: int) -> None:
        try:
            job = begin_job(self.ledger, job_id, self.worker.name, job_id)
        except NotOurs:
            return
        now = self.clock.now
        self.begun.append(now)
        if job.kind == "index":
            end_job(self.ledger, job.id, "done")
            return
        closes_at = self.by_id[job.source].schedule.next_closed(now)
        work = Working(job, list(job.areas), now, now + TURN_TIME, closes_at, now, now)
        self._plan_step(work)
        self.working.append(work)

    def _plan_step(self, work: Working) -> None:
        """When the area in hand is done; quiet hours break it off."""
        work.step_began = self.clock.now
        done_at = self.clock.now + timedelta(seconds=self.chance.uniform(15, 90))
        work.next_at = done_at if work.closes_at is None else min(done_at, work.closes_at)

    def _step(self, work: Working) -> None:
        now, area = self.clock.now, work.areas[0]
        if work.closes_at is not None and now >= work.closes_at:
            self._finish(work)
            return
        if self.chance.random() < PROCESS_VANISHES:
            beat(self.ledger, work.job.id, work.job.id, area=area)
            self._note_span(work)
            self.working.remove(work)
            return
        down_since = self.down.get(work.job.source)
        is_down = down_since is not None and down_since <= now < down_since + timedelta(days=1.5)
        good = not is_down and self.chance.random() >= AREA_FAILS
        run, _ = self.store.begin_run(work.job.source, area)
        counts = {"listings": 3}
        self.store.close_run(
            Closing(run=run, stored_as=run.source, good=good, counts=counts, manifest={}, areas=[area])
        )
        self.checks.append(Check(work.job.source, area, work.step_began, now, good))
        work.areas.pop(0)
        work.done += 1
        work.failed_in_a_row = 0 if good else work.failed_in_a_row + 1
        beat(self.ledger, work.job.id, work.job.id, done=work.done, area=area, run_id=run.id)
        if not work.areas or work.failed_in_a_row >= SICK_AFTER or now >= work.ends_at:
            self._finish(work)
        else:
            self._plan_step(work)

    def _finish(self, work: Working) -> None:
        self._note_span(work)
        end_job(self.ledger, work.job.id, "done")
        self.working.remove(work)

    def _note_span(self, work: Working) -> None:
        for host in hosts_of(self.by_id[work.job.source], ()):
            self.spans.append(Span(host, work.began, self.clock.now, work.job.id))

    def _next_event(self, begun: bool) -> datetime:
        if begun:
            return self.clock.now + TICK
        events = [one.next_at for one in self.working] + [one for one in self.power_cuts[:1] if self.working]
        if self.working:
            events.append(self.clock.now + timedelta(minutes=5))  # something may be lost, or come due
        else:
            plans = self.folder_of.plans(self.ledger)
            wakes = [one.next_due for one in plans if not one.held and not one.job]
            wakes += [one.not_before for one in plans] + [due.not_before for one in plans for due in one.due]
            events += [one for one in wakes if one is not None and one > self.clock.now]
            if self.ledger.jobs("running"):
                events.append(self.clock.now + timedelta(seconds=30))  # one is lost
        return min([one for one in events if one > self.clock.now] or [self.clock.now + TICK])


def places(suburbs: int) -> list[str]:
    """So many suburbs round Rosanna."""
    return [str(one) for one in gazetteer().nearest(-37.75, 145.05, limit=suburbs)]


def write_sources(folder: Path, sources: int, suburbs: int) -> None:
    """YAML files; every fifth source shares its host with the one before it."""
    folder.mkdir(parents=True)
    names = ", ".join(places(suburbs))
    for number in range(sources):
        host = f"directory-{number - 1 if number % 5 == 4 else number}.example"
        text = SOURCE.format(
            id=f"directory-{number}", host=host, cadence=CADENCES[number % len(CADENCES)],
            schedule=SCHEDULES[number % len(SCHEDULES)], suburbs=names,
        )  # fmt: skip
        (folder / f"directory-{number}.yaml").write_text(text)
