"""What changed among the listings, as a readable diff."""

from typing import cast

from flask import render_template, request
from flask.typing import ResponseReturnValue

from operations.looking.changes import KINDS, Kind, recent
from search_web.desk.gate import desk, installation

A_PAGE = 50


@desk.get("/changes")
def changes() -> ResponseReturnValue:
    """New, gone, moved, changed: the newest first."""
    rooms = installation()
    asked = request.args.get("kind", "")
    kind = cast("Kind", asked) if asked in KINDS else None
    source, before = request.args.get("source") or None, request.args.get("before", type=int)
    found = recent(rooms, A_PAGE + 1, before, source=source, kind=kind)
    return render_template(
        "desk/changes.html",
        changes=found[:A_PAGE],
        older=found[A_PAGE - 1].number if len(found) > A_PAGE else None,
        kinds=KINDS,
        kind=kind,
        source=source,
        before=before,
        sources=sorted(rooms.store.counts()),
    )
