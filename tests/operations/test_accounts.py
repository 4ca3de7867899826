"""Accounts and sessions: who gets in, for how long, how failures slow down, and what a second factor asks."""

from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select, text

from operations.accounts import lockout, passwords, second_factor
from operations.accounts.audit import AuditLog
from operations.accounts.limits import FREE_FAILURES, LONGEST_WAIT, SESSION_IDLE, SESSION_LIFE
from operations.accounts.sessions import Sessions, SignInRefused
from operations.accounts.tables import SessionRow, UserRow
from operations.accounts.users import Users
from operations.job import OperationsError

PASSWORD = "four quiet made-up words"


@pytest.fixture
def users(ledger, clock):
    made = Users(ledger.engine, clock)
    made.add("mira", PASSWORD, "operator")
    return made


@pytest.fixture
def sessions(ledger, clock, users):
    return Sessions(ledger.engine, clock)


def refused(sessions, name="mira", password="wrong words entirely", code="", browser="") -> SignInRefused:
    with pytest.raises(SignInRefused) as caught:
        sessions.sign_in(name, password, code, browser)
    return caught.value


def test_a_name_and_its_password_sign_in_until_signed_out(sessions) -> None:
    given = sessions.sign_in("mira", PASSWORD)
    held = sessions.of(given.token)
    assert (held.user, held.role) == ("mira", "operator")
    sessions.end(held.id)
    assert sessions.of(given.token) is None


def test_the_store_holds_neither_password_nor_token(sessions, ledger) -> None:
    given = sessions.sign_in("mira", PASSWORD)
    with ledger.engine.connect() as connection:
        kept = str(connection.execute(select(UserRow)).all()) + str(
            connection.execute(select(SessionRow.__table__)).all()
        )
        assert connection.execute(text("select password from users")).scalar_one().startswith("$argon2id$")
    assert PASSWORD not in kept
    assert given.token not in kept


def test_passwords_cost_a_guesser_64_mib_and_three_passes_each(monkeypatch) -> None:
    monkeypatch.undo()
    assert passwords.hashed(PASSWORD, "mira").startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_a_password_kept_at_lower_costs_is_kept_anew_when_it_is_next_typed(
    sessions, ledger, monkeypatch
) -> None:
    better = PasswordHasher(time_cost=2, memory_cost=64, parallelism=1)
    monkeypatch.setattr(passwords, "HASHER", better)
    sessions.sign_in("mira", PASSWORD)
    with ledger.engine.connect() as connection:
        assert "t=2" in connection.execute(text("select password from users")).scalar_one()


def test_a_session_ends_by_itself_when_idle_and_after_a_day_of_work(sessions, clock) -> None:
    token = sessions.sign_in("mira", PASSWORD).token
    clock.move(seconds=SESSION_IDLE.total_seconds() - 60)
    assert sessions.of(token) is not None
    clock.move(seconds=SESSION_IDLE.total_seconds() + 1)
    assert sessions.of(token) is None
    token, end = sessions.sign_in("mira", PASSWORD).token, clock.now + SESSION_LIFE
    while clock.now < end:
        assert sessions.of(token) is not None
        clock.move(hours=1)
    assert sessions.of(token) is None


@pytest.mark.parametrize("change", ["password", "role", "code", "remove"])
def test_a_changed_account_is_signed_out_everywhere(sessions, users, change) -> None:
    token = sessions.sign_in("mira", PASSWORD).token
    changes = {
        "password": lambda: users.set_password("mira", "other quiet made-up words"),
        "role": lambda: users.set_role("mira", "viewer"),
        "code": lambda: users.set_second_factor("mira", second_factor.new_secret()),
        "remove": lambda: users.remove("mira"),
    }
    changes[change]()
    assert sessions.of(token) is None


def test_signing_others_out_leaves_this_browser_in(sessions) -> None:
    first, second = sessions.sign_in("mira", PASSWORD), sessions.sign_in("mira", PASSWORD)
    assert sessions.end_others(sessions.of(second.token)) == 1
    assert sessions.of(first.token) is None
    assert [one.id for one in sessions.of_user("mira")] == [sessions.of(second.token).id]


@pytest.mark.parametrize("name", ["mira", "nobody"])
def test_failures_slow_down_whether_the_name_exists_or_not(sessions, clock, name) -> None:
    waits = [refused(sessions, name).retry_after for _ in range(FREE_FAILURES)]
    assert waits == [0] * (FREE_FAILURES - 1) + [2]
    assert refused(sessions, name, PASSWORD).retry_after == 2
    waits = []
    while not waits or waits[-1] < LONGEST_WAIT.total_seconds():
        clock.move(seconds=(waits or [2])[-1])
        waits.append(refused(sessions, name).retry_after)
    assert waits == [4, 8, 16, 32, 64, 128, 256, 300]


