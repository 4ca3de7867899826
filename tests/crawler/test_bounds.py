"""docs/operating.md states the bounds as they are."""

from pathlib import Path

import pytest

from crawler.manners import bounds
from crawler.manners.request_log import KEPT_DAYS
from crawler.reading.frontier import PAGES_PER_SITE
from crawler.reading.urls import MAX_URL_LENGTH

TEXT = (Path(__file__).parents[2] / "docs" / "operating.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "words",
    [
        f"| {bounds.MAX_PAGE_BYTES // 1_000_000} MB |",
        f"| {bounds.MAX_HEADER_BYTES // 1024} KiB |",
        f"| {bounds.REQUEST_SECONDS:.0f} s, three attempts |",
        f"| {bounds.SITE_SECONDS:.0f} s |",
        f"| redirects | {bounds.MAX_REDIRECTS} |",
        f"| {MAX_URL_LENGTH:,} characters |",
        f"| requests following from one another | {bounds.MAX_CHAIN} |",
        f"| pages of a site | {PAGES_PER_SITE}, and {2 * PAGES_PER_SITE} requests |",
        f"first {bounds.ROBOTS_BYTES // 1024} KiB, for at most {bounds.ROBOTS_SECONDS / 3600:.0f} hours",
        f"honoured up to {bounds.LARGEST_CRAWL_DELAY:.0f} seconds",
        f"up to {bounds.LARGEST_RETRY_AFTER:.0f} seconds at once and {bounds.LARGEST_PAUSES:.0f} in a run",
        f"without one costs {bounds.UNNAMED_PAUSE:.0f}",
        f"more than {bounds.REQUESTS_A_DAY:,} requests in a UTC day",
        f"of the last {KEPT_DAYS} days",
    ],
)
def test_a_bound_is_documented_as_it_is(words):
    assert words in TEXT
