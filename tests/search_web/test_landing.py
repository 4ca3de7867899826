"""Landing pages and sitemaps."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from data.locality import gazetteer
from indexer.census import count, known, locality_at, note, slug
from indexer.model import Provider
from tests.search_web.made_up import MadeUpFinder
from tests.search_web.made_up_providers import FULL, OSTEO
from tests.search_web.reading import page, text


def another(number: int, **changes: object) -> Provider:
    return FULL.model_copy(update={"id": f"p-more{number:02}", "name": f"More Hands {number}", **changes})


def test_a_therapy_in_a_suburb_says_true_counts_there_and_round_it(
    client: FlaskClient, finder: MadeUpFinder
) -> None:
    finder.providers = [FULL, another(1), OSTEO]
    read = page(client, "/remedial-massage/rosanna-vic-3084")
    assert text(read.h1) == "Remedial massage in Rosanna VIC 3084"
    assert "2 providers in Rosanna state remedial massage; 2 within 10 km" in text(read.main)
    assert [text(one) for one in read.select(".line h2")] == ["Quiet River Remedial", "More Hands 1"]
    assert finder.asked[-1].service == ["remedial-massage"]
    assert read.select_one("meta[name=robots]") is None
    canonical = read.select_one("link[rel=canonical]")
    assert canonical is not None
    assert canonical["href"] == "http://localhost/remedial-massage/rosanna-vic-3084"
    assert read.select_one("meta[property='og:title']") is not None


def test_neighbours_are_those_with_providers_nearest_first(client: FlaskClient, finder: MadeUpFinder) -> None:
    heidelberg = OSTEO.locations
    finder.providers = [FULL, another(1), another(2, locations=heidelberg)]
    links = page(client, "/remedial-massage/rosanna-vic-3084").select(".landing-side section:first-child a")
    assert [(link["href"], text(link)) for link in links] == [
        ("/remedial-massage/heidelberg-vic-3084", "Heidelberg VIC 3084 1")
    ]


def test_coverage_is_said_as_it_is(client: FlaskClient) -> None:
    assert "4 sources checked, last on 12 Nov 2026" in text(
        page(client, "/suburbs/rosanna-vic-3084").select_one(".coverage")
    )


def test_a_page_with_one_provider_is_not_indexed(client: FlaskClient) -> None:
    read = page(client, "/cupping/rosanna-vic-3084")
    assert read.select_one("meta[name=robots][content='noindex, follow']") is not None


def test_a_suburb_without_anybody_offers_a_next_step(client: FlaskClient, finder: MadeUpFinder) -> None:
    finder.providers = ()
    read = page(client, "/osteopathy/wycheproof-vic-3527")
    assert "0 providers in Wycheproof" in text(read.main)
    assert read.select_one(".empty a[href*='radius_km=50']") is not None


def test_a_complaint_is_mentioned_and_never_treated(client: FlaskClient) -> None:
    said = text(page(client, "/conditions/low-back-pain").main)
    assert "Pages that mention low back pain" in said
    assert "not a promise of any result" in said
    assert "treat" not in said


@pytest.mark.parametrize(
    "address",
    [
        "/no-such-therapy",
        "/osteopathy/nowhere-vic-3084",
        "/osteopathy/rosanna-nsw-3084",
        "/osteopathy/Rosanna-VIC-3084",
        "/osteopathy/rosanna-vic-3085",
        "/suburbs/x",
        "/conditions/no-such",
        "/sitemaps/therapy-nothing.xml",
        "/sitemaps/providers-2.xml",
        "/sitemaps/x.xml",
    ],
)
def test_an_address_that_stands_for_nothing_is_not_found(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_every_locality_has_a_slug_of_its_own_that_leads_back() -> None:
    slugs = [slug(one) for one in gazetteer()]
    assert len(set(slugs)) == len(slugs)
    astray = [one for one in gazetteer() if locality_at(slug(one)) != one]
    assert astray == []


def test_who_is_gone_is_not_counted_and_a_narrower_therapy_counts_for_the_wider() -> None:
    gone = FULL.model_copy(update={"status": "gone"})
    census = count(noted for one in (FULL, OSTEO, gone) if (noted := note(one)))
    assert [provider_id for provider_id, _ in census.providers] == ["p-full01", "p-osteo3"]
    assert census.services["massage"] == 1
    assert "thai-massage" not in census.services, "it is stated not to be offered"
    assert census.service_places["osteopathy"] == {"heidelberg-vic-3084": 1}


def test_notes_that_are_missing_or_torn_are_made_again_of_the_providers(tmp_path: Path) -> None:
    assert [one.id for one in known(tmp_path, lambda: [FULL])] == ["p-full01"]
    (tmp_path / "census.jsonl").write_text('["p-a","2026', encoding="utf-8")
    assert [one.id for one in known(tmp_path, lambda: [OSTEO])] == ["p-osteo3"]
