"""Pages over HTTP: gunicorn with two workers on loopback, against a bare Flask "hello" under the same server.

Throughput is asked of by four clients at once, and told per second of processor time of the workers, so that
neither the client nor what else the machine does counts. Latency is at a fixed rate, by the clock, so that a slow
answer delays the next one's start for nobody. What is asked: `tests.benchmarks.traffic`.
"""

import http.client
import itertools
import multiprocessing
import os
import signal
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from crawler.home import Home
from indexer.building.generations import Generations, SourceSeen
from indexer.census import Notes
from indexer.engines import whoosh
from search_web import create_app
from search_web.server import Server, listen
from tests.benchmarks.generated import SEEN, documents
from tests.benchmarks.harness import Row
from tests.benchmarks.traffic import NEW, POPULAR, Traffic

PROVIDERS = int(os.environ.get("BENCH_PROVIDERS", "5000"))
"""Of the made-up index."""
WORKERS = 2
CLIENTS = 4
WARM = 3000
"""Searches asked before anything is measured: a minute of 50 a second."""
REQUESTS = 400
"""Of each run of throughput. The kernel counts processor time in hundredths of a second."""
RUNS = 5
RATE, SECONDS = 50, 10
"""Of the run of latency: requests a second, and for how long."""
BROWSER = {"Accept-Encoding": "gzip, deflate, br"}
"""What every browser sends, and what decides how much there is to send back."""


@dataclass(frozen=True, slots=True)
class Served:
    """A running server: its port, and the process that began its workers."""

    port: int
    process: int


def rows() -> list[Row]:
    """Results pages as people ask for them, each new, repeated, and 304, against hello; latency at a steady rate."""
    with tempfile.TemporaryDirectory() as folder:
        home = Home.from_environment({"ROSANNA_HOME": folder})
        build(home)
        with serving(lambda: create_app({"HOME": home})) as ours, serving(hello) as peer:
            traffic = Traffic()
            warm(ours, traffic, WARM)
            asked, popular = iter(traffic), traffic.popular[0]
            mix = f", {NEW:.0%} new, the others of {POPULAR} by Zipf's law, {WARM} asked before"
            return [
                _throughput("results pages, as people ask", ours, peer, lambda: (next(asked), {}), mix),
                _throughput("results pages, each new", ours, peer, lambda: (traffic.new(), {})),
                _throughput("results page, asked again", ours, peer, lambda: (popular, {})),
                _throughput("results page, 304", ours, peer, _unchanged(ours, popular)),
                latency("results pages, as people ask", ours, lambda: (next(asked), {})),
                latency("results pages, each new", ours, lambda: (traffic.new(), {})),
            ]


def build(home: Home, providers: int = PROVIDERS) -> None:
    """A made-up index."""
    generations = Generations(home.index)
    with generations.building() as folder:
        notes = Notes()
        count = whoosh.write(folder, notes.taking(documents(providers)))
        notes.save(folder, ())
        generations.publish(folder, providers=count, sources=(SourceSeen("sites", count, SEEN),))


def hello() -> Flask:
    """The peer."""
    app = Flask("hello")
    app.add_url_rule("/<path:_>", view_func=lambda _: "hello")
    return app


@contextmanager
def serving(make_app: Callable[[], Flask], workers: int = WORKERS) -> Iterator[Served]:
    """An app under our gunicorn. Ended with everything it started."""
    listening = listen("127.0.0.1", 0)
    port: int = listening.getsockname()[1]
    process = multiprocessing.get_context("fork").Process(
        target=lambda: Server(make_app, listening, workers).run(), daemon=False
    )
    process.start()
    listening.close()
    try:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                get(port, "/healthz")
                break
            except OSError:
                time.sleep(0.1)
        yield Served(port, process.pid or 0)
    finally:
        os.kill(process.pid or 0, signal.SIGTERM)
        process.join(20)


