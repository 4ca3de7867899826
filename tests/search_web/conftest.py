"""The site on made-up providers, in a small finder or in a real index, with a clock that stands still."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page, expect, sync_playwright

from crawler.home import Home
from indexer.service import SearchService
from search_web import create_app
from search_web.tiles import Tiles
from tests.search_web.browsing import ARGUMENTS, PATIENCE_MS, PHONE, WATCH, chromium, serving
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
            "TILES": Tiles(),
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


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(playwright), args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def site(service: SearchService, make_app: Callable[[object], Flask]) -> Iterator[str]:
    """Address of the site, served on loopback from a real index of made-up providers."""
    with serving(make_app(service)) as address:
        yield address


@pytest.fixture
def open_page(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """Opens a page of the site; `scripts` switches JavaScript, which no page needs.

    Whatever a test does, no page may try what its policy forbids, and no script may fail.
    """
    contexts = []
    complaints: list[str] = []

    def open_(
        address: str,
        size: dict[str, int] = PHONE,
        scheme: str = "light",
        *,
        scripts: bool = True,
        **more: object,
    ) -> Page:
        context = browser.new_context(
            viewport={"width": size["width"], "height": size["height"]},
            color_scheme="dark" if scheme == "dark" else "light",
            java_script_enabled=scripts,
            **more,  # type: ignore[arg-type]
        )
        contexts.append(context)
        context.expose_binding("forbidden", lambda _, what: complaints.append(what))
        context.add_init_script(WATCH)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        page = context.new_page()
        page.goto(address if address.startswith("http") else site + address)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []
