"""The site on made-up providers, in a small finder or in a real index, with a clock that stands still."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from crawler.home import Home
from indexer.service import SearchService
from search_web import create_app
from tests.search_web.made_up import MadeUpFinder, build_index

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


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An installation with nothing in it."""
    return Home.from_environment({"ROSANNA_HOME": str(tmp_path)})


@pytest.fixture
def service(home: Home) -> Iterator[SearchService]:
    """A real index of the made-up providers."""
    build_index(home)
    with SearchService(home) as service:
        yield service
