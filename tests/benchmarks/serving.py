"""Pages over HTTP: gunicorn with two workers on loopback, against a bare Flask "hello" under the same server.

One connection after another by `http.client`, kept alive, so that the client costs both alike. Throughput is of
four clients at once; latency is at a fixed rate, so that a slow answer delays the next one's start for nobody.
"""

import http.client
import multiprocessing
import os
import random
import signal
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from urllib.parse import urlencode

from flask import Flask

from crawler.home import Home
from indexer.building.generations import Generations, SourceSeen
from indexer.census import Notes
from indexer.engines import whoosh
from search_web import create_app
from search_web.server import Server, listen
from tests.benchmarks.generated import SEEN, documents
from tests.benchmarks.harness import Row

PROVIDERS = int(os.environ.get("BENCH_PROVIDERS", "5000"))
"""Of the made-up index."""
WORKERS = 2
CLIENTS = 4
REQUESTS = 200
"""Of each run of throughput."""
RUNS = 3
RATE, SECONDS = 50, 10
"""Of the run of latency: requests a second, and for how long."""
WORDS = ("massage", "remedial massage", "osteopathy", "deep tissue", "back pain", "pregnancy massage")
PLACES = ("Rosanna", "Carlton", "Brunswick", "Footscray", "Box Hill", "Dandenong", "Werribee", "Frankston")


def rows() -> list[Row]:
    """Throughput of new and of repeated results pages and of 304, against hello; latency at a steady rate."""
    with tempfile.TemporaryDirectory() as folder:
        home = Home.from_environment({"ROSANNA_HOME": folder})
        build(home)
        with serving(lambda: create_app({"HOME": home})) as ours, serving(hello) as peer:
            warm(ours)
            return [
                _throughput("results pages, each new", ours, peer, _new_searches()),
                _throughput("results pages, asked again", ours, peer, lambda n: (searches()[n % 48], {})),
                _throughput("results page, 304", ours, peer, _unchanged(ours)),
                latency(ours),
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
def serving(make_app: Callable[[], Flask], workers: int = WORKERS) -> Iterator[int]:
    """An app under our gunicorn; gives the port. Ended with everything it started."""
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
        yield port
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


def searches() -> list[str]:
    """Searches as people ask them."""
    asked = [(word, place) for word in WORDS for place in PLACES]
    return [f"/search?{urlencode({'q': word, 'near': place})}" for word, place in asked]


def warm(port: int) -> None:
    """Have every worker open its index and read its templates."""
    for path in searches() * 2:
        get(port, path)


Ask = Callable[[int], tuple[str, dict[str, str]]]


def _new_searches() -> Ask:
    chance = random.Random(5)
    kinds = searches()

    def ask(_: int) -> tuple[str, dict[str, str]]:
        return f"{chance.choice(kinds)}&max_price={chance.randrange(10_000, 10_000_000)}", {}

    return ask


def _unchanged(port: int) -> Ask:
    path = searches()[0]
    _, headers = get(port, path)
    tag = headers["ETag"]
    return lambda _: (path, {"If-None-Match": tag})


def _throughput(name: str, ours: int, peer: int, ask: Ask) -> Row:
    _answered(ours, ask), _answered(peer, ask)
    pairs = [(_answered(ours, ask), _answered(peer, ask)) for _ in range(RUNS)]
    ratios = [theirs / mine for mine, theirs in pairs]
    note = f"{PROVIDERS} providers, {WORKERS} workers, {CLIENTS} clients; ratio: our requests a second to hello's"
    return Row(
        name=name,
        ours=statistics.median(mine for mine, _ in pairs) / REQUESTS,
        peer=statistics.median(theirs for _, theirs in pairs) / REQUESTS,
        ratio=statistics.median(ratios),
        spread=(min(ratios), max(ratios)),
        runs=RUNS,
        note=note,
    )


def _answered(port: int, ask: Ask) -> float:
    """Seconds for `REQUESTS` requests by `CLIENTS` clients."""
    asked = [ask(number) for number in range(REQUESTS)]

    def run(own: Sequence[tuple[str, dict[str, str]]]) -> None:
        client = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        for path, headers in own:
            client.request("GET", path, headers=headers)
            answer = client.getresponse()
            body = answer.read()
            if answer.status not in {200, 304}:
                raise AssertionError(f"{path}: {answer.status} {body[:200]!r}")
        client.close()

    started = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(run, (asked[number::CLIENTS] for number in range(CLIENTS))))
    return time.perf_counter() - started


def latency(port: int) -> Row:
    """p99 and median of new results pages at a steady rate; the time counts from when each was due."""
    ask, taken = _new_searches(), list[float]()
    lock = threading.Lock()

    def one(due: float, path: str) -> None:
        get(port, path)
        with lock:
            taken.append(time.perf_counter() - due)

    with ThreadPoolExecutor(32) as pool:
        started = time.perf_counter()
        for number in range(RATE * SECONDS):
            due = started + number / RATE
            time.sleep(max(0.0, due - time.perf_counter()))
            pool.submit(one, due, ask(number)[0])
    taken.sort()
    p99, middle = taken[int(len(taken) * 0.99)], statistics.median(taken)
    return Row(
        name=f"results page at {RATE}/s: p99, median",
        ours=p99,
        peer=middle,
        ratio=p99 / middle,
        spread=(taken[0] / middle, taken[-1] / middle),
        runs=len(taken),
        note=f"{PROVIDERS} providers; “ours” is p99, “peer” the median of the same run",
    )