def test_the_right_password_is_refused_while_one_waits_and_taken_after(sessions, clock) -> None:
    for _ in range(FREE_FAILURES):
        refused(sessions)
    assert refused(sessions, password=PASSWORD).retry_after == 2
    clock.move(seconds=2)
    assert sessions.sign_in("mira", PASSWORD).user == "mira"
    assert refused(sessions).retry_after == 0


def test_nobody_is_locked_out_of_a_browser_they_have_used_before(sessions) -> None:
    browser = sessions.sign_in("mira", PASSWORD).browser
    for _ in range(FREE_FAILURES):
        refused(sessions)
    assert refused(sessions, password=PASSWORD).retry_after == 2
    again = sessions.sign_in("mira", PASSWORD, browser=browser)
    assert again.browser == browser
    for _ in range(FREE_FAILURES):
        refused(sessions, browser=browser)
    assert refused(sessions, password=PASSWORD, browser=browser).retry_after == 2


def test_one_users_browser_says_nothing_for_another(sessions, users) -> None:
    users.add("nor", PASSWORD, "viewer")
    browser = sessions.sign_in("nor", PASSWORD).browser
    for _ in range(FREE_FAILURES):
        refused(sessions)
    assert refused(sessions, password=PASSWORD, browser=browser).retry_after == 2


def test_names_that_failed_are_remembered_in_bounded_space(ledger, clock, monkeypatch) -> None:
    monkeypatch.setattr(lockout, "NAMES_MOST", 3)
    with ledger.engine.begin() as connection:
        for number in range(5):
            clock.move(seconds=1)
            lockout.note_failure(connection, f"made-up-{number}", clock.now)
        assert connection.execute(text("select count(*) from sign_in_failures")).scalar_one() == 3
        clock.move(days=2)
        lockout.note_failure(connection, "another", clock.now)
        assert connection.execute(text("select count(*) from sign_in_failures")).scalar_one() == 1


def test_a_second_factor_is_asked_for_and_no_code_is_good_twice(sessions, users, clock) -> None:
    secret = second_factor.new_secret()
    users.set_second_factor("mira", secret)
    assert refused(sessions, password=PASSWORD).user == "mira"
    assert refused(sessions, password=PASSWORD, code="000000").user == "mira"
    code = second_factor.code_at(secret, clock.now)
    refused(sessions, code=code)
    assert sessions.sign_in("mira", PASSWORD, f"{code[:3]} {code[3:]}").user == "mira"
    refused(sessions, password=PASSWORD, code=code)
    clock.move(seconds=30)
    assert sessions.sign_in("mira", PASSWORD, second_factor.code_at(secret, clock.now)).user == "mira"


def test_a_code_may_be_a_step_early_or_late_and_no_more(clock) -> None:
    secret = second_factor.new_secret()
    codes = {by: second_factor.code_at(secret, clock.now + timedelta(seconds=30 * by)) for by in range(-2, 3)}
    taken = [by for by, code in codes.items() if second_factor.step_of(secret, code, clock.now, None)]
    assert taken == [-1, 0, 1]


def test_codes_are_those_of_the_rfc() -> None:
    """RFC 6238, appendix B: its secret, in its last six digits."""
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    from datetime import UTC, datetime  # noqa: PLC0415

    assert second_factor.code_at(secret, datetime.fromtimestamp(59, UTC)) == "287082"
    assert second_factor.code_at(secret, datetime.fromtimestamp(20_000_000_000, UTC)) == "353130"


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("Mira", PASSWORD),
        ("mira ", PASSWORD),
        ("x" * 41, PASSWORD),
        ("nor", "short"),
        ("nor", "x" * 300),
        ("nor", "aaaaaaaaaaaaaaaa"),
        ("nor", "nor and some more words"),
        ("mira", PASSWORD),
    ],
)
def test_unfit_names_weak_passwords_and_taken_names_are_refused(users, name, password) -> None:
    with pytest.raises(OperationsError):
        users.add(name, password, "viewer")
    assert [one.name for one in users.everybody()] == ["mira"]


def test_the_log_is_read_newest_first_by_person_and_area(ledger, clock) -> None:
    log = AuditLog(ledger.engine, clock)
    for number in range(5):
        log.write("mira", "merges.judge", f"pair {number}", None, {"verdict": "same"})
    log.write("nor", "sources.pause", "osm", {"paused": False}, {"paused": True})
    assert [one.about for one in log.entries(2)] == ["osm", "pair 4"]
    older = log.entries(2, before=log.entries(2)[-1].id)
    assert [one.about for one in older] == ["pair 3", "pair 2"]
    assert [one.by for one in log.entries(10, area="sources")] == ["nor"]
    assert len(log.entries(10, by="mira")) == 5
    assert log.entry(1).after == {"verdict": "same"}
