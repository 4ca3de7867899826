"""More is asked than can be answered: some are turned away in words, nobody gets an error, and it passes."""

import http.client
import json
import threading
import time
from collections import Counter
from pathlib import Path

import pytest

from crawler.home import Home
from search_web import create_app
from search_web.server import RETRY_AFTER
from tests.benchmarks import serving

CAPACITY_SECONDS, SECONDS = 3.0, 12.0
"""For measuring what it can do, and for asking four times as much."""
CLIENTS = 128
"""Enough that those who wait are four times those who are answered within the longest wait."""
RECOVERY_SECONDS = 2.0


def _ask(port: int, until: float, seen: "Counter[str]", lock: threading.Lock, seed: int) -> None:
    number = seed * 1_000_000
    while time.monotonic() < until:
        number += 1
        path = f"/search?q=massage&near=Rosanna&max_price={10_000 + number}"
        client = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        try:
            client.request("GET", path)
            answer = client.getresponse()
            body = answer.read()
            kind = str(answer.status)
            if answer.status in {429, 503}:
                named = (
                    answer.headers["Retry-After"] == str(RETRY_AFTER) and json.loads(body)["error"]["code"]
                )
                kind += "" if named else " without Retry-After"
                time.sleep(0.2)
        except OSError as error:
            kind = type(error).__name__
        finally:
            client.close()
        with lock:
            seen[kind] += 1


def _run(port: int, clients: int, seconds: float) -> "Counter[str]":
    seen: Counter[str] = Counter()
    lock, until = threading.Lock(), time.monotonic() + seconds
    threads = [threading.Thread(target=_ask, args=(port, until, seen, lock, seed)) for seed in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seen


@pytest.mark.slow
def test_too_much_is_turned_away_with_a_time_to_come_back_and_then_all_is_well(tmp_path: Path) -> None:
    home = Home.from_environment({"ROSANNA_HOME": str(tmp_path)})
    serving.build(home, 500)
    with serving.serving(lambda: create_app({"HOME": home})) as site:
        port = site.port
        assert set(_run(port, 4, CAPACITY_SECONDS)) == {"200"}
        seen = _run(port, CLIENTS, SECONDS)
        assert set(seen) <= {"200", "503", "429"}, seen
        assert seen["200"] > 0
        assert seen["503"] > 0, seen
        time.sleep(RECOVERY_SECONDS)
        assert set(_run(port, 4, 1.0)) == {"200"}
