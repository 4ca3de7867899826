"""What the process of a job, and who watches it, do at the edges: stops, quiet hours, limits, a lost queue."""

import os
import shutil
import signal
import subprocess
import time
from dataclasses import replace
from datetime import timedelta
from threading import Event

import pytest
from click.testing import CliRunner

from crawler.home import Home, HomeError
from operations import supervising
from operations.commands.worker_cli import worker_command
from operations.entries import NotOurs, beat, begin_job, end_job, plan_job, queue_job, sweep, tell_worker
from operations.job import Worker, is_alive, machine
from operations.limits import LOST_AFTER, QUEUED_FOR
from operations.supervising import Surroundings, group_bytes, supervise
from operations.task_queue import open_queue

CRAWL = {"kind": "crawl", "source": "osm", "areas": ["Rosanna VIC 3084"], "by": "schedule"}


def planned(ledger, *hosts, **values):
    return plan_job(ledger, hosts, **{**CRAWL, "due_at": ledger.clock(), **values})


def test_of_two_jobs_on_one_host_only_one_is_planned_until_it_ends(ledger):
    first = planned(ledger, "overpass.example")
    assert first is not None
    assert planned(ledger, "overpass.example", "other.example", source="two") is None
    assert planned(ledger, "other.example", source="three") is not None
    asked = ledger.run_now("four", [], by="kim")
    assert not queue_job(ledger, asked, [], ["overpass.example"])
    end_job(ledger, first.id, "done")
    assert queue_job(ledger, asked, [], ["overpass.example"])


def test_a_job_that_was_given_up_for_lost_is_nobodys_and_its_hosts_are_free(ledger, clock):
    job = planned(ledger, "overpass.example")
    begin_job(ledger, job.id, "elsewhere:1", 1)
    with pytest.raises(NotOurs, match="not waiting any more"):
        begin_job(ledger, job.id, "elsewhere:2", 2)
    clock.now += LOST_AFTER + timedelta(seconds=1)
    assert [one.id for one in sweep(ledger)] == [job.id]
    with pytest.raises(NotOurs, match="given up for lost"):
        beat(ledger, job.id, 1)
    assert not end_job(ledger, job.id, "done")
    assert ledger.job(job.id).state == "lost"
    assert planned(ledger, "overpass.example") is not None


def test_what_the_queue_has_lost_is_queued_again(ledger, clock):
    job = planned(ledger, "overpass.example")
    sweep(ledger)
    assert ledger.job(job.id).queued_at is not None
    clock.now += QUEUED_FOR + timedelta(seconds=1)
    sweep(ledger)
    assert ledger.job(job.id).queued_at is None
    assert queue_job(ledger, job, job.areas, ["overpass.example"]), "and its hosts are free meanwhile"


def test_a_worker_is_up_while_it_says_so(ledger, clock):
    worker = Worker(name="here:1", slots=2, started_at=clock(), heartbeat_at=clock(), stopped_at=None)
    tell_worker(ledger, worker, clock())
    gone = replace(worker, name=f"{machine()}:{2**22 + 1}")
    assert not gone.is_up(clock()), "a process that is not there"
    assert ledger.workers()[0].is_up(clock())
    assert not ledger.workers()[0].is_up(clock() + LOST_AFTER + timedelta(seconds=1))
    tell_worker(ledger, worker, clock(), stopped=True)
    assert not ledger.workers()[0].is_up(clock())


@pytest.fixture
def around(tmp_path):
    return Surroundings(
        f"{os.uname().nodename}:{os.getpid()}", tmp_path / "jobs.log", tmp_path / "none", 2_000
    )


@pytest.fixture
def of_command(monkeypatch):
    """Stand another program in for the process of a job."""

    def stand_in(program):
        begin = subprocess.Popen
        monkeypatch.setattr(
            supervising.subprocess, "Popen",
            lambda _, **options: begin(["/bin/sh", "-c", program], **options),
        )  # fmt: skip

    return stand_in


@pytest.mark.parametrize(
    ("program", "state", "trouble"),
    [
        ("kill -9 $$", "lost", "its process was ended by signal 9"),
        ("echo oh; echo no such module >&2; exit 1", "failed", "no such module"),
        ("exit 0", "failed", "its process broke off"),
    ],
)
def test_the_end_of_a_process_that_does_not_tell_it_is_told(
    ledger, around, of_command, program, state, trouble
):
    job = planned(ledger)
    of_command(program)
    supervise(ledger, job, around, Event())
    assert (ledger.job(job.id).state, ledger.job(job.id).trouble) == (state, trouble)


def test_a_process_that_takes_too_much_memory_is_ended_with_all_that_it_began(
    ledger, around, of_command, tmp_path, monkeypatch
):
    pids = tmp_path / "pids"
    hog = "python3 -c 'import time; x = bytearray(150_000_000); time.sleep(60)'"
    of_command(f"trap '' TERM; {hog} & echo $! > {pids}; wait")
    job = planned(ledger)
    monkeypatch.setattr(supervising, "GRACE", timedelta(seconds=1))
    supervise(ledger, job, Surroundings(around.worker, around.log, around.sources, 100), Event())
    ended = ledger.job(job.id)
    assert ended.state == "failed"
    assert "of memory, over 100" in ended.trouble
    until = time.monotonic() + 10
    while is_alive(int(pids.read_text())):  # the kernel takes a moment
        assert time.monotonic() < until
        time.sleep(0.01)
    assert group_bytes(os.getpgid(0)) > 1_000_000


def test_a_queue_that_cannot_be_had_is_told_in_one_line(tmp_path):
    def home(**settings):
        return Home.from_environment({"ROSANNA_HOME": str(tmp_path), **settings})

    with pytest.raises(HomeError, match="only redis://"):
        open_queue(home(ROSANNA_QUEUE_URL="amqp://queue.example"))
    with pytest.raises(HomeError, match=r"the Redis of ROSANNA_QUEUE_URL \(127.0.0.1\) cannot be used"):
        open_queue(home(ROSANNA_QUEUE_URL="redis://:secret@127.0.0.1:1/0"))
    assert open_queue(home()).pending_count() == 0


@pytest.mark.skipif(shutil.which("redis-server") is None, reason="no redis-server on this machine")
def test_redis_hands_out_jobs_as_well(tmp_path):
    socket = tmp_path / "redis.sock"
    command = [
        "redis-server",
        "--port",
        "0",
        "--unixsocket",
        str(socket),
        "--dir",
        str(tmp_path),
        "--save",
        "",
    ]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        while not socket.exists():
            time.sleep(0.05)
        home = Home.from_environment({"ROSANNA_HOME": str(tmp_path), "ROSANNA_QUEUE_URL": f"unix://{socket}"})
        queue, taken = open_queue(home), []
        put = queue.task(name="take_up")(taken.append)
        put(7)
        queue.execute(queue.dequeue())
        assert taken == [7]
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()


def test_a_worker_without_sources_says_so(tmp_path):
    done = CliRunner().invoke(worker_command, ["--sources-dir", str(tmp_path / "none")])
    assert done.exit_code == 2
    assert "no such folder" in done.output
