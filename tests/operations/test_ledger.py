"""What an operator may tell the schedule, and what the ledger tells back."""

import os
from datetime import timedelta

import pytest
from sqlalchemy import update

from operations.job import OperationsError, machine
from operations.limits import LOST_AFTER
from operations.tables import JobRow

ROSANNA = "Rosanna VIC 3084"


def set_job(ledger, job_id, **values):
    with ledger.engine.begin() as connection:
        connection.execute(update(JobRow).where(JobRow.id == job_id).values(values))


def test_what_is_asked_for_waits_under_the_name_of_who_asked(ledger):
    made = ledger.run_now("osm", [ROSANNA], by="kim")
    [job] = ledger.jobs("waiting")
    assert job == made
    assert (job.source, job.areas, job.by, job.attempt, job.title) == (
        "osm", [ROSANNA], "kim", 1, f"osm: {ROSANNA}",
    )  # fmt: skip


def test_the_same_is_not_asked_for_twice_but_something_else_is(ledger):
    first = ledger.run_now("osm", [ROSANNA], by="kim")
    with pytest.raises(OperationsError, match=f"waiting already, as job {first.id}"):
        ledger.run_now("osm", [ROSANNA], by="lee")
    ledger.run_now("osm", ["Eltham VIC 3095"], by="lee")
    assert len(ledger.jobs()) == 2


def test_a_paused_source_is_not_run_until_it_is_resumed_or_the_pause_ends(ledger, clock):
    ledger.pause("osm", by="kim", reason="they asked us to", until=clock() + timedelta(hours=2))
    with pytest.raises(OperationsError, match="paused by kim: resume it first"):
        ledger.run_now("osm", [], by="lee")
    assert ledger.resume("osm", by="lee").reason == "they asked us to"
    assert not ledger.pauses()
    ledger.pause("osm", by="kim", until=clock() + timedelta(hours=2))
    clock.move(hours=2)
    assert not ledger.pauses()
    assert ledger.run_now("osm", [], by="lee").state == "waiting"


def test_a_pause_that_is_over_or_was_never_is_refused(ledger, clock):
    with pytest.raises(OperationsError, match="that is past"):
        ledger.pause("osm", by="kim", until=clock())
    with pytest.raises(OperationsError, match="osm is not paused"):
        ledger.resume("osm", by="kim")


def test_a_job_that_nobody_has_taken_up_is_stopped_at_once_and_one_that_runs_is_asked_to(ledger, clock):
    waiting = ledger.run_now("osm", [ROSANNA], by="kim")
    stopped = ledger.stop(waiting.id, by="lee")
    assert (stopped.state, stopped.trouble) == ("failed", "stopped by lee")
    with pytest.raises(OperationsError, match="nothing to stop"):
        ledger.stop(waiting.id, by="lee")
    running = ledger.run_now("osm", [], by="kim")
    set_job(ledger, running.id, state="running", heartbeat_at=clock(), queued_at=clock())
    assert ledger.stop(running.id, by="lee").state == "running"
    assert ledger.job(running.id).stop_by == "lee"
    with pytest.raises(OperationsError, match="there is no job 99"):
        ledger.stop(99, by="lee")


def test_a_job_without_a_sign_of_life_is_lost_for_whoever_looks(ledger, clock):
    job = ledger.run_now("osm", [], by="kim")
    set_job(ledger, job.id, state="running", heartbeat_at=clock(), worker="elsewhere:1", pid=1)
    clock.now += LOST_AFTER
    assert ledger.job(job.id).state == "running"
    clock.move(seconds=1)
    assert ledger.job(job.id).state == "lost"
    assert [one.id for one in ledger.jobs("lost")] == [job.id]
    assert ledger.jobs("running") == ()


def test_a_job_of_this_machine_whose_process_is_gone_is_lost_at_once(ledger, clock):
    gone = os.posix_spawn("/bin/true", ["true"], {})
    os.waitpid(gone, 0)
    job = ledger.run_now("osm", [], by="kim")
    set_job(ledger, job.id, state="running", heartbeat_at=clock(), worker=f"{machine()}:1", pid=gone)
    assert ledger.job(job.id).state == "lost"
    set_job(ledger, job.id, pid=os.getpid())
    assert ledger.job(job.id).state == "running"
