"""The desk of a stocked home, and browsers without a screen that sign in at it."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from operations.accounts import passwords
from search_web import create_app
from search_web.limits import Rate, RateLimiter
from search_web.tiles import Tiles
from tests.search_web.desk.stocked import NOW, PASSWORD, Stocked, stock

CHEAP = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
"""Argon2 all the same, at a thousandth of its costs: hundreds of tests sign in."""


@pytest.fixture(autouse=True)
def _cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "HASHER", CHEAP)


@pytest.fixture(scope="session")
def _stocked_once(tmp_path_factory: pytest.TempPathFactory) -> Stocked:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "HASHER", CHEAP)
        return stock(tmp_path_factory.mktemp("stocked"))


@pytest.fixture
def stocked(_stocked_once: Stocked, tmp_path: Path) -> Stocked:
    return _stocked_once.copy(tmp_path)


class Clock:
    """Stands still unless it is moved."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(stocked: Stocked, clock: Clock) -> Iterator[Flask]:
    made = create_app(desk_config(stocked, clock))
    yield made
    close(made)


def desk_config(stocked: Stocked, clock: Callable[[], datetime]) -> dict[str, object]:
    return {
        "HOME": stocked.home,
        "SOURCES": stocked.sources,
        "CLOCK": clock,
        "TILES": Tiles(),
        "PROPAGATE_EXCEPTIONS": True,
        "SIGN_IN_LIMITER": RateLimiter(Rate(1000, 60)),
        "DESK": True,
    }


def close(app: Flask) -> None:
    app.extensions["finder"].close()
    app.extensions["installation"].close()


class Visitor:
    """A browser without a screen."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def page(self, address: str, status: int = 200) -> BeautifulSoup:
        answer = self.client.get(address)
        assert answer.status_code == status, (
            address,
            answer.status_code,
            answer.get_data(as_text=True)[:400],
        )
        return BeautifulSoup(answer.text, "lxml")

    def sign_in(self, name: str = "mira", password: str = PASSWORD, **more: str) -> int:
        token = self.page("/desk/sign-in").select_one("input[name=csrf]")["value"]
        form = {"csrf": token, "name": name, "password": password, **more}
        return self.client.post("/desk/sign-in", data=form).status_code

    @property
    def csrf(self) -> str:
        return str(self.page("/desk/account").select_one("input[name=csrf]")["value"])

    def send(self, address: str, **fields: str) -> int:
        return self.client.post(address, data={"csrf": self.csrf, **fields}).status_code

    def press(self, page: BeautifulSoup, label: str, status: int = 303, **fields: str) -> BeautifulSoup:
        """Press the first button of that label, and follow where it leads."""
        button = next(
            one for one in page.select("form button") if one.get_text(" ", strip=True).startswith(label)
        )
        form = button.find_parent("form")
        held = {one["name"]: one.get("value", "") for one in form.select("input[name]")}
        if button.get("name"):
            held[button["name"]] = button["value"]
        answer = self.client.post(form["action"], data={**held, **fields})
        assert answer.status_code == status, answer.get_data(as_text=True)[:600]
        return self.page(answer.location) if status == 303 else BeautifulSoup(answer.text, "lxml")


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    return Visitor(app.test_client())


@pytest.fixture
def operator(visitor: Visitor) -> Visitor:
    assert visitor.sign_in() == 303
    return visitor


@pytest.fixture
def viewer(app: Flask) -> Visitor:
    made = Visitor(app.test_client())
    assert made.sign_in("nor") == 303
    return made
