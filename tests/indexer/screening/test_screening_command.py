"""`rosanna screening`: who is not listed, why, and a person's ruling that outlives every crawl."""

import pytest
from click.testing import CliRunner

from crawler.records import Listing
from indexer.cli import commands
from indexer.export import lines
from indexer.service import SearchService
from tests.indexer.conftest import Shelf

BY_NAME = {command.name: command for command in commands}
WHERE = {"suburb": "Rosanna", "state": "VIC", "postcode": "3084", "services": ["Relaxation massage"]}
ADULT = "Nuru and body slides, total satisfaction."
UNSURE = "Tantric massage for the adventurous."


@pytest.fixture
def screened(shelf: Shelf) -> Shelf:
    shelf.listing("listed", "1", name="Quiet Hands", phones=["0491 570 156"], **WHERE)
    shelf.listing("listed", "2", name="Late Lounge", phones=["0491 570 157"], description=ADULT, **WHERE)
    shelf.listing("listed", "3", name="Ember Room", phones=["0491 570 158"], description=UNSURE, **WHERE)
    shelf.listing("listed", "4", name="Massage Chair Showroom", phones=["0491 570 159"], **WHERE)
    tagged = Listing(
        source="map", source_id="node/9", url="https://map.example/9", last_seen=shelf.day,
        fields={"name": "Corner Rooms", "phones": ["0491 570 110"], **WHERE}, raw={"tags": {"shop": "erotic"}},
    )  # fmt: skip
    shelf.store.keep(shelf.run.id, listings=[tagged])
    run(shelf, "index")
    return shelf


def run(shelf: Shelf, *arguments: str, status: int = 0) -> str:
    name, *rest = arguments
    result = CliRunner().invoke(BY_NAME[name], rest, env={"ROSANNA_HOME": str(shelf.home.root)})
    assert result.exit_code == status, result.output
    return result.output


def listed(shelf: Shelf) -> list[str]:
    with SearchService(shelf.home) as service:
        return sorted(one.name for one in service.providers())


def test_who_is_held_or_left_out_is_not_listed_and_the_operator_sees_why(screened) -> None:
    assert listed(screened) == ["Quiet Hands"]
    said = run(screened, "screening", "list")
    rows = {
        name: line for line in said.splitlines() for name in ("Late Lounge", "Ember Room") if name in line
    }
    assert "left out" in rows["Late Lounge"]
    assert "adult-massage" in rows["Late Lounge"]
    assert "held" in rows["Ember Room"]
    assert "sells-goods" in said
    assert "adult-category" in said
    assert said.splitlines()[-1] == "4 businesses"
    assert "Ember Room" in run(screened, "screening", "list", "--held")
    assert "Late Lounge" not in run(screened, "screening", "list", "--held")
    why = run(screened, "screening", "why", "listed/2")
    assert "adult-massage: names a kind of massage that is a sexual service" in why
    assert ADULT in why
    assert "silence is no reason" in run(screened, "screening", "why", "listed/1")


def test_the_index_run_says_that_somebody_waits(screened) -> None:
    assert "1 held for you to look at" in run(screened, "index")


def test_nothing_that_is_shown_says_that_anybody_was_screened(screened) -> None:
    run(screened, "screening", "appeal", "listed/3", "--include", "--reason", "spoke to them")
    run(screened, "index")
    with SearchService(screened.home) as service:
        shown = "".join(lines(service.providers(), "jsonl")).lower()
    assert "ember room" in shown
    assert not any(word in shown for word in ("screen", "held", "adult-", "suggestive", "spoke to them"))


def test_an_appeal_outlives_recrawls_and_a_lost_database_until_it_is_withdrawn(screened) -> None:
    run(screened, "screening", "appeal", "listed/2", "--include", "--reason", "the text was an old one")
    run(screened, "index")
    assert listed(screened) == ["Late Lounge", "Quiet Hands"]
    screened.next_day()
    screened.listing(
        "listed", "2", name="Late Lounge", phones=["0491 570 157"], description=f"{ADULT} Hi.", **WHERE
    )
    run(screened, "index")
    assert "Late Lounge" in listed(screened)
    for path in screened.home.root.glob("rosanna.db*"):
        path.unlink()
    again = Shelf(screened.home.root)
    again.listing("listed", "2", name="Late Lounge", phones=["0491 570 157"], description=ADULT, **WHERE)
    run(screened, "index", "--full")
    assert listed(screened) == ["Late Lounge"]
    assert "ruled: a person decided so" in run(screened, "screening", "why", "listed/2")
    run(
        screened,
        "screening",
        "appeal",
        "listed/2",
        "--withdraw",
        "--reason",
        "was the present text after all",
    )
    run(screened, "index")
    assert listed(screened) == []
    again.store.close()


def test_a_listed_one_can_be_left_out_and_another_trade_be_listed(screened) -> None:
    run(screened, "screening", "appeal", "listed/1", "--exclude", "--reason", "no such business")
    run(screened, "screening", "appeal", "listed/4", "--include", "--reason", "they treat at the back")
    run(screened, "index")
    assert listed(screened) == ["Massage Chair Showroom"]


def test_mistakes_are_one_line(screened) -> None:
    assert "nobody is known as p-nowhere" in run(screened, "screening", "why", "p-nowhere", status=1)
    said = run(screened, "screening", "appeal", "listed/1", "--withdraw", "--reason", "x", status=1)
    assert "the rules decide already" in said
    assert "--include, --exclude or --withdraw" in run(
        screened, "screening", "appeal", "listed/1", "--reason", "x", status=2
    )
