"""What the store remembers of who is who: judgements and ids, over re-opening and re-crawls."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.records import Judgement, Listing
from crawler.store import Store

NOW = datetime(2026, 11, 22, 3, 4, 5, tzinfo=UTC)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'rosanna.db'}"


def test_judgements_are_numbered_and_kept_in_order(url: str) -> None:
    made = Judgement(verdict="same", first="a/1", second="b/2", at=NOW, by="a test", note="rang them")
    with Store(url) as store:
        first = store.judge(made)
        store.judge(Judgement(verdict="undone", first="a/1", second="b/2", at=NOW, by="a", undoes=first.id))
    with Store(url) as store:
        kept = store.judgements()
    assert [(one.id, one.verdict, one.undoes) for one in kept] == [(1, "same", None), (2, "undone", 1)]
    assert (kept[0].note, kept[0].at) == ("rang them", NOW)


def test_the_present_id_of_a_listing_comes_first_and_earlier_ones_are_kept(url: str) -> None:
    with Store(url) as store:
        store.remember_ids({"a/1": "p-one", "b/2": "p-two"}, {})
        store.remember_ids({"a/1": "p-one", "b/2": "p-one"}, {"p-two": "p-one"})
        assert store.provider_ids() == {"a/1": ["p-one"], "b/2": ["p-one", "p-two"]}
        assert store.merged_ids() == {"p-two": "p-one"}
        store.remember_ids({"a/1": "p-one", "b/2": "p-two"}, {})
        assert store.provider_ids()["b/2"] == ["p-two", "p-one"]
        assert store.merged_ids() == {}


def test_a_listing_that_opted_out_leaves_no_id_behind(url: str) -> None:
    with Store(url) as store:
        run, _ = store.begin_run("sites", "all")
        store.keep(run.id, listings=[Listing(source="sites", source_id="a.example", url="x", fields={})])
        store.remember_ids({"sites/a.example": "p-one"}, {})
        store.forget_listing("sites", "a.example")
        assert store.provider_ids() == {}
