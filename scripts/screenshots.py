"""Take the README's pictures of a running demo: `screenshots.py [URL]` (default http://127.0.0.1:8000)."""

import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from scripts.chromium import find

IMAGES = Path(__file__).parents[1] / "docs" / "images"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
RESULTS = "/search?q=remedial+massage&near=Rosanna"
VIEWS = {"desktop": {"width": 1280, "height": 860}, "phone": {"width": 390, "height": 844}}


def main(site: str) -> None:
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
        browser.close()


def _open_a_quote(page: Page) -> None:
    """Follow the first result and open its first fact."""
    page.locator("main article a").first.click()
    page.locator("main details summary").first.click()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/") if len(sys.argv) > 1 else "http://127.0.0.1:8000")
