"""One crawl of a source at a time, one process to a host, in a home that can be used."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from crawler.home import Home, HomeError
from crawler.manners.alone import HostLocks, only_crawl_of
from crawler.runs.scope import CrawlError

HOLD = """
import os, sys, time
from pathlib import Path
from crawler.manners.alone import HostLocks, only_crawl_of
from crawler.home import Home
home = Home.from_environment({"ROSANNA_HOME": sys.argv[1]})
hosts = HostLocks(home.host_locks)
with only_crawl_of(home, ["osm"]):
    assert hosts.take("backs.example")
    print("held", flush=True)
    time.sleep(60)
"""


def home_at(folder: Path) -> Home:
    return Home.from_environment({"ROSANNA_HOME": str(folder)})


@pytest.fixture
def other(tmp_path):
    """Another process that crawls `osm` and asks `backs.example`."""
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"held\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_a_second_crawl_is_told_who_crawls_the_source_and_a_killed_one_holds_nothing(tmp_path, other):
    home = home_at(tmp_path)
    told = pytest.raises(CrawlError, match=rf"of osm \(process {other.pid}\).*wait for its end")
    with told, only_crawl_of(home, ["sites", "osm"]):
        pass
    with only_crawl_of(home, ["sites"]):
        pass
    other.kill()
    other.wait()
    with only_crawl_of(home, ["osm"]):
        pass


def test_a_host_is_asked_by_one_process_alone_until_that_ends(tmp_path, other):
    locks = HostLocks(home_at(tmp_path).host_locks)
    assert not locks.take("backs.example")
    assert not locks.holds("backs.example")
    assert locks.take("necks.example")
    assert locks.take("necks.example")
    other.kill()
    other.wait()
    assert locks.take("backs.example")
    locks.close()
    assert not locks.holds("necks.example")


def test_a_host_that_another_crawl_is_asking_is_waited_for(web):
    web.add("backs.example", {"index.html": "<h1>Backs</h1>"})
    locks = HostLocks(home_at(web.home).host_locks)
    assert locks.take("backs.example")
    process = web.start(web.sites_source("http://backs.example/"))
    time.sleep(4)
    assert process.poll() is None
    assert web.requested() == []
    locks.close()
    out, _ = process.communicate(timeout=60)
    assert process.returncode == 0, out
    assert web.requested() == ["backs.example/", "backs.example/sitemap.xml"]


def test_a_home_that_is_a_file_is_told_in_one_line(tmp_path):
    (tmp_path / "var").write_text("not a folder")
    with pytest.raises(HomeError, match=r"cannot be used .*name a folder"):
        home_at(tmp_path / "var").make()
