"""What the ledger tells of: jobs, pauses, workers, coverage, the progress of a run. All times are UTC."""

import os
import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from operations.limits import LOST_AFTER

State = Literal["waiting", "running", "done", "failed", "lost"]
Kind = Literal["crawl", "index"]
SCHEDULE = "schedule"
"""Stands for a user's name in what the schedule does by itself."""
ACTIVE: tuple[State, ...] = ("waiting", "running")
ENDED: tuple[State, ...] = ("done", "failed", "lost")


class OperationsError(Exception):
    """Something asked of the schedule cannot be done; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One piece of work in a process of its own: some areas of a source, or a refresh of the index."""

    id: int
    kind: Kind
    source: str
    """Empty for an index refresh."""
    areas: Sequence[str]
    """`Rosanna VIC 3084`; of a source of sites their front pages; empty for a source asked as a whole."""
    area: str | None
    """The one that is, or was last, worked on."""
    state: State
    """`lost`: it gave no sign of life any more. What it had not done is due again."""
    by: str
    """`schedule`, or who asked for it."""
    due_at: datetime
    queued_at: datetime | None
    started_at: datetime | None
    heartbeat_at: datetime | None
    finished_at: datetime | None
    worker: str | None
    """`host:pid` of the worker that started it."""
    pid: int | None
    run_id: int | None
    """The crawler's run of `area`."""
    attempt: int
    """1 for the first; more where the ones before it failed or were lost."""
    done: int
    """How many of the areas are."""
    stop_by: str | None
    """Who asked for its end."""
    trouble: str | None
    """What went wrong, in words."""

    @property
    def title(self) -> str:
        """What it does, in a few words."""
        if self.kind == "index":
            return "index refresh"
        if len(self.areas) == 1:
            return f"{self.source}: {self.areas[0]}"
        return f"{self.source}: {len(self.areas)} areas" if self.areas else self.source

    def is_lost(self, now: datetime) -> bool:
        """Whether it runs by its last word, and yet gives no sign of life."""
        if self.state != "running":
            return False
        if self.worker and self.pid and machine_of(self.worker) == machine() and not is_alive(self.pid):
            return True
        return self.heartbeat_at is not None and now - self.heartbeat_at > LOST_AFTER


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """A source that the schedule leaves alone."""

    source: str
    since: datetime
    until: datetime | None
    """None: until somebody resumes it."""
    by: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """A `rosanna worker`."""

    name: str
    slots: int
    """Jobs it runs at once."""
    started_at: datetime
    heartbeat_at: datetime
    stopped_at: datetime | None

    def is_up(self, now: datetime) -> bool:
        """Whether it works, as far as one can see."""
        if self.stopped_at is not None or now - self.heartbeat_at > LOST_AFTER:
            return False
        return machine_of(self.name) != machine() or is_alive(int(self.name.rpartition(":")[2]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """When an area was last asked about at a source, and with what result."""

    source: str
    area: str
    """Empty for a source that is asked as a whole; of a site its key."""
    run_id: int
    checked_at: datetime
    good_at: datetime | None
    failures: int
    """Checks in a row that were not good."""
    listings: int | None
    """Found by the last good check, where that is known of the area alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How a run goes, or went."""

    run_id: int
    began_at: datetime
    at: datetime
    """The last sign of life."""
    pages: int
    listings: int
    received: int
    """Bytes of pages."""
    queued: int
    """Requests that wait."""
    outcomes: Mapping[str, int]
    """By kind; `crawler.runs.tally.OUTCOMES` has the words."""

    @property
    def pages_a_minute(self) -> float:
        """Over this process's part of the run."""
        seconds = (self.at - self.began_at).total_seconds()
        return self.pages / seconds * 60 if seconds > 0 else 0.0


def machine() -> str:
    """The name of this machine."""
    return socket.gethostname()


def machine_of(worker: str) -> str:
    """The machine of a worker, by its name."""
    return worker.rpartition(":")[0]


def is_alive(pid: int) -> bool:
    """Whether a process of this machine runs; one that ended and was not waited for does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2]
    except OSError:
        return True
    return state.split()[:1] != ["Z"]
