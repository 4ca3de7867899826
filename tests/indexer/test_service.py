"""Searching a served index, while it is rebuilt, and when there is none."""

from pathlib import Path

import pytest

from crawler.home import Home
from indexer.build import build
from indexer.errors import IndexBroken, IndexMissing
from indexer.search import SearchRequest
from indexer.service import SearchService


@pytest.fixture
def service(filled):
    build(filled.home)
    with SearchService(filled.home) as opened:
        yield opened


def test_a_search_near_a_place_gives_distance_reasons_and_quote(service: SearchService) -> None:
    results = service.search(SearchRequest(q="remidial massage for low back pain near rosanna"))
    first = results.results[0]
    assert first.provider.name == "Backroom Remedial Massage"
    assert first.distance_km is not None
    assert {reason.part for reason in first.reasons} >= {"services", "conditions", "distance"}
    assert any(piece.hit and piece.text.lower() == "remedial massage" for piece in first.snippet)
    assert "".join(piece.text for piece in first.snippet) in {
        one.quote for term in first.provider.services for one in term.evidence
    }
    assert [(one.from_, one.to) for one in results.understood.corrections] == [("remidial", "remedial")]


def test_a_bare_request_finds_everyone(service: SearchService) -> None:
    results = service.search(SearchRequest())
    assert (results.total, len(results.results), results.query) == (3, 3, {})


def test_what_a_filter_left_out_as_unknown_is_offered(service: SearchService) -> None:
    results = service.search(SearchRequest(q="massage saturday under $100"))
    texts = [one.text for one in results.suggestions]
    assert any("do not state a price" in text for text in texts)
    results = service.search(SearchRequest(q="osteopathy heidelberg sunday"))
    (step,) = results.suggestions
    assert step.text == "1 more do not state their hours: search without a time"
    assert step.url == "/search?near=Heidelberg+VIC+3084&radius_km=10.0&service=osteopathy"


def test_nothing_near_shows_the_nearest_and_says_so(service: SearchService) -> None:
    results = service.search(SearchRequest(q="osteopathy", near="Ballarat"))
    assert results.total
    assert any(
        "nothing within 10 km of Ballarat" in one and "Heidelberg VIC" in one for one in results.warnings
    )
    nearest = min(one.distance_km or 0 for one in results.results)
    assert results.understood.place is not None
    assert 100 < nearest < results.understood.place.radius_km


def test_a_distance_that_was_asked_for_is_kept_and_the_nearest_offered(service: SearchService) -> None:
    for request in (
        SearchRequest(q="osteopathy", near="Ballarat", radius_km=10),
        SearchRequest(q="osteopathy within 10 km of Ballarat"),
    ):
        results = service.search(request)
        assert not results.total
        (step,) = results.suggestions
        assert step.text.startswith("Nothing within 10 km; the nearest is 1")
        assert "Heidelberg VIC" in step.text
        assert "radius_km=1" in step.url


def test_words_half_typed_are_completed(service: SearchService) -> None:
    assert [one.text for one in service.suggest("rosan")] == ["Rosanna VIC 3084"]
    found = {one.text: one.url for one in service.suggest("ma")}
    assert len(found) == 8
    by_name = {one.text: one.url for one in service.suggest("quiet")}
    (quiet,) = (one for one in service.search(SearchRequest(q="reflexology")).results)
    assert by_name["Ivanhoe Quiet Hands"] == f"/provider/{quiet.provider.id}"
    assert {one.text: one.url for one in service.suggest("osteop")}[
        "Osteopathy"
    ] == "/search?service=osteopathy"
    assert service.suggest("") == service.suggest("x") == ()


def test_coverage_says_what_there_is(service: SearchService) -> None:
    coverage = service.coverage()
    assert coverage.providers == 3
    assert [(one.source, one.listings, one.last_seen) for one in coverage.sources] == [
        ("listed", 2, "2026-11-20T03:04:05Z"),
        ("sites", 3, "2026-11-20T03:04:05Z"),
    ]
    assert coverage.generation == service.generation()


def test_a_provider_is_found_by_its_id(service: SearchService) -> None:
    (hit, *_) = service.search(SearchRequest(q="osteopathy")).results
    assert service.provider(hit.provider.id) == hit.provider
    assert service.provider("p-nobody") is None


def test_a_new_generation_is_served_from_the_next_request_on(filled, service: SearchService) -> None:
    before = service.generation()
    reading = service.providers()
    next(reading)
    filled.listing(
        "listed", "20", name="Newly Made Massage", suburb="Macleod", state="VIC", services=["Shiatsu"]
    )
    for _ in range(3):
        build(filled.home)
    assert service.generation() != before
    assert service.search(SearchRequest(q="shiatsu")).total == 1
    assert len(list(reading)) == 2


def test_without_an_index_every_call_says_what_to_run(tmp_path: Path) -> None:
    with SearchService(Home.from_environment({"ROSANNA_HOME": str(tmp_path)})) as service:
        for call in (
            service.coverage,
            service.generation,
            lambda: service.search(SearchRequest()),
            lambda: service.suggest("osteo"),
        ):
            with pytest.raises(IndexMissing, match="rosanna index"):
                call()


def test_a_half_written_index_is_named(filled) -> None:
    build(filled.home)
    (generation,) = (filled.home.index / "generations").iterdir()
    (generation / "arrays.json").write_text('[{"id"')
    with SearchService(filled.home) as service, pytest.raises(IndexBroken, match="--full"):
        service.search(SearchRequest())


def said(service: SearchService, **asked: str) -> dict[str, str]:
    found = service.search(SearchRequest(**asked)).results
    return {hit.provider.name: "".join(piece.text for piece in hit.snippet) for hit in found}


def test_a_snippet_has_the_words_asked_for_or_is_not_there(filled) -> None:
    filled.listing(
        "listed", "21", name="Kew Massage", suburb="Kew", state="VIC", services=["Cupping", "Massage"],
        description="Warm rooms. " * 30 + "We teach infant massage as well, with music by harpists.",
    )  # fmt: skip
    filled.listing("listed", "22", name="Plain Massage", suburb="Kew", state="VIC", services=["Massage"])
    build(filled.home)
    with SearchService(filled.home) as service:
        for hit in service.search(SearchRequest(q="harpist")).results:
            assert [piece.text for piece in hit.snippet if piece.hit] == ["harpists"]
        assert said(service, q="plain") == {"Plain Massage": "Plain Massage"}
        assert said(service, near="Kew VIC", radius_km="1")["Plain Massage"] == "Massage"
        assert said(service, q="reflexology")["Ivanhoe Quiet Hands"] == "Reflexology"


def test_places_with_providers_are_completed_first(service: SearchService) -> None:
    places = [one.text for one in service.suggest("iv", limit=20) if "near=" in one.url]
    assert places[0] == "Ivanhoe VIC 3079"
    assert len(places) > 1
