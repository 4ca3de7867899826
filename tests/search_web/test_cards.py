"""What is drawn of a provider is kept for all who ask for the same, and for nobody else."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from indexer.search import Hit
from indexer.service import SearchService
from search_web import create_app
from tests.search_web.made_up import MadeUpFinder
from tests.search_web.made_up_providers import FULL
from tests.search_web.reading import page, text

NEAR = "/search?q=remedial+massage&near=Rosanna"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Ids of the providers that were decoded."""
    seen: list[str] = []
    look = Hit._look

    def looking(hit: Hit) -> None:
        if "provider" not in hit.__dict__:
            seen.append(hit.id)
        look(hit)

    monkeypatch.setattr(Hit, "_look", looking)
    return seen


def test_a_search_that_differs_in_place_and_price_reads_no_provider_again(
    service: SearchService, make_app: Callable[[object], Flask], read: list[str]
) -> None:
    client = make_app(service).test_client()
    first = page(client, NEAR)
    assert read
    read.clear()
    again = page(client, f"{NEAR}+VIC&radius_km=400&max_price=500")
    assert read == []
    card, kept = first.select_one("#p-full01"), again.select_one("#p-full01")
    assert card is not None
    assert kept is not None
    assert text(kept.select_one(".matches")) == text(card.select_one(".matches"))
    assert text(kept.select_one(".glance")) == text(card.select_one(".glance"))


def test_what_else_is_asked_for_is_drawn_anew(client: FlaskClient) -> None:
    first, other = page(client, NEAR), page(client, "/search?service=cupping&near=Rosanna")
    assert text(first.select_one("#p-full01 .fact-label")) == "States remedial massage"
    assert text(other.select_one("#p-full01 .fact-label")) == "States cupping"


def test_the_distance_and_the_number_are_those_of_the_search(
    client: FlaskClient, finder: MadeUpFinder
) -> None:
    finder.providers = [FULL]
    alone = page(client, "/search?service=remedial-massage&view=map").select_one(".card")
    finder.providers = [FULL.model_copy(update={"id": "p-other"}), FULL]
    second = page(client, "/search?service=remedial-massage&near=Rosanna&view=map").select_one("#p-full01")
    assert alone is not None
    assert second is not None
    assert (alone["data-number"], alone.select_one(".distance")) == ("1", None)
    assert (second["data-number"], text(second.select_one(".distance"))) == ("2", "about 2 km")


def test_a_new_index_and_another_hour_are_drawn_anew(finder: MadeUpFinder) -> None:
    now = [datetime(2026, 11, 24, 1, 5, tzinfo=UTC)]
    client = create_app({"SERVICE": finder, "CLOCK": lambda: now[0]}).test_client()
    assert "9 am – 12:30 pm" in text(page(client, NEAR).select_one("#p-full01 .glance"))
    now[0] += timedelta(days=4)
    assert "9 am – 12:30 pm" not in text(page(client, NEAR).select_one("#p-full01 .glance"))
    finder.generation, finder.providers = "g2", [FULL.model_copy(update={"credentials": ()})]
    assert "No qualification stated" in text(page(client, NEAR).select_one("#p-full01 .glance"))
