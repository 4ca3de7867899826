"""The log: who did what, when, and how it was before."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from search_web.desk.actions import ACTIONS, undo_of
from search_web.desk.gate import desk, installation

A_PAGE = 60
BESIDE = ("sessions", "users")
"""Areas of the log that are no actions of the desk's pages."""


@desk.get("/log")
def log() -> ResponseReturnValue:
    """What everybody did, the newest first."""
    audit = installation().audit
    by, area = request.args.get("by") or None, request.args.get("area") or None
    before = request.args.get("before", type=int)
    found = audit.entries(A_PAGE + 1, before, by, area)
    return render_template(
        "desk/log.html",
        entries=[(one, undo_of(one)) for one in found[:A_PAGE]],
        older=found[A_PAGE - 1].id if len(found) > A_PAGE else None,
        by=by,
        area=area,
        before=before,
        areas=sorted({*BESIDE, *(name.partition(".")[0] for name in ACTIONS.values())}),
    )
