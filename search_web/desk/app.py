"""Puts the desk into the site, unless it is switched off."""

import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import Flask, g, render_template, request
from flask.typing import ResponseReturnValue

from crawler.commands.sources_cli import sources_folder
from crawler.store import StoreError
from operations.installation import Installation
from search_web.desk import (
    changes,
    correcting,
    coverage,
    leaving,
    live,
    logbook,
    merges,
    overview,
    requests,
    runs,
    screening,
    signing_in,
    sources,
    vocabulary,
)
from search_web.desk.actions import DID, just_done, undo_of
from search_web.desk.gate import desk, installation, may_act
from search_web.desk.wording import ago, coded, moment, percent, span
from search_web.limits import SIGN_IN_RATE, RateLimiter
from search_web.problems import RequestError

PAGES = (overview, live, runs, sources, coverage, changes, requests, merges, screening, leaving, correcting,
         vocabulary, logbook, signing_in)  # fmt: skip
"""The modules whose views make the desk: importing them registers these."""
MENU: Mapping[str, Mapping[str, str]] = {
    "Watch": {"desk.overview": "Today", "desk.runs": "Runs", "desk.sources": "Sources",
              "desk.coverage": "Coverage", "desk.changes": "Changes"},
    "Decide": {"desk.requests": "Requests", "desk.merges": "Who is who", "desk.screening": "Held"},
    "Keep": {"desk.suppressions": "Left out", "desk.corrections": "Corrections", "desk.words": "New words",
             "desk.log": "Log"},
}  # fmt: skip
"""The desk's pages, by what one does there."""
WITHIN: Mapping[str, str] = {"desk.source": "desk.sources", "desk.run": "desk.runs"}
"""Pages that stand in no menu -> the page there that leads to them."""
OFF = "off"


def add_desk(app: Flask) -> None:
    """Add the desk to the site: not with `ROSANNA_DESK=off`, as then there is nothing at /desk.

    Settings in the app's config: `DESK` (False: off; else from the environment), `SOURCES` (folder of the
    source files; else as `rosanna crawl` finds it), `SIGN_IN_LIMITER` (shared by worker processes).
    """
    if not app.config.get("DESK", os.environ.get("ROSANNA_DESK") != OFF):
        return
    folder: Path = app.config.get("SOURCES") or sources_folder(None)
    app.extensions["installation"] = Installation(app.config["HOME"], folder, app.config["CLOCK"])
    app.extensions["sign_in_limiter"] = app.config.get("SIGN_IN_LIMITER") or RateLimiter(SIGN_IN_RATE)
    app.register_blueprint(desk)
    for function in (coded, moment, span, percent):
        app.add_template_filter(function)
    app.add_template_filter(lambda at: ago(at, app.config["CLOCK"]()), "how_long_ago")


@desk.context_processor
def _common() -> dict[str, Any]:
    held = g.get("desk_session")
    entry = just_done(request.args.get(DID)) if held else None
    return {
        "session": held,
        "may_act": may_act(),
        "done": entry,
        "undo": undo_of(entry) if entry else None,
        "menu": MENU,
        "here": WITHIN.get(request.endpoint or "", request.endpoint),
        "now": _now,
    }


def _now() -> datetime:
    return installation().clock()


@desk.errorhandler(RequestError)
def _problem(problem: RequestError) -> ResponseReturnValue:
    return render_template("desk/refused.html", said=problem.message), problem.status


@desk.errorhandler(StoreError)
def _no_store(error: StoreError) -> ResponseReturnValue:
    return render_template("desk/refused.html", said=str(error)), 503
