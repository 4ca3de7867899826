"""A crawl leaves alone whom an operator's suppression names: no page, no robots.txt, nothing kept."""

import pytest

from crawler.home import Home
from crawler.kept.suppressions import Key, Suppressions, listing_key, phone_key, suppressions_of
from tests.crawler.conftest import Web

DIRECTORY = """\
id: made-up
title: Made up
publisher: made up
url: http://list.example/
licence: made up
purpose: tests
kind: directory
rate: {delay: 0}
directory:
  start: ["http://list.example/"]
  card: .card
  link: a::attr(href)
  detail_url: "/(\\\\w+)$"
  fields: {name: h1, phones: .phone}
"""
PEOPLE = {"ada": "03 7010 0001", "ben": "03 7010 0002", "cyd": "03 7010 0003"}
CARDS = "".join(f'<div class="card"><a href="/{name}">{name}</a></div>' for name in PEOPLE)


def page(body: str) -> str:
    return f"<html><head><title>Backs</title></head><body>{body}</body></html>"


@pytest.fixture
def small_web(web: Web) -> Web:
    web.add("list.example", {"index.html": page(CARDS)})
    for name, phone in PEOPLE.items():
        web.add("list.example", {f"{name}.html": page(f"<h1>{name}</h1><p class=phone>{phone}</p>")})
    web.add("left.example", {"index.html": page("<h1>Backs</h1><p>Massage in Rosanna, every day.</p>")})
    web.add("stays.example", {"index.html": page("<h1>Necks</h1><p>Massage in Kew, every day.</p>")})
    return web


def suppress(web: Web, *keys: Key | None) -> None:
    with web.store() as store:
        made = _suppressions(web, store)
        for key in keys:
            assert key is not None
            made.add(key, "asked")


def _suppressions(web: Web, store) -> Suppressions:
    return suppressions_of(store, Home.from_environment({"ROSANNA_HOME": str(web.home)}))


def directory(web: Web):
    path = web.folder.parent / "made-up.yaml"
    path.write_text(DIRECTORY)
    return path


def listed(web: Web) -> list[str]:
    with web.store() as store:
        return [one.source_id for one in store.listings("made-up")]


def every_request(web: Web) -> list[str]:
    return [line.split("\t")[1] + line.split("\t")[3] for line in web.log.read_text().splitlines()]


def test_nothing_is_asked_of_a_suppressed_site_not_even_robots_txt(small_web) -> None:
    suppress(small_web, Key("website", "left.example"))
    result = small_web.crawl_sites(
        "http://left.example/", "http://www.left.example/", "http://stays.example/"
    )
    assert result.returncode == 0, result.stderr
    assert not [one for one in every_request(small_web) if "left.example" in one]
    assert "stays.example/robots.txt" in every_request(small_web)
    assert small_web.kept() == ["http://stays.example/"]
    assert "left alone, as their providers asked to be left out" in result.stdout


def test_a_redirect_leads_nobody_to_a_suppressed_site(small_web) -> None:
    small_web.add(
        "moved.example", {"index.html": '<meta http-equiv="refresh" content="0; url=http://left.example/">'}
    )
    suppress(small_web, Key("website", "left.example"))
    small_web.crawl_sites("http://moved.example/", "http://stays.example/")
    assert not [one for one in every_request(small_web) if "left.example" in one]


def test_a_suppressed_listing_is_not_asked_for_and_a_suppressed_phone_is_not_kept(small_web) -> None:
    suppress(small_web, listing_key("made-up/ada"), phone_key("0370100002"))
    result = small_web.crawl(directory(small_web))
    assert result.returncode == 0, result.stderr
    assert listed(small_web) == ["cyd"]
    assert "list.example/ada" not in every_request(small_web)
    assert "list.example/ben" in every_request(small_web)
    assert small_web.kept() == ["http://list.example/", "http://list.example/cyd"]


def test_a_preview_is_no_way_round(small_web) -> None:
    suppress(small_web, Key("website", "left.example"))
    script = (
        "import sys; from crawler.commands.sources_cli import sources_group as group; group(sys.argv[1:])"
    )
    done = small_web.run(script, "preview", "http://left.example/")
    assert done.returncode == 1
    assert "left alone" in done.stderr
    assert not [one for one in every_request(small_web) if "left.example" in one]


def test_a_site_that_opts_out_is_asked_again_and_comes_back_when_it_opens(small_web) -> None:
    small_web.crawl_sites("http://left.example/", "http://stays.example/")
    with small_web.store() as store:
        store.remember_ids({"sites/left.example": "p-oldpage"}, {})
    small_web.add("left.example", {"robots.txt": "User-agent: Rosanna\nDisallow: /\n"})
    small_web.crawl_sites("http://left.example/", "http://stays.example/")
    with small_web.store() as store:
        (found,) = _suppressions(small_web, store).standing
    assert (found.about["key"], found.by) == ("website:left.example", "site")
    assert found.about["providers"] == ["p-oldpage"]
    (small_web.folder / "left.example" / "robots.txt").unlink()
    small_web.crawl_sites("http://left.example/", "http://stays.example/")
    with small_web.store() as store:
        assert _suppressions(small_web, store).standing == ()
    assert small_web.kept() == ["http://left.example/", "http://stays.example/"]
