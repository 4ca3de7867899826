"""Held listings: what screening keeps from being listed, with the words that decided, to be ruled on."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from crawler.kept.decisions import Decisions
from indexer.deciding.screening import rule, screened
from indexer.errors import IndexProblem
from indexer.screening.signs import signs
from operations.accounts.audit import Entry
from operations.job import OperationsError
from search_web.desk.actions import Done, Undo, action, undoing
from search_web.desk.gate import desk, installation, session

HELD_SHOWN = 50
RULINGS_SHOWN = 30
REASON_MOST = 200
SAID = {"include": "listed", "exclude": "left out", "": "left to the rules"}


@desk.get("/screening")
def screening() -> ResponseReturnValue:
    """Who is held, why, and what was ruled lately."""
    rooms = installation()
    try:
        held = list(screened(rooms.store, rooms.home, ("hold",)))
    except IndexProblem:
        held = []
    decisions = Decisions(rooms.store, rooms.home)
    ruled = {key for one in decisions.standing("screening") for key in one.about["listings"]}
    waiting = [one for one in held if ruled.isdisjoint(each.key for each in one.cluster.listings)]
    return render_template(
        "desk/screening.html",
        held=waiting[:HELD_SHOWN],
        count=len(waiting),
        meanings=signs().reasons,
        rulings=list(reversed(decisions.standing("screening")))[:RULINGS_SHOWN],
        said=SAID,
        reason_most=REASON_MOST,
    )


@action("/screening/rule", "screening.rule")
def rule_on() -> Done:
    """List somebody, leave them out, or let the rules decide again."""
    rooms, form = installation(), request.form
    who, outcome = form.get("who", ""), form.get("outcome", "-")
    if outcome not in SAID:
        raise OperationsError("say whether it is listed or left out")
    reason = form.get("reason", "").strip()[:REASON_MOST] or f"decided at the desk by {session().user}"
    done = rule(rooms.store, rooms.home, who, outcome, reason)
    before = {"ruling": done.ended[-1].about["outcome"] if done.ended else ""}
    after = {"provider": done.cluster.id, "ruling": outcome}
    return Done(f"{done.cluster.id} is {SAID[outcome]}", url_for("desk.screening"), before, after)


@undoing("screening.rule")
def _undo(entry: Entry) -> Undo | None:
    provider, before = (entry.after or {}).get("provider"), (entry.before or {}).get("ruling", "")
    return Undo("desk.rule_on", {}, {"who": provider, "outcome": before}) if provider else None
