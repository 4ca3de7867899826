"""What several rooms' tests need, made once a test session."""

import fcntl
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from crawler.home import Home
from data.sample_server import SampleWeb
from indexer.build import build

ROOT = Path(__file__).parents[1]
# A test is no clock: how fast something is, benchmarks say.
settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("here")
CRAWL = "from crawler.cli import crawl_command; crawl_command()"


@dataclass(frozen=True)
class SampleCrawl:
    """The whole sample web, crawled and indexed as the demo does it. Shared: copy what is to be changed."""

    home: Home
    log: Path
    """What its server was asked, a line a request."""


@pytest.fixture(scope="session")
def sample_crawl(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> SampleCrawl:
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "sample-crawl"
    folder.mkdir(exist_ok=True)
    home = Home.from_environment({"ROSANNA_HOME": str(folder / "home")})
    made = SampleCrawl(home, folder / "requests.log")
    with (folder / "made").open("a+") as mark:
        fcntl.flock(mark, fcntl.LOCK_EX)  # the first worker makes it, the others wait
        mark.seek(0)
        if not mark.read():
            _crawl(made)
            build(home)
            mark.write("made")
    return made


def _crawl(made: SampleCrawl) -> None:
    with SampleWeb(ROOT / "data" / "sample_web", log=made.log) as web:
        told = {
            "ROSANNA_HOME": str(made.home.root),
            "ROSANNA_SOURCES": str(ROOT / "data" / "sample_sources"),
            "http_proxy": web.proxy_url,
            "no_proxy": "",
        }
        done = subprocess.run(
            [sys.executable, "-c", CRAWL, "--all"], env=os.environ | told, capture_output=True, text=True, check=False
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