def get(port: int, path: str, headers: dict[str, str] | None = None) -> tuple[int, dict[str, str]]:
    """Status and headers of one request on a connection of its own."""
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        client.request("GET", path, headers=headers or {})
        answer = client.getresponse()
        answer.read()
        return answer.status, dict(answer.getheaders())
    finally:
        client.close()


def processor_seconds(server: int) -> float:
    """Time that the processors worked for a server's workers since they began."""
    workers = Path(f"/proc/{server}/task/{server}/children").read_text(encoding="ascii").split()
    fields = (
        Path(f"/proc/{one}/stat").read_text(encoding="utf-8").rpartition(")")[2].split() for one in workers
    )
    return sum(int(one[11]) + int(one[12]) for one in fields) / os.sysconf("SC_CLK_TCK")


def warm(site: Served, traffic: Traffic, asked: int) -> None:
    """Have every worker open its index and read its templates, and keep what an earlier hour has asked for."""
    _ask(site, [(path, {}) for path in itertools.islice(traffic, asked)])


Ask = Callable[[], tuple[str, dict[str, str]]]


def _unchanged(site: Served, path: str) -> Ask:
    _, headers = get(site.port, path)
    tag = headers["ETag"]
    return lambda: (path, {"If-None-Match": tag})


def _throughput(name: str, ours: Served, peer: Served, ask: Ask, note: str = "") -> Row:
    """Requests a second of processor time, ours to the peer's."""
    pairs = [
        (_ask(ours, [ask() for _ in range(REQUESTS)]), _ask(peer, [ask() for _ in range(REQUESTS)]))
        for _ in range(RUNS)
    ]
    ratios = [theirs / mine for mine, theirs in pairs]
    return Row(
        name=name,
        ours=statistics.median(mine for mine, _ in pairs) / REQUESTS,
        peer=statistics.median(theirs for _, theirs in pairs) / REQUESTS,
        ratio=statistics.median(ratios),
        spread=(min(ratios), max(ratios)),
        runs=RUNS,
        note=f"{PROVIDERS} providers{note}; processor time a request; ratio: our requests a second to hello's",
    )


def _ask(site: Served, asked: Sequence[tuple[str, dict[str, str]]]) -> float:
    """Seconds of processor time that the workers took for some requests of `CLIENTS` clients."""

    def run(own: Sequence[tuple[str, dict[str, str]]]) -> None:
        client = http.client.HTTPConnection("127.0.0.1", site.port, timeout=30)
        for path, headers in own:
            client.request("GET", path, headers={**BROWSER, **headers})
            answer = client.getresponse()
            body = answer.read()
            if answer.status not in {200, 304}:
                raise AssertionError(f"{path}: {answer.status} {body[:200]!r}")
        client.close()

    before = processor_seconds(site.process)
    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(run, (asked[number::CLIENTS] for number in range(CLIENTS))))
    return processor_seconds(site.process) - before


def latency(name: str, site: Served, ask: Ask) -> Row:
    """p99 and median at a steady rate; the time counts from when each was due, on one connection each."""
    taken, lock = list[float](), threading.Lock()

    def one(due: float, path: str) -> None:
        get(site.port, path, BROWSER)
        with lock:
            taken.append(time.perf_counter() - due)

    with ThreadPoolExecutor(32) as pool:
        started = time.perf_counter()
        for number in range(RATE * SECONDS):
            due = started + number / RATE
            time.sleep(max(0.0, due - time.perf_counter()))
            pool.submit(one, due, ask()[0])
    taken.sort()
    p99, middle = taken[int(len(taken) * 0.99)], statistics.median(taken)
    return Row(
        name=f"{name} at {RATE}/s: p99, median",
        ours=p99,
        peer=middle,
        ratio=p99 / middle,
        spread=(taken[0] / middle, taken[-1] / middle),
        runs=len(taken),
        note=f"{PROVIDERS} providers; by the clock; “ours” is p99, “peer” the median of the same run",
    )
