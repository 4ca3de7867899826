"""The first page: what needs somebody now, what runs, how everything stands."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from operations.looking.attention import Need, index_state, needs, refresh_index
from operations.looking.health import healths
from search_web.desk.actions import Done, action
from search_web.desk.gate import desk, installation, session
from search_web.desk.live import now_running

RUNS_SHOWN = 6
PAGES = {
    "removal": "desk.requests", "request": "desk.requests", "source": "desk.source", "file": "desk.sources",
    "worker": "desk.runs", "job": "desk.runs", "held": "desk.screening", "merge": "desk.merges",
}  # fmt: skip
"""Where each kind of need is seen to."""
KINDS = {
    "removal": "Wants to leave", "request": "A visitor asks", "source": "Source fails", "file": "Source file",
    "worker": "Worker", "job": "Job", "index": "Index", "held": "Screening", "merge": "Who is who",
}  # fmt: skip


@desk.get("/")
def overview() -> ResponseReturnValue:
    """What needs somebody now."""
    rooms = installation()
    found, troubles = healths(rooms)
    index = index_state(rooms)
    return render_template(
        "desk/overview.html",
        needs=[(one, KINDS[one.kind], _page_of(one)) for one in needs(rooms, found, troubles, index)],
        healths=found,
        index=index,
        live=now_running(rooms),
        runs=list(rooms.store.runs(limit=RUNS_SHOWN)),
    )


@action("/index/refresh", "index.refresh")
def ask_index() -> Done:
    """Have the index refreshed."""
    said = refresh_index(installation(), session().user)
    return Done(f"asked for an index refresh: {said}", url_for("desk.overview"))


def _page_of(one: Need) -> str | None:
    if one.kind not in PAGES:
        return None
    if one.kind == "source":
        return url_for("desk.source", source_id=one.about)
    return url_for(PAGES[one.kind])
