"""Unsure merges: are two listings of one provider? Side by side, with what speaks for and against."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from indexer.deciding.merges import judge, take_back
from indexer.identity.judging import DIFFERENT, SAME
from operations.accounts.audit import Entry
from operations.job import OperationsError
from operations.looking.pairs import judged, side_by_side, waiting
from search_web.desk.actions import Done, Undo, action, undoing
from search_web.desk.gate import desk, installation, session

A_PAGE = 10
JUDGED_SHOWN = 20
NOTE_MOST = 200
SAID = {SAME: "one provider", DIFFERENT: "two providers"}


@desk.get("/merges")
def merges() -> ResponseReturnValue:
    """The pairs that wait, the likeliest first, and what was decided lately."""
    rooms = installation()
    start = max(0, request.args.get("start", 0, type=int))
    count = len(waiting(rooms))
    return render_template(
        "desk/merges.html",
        pairs=side_by_side(rooms, start, A_PAGE),
        count=count,
        start=start,
        more=start + A_PAGE if start + A_PAGE < count else None,
        judged=judged(rooms, JUDGED_SHOWN),
        said=SAID,
    )


@action("/merges/judge", "merges.judge")
def judge_pair() -> Done:
    """Decide about two listings."""
    store, form = installation().store, request.form
    verdict, first, second = (form.get(name, "") for name in ("verdict", "first", "second"))
    if verdict not in SAID:
        raise OperationsError("say whether they are one provider or two")
    if missing := next((key for key in (first, second) if store.listing(key) is None), None):
        raise OperationsError(f"there is no listing {missing[:120]} any more")
    made = judge(store, verdict, first, second, session().user, form.get("note", "").strip()[:NOTE_MOST])
    after = {"judgement": made.id, "verdict": verdict}
    return Done(
        f"{first} and {second} are {SAID[verdict]}", url_for("desk.merges"), {"verdict": "unsure"}, after
    )


@action("/merges/<int:number>/undo", "merges.undo")
def undo_judgement(number: int) -> Done:
    """Take a judgement back."""
    made = take_back(installation().store, number, session().user)
    about = f"{made.first} and {made.second} are undecided again"
    return Done(
        about, url_for("desk.merges"), {"judgement": number}, {"judgement": made.id, "verdict": "unsure"}
    )


@undoing("merges.judge")
def _undo(entry: Entry) -> Undo | None:
    number = (entry.after or {}).get("judgement")
    return Undo("desk.undo_judgement", {"number": number}, {}) if number else None
