"""Runs: live and past, and one run with what became of its requests and what it found."""

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from crawler.records import Listing, Run
from crawler.runs.report import CHANGES
from crawler.runs.tally import FINE, OUTCOMES
from operations.installation import Installation
from operations.looking.changes import recent
from search_web.desk.actions import Done, action
from search_web.desk.gate import desk, installation, session
from search_web.desk.live import now_running
from search_web.problems import RequestError

A_PAGE = 40
SAMPLES = 12
CHANGES_SHOWN = 30


@desk.get("/runs")
def runs() -> ResponseReturnValue:
    """What runs, and what ran."""
    rooms = installation()
    source, before = request.args.get("source") or None, request.args.get("before", type=int)
    found = list(rooms.store.runs(source, limit=A_PAGE + 1, before=before))
    return render_template(
        "desk/runs.html",
        live=now_running(rooms),
        runs=found[:A_PAGE],
        source=source,
        older=found[A_PAGE - 1].id if len(found) > A_PAGE else None,
        before=before,
    )


@desk.get("/runs/<int:run_id>")
def run(run_id: int) -> ResponseReturnValue:
    """One run: its verdict, what became of its requests, samples of what it found."""
    rooms = installation()
    found = rooms.store.run(run_id)
    if found is None:
        raise RequestError(404, "not_found", f"there is no run {run_id}")
    manifest: Mapping[str, Any] = found.manifest or {}
    return render_template(
        "desk/run.html",
        run=found,
        manifest=manifest,
        outcomes=_outcomes(rooms, found),
        samples=_samples(rooms, found),
        changes=recent(rooms, CHANGES_SHOWN, run_id=run_id),
        counted=[(CHANGES[kind], count) for kind, count in manifest.get("changes", {}).items() if count],
        progress=rooms.ledger.progress(run_id),
        outcome_words=OUTCOMES,
        jobs=[job for job in rooms.ledger.jobs(source=found.source, limit=200) if job.run_id == run_id],
    )


@action("/jobs/<int:job_id>/stop", "runs.stop")
def stop_job(job_id: int) -> Done:
    """End a job in good order."""
    rooms = installation()
    before = rooms.ledger.job(job_id)
    after = rooms.ledger.stop(job_id, session().user)
    return Done(
        f"stopping {before.title} (job {job_id})",
        url_for("desk.runs"),
        {"state": before.state},
        {"state": after.state, "stop_by": after.stop_by},
    )


def _outcomes(rooms: Installation, run: Run) -> Sequence[tuple[str, int, bool]]:
    """What became of its requests: in words, how many, whether it is fine; errors first."""
    counted = (run.manifest or {}).get("outcomes")
    if counted is None:
        progress = rooms.ledger.progress(run.id)
        counted = progress.outcomes if progress else {}
    told = [(OUTCOMES.get(kind, kind), int(count), kind in FINE) for kind, count in counted.items() if count]
    return sorted(told, key=lambda one: (one[2], -one[1]))


def _samples(rooms: Installation, run: Run) -> Sequence[Listing]:
    """Some of what it found: what waits aside of a run that was not good, else what is in service."""
    aside = list(islice(rooms.store.staged(run.id), SAMPLES))
    return aside or list(islice(rooms.store.listed_by(run.id), SAMPLES))
