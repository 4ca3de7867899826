"""What a search was read as, each part of it removable and changeable by a link; asked of a real index."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from indexer.service import SearchService
from tests.search_web.reading import page, text

WORDS = "/search?q=remidial+massage+for+my+sore+lower+back+saturday+after+5pm+under+$100+speaks+greek+-thai+%22two+words%22"
SEARCHES = (
    WORDS + "&near=Rosanna",
    "/search?q=cupping+near+Rosanna+with+hicaps&service=cupping&service=myotherapy&radius_km=5&open_at=now",
    "/search?q=90+min+massage&near=-37.74,145.07&max_price=120&feature=hicaps&credential=amt&condition=headache",
    "/search?q=osteo+quiet+-loud&near=Xyzzyqq&service=no-such-id&open_at=banana",
)


@pytest.fixture
def client(service: SearchService, make_app: Callable[[object], Flask]) -> FlaskClient:
    return make_app(service).test_client()


def parts(read: BeautifulSoup) -> dict[str, str]:
    """What each part says -> the search without it."""
    said = {}
    for item in read.select(".part-chip"):
        link = item.select_one("a.chip")
        assert link is not None
        words = item.select_one("summary") or link
        said[text(words).removesuffix(", change").removesuffix(" ×, remove")] = str(link["href"])
    return said


def changes(read: BeautifulSoup, title: str) -> dict[str, str]:
    """The links under one title of a part's menu."""
    heading = next(one for one in read.select(".menu-title") if text(one) == title)
    below = heading.find_next_sibling("ul")
    assert below is not None
    return {text(link): str(link["href"]) for link in below.select("a")}


def test_every_part_of_what_was_typed_is_said(client: FlaskClient) -> None:
    assert list(parts(page(client, SEARCHES[0]))) == [
        "remedial massage",
        "mentions low back pain",
        "speaks Greek",
        "“two words”",
        "without Thai massage",
        "open Saturday after 5 pm",
        "$100 or less for 60 minutes",
        "within 10 km of Rosanna VIC 3084",
    ]


def test_parameters_are_said_as_well_also_those_that_mean_nothing(client: FlaskClient) -> None:
    assert list(parts(page(client, SEARCHES[3]))) == [
        "osteopathy",
        "states no-such-id",
        "the words “quiet”",
        "without “loud”",
        "open banana",
        "near “Xyzzyqq”",
    ]


@pytest.mark.parametrize("address", SEARCHES)
def test_each_part_can_be_taken_away_and_the_others_stay(client: FlaskClient, address: str) -> None:
    before = parts(page(client, address))
    assert len(before) > 4
    for said, without in before.items():
        after = {one.removeprefix("states ") for one in parts(page(client, without))}
        assert after == {one.removeprefix("states ") for one in before if one != said}, said


def test_the_words_stay_as_typed_where_only_a_parameter_goes(client: FlaskClient) -> None:
    without = parts(page(client, "/search?q=massage+for+me&service=cupping"))["states cupping"]
    assert without == "/search?q=massage+for+me"


def test_the_distance_and_the_day_can_be_changed(client: FlaskClient) -> None:
    read = page(client, SEARCHES[0])
    wider = page(client, changes(read, "How far")["25 km"])
    assert "within 25 km of Rosanna VIC 3084" in parts(wider)
    sunday = page(client, changes(read, "Another day")["Sunday"])
    assert "open Sunday after 5 pm" in parts(sunday)
    assert len(parts(sunday)) == len(parts(read))
    cheaper = page(client, changes(read, "Price for 60 minutes")["$80 or less"])
    assert "$80 or less for 60 minutes" in parts(cheaper)


@pytest.mark.parametrize("address", ["/search?q=massage&near=Richmond", "/search?q=massage+richmond"])
def test_namesakes_of_a_place_are_links(client: FlaskClient, address: str) -> None:
    read = page(client, address)
    assert "there is also" not in text(read.select_one(".found-head")), "said once, by the links"
    elsewhere = changes(read, "Other places of this name")
    assert "Richmond NSW 2753" in elsewhere
    again = page(client, elsewhere["Richmond NSW 2753"])
    massage, where = parts(again)
    assert massage == "massage"
    assert where.endswith("km of Richmond NSW 2753")


@pytest.mark.parametrize(
    ("address", "said", "after"),
    [
        ("/search?q=remidial+massage", "Searched for remedial instead of “remidial”.", "“remidial”"),
        ("/search?q=osteo&near=Rossana", "Searched for Rosanna instead of “Rossana”.", "“rossana”"),
    ],
)
def test_a_correction_is_said_and_can_be_undone(
    client: FlaskClient, address: str, said: str, after: str
) -> None:
    notice = page(client, address).select_one(".mended")
    assert notice is not None
    assert text(notice).startswith(said)
    link = notice.select_one("a")
    assert link is not None
    read = page(client, str(link["href"]))
    assert read.select(".mended") == []
    assert after in parts(read)


def test_the_map_stays_open_while_a_search_is_changed(client: FlaskClient) -> None:
    read = page(client, "/search?q=massage+saturday&near=Rosanna&view=map")
    links = [*parts(read).values(), *changes(read, "How far").values()]
    assert all(link.endswith("view=map") for link in links)


def test_the_heading_says_the_search_in_words_and_counts_what_it_leaves_out(client: FlaskClient) -> None:
    assert text(page(client, SEARCHES[0]).h1) == (
        "Remedial massage near Rosanna VIC 3084, mentioning low back pain, speaking Greek, "
        "open Saturday after 5 pm, and 2 more"
    )
    near = page(client, "/search?near=-37.741,145.068")
    assert text(near.h1) == "Osteopathy and massage near Rosanna VIC 3084"
