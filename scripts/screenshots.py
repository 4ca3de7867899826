"""Take the documents' pictures of a running site: `screenshots.py [URL [NAME PASSWORD]]`.

Default: the demo on http://127.0.0.1:8000. With an account of its desk, the desk's pictures too.
"""

import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from scripts.chromium import find

IMAGES = Path(__file__).parents[1] / "docs" / "images"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
RESULTS = "/search?q=remedial+massage&near=Rosanna"
DESK_PAGES = {
    "source": "/desk/sources/sample-directory",
    "coverage": "/desk/coverage",
    "merges": "/desk/merges",
}
VIEWS = {"desktop": {"width": 1280, "height": 860}, "phone": {"width": 390, "height": 844}}


def main(site: str, *account: str) -> None:
    """Results and a provider's page with one quote open, on a desktop and on a phone."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=ARGUMENTS)
        for name, size in VIEWS.items():
            page = browser.new_page(viewport=size)  # type: ignore[arg-type]
            page.goto(site + RESULTS)
            page.screenshot(path=IMAGES / f"results-{name}.png")
            _open_a_quote(page)
            page.screenshot(path=IMAGES / f"provider-{name}.png")
        if account:
            _desk(browser, site, *account)
        browser.close()


def _desk(browser: Browser, site: str, name: str, password: str) -> None:
    """The desk's first page in both sizes, and what else docs/operating.md shows."""
    for view, size in reversed(VIEWS.items()):
        page = browser.new_page(viewport=size)  # type: ignore[arg-type]
        page.goto(f"{site}/desk/sign-in")
        page.get_by_label("Name").fill(name)
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("navigation", name="Desk").wait_for(state="attached")
        page.screenshot(path=IMAGES / f"desk-{view}.png")
    for picture, address in DESK_PAGES.items():
        page.goto(site + address)
        page.screenshot(path=IMAGES / f"desk-{picture}.png")


def _open_a_quote(page: Page) -> None:
    """Follow the first result and open its first fact."""
    page.locator("main article a").first.click()
    page.locator("main details summary").first.click()


if __name__ == "__main__":
    given = sys.argv[1:] or ["http://127.0.0.1:8000"]
    main(given[0].rstrip("/"), *given[1:3])
