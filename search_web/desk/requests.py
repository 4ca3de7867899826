"""What visitors ask: removals first. A removal asks for no reason and no proof."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from crawler.kept import inbox
from indexer.deciding.suppressing import key_of, leave_out, let_return
from operations.accounts.audit import Entry
from operations.job import OperationsError
from operations.looking.attention import refresh_index
from search_web.desk.actions import Done, Undo, action, undoing
from search_web.desk.gate import desk, installation, session

DONE_SHOWN = 20
NOTE_MOST = 200


@desk.get("/requests")
def requests() -> ResponseReturnValue:
    """What waits, and what was done lately."""
    every = list(inbox.every(installation().store))
    waiting = [one for one in every if one.done_at is None]
    done = sorted((one for one in every if one.done_at), key=lambda one: str(one.done_at), reverse=True)
    return render_template(
        "desk/requests.html",
        waiting=sorted(waiting, key=lambda one: one.kind != "remove"),
        done_lately=done[:DONE_SHOWN],
        said=inbox.SAID,
        note_most=NOTE_MOST,
    )


@action("/requests/<request_id>/honour", "requests.honour")
def honour_removal(request_id: str) -> Done:
    """Leave out whom a removal is about, and mark it as done."""
    rooms = installation()
    one = inbox.find(rooms.store, request_id)
    if one.kind != "remove" or one.done_at is not None:
        raise OperationsError(f"request {request_id} is no removal that waits")
    key = key_of({"provider": one.provider_id}, rooms.home)
    left = leave_out(rooms.store, rooms.home, key, "asked to be left out")
    inbox.done(rooms.store, request_id, f"left out by {left.decision.id}")
    said = refresh_index(rooms, session().user)
    ids = ", ".join(id_ for id_, _ in left.providers) or one.provider_id
    after = {"request": request_id, "suppression": left.decision.id, "listings": left.listings}
    return Done(
        f"left out {ids}: {said}", url_for("desk.requests"), {"request": request_id, "state": "waits"}, after
    )


@action("/requests/<request_id>/done", "requests.done")
def finish_request(request_id: str) -> Done:
    """Mark a request as answered; what its writer said is forgotten."""
    store = installation().store
    if inbox.find(store, request_id).done_at is not None:
        raise OperationsError(f"request {request_id} is done already")
    inbox.done(store, request_id, request.form.get("note", "").strip()[:NOTE_MOST])
    before, after = ({"request": request_id, "state": state} for state in ("waits", "done"))
    return Done(f"answered request {request_id}", url_for("desk.requests"), before, after)


@action("/requests/<request_id>/reopen", "requests.reopen")
def reopen_request(request_id: str) -> Done:
    """Take back that a request is done, and the suppression that it led to."""
    rooms = installation()
    if inbox.find(rooms.store, request_id).done_at is None:
        raise OperationsError(f"request {request_id} waits already")
    suppression = request.form.get("suppression", "")
    said = ""
    if suppression:
        let_return(rooms.store, rooms.home, suppression, "taken back at the desk")
        said = "; their listings come back with the next crawl"
    inbox.reopen(rooms.store, request_id)
    before, after = ({"request": request_id, "state": state} for state in ("done", "waits"))
    return Done(f"request {request_id} waits again{said}", url_for("desk.requests"), before, after)


@undoing("requests.honour")
@undoing("requests.done")
def _undo(entry: Entry) -> Undo | None:
    after = entry.after or {}
    if not after.get("request"):
        return None
    return Undo(
        "desk.reopen_request", {"request_id": after["request"]}, {"suppression": after.get("suppression", "")}
    )
