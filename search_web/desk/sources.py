"""Sources: how each does, and starting, pausing, resuming it."""

from collections.abc import Mapping
from datetime import timedelta

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from crawler.runs.scope import areas_of
from data.source import Source
from operations.accounts.audit import Entry
from operations.job import OperationsError, Pause
from operations.looking.changes import recent
from operations.looking.health import Health, healths
from search_web.desk.actions import Done, Undo, action, undoing
from search_web.desk.charts import bars
from search_web.desk.gate import desk, installation, session
from search_web.problems import RequestError

RUNS_SHOWN = 12
CHANGES_SHOWN = 12
AREAS_SHOWN = 60
PAUSES = {"": "until I resume it", "24": "for a day", "168": "for a week", "720": "for 30 days"}
"""Hours for which a source can be paused, in words."""
REASON_MOST, AREAS_MOST = 200, 4000


@desk.get("/sources")
def sources() -> ResponseReturnValue:
    """Every source, those in need first."""
    found, troubles = healths(installation())
    charts = {one.id: bars(one.yields) for one in found}
    return render_template("desk/sources.html", healths=found, troubles=troubles, charts=charts)


@desk.get("/sources/<source_id>")
def source(source_id: str) -> ResponseReturnValue:
    """One source: what ails it, what it yields, what it is asked about."""
    rooms = installation()
    one = _health(source_id)
    return render_template(
        "desk/source.html",
        one=one,
        chart=bars(one.yields),
        runs=list(rooms.store.runs(source_id, limit=RUNS_SHOWN)),
        changes=recent(rooms, CHANGES_SHOWN, source=one.plan.source.stored_as if one.plan else source_id),
        coverage=rooms.ledger.coverage(source_id)[:AREAS_SHOWN],
        pause=rooms.ledger.pauses().get(source_id),
        pauses=PAUSES,
        reason_most=REASON_MOST,
    )


@action("/sources/<source_id>/pause", "sources.pause")
def pause_source(source_id: str) -> Done:
    """Leave a source alone."""
    rooms = installation()
    one = _health(source_id)
    hours = request.form.get("hours", "")
    until = rooms.clock() + timedelta(hours=int(hours)) if hours and hours in PAUSES else None
    before = rooms.ledger.pauses().get(source_id)
    reason = request.form.get("reason", "").strip()[:REASON_MOST]
    made = rooms.ledger.pause(source_id, session().user, reason, until)
    page = url_for("desk.source", source_id=source_id)
    return Done(f"paused {one.title}", page, _told(source_id, before), _told(source_id, made))


@action("/sources/<source_id>/resume", "sources.resume")
def resume_source(source_id: str) -> Done:
    """Go on with a source."""
    rooms = installation()
    one = _health(source_id)
    held = rooms.ledger.resume(source_id, session().user)
    page = url_for("desk.source", source_id=source_id)
    return Done(f"resumed {one.title}", page, _told(source_id, held), _told(source_id, None))


@action("/sources/<source_id>/run", "sources.run")
def run_source(source_id: str) -> Done:
    """Crawl a source, or some of its suburbs, now."""
    one = _health(source_id)
    if one.plan is None:
        raise OperationsError(f"{source_id} has no file any more: there is nothing to crawl by")
    areas = _areas(one.plan.source, request.form.get("areas", "")[:AREAS_MOST])
    made = installation().ledger.run_now(source_id, areas, session().user)
    page = url_for("desk.source", source_id=source_id)
    return Done(f"asked for {made.title}", page, None, {"job": made.id, "areas": list(areas)})


@undoing("sources.pause")
def _undo_pause(entry: Entry) -> Undo | None:
    source_id = (entry.after or {}).get("source")
    return Undo("desk.resume_source", {"source_id": source_id}, {}, "Resume") if source_id else None


@undoing("sources.resume")
def _undo_resume(entry: Entry) -> Undo | None:
    before: Mapping[str, str] = entry.before or {}
    if not before.get("source"):
        return None
    return Undo(
        "desk.pause_source", {"source_id": before["source"]}, {"reason": before.get("reason", "")}, "Pause"
    )


@undoing("sources.run")
def _undo_run(entry: Entry) -> Undo | None:
    job = (entry.after or {}).get("job")
    return Undo("desk.stop_job", {"job_id": job}, {}, "Stop") if job else None


def _health(source_id: str) -> Health:
    found, _ = healths(installation())
    one = next((one for one in found if one.id == source_id), None)
    if one is None:
        raise RequestError(404, "not_found", f"there is no source {source_id}")
    return one


def _areas(source: Source, text: str) -> list[str]:
    """Suburbs as a job names them; nothing for all of a source. Raises `CrawlError` for an unknown place."""
    named = [part.strip() for line in text.splitlines() for part in line.split(",") if part.strip()]
    return [str(one) for one in areas_of(source, named)] if named else []


def _told(source_id: str, pause: Pause | None) -> Mapping[str, str | None]:
    if pause is None:
        return {"source": source_id, "paused": "no"}
    until = pause.until.isoformat() if pause.until else None
    return {"source": source_id, "paused": "yes", "until": until, "reason": pause.reason}
