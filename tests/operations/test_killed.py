"""Kill -9 of the worker, a crawl, an index refresh: the ledger shows it, and the work completes by itself."""

import os
import random
import signal
import time
from datetime import timedelta

import pytest

from crawler.home import Home
from data.locality import gazetteer
from indexer.building.generations import Generations
from operations.job import Job, is_alive
from tests.operations.fortnight import SOURCE
from tests.operations.real import Installation, installed

SUBURBS = 4
PLACES = [str(one) for one in gazetteer().nearest(-37.75, 145.05, limit=SUBURBS)]
SHOWN_WITHIN = 30.0


def lay_out(made: Installation, cards: int = 1) -> None:
    made.sources.mkdir(exist_ok=True)
    text = SOURCE.format(
        id="a-directory", host="a-directory.example", cadence="weekly", schedule="", suburbs=", ".join(PLACES)
    )
    (made.sources / "a-directory.yaml").write_text(text.replace("{delay: 0}", "{delay: 0.4}"))
    for place in PLACES:
        name, postcode = place.rsplit(" ", 2)[0], place.rsplit(" ", 1)[1]
        page = made.web / "a-directory.example" / f"{name.lower().replace(' ', '-')}-{postcode}"
        page.parent.mkdir(exist_ok=True)
        page.write_text(
            "".join(f"<p class=card><b>Massage {number} of {place}</b>" for number in range(cards))
        )


def kill(made: Installation, target: str) -> Job:
    """Kill one of the three while it works; the job that it had to do with."""
    job = made.wait_for(lambda: made.running("index" if target == "index" else "crawl"))
    assert isinstance(job, Job)
    assert job.pid is not None
    if target == "worker":
        made.kill_worker()
    else:
        os.kill(job.pid, signal.SIGKILL)
    return job


def shown_rightly(made: Installation, target: str, job: Job) -> bool:
    """Whether the ledger says what is so: a crawl outlives its worker, and a killed process runs no more."""
    now = made.ledger.job(job.id)
    assert job.pid is not None
    if target == "worker" and is_alive(job.pid):
        return now.state == "running"
    return now.state != "running"


def all_done(made: Installation) -> bool:
    covered = {one.area for one in made.ledger.coverage() if not one.failures and one.good_at}
    return covered == set(PLACES) and not made.active() and bool(made.ledger.jobs("done", kind="index"))


def test_three_kills_are_shown_and_the_work_completes_by_itself(tmp_path):
    with installed(tmp_path) as made:
        lay_out(made)
        made.start()
        for target in ("worker", "crawl", "index"):
            job = kill(made, target)
            made.wait_for(lambda job=job, target=target: shown_rightly(made, target, job), SHOWN_WITHIN)
            if target == "worker":
                made.start()
        made.wait_for(lambda: all_done(made))
        killed = made.ledger.jobs("lost")
        assert {job.kind for job in killed} == {"crawl", "index"}
        assert Generations(Home.from_environment(made.environment).index).current() is not None
        assert made.kill_worker(signal.SIGTERM) == 0
        assert [worker.stopped_at is not None for worker in made.ledger.workers()].count(True) == 1


@pytest.mark.slow
def test_twenty_kills_at_random_moments(tmp_path):
    chance = random.Random(20)
    table = []
    with installed(tmp_path) as made:
        lay_out(made)
        made.start()
        for _ in range(20):
            target = chance.choice(["worker", "crawl", "index"])
            job = kill_some_time(made, target, chance)
            began = time.monotonic()
            made.wait_for(lambda job=job, target=target: shown_rightly(made, target, job), SHOWN_WITHIN)
            table.append((target, job.title, time.monotonic() - began))
            if target == "worker":
                made.start()
        made.wait_for(lambda: all_done(made), 300)
        jobs = made.ledger.jobs()
    for target, title, seconds in table:
        print(f"{target:<8} {title:<28} shown after {seconds:.1f} s")
    print({state: sum(job.state == state for job in jobs) for state in ("done", "failed", "lost")})
    assert not [job for job in jobs if job.state in {"running", "waiting"}]


def kill_some_time(made: Installation, target: str, chance: random.Random) -> Job:
    """Kill one of the three at a random moment of its work; when all is done, there is more to do."""
    kind = "index" if target == "index" else "crawl"
    cards = len(made.ledger.jobs())  # more each time: fewer would look as if the source had lost them
    until = time.monotonic() + 300
    while time.monotonic() < until:
        if all_done(made):
            cards += 1
            lay_out(made, cards)
            made.clock.jump(timedelta(days=7))
            made.wait_for(lambda: made.running("crawl"))
        if made.running(kind):
            time.sleep(chance.uniform(0, 3))
            if made.running(kind):
                return kill(made, target)
        time.sleep(0.1)
    raise AssertionError(f"there was no {kind} to kill")
