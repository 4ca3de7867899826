"""The crawl of one job: its areas one after the other, each a run of its own; or its sites side by side."""

from collections.abc import Callable
from datetime import datetime

from crawler.home import Home, HomeError
from crawler.run import Order, crawl
from crawler.runs.report import failure_of
from crawler.runs.scope import CrawlError
from crawler.spiders.base import Job as CrawlJob
from crawler.store import StoreError
from data.source import Source
from operations.job import Job, State
from operations.ledger import Ledger
from operations.limits import SICK_AFTER, TURN_TIME

Tell = Callable[..., None]
"""Called with what changed about the job."""


class Turn:
    """Watches a crawl, run by run, and says whether to go on."""

    def __init__(self, job: Job, tell: Tell, clock: Callable[[], datetime]) -> None:
        self._job, self._tell, self._clock = job, tell, clock
        self._ends_at = clock() + TURN_TIME
        self._failed_in_a_row = 0
        self.failures: list[str] = []
        self.left: str | None = None
        """Why areas were left."""
        self.done = 0

    def begun(self, run: CrawlJob) -> None:
        """Tell which area is worked on, in which run."""
        area = str(run.suburbs[0]) if len(run.suburbs) == 1 else None
        self._tell(area=area, run_id=run.run.id)

    def ended(self, run: CrawlJob) -> bool:
        """Count it; whether to go on with the next area."""
        failure = failure_of(run)
        if run.verdict is not None:
            self.done += 1
            self._failed_in_a_row = 0 if failure is None else self._failed_in_a_row + 1
        if failure is not None:
            self.failures.append(failure)
        self._tell(done=self.done)
        if self._failed_in_a_row >= SICK_AFTER:
            self.left = f"{SICK_AFTER} areas failed in a row; the others are left for later"
        elif self._clock() >= self._ends_at:
            self.left = "its time was up; what is left is due"
        return self.left is None


def crawl_job(home: Home, ledger: Ledger, job: Job, source: Source, tell: Tell) -> tuple[State, str | None]:
    """Crawl what a job names; returns how it ended, and what went wrong."""
    turn = Turn(job, tell, ledger.clock)
    sites = source.kind == "sites"
    order = Order(
        [source],
        suburbs=() if sites else job.areas,
        sites=job.areas if sites and job.areas else None,
        apart=True,
    )
    try:
        runs = crawl(home, order, turn, ledger.clock)
    except (CrawlError, HomeError, StoreError) as error:
        return "failed", str(error)
    broken = next((run.trouble for run in runs if run.trouble is not None), None)
    if broken is not None:
        return "failed", broken
    words = [turn.failures[0]] if turn.failures else []
    if len(turn.failures) > 1:
        words.append(f"and {len(turn.failures) - 1} more")
    if turn.left is not None:
        words.append(turn.left)
    elif turn.done < max(1, len(job.areas)) and not sites:
        words = ["broken off; what is left is due"]
    good = turn.done > len(turn.failures)
    return ("done" if good or not turn.failures else "failed"), "; ".join(words) or None
