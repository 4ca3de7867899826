"""A home with something of everything that the desk shows: made once, copied for each test."""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert

from crawler.home import Home
from crawler.kept import inbox
from crawler.kept.closing import Closing
from crawler.kept.tables import CoverageRow, ProgressRow
from crawler.records import Listing
from crawler.store import Store
from indexer.build import build
from indexer.service import SearchService
from operations.accounts.users import Users
from operations.ledger import Ledger, add_job
from operations.tables import WorkerRow
from tests.indexer.conftest import BACKROOM, OSTEO, Shelf

NOW = datetime.now(UTC)
"""Store and decisions note the time of this machine; the desk stands still here."""
PASSWORD = "four quiet made-up words"
DIRECTORY = """\
id: {id}
title: {title}
publisher: made up
url: http://{id}.example/
licence: made up
purpose: tests
kind: directory
cadence: weekly
areas: {{suburbs: [Rosanna VIC, Heidelberg VIC, Ivanhoe VIC]}}
directory:
  start: "http://{id}.example/{{suburb_slug}}"
  card: .card
  fields: {{name: h1}}
"""
SITES = """\
id: sites
title: Own web sites
publisher: each provider
url: http://rosanna.example/
licence: made up
purpose: tests
kind: sites
"""
STRANGE = "<h2>Our services</h2><ul><li>Bamboo fusion</li><li>Remedial massage</li></ul>"
AREAS = ("Rosanna VIC 3084", "Heidelberg VIC 3084", "Ivanhoe VIC 3079")


@dataclass(frozen=True)
class Stocked:
    """A home and the folder of its sources."""

    home: Home
    sources: Path

    @classmethod
    def at(cls, root: Path) -> "Stocked":
        return cls(Home.from_environment({"ROSANNA_HOME": str(root / "home")}), root / "sources")

    def copy(self, root: Path) -> "Stocked":
        shutil.copytree(self.home.root.parent, root, dirs_exist_ok=True)
        return Stocked.at(root)


def stock(root: Path) -> Stocked:
    """Fill a new home."""
    made = Stocked.at(root)
    made.sources.mkdir(parents=True)
    for name, title in (("backs", "Backs of Melbourne"), ("hands", "Hands and Houses")):
        (made.sources / f"{name}.yaml").write_text(DIRECTORY.format(id=name, title=title))
    (made.sources / "sites.yaml").write_text(SITES)
    shelf = Shelf(made.home.root)
    shelf.day = NOW - timedelta(days=3)
    shelf.site("backroom.example", home=BACKROOM.replace("<h2>Fees", f"{STRANGE}<h2>Fees"))
    shelf.site("madeup-osteo.example", home=OSTEO.replace("<h2>Services", f"{STRANGE}<h2>Services"))
    _listings(shelf)
    _runs(shelf.store)
    shelf.store.close()
    build(made.home, now=NOW)
    _requests(made.home)
    _ledger(made.home)
    return made


def _listings(shelf: Shelf) -> None:
    place = {"suburb": "Ivanhoe", "state": "VIC", "postcode": "3079", "services": ["Remedial massage"]}
    quiet = {"name": "Ivanhoe Quiet Hands", **place}
    shelf.listing("backs", "12", phones=["0491 570 157"], street="1 Fancied Street", **quiet)
    shelf.listing("hands", "77", name="Ivanhoe Quiet Hand", suburb="Ivanhoe", phones=["03 7010 0044"],
                  services=["Remedial massage"])  # fmt: skip
    shelf.listing("backs", "13", name="Ember Room", phones=["0491 570 159"], **place,
                  description="Tantric massage for the adventurous.")  # fmt: skip
    shelf.next_day()
    shelf.listing("backs", "12", phones=["0491 570 157"], street="4 Fancied Street", **quiet)


def _runs(store: Store) -> None:
    for source, good in (("backs", True), ("hands", True), ("hands", False)):
        run, _ = store.begin_run(source, "3 x made-up")
        found = [Listing(source=source, source_id=f"new-{number}", url=f"http://{source}.example/{number}",
                         fields={"name": f"Made-up Massage {number}", "suburb": "Rosanna"})
                 for number in range(4 if good else 1)]  # fmt: skip
        store.stage(run.id, [], found)
        outcomes = {"kept": 5} if good else {"kept": 3, "empty": 3, "robots": 1}
        manifest = {
            "measures": {"listings": len(found), "fill": {"name": 1.0, "suburb": 0.5}, "unique_phones": None},
            "seconds": 12.0, "pages": 5, "bytes": 40_000, "outcomes": outcomes, "bad_fields": {},
            "examples": [] if good else [
                {"outcome": "empty", "url": "http://hands.example/rosanna", "detail": "no card"}],
            "verdict": "good" if good else "failed",
            "reasons": [] if good else [{"kind": "unfilled", "words": "name: 0% of the listings have one"}],
            "against": None, "resumed": False,
        }  # fmt: skip
        counts = {"pages": 5, "listings": len(found), **outcomes}
        store.close_run(Closing(run=run, stored_as=source, good=good, counts=counts, manifest=manifest))


def _requests(home: Home) -> None:
    with SearchService(home) as service, Store(home.database_url) as store:
        by_name = {one.name: one.id for one in service.providers()}
        backroom, osteo = by_name["Backroom Remedial Massage"], by_name["Made-up Osteopathy Heidelberg"]
        inbox.receive(store, "wrong", (osteo, "Made-up Osteopathy Heidelberg"), "Closed on <b>Fridays</b>.")
        inbox.receive(store, "remove", (backroom, "Backroom Remedial Massage"), "Please.", "a@mail.example")


def _ledger(home: Home) -> None:
    with Ledger(home.database_url, lambda: NOW) as ledger:
        users = Users(ledger.engine, ledger.clock)
        users.add("mira", PASSWORD, "operator")
        users.add("nor", PASSWORD, "viewer")
        with ledger.engine.begin() as connection:
            rows = [
                {"source": source, "area": area, "run_id": 1, "checked_at": NOW - timedelta(days=number),
                 "good_at": NOW - timedelta(days=number * 6), "failures": int(source == "hands" and not number),
                 "listings": number}
                for source in ("backs", "hands")
                for number, area in enumerate(AREAS)
            ]  # fmt: skip
            connection.execute(insert(CoverageRow), rows)
            add_job(connection, kind="crawl", source="backs", areas=AREAS, by="schedule", due_at=NOW)
            running = add_job(connection, kind="crawl", source="sites", areas=["http://a.example/"], by="mira",
                              due_at=NOW, state="running", started_at=NOW, heartbeat_at=NOW, run_id=1)  # fmt: skip
            add_job(connection, kind="index", source="", areas=[], by="schedule", due_at=NOW, state="failed",
                    finished_at=NOW - timedelta(hours=1), trouble="out of memory")  # fmt: skip
            progress = {"run_id": running.run_id, "began_at": NOW - timedelta(minutes=2), "at": NOW, "pages": 60,
                        "listings": 12, "received": 900_000, "queued": 7,
                        "outcomes": {"kept": 58, "timeout": 2}}  # fmt: skip
            connection.execute(insert(ProgressRow), [progress])
            worker = {"name": "made-up-host:1", "slots": 2, "started_at": NOW, "heartbeat_at": NOW}
            connection.execute(insert(WorkerRow), [worker])
