"""Who is who over builds: own pages that join, ids that stay, judgements that hold, providers that end."""

from datetime import timedelta

import pytest
from sqlalchemy import create_engine, text

from crawler.records import Judgement
from indexer.build import build
from indexer.export import lines
from indexer.search import SearchRequest
from indexer.service import SearchService
from search_web.app import create_app
from tests.indexer.conftest import DAY_ONE, Shelf

SERVICES = {"services": ["Remedial massage"]}
QUIET = {"name": "Ivanhoe Quiet Hands", "suburb": "Ivanhoe", "state": "VIC", **SERVICES}


def ids(shelf: Shelf) -> dict[str, str]:
    """Listing key -> id of the provider it is shown under."""
    with SearchService(shelf.home) as service:
        return {f"{ref.source}/{ref.source_id}": one.id for one in service.providers() for ref in one.sources}


def judge(shelf: Shelf, verdict: str, first: str, second: str, undoes: int | None = None) -> int:
    made = Judgement(verdict=verdict, first=first, second=second, at=DAY_ONE, by="a test", undoes=undoes)
    return shelf.store.judge(made).id or 0


def end(shelf: Shelf, source_id: str) -> None:
    """As after three whole runs that missed it."""
    with create_engine(shelf.home.database_url).begin() as connection:
        connection.execute(
            text("UPDATE listings SET gone_at = last_seen WHERE source_id = :id"), {"id": source_id}
        )


def test_an_address_that_only_the_own_site_states_joins_a_listing(filled: Shelf) -> None:
    filled.listing(
        "osm", "node/7", name="Backroom Massage", street="12 Invented St", suburb="Rosanna", **SERVICES
    )
    build(filled.home)
    shown = ids(filled)
    assert shown["osm/node/7"] == shown["sites/backroom.example"]


def test_a_refresh_reads_no_site_that_did_not_change(filled: Shelf) -> None:
    build(filled.home)
    filled.home.pages.rename(filled.home.root / "elsewhere")  # whatever is read now is missed
    filled.next_day()
    filled.listing("listed", "14", name="Macleod Kneading", suburb="Macleod", **SERVICES)
    report = build(filled.home)
    assert (report.extracted, report.problems) == (1, ())
    assert report.providers == 4


def test_ids_outlive_a_whole_rebuild_and_the_listing_that_founded_them(filled: Shelf) -> None:
    filled.next_day()
    filled.listing("other", "5", phones=["0491 570 157"], street="4 Fancied Street", **QUIET)
    build(filled.home)
    before = ids(filled)
    assert before["listed/13"] == before["other/5"]
    end(filled, "13")
    for path in sorted(filled.home.index.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    build(filled.home, full=True)
    after = ids(filled)
    assert after == {key: id_ for key, id_ in before.items() if key != "listed/13"}


def test_a_merged_id_leads_on_in_page_api_and_export(filled: Shelf) -> None:
    filled.listing("other", "5", name="Somewhere Else", suburb="Kew", **SERVICES)
    build(filled.home)
    apart = ids(filled)
    number = judge(filled, "same", "listed/13", "other/5")
    assert build(filled.home).providers == 3
    together = ids(filled)
    assert together["other/5"] == together["listed/13"]
    (old,) = {apart["other/5"], apart["listed/13"]} - {together["other/5"]}
    with SearchService(filled.home) as service:
        client = create_app({"SERVICE": service, "TESTING": True}).test_client()
        page, api = client.get(f"/provider/{old}"), client.get(f"/api/v1/providers/{old}")
        assert (page.status_code, page.location) == (301, f"/provider/{together['other/5']}")
        assert (api.status_code, api.location) == (308, f"/api/v1/providers/{together['other/5']}")
        exported = "".join(lines(service.providers(), "jsonl"))
    assert f'"former_ids":["{old}"]' in exported
    judge(filled, "undone", "listed/13", "other/5", undoes=number)
    build(filled.home)
    assert ids(filled) == apart
    with SearchService(filled.home) as service:
        found = service.provider(old)
        assert found is not None
        assert (found.id, found.former_ids) == (old, ())


def test_two_that_a_person_judged_different_stay_apart(filled: Shelf) -> None:
    build(filled.home)
    before = ids(filled)
    judge(filled, "different", "listed/12", "sites/backroom.example")
    build(filled.home)
    after = ids(filled)
    assert before["listed/12"] == before["sites/backroom.example"]
    assert after["listed/12"] != after["sites/backroom.example"]
    assert before["listed/12"] in {after["listed/12"], after["sites/backroom.example"]}


def test_who_is_listed_nowhere_any_more_is_gone_and_may_come_back(filled: Shelf) -> None:
    build(filled.home)
    quiet = ids(filled)["listed/13"]
    end(filled, "13")
    build(filled.home)
    with SearchService(filled.home) as service:
        found = service.provider(quiet)
        assert found is not None
        assert found.status == "gone"
        assert service.search(SearchRequest(q="reflexology")).total == 0
    filled.next_day()
    filled.listing("listed", "13", phones=["0491 570 157"], **QUIET)
    build(filled.home)
    with SearchService(filled.home) as service:
        back = service.provider(quiet)
        assert back is not None
        assert back.status == "active"


def test_who_was_not_seen_for_long_is_unconfirmed_until_seen_again(filled: Shelf) -> None:
    build(filled.home, now=DAY_ONE)
    later = build(filled.home, now=DAY_ONE + timedelta(days=150))
    assert (later.extracted, later.redated) == (0, 3)
    with SearchService(filled.home) as service:
        assert {one.status for one in service.providers()} == {"unconfirmed"}
        assert service.search(SearchRequest(q="reflexology")).total == 1
    build(filled.home, now=DAY_ONE)
    with SearchService(filled.home) as service:
        assert {one.status for one in service.providers()} == {"active"}


def test_a_web_site_that_ended_is_shown_as_dead(filled: Shelf) -> None:
    end(filled, "backroom.example")
    build(filled.home)
    with SearchService(filled.home) as service:
        (found,) = (one for one in service.providers() if "Backroom" in one.name)
    assert found.status == "active"
    assert [(one.value, one.note) for one in found.also_listed["website"]] == [
        ("http://www.backroom.example", "no longer answers")
    ]


@pytest.mark.parametrize("damage", ["{", "[]", '{"sites/backroom.example": 3}'])
def test_damaged_notes_of_sites_cost_a_reading_and_nothing_else(filled: Shelf, damage: str) -> None:
    build(filled.home)
    before = ids(filled)
    (generation,) = (filled.home.index / "generations").iterdir()
    (generation / "stated.json").write_text(damage)
    report = build(filled.home)
    assert (report.extracted, report.problems) == (0, ())
    assert ids(filled) == before
