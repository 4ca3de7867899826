"""The restore drill: a backup taken while a crawl and an index refresh run, put back into an empty home."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from crawler.archive import Archive
from crawler.home import Home
from crawler.store import Store
from data.sample_server import SampleWeb
from operations.backup.taking import take

ROOT = Path(__file__).parents[2]
SEARCHES = (
    "remedial massage near rosanna", "osteopath for headaches ivanhoe", "pregnancy massage under $120",
    "myotherapy saturday", "thai massage", "dry needling 3084", "hicaps remedial massage", "lymphatic drainage",
)  # fmt: skip
PASSING = {"crawl.log", "crawling", "hosts.lock", "rosanna.db-wal", "rosanna.db-shm"}
"""Files of a home that a backup may leave out: of processes that run, and what they say."""
pytestmark = pytest.mark.slow


@dataclass
class Place:
    """A home and its commands."""

    root: Path
    proxy: str
    started: list["subprocess.Popen[str]"] = field(default_factory=list)

    @property
    def home(self) -> Home:
        return Home.from_environment({"ROSANNA_HOME": str(self.root)})

    def start(self, *arguments: str) -> "subprocess.Popen[str]":
        plain = {key: value for key, value in os.environ.items() if "proxy" not in key.lower()}
        sources = str(ROOT / "data" / "sample_sources")
        process = subprocess.Popen(
            [sys.executable, str(ROOT / "rosanna.py"), *arguments],
            env={**plain, "ROSANNA_HOME": str(self.root), "ROSANNA_SOURCES": sources, "http_proxy": self.proxy},
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.started.append(process)
        return process

    def run(self, *arguments: str, status: int = 0) -> str:
        process = self.start(*arguments)
        out, err = process.communicate(timeout=600)
        assert process.returncode == status, out + err
        return out

    def answers(self) -> list[object]:
        """Who is found by each search, in which order, with which score and reasons."""
        found = [json.loads(self.run("search", words, "--json")) for words in SEARCHES]
        return [
            (
                one["total"],
                [(hit["provider"]["id"], hit["provider"]["name"], hit["score"]) for hit in one["results"]],
            )
            for one in found
        ]

    def pages(self) -> dict[str, bytes]:
        with Store(self.home.database_url) as store:
            return {page.url: Archive(self.home.pages).read(page).body for page in store.pages()}


def until(what: Callable[[], bool], process: "subprocess.Popen[str]") -> None:
    while not what():
        assert process.poll() is None, "it ended before it could be seen at work"
        time.sleep(0.02)


def crawls(place: Place) -> bool:
    with Store(place.home.database_url) as store:
        return any(run.state == "running" for run in store.runs())


def test_a_home_that_is_worked_in_is_restored_and_works_on(tmp_path):
    with SampleWeb(ROOT / "data" / "sample_web") as web:
        first, second = Place(tmp_path / "first", web.proxy_url), Place(tmp_path / "second", web.proxy_url)
        try:
            first.run("crawl", "--all")
            first.run("index")
            first.run("suppress", "add", "--website", "https://harbour-osteo.example/")
            first.run("index")
            before = first.answers()
            assert sum(total for total, _ in before) > 20
            generations = first.home.index / "generations"
            built = set(generations.iterdir())
            indexing = first.start("index", "--full")
            until(lambda: bool(set(generations.iterdir()) - built), indexing)
            crawling = first.start("crawl", "--all")
            until(lambda: crawls(first), crawling)
            taken = take(first.home, tmp_path / "backups")
            assert (indexing.poll(), crawling.poll()) == (None, None), "the backup was to be taken meanwhile"
            assert taken.manifest.pages_missing == 0
            assert "whole" in first.run("backup", str(tmp_path / "backups"), "--verify")

            second.run("restore", str(tmp_path / "backups"))
            assert {path.name for path in first.root.iterdir()} - {
                path.name for path in second.root.iterdir()
            } <= PASSING
            told = json.loads(second.run("doctor", "--json"))
            assert [one for one in told["findings"] if one["level"] in {"warning", "error"}] == []
            assert second.answers() == before

            for process in (indexing, crawling):
                assert process.wait(timeout=600) == 0, process.communicate()
            first.run("index")
            second.run("crawl", "--all")
            second.run("rebuild")
            assert second.pages() == first.pages()
            assert second.answers() == first.answers()
        finally:
            for process in (*first.started, *second.started):
                if process.poll() is None:
                    process.kill()
                process.communicate()
