"""An installation that is well, made once and copied: a store, an archive, a real index, a source."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from crawler.home import Home
from crawler.kept.closing import Closing
from crawler.records import Listing
from crawler.store import Store
from indexer.build import build

SOURCE = """\
id: {id}
title: Made up
publisher: made up
url: http://{id}.example/
licence: made up
purpose: tests
kind: sites
enabled: true
cadence: daily
sites: {{from_listings: false, seeds: seeds.txt}}
"""


@dataclass(frozen=True)
class Installed:
    """A home, and the settings that go with it."""

    home: Home
    sources: Path

    @property
    def environ(self) -> dict[str, str]:
        return {"ROSANNA_HOME": str(self.home.root), "ROSANNA_SOURCES": str(self.sources)}

    def copied(self, to: Path) -> "Installed":
        shutil.copytree(self.home.root, to / "home")
        shutil.copytree(self.sources, to / "sources")
        return installed_at(to)

    def run(self, source: str = "made-up", *, good: bool = True) -> None:
        """Have a run of a source end, well or badly."""
        with Store(self.home.database_url) as store:
            run, _ = store.begin_run(source, "everything")
            one = Listing(
                source=source, source_id="1", url="https://one.example/", last_seen=datetime.now(UTC),
                fields={"name": "Made-up Massage", "suburb": "Rosanna", "state": "VIC", "postcode": "3084",
                        "services": ["Remedial massage"], "phones": ["03 7010 0001"]},
            )  # fmt: skip
            store.stage(run.id, [], [one] if good else [])
            outcomes = {"kept": 1} if good else {"refused": 9}
            reasons = [] if good else [{"kind": "nothing", "words": "no listing could be read"}]
            store.close_run(
                Closing(run=run, stored_as=source, good=good, counts={"pages": 1, "listings": 1},
                        manifest={"outcomes": outcomes, "reasons": reasons}, cadence="daily", whole=True, covered=None)
            )  # fmt: skip

    def sql(self, statement: str, *values: object) -> None:
        """Change the store behind everybody's back."""
        with closing(sqlite3.connect(self.home.root / "rosanna.db")) as connection, connection:
            connection.execute(statement, values)


def installed_at(root: Path) -> Installed:
    return Installed(Home.from_environment({"ROSANNA_HOME": str(root / "home")}), root / "sources")


def make_installed(root: Path) -> Installed:
    made = installed_at(root)
    made.sources.mkdir()
    (made.sources / "made-up.yaml").write_text(SOURCE.format(id="made-up"))
    (made.sources / "seeds.txt").write_text("http://one.example/\n")
    made.run()
    build(made.home)
    return made
