"""One crawl of a web whose sites each hold another difficulty; each test looks at one of them."""

import gzip

import pytest

from crawler.home import Home
from crawler.kept.decisions import Decisions
from data.sample_server import SampleWeb
from tests.crawler.conftest import Web

BIG = b"<html><body>" + b"<p>back</p>" * 2_800_000
LINKED_TWENTY_FIVE = "".join(f'<a href="/post-{number}">read</a>' for number in range(40))


def lay_out(web: Web) -> list[str]:
    web.add("plain.example", {
        "index.html": '<a href="Fees.HTM">x</a> <a href="deep tissue.html">x</a> <a href="/team/#jo">x</a>'
                      '<a href="/team/index.html?utm_source=nav">x</a> <a href="http://www.plain.example/contact">x</a>'
                      '<a href="brochure.pdf">x</a><a href="photo.JPG">x</a><a href="http://other.example/">x</a>'
                      '<a href="/calendar/2026-11">x</a><a href="/team/?replytocom=3">x</a>'
                      '<area href="map.html"><button onclick="location.href=\'book.html\'">x</button>',
        "Fees.HTM": "fees", "deep tissue.html": "deep", "team/index.html": "team", "contact.html": "contact",
        "map.html": "map", "book.html": "book", "orphan.html": "orphan", "brochure.pdf": "%PDF",
        "calendar/2026-11.html": "trap",
        "sitemap.xml": "<urlset><url><loc>http://plain.example/orphan.html</loc></url></urlset>",
    })  # fmt: skip
    web.add("www.plain.example", {"contact.html": "contact"})
    web.add("many.example", {
        "index.html": LINKED_TWENTY_FIVE + '<a href="/prices">Prices</a><a href="/about-us">About</a>',
        "prices.html": "prices", "about-us.html": "about",
        **{f"post-{number}.html": f"post {number}" for number in range(40)},
    })  # fmt: skip
    web.add(
        "closed.example",
        {
            "index.html": '<a href="/private/a">x</a><a href="/b">x</a>',
            "b.html": "b",
            "private/a.html": "a",
            "robots.txt": "User-agent: *\nDisallow: /private/\n",
        },
    )
    web.add(
        "shy.example",
        {
            "index.html": '<a href="/fees">x</a><a href="/secret">x</a>',
            "fees.html": "fees",
            "secret.html": '<meta name="ROBOTS" content="NoIndex, follow"><a href="/b">x</a>',
            "b.html": "b",
        },
    )
    web.add(
        "optout.example",
        {"index.html": '<meta name="rosanna" content="noindex"><a href="/a">x</a>', "a.html": "a"},
    )
    web.add(
        "huge.example",
        {"index.html": '<a href="/big">Big</a><a href="/fees">x</a>', "big.html": BIG, "fees.html": "fees"},
    )
    web.add("blank.example", {"index.html": b""})
    web.add(
        "old.example",
        {
            "index.html": "<title>Café</title>".encode("cp1252"),
            "sitemap.xml": gzip.compress(b"<urlset><url><loc>not a url"),
        },
    )
    web.add(
        "frames.example",
        {
            "index.html": '<frameset><frame src="menu.html"><frame src="main.htm"></frameset>',
            "menu.html": '<a href="fees.html">x</a>',
            "main.htm": "main",
            "fees.html": "fees",
        },
    )
    web.add(
        "shared.example",
        {
            "one/index.html": '<a href="/one/fees">x</a><a href="/two/">x</a><a href="/">x</a>',
            "one/fees.html": "fees",
            "two/index.html": "two",
            "index.html": "top",
        },
    )
    web.add(
        "moved.example",
        {
            "index.html": '<a href="/Old-Folder/fees.html">x</a><a href="/real/x">x</a>'
            '<a href="/real/gone">x</a>',
            "fees.html": "fees",
            "real/x.html": "x",
            "gone.html": "another page",
        },
    )
    web.add(
        "copy.example",
        {
            "index.html": '<link rel="canonical" href="https://live-name.example/">'
            '<a href="https://live-name.example/fees">x</a>',
            "fees.html": "fees",
        },
    )
    web.add(
        "base.example",
        {
            "index.html": '<base href="http://where-it-was-made.example/"><a href="fees">x</a>',
            "fees.html": "fees",
        },
    )
    return [
        "plain.example",
        "many.example",
        "closed.example",
        "shy.example",
        "optout.example",
        "huge.example",
        "blank.example",
        "old.example",
        "frames.example",
        "http://shared.example/one/",
        "moved.example",
        "http://shared.example/two/",
        "copy.example",
        "base.example",
        "nowhere.example",
        "www.plain.example # again",
    ]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sites")
    web = Web(folder / "web", folder / "home")
    web.folder.mkdir()
    seeds = lay_out(web)
    with SampleWeb(web.folder, log=web.log) as server:
        web.proxy = server.proxy_url
        web.result = web.crawl_sites(*seeds)  # type: ignore[attr-defined]
        yield web


