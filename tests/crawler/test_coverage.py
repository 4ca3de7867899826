"""What a crawl notes of the areas it asked about, and how it tells of itself while it goes."""

from operations.ledger import Ledger
from tests.crawler.conftest import Web

DIRECTORY = """\
id: by-suburb
title: By suburb
publisher: made up
url: http://by-suburb.example/
licence: made up
purpose: tests
kind: directory
rate: {delay: 0}
areas: {suburbs: [Rosanna VIC, Eltham VIC, Kew VIC]}
expect: {least_listings: 3, largest_drop: 0.1, least_fill: {phones: 1}}
directory: {start: "http://by-suburb.example/{suburb_slug}", card: .card, card_fields: {name: b::text}}
"""
APART = """
import sys
from crawler.home import Home
from crawler.run import Order, crawl
from data.source import load_source
from pathlib import Path
places = ("Rosanna VIC", "Eltham VIC", "Kew VIC")
jobs = crawl(Home.from_environment(), Order([load_source(Path(sys.argv[1]))], places, apart=True))
print([job.verdict.good for job in jobs])
"""


def directory(web: Web):
    path = web.folder.parent / "by-suburb.yaml"
    path.write_text(DIRECTORY)
    for place, names in (("rosanna", ["Ann", "Bo"]), ("eltham", ["Cy"])):
        cards = "".join(f"<p class=card><b>{name} Massage</b>" for name in names)
        web.add("by-suburb.example", {place: cards})
    return path


def covered(web: Web):
    with Ledger(f"sqlite:///{web.home / 'rosanna.db'}") as ledger:
        return {one.area: one for one in ledger.coverage()}


def test_each_suburb_is_judged_for_itself_and_by_bounds_that_mean_a_suburb(web):
    source = directory(web)
    done = web.run(APART, str(source))
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[True, True, False]"
    found = covered(web)
    assert {area: (one.listings, one.failures) for area, one in found.items()} == {
        "Rosanna VIC 3084": (2, 0), "Eltham VIC 3095": (1, 0), "Kew VIC 3101": (None, 1),
    }  # fmt: skip
    assert found["Kew VIC 3101"].good_at is None
    assert web.run(APART, str(source)).returncode == 0
    assert covered(web)["Kew VIC 3101"].failures == 2
    web.add("by-suburb.example", {"kew": "<p class=card><b>Di Massage</b>"})
    assert web.crawl(source, "--suburb", "Kew VIC").returncode == 0
    assert (covered(web)["Kew VIC 3101"].failures, covered(web)["Kew VIC 3101"].listings) == (0, 1)


def test_a_run_over_all_suburbs_covers_each_and_cannot_tell_how_many_were_in_which(web):
    source = directory(web)
    source.write_text(DIRECTORY.replace(", Kew VIC", "").replace(", least_fill: {phones: 1}", ""))
    assert web.crawl(source).returncode == 0
    assert [(one.area, one.listings) for one in covered(web).values()] == [
        ("Eltham VIC 3095", None), ("Rosanna VIC 3084", None),
    ]  # fmt: skip


def test_sites_are_covered_each_by_whether_it_answered_and_a_run_tells_how_it_went(web):
    web.add(
        "backs.example", {"index.html": "<h1>Backs</h1><a href=fees.html>Fees</a>", "fees.html": "<p>Fees"}
    )
    web.crawl_sites("http://backs.example/", "http://gone.example/")
    found = covered(web)
    assert {area: one.failures for area, one in found.items()} == {"backs.example": 0, "gone.example": 1}
    with Ledger(f"sqlite:///{web.home / 'rosanna.db'}") as ledger:
        told = ledger.progress(found["backs.example"].run_id)
    assert told is not None
    assert (told.pages, told.listings, told.queued) == (2, 1, 0)
    assert told.outcomes["kept"] == 2
    assert told.pages_a_minute > 0
