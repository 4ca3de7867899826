"""Builds and refreshes that are killed at any moment: what is served stays whole, and the next run mends."""

import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from indexer.building.generations import Generations
from indexer.engines import whoosh
from indexer.engines.protocol import Query
from indexer.errors import IndexMissing
from indexer.search import Understood
from tests.engines.builder import build

ROOT = Path(__file__).parents[2]


def start(folder: Path, count: int, seed: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.engines.builder", str(folder), str(count), str(seed)]
    return subprocess.Popen(command, cwd=ROOT)


def seconds(folder: Path, count: int, seed: int) -> float:
    began = time.monotonic()
    assert start(folder, count, seed).wait() == 0
    return time.monotonic() - began


def served(folder: Path) -> int:
    """How many the served generation has, every one of them read and counted."""
    with Generations(folder).open() as lease, whoosh.WhooshEngine(lease.folder) as engine:
        assert sum(1 for _ in engine.providers()) == len(engine)
        assert 0 < engine.search(Query(Understood())).total <= len(engine)
        return len(engine)


@pytest.mark.parametrize(("count", "kills"), [(120, 4), pytest.param(3000, 30, marks=pytest.mark.slow)])
def test_a_killed_build_or_refresh_leaves_what_is_served(tmp_path: Path, count: int, kills: int) -> None:
    whole = seconds(tmp_path / "timed", count, 0)
    again = seconds(tmp_path / "timed", count, 1)
    chance, published, killed = random.Random(count), 0, 0
    index = tmp_path / "index"
    for number in range(kills):
        if number % 3 == 0:  # a build from nothing now and then
            shutil.rmtree(index, ignore_errors=True)
            published = 0
        process = start(index, count, number)
        time.sleep(chance.uniform(0.2, 1.0) * (again if published else whole))
        process.kill()
        killed += process.wait() == -9
        if published or Generations(index).current():
            assert served(index) == count
            published = 1
        else:
            with pytest.raises(IndexMissing):
                Generations(index).open()
    assert killed > kills / 2, "the builds were over before they were killed"
    build(index, count, kills)
    assert served(index) == count
    assert len(list((index / "generations").iterdir())) <= 2, "the next run removes what was left"
