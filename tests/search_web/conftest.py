"""The site on made-up providers, with a clock that stands still."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from search_web import create_app
from tests.search_web.made_up import MadeUpFinder

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
"""A Tuesday, noon in Melbourne."""


@pytest.fixture
def finder() -> MadeUpFinder:
    return MadeUpFinder()


@pytest.fixture
def make_app() -> Callable[[object], Flask]:
    def make(service: object) -> Flask:
        config = {
            "SERVICE": service,
            "CLOCK": lambda: NOW,
            "PROPAGATE_EXCEPTIONS": False,
            "CONTACT": "ops@site.example",
        }
        return create_app(config)

    return make


@pytest.fixture
def client(finder: MadeUpFinder, make_app: Callable[[object], Flask]) -> FlaskClient:
    return make_app(finder).test_client()
