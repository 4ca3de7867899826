"""What operators use between crawls: the archive's upkeep, previews, proposed expectations, verdicts."""

import os
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from crawler.cli import crawl_command
from crawler.commands.sources_cli import sources_group
from crawler.commands.upkeep_cli import archive_group, diagnose_command
from crawler.kept.retention import archive_files, prune
from crawler.kept.revisit import LEAST_HOURS, MOST_HOURS, next_interval
from crawler.records import Listing, Run
from crawler.runs.expectations import suggest
from crawler.runs.judging import Measures, judge, measure
from crawler.runs.preview import preview
from data.source import load_source

COMMANDS = {one.name: one for one in (crawl_command, sources_group, archive_group, diagnose_command)}
MONTH = timedelta(days=31)


def age(web):
    old = (datetime.now(UTC) - 2 * MONTH).timestamp()
    for path in (web.home / "pages").iterdir():
        os.utime(path, (old, old))


def bodies(web):
    with web.store() as store:
        return {page.url: web.archive().read(page).body for page in store.pages()}


@pytest.fixture
def clinic(web):
    web.add("backs.example", {f"p{n}.html": f"<h1>{n}</h1><p>old words {n}" for n in range(9)})
    web.add(
        "backs.example", {"index.html": "".join(f'<a href="p{n}.html">services {n}</a>' for n in range(9))}
    )
    assert web.crawl_sites("http://backs.example/").returncode == 0
    return web


def rewrite_pages(web, count):
    web.add("backs.example", {f"p{n}.html": f"<h1>{n}</h1><p>new words {n}" for n in range(count)})
    assert web.crawl_sites("http://backs.example/").returncode == 0


def test_a_file_that_is_mostly_replaced_is_written_anew_and_no_page_is_lost(clinic):
    rewrite_pages(clinic, 8)
    age(clinic)
    before = bodies(clinic)
    with clinic.store() as store:
        done = prune(store, clinic.archive(), MONTH)
        assert (done.removed, done.rewritten, done.unreadable) == (0, 1, 0)
        assert done.freed > 0
        assert sum(one.live for one in archive_files(store, clinic.archive())) == len(before)
    assert bodies(clinic) == before
    assert b"new words 3" in before["http://backs.example/p3.html"]


def test_a_file_without_a_page_in_service_goes_and_young_files_stay(clinic):
    with clinic.store() as store:
        store.forget_listing("sites", "backs.example")
        assert prune(store, clinic.archive(), MONTH).removed == 0
        age(clinic)
        assert prune(store, clinic.archive(), MONTH, dry_run=True).removed == 1
        assert len(archive_files(store, clinic.archive())) == 1
        assert prune(store, clinic.archive(), MONTH).removed == 1
        assert archive_files(store, clinic.archive()) == []


def test_the_archive_commands_say_what_they_did(clinic, monkeypatch):
    monkeypatch.setenv("ROSANNA_HOME", str(clinic.home))
    stats = CliRunner().invoke(COMMANDS["archive"], ["stats"])
    assert "1 files, 0.0 MB, 10 pages in service" in stats.output
    pruned = CliRunner().invoke(COMMANDS["archive"], ["prune", "--dry-run"])
    assert "Nothing was done." in pruned.output


DIRECTORY = """\
id: dir
title: A directory
publisher: made up
url: http://dir.example/
licence: made up
purpose: tests
kind: directory
directory:
  start: http://dir.example/all
  no_results: .none
  card: .card
  link: a::attr(href)
  next: a[rel=next]::attr(href)
  card_fields: {name: a::text}
  fields: {phones: .phone, hours: .hours}
"""
PAGE = """<script type="application/ld+json">{"@type": "LocalBusiness", "name": "Backs", "telephone": "03 7010 0001"}</script>
<div class=card><a href=/p/1>Backs</a></div><p class=phone>ring us</p><a rel=next href=?page=2>more</a>"""


