"""Begins the process of a job, watches its time and memory, and sees to it that its end is known."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event

from crawler import logs
from crawler.kept.opening import utc_now
from operations.entries import end_job
from operations.job import Job, is_alive
from operations.ledger import Ledger
from operations.limits import CRAWL_AT_MOST, GRACE, INDEX_AT_MOST, MEMORY_MB

LOOK = 1.0
"""Seconds between two looks at a process."""
_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
_AT_MOST = {"crawl": CRAWL_AT_MOST, "index": INDEX_AT_MOST}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the processes of jobs are begun with."""

    worker: str
    log: Path
    """What they say on their way."""
    sources: Path
    memory_mb: int = MEMORY_MB


def supervise(ledger: Ledger, job: Job, around: Surroundings, ending: Event) -> None:
    """Do a job in a process of its own, to its end; when the worker is `ending`, in good order."""
    command = [sys.executable, "-m", "operations.turn", str(job.id), "--worker", around.worker]
    command.append(f"--memory={around.memory_mb}")
    ahead = round((ledger.clock() - utc_now()).total_seconds(), 3)
    environment = {**os.environ, "ROSANNA_SOURCES": str(around.sources), logs.JOB: str(job.id)}
    with around.log.open("ab") as log:
        begun_at = log.tell()
        process = subprocess.Popen(  # noqa: S603 (our own module, and numbers)
            [*command, f"--ahead={ahead}"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=environment,
            start_new_session=True,
        )
    why = _watch(process, job, around, ending)
    _end_group(process.pid)
    if ledger.job(job.id).pid not in {None, process.pid}:
        return  # another process has the job
    if why is not None:
        end_job(ledger, job.id, "failed", why)
    elif process.returncode < 0:
        end_job(ledger, job.id, "lost", f"its process was ended by signal {-process.returncode}")
    else:  # which changes nothing where the process itself has said how it ended
        end_job(ledger, job.id, "failed", _last_words(around.log, begun_at) or "its process broke off")


def _watch(process: "subprocess.Popen[bytes]", job: Job, around: Surroundings, ending: Event) -> str | None:
    """Wait for a process's end; returns why it was ended, unless it ended by itself."""
    began, asked_at, why = time.monotonic(), None, None
    while True:
        try:
            process.wait(LOOK)
            return why
        except subprocess.TimeoutExpired:
            now = time.monotonic()
        if asked_at is None:
            why = over_limit(process.pid, timedelta(seconds=now - began), job, around.memory_mb)
            if why is not None or ending.is_set():
                process.terminate()
                asked_at = now
        elif now - asked_at > GRACE.total_seconds():
            process.kill()


def over_limit(pid: int, lasted: timedelta, job: Job, memory_mb: int) -> str | None:
    """Why a job's process takes more than it may, in words."""
    most = _AT_MOST[job.kind]
    if lasted > most:
        return f"ended, as it took over {most.total_seconds() / 3600:.0f} hours"
    if (used := group_bytes(pid) // 1_000_000) > memory_mb:
        return f"ended, as it took {used:,} MB of memory, over {memory_mb:,}"
    return None


def end_strays(ledger: Ledger, jobs: tuple[Job, ...], now: datetime, around: Surroundings) -> None:
    """Hold jobs whose worker was killed to the same limits."""
    for job in jobs:
        if job.pid is None or job.started_at is None:
            continue
        why = over_limit(job.pid, now - job.started_at, job, around.memory_mb)
        if why is not None and is_alive(job.pid):
            os.killpg(job.pid, signal.SIGKILL)
            end_job(ledger, job.id, "failed", why)


def group_bytes(group: int) -> int:
    """Memory of a process group, resident; 0 where `/proc` does not tell."""
    total = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group:
            total += int(fields[21]) * _PAGE_BYTES
    return total


def _end_group(group: int) -> None:
    """What a killed process left running."""
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return


def _last_words(log: Path, since: int) -> str:
    """The last line that was written, without the lines before it."""
    with log.open("rb") as file:
        file.seek(since)
        lines = file.read()[-4_000:].decode("utf-8", "replace").split("\n")
    return next((line.strip()[:300] for line in reversed(lines) if line.strip()), "")
