"""Reads pages in a process beside the crawl: on a second core, and where a page can do no harm.

A page that brings the parser down, takes all memory or never ends costs only itself: the process is ended
and begun anew. When the crawl ends, however it does, the process finds its pipe closed and ends as well.
"""

import asyncio
import contextlib
import os
import resource
import signal
import subprocess
import sys
import traceback
from collections.abc import Sequence
from multiprocessing.connection import Connection, Pipe
from typing import Any

from crawler.reading.page import PageRead, read_page

READING_SECONDS = 20.0
"""Of computing, for one page. The longest that are taken (5 MB) need about one."""
READING_MEMORY = 1_500_000_000
"""Bytes of address space. A page of 5 MB needs about 200 MB."""
_READY = "ready"


class ReadingError(Exception):
    """A page that cannot be read; the message says why."""


class Reader:
    """Reads one page at a time; who asks meanwhile waits. Must be closed."""

    def __init__(self, seconds: float = READING_SECONDS) -> None:
        """`seconds` of computing are given to a page."""
        self._seconds = seconds
        self._turn = asyncio.Lock()
        self._is_ready = False
        self._begin()

    async def read(self, text: str, url: str, robots_tags: Sequence[bytes] = ()) -> PageRead | None:
        """`crawler.reading.page.read_page`, beside the crawl. Raises `ReadingError`."""
        async with self._turn:
            try:
                if not self._is_ready:
                    self._is_ready = await self._answer() == _READY
                self._pipe.send((self._seconds, (text, url, robots_tags)))
                answer = await self._answer()
            except (EOFError, OSError) as error:
                too_long = self._process.wait() == -signal.SIGPROF
                self._begin_anew()
                why = f"took over {self._seconds:.0f} s" if too_long else "broke down"
                raise ReadingError(f"the parser {why}") from error
            except asyncio.CancelledError:
                self._begin_anew()  # or the next to ask would get this answer
                raise
        if isinstance(answer, PageRead | None):
            return answer
        raise RuntimeError(answer)

    def _begin(self) -> None:
        self._pipe, theirs = Pipe()
        # Not by `multiprocessing.Process`: that would run our caller's main module once more.
        call = f"import sys; sys.path[:] = {sys.path}; from {__name__} import serve; serve({theirs.fileno()})"
        command = [sys.executable, "-c", call]
        self._process = subprocess.Popen(command, pass_fds=[theirs.fileno()])  # noqa: S603 (all of it is ours)
        theirs.close()  # or the end of the process would not be noticed
        self._is_ready = False

    def close(self) -> None:
        """End the process."""
        self._pipe.close()
        self._process.kill()
        self._process.wait()

    def _begin_anew(self) -> None:
        self.close()
        self._begin()

    async def _answer(self) -> Any:
        loop = asyncio.get_running_loop()
        came: asyncio.Future[None] = loop.create_future()
        loop.add_reader(self._pipe.fileno(), _once, came)
        try:
            await came
        finally:
            loop.remove_reader(self._pipe.fileno())
        return self._pipe.recv()


def _once(came: "asyncio.Future[None]") -> None:
    if not came.done():
        came.set_result(None)


def serve(descriptor: int) -> None:
    """In the process: answer until the pipe ends. Signals are the crawl's to heed."""
    pipe: Connection[Any, Any] = Connection(descriptor)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_AS, (READING_MEMORY, READING_MEMORY))
    pipe.send(_READY)
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            seconds, page = pipe.recv()
            signal.setitimer(signal.ITIMER_PROF, seconds)  # SIGPROF, unhandled, ends the process
            pipe.send(_read(page))
            signal.setitimer(signal.ITIMER_PROF, 0)


def _read(page: tuple[str, str, Sequence[bytes]]) -> PageRead | str | None:
    try:
        return read_page(*page)
    except MemoryError:
        os._exit(1)  # without a word: the crawl sees the pipe end
    except Exception:  # noqa: BLE001 (a fault of ours is told where it can be counted)
        return traceback.format_exc()
