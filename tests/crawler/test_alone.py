"""One crawl at a time in one home, in a home that can be used."""

import subprocess
import sys
from pathlib import Path

import pytest

from crawler.home import Home, HomeError
from crawler.manners.alone import only_crawl
from crawler.runs.scope import CrawlError

HOLD = """
import os, sys, time
from pathlib import Path
from crawler.manners.alone import only_crawl
from crawler.home import Home
home = Home.from_environment({"ROSANNA_HOME": sys.argv[1]})
with only_crawl(home):
    print("held", flush=True)
    time.sleep(60)
"""


def home_at(folder: Path) -> Home:
    return Home.from_environment({"ROSANNA_HOME": str(folder)})


def test_a_second_crawl_is_told_who_holds_the_home_and_a_killed_one_holds_nothing(tmp_path):
    home = home_at(tmp_path)
    first = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE)
    try:
        assert first.stdout is not None
        assert first.stdout.readline() == b"held\n"
        with pytest.raises(CrawlError, match=rf"process {first.pid}\b.*wait for its end"), only_crawl(home):
            pass
    finally:
        first.kill()
        first.wait()
        first.stdout.close()
    with only_crawl(home):
        pass


def test_a_home_that_is_a_file_is_told_in_one_line(tmp_path):
    (tmp_path / "var").write_text("not a folder")
    with pytest.raises(HomeError, match=r"cannot be used .*name a folder"):
        home_at(tmp_path / "var").make()
