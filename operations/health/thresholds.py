"""From when on something is wrong, and why from then on. Three of them an operator may set."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

DISK_LOW_MB = 2_048
"""Free megabytes: an index is built beside the old one, and a night's crawl fills a WARC file or two."""
DISK_EASED = 1.2
"""Times as much must be free before it counts as enough again, so that a disk at the edge is told of once."""
CRAWL_LEAST = timedelta(hours=48)
"""Nothing crawled for so long is never normal: the shortest cadence is a day, and a day may fail."""
CRAWL_CADENCES = 2
"""Times the shortest cadence of the enabled sources, where that is longer."""
INDEX_STALE = timedelta(hours=24)
"""How long a change may wait for the index: an index run a day is the least that any schedule has."""
REMOVAL_SHOWN = timedelta(hours=1)
"""How long somebody who asked to be left out may still be shown."""
SICK_SHARE = 0.5
"""A source is unhealthy when this part of its areas fails,"""
SICK_RUNS = 3
"""or one of them so many times in a row."""
RUNS_BACK = timedelta(days=90)
"""Runs that are looked at: twice the longest cadence, and a month."""
BACKUP_OLD = timedelta(days=8)
"""A weekly backup and a day's grace."""
WORKER_AWAY = timedelta(hours=1)
"""How long a worker that was stopped may stay so: an upgrade takes minutes."""
JOB_WAITS = timedelta(hours=6)
"""How long a job that may begin waits at most: longer than the longest crawl under way."""
CLOCK_AHEAD = timedelta(minutes=2)
"""How far what was noted may lie in the future: machines that share a store differ by seconds."""
DISK_CLOCK = timedelta(seconds=10)
"""How far the clock of the disk's machine may differ."""


class ThresholdError(Exception):
    """A setting is no number; the message names it."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Those that an operator may set."""

    disk_low: int = DISK_LOW_MB * 1_000_000
    """Bytes free."""
    crawl: timedelta | None = None
    """None: by the sources' cadence."""
    index: timedelta = INDEX_STALE

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> "Thresholds":
        """Read `ROSANNA_DISK_LOW_MB`, `_CRAWL_HOURS` and `_INDEX_HOURS`. Raises `ThresholdError`."""
        disk = _number(environ, "ROSANNA_DISK_LOW_MB")
        crawl = _number(environ, "ROSANNA_CRAWL_HOURS")
        index = _number(environ, "ROSANNA_INDEX_HOURS")
        return cls(
            disk_low=round((DISK_LOW_MB if disk is None else disk) * 1_000_000),
            crawl=None if crawl is None else timedelta(hours=crawl),
            index=INDEX_STALE if index is None else timedelta(hours=index),
        )


def _number(environ: Mapping[str, str], name: str) -> float | None:
    given = environ.get(name)
    if not given:
        return None
    try:
        value = float(given)
    except ValueError:
        value = -1.0
    if not 0 <= value < 1e9:
        raise ThresholdError(f"{name}={given}: give a number that is not negative, or unset it")
    return value
