"""An operator's morning in a real browser, with a real worker that crawls a small web of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import delete, update

from crawler.kept.opening import utc_now
from crawler.kept.tables import CoverageRow
from data.sample_server import SampleWeb
from operations.ledger import Ledger
from operations.tables import JobRow
from search_web import create_app
from tests.search_web.browsing import DESK, PATIENCE_MS, WATCH, serving
from tests.search_web.desk.conftest import close, desk_config
from tests.search_web.desk.stocked import PASSWORD, Stocked

pytestmark = pytest.mark.browser

WORKER = "from operations.commands.worker_cli import worker_command; worker_command()"
CRAWL_MS = 90_000
"""How long a small crawl may take on a machine that does much else."""
DIRECTORY = """\
id: backs
title: Backs of Melbourne
publisher: made up
url: http://backs.example/
licence: made up
purpose: tests
kind: directory
rate: {delay: 0.5}
areas: {suburbs: [Rosanna VIC, Heidelberg VIC, Ivanhoe VIC]}
directory:
  start: http://backs.example/{suburb_slug}
  card: .card
  link: a::attr(href)
  fields: {name: h1::text, suburb: .suburb}
"""
PAGES = 8


@pytest.fixture
def busy(stocked: Stocked, tmp_path: Path) -> Iterator[Stocked]:
    """The stocked home with nothing due, and a worker that can crawl `backs`."""
    (stocked.sources / "backs.yaml").write_text(DIRECTORY)
    web = tmp_path / "web" / "backs.example"
    web.mkdir(parents=True)
    cards = (f'<div class=card><a href="/p/{number}">Made-up {number}</a></div>' for number in range(PAGES))
    (web / "rosanna.html").write_text("".join(cards))
    (web / "p").mkdir()
    for number in range(PAGES):
        (web / "p" / f"{number}.html").write_text(
            f"<h1>Made-up Massage {number}</h1><p class=suburb>Rosanna</p><p>Massage.</p>"
        )
    with Ledger(stocked.home.database_url) as ledger, ledger.engine.begin() as connection:
        connection.execute(delete(JobRow))
        connection.execute(update(CoverageRow).values(good_at=utc_now(), checked_at=utc_now(), failures=0))
    with SampleWeb(web.parent) as served:
        plain = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
        worker = subprocess.Popen(
            [sys.executable, "-c", WORKER, "--sources-dir", str(stocked.sources)],
            env={**plain, "ROSANNA_HOME": str(stocked.home.root), "http_proxy": served.proxy_url},
            stderr=subprocess.DEVNULL,
        )
        yield stocked
        worker.terminate()
        worker.wait(60)


@pytest.fixture
def page(busy: Stocked, browser: Browser) -> Iterator[Page]:
    app = create_app(desk_config(busy, utc_now))
    complaints: list[str] = []
    with serving(app) as address:
        context = browser.new_context(viewport=DESK, base_url=address)  # type: ignore[arg-type]
        context.expose_binding("forbidden", lambda _, what: complaints.append(what))
        context.add_init_script(WATCH)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        yield context.new_page()
        context.close()
    close(app)
    assert complaints == []


def go_to(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Desk").get_by_role("link", name=name, exact=True).click()


def crawl_and_watch(page: Page) -> None:
    """Start a crawl of one suburb, and watch it to its end without loading the page again."""
    go_to(page, "Sources")
    page.get_by_role("link", name="Backs of Melbourne").click()
    page.get_by_label("Only these suburbs").fill("Rosanna VIC")
    page.get_by_role("button", name="Start").click()
    expect(page.locator(".just-done")).to_contain_text("Asked for backs: Rosanna VIC 3084")
    go_to(page, "Runs")
    page.evaluate("window.neverLoadedAgain = true")
    live = page.locator("[data-live]")
    crawl = live.locator(".job").filter(has_text="backs: Rosanna VIC 3084")
    expect(crawl.get_by_text("running")).to_be_visible(timeout=CRAWL_MS)
    expect(crawl.locator(".figures")).to_contain_text("pages", timeout=CRAWL_MS)
    ended = live.locator(".row").filter(has_text="backs: Rosanna VIC 3084").filter(has_text="done")
    expect(ended).to_be_visible(timeout=CRAWL_MS)
    expect(ended).to_contain_text(f"{PAGES + 1} pages")
    assert page.evaluate("window.neverLoadedAgain")
    ended.get_by_role("link").click()
    expect(page.get_by_text("Made-up Massage 7").first).to_be_visible()


def test_a_calm_morning(page: Page) -> None:
    notice = page.locator(".just-done")
    heading = page.get_by_role("heading", level=1)

    page.goto("/desk/")
    page.get_by_label("Name").fill("mira")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()

    expect(heading).to_contain_text("things for you")
    page.get_by_role("link", name="Hands and Houses").click()
    expect(page.get_by_text("Its pages changed their layout")).to_be_visible()
    expect(page.get_by_text("http://hands.example/rosanna: empty pages (no card)")).to_be_visible()

    page.get_by_role("link", name="run 4").click()
    expect(page.get_by_role("heading", name="What became of its requests")).to_be_visible()
    expect(page.get_by_role("row", name="3 empty pages")).to_be_visible()

    go_to(page, "Who is who")
    page.get_by_label("How you know").fill("rang them")
    page.get_by_role("button", name="One provider").click()
    expect(heading).to_have_text("No pair is unsure")
    notice.get_by_role("button", name="Undo").click()
    expect(heading).to_have_text("1 pair to look at")

    go_to(page, "Requests")
    page.get_by_role("button", name="Leave them out").click()
    expect(notice).to_contain_text("Left out p-")
    expect(heading).to_have_text("1 request waiting")

    go_to(page, "Sources")
    page.get_by_role("link", name="Hands and Houses").click()
    page.get_by_label("Why").fill("they rebuild their site")
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_text("Paused by mira").first).to_be_visible()

    crawl_and_watch(page)

    go_to(page, "Log")
    done = ("merges.judge", "merges.undo", "requests.honour", "sources.pause", "sources.run")
    for action in done:
        expect(page.locator(".row").filter(has_text=action).first).to_be_visible(timeout=PATIENCE_MS)
    page.get_by_role("button", name="Sign out").click()
    expect(heading).to_have_text("Sign in")
    page.goto("/desk/runs")
    expect(heading).to_have_text("Sign in")
