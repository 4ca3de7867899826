"""A ledger of its own, and a clock that moves when it is told to."""

from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher

from operations.accounts import passwords
from operations.ledger import Ledger
from tests.operations.installed import make_installed

NOON = datetime(2026, 9, 30, 12, tzinfo=UTC)


class Clock:
    """Stands still unless it is moved."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def ledger(tmp_path, clock):
    with Ledger(f"sqlite:///{tmp_path / 'rosanna.db'}", clock) as opened:
        yield opened


@pytest.fixture(autouse=True)
def _cheap_passwords(monkeypatch):
    """Argon2 all the same, at a thousandth of its costs: hundreds of tests sign in."""
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))


@pytest.fixture(scope="session")
def _well(tmp_path_factory):
    return make_installed(tmp_path_factory.mktemp("well"))


@pytest.fixture
def installed(_well, tmp_path):
    """An installation that is well."""
    return _well.copied(tmp_path)
