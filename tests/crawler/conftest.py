"""A small web of the test's own, served on loopback, and real crawls of it in processes of their own."""

import atexit
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

from crawler.archive import Archive
from crawler.store import Store
from data.sample_server import SampleWeb
from tests.crawler.preloaded import Preloaded

COMMAND = "from crawler.cli import crawl_command; crawl_command()"
SITES = """\
id: some-sites
title: Some sites
publisher: made up
url: http://backs.example/
licence: made up
purpose: tests
kind: sites
rate: {{delay: {delay}}}
sites: {{from_listings: false, seeds: seeds.txt}}
"""


@dataclass
class Web:
    """The served folder, the home of the crawls, and how to start one."""

    folder: Path
    home: Path
    proxy: str = ""
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def log(self) -> Path:
        return self.folder.parent / "requests.log"

    def add(self, host: str, pages: dict[str, str | bytes]) -> None:
        for name, content in pages.items():
            path = self.folder / host / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def requested(self) -> list[str]:
        """`host/path` of every request so far, robots.txt left out."""
        lines = self.log.read_text().splitlines() if self.log.exists() else []
        asked = [line.split("\t")[1] + line.split("\t")[3] for line in lines]
        return [one for one in asked if not one.endswith("/robots.txt")]

    def run(self, script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Another command of the room's, in the same surroundings."""
        command = [sys.executable, "-c", script, *arguments]
        return subprocess.run(
            command,
            env=self._environment(self.home),
            check=False,
            capture_output=True,
            text=True,
            timeout=120,
        )

    def start(self, *arguments: str | Path, home: Path | None = None) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-W", "error::ResourceWarning", "-c", COMMAND, *map(str, arguments)],
            env=self._environment(home or self.home),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def crawl(self, *arguments: str | Path, home: Path | None = None) -> subprocess.CompletedProcess[str]:
        return _preloaded().crawl([*map(str, arguments)], self._environment(home or self.home))

    def crawl_sites(self, *seeds: str, delay: float = 0) -> subprocess.CompletedProcess[str]:
        return self.crawl(self.sites_source(*seeds, delay=delay))

    def sites_source(self, *seeds: str, delay: float = 0) -> Path:
        path = self.folder.parent / "some-sites.yaml"
        path.write_text(SITES.format(delay=delay))
        path.with_name("seeds.txt").write_text("\n".join(seeds))
        return path

    def store(self, home: Path | None = None) -> Store:
        return Store(f"sqlite:///{(home or self.home) / 'rosanna.db'}")

    def archive(self, home: Path | None = None) -> Archive:
        return Archive((home or self.home) / "pages")

    def kept(self) -> list[str]:
        with self.store() as store:
            return [page.url for page in store.pages()]

    def _environment(self, home: Path) -> dict[str, str]:
        plain = {key: value for key, value in os.environ.items() if "proxy" not in key.lower()}
        return {**plain, "ROSANNA_HOME": str(home), "http_proxy": self.proxy, **self.environment}


@cache
def _preloaded() -> Preloaded:
    made = Preloaded()
    atexit.register(made.close)
    return made


@pytest.fixture
def web(tmp_path: Path) -> Iterator[Web]:
    made = Web(tmp_path / "web", tmp_path / "home")
    made.folder.mkdir()
    with SampleWeb(made.folder, log=made.log) as server:
        made.proxy = server.proxy_url
        yield made