def test_a_preview_shows_structured_data_and_what_each_selector_finds(tmp_path):
    path = tmp_path / "dir.yaml"
    path.write_text(DIRECTORY)
    told = "\n".join(preview(PAGE, "http://dir.example/all", load_source(path)))
    for words in ("Structured data: 1 items", "LocalBusiness", "phones: 03 7010 0001", "card: 1 found", "link: /p/1",
                  "next: ?page=2", "phones: left out: 'ring us' is none", "nothing found for: hours",
                  "no_results: does not match"):  # fmt: skip
        assert words in told


def test_a_preview_asks_robots_first_and_keeps_nothing(web):
    web.add("dir.example", {"all.html": PAGE, "robots.txt": "User-agent: *\nDisallow: /private\n"})
    command = "from crawler.commands.sources_cli import sources_group; sources_group()"
    result = web.run(command, "preview", "http://dir.example/all.html")
    assert result.returncode == 0, result.stderr
    assert "http://dir.example/all.html: HTTP 200, text/html" in result.stdout
    assert "phones: 03 7010 0001" in result.stdout
    forbidden = web.run(command, "preview", "http://dir.example/private/x")
    assert forbidden.returncode == 1
    assert "not allowed by robots.txt" in forbidden.stderr
    with web.store() as store:
        assert not [*store.runs(), *store.pages(), *store.listings()]


def run(number, state="complete", **measures):
    now = datetime(2026, 11, 1, tzinfo=UTC)
    return Run(id=number, source="dir", scope="a", started_at=now, finished_at=now, state=state,
               counts={"listings": 1}, manifest={"measures": measures})  # fmt: skip


def test_expectations_are_proposed_with_room_from_good_runs_alone():
    runs = [
        run(3, listings=100, fill={"phones": 0.93, "hours": 0.2}, unique_phones=0.97),
        run(2, "failed", listings=1, fill={}, unique_phones=None),
        run(1, listings=90, fill={"phones": 0.95, "hours": 0.5}, unique_phones=1.0),
    ]
    assert suggest(runs) == (
        "expect: {least_listings: 72, least_fill: {phones: 0.8}, largest_drop: 0.3, unique_phones: 0.85}"
    )
    assert suggest([runs[1]]) is None


def listing(number, **fields):
    return Listing(source="dir", source_id=str(number), url="http://dir.example/", fields=fields)


def test_measures_count_listings_fields_and_repeated_phones():
    found = measure([listing(1, name="A", phones=["03 7010 0001"]), listing(2, name="B", phones=["0370100001"]),
                     listing(3, name="C", phones=["03 7010 0003"]), listing(4)])  # fmt: skip
    assert (found.listings, found.fill, found.unique_phones) == (4, {"name": 0.75, "phones": 0.75}, 0.3333)


@pytest.mark.parametrize(
    ("expect", "now", "before", "kinds"),
    [
        ({}, Measures(5), None, []),
        ({}, Measures(0), None, []),
        ({}, Measures(0), Measures(3), ["nothing"]),
        ({"least_listings": 6}, Measures(5), None, ["too_few"]),
        ({}, Measures(40), Measures(100), ["dropped"]),
        ({"largest_drop": 0.7}, Measures(40), Measures(100), []),
        ({}, Measures(2), Measures(9), []),
        ({"least_fill": {"phones": 0.5}}, Measures(5, {"phones": 0.4}), None, ["unfilled"]),
        ({}, Measures(50, {"phones": 0.3}), Measures(50, {"phones": 0.9}), ["unfilled"]),
        ({"least_fill": {"phones": 0.2}}, Measures(50, {"phones": 0.3}), Measures(50, {"phones": 0.9}), []),
        ({"unique_phones": 0.9}, Measures(50, {}, 0.5), None, ["repeated_phones"]),
    ],
)
def test_a_run_is_judged_by_what_is_expected_and_by_the_last_good_one(expect, now, before, kinds):
    assert [reason.kind for reason in judge(expect, now, before)] == kinds


def test_the_interval_between_visits_stays_within_its_bounds():
    assert next_interval(None, "weekly", changed=True) == 168
    hours = 168.0
    for _ in range(20):
        hours = next_interval(hours, "weekly", changed=False)
    assert hours == MOST_HOURS
    for _ in range(20):
        hours = next_interval(hours, "weekly", changed=True)
    assert hours == LEAST_HOURS
