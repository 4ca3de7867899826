"""A second crawl asks only for what changed, and what did not change is only noted as seen again."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.reading.meaning import meaning
from data.sample_server import SampleWeb
from tests.crawler.conftest import Web

ROOT = Path(__file__).parents[2]
HTML = "text/html; charset=utf-8"
PAGE = '<title>Backs</title><script>var nonce="{token}"</script><p>We are osteopaths. <a href="/fees?s={token}">Fees</a>'


def bytes_sent(log: Path) -> int:
    return sum(int(line.split("\t")[5]) for line in log.read_text().splitlines())


def seen(web: Web):
    with web.store() as store:
        pages = {(page.source, page.url): page for page in store.pages()}
        listings = {one.key: one for one in store.listings()}
    return pages, listings


def index(web: Web) -> str:
    done = subprocess.run(
        [sys.executable, ROOT / "rosanna.py", "index"], env={**os.environ, "ROSANNA_HOME": str(web.home)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout


def test_a_second_crawl_of_the_unchanged_sample_web_confirms_instead_of_fetching(tmp_path, sample_crawl):
    shutil.copytree(sample_crawl.home.root, tmp_path / "home")
    with SampleWeb(ROOT / "data" / "sample_web", log=tmp_path / "requests.log") as server:
        web = Web(tmp_path / "web", tmp_path / "home", server.proxy_url)
        pages, listings = seen(web)
        archived = sum(path.stat().st_size for path in (web.home / "pages").iterdir())
        told = web.crawl("--all", "--sources-dir", ROOT / "data" / "sample_sources")
    assert told.returncode == 0, told.stderr
    again, listings_again = seen(web)
    assert bytes_sent(web.log) < bytes_sent(sample_crawl.log) / 10
    assert sum(path.stat().st_size for path in (web.home / "pages").iterdir()) == archived
    assert ": 0 worked out, " in index(web)
    assert set(again) == set(pages)
    assert all(again[key].last_seen > pages[key].last_seen for key in pages)
    assert all(again[key].content_hash == pages[key].content_hash for key in pages)
    assert all(listings_again[key].last_seen > listings[key].last_seen for key in listings)
    assert all(listings_again[key].changed_at == listings[key].changed_at for key in listings)


@pytest.fixture
def clinic(web):
    web.add("backs.example", {"index.html": PAGE.format(token="a1" * 12), "fees.html": "<p>$90</p>"})
    assert web.crawl_sites("http://backs.example/").returncode == 0
    return web


def test_a_page_of_which_only_tokens_changed_is_not_archived_again(clinic):
    before, _ = seen(clinic)
    clinic.add("backs.example", {"index.html": PAGE.format(token="b2" * 12)})
    told = clinic.crawl_sites("http://backs.example/").stdout
    assert "pages fetched that say what they said" in told
    key = ("sites", "http://backs.example/")
    after, _ = seen(clinic)
    assert (after[key].warc_file, after[key].warc_offset) == (before[key].warc_file, before[key].warc_offset)
    assert after[key].last_seen > before[key].last_seen
    assert after[key].etag != before[key].etag


def test_a_page_that_says_something_else_is_kept_and_noted_in_the_history(clinic):
    clinic.add("backs.example", {"index.html": PAGE.format(token="b2" * 12) + "<p>And massage."})
    assert clinic.crawl_sites("http://backs.example/").returncode == 0
    pages, _ = seen(clinic)
    page = pages["sites", "http://backs.example/"]
    assert page.changed_at == page.fetched_at
    assert b"And massage" in clinic.archive().read(page).body
    with clinic.store() as store:
        history = [(one.kind, dict(one.what)) for one in store.history("sites", "backs.example")]
    assert history == [("new", {}), ("page", {"url": "http://backs.example/"})]


def test_a_kept_page_whose_record_is_damaged_is_fetched_again(clinic):
    for path in (clinic.home / "pages").iterdir():
        path.write_bytes(b"\0" * path.stat().st_size)
    assert clinic.crawl_sites("http://backs.example/").returncode == 0
    pages, _ = seen(clinic)
    assert b"osteopaths" in clinic.archive().read(pages["sites", "http://backs.example/"]).body


def test_a_kept_page_whose_archive_is_gone_is_fetched_again(clinic):
    for path in (clinic.home / "pages").iterdir():
        path.unlink()
    assert clinic.crawl_sites("http://backs.example/").returncode == 0
    pages, _ = seen(clinic)
    assert b"osteopaths" in clinic.archive().read(pages["sites", "http://backs.example/"]).body


def test_a_visit_is_due_later_each_time_nothing_changed_and_sooner_when_something_did(clinic):
    def hours():
        with clinic.store() as store:
            [one] = store.listings()
        return (one.due_at - one.last_seen).total_seconds() / 3600

    waits = [hours()]
    for number in range(3):
        if number == 2:
            clinic.add("backs.example", {"index.html": "<p>We moved."})
        assert clinic.crawl_sites("http://backs.example/").returncode == 0
        waits.append(hours())
    assert waits[0] < waits[1] < waits[2] > waits[3]


def test_a_crawl_of_what_is_due_leaves_alone_what_was_just_visited(clinic):
    before = clinic.requested()
    source = clinic.sites_source("http://backs.example/", "http://necks.example/")
    clinic.add("necks.example", {"index.html": "<p>We are new."})
    assert clinic.crawl(source, "--due").returncode == 0
    asked = clinic.requested()[len(before) :]
    assert {one.split("/")[0] for one in asked} == {"necks.example"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>Hello</p>", "<p>Hello</p><!-- made at noon -->"),
        ("<p>Hello</p>", "<body class='x9'><p  data-id=7>Hello\n</p>"),
        ("<form><input type=hidden name=csrf value=1></form>x", "<form><input type=hidden name=csrf value=2></form>x"),
        ("<script>var t=1</script><p>x", "<script>var t=2</script><p>x"),
        ("<style>p{}</style><p>x", "<p>x"),
        ("<p>x<p>Made 2026-11-23 04:20:11 in 0.20 s", "<p>x<p>Made 2026-11-24 09:00:00 in 0.31 s"),
        ("<a href='/a?sid=0123456789abcdef'>x</a>", "<a href='/a?sid=fedcba9876543210'>x</a>"),
    ],
)  # fmt: skip
def test_what_no_reader_sees_is_no_change(before, after):
    assert meaning(before.encode(), HTML) == meaning(after.encode(), HTML)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>$90</p>", "<p>$95</p>"),
        ("<a href='/book'>x</a>", "<a href='https://book.example/'>x</a>"),
        ("<a href='tel:0370100001'>call</a>", "<a href='tel:0370100002'>call</a>"),
        ("<meta name=description content=a><p>x", "<meta name=description content=b><p>x"),
        ('<script type="application/ld+json">{"a": 1}</script>x', '<script type="application/ld+json">{"a": 2}</script>x'),
        ("<p>open 9:00 to 17:00", "<p>open 9:00 to 18:00"),
        ("<p>x<meta name=robots content=index>", "<p>x<meta name=robots content=noindex>"),
    ],
)  # fmt: skip
def test_what_a_reader_sees_is_a_change(before, after):
    assert meaning(before.encode(), HTML) != meaning(after.encode(), HTML)


def test_a_map_answer_is_the_same_whatever_the_moment_it_was_asked():
    answer = '{"osm3s": {"timestamp_osm_base": "%s"}, "elements": [{"id": %d}]}'
    kind = "application/json"
    assert meaning((answer % ("a", 1)).encode(), kind) == meaning((answer % ("b", 1)).encode(), kind)
    assert meaning((answer % ("a", 1)).encode(), kind) != meaning((answer % ("a", 2)).encode(), kind)
