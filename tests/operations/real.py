"""A real installation for tests: a small web, a real worker in a process of its own, and `kill -9` of everything."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from data.sample_server import SampleWeb
from operations.asked import Sources
from operations.job import ACTIVE, Job
from operations.ledger import Ledger
from tests.operations.ahead import ClockAhead

ROOT = Path(__file__).parents[2]


class Installation:
    """A home, its sources, its web."""

    def __init__(self, folder: Path, proxy: str, slots: int = 2) -> None:
        self.folder, self.slots = folder, slots
        self.home, self.sources, self.web = folder / "home", folder / "sources", folder / "web"
        self.home.mkdir()
        self.clock = ClockAhead(folder / "ahead")
        self.ledger = Ledger(f"sqlite:///{self.home / 'rosanna.db'}", self.clock)
        self.folder_of = Sources(self.sources)
        plain = {key: value for key, value in os.environ.items() if "proxy" not in key.lower()}
        self.environment = {**plain, "ROSANNA_HOME": str(self.home), "http_proxy": proxy}
        self.worker: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "tests.operations.ahead", str(self.sources), str(self.clock.file)]
        with (self.folder / "worker.log").open("ab") as log:
            self.worker = subprocess.Popen(
                [*command, str(self.slots)], cwd=ROOT, env=self.environment, stdout=log, stderr=log
            )

    def kill_worker(self, how: signal.Signals = signal.SIGKILL) -> int:
        assert self.worker is not None
        self.worker.send_signal(how)
        return self.worker.wait(timeout=60)

    def cut_power(self) -> int:
        """Kill -9 every process of this installation; how many there were."""
        mark = f"ROSANNA_HOME={self.home}".encode()
        killed = 0
        for process in Path("/proc").glob("[0-9]*"):
            try:
                if mark in (process / "environ").read_bytes().split(b"\0"):
                    os.kill(int(process.name), signal.SIGKILL)
                    killed += 1
            except (OSError, ProcessLookupError):
                continue
        if self.worker is not None:
            self.worker.wait()
        return killed

    def active(self) -> tuple[Job, ...]:
        return self.ledger.jobs(ACTIVE)

    def running(self, kind: str) -> Job | None:
        return next((job for job in self.ledger.jobs("running") if job.kind == kind), None)

    def wait_for(self, what: Callable[[], object], seconds: float = 120) -> object:
        """Until something is so, and what it is."""
        until = time.monotonic() + seconds
        while not (found := what()):
            if time.monotonic() > until:
                raise AssertionError(
                    f"not within {seconds} s: {(self.folder / 'worker.log').read_text()[-2_000:]}"
                )
            time.sleep(0.1)
        return found

    def next_wake(self) -> timedelta:
        """How long until something will be due, or may begin."""
        plans, now = self.folder_of.plans(self.ledger), self.clock()
        wakes = [one.next_due for one in plans] + [one.not_before for one in plans]
        wakes += [due.not_before for one in plans for due in one.due]
        return min(one - now for one in wakes if one is not None and one > now)

    def ready(self) -> bool:
        return any(one.ready for one in self.folder_of.plans(self.ledger))


@contextmanager
def installed(folder: Path, slots: int = 2) -> Iterator[Installation]:
    """While the block lasts; nothing of it is left running."""
    (folder / "web").mkdir()
    with SampleWeb(folder / "web", log=folder / "requests.log") as server:
        made = Installation(folder, server.proxy_url, slots)
        try:
            yield made
        finally:
            made.cut_power()
            made.ledger.engine.dispose()
