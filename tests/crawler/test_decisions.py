"""What people decided outlives the store, the file, and whoever kills the process."""

import json
import os

import pytest
from sqlalchemy import create_engine, text

from crawler.home import Home
from crawler.kept.decisions import Decisions, DecisionsError
from crawler.kept.schema import HEAD
from crawler.kept.suppressions import Key, Suppressions, phone_key
from crawler.store import Store


@pytest.fixture
def home(tmp_path) -> Home:
    return Home.from_environment({"ROSANNA_HOME": str(tmp_path / "home")})


def decided(home: Home) -> Decisions:
    with Store(home.database_url) as store:
        return Decisions(store, home)


def reasons(home: Home) -> list[str]:
    return [one.reason for one in decided(home).standing("suppression")]


@pytest.fixture
def two(home) -> Home:
    with Store(home.database_url) as store:
        made = Decisions(store, home)
        made.make("suppression", {"key": "website:first.example"}, "first")
        made.lift(made.make("suppression", {"key": "website:other.example"}, "other").id, "a mistake")
    return home


def lose_the_store(home: Home) -> None:
    for path in home.root.glob("rosanna.db*"):
        path.unlink()


def test_a_lost_store_is_filled_from_the_file_and_a_lost_file_from_the_store(two) -> None:
    before = decided(two).every("suppression")
    lose_the_store(two)
    assert decided(two).every("suppression") == before
    (two.root / "decisions.jsonl").unlink()
    assert decided(two).every("suppression") == before
    lose_the_store(two)
    assert decided(two).every("suppression") == before
    assert reasons(two) == ["first"]


def test_what_was_lifted_comes_back_from_neither_copy(two) -> None:
    old = (two.root / "decisions.jsonl").read_text()
    with Store(two.database_url) as store:
        made = Decisions(store, two)
        made.lift(made.standing("suppression")[0].id, "taken back")
    (two.root / "decisions.jsonl").write_text(old)
    assert reasons(two) == []
    lose_the_store(two)
    assert reasons(two) == []


@pytest.mark.parametrize(
    "torn", ['{"id": "s-1234', '{"id": "s-12345", "topic": "suppression", "about": {"ke']
)
def test_a_line_that_a_power_cut_ended_costs_nothing_else(two, torn: str) -> None:
    with (two.root / "decisions.jsonl").open("a") as file:
        file.write(torn)
    lose_the_store(two)
    with Store(two.database_url) as store:
        Decisions(store, two).make("suppression", {"key": "website:third.example"}, "third")
    lose_the_store(two)
    assert reasons(two) == ["first", "third"]


def test_a_file_that_is_not_ours_stops_everything_and_says_what_to_do(two) -> None:
    file = two.root / "decisions.jsonl"
    file.write_text("a shopping list\n" + file.read_text())
    with pytest.raises(DecisionsError, match=r"decisions\.jsonl:1 is no decision .*backup"):
        decided(two)


def test_a_decision_that_cannot_be_written_is_not_made(two) -> None:
    if os.geteuid() == 0:
        file = two.root / "decisions.jsonl"
        kept = file.read_bytes()
        with Store(two.database_url) as store:
            made = Decisions(store, two)
            file.unlink()
            file.mkdir()
            with pytest.raises(DecisionsError, match="nothing was decided"):
                made.make("suppression", {"key": "website:third.example"}, "third")
        file.rmdir()
        file.write_bytes(kept)
    assert reasons(two) == ["first"]


def test_only_hosts_of_web_sites_can_be_read_in_what_is_kept(home) -> None:
    phone = phone_key("03 7010 0001")
    assert phone is not None
    with Store(home.database_url) as store:
        made = Suppressions(Decisions(store, home), home)
        keys = [
            phone,
            Key("email", "someone@clinic.example"),
            Key("name", "cyd wattle in rosanna"),
            Key("listing", "directory/cyd-wattle"),
            Key("website", "platform.example/cydwattle"),
            Key("website", "clinic.example"),
        ]
        for key in keys:
            made.add(key, "asked")
    kept = (home.root / "decisions.jsonl").read_text() + (home.root / "rosanna.db").read_bytes().decode(
        "latin-1"
    )
    assert "website:clinic.example" in kept
    for secret in ("70100001", "someone", "wattle", "cyd", "directory"):
        assert secret not in kept.lower()
    assert (home.root / "suppression.key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("harm", ["lost", "another", "open"])
def test_without_the_right_key_nobody_is_shown_by_mistake(home, harm: str) -> None:
    with Store(home.database_url) as store:
        Suppressions(Decisions(store, home), home).add(Key("email", "a@b.example"), "asked")
        file = home.root / "suppression.key"
        if harm == "lost":
            file.unlink()
        elif harm == "another":
            file.write_text("00" * 32 + "\n")
        else:
            file.chmod(0o644)
        with pytest.raises(DecisionsError, match=r"suppression\.key .*(backup|chmod 600)"):
            Suppressions(Decisions(store, home), home)


def test_opt_outs_of_an_older_store_become_suppressions(home) -> None:
    home.make()
    engine = create_engine(home.database_url)
    with engine.begin() as connection:
        for line in OLD_STORE:
            connection.execute(text(line))
    engine.dispose()
    (found,) = decided(home).standing("suppression")
    assert (found.about, found.by) == ({"key": "website:old.example"}, "site")
    assert f"{found.made_at:%Y-%m-%d}" == "2026-10-01"
    assert json.loads((home.root / "decisions.jsonl").read_text())["id"] == found.id
    assert HEAD >= "0005"


OLD_STORE = (
    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)",
    "INSERT INTO alembic_version VALUES ('0003')",
    "CREATE TABLE opt_outs (site TEXT NOT NULL PRIMARY KEY, seen_at DATETIME NOT NULL)",
    "INSERT INTO opt_outs VALUES ('old.example', '2026-10-01 03:04:05.000000')",
)
