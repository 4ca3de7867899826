"""Coverage: which suburb was checked when, by what, and what was found there."""

from collections import Counter

from flask import render_template, request
from flask.typing import ResponseReturnValue

from operations.looking.coverage import checked
from search_web.desk.charts import map_of
from search_web.desk.gate import desk, installation

ALL = "all"
ROWS_MOST = 400
"""Suburbs listed below the map; a source's own page has its areas."""


@desk.get("/coverage")
def coverage() -> ResponseReturnValue:
    """The map, and the same as a table."""
    rooms = installation()
    source = request.args.get("source") or None
    every = rooms.ledger.coverage()
    everywhere = checked(rooms, source)
    states = Counter(one.place.state for one in everywhere)
    asked = request.args.get("state", "")
    # Of a whole country one would see the cities as dots on one another: the state with most is shown first.
    state = asked if asked in {*states, ALL} else next((name for name, _ in states.most_common(1)), "")
    places = [one for one in everywhere if state in {one.place.state, ALL}]
    listed = sorted(places, key=lambda one: (not one.failed, not one.stale, str(one.place)))
    return render_template(
        "desk/coverage.html",
        map=map_of(places),
        places=listed[:ROWS_MOST],
        count=len(places),
        failed=sum(one.failed for one in places),
        stale=sum(one.stale and not one.failed for one in places),
        source=source,
        state=state,
        states=dict(sorted(states.items())),
        all=ALL,
        sources=sorted({one.source for one in every}),
    )
