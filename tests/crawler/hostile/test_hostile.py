"""A web that means harm, crawled in one run: no trap stalls it, ends it, or leads it where it must not go."""

import subprocess
import sys
from collections import Counter
from itertools import pairwise

import pytest

from tests.crawler.hostile.run import ROOT, TRAPS, crawl_all, table

MOST_MEMORY = 400_000_000
HARMLESS = {"kept", "moved"}
UNANSWERED = {"timeout", "unreachable", "robots_unavailable"}
"""Outcomes of traps that keep us waiting; elsewhere a request without an answer is this machine's own slowness."""


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    made = crawl_all(tmp_path_factory.mktemp("hostile"))
    print("", *table(made), sep="\n")
    return made


def test_the_run_ends_well(crawled):
    assert crawled.status == 0, crawled.error + crawled.out
    assert "hostile: complete." in crawled.out
    assert "failed in Rosanna itself" not in crawled.out


def test_nothing_forbidden_is_ever_asked(crawled):
    assert crawled.trespasses == []


def test_memory_stays_below_400_mb(crawled):
    assert crawled.peak_bytes < MOST_MEMORY


def test_there_are_many_traps_and_each_has_a_name_of_its_own():
    assert len({trap.name for trap in TRAPS}) == len(TRAPS) >= 25


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.name)
def test_a_trap_has_its_outcome_and_costs_no_more_than_it_may(crawled, trap):
    counted = crawled.outcomes.get(trap.host, Counter())
    asked = [request.path for request in crawled.of(trap.host)]
    assert set(counted) - HARMLESS == {trap.outcome} - HARMLESS, counted
    assert crawled.kept[trap.host] == trap.kept
    slow = [entry for entry in crawled.log(trap.host) if entry.status == "failed"]
    assert len(asked) <= trap.most + (0 if trap.outcome in UNANSWERED else len(slow)), asked
    for start in trap.never:
        assert not [path for path in asked if (path == "/" and start == "/$") or path.startswith(start)]


@pytest.mark.parametrize("trap", ["come-back-in-two-seconds.example"])
def test_a_host_is_left_alone_as_long_as_it_says(crawled, trap):
    asked = [request for request in crawled.of(trap) if request.path == "/"]
    assert all(after.at - before.at >= 2 for before, after in pairwise(asked))
    assert len(asked) == 2


def test_every_request_is_announced_honestly_and_none_carries_a_cookie(crawled):
    assert all(asked.headers["user-agent"].startswith("Rosanna/") for asked in crawled.asked)
    assert all("(+http" in asked.headers["user-agent"] for asked in crawled.asked)
    assert not [
        asked for asked in crawled.asked if {"cookie", "referer", "authorization"} & set(asked.headers)
    ]


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.name)
def test_the_request_log_tells_what_the_server_saw(crawled, trap):
    sent = [entry for entry in crawled.log(trap.host) if entry.status != "-"]
    answered = [entry for entry in sent if entry.status != "failed"]
    assert len(answered) <= len(crawled.of(trap.host)) <= len(sent)


def test_an_owner_can_be_shown_what_was_asked(crawled):
    shown = subprocess.run(
        [sys.executable, "-c", "from rosanna import main; main()", "crawl", "log", "robots-600-kib.example"],
        env={"ROSANNA_HOME": str(crawled.home)}, cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert "disallowed" in shown
    assert "http://robots-600-kib.example/early" in shown
    assert "4 requests" in shown
