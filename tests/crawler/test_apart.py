"""Pages are read in a process beside the crawl, where a page can end nothing but that process."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from crawler.reading.apart import Reader, ReadingError
from crawler.reading.page import read_page

URL = "http://backs.example/"
PAGE = "<title>Backs</title><meta name=rosanna content=noindex><h1>Osteopathy</h1><a href=/fees>Fees</a>"
MANY_ATTRIBUTES = "<p " + " ".join(f'a{number}="1"' for number in range(40_000)) + ">"
"""libxml2 compares each with all before it: seconds."""


def with_reader(act, seconds=20.0):
    async def run():
        reader = Reader(seconds)
        try:
            return await act(reader)
        finally:
            reader.close()

    return asyncio.run(run())


def test_a_page_is_read_as_it_would_be_here():
    async def act(reader):
        several = [reader.read(PAGE, URL, [tag]) for tag in (b"nofollow", b"all")]
        return await asyncio.gather(*several, reader.read("", URL))

    assert with_reader(act) == [read_page(PAGE, URL, [b"nofollow"]), read_page(PAGE, URL), None]


def test_a_page_that_takes_too_long_costs_only_itself():
    async def act(reader):
        with pytest.raises(ReadingError, match="took over"):
            await reader.read(MANY_ATTRIBUTES, URL)
        return await reader.read(PAGE, URL)

    assert with_reader(act, seconds=0.3) == read_page(PAGE, URL)


def test_a_page_at_which_the_parser_breaks_down_costs_only_itself():
    async def act(reader):
        await reader.read(PAGE, URL)
        asking = asyncio.ensure_future(reader.read(MANY_ATTRIBUTES, URL))
        await asyncio.sleep(0.1)
        os.kill(reader._process.pid, signal.SIGSEGV)
        with pytest.raises(ReadingError, match="broke down"):
            await asking
        return await reader.read(PAGE, URL)

    assert with_reader(act) == read_page(PAGE, URL)


def test_a_fault_of_ours_is_told():
    async def act(reader):
        await reader.read(None, URL)

    with pytest.raises(RuntimeError, match="TypeError"):
        with_reader(act)


def test_signals_meant_for_the_crawl_do_not_end_it():
    async def act(reader):
        await reader.read(PAGE, URL)
        for number in (signal.SIGINT, signal.SIGTERM):
            os.kill(reader._process.pid, number)
        return await reader.read(PAGE, URL)

    assert with_reader(act) is not None


def test_it_ends_with_a_crawl_that_is_killed():
    begin = "from crawler.reading.apart import Reader; import time; r = Reader(); print(r._process.pid, flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", begin], stdout=subprocess.PIPE, text=True) as crawl:
        reader = int(crawl.stdout.readline())
        crawl.kill()
    until = time.monotonic() + 20
    while is_running(reader) and time.monotonic() < until:
        time.sleep(0.05)
    assert not is_running(reader)


def is_running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
