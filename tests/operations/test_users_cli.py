"""`rosanna user`: accounts from the shell, each change noted."""

from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from operations.accounts import second_factor
from operations.accounts.audit import AuditLog
from operations.accounts.sessions import Sessions
from operations.commands.users_cli import user_group
from operations.ledger import Ledger

PASSWORD = "four quiet made-up words"


@pytest.fixture
def run(tmp_path):
    def run_(*arguments: str, typed: str = "", status: int = 0) -> str:
        environment = {"ROSANNA_HOME": str(tmp_path), "ROSANNA_DATABASE_URL": ""}
        result = CliRunner().invoke(user_group, arguments, input=typed, env=environment)
        assert result.exit_code == status, result.output
        return result.output

    return run_


@pytest.fixture
def opened(tmp_path):
    with Ledger(f"sqlite:///{tmp_path / 'rosanna.db'}") as ledger:
        yield ledger


def test_an_account_is_made_listed_changed_and_removed(run, opened) -> None:
    assert "rosanna user add NAME" in run("list")
    said = run("add", "mira", typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert "mira may sign in at /desk as operator." in said
    assert PASSWORD not in said
    run("add", "nor", "--role", "viewer", "--password-stdin", typed=f"{PASSWORD}\n")
    rows = run("list").splitlines()
    assert [row.split()[:2] for row in rows] == [["mira", "operator"], ["nor", "viewer"]]
    assert Sessions(opened.engine, opened.clock).sign_in("nor", PASSWORD).user == "nor"
    run("role", "nor", "operator")
    run("password", "nor", "--password-stdin", typed="other quiet made-up words\n")
    assert Sessions(opened.engine, opened.clock).sign_in("nor", "other quiet made-up words").user == "nor"
    run("remove", "nor")
    assert "nor" not in run("list")
    entries = AuditLog(opened.engine, opened.clock).entries(10)
    assert [one.action for one in reversed(entries)] == [
        "users.add", "users.add", "users.role", "users.password", "users.remove"
    ]  # fmt: skip
    assert all(one.by.startswith("shell") for one in entries)
    assert (entries[2].before["role"], entries[2].after["role"]) == ("viewer", "operator")


def test_a_second_factor_is_on_only_when_its_code_was_typed(run, opened, monkeypatch) -> None:
    run("add", "mira", "--password-stdin", typed=f"{PASSWORD}\n")
    assert "nothing was changed" in run("totp", "mira", typed="12\n", status=1)
    secret = second_factor.new_secret()
    monkeypatch.setattr(second_factor, "new_secret", lambda: secret)
    code = second_factor.code_at(secret, datetime.now(UTC))
    said = run("totp", "mira", typed=f"{code}\n")
    assert f"otpauth://totp/Rosanna:mira?digits=6&secret={secret}" in said
    assert "password and code" in run("list")
    run("totp", "mira", "--off")
    assert "password and code" not in run("list")


def test_mistakes_are_one_line_that_says_what_to_do(run) -> None:
    run("add", "mira", "--password-stdin", typed=f"{PASSWORD}\n")
    assert "rosanna user password mira" in run(
        "add", "mira", "--password-stdin", typed=f"{PASSWORD}\n", status=1
    )
    assert "rosanna user list" in run("role", "nobody", "viewer", status=1)
    assert "12 to 256 characters" in run("add", "nor", "--password-stdin", typed="short\n", status=1)
