"""What begins next."""

from datetime import timedelta

import pytest

from crawler.records import Listing
from crawler.store import Closing, Store
from operations.asked import Sources
from operations.entries import begin_job, end_job, tell_worker
from operations.job import Worker
from operations.limits import IDLE_LOOK, INDEX_AT_LEAST, INDEX_SPACING, TURN_AREAS
from operations.scheduling import Scheduler
from tests.operations.fortnight import write_sources

SITES = """\
id: some-sites
title: Some sites
publisher: made up
url: http://backs.example/
licence: made up
purpose: tests
kind: sites
sites: {from_listings: false, seeds: seeds.txt}
"""


@pytest.fixture
def store(ledger, tmp_path, clock):
    with Store(f"sqlite:///{tmp_path / 'rosanna.db'}", clock) as opened:
        yield opened


@pytest.fixture
def scheduler(ledger, tmp_path, clock):
    def made(sources=2, suburbs=3):
        write_sources(tmp_path / "sources", sources, suburbs)
        worker = Worker(name="here:1", slots=2, started_at=clock(), heartbeat_at=clock(), stopped_at=None)
        tell_worker(ledger, worker, clock() + timedelta(days=3650))
        made.queue = []
        return Scheduler(ledger, Sources(tmp_path / "sources"), made.queue.append)

    return made


def cover(store, source, areas):
    run, _ = store.begin_run(source, "all")
    store.close_run(Closing(run=run, stored_as=source, good=True, counts={}, manifest={}, areas=areas))


def test_sources_take_turns_and_no_more_begin_than_there_are_slots(ledger, scheduler, store, clock):
    schedule = scheduler(sources=3)
    begun = [schedule.tick() for _ in range(4)]
    assert [job and job.source for job in begun] == ["directory-0", "directory-2", None, None]
    assert scheduler.queue == [begun[0].id, begun[1].id]
    for job in begun[:2]:
        cover(store, job.source, job.areas)
        end_job(ledger, job.id, "done")
    clock.move(hours=12)  # directory-1 is quiet from 22:00 to 6:00 in Melbourne
    assert [schedule.tick().title, schedule.tick().title] == ["index refresh", "directory-1: 3 areas"]


def test_nothing_begins_without_a_worker(ledger, tmp_path):
    write_sources(tmp_path / "sources", 1, 1)
    assert Scheduler(ledger, Sources(tmp_path / "sources"), [].append).tick() is None


def test_a_whole_source_that_is_asked_for_is_done_turn_by_turn(ledger, scheduler):
    schedule = scheduler(sources=1, suburbs=TURN_AREAS + 5)
    ledger.run_now("directory-0", (), by="kim")
    first = schedule.tick()
    assert (first.by, len(first.areas)) == ("kim", TURN_AREAS)
    [rest] = [job for job in ledger.jobs("waiting") if job.queued_at is None]
    assert (rest.by, len(rest.areas)) == ("kim", 5)
    assert schedule.tick() is None, "one job of a source at a time"
    end_job(ledger, first.id, "done")
    assert schedule.tick().id == rest.id


def test_what_is_asked_for_of_a_source_that_is_no_more_is_refused(ledger, scheduler):
    schedule = scheduler(sources=1)
    asked = ledger.run_now("gone", (), by="kim")
    assert schedule.tick().source == "directory-0"
    assert ledger.job(asked.id).trouble == "there is no usable source gone any more"


def test_an_idle_schedule_looks_again_when_a_job_ends_or_after_a_while(ledger, scheduler, clock):
    schedule = scheduler(sources=1)
    ledger.pause("directory-0", by="kim")
    assert schedule.tick() is None
    ledger.resume("directory-0", by="kim")
    assert schedule.tick() is None, "it looked a moment ago"
    clock.now += IDLE_LOOK
    job = schedule.tick()
    assert schedule.tick() is None
    end_job(ledger, job.id, "done")
    assert schedule.tick().source == "directory-0", "nothing of it was covered"


def test_the_index_is_refreshed_when_something_is_new_but_not_all_the_time(ledger, scheduler, store, clock):
    schedule = scheduler(sources=0)
    assert schedule.tick() is None
    note_news(store)
    first = schedule.tick()
    assert first.kind == "index"
    assert schedule.tick() is None
    begin_job(ledger, first.id, "here:1", 1)
    note_news(store)
    end_job(ledger, first.id, "done")
    assert schedule.tick() is None
    clock.now += INDEX_SPACING
    second = schedule.tick()
    assert second is not None, "what ended while the first ran is new to it"
    begin_job(ledger, second.id, "here:1", 1)
    end_job(ledger, second.id, "done")
    clock.move(hours=1)
    cover(store, "x", ["y"])
    assert schedule.tick() is None, "nothing is new"
    clock.now += INDEX_AT_LEAST
    last = schedule.tick()
    assert last.kind == "index"
    begin_job(ledger, last.id, "here:1", 1)
    end_job(ledger, last.id, "done")
    assert schedule.tick() is None
    asked = ledger.run_now("", (), by="kim", kind="index")
    assert schedule.tick().id == asked.id


def note_news(store):
    run, _ = store.begin_run("x", "all")
    number = sum(1 for _ in store.listings())
    listing = Listing(source="x", source_id=f"{number}", url="http://x.example/", fields={"name": "X"})
    store.stage(run.id, [], [listing])
    store.close_run(Closing(run=run, stored_as="x", good=True, counts={}, manifest={}))


def test_a_refresh_that_fails_or_is_lost_again_and_again_waits(ledger, scheduler, store, clock):
    schedule = scheduler(sources=0)
    note_news(store)
    for _ in range(3):
        job = schedule.tick()
        assert job is not None
        end_job(ledger, job.id, "lost")
    assert schedule.tick() is None
    clock.now += INDEX_SPACING
    end_job(ledger, schedule.tick().id, "failed")
    assert schedule.tick() is None
    clock.now += INDEX_SPACING
    assert schedule.tick() is not None


def test_sites_that_were_broken_off_are_taken_up_as_they_were(ledger, scheduler, clock):
    schedule = scheduler(sources=0)
    folder = schedule.sources.folder
    (folder / "some-sites.yaml").write_text(SITES)
    seeds = [f"http://clinic-{number}.example/" for number in range(3)]
    (folder / "seeds.txt").write_text("\n".join(seeds))
    first = schedule.tick()
    assert sorted(first.areas) == seeds
    begin_job(ledger, first.id, "here:1", 1)
    end_job(ledger, first.id, "lost")
    (folder / "seeds.txt").write_text("\n".join(["http://another.example/", *seeds]))
    (folder / "some-sites.yaml").touch()
    assert sorted(schedule.tick().areas) == seeds
