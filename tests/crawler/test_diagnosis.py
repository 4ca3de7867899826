"""A directory that goes wrong in every known way: the last good listings stay, and the cause is named."""

import os
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests.crawler.conftest import Web

ROOT = Path(__file__).parents[2]
SOURCE = """\
id: dir
title: A directory
publisher: made up
url: http://dir.example/
licence: made up
purpose: tests
kind: directory
rate: {delay: 0}
expect: {least_listings: 3, least_fill: {phones: 0.5}, largest_drop: 0.4}
directory:
  start: http://dir.example/all
  no_results: .none
  card: .card
  link: a::attr(href)
  fields: {name: h1::text, phones: "a[href^='tel:']::text"}
"""
PEOPLE = 10


def lay_out(web: Web, people: int = PEOPLE) -> None:
    links = "".join(f'<div class=card><a href="/p/{number}">N</a></div>' for number in range(people))
    web.add("dir.example", {"all.html": f"<h1>All of us</h1>{links}"})
    for number in range(PEOPLE):
        web.add(
            "dir.example",
            {f"p/{number}.html": f"<h1>Name {number}</h1><a href='tel:1'>03 7010 00{number:02}</a>"},
        )


def all_pages(web: Web, content: str) -> None:
    for path in (web.folder / "dir.example").rglob("*.html"):
        path.write_text(content)


def lay_out_anew(web: Web) -> None:
    links = "".join(
        f'<li class=teaser><a href="/who/{number}">Somebody with a long text</a></li>'
        for number in range(PEOPLE)
    )
    web.add(
        "dir.example",
        {"all.html": f"<h1>Welcome to our new look</h1><ul>{links}</ul>" + "<p>We list people." * 30},
    )


def lose_phones(web: Web) -> None:
    for number in range(PEOPLE):
        web.add("dir.example", {f"p/{number}.html": f"<h1>Name {number}</h1><p class=call>ring us"})


def remove(web: Web) -> None:
    for path in (web.folder / "dir.example").rglob("*.html"):
        path.unlink()


SUSPENDED = (
    "<html><head><title>Account Suspended</title></head><body><h1>Account Suspended</h1>"
    "<p>This Account has been suspended.</p><p>Contact your hosting provider for more information.</p></body></html>"
)
FAULTS = {
    "its pages changed their layout": lay_out_anew,
    "phones: 0% of the listings have one, expected 50%": lose_phones,
    "it lists far fewer providers than before": lambda web: lay_out(web, 4),
    "its addresses lead nowhere any more": remove,
    "its hosting is suspended, with HTTP 200": lambda web: all_pages(web, SUSPENDED),
    "it answers, and lists nobody": lambda web: web.add(
        "dir.example", {"all.html": "<p class=none>Nobody here"}
    ),
    "its robots.txt forbids us": lambda web: web.add(
        "dir.example", {"robots.txt": "User-agent: *\nDisallow: /\n"}
    ),
}


def diagnosis(web: Web) -> str:
    done = subprocess.run(
        [sys.executable, ROOT / "rosanna.py", "diagnose", "dir"],
        env={**os.environ, "ROSANNA_HOME": str(web.home)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode in {0, 1}, done.stderr
    return done.stdout


def in_service(web: Web) -> dict[str, object]:
    with web.store() as store:
        return {one.source_id: (one.fields, one.changed_at) for one in store.listings("dir")}


@pytest.fixture
def directory(web):
    lay_out(web)
    path = web.folder.parent / "dir.yaml"
    path.write_text(SOURCE)
    assert web.crawl(path).returncode == 0
    assert "dir: well. 10 listings" in diagnosis(web)
    return path


@pytest.mark.parametrize("words", FAULTS)
def test_the_last_good_listings_stay_and_the_cause_is_named(web, directory, words):
    good = in_service(web)
    FAULTS[words](web)
    result = web.crawl(directory)
    assert result.returncode == 1
    assert in_service(web) == good
    assert len(good) == PEOPLE
    told = diagnosis(web)
    assert "dir: failing since " in told
    assert words in told
    assert "In service: the 10 listings of " in told
    assert "What to do: " in told


class Refusing(BaseHTTPRequestHandler):
    """Answers everything but robots.txt with 403."""

    def do_GET(self):
        self.send_response(404 if self.path.endswith("/robots.txt") else 403)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *arguments):
        pass


def test_a_source_that_refuses_us_keeps_its_last_good_listings(web, directory):
    good = in_service(web)
    with ThreadingHTTPServer(("127.0.0.1", 0), Refusing) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        web.proxy = f"http://127.0.0.1:{server.server_port}"
        assert web.crawl(directory).returncode == 1
        server.shutdown()
    assert in_service(web) == good
    assert "it refuses us" in diagnosis(web)


def test_a_source_that_recovers_is_well_again(web, directory):
    lay_out_anew(web)
    assert web.crawl(directory).returncode == 1
    assert web.crawl(directory).returncode == 1
    assert "(2 runs)" in diagnosis(web)
    lay_out(web)
    assert web.crawl(directory).returncode == 0
    assert "dir: well." in diagnosis(web)


def test_a_listing_is_gone_only_after_three_whole_good_runs_missed_it(web, directory):
    lay_out(web, 9)
    for _ in range(2):
        assert web.crawl(directory).returncode == 0
        assert len(in_service(web)) == 10
    lay_out_anew(web)  # a failed run in between proves nothing
    assert web.crawl(directory).returncode == 1
    assert len(in_service(web)) == 10
    lay_out(web, 9)
    assert "1 gone" in web.crawl(directory).stdout
    assert len(in_service(web)) == 9
    lay_out(web)
    assert "1 back again" in web.crawl(directory).stdout
    with web.store() as store:
        history = [one.kind for one in store.history("dir", "p/9")]
        [back] = [one for one in store.listings("dir") if one.source_id == "p/9"]
    assert history == ["new", "gone", "back"]
    assert back.gone_at is None


def test_a_changed_field_is_in_the_history_with_both_values(web, directory):
    web.add("dir.example", {"p/1.html": "<h1>New name</h1><a href='tel:1'>03 7010 0001</a>"})
    assert "1 changed" in web.crawl(directory).stdout
    with web.store() as store:
        what = [dict(one.what) for one in store.history("dir", "p/1") if one.kind == "changed"]
    assert what == [{"name": ["Name 1", "New name"]}]


def test_a_run_over_other_suburbs_does_not_make_listings_gone(web, tmp_path):
    path = tmp_path / "dir.yaml"
    path.write_text(
        SOURCE.replace("/all", "/{suburb_slug}").replace("least_listings: 3", "least_listings: 1")
    )
    lay_out(web)
    (web.folder / "dir.example" / "all.html").rename(web.folder / "dir.example" / "rosanna.html")
    web.add("dir.example", {"kew.html": '<div class=card><a href="/p/1">N</a></div>'})
    assert web.crawl(path, "--suburb", "Rosanna VIC").returncode == 0
    for _ in range(4):
        assert web.crawl(path, "--suburb", "Kew VIC").returncode == 0
    assert len(in_service(web)) == PEOPLE


def test_nothing_crawled_is_one_line(web):
    done = subprocess.run(
        [sys.executable, ROOT / "rosanna.py", "diagnose"],
        env={**os.environ, "ROSANNA_HOME": str(web.home)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr == "Error: nothing was ever crawled: run `rosanna crawl` first\n"
