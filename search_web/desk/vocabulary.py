"""Frequent words of service pages that no vocabulary knows: what the vocabularies may grow by."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from indexer.building import unknown
from indexer.errors import IndexProblem
from search_web.desk.gate import desk, installation

A_PAGE = 100


@desk.get("/words")
def words() -> ResponseReturnValue:
    """What sites list and we have no word for, by how many do."""
    start = max(0, request.args.get("start", 0, type=int))
    try:
        with installation().generations.open() as lease:
            found = unknown.load(lease.folder)
    except IndexProblem:
        found = []
    return render_template(
        "desk/words.html",
        words=found[start : start + A_PAGE],
        count=len(found),
        start=start,
        more=start + A_PAGE if start + A_PAGE < len(found) else None,
    )
