"""The machine: its disks, its clock, and the versions of what is installed."""

import ctypes
import os
import shutil
import sqlite3
import tempfile
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from packaging.requirements import Requirement
from sqlalchemy import func, select

from crawler.kept.tables import RunRow
from operations.health.finding import Finding
from operations.health.look import Look
from operations.health.thresholds import CLOCK_AHEAD, DISK_CLOCK, DISK_EASED

LEAST_SQLITE = (3, 35, 0)
"""The first with RETURNING, by which rows are written and read at once."""
UNSYNCHRONIZED = 5
"""What adjtimex(2) answers while nothing keeps the clock right (TIME_ERROR)."""
ZONE = "Australia/Melbourne"
"""Any of those that quiet hours and opening hours are told in."""


def disk(look: Look) -> Iterator[Finding]:
    """Whether each disk that something is kept on has room."""
    seen: set[int] = set()
    for folder in (look.home.root, look.home.pages, look.home.index):
        there = next(one for one in (folder, *folder.parents) if one.exists())
        device = there.stat().st_dev
        if device in seen:
            continue
        seen.add(device)
        usage = shutil.disk_usage(there)
        about = str(folder)
        least = look.thresholds.disk_low
        if f"disk:{about}" in look.known:
            least = round(least * DISK_EASED)
        words = f"{usage.free / 1e9:,.1f} of {usage.total / 1e9:,.1f} GB free at {about}"
        if usage.free < least:
            yield Finding(
                "disk", "error", f"{words}, {least / 1e9:,.1f} GB are needed",
                "make room: `rosanna archive prune`, older backups, or a larger disk", about,
            )  # fmt: skip
        else:
            yield Finding("disk", "ok", words, about=about)


def clock(look: Look) -> Iterator[Finding]:
    """Whether the time is believable: schedules, leaving and freshness go by it."""
    with look.ledger.engine.connect() as connection:
        newest = connection.execute(select(func.max(RunRow.started_at))).scalar_one()
    if newest is not None and newest > look.now + CLOCK_AHEAD:
        yield Finding(
            "clock", "error",
            f"it is {look.now:%Y-%m-%d %H:%M} UTC, but a crawl began at {newest:%Y-%m-%d %H:%M}: the clock "
            "was set back",
            "set the clock (`timedatectl set-ntp true`); nothing is due until it has caught up",
        )  # fmt: skip
        return
    try:
        ZoneInfo(ZONE)
    except ZoneInfoNotFoundError:
        yield Finding("clock", "error", "the time zones are not installed", "install tzdata")
        return
    apart = _disk_clock(look.home.root)
    if abs(apart) > DISK_CLOCK.total_seconds():
        yield Finding(
            "clock", "warning", f"the clock of the disk at {look.home.root} differs by {apart:+,.0f} s",
            "let both machines set their clocks by the network (NTP)",
        )  # fmt: skip
        return
    if ctypes.CDLL(None).adjtimex(ctypes.create_string_buffer(512)) == UNSYNCHRONIZED:
        yield Finding(
            "clock", "note", f"{look.now:%Y-%m-%d %H:%M} UTC; nothing keeps this machine's clock right",
            "`timedatectl set-ntp true`, unless the machine's host does it",
        )  # fmt: skip
        return
    yield Finding("clock", "ok", f"{look.now:%Y-%m-%d %H:%M} UTC")


def _disk_clock(folder: Path) -> float:
    """Seconds by which files written now lie in the future."""
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".clock") as file:
        before = datetime.now(UTC).timestamp()
        os.utime(file.name)
        return Path(file.name).stat().st_mtime - before


def versions(_: Look) -> Iterator[Finding]:
    """Whether what is installed is what this version was made with."""
    wrong = []
    for one in _requirements():
        try:
            found = metadata.version(one.name)
        except metadata.PackageNotFoundError:
            wrong.append(f"{one.name} is not installed")
            continue
        if not one.specifier.contains(found, prereleases=True):
            wrong.append(f"{one.name} is {found}, needed is {one.specifier}")
    if sqlite3.sqlite_version_info < LEAST_SQLITE:
        wrong.append(f"SQLite is {sqlite3.sqlite_version}, needed is {'.'.join(map(str, LEAST_SQLITE))}")
    if wrong:
        yield Finding(
            "versions",
            "error",
            "; ".join(wrong),
            "install again: `pip install --require-hashes -r requirements.lock`",
        )
    else:
        from crawler.settings import VERSION  # noqa: PLC0415

        yield Finding(
            "versions", "ok", f"Rosanna {VERSION}, SQLite {sqlite3.sqlite_version}, all that it needs"
        )


def _requirements() -> Iterator[Requirement]:
    try:
        named = metadata.requires("rosanna") or []
    except metadata.PackageNotFoundError:  # run from a checkout that was never installed
        project = Path(__file__).parents[2] / "pyproject.toml"
        named = tomllib.loads(project.read_text(encoding="utf-8"))["project"]["dependencies"]
    for text in named:
        one = Requirement(text)
        if one.marker is None or one.marker.evaluate():
            yield one
