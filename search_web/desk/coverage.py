"""Coverage: which suburb was checked when, by what, and what was found there."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from operations.looking.coverage import checked
from search_web.desk.charts import map_of
from search_web.desk.gate import desk, installation

ROWS_MOST = 400
"""Suburbs listed below the map; a source's own page has its areas."""


@desk.get("/coverage")
def coverage() -> ResponseReturnValue:
    """The map, and the same as a table."""
    rooms = installation()
    source = request.args.get("source") or None
    every = rooms.ledger.coverage()
    places = checked(rooms, source)
    listed = sorted(places, key=lambda one: (not one.failed, not one.stale, str(one.place)))
    return render_template(
        "desk/coverage.html",
        map=map_of(places),
        places=listed[:ROWS_MOST],
        count=len(places),
        failed=sum(one.failed for one in places),
        stale=sum(one.stale and not one.failed for one in places),
        source=source,
        sources=sorted({one.source for one in every}),
    )
