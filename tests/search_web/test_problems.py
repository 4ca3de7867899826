"""Every failure: the fitting status, one JSON shape, and a page in the site's own design."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from indexer.errors import IndexBroken, IndexMissing
from indexer.search import Results, SearchRequest
from tests.search_web.made_up import MadeUpCoverage, MadeUpFinder
from tests.search_web.reading import page, status, text


class WithoutIndex(MadeUpFinder):
    error: Exception = IndexMissing(Path("/somewhere/index"))

    def search(self, request: SearchRequest) -> Results:
        self.asked.append(request)
        raise self.error

    def coverage(self) -> MadeUpCoverage:
        raise self.error


@pytest.fixture
def empty(make_app: Callable[[object], Flask]) -> FlaskClient:
    return make_app(WithoutIndex()).test_client()


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("radius_km=-1", "radius_km"),
        ("radius_km=far", "radius_km"),
        ("radius_km=501", "radius_km"),
        ("per_page=101", "per_page"),
        ("page=0", "page"),
        ("page=1e9", "page"),
        ("sort=worst", "sort"),
        ("max_price=0", "max_price"),
        ("max_price=inf", "max_price"),
        ("max_price=nan", "max_price"),
        ("colour=red", "colour"),
        ("service=reiki-for-cats", "service"),
        ("service=cupping&service=no-such", "service"),
        ("condition=no-such", "condition"),
        ("credential=no-such", "credential"),
        ("feature=" + "x" * 400, "feature"),
        ("open_at=whenever", "open_at"),
        ("near=Nowhereville", "near"),
        ("q=" + "x" * 501, "q"),
    ],
)
def test_the_api_names_the_parameter_at_fault(client: FlaskClient, query: str, parameter: str) -> None:
    response = client.get(f"/api/v1/search?{query}")
    assert response.status_code == 400
    error = _error(response.json)
    assert (error["code"], error["parameter"]) == ("bad_parameter", parameter)
    assert str(error["message"]).startswith(f"{parameter}: ")


def test_the_api_keeps_what_it_can_read(client: FlaskClient) -> None:
    for query in ("open_at=now", "open_at=2026-11-28T10:00", "near=Rosanna", "near=+", "q=no-such-words%00"):
        assert status(client, f"/api/v1/search?{query}") == 200


def test_a_page_passes_over_what_means_nothing(client: FlaskClient) -> None:
    for query in ("service=no-such", "open_at=whenever", "near=Nowhereville"):
        assert status(client, f"/search?{query}") == 200
    assert "max_price: should be a finite number" in text(page(client, "/search?max_price=inf", 400))


def test_a_page_says_which_part_of_a_search_it_cannot_read(client: FlaskClient) -> None:
    read = page(client, "/search?q=massage&radius_km=far&near=Kew", 400)
    assert text(read.select_one(".notice")) == "radius_km: should be a valid number"


def test_a_page_that_cannot_read_a_part_keeps_the_words_and_offers_the_rest(client: FlaskClient) -> None:
    read = page(client, "/search?q=massage&radius_km=far&near=Kew", 400)
    assert [box["value"] for box in read.select("form[role=search] input[type=search]")] == ["massage", "Kew"]
    rest = read.select_one(".actions a")
    assert text(rest) == "Search without it"
    assert rest is not None
    assert rest["href"] == "/search?q=massage&near=Kew"


def test_an_unknown_provider_is_404_on_both_sides(client: FlaskClient) -> None:
    assert "Nothing is listed at this address" in text(page(client, "/provider/p-none", 404))
    response = client.get("/api/v1/providers/p-none")
    assert response.status_code == 404
    assert _error(response.json)["code"] == "not_found"


def test_an_unknown_address_is_a_page_or_json_by_where_it_is(client: FlaskClient) -> None:
    assert text(page(client, "/no/such/page", 404).h1) == "Nothing is listed at this address"
    assert _error(client.get("/api/v1/no-such").json)["code"] == "not_found"


def test_a_method_that_is_not_served_is_405_with_what_is(client: FlaskClient) -> None:
    response = client.post("/search")
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]
    assert "This page can only be read" in response.get_data(as_text=True)
    assert _error(client.post("/api/v1/search").json)["code"] == "method_not_allowed"


def test_a_fault_of_ours_is_500_without_its_details(
    client: FlaskClient, finder: MadeUpFinder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(request: SearchRequest) -> Results:
        raise RuntimeError("secret /path")

    monkeypatch.setattr(finder, "search", fails)
    read = page(client, "/search?q=x", 500)
    assert "Something broke on our side" in text(read)
    assert "secret" not in str(read)
    response = client.get("/api/v1/search")
    assert response.status_code == 500
    assert _error(response.json) == {
        "code": "server_error",
        "message": "the site could not answer; it has been noted",
        "parameter": None,
    }


@pytest.mark.parametrize("address", ["/", "/search?q=x", "/about"])
def test_without_an_index_each_page_says_what_the_operator_does(empty: FlaskClient, address: str) -> None:
    read = page(empty, address, 503)
    assert "There is nothing to search yet" in text(read)
    assert "rosanna index" in text(read)
    assert "/somewhere" not in str(read)


def test_without_an_index_the_api_is_503(empty: FlaskClient) -> None:
    response = empty.get("/api/v1/search")
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "60"
    error = _error(response.json)
    assert error["code"] == "index_missing"
    assert "/somewhere" not in str(error["message"])


def test_health_follows_the_index(client: FlaskClient, empty: FlaskClient) -> None:
    assert client.get("/healthz").json == {"status": "ok", "providers": 3, "generation": "g1"}
    assert status(empty, "/healthz") == 503


def test_a_damaged_index_is_503_too(make_app: Callable[[object], Flask]) -> None:
    finder = WithoutIndex()
    finder.error = IndexBroken(Path("/somewhere/index"), "half written")
    response = make_app(finder).test_client().get("/api/v1/search")
    assert response.status_code == 503
    assert "rosanna index --full" in str(_error(response.json)["message"])


def _error(body: Any) -> dict[str, object]:
    assert set(body) == {"error"}
    assert set(body["error"]) == {"code", "message", "parameter"}
    error: dict[str, object] = body["error"]
    return error