def pages_of(web: Web, key: str) -> list[str]:
    with web.store() as store:
        return sorted(
            page.url.removeprefix(f"http://{key.split('/', maxsplit=1)[0]}")
            for page in store.pages(listing_id=key)
        )


def test_the_crawl_ends_well_and_sums_up_what_happened(crawled):
    assert crawled.result.returncode == 0, crawled.result.stderr
    for words in (
        "not allowed by robots.txt",
        "too large",
        "empty pages",
        "asked not to be kept",
        "sites that opted out",
        "the same page or site again",
        "robots.txt could not be had",
    ):
        assert words in crawled.result.stdout
    assert "failed in Rosanna itself" not in crawled.result.stdout


def test_linked_and_orphan_pages_are_kept_once_under_one_address(crawled):
    assert pages_of(crawled, "plain.example") == [
        "/", "/Fees.HTM", "/book.html", "/deep%20tissue.html", "/map.html", "/orphan.html", "/team/",
        "http://www.plain.example/contact",
    ]  # fmt: skip


def test_files_traps_and_other_hosts_are_never_asked_for(crawled):
    asked = crawled.requested()
    for name in ("brochure.pdf", "photo.JPG", "replytocom", "calendar", "other.example"):
        assert not [one for one in asked if name in one], name


def test_of_many_pages_the_most_telling_25_are_kept(crawled):
    kept = pages_of(crawled, "many.example")
    assert len(kept) == 25
    assert {"/", "/prices", "/about-us"} <= set(kept)


def test_robots_txt_is_obeyed(crawled):
    assert pages_of(crawled, "closed.example") == ["/", "/b"]
    assert "closed.example/private/a" not in crawled.requested()


def test_a_noindex_page_is_followed_but_not_kept(crawled):
    assert pages_of(crawled, "shy.example") == ["/", "/b", "/fees"]


def test_a_site_that_opts_out_is_left_alone(crawled):
    assert pages_of(crawled, "optout.example") == []
    assert "optout.example/a" not in crawled.requested()
    with crawled.store() as store:
        opted_out = Decisions(store, Home.from_environment({"ROSANNA_HOME": str(crawled.home)}))
        assert "website:optout.example" in [one.about["key"] for one in opted_out.standing("suppression")]


def test_a_30_mb_page_costs_only_itself(crawled):
    assert len(BIG) > 30_000_000
    assert pages_of(crawled, "huge.example") == ["/", "/fees"]


def test_an_old_encoding_is_kept_as_bytes_and_a_torn_sitemap_is_no_loss(crawled):
    with crawled.store() as store:
        [page] = store.pages(listing_id="old.example")
    assert crawled.archive().read(page).body == "<title>Café</title>".encode("cp1252")


def test_frames_are_pages_of_the_site(crawled):
    assert pages_of(crawled, "frames.example") == ["/", "/fees.html", "/main.htm", "/menu.html"]


def test_sites_on_a_shared_host_stay_below_their_path(crawled):
    assert pages_of(crawled, "shared.example/one") == ["/one/", "/one/fees"]
    assert pages_of(crawled, "shared.example/two") == ["/two/"]


def test_links_into_a_folder_that_is_no_more_are_mended(crawled):
    assert pages_of(crawled, "moved.example") == ["/", "/fees.html", "/real/x"]


@pytest.mark.parametrize("host", ["copy.example", "base.example"])
def test_links_under_the_sites_other_name_lead_to_its_own_pages(crawled, host):
    assert pages_of(crawled, host) == ["/", "/fees"]


def test_a_site_is_one_listing_named_by_its_host(crawled):
    with crawled.store() as store:
        listings = {one.source_id: dict(one.fields) for one in store.listings("sites")}
    assert listings["plain.example"] == {"website": "http://plain.example/"}
    assert not {"optout.example", "blank.example", "nowhere.example"} & set(listings)


def test_the_user_agent_is_honest():
    from crawler import settings  # noqa: PLC0415 (reads the environment)

    assert settings.USER_AGENT.startswith("Rosanna/")
    assert "(+http" in settings.USER_AGENT
    assert settings.ROBOTSTXT_OBEY is True
    assert settings.CONCURRENT_REQUESTS_PER_DOMAIN == 1
