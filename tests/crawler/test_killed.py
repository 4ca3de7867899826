"""kill -9 at random moments of a real crawl, then the same command: nothing lost, nothing twice."""

import random
import time
from pathlib import Path

import pytest

SITES, PAGES, KILLS = 4, 10, 5


def lay_out(web, sites=SITES, pages=PAGES):
    hosts = [f"clinic{number}.example" for number in range(sites)]
    for host in hosts:
        links = "".join(f'<li><a href="page{number}.html">Page {number}</a>' for number in range(pages - 1))
        filler = " ".join(random.Random(host).choices(["back", "neck", "knee", "jaw"], k=3_000))
        web.add(host, {"index.html": f"<h1>{host}</h1>{links}", "robots.txt": "User-agent: *\nAllow: /\n"})
        for number in range(pages - 1):
            web.add(host, {f"page{number}.html": f"<h1>{host} {number}</h1><p>{filler}"})
    return [f"http://{host}/" for host in hosts]


def state(web, home: Path):
    with web.store(home) as store:
        pages = list(store.pages())
        listings = [(one.key, one.url, dict(one.fields)) for one in store.listings()]
        runs = [run.state for run in store.runs()]
    bodies = {page.url: web.archive(home).read(page).body for page in pages}
    assert len(bodies) == len(pages)
    return (
        listings,
        [(page.url, page.listing_id, page.status, page.content_hash) for page in pages],
        bodies,
        runs,
    )


@pytest.mark.parametrize(
    ("sites", "pages", "kills"),
    [(SITES, PAGES, KILLS), pytest.param(20, 25, 20, marks=pytest.mark.slow, id="500 pages, 20 kills")],
)
def test_a_crawl_killed_at_random_moments_ends_like_an_undisturbed_one(web, tmp_path, sites, pages, kills):
    source = web.sites_source(*lay_out(web, sites, pages), delay=0.05)
    calm = tmp_path / "calm"
    assert web.crawl(source, home=calm).returncode == 0
    chance = random.Random()
    for _ in range(kills):
        before = len(web.requested())
        # A killed crawl may ask again for what it had not kept, so there is always more to come.
        wanted = before + chance.randint(1, max(2, sites * pages // (kills + 2)))
        process = web.start(source)
        while len(web.requested()) < wanted and process.poll() is None:
            time.sleep(chance.uniform(0.001, 0.02))
        assert process.poll() is None, "the crawl ended before it could be killed"
        process.kill()
        process.communicate()
    last = web.crawl(source)
    assert last.returncode == 0, last.stderr
    assert state(web, web.home) == state(web, calm)
    assert len(state(web, web.home)[1]) == sites * pages


def test_a_run_taken_up_again_asks_only_for_what_it_had_not_kept(web):
    source = web.sites_source(*lay_out(web), delay=0.05)
    process = web.start(source)
    while len(web.requested()) < SITES * 4:
        time.sleep(0.01)
    process.kill()
    process.communicate()
    kept = {url.removeprefix("http://") for url in web.kept()}
    assert kept
    before = len(web.requested())
    last = web.crawl(source)
    assert last.returncode == 0
    assert "pages taken from the archive of this run" in last.stdout
    assert kept.isdisjoint(web.requested()[before:])


def test_a_terminated_crawl_says_how_to_go_on(web):
    source = web.sites_source(*lay_out(web), delay=0.05)
    process = web.start(source)
    while len(web.requested()) < SITES * 2:
        time.sleep(0.01)
    process.terminate()
    out, err = process.communicate(timeout=10)  # operators' service managers kill what takes longer
    assert process.returncode == 1
    assert "interrupted" in out
    assert "the same command goes on where it stopped" in err
    assert web.crawl(source).returncode == 0
    assert len(web.kept()) == SITES * PAGES
