"""Corrections: facts that a person says, until the sources say the same."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from crawler.kept.decisions import Decisions
from indexer.building.correcting import FIELDS, TERMS
from indexer.deciding.correcting import correct, take_back
from operations.accounts.audit import Entry
from operations.looking.attention import refresh_index
from search_web.desk.actions import Done, Undo, action, undoing
from search_web.desk.gate import desk, installation, session

VALUE_MOST, REASON_MOST = 500, 200
ENDED_SHOWN = 50


@desk.get("/corrections")
def corrections() -> ResponseReturnValue:
    """The corrections in force, and those that ended."""
    rooms = installation()
    every = list(reversed(Decisions(rooms.store, rooms.home).every("correction")))
    return render_template(
        "desk/corrections.html",
        standing=[one for one in every if one.lifted_at is None],
        ended=[one for one in every if one.lifted_at is not None][:ENDED_SHOWN],
        fields=(*FIELDS, *(f"{kind}:" for kind in TERMS)),
        provider=request.args.get("provider", "")[:40],
        value_most=VALUE_MOST,
        reason_most=REASON_MOST,
    )


@action("/corrections/add", "corrections.add")
def add_correction() -> Done:
    """Correct one field of a provider. The log names it, not its values: somebody may want them forgotten."""
    rooms, form = installation(), request.form
    provider_id, field = form.get("provider", "").strip()[:40], form.get("field", "").strip()[:80]
    value, reason = form.get("value", "")[:VALUE_MOST], form.get("reason", "")[:REASON_MOST]
    made = correct(rooms.store, rooms.home, provider_id, field, value, reason)
    said = refresh_index(rooms, session().user)
    after = {"correction": made.decision.id, "field": field}
    return Done(f"corrected {field} of {made.provider_id}: {said}", url_for("desk.corrections"), None, after)


@action("/corrections/<correction_id>/lift", "corrections.lift")
def lift_correction(correction_id: str) -> Done:
    """Let the sources' word stand again."""
    rooms = installation()
    take_back(rooms.store, rooms.home, correction_id, "taken back at the desk")
    said = refresh_index(rooms, session().user)
    before, after = ({"correction": correction_id, "stands": stands} for stands in (True, False))
    return Done(f"took {correction_id} back: {said}", url_for("desk.corrections"), before, after)


@undoing("corrections.add")
def _undo(entry: Entry) -> Undo | None:
    made = (entry.after or {}).get("correction")
    return Undo("desk.lift_correction", {"correction_id": made}, {}) if made else None
