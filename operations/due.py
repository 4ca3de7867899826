"""What is due: every area that its source has not covered within the source's interval.

Worked out anew each time from what was covered and how the last jobs ended, never from a queue: so a job that
is lost, or was never written down, loses nothing. Pure functions over what `gather` reads.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from crawler.kept.revisit import CADENCE_HOURS
from data.source import Source
from operations.job import ACTIVE, ENDED, Coverage, Job, Pause
from operations.ledger import Ledger
from operations.limits import BACKOFF, SICK_AFTER, SPREAD, STOPPED_FOR, TAKE_ALONG

_OfSource = TypeVar("_OfSource", Job, Coverage)
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
"""Since when an area is due that was never covered."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Something a source is asked about."""

    area: str
    """As a job names it: a suburb, a site's front page, or nothing for the whole source."""
    key: str
    """As it is covered: of a site its key, else the same."""
    due_at: datetime | None = None
    """When the next visit was planned for; None where the interval alone decides."""


@dataclass(frozen=True, slots=True)
class Due:
    """An area that is due."""

    source: str
    area: str
    due_at: datetime
    attempt: int = 1
    held: str | None = None
    """Why it is not begun now, in words; None for what may begin."""
    not_before: datetime | None = None
    """Until when it is held, where that is known."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One source in the schedule."""

    source: Source
    areas: Sequence[str]
    """What it is asked about; one empty name where it is asked as a whole."""
    due: Sequence[Due]
    """Those due, the most overdue first."""
    soon: Sequence[Due]
    """Those that a job may take along, as they will be due before long."""
    next_due: datetime | None
    """When the next of the others will be."""
    held: str | None = None
    """Why nothing of it is begun: paused, quiet, backing off; None when it may begin."""
    not_before: datetime | None = None
    job: Job | None = None
    """The one that waits or runs."""
    last_checked: datetime | None = None
    """When any of its areas was last asked about."""
    unfinished: Sequence[str] = ()
    """Areas of its last job, where that was broken off before any of them was done."""

    @property
    def ready(self) -> Sequence[Due]:
        """What may begin now."""
        return () if self.held or self.job else [one for one in self.due if one.held is None]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one source."""

    asked: Sequence[Asked]
    coverage: Mapping[str, Coverage] = field(default_factory=dict)
    ended: Sequence[Job] = ()
    """Jobs that ended lately."""
    active: Sequence[Job] = ()
    pause: Pause | None = None


def interval_of(source: Source) -> timedelta:
    """How long what a source says may stand before it is asked again."""
    return timedelta(hours=CADENCE_HOURS[source.cadence])


def plan_source(source: Source, known: Known, now: datetime) -> Plan:
    """What of a source is due now, and what keeps it."""
    interval = interval_of(source)
    tried = _tried(known.ended)
    due: list[Due] = []
    coming: list[Due] = []
    for one in known.asked:
        found = _due(source.id, one, known.coverage.get(one.key), tried.get(one.area, ()), interval, now)
        (due if found.due_at <= now else coming).append(found)
    soon = now + interval * TAKE_ALONG
    held, not_before = _held(source, known, now)
    return Plan(
        source=source,
        areas=[one.area for one in known.asked],
        due=sorted(due, key=_overdue),
        soon=[one for one in sorted(coming, key=_overdue) if one.due_at <= soon and one.held is None],
        next_due=min((one.due_at for one in coming), default=None),
        held=held,
        not_before=not_before,
        job=known.active[0] if known.active else None,
        last_checked=max((one.checked_at for one in known.coverage.values()), default=None),
        unfinished=_unfinished(known.ended),
    )


def _overdue(one: Due) -> tuple[datetime, str]:
    return one.due_at, one.area


def _due(
    source: str, asked: Asked, seen: Coverage | None, tried: Sequence[Job], interval: timedelta, now: datetime
) -> Due:
    due_at = asked.due_at or BEGINNING
    if asked.due_at is None and seen is not None and seen.good_at is not None:
        due_at = seen.good_at + interval * (1 - SPREAD * _share(source, asked.key))
    since = seen.checked_at if seen is not None else BEGINNING
    later = [job for job in tried if job.finished_at is not None and job.finished_at > since]
    stopped = [job for job in later if job.stop_by is not None]
    # Of a job that names no area, because its sites are crawled side by side, any may be the cause.
    failed = [job for job in later if job.stop_by is None and job.area in {asked.area, None}]
    if seen is not None:  # its run was judged, and counts already
        failed = [job for job in failed if job.run_id != seen.run_id]
    failures = seen.failures if seen is not None else 0
    broke = sum(job.state == "failed" for job in failed)
    lost = sum(job.state == "lost" for job in failed)
    attempt = failures + broke + lost + 1
    last = max([since, *(job.finished_at for job in failed if job.finished_at)])
    # A lost job is simply due again; one that is lost again and again may be what kills its process.
    not_before = last + _backoff(failures + broke + max(0, lost - 1), interval)
    held = f"backing off after {attempt - 1} tries"
    if stopped and stopped[0].finished_at and (until := stopped[0].finished_at + STOPPED_FOR) > not_before:
        not_before, held = until, f"stopped by {stopped[0].stop_by}"
    if not_before <= now:
        return Due(source, asked.area, due_at, attempt)
    return Due(source, asked.area, due_at, attempt, held, not_before)


def _backoff(failures: int, interval: timedelta) -> timedelta:
    if failures == 0:
        return timedelta(0)
    return min(BACKOFF[failures - 1], interval) if failures <= len(BACKOFF) else interval


def _held(source: Source, known: Known, now: datetime) -> tuple[str | None, datetime | None]:
    if not source.enabled:
        return "disabled in its YAML", None
    if not known.asked and source.kind != "sites":
        return f"its YAML names no areas: only `run-now {source.id} --suburb PLACE` asks it", None
    if (pause := known.pause) is not None:
        reason = f" ({pause.reason})" if pause.reason else ""
        return f"paused by {pause.by}{reason}", pause.until
    if (closed := source.schedule.why_closed(now)) is not None:
        return closed, source.schedule.next_open(now)
    sick_until, failures = _sick_until(source, known.coverage.values())
    if sick_until is not None and sick_until > now:
        return f"backing off: {failures} areas failed in a row", sick_until
    return None, None


def _sick_until(source: Source, coverage: Iterable[Coverage]) -> tuple[datetime | None, int]:
    """Until when a source is left alone of which one area after the other fails."""
    latest = sorted(coverage, key=lambda one: one.checked_at, reverse=True)
    failures = 0
    for one in latest:
        if not one.failures:
            break
        failures += 1
    if failures < SICK_AFTER:
        return None, failures
    return latest[0].checked_at + _backoff(failures // SICK_AFTER, interval_of(source)), failures


def _tried(ended: Iterable[Job]) -> Mapping[str, Sequence[Job]]:
    """What failed, was lost or stopped, by area, the latest first; one without areas is of all of it."""
    found: dict[str, list[Job]] = defaultdict(list)
    bad = (job for job in ended if job.state != "done")
    for job in sorted(bad, key=lambda one: one.finished_at or BEGINNING, reverse=True):
        for area in job.areas or ("",):
            found[area].append(job)
    return found


def _unfinished(ended: Iterable[Job]) -> Sequence[str]:
    last = max(ended, key=lambda job: job.id, default=None)
    return last.areas if last is not None and last.done == 0 and last.state != "failed" else ()


def _share(source: str, key: str) -> float:
    """From 0 to 1, the same each time, and evenly spread."""
    digest = hashlib.sha256(f"{source}\n{key}".encode()).digest()
    return int.from_bytes(digest[:8]) / 2**64


def _by_source(found: Iterable[_OfSource]) -> Mapping[str, list[_OfSource]]:
    groups: dict[str, list[_OfSource]] = defaultdict(list)
    for one in found:
        groups[one.source].append(one)
    return groups


def gather(ledger: Ledger, asked: Mapping[str, Sequence[Asked]]) -> Mapping[str, Known]:
    """What the ledger knows of the sources, given what each is asked about."""
    coverage = _by_source(ledger.coverage())
    ended = _by_source(ledger.jobs(ENDED, kind="crawl", since=ledger.clock() - STOPPED_FOR * 2))
    active = _by_source(ledger.jobs(ACTIVE, kind="crawl"))
    pauses = ledger.pauses()
    return {
        source: Known(
            asked=areas,
            coverage={one.area: one for one in coverage.get(source, ())},
            ended=ended.get(source, ()),
            active=active.get(source, ()),
            pause=pauses.get(source),
        )
        for source, areas in asked.items()
    }
