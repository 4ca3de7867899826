"""Judgements: the log is only added to, the later holds, contradictions are refused with the way out."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from crawler.records import Judgement
from indexer.build import build
from indexer.commands.identity_cli import identity_group
from indexer.identity.judging import CannotJudge, check, judged, standing, undoing
from tests.indexer.conftest import Shelf


def entry(id_: int, verdict: str, first: str, second: str, undoes: int | None = None) -> Judgement:
    at = datetime(2026, 11, 20, tzinfo=UTC)
    return Judgement(id=id_, verdict=verdict, first=first, second=second, at=at, by="a test", undoes=undoes)


def test_of_two_judgements_on_a_pair_the_later_holds_and_an_undone_one_holds_no_more() -> None:
    log = [entry(1, "same", "a/1", "b/2"), entry(2, "different", "b/2", "a/1")]
    assert judged(log).different == {("a/1", "b/2")}
    assert judged(log).same == frozenset()
    log.append(entry(3, "undone", "a/1", "b/2", undoes=2))
    assert [one.id for one in standing(log)] == [1]
    assert judged(log).same == {("a/1", "b/2")}


@pytest.mark.parametrize(
    ("verdict", "first", "second", "said"),
    [
        ("different", "a/1", "c/3", "by way of judgement 1 and 2"),
        ("same", "a/1", "d/4", "judgement 3 and 2 and 1"),
        ("same", "a/1", "a/1", "one listing"),
    ],
)
def test_a_contradiction_is_refused_and_says_what_to_undo(
    verdict: str, first: str, second: str, said: str
) -> None:
    log = [
        entry(1, "same", "a/1", "b/2"),
        entry(2, "same", "b/2", "c/3"),
        entry(3, "different", "c/3", "d/4"),
    ]
    with pytest.raises(CannotJudge, match=said):
        check(log, verdict, first, second)
    check(log, "different", "a/1", "e/5")
    check(log, "different", "c/3", "b/2")  # the pair's own judgement may be changed


@pytest.mark.parametrize(("number", "said"), [(9, "no judgement 9"), (1, "undone before"), (2, "judge")])
def test_only_a_standing_judgement_is_undone(number: int, said: str) -> None:
    log = [entry(1, "same", "a/1", "b/2"), entry(2, "undone", "a/1", "b/2", undoes=1)]
    with pytest.raises(CannotJudge, match=said):
        undoing(log, number)


def run(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(identity_group, arguments, env={"ROSANNA_HOME": str(home)})


def test_an_operator_sees_decides_and_takes_back(filled: Shelf) -> None:
    filled.listing("osm", "node/7", name="Ivanhoe Quiet Hand", suburb="Ivanhoe", phones=["03 7010 0044"])
    build(filled.home)
    home = filled.home.root
    unsure = run(home, "unsure")
    assert "listed/13  osm/node/7" in unsure.output
    assert "the same name" in unsure.output
    assert "They are two providers" in run(home, "why", "listed/13", "osm/node/7").output
    made = run(home, "same", "listed/13", "osm/node/7", "--note", "rang them")
    assert made.exit_code == 0
    assert "rosanna index" in made.output
    assert "They are one provider" in run(home, "why", "listed/13", "osm/node/7").output
    assert "No pair is unsure" in run(home, "unsure").output
    assert "rang them" in run(home, "log").output
    assert run(home, "undo", "1").exit_code == 0
    assert "listed/13  osm/node/7" in run(home, "unsure").output
    assert "holds no more" in run(home, "log").output


def test_what_cannot_be_judged_is_one_line(filled: Shelf) -> None:
    home = filled.home.root
    for arguments in (("same", "listed/13", "nobody/1"), ("undo", "4"), ("why", "listed/13", "listed/13")):
        failed = run(home, *arguments)
        assert failed.exit_code == 1
        assert failed.output.startswith("Error: ")
        assert len(failed.output.splitlines()) == 1
