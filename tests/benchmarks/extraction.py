"""Reading pages and their facts: against BeautifulSoup's parse alone, by page size, and on several cores.

`ROSANNA_BENCH_PAGES=FOLDER` names other pages than the sample web's: one folder a site in it.
"""

import hashlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from bs4 import BeautifulSoup

from crawler.archive import Archive
from crawler.home import Home
from crawler.records import Listing, Page
from crawler.store import Store
from indexer.facts import extract
from indexer.page import Site
from indexer.parse import XML_DECLARATION, parse
from indexer.showing.local_site import page_files
from tests.benchmarks.harness import Row, compare, compare_each

ROOT = Path(__file__).parents[2]
SEEN = datetime(2026, 1, 1, tzinfo=UTC)
SITE_MOST = 25
"""Pages of a folder that make it a clinic's; a directory has more."""
SMALL_BYTES, LARGE_BYTES = 500_000, 5_000_000
COPIES = 6
"""Times each site is indexed under hosts of its own, so that starting processes weighs little."""
INDEX = "from crawler.home import Home; from indexer.build import build; build(Home.from_environment(), full=True)"

Sites = dict[str, list[tuple[str, bytes]]]


def rows() -> list[Row]:
    """All rows, quick ones first."""
    sites = _sites(Path(os.environ.get("ROSANNA_BENCH_PAGES") or ROOT / "data" / "sample_web"))
    return [*_pages(sites), _linearity(sites), *_cores(sites)]


def _sites(folder: Path) -> Sites:
    found: Sites = {}
    for host in sorted(path for path in folder.iterdir() if path.is_dir()):
        files = page_files(host)
        if 0 < len(files) <= SITE_MOST:
            found[host.name] = [(str(file.relative_to(host)), _html(file)) for file in files]
    return found


def _html(file: Path) -> bytes:
    """Without an XML declaration, of which BeautifulSoup would warn."""
    return XML_DECLARATION.sub("", file.read_bytes().decode("latin-1")).encode("latin-1")


def _pages(sites: Sites) -> list[Row]:
    """Each page by itself, parsed with and without its facts, then each site with what its pages share."""
    pages = [(body, f"http://{host}/{name}") for host, files in sites.items() for name, body in files]
    note = f"{len(pages)} pages; peer: BeautifulSoup(html, 'lxml')"
    models = [(_reader(body, url), _peer(body)) for body, url in pages]
    facts = [(_facts([(body, url)]), _peer(body)) for body, url in pages]
    whole = [
        (
            _facts([(body, f"http://{host}/{name}") for name, body in files]),
            _peer(*(body for _, body in files)),
        )
        for host, files in sites.items()
    ]
    return [
        compare_each("page model, median page", models, 3, note),
        compare_each("page model and all facts, median page", facts, 3, note),
        compare_each("the same, median site", whole, 3, f"{len(sites)} sites; the same peer"),
    ]


def _reader(body: bytes, url: str) -> Callable[[], object]:
    return lambda: parse(body, url, None, SEEN)


def _facts(pages: list[tuple[bytes, str]]) -> Callable[[], object]:
    return lambda: extract(Site(tuple(parse(body, url, None, SEEN) for body, url in pages)))


def _peer(*bodies: bytes) -> Callable[[], object]:
    return lambda: [BeautifulSoup(body, "lxml") for body in bodies]


def _linearity(sites: Sites) -> Row:
    """A page of 5 MB against ten of 0.5 MB: 1.0 is linear."""
    small, large = _long_page(sites, SMALL_BYTES), _long_page(sites, LARGE_BYTES)
    ours, one = _facts([(large, "http://long.example/")]), _facts([(small, "http://long.example/")])
    times = LARGE_BYTES // SMALL_BYTES
    note = "one page of 5 MB; peer: ten times one of 0.5 MB"
    return compare("linear in page size", ours, lambda: [one() for _ in range(times)], 1, note)


def _long_page(sites: Sites, size: int) -> bytes:
    """The main parts of all pages one after the other, again and again, no two paragraphs the same."""
    parts = [
        "".join(map(str, main.contents))
        for files in sites.values()
        for _, body in files
        if (main := BeautifulSoup(body, "lxml").body)
    ]
    long, number = ["<html><body>"], 0
    length = 0
    while length < size:
        part = (
            parts[number % len(parts)].replace("</p>", f" {number}</p>").replace("</li>", f" {number}</li>")
        )
        long.append(part)
        length, number = length + len(part), number + 1
    return "".join(long).encode()[:size]


def _cores(sites: Sites) -> Iterator[Row]:
    """A whole `rosanna index` on one core, then on all that this process may use; `ratio` is the speed-up."""
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) < 2:
        return
    with tempfile.TemporaryDirectory() as folder:
        home = Home.from_environment({"ROSANNA_HOME": folder})
        pages = _keep(home, sites)
        alone, together = _index(home, cores[:1]), _index(home, cores)
    speedup = alone / together
    note = f"{pages} pages, {len(cores)} cores; ratio: times as fast as on one"
    yield Row("rosanna index on all cores", together, alone, speedup, (speedup, speedup), 1, note)


def _index(home: Home, cores: list[int]) -> float:
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", INDEX],
        env=os.environ | {"ROSANNA_HOME": str(home.root)},
        cwd=ROOT,
        check=True,
        capture_output=True,
        preexec_fn=lambda: os.sched_setaffinity(0, cores),
    )
    return time.perf_counter() - start


def _keep(home: Home, sites: Sites) -> int:
    """Put the sites into a store and an archive, as a crawl would, each several times."""
    kept = 0
    with Store(home.database_url) as store, Archive(home.pages).writer() as writer:
        run, _ = store.begin_run("sites", "benchmark")
        for copy in range(COPIES):
            for host, files in sites.items():
                key = f"copy{copy}-{host}"
                rows = []
                for name, body in files:
                    url = f"http://{key}/{name}"
                    file, offset = writer.write(url, 200, [("Content-Type", "text/html")], body, SEEN)
                    rows.append(_page(key, url, body, file, offset, run.id))
                home_url = rows[0].url
                listing = Listing(
                    source="sites", source_id=key, url=home_url, fields={"website": home_url}, last_seen=SEEN
                )
                writer.flush()
                store.keep(run.id, rows, [listing])
                kept += len(rows)
    return kept


def _page(key: str, url: str, body: bytes, file: str, offset: int, run_id: int) -> Page:
    return Page(
        url=url,
        source="sites",
        listing_id=key,
        fetched_at=SEEN,
        status=200,
        content_type="text/html",
        etag=None,
        last_modified=None,
        content_hash=hashlib.sha256(body).hexdigest(),
        warc_file=file,
        warc_offset=offset,
        run_id=run_id,
    )
