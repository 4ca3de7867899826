"""The fortnight with real workers, real crawls and real kills; between jobs the clock jumps to what is next."""

import random
import time
from datetime import timedelta
from pathlib import Path

import pytest

from crawler.runs.scope import areas_of, scope_name
from crawler.store import Store
from operations.scheduling import hosts_of
from tests.operations.ahead import TICK_SECONDS
from tests.operations.fortnight import BEGIN, places, write_sources
from tests.operations.real import Installation, installed
from tests.operations.record import Check, Record, Span, most_at_a_tick

DAYS = 14
PAGE_FAILS = 0.03
"""Chance that a suburb's page is away until the clock jumps again."""


def lay_out(made: Installation, sources: int, suburbs: int) -> list[Path]:
    """Sources, and a page for each suburb of each; the pages."""
    write_sources(made.sources, sources, suburbs)
    pages = []
    for source in made.folder_of.load():
        for place in places(suburbs):
            name, _, postcode = place.rsplit(" ", 2)
            host = source.url.removeprefix("http://").rstrip("/")
            page = made.web / host / f"{name.lower().replace(' ', '-')}-{postcode}"
            page.parent.mkdir(exist_ok=True)
            page.write_text(f"<p class=card><b>Massage at {place}</b>")
            pages.append(page)
    return list(dict.fromkeys(pages))  # some sources share a host


def live_through(made: Installation, pages: list[Path], chance: random.Random) -> tuple[int, int, int]:
    """Jobs at once, power cuts, processes killed."""
    made.clock.jump(BEGIN - made.clock())
    begin, most, cuts, killed = BEGIN, 0, 0, 0
    cut_at = sorted(begin + timedelta(days=chance.uniform(0, DAYS * 0.8)) for _ in range(3))
    away: list[Path] = []
    made.start()
    while made.clock() < begin + timedelta(days=DAYS):
        while made.ready() or made.active():
            running = [job for job in made.ledger.jobs("running") if job.kind == "crawl"]
            most = max(most, len(running))
            if cut_at and made.clock() >= cut_at[0] and running:
                cut_at.pop(0)
                time.sleep(chance.uniform(0, 1))
                killed += made.cut_power()
                cuts += 1
                made.clock.jump(timedelta(minutes=chance.choice([2, 40, 400])))
                made.start()
            time.sleep(0.2)
        for page in away:
            page.with_suffix(".away").rename(page)
        away = chance.sample(pages, max(1, int(len(pages) * PAGE_FAILS)))
        for page in away:
            page.rename(page.with_suffix(".away"))
        made.clock.jump(made.next_wake())
    return most, cuts, killed


def recorded(made: Installation, suburbs: int) -> Record:
    """What store and ledger tell."""
    sources = made.folder_of.load()
    scopes = {scope_name((one,), (), None): str(one) for one in areas_of(sources[0])}
    with Store(f"sqlite:///{made.home / 'rosanna.db'}") as store:
        runs = [run for run in store.runs() if run.finished_at is not None]
    checks = [
        Check(run.source, scopes[run.scope], run.started_at, run.finished_at, run.state == "complete")
        for run in runs
        if run.finished_at is not None
    ]
    by_id = {one.id: one for one in sources}
    jobs = made.ledger.jobs(kind="crawl")
    spans = [
        Span(host, job.started_at, job.finished_at, job.id)
        for job in jobs
        for host in hosts_of(by_id[job.source], ())
        if job.started_at is not None and job.finished_at is not None
    ]
    return Record(sources, places(suburbs), BEGIN, made.clock(), checks, spans, jobs)


@pytest.mark.slow
@pytest.mark.parametrize(("sources", "suburbs"), [(4, 5), (8, 8), (30, 40)])
def test_a_fortnight_of_real_crawls(tmp_path, sources, suburbs):
    chance = random.Random(14)
    with installed(tmp_path, slots=2) as made:
        pages = lay_out(made, sources, suburbs)
        began = time.monotonic()
        most, cuts, killed = live_through(made, pages, chance)
        record = recorded(made, suburbs)
        refreshes = len(made.ledger.jobs("done", kind="index"))
        minutes = (time.monotonic() - began) / 60
        record.hold(cuts, most, killed=killed, refreshes=refreshes, minutes=f"{minutes:.1f}")
    assert cuts == 3
    assert most <= 2
    assert record.most_begun_in_a_minute() <= most_at_a_tick(TICK_SECONDS)
