"""A home with all that a home holds, small, and the folder it is backed up to."""

import shutil
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from crawler.archive import Archive
from crawler.home import Home
from crawler.kept.decisions import Decisions
from crawler.kept.sealing import Sealer
from crawler.records import Listing, Page
from crawler.store import Store
from indexer.building.generations import Generations
from operations.backup.manifest import SNAPSHOTS
from operations.backup.taking import take

DAY = datetime(2026, 11, 20, 3, 4, 5, tzinfo=UTC)


@dataclass
class Kept:
    """A home that is worked in, and its backups."""

    home: Home
    backups: Path
    bodies: dict[str, bytes] = field(default_factory=dict)

    def crawl(self, *names: str) -> None:
        """Keep a page and a listing for each name, in a WARC file of their own, as a crawl does."""
        with Store(self.home.database_url) as store, Archive(self.home.pages).writer() as writer:
            run, _ = store.begin_run("sites", "test")
            for name in names:
                url, body = f"https://{name}.example/", f"<h1>{name}</h1>".encode() * 50
                file, offset = writer.write(url, 200, [("Content-Type", "text/html")], body, DAY)
                writer.flush()
                store.keep(run.id, [page(url, name, body, file, offset, run.id)], [listing(name, url)])
                self.bodies[url] = body

    def index(self) -> None:
        """Publish a generation; what is in it is of no matter here."""
        generations = Generations(self.home.index)
        with generations.building() as folder:
            (folder / "arrays").mkdir()
            (folder / "arrays" / "postings").write_bytes(sha256(folder.name.encode()).digest() * 99)
            generations.publish(folder, providers=len(self.bodies))

    def decide(self) -> None:
        """Leave somebody out, which makes the key, too."""
        with Store(self.home.database_url) as store:
            sealer = Sealer(self.home, frozenset())
            about = {"key": sealer.seal("0370100001"), "mark": sealer.mark}
            Decisions(store, self.home).make("suppression", about, "asked by phone")

    def take(self, **options: object) -> Path:
        return take(self.home, self.backups, **options).folder  # type: ignore[arg-type]

    def names(self) -> list[str]:
        """What lies among the backups, whole or not."""
        kept = self.backups / SNAPSHOTS
        return sorted(path.name for path in kept.iterdir()) if kept.is_dir() else []


def listing(name: str, url: str) -> Listing:
    return Listing(source="sites", source_id=name, url=url, fields={"name": name}, last_seen=DAY)


def page(url: str, name: str, body: bytes, file: str, offset: int, run_id: int) -> Page:
    return Page(
        url=url, source="sites", listing_id=name, fetched_at=DAY, status=200, content_type="text/html", etag=None,
        last_modified=None, content_hash=sha256(body).hexdigest(), warc_file=file, warc_offset=offset, run_id=run_id,
    )  # fmt: skip


def read_back(home: Home) -> dict[str, bytes]:
    """Every page of a home, out of its archive."""
    with Store(home.database_url) as store:
        return {page.url: Archive(home.pages).read(page).body for page in store.pages()}


def home_at(root: Path) -> Home:
    return Home.from_environment({"ROSANNA_HOME": str(root)})


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """Made once, to be copied."""
    made = Kept(home_at(tmp_path_factory.mktemp("filled") / "home"), Path("nowhere"))
    made.crawl("alpha", "beta")
    made.decide()
    made.index()
    (made.home.root / "requests").mkdir()
    (made.home.root / "requests" / "2026-11-20.tsv").write_text("a line\n", encoding="utf-8")
    return made


@pytest.fixture
def kept(filled: Kept, tmp_path: Path) -> Kept:
    shutil.copytree(filled.home.root, tmp_path / "home")
    return Kept(home_at(tmp_path / "home"), tmp_path / "backups", dict(filled.bodies))


@pytest.fixture
def empty(tmp_path: Path) -> Home:
    """Where a backup is to be put back."""
    return home_at(tmp_path / "empty")
