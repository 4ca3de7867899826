"""When the process of a job ends by itself, and what it says then."""

import os
import signal
from datetime import timedelta

import pytest
from sqlalchemy import update

from crawler.runs.tally import Tally
from crawler.spiders.base import Job as CrawlJob
from crawler.spiders.base import Verdict
from operations.crawling import Turn
from operations.entries import NotOurs, begin_job, plan_job
from operations.limits import SICK_AFTER, TURN_TIME
from operations.tables import JobRow
from operations.turn import Pulse
from tests.operations.real import installed
from tests.operations.test_killed import PLACES, lay_out


@pytest.fixture
def job(ledger):
    made = plan_job(
        ledger, [], kind="crawl", source="a-directory", areas=PLACES, by="schedule", due_at=ledger.clock()
    )
    return begin_job(ledger, made.id, "elsewhere:1", os.getpid())


@pytest.fixture
def asked_to_end():
    """How often this process was asked to end."""
    asked = []
    before = signal.signal(signal.SIGTERM, lambda number, _: asked.append(number))
    yield asked
    signal.signal(signal.SIGTERM, before)


def test_a_job_that_somebody_stops_ends_and_says_who_it_was(ledger, job, asked_to_end):
    pulse = Pulse(ledger, job)
    pulse.tell(area=PLACES[0])
    assert (asked_to_end, ledger.job(job.id).area) == ([], PLACES[0])
    ledger.stop(job.id, by="kim")
    pulse.tell()
    pulse.tell()
    assert asked_to_end == [signal.SIGTERM]
    assert pulse.why == ("failed", "stopped by kim")


def test_a_job_ends_when_quiet_hours_begin(ledger, job, clock, asked_to_end):
    pulse = Pulse(ledger, job, clock() + timedelta(minutes=1))
    pulse.tell()
    assert not asked_to_end
    clock.move(minutes=1)
    pulse.tell()
    assert len(asked_to_end) == 1
    assert pulse.why == ("done", "quiet hours began; what is left is due after them")


def test_a_job_that_was_given_up_for_lost_learns_it(ledger, job, asked_to_end):
    with ledger.engine.begin() as connection:
        connection.execute(update(JobRow).values(state="lost"))
    with pytest.raises(NotOurs):
        Pulse(ledger, job).tell()


def run(good):
    """A run of one suburb."""
    made = CrawlJob.__new__(CrawlJob)
    made.trouble, made.tally = None, Tally(listings=3)
    made.verdict = Verdict(good, () if good else ("3 listings, expected at least 5",))
    made.source = type("Source", (), {"id": "a-directory"})
    return made


def test_a_turn_goes_on_until_its_time_is_up_or_five_areas_in_a_row_have_failed(job, clock):
    told = []
    turn = Turn(job, lambda **changes: told.append(changes), clock)
    assert all(turn.ended(run(good=False)) for _ in range(SICK_AFTER - 1))
    assert turn.ended(run(good=True))
    assert all(turn.ended(run(good=False)) for _ in range(SICK_AFTER - 1))
    assert not turn.ended(run(good=False))
    assert turn.left == "5 areas failed in a row; the others are left for later"
    assert told[-1] == {"done": 10}
    late = Turn(job, lambda **_: None, clock)
    clock.now += TURN_TIME
    assert not late.ended(run(good=True))
    assert late.left == "its time was up; what is left is due"


@pytest.mark.slow
def test_a_real_crawl_is_stopped_closed_and_broken_off_in_good_order(tmp_path):
    with installed(tmp_path) as made:
        lay_out(made)
        made.start()
        first = made.wait_for(lambda: (job := made.running("crawl")) and job.area and job)
        made.ledger.stop(first.id, by="kim")
        made.wait_for(lambda: made.ledger.job(first.id).state == "failed", 20)
        assert made.ledger.job(first.id).trouble == "stopped by kim"
        assert not made.ready(), "not begun again by itself"
        again = made.ledger.run_now("a-directory", (), by="kim")
        made.wait_for(lambda: made.ledger.job(again.id).area)
        assert made.kill_worker(signal.SIGTERM) == 0
        ended = made.ledger.job(again.id)
        assert ended.state == "done"
        assert "what is left is due" in ended.trouble
        assert ended.done < len(PLACES)
        assert {one.name for one in made.ledger.workers() if one.stopped_at} == {first.worker}
