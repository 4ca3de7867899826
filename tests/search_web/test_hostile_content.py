"""A provider and a search that try to break out of the page."""

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from search_web.links import mail_link, own_link, phone_link, web_link
from tests.search_web.made_up import MadeUpFinder
from tests.search_web.made_up_providers import hostile
from tests.search_web.reading import foreign_scripts, page

PAGES = (
    "/",
    "/search",
    "/search?view=map",
    "/search?q=remedial+massage&near=Rosanna",
    "/provider/p-nasty4",
    "/provider/p-nasty4/report",
    "/provider/p-nasty4/report/thanks",
    "/compare?id=p-nasty4",
    "/remedial-massage",
    "/suburbs/rosanna-vic-3084",
    "/browse",
    "/embed?near=Rosanna",
    "/take?near=Rosanna",
)
SCHEMES = ("http://", "https://", "/", "#", "tel:+", "mailto:")


@pytest.fixture(autouse=True)
def _hostile(finder: MadeUpFinder) -> None:
    finder.providers = [hostile()]


@pytest.mark.parametrize("address", PAGES)
def test_no_element_or_handler_of_its_making_is_on_the_page(client: FlaskClient, address: str) -> None:
    read = page(client, address)
    assert read.select("img, iframe, object, embed, style") == []
    assert foreign_scripts(read) == []
    handlers = [name for tag in read.find_all(True) for name in tag.attrs if name.startswith("on")]
    assert handlers == []


@pytest.mark.parametrize("address", PAGES)
def test_links_lead_only_to_web_mail_and_phone(client: FlaskClient, address: str) -> None:
    for link in page(client, address).select("[href]"):
        assert str(link["href"]).startswith(SCHEMES)
        assert "javascript" not in str(link["href"]).split("?")[0].lower()


@pytest.mark.parametrize("address", PAGES)
def test_control_characters_and_direction_overrides_are_dropped(client: FlaskClient, address: str) -> None:
    body = client.get(address).get_data(as_text=True)
    assert not any(character in body for character in "\x00\u202a\u202b\u202d\u202e\u2066\u2067\u2068")


def test_an_overlong_name_is_cut(client: FlaskClient) -> None:
    read = page(client, "/provider/p-nasty4")
    assert read.h1 is not None
    assert len(read.h1.get_text()) < 250
    assert len(str(read)) < 40_000


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        '"><b>',
        "\x00\x01",
        "\u202eabc",
        "%ff%fe",
        "' or 1=1 --",
        "{{7*7}}",
        "a" * 500,
    ],
)
def test_hostile_words_come_back_as_words(client: FlaskClient, words: str) -> None:
    response = client.get("/search", query_string={"q": words, "near": words[:200], "service": words})
    assert response.status_code == 200
    read = BeautifulSoup(response.get_data(as_text=True), "lxml")
    assert read.select("b") == []
    assert foreign_scripts(read) == []
    assert "49" not in read.get_text()


def test_bytes_that_are_no_text_do_no_harm(client: FlaskClient) -> None:
    assert client.get("/search?q=%ff%fe%00").status_code == 200
    assert client.get("/provider/%ff%00").status_code == 404
    assert client.get("/provider/" + "x" * 3000).status_code == 404


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " https://x.example",
        "java\nscript:x",
        "data:text/html,x",
        "//x.example",
        "ftp://x.example",
        "https://",
        "http://[::1",
        "https://user:pass@x.example/",
        "https://x.example/\u0000",
        'https://x.example/"onclick=',
        "https://x.example\\@evil.example",
        "",
        None,
    ],
)
def test_unsafe_addresses_are_no_links(url: str | None) -> None:
    assert web_link(url) is None


@pytest.mark.parametrize(
    "url", ["http://x.example", "https://x.example/a?b=c&d=%20#e", "https://münchen.example/"]
)
def test_plain_web_addresses_are_links(url: str) -> None:
    assert web_link(url) == url


def test_suggestions_lead_only_to_this_site() -> None:
    assert own_link("/search?q=a") == "/search?q=a"
    assert own_link("//evil.example") is None
    assert own_link("https://evil.example") is None


def test_phone_and_mail_links_hold_nothing_else() -> None:
    assert phone_link("+61370105512") == "tel:+61370105512"
    assert phone_link("+61370105512;ext=1") is None
    assert mail_link("a.b@c.example") == "mailto:a.b@c.example"
    assert mail_link("a@b.example?cc=x@y.example") is None
