"""A worker whose clock is ahead of the machine's by what a file says: `python -m tests.operations.ahead`."""

import logging
import sys
from datetime import datetime, timedelta
from pathlib import Path

from crawler.home import Home
from crawler.kept.opening import utc_now
from operations.worker import WorkerProcess

TICK_SECONDS = 0.5


class ClockAhead:
    """Goes at the pace of the machine's clock, and jumps when the file is written."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __call__(self) -> datetime:
        return utc_now() + timedelta(seconds=self.ahead)

    @property
    def ahead(self) -> float:
        return float(self.file.read_text()) if self.file.exists() else 0.0

    def jump(self, by: timedelta) -> None:
        aside = self.file.with_suffix(".new")
        aside.write_text(str(self.ahead + by.total_seconds()))
        aside.replace(self.file)


if __name__ == "__main__":
    sources, clock, slots = sys.argv[1:]
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    for chatty in ("huey", "alembic"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    WorkerProcess(
        Home.from_environment(),
        Path(sources),
        int(slots),
        clock=ClockAhead(Path(clock)),
        tick_seconds=TICK_SECONDS,
    ).run()
