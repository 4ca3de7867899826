"""Crawling 2,000 pages of 80 sites, all of it (robots.txt, links, archive, store), against a bare download.

Both run in processes of their own and ask the same server at the same concurrency; the clock runs from the
first request that reaches the server until the process has ended.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from crawler.store import Store
from tests.benchmarks.crawling_web import PAGES, SITES, url_of
from tests.benchmarks.harness import Row

RUNS = 3
SOURCE = """\
id: bench
title: The web of the benchmark
publisher: made up
url: http://clinic0.example/
licence: made up
purpose: benchmark
kind: sites
rate: {delay: 0}
sites: {from_listings: false, seeds: seeds.txt}
"""
CRAWL = [sys.executable, "-c", "from crawler.cli import crawl_command; crawl_command()"]
BARE = [sys.executable, "-m", "tests.benchmarks.bare_spider"]


def rows() -> list[Row]:
    """One row; its note has pages a second and how memory grew."""
    with tempfile.TemporaryDirectory() as folder, served() as web:
        root = Path(folder)
        (root / "bench.yaml").write_text(SOURCE)
        (root / "seeds.txt").write_text("\n".join(url_of(site, 0) for site in range(SITES)))
        (root / "urls.txt").write_text(
            "\n".join(url_of(site, page) for page in range(PAGES) for site in range(SITES))
        )
        pairs = []
        growths = []
        for number in range(RUNS + 1):  # the first is the warm-up
            home = root / f"home{number}"
            ours, memory = timed([*CRAWL, str(root / "bench.yaml")], web, home)
            with Store(f"sqlite:///{home / 'rosanna.db'}") as store:
                kept = sum(1 for _ in store.pages())
            if kept != SITES * PAGES:
                raise RuntimeError(f"kept {kept} of {SITES * PAGES} pages")
            peer, _ = timed([*BARE, str(root / "urls.txt")], web, home)
            pairs.append((ours, peer))
            growths.append(growth(memory))
        pairs, growths = pairs[1:], growths[1:]
    ratios = [ours / peer for ours, peer in pairs]
    ours, peer = (statistics.median(one) for one in zip(*pairs, strict=True))
    total = SITES * PAGES
    note = (
        f"{total / ours:.0f} pages/s, bare {total / peer:.0f}, ours/bare {statistics.median(1 / r for r in ratios):.2f};"
        f" memory, last quarter over second: {statistics.median(growths):.2f}"
    )
    spread = (min(ratios), max(ratios))
    return [Row("crawl of 2,000 pages", ours, peer, statistics.median(ratios), spread, RUNS, note)]


class Web:
    """The served web, and when it was first asked."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.proxy = f"http://127.0.0.1:{self._said()}"

    def first_asked(self) -> float:
        """The moment of the first request since the last question."""
        if self._process.stdin is None:
            raise RuntimeError("the server takes no questions")
        self._process.stdin.write("?\n")
        self._process.stdin.flush()
        return float(self._said())

    def _said(self) -> str:
        if self._process.stdout is None:
            raise RuntimeError("the server says nothing")
        return self._process.stdout.readline().strip()


@contextmanager
def served() -> Iterator[Web]:
    """The web, while the block lasts."""
    command = [sys.executable, "-m", "tests.benchmarks.crawling_web"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Web(process)
        finally:
            process.terminate()


def timed(command: Sequence[str], web: Web, home: Path) -> tuple[float, list[int]]:
    """Seconds from the first request to the end, and memory (pages of the kernel) every tenth of a second."""
    plain = {key: value for key, value in os.environ.items() if "proxy" not in key.lower()}
    environ = {**plain, "http_proxy": web.proxy, "ROSANNA_HOME": str(home)}
    memory = []
    with subprocess.Popen(
        command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        while process.poll() is None:
            memory.append(resident(process.pid))
            time.sleep(0.1)
        end = time.time()
    if process.returncode:
        raise RuntimeError(f"{command} ended with {process.returncode}")
    return end - web.first_asked(), memory


def resident(process: int) -> int:
    """Resident memory in pages of the kernel; 0 where the system does not say."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0


def growth(memory: Sequence[int]) -> float:
    """Mean memory in the last quarter of the time over that in the second."""
    quarter = len(memory) // 4
    second, last = memory[quarter : 2 * quarter], memory[-quarter:]
    return statistics.mean(last) / statistics.mean(second) if quarter and any(second) else 1.0
