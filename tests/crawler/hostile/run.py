"""One crawl of all traps, in a process of its own, and what came of each."""

import os
import resource
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from crawler.manners.request_log import Entry, read_day
from crawler.store import Store
from tests.crawler.hostile import lies, traps
from tests.crawler.hostile.server import Asked, Handler, HostileWeb
from tests.crawler.hostile.traps import Trap

TRAPS = (*traps.TRAPS, *lies.LIES)
BOMBS = (traps.gzip_bomb, traps.nested_bomb, traps.flat_bomb, traps.brotli_bomb, lies.zstd_bomb)
ROOT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Crawled:
    """What is left of the crawl."""

    status: int
    out: str
    error: str
    home: Path
    outcomes: dict[str, Counter[str]]
    """By host."""
    kept: Counter[str]
    asked: list[Asked]
    trespasses: list[str]
    peak_bytes: int

    def of(self, host: str) -> list[Asked]:
        return [asked for asked in self.asked if asked.host == host]

    def log(self, host: str) -> list[Entry]:
        """What the request log says of a host, whatever port."""
        entries = chain.from_iterable(map(read_day, sorted((self.home / "requests").iterdir())))
        return [entry for entry in entries if urlsplit(entry.url).hostname == host]


def crawl_all(folder: Path) -> Crawled:
    """Serve the traps and crawl them all with one command."""
    folder.mkdir(parents=True, exist_ok=True)
    names, seeds, home = folder / "names", folder / "seeds.txt", folder / "home"
    with HostileWeb(handlers) as web:
        names.write_text("\n".join(_names()))
        seeds.write_text("\n".join(_seed(trap, web) for trap in TRAPS))
        plain = {key: value for key, value in os.environ.items() if "proxy" not in key.lower()}
        done = subprocess.run(
            [sys.executable, "-m", "tests.crawler.hostile.crawl", names, "crawl", _source(folder), "--seeds", seeds],
            env={
                **plain,
                "ROSANNA_HOME": str(home),
                "http_proxy": f"http://127.0.0.1:{web.port}",
                "no_proxy": ".direct.example",
                "ROSANNA_ALLOWED_NETWORKS": "127.0.0.2/32",
            },
            cwd=ROOT, capture_output=True, text=True, check=False, timeout=240,
        )  # fmt: skip
        asked, trespasses = list(web.asked), list(web.trespasses)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    with Store(f"sqlite:///{home / 'rosanna.db'}") as store:
        kept = Counter(urlsplit(page.url).hostname or "" for page in store.pages())
    outcomes = _outcomes(folder / "outcomes.tsv")
    return Crawled(done.returncode, done.stdout, done.stderr, home, outcomes, kept, asked, trespasses, peak)


def handlers(_web: HostileWeb) -> dict[str, Handler]:
    """By host, for the server. The bombs are made before it answers: it has one thread."""
    for bomb in BOMBS:
        bomb()
    return {trap.host: trap.handler for trap in TRAPS}  # type: ignore[misc]


def table(crawled: Crawled) -> Iterator[str]:
    """Trap, what was counted, pages kept, requests."""
    yield f"{'trap':<30} {'counted':<34} {'kept':>4} {'requests':>8}"
    for trap in TRAPS:
        counted = ", ".join(sorted(crawled.outcomes.get(trap.host, Counter()))) or "-"
        yield f"{trap.name:<30} {counted:<34} {crawled.kept[trap.host]:>4} {len(crawled.of(trap.host)):>8}"
    yield f"{len(TRAPS)} traps, {len(crawled.asked)} requests, peak memory {crawled.peak_bytes / 1e6:.0f} MB"
    yield from crawled.trespasses


def _source(folder: Path) -> Path:
    path = folder / "hostile.yaml"
    path.write_text(
        "id: hostile\ntitle: Traps\npublisher: made up\nurl: http://traps.example/\nlicence: made up\n"
        "purpose: tests\nkind: sites\nrate: {delay: 0}\nsites: {from_listings: false}\n"
    )
    return path


def _names() -> Iterator[str]:
    yield "hidden.direct.example 127.0.0.1"
    for trap in TRAPS:
        if trap.direct:
            yield " ".join([trap.host, *trap.addresses])


def _seed(trap: Trap, web: HostileWeb) -> str:
    port = "" if not trap.direct else f":{web.forbidden_port if trap.forbidden_port else web.port}"
    return f"http://{trap.host}{port}/"


def _outcomes(path: Path) -> dict[str, Counter[str]]:
    """By host. What a redirect led to is counted for the host that sent us there."""
    by_host: dict[str, Counter[str]] = {}
    for line in path.read_text().splitlines():
        outcome, url, _ = line.split("\t")
        sender = parse_qs(urlsplit(url).query).get("from", [urlsplit(url).hostname or ""])[0]
        by_host.setdefault(sender, Counter())[outcome] += 1
    return by_host
