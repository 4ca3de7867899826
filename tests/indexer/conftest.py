"""A home with a real store and archive, filled page by page."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crawler.archive import Archive
from crawler.home import Home
from crawler.records import Listing, Page
from crawler.store import Store
from indexer.prefilter import cues

DAY_ONE = datetime(2026, 11, 20, 3, 4, 5, tzinfo=UTC)


@pytest.fixture(autouse=True, scope="session")
def _rules_are_read() -> None:
    """Rules read their syntax trees at the first text: not in the time of the first property test."""
    cues("")


class Shelf:
    """What a crawl would have kept, put there by hand."""

    def __init__(self, root: Path) -> None:
        self.home = Home.from_environment({"ROSANNA_HOME": str(root)})
        self.store = Store(self.home.database_url)
        self.day = DAY_ONE
        self.run, _ = self.store.begin_run("sites", "test")

    def site(self, host: str, **pages: str) -> None:
        """Keep a site; the page `home` is its home page."""
        home_url = f"https://{host}/"
        kept = []
        with Archive(self.home.pages).writer() as writer:
            for name, html in pages.items():
                url = home_url if name == "home" else f"{home_url}{name}"
                kept.append(self._page(writer, url, host, html))
            writer.flush()
        self.store.keep(self.run.id, kept)
        self.listing("sites", host, home_url, website=home_url)

    def listing(self, source: str, source_id: str, url: str | None = None, **fields: Any) -> None:
        """Keep a listing."""
        where = url or f"https://{source}.example/{source_id}"
        one = Listing(source=source, source_id=source_id, url=where, fields=fields, last_seen=self.day)
        self.store.keep(self.run.id, listings=[one])

    def next_day(self) -> None:
        """Whatever is kept from now on was seen a day later."""
        self.day += timedelta(days=1)

    def _page(self, writer: Any, url: str, host: str, html: str) -> Page:
        body = html.encode()
        file, offset = writer.write(url, 200, [("Content-Type", "text/html; charset=utf-8")], body, self.day)
        return Page(
            url=url,
            source="sites",
            listing_id=host,
            fetched_at=self.day,
            status=200,
            content_type="text/html; charset=utf-8",
            etag=None,
            last_modified=None,
            content_hash=hashlib.sha256(body).hexdigest(),
            warc_file=file,
            warc_offset=offset,
            run_id=self.run.id,
        )


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    shelf = Shelf(tmp_path / "home")
    yield shelf
    shelf.store.close()


BACKROOM = """<html><head><title>Backroom Remedial Massage | Rosanna</title></head><body>
<h1>Backroom Remedial Massage</h1>
<p>We offer remedial massage and deep tissue massage in Rosanna.</p>
<h2>Our services</h2><ul><li>Remedial massage</li><li>Deep tissue massage</li></ul>
<h2>We help with</h2><ul><li>Low back pain</li><li>Headaches</li></ul>
<h2>Fees</h2><table><tr><th>Remedial massage</th><th>Price</th></tr>
<tr><td>60 min</td><td>$95</td></tr></table>
<h2>Opening hours</h2><p>Monday to Friday 9am - 5pm<br>Saturday 9am - 1pm</p>
<p>HICAPS available. Health fund rebates.</p>
<address>12 Invented Street, Rosanna VIC 3084. Phone (03) 7010 0001</address></body></html>"""

OSTEO = """<html><head><title>Made-up Osteopathy Heidelberg</title></head><body>
<h1>Made-up Osteopathy Heidelberg</h1><p>Our osteopaths provide osteopathy for sciatica and neck pain.</p>
<h2>Services</h2><ul><li>Osteopathy</li><li>Dry needling</li></ul>
<h2>Conditions we treat</h2><ul><li>Sciatica</li><li>Neck pain</li></ul>
<address>3 Imagined Road, Heidelberg VIC 3084. Call 03 7010 0002</address></body></html>"""

GYM = """<html><head><title>Blog of Lifts</title></head><body><h1>Blog of Lifts</h1>
<p>Personal training and group fitness in Preston VIC 3072. Call 03 7010 0003.</p></body></html>"""


@pytest.fixture
def filled(shelf: Shelf) -> Shelf:
    """Two clinics of ours, one gym, and a directory that lists one of the clinics and one more."""
    shelf.site("backroom.example", home=BACKROOM)
    shelf.site("madeup-osteo.example", home=OSTEO)
    shelf.site("lifts.example", home=GYM)
    shelf.listing(
        "listed",
        "12",
        name="Backroom Massage Rosanna",
        website="http://www.backroom.example",
        phones=["03 7010 0001", "0491 570 156"],
        suburb="Rosanna",
        state="VIC",
        postcode="3084",
        services=["Remedial massage", "Cupping"],
    )
    shelf.listing(
        "listed",
        "13",
        name="Ivanhoe Quiet Hands",
        phones=["0491 570 157"],
        street="4 Fancied Street",
        suburb="Ivanhoe",
        state="VIC",
        postcode="3079",
        services=["Relaxation massage", "Reflexology"],
        hours="Mo-Sa 10:00-18:00",
        description="Relaxation massage for stress. Gift vouchers.",
    )
    return shelf
