import pytest

from crawler.manners.optout import wishes
from crawler.reading.frontier import Site, is_own_site, shared_hosts, site_key
from crawler.reading.links import links, own_name, page_root
from crawler.reading.worth import leads_to_a_page, link_worth

URL = "http://backs.example/team/"


def urls(html: str) -> list[str]:
    root = page_root(html)
    return [link.url for link in links(root, URL)]


def test_links_after_the_end_of_the_page_are_read_as_browsers_do():
    assert urls("<html><body>x</body></html>\n<a href=/fees>Fees</a>") == ["http://backs.example/fees"]


def test_a_refresh_and_a_javascript_address_are_links():
    assert urls('<meta http-equiv=Refresh content="0; URL=home.htm"><a href="javascript:location=\'x.htm\'">x</a>') == [
        "http://backs.example/team/home.htm", "http://backs.example/team/x.htm"
    ]  # fmt: skip


def test_a_link_has_the_words_of_its_first_mention_with_words():
    root = page_root('<a href="a"><img></a><a href="a">Our fees</a>')
    assert [link.words for link in links(root, URL)] == ["Our fees"]


@pytest.mark.parametrize(
    ("header", "noindex"),
    [("noindex", True), ("googlebot: noindex", False), ("rosanna: none", True), ("all", False)],
)
def test_x_robots_tag_is_read_for_everybody_and_for_us(header, noindex):
    assert wishes(page_root("<p>x"), [header.encode()]).noindex is noindex


def test_a_front_page_may_name_itself_otherwise():
    root = page_root('<link rel=canonical href="https://www.live.example/">')
    assert own_name(root, "http://backs.example/") == "live.example"
    assert own_name(root, "https://live.example/") is None


@pytest.mark.parametrize(
    ("better", "worse"),
    [("/fees", "/blog/on-backs"), ("/prices.html", "/privacy"), ("/our-team", "/gallery"), ("/p?id=3", "/tag/backs"),
     ("/services/cupping", "/2024/05/cupping"), ("/contact", "/news"), ("/osteopathy", "/thank-you")],
)  # fmt: skip
def test_pages_about_the_practice_come_before_the_rest(better, worse):
    assert link_worth(f"http://a.example{better}") > link_worth(f"http://a.example{worse}")


@pytest.mark.parametrize(
    "path",
    [
        "/a.pdf",
        "/wp-json/x",
        "/cart",
        "/?add-to-cart=3",
        "/x/feed/",
        "/events/2026-11-03",
        "/a/a/a/a",
        "/login.php",
    ],
)
def test_what_leads_to_no_page_is_known(path):
    assert not leads_to_a_page(f"http://a.example{path}")
    assert leads_to_a_page("http://a.example/feedback")


@pytest.mark.parametrize(
    ("url", "key"),
    [("https://www.Backs.example/about", "backs.example"), ("http://isp.example/~jo/x.html", "isp.example/~jo"),
     ("https://sites.google.com/view/backs/home", "sites.google.com/view/backs")],
)  # fmt: skip
def test_a_site_is_named_by_its_host_or_its_folder_on_a_shared_one(url, key):
    assert site_key(url) == key
    assert Site(key, url).holds(url)


def test_a_host_with_several_seeded_folders_is_shared():
    assert shared_hosts(["http://h.example/a/", "http://h.example/b/", "http://i.example/c/"]) == {
        "h.example"
    }


def test_a_platform_is_not_a_providers_own_site():
    assert not is_own_site("https://www.facebook.com/backs")
    assert not is_own_site("https://au.fresha.com/a/backs")
    assert is_own_site("https://sites.google.com/view/backs")
