"""Runs pages in a process of its own and watches each one's time and memory from outside."""

import contextlib
import multiprocessing
import os
import time
import traceback
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path

from indexer.facts import extract
from indexer.page import Site
from indexer.parse import parse
from tests.fuzz.pages import page

SECONDS_MOST, MEGABYTES_MOST = 2.0, 300
"""Of processor time, and of memory that the process holds at once, interpreter and vocabularies included."""
HUNG_SECONDS = 60
"""Of processor time, after which the process is ended: whatever it would have come to, it is a fault."""
_SEEN = datetime(2026, 1, 1, tzinfo=UTC)
_CLEAR, _STATUS = Path("/proc/self/clear_refs"), Path("/proc/self/status")


@dataclass(frozen=True, slots=True)
class Watched:
    """One page's result."""

    number: int
    what: str
    seconds: float
    megabytes: float
    error: str = ""

    @property
    def fault(self) -> str:
        """What is wrong, empty when nothing is."""
        if self.error:
            return self.error
        if self.seconds > SECONDS_MOST:
            return f"took {self.seconds:.1f} s"
        return f"held {self.megabytes:.0f} MB" if self.megabytes > MEGABYTES_MOST else ""


def watch(seed: int, numbers: Iterable[int]) -> Iterator[Watched]:
    """Read the pages of these numbers, one after the other, in a child that is replaced when it hangs or dies."""
    waiting = list(reversed(list(numbers)))
    while waiting:
        ours, theirs = multiprocessing.get_context("spawn").Pipe()
        child = multiprocessing.get_context("spawn").Process(
            target=_read_pages, args=(seed, theirs), daemon=True
        )
        child.start()
        theirs.close()
        try:
            ours.recv()  # it has read the vocabularies
            yield from _served(seed, waiting, ours, child.pid or 0)
        finally:
            child.kill()
            child.join()
            ours.close()


def _served(seed: int, waiting: list[int], child: Connection, process: int) -> Iterator[Watched]:
    """Hand out numbers until none is left or the child is lost."""
    while waiting:
        number = waiting.pop()
        try:
            child.send(number)
            if not _answers(child, process):
                yield Watched(number, page(seed, number)[0], HUNG_SECONDS, 0.0, "hung")
                return
            one: Watched = child.recv()
            yield one
            if one.fault:  # the next page gets a process of its own: memory once held is not all given back
                return
        except (EOFError, OSError):
            yield Watched(number, page(seed, number)[0], 0.0, 0.0, "the process died")
            return


def _answers(child: Connection, process: int) -> bool:
    """Whether the process answers before it has used up its time; a busy machine may let it wait longer."""
    start = _processor_seconds(process)
    while not child.poll(1.0):
        if _processor_seconds(process) - start > HUNG_SECONDS:
            return False
    return True


def _processor_seconds(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _read_pages(seed: int, parent: Connection) -> None:
    extract(Site((parse(b"<p>Massage", "http://warm.example/", None, _SEEN),)))  # vocabularies are read once
    parent.send(None)
    with contextlib.suppress(EOFError):
        while True:
            parent.send(_read(seed, parent.recv()))


def _read(seed: int, number: int) -> Watched:
    what, body = page(seed, number)
    _CLEAR.write_text("5", encoding="ascii")  # the peak counts from here
    start, error = time.process_time(), ""
    try:
        extract(Site((parse(body, "http://fuzz.example/", None, _SEEN),)))
    except Exception:  # noqa: BLE001 - whatever it is, it is what we look for
        error = traceback.format_exc(limit=-4)
    return Watched(number, what, time.process_time() - start, _peak(), error)


def _peak() -> float:
    """Most memory held since the last clearing, MB."""
    lines = _STATUS.read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024
