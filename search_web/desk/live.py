"""What runs at this moment: part of two pages, and by itself for the script that keeps them fresh."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from crawler.records import Run
from crawler.runs.tally import FINE, OUTCOMES
from operations.installation import Installation
from operations.job import Job, Progress, Worker
from search_web.desk.gate import desk, installation

ENDED_SHOWN = 5
"""Jobs that ended lately stay in sight: whoever watches one sees how it ended."""


@dataclass(frozen=True, slots=True)
class Running:
    """A job, its run as far as it has one, and how that goes."""

    job: Job
    progress: Progress | None
    run: Run | None = None

    @property
    def errors(self) -> Mapping[str, int]:
        """What went wrong, in words, the most frequent first."""
        outcomes = self.progress.outcomes if self.progress else {}
        broken = ((kind, count) for kind, count in outcomes.items() if kind not in FINE and count)
        return {OUTCOMES.get(kind, kind): count for kind, count in sorted(broken, key=lambda one: -one[1])}


@dataclass(frozen=True, slots=True)
class Live:
    """What runs, waits, and ended lately; and who works."""

    running: Sequence[Running]
    waiting: Sequence[Job]
    ended: Sequence[Running]
    workers: Sequence[Worker]


def now_running(rooms: Installation) -> Live:
    """What runs at this moment."""
    ledger, now = rooms.ledger, rooms.clock()
    ended = ledger.jobs(("done", "failed", "lost"), limit=ENDED_SHOWN)
    return Live(
        running=[_running(rooms, job) for job in ledger.jobs("running")],
        waiting=ledger.jobs("waiting"),
        ended=[_running(rooms, job) for job in ended],
        workers=[one for one in ledger.workers() if one.is_up(now)],
    )


def _running(rooms: Installation, job: Job) -> Running:
    if job.run_id is None:
        return Running(job, None)
    return Running(job, rooms.ledger.progress(job.run_id), rooms.store.run(job.run_id))


@desk.get("/live")
def live() -> ResponseReturnValue:
    """The part of a page that changes while one looks; 304 while it has not."""
    response = Response(render_template("desk/live.html", live=now_running(installation())))
    response.set_etag(blake2b(response.get_data(), digest_size=10).hexdigest())
    return response.make_conditional(request)
