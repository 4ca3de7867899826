"""Suppressions: who is left out, for good, because they asked."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from crawler.kept.decisions import Decisions
from indexer.deciding.suppressing import goes_by, key_of, leave_out, let_return
from operations.accounts.audit import Entry
from operations.looking.attention import refresh_index
from search_web.desk.actions import Done, Undo, action, undoing
from search_web.desk.gate import desk, installation, session

WAYS = {
    "website": "Web site", "phone": "Phone", "email": "E-mail", "provider": "Provider’s id",
    "listing": "Listing (source/id)",
}  # fmt: skip
"""Ways of naming somebody that are one value."""
REASON_MOST = 200
SHOWN = 200


@desk.get("/suppressions")
def suppressions() -> ResponseReturnValue:
    """Who is left out."""
    rooms = installation()
    every = list(reversed(Decisions(rooms.store, rooms.home).every("suppression")))
    return render_template(
        "desk/suppressions.html",
        standing=[one for one in every if one.lifted_at is None][:SHOWN],
        lifted=[one for one in every if one.lifted_at is not None][:SHOWN],
        goes_by=goes_by,
        ways=WAYS,
        reason_most=REASON_MOST,
    )


@action("/suppressions/add", "suppressions.add")
def add_suppression() -> Done:
    """Leave somebody out."""
    rooms, form = installation(), request.form
    way, value = form.get("way", ""), form.get("value", "")[:300]
    by = {way: value} if way in WAYS else {}
    reason = form.get("reason", "").strip()[:REASON_MOST] or "asked to be left out"
    left = leave_out(rooms.store, rooms.home, key_of(by, rooms.home), reason)
    said = refresh_index(rooms, session().user)
    count = len(left.providers)
    about = f"left out by {goes_by(left.decision)}: {count} provider{'s' * (count != 1)}; {said}"
    after = {"suppression": left.decision.id, "providers": [id_ for id_, _ in left.providers]}
    return Done(about, url_for("desk.suppressions"), None, after)


@action("/suppressions/<suppression_id>/lift", "suppressions.lift")
def lift_suppression(suppression_id: str) -> Done:
    """Let somebody return."""
    rooms = installation()
    let_return(rooms.store, rooms.home, suppression_id, "taken back at the desk")
    about = f"lifted {suppression_id}: their listings come back with the next crawl"
    before, after = ({"suppression": suppression_id, "stands": stands} for stands in (True, False))
    return Done(about, url_for("desk.suppressions"), before, after)


@undoing("suppressions.add")
def _undo(entry: Entry) -> Undo | None:
    made = (entry.after or {}).get("suppression")
    return Undo("desk.lift_suppression", {"suppression_id": made}, {}, "Lift it") if made else None
