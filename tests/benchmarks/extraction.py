"""Reading a page and its facts, against BeautifulSoup's parse of the same pages alone."""

from datetime import UTC, datetime
from pathlib import Path

from bs4 import BeautifulSoup

from indexer.facts import extract
from indexer.page import Site
from indexer.parse import parse
from tests.benchmarks.harness import Row, compare

SAMPLE = Path(__file__).parents[2] / "data" / "sample_web"
SEEN = datetime(2026, 1, 1, tzinfo=UTC)


def rows() -> list[Row]:
    """Parse alone, then parse and all facts, over every clinic's own pages of the sample web."""
    sites = [
        [
            (path.read_bytes(), f"http://{host.name}/{path.relative_to(host)}")
            for path in sorted(host.rglob("*.htm*"))
        ]
        for host in sorted(SAMPLE.iterdir())
        if host.is_dir() and len(list(host.rglob("*.htm*"))) <= 25
    ]
    sites = [pages for pages in sites if pages]
    count = sum(map(len, sites))

    def peer() -> None:
        for pages in sites:
            for body, _ in pages:
                BeautifulSoup(body, "lxml")

    def parsing() -> None:
        for pages in sites:
            for body, url in pages:
                parse(body, url, None, SEEN)

    def everything() -> None:
        for pages in sites:
            extract(Site(tuple(parse(body, url, None, SEEN) for body, url in pages)))

    note = f"{count} pages; peer: BeautifulSoup(html, 'lxml')"
    return [
        compare("page model", parsing, peer, note=note),
        compare("page model and all facts", everything, peer, note=note),
    ]
