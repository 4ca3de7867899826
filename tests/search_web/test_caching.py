"""Copies that are still good, and answers that are kept."""

import gzip
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from search_web import create_app
from search_web.caching import ANSWER_MOST, BYTES_MOST, LEAST_PACKED, Cache, Kept
from tests.search_web.made_up import MadeUpFinder

ADDRESSES = (
    "/",
    "/about",
    "/browse",
    "/search?q=massage",
    "/provider/p-full01",
    "/remedial-massage",
    "/remedial-massage/rosanna-vic-3084",
    "/suburbs/rosanna-vic-3084",
    "/conditions/low-back-pain",
    "/sitemap.xml",
    "/sitemaps/site.xml",
    "/api/v1/search",
    "/api/v1/providers/p-full01",
    "/api/v1/suggest?q=re",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_kind_of_page_is_tagged_and_answers_304_to_its_tag(client: FlaskClient, address: str) -> None:
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code, again.data) == (200, 304, b"")
    # A browser keeps the policy of the copy it has, unless 304 brings another.
    assert again.headers.get("Content-Security-Policy") in {None, first.headers["Content-Security-Policy"]}


@pytest.mark.parametrize("address", ADDRESSES)
def test_asked_again_without_a_copy_the_kept_answer_is_the_same(
    client: FlaskClient, finder: MadeUpFinder, address: str
) -> None:
    first = client.get(address)
    finder.asked.clear()
    again = client.get(address)
    assert (again.status_code, again.data, finder.asked) == (200, first.data, [])
    assert {name for name, _ in again.headers} == {name for name, _ in first.headers}


def test_a_new_generation_is_never_answered_from_the_old_one(
    client: FlaskClient, finder: MadeUpFinder
) -> None:
    before = client.get("/api/v1/search").json
    finder.generation, finder.providers = "g2", finder.providers[:1]
    after = client.get("/api/v1/search").json
    assert before is not None
    assert after is not None
    assert (before["total"], after["total"]) == (3, 1)


def test_what_is_said_of_one_host_is_not_said_of_another(client: FlaskClient) -> None:
    first = client.get("/", base_url="http://one.example").get_data(as_text=True)
    second = client.get("/", base_url="http://two.example").get_data(as_text=True)
    assert "http://one.example/" in first
    assert "one.example" not in second


def test_failures_are_not_kept(client: FlaskClient, finder: MadeUpFinder) -> None:
    everybody = finder.providers
    finder.providers = ()
    assert client.get("/provider/p-full01").status_code == 404
    finder.providers = everybody
    assert client.get("/provider/p-full01").status_code == 200


def test_open_now_is_good_for_the_moment_only(client: FlaskClient, finder: MadeUpFinder) -> None:
    finder.open_now = True
    for address in ("/search?open_at=now", "/api/v1/search?open_at=now"):
        response = client.get(address)
        assert response.status_code == 200
        assert "ETag" not in response.headers


def test_a_kept_page_that_says_today_is_made_anew_after_half_an_hour(finder: MadeUpFinder) -> None:
    now = [datetime(2026, 11, 24, 1, 5, tzinfo=UTC)]
    client = create_app({"SERVICE": finder, "CLOCK": lambda: now[0]}).test_client()
    tag = client.get("/search").headers["ETag"]
    now[0] += timedelta(minutes=20)
    assert client.get("/search", headers={"If-None-Match": tag}).status_code == 304
    now[0] += timedelta(minutes=20)
    assert client.get("/search").headers["ETag"] != tag
    assert client.get("/search", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize(
    "tag", ['"x"', 'W/"a-b-c"', "*", '"' + "9" * 5000 + '"', 'W/"{key}-0-1"', 'W/"{key}-7-3"', "\x00"]
)
def test_a_tag_that_is_none_of_ours_is_answered_in_full(client: FlaskClient, tag: str) -> None:
    key = client.get("/about").headers["ETag"].removeprefix('W/"').partition("-")[0]
    given = tag.replace("{key}", key)
    assert client.get("/about", headers={"If-None-Match": given}).status_code == 200


def test_the_head_of_a_page_has_its_headers_and_no_body(client: FlaskClient) -> None:
    whole = client.get("/about")
    head = client.head("/about")
    assert (head.status_code, head.data, head.headers["ETag"]) == (200, b"", whole.headers["ETag"])


def test_kept_answers_never_take_more_than_their_share(
    make_app: Callable[[object], Flask], finder: MadeUpFinder
) -> None:
    app = make_app(finder)
    cache = Cache(app, app.wsgi_app)
    for number in range(2 * BYTES_MOST // ANSWER_MOST):
        cache.kept.keep(str(number), Kept([], bytes(ANSWER_MOST), False, None), ANSWER_MOST)
    assert cache.kept.size <= BYTES_MOST
    assert cache.kept.get("0") is None
    assert cache.kept.get(str(2 * BYTES_MOST // ANSWER_MOST - 1)) is not None


@pytest.mark.parametrize("address", [*ADDRESSES, "/static/site.css", "/static/map/leaflet.js"])
def test_who_takes_gzip_gets_the_same_answer_smaller(client: FlaskClient, address: str) -> None:
    whole = client.get(address)
    small = client.get(address, headers={"Accept-Encoding": "gzip, deflate, br"})
    packed = small.headers.get("Content-Encoding") == "gzip"
    assert packed == (len(whole.data) >= LEAST_PACKED)
    assert (gzip.decompress(small.data) if packed else small.data) == whole.data
    assert int(small.headers["Content-Length"]) == len(small.data) <= len(whole.data)
    assert "Content-Encoding" not in whole.headers
    if packed:
        assert small.headers["Vary"] == whole.headers["Vary"] == "Accept-Encoding"
        assert len(small.data) < len(whole.data) / 2


@pytest.mark.parametrize("accepted", ["", "identity", "gzip;q=0", "br", "\x00"])
def test_who_takes_no_gzip_gets_none(client: FlaskClient, accepted: str) -> None:
    answer = client.get("/about", headers={"Accept-Encoding": accepted})
    assert "Content-Encoding" not in answer.headers
    assert answer.data.startswith(b"<!doctype html>")


def test_a_page_with_a_form_token_is_neither_kept_nor_compressed(client: FlaskClient) -> None:
    form = client.get("/provider/p-full01/report", headers={"Accept-Encoding": "gzip"})
    assert "token" in form.get_data(as_text=True)
    assert "Content-Encoding" not in form.headers
    assert "ETag" not in form.headers


def test_a_file_of_ours_is_still_sent_in_parts_and_judged_by_its_own_tag(client: FlaskClient) -> None:
    whole = client.get("/static/site.css")
    with client.get("/static/site.css", headers={"If-None-Match": whole.headers["ETag"]}) as unchanged:
        assert unchanged.status_code == 304
    with client.get("/static/site.css", headers={"Range": "bytes=0-9"}) as part:
        assert (part.status_code, part.data) == (206, whole.data[:10])
