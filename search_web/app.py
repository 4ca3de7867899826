"""The application: what it is made of, and its settings."""

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from flask import Flask
from flask_openapi3.models.info import Info
from flask_openapi3.openapi import OpenAPI

from crawler.home import Home
from indexer.service import SearchService
from search_web import links, sources, words
from search_web.api import api
from search_web.finder import Finder
from search_web.headers import add_headers
from search_web.map_code import EDITION, map_code
from search_web.pages import pages
from search_web.policy import add_policy
from search_web.problems import ErrorBody, add_problem_pages, validation_answer
from search_web.tiles import read_tiles

VERSION = "0.1.0"
FOLD = 12
"""Facts of one kind shown before the rest is folded away."""
LONGEST_FORM = 64 * 1024
"""Bytes of a request's body that are read; the site takes no forms."""


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """The site as a WSGI application.

    Settings in `config`, all optional: `HOME` (a `crawler.home.Home`; else from the environment), `SERVICE`
    (anything that answers like `search_web.finder.Finder`; else the index of that home), `CLOCK` (a function
    giving the time now, with its zone), `CONTACT` (address where the operator can be reached, shown on the
    about page; else `ROSANNA_CONTACT`), `TILES` (the map's pictures, a `search_web.tiles.Tiles`; else from
    the environment), and Flask's own.
    """
    app = OpenAPI(
        __name__,
        info=Info(title="Rosanna search API", version=VERSION, description=DESCRIPTION),
        validation_error_status=400,
        validation_error_model=ErrorBody,
        validation_error_callback=validation_answer,
        doc_prefix="/api/v1",
        doc_url="/openapi.json",
    )
    app.config.update(CLOCK=_now, CONTACT=os.environ.get("ROSANNA_CONTACT"), MAX_CONTENT_LENGTH=LONGEST_FORM)
    app.config["OPENAPI_HTML_STRING"] = "{% extends 'api.html' %}"
    app.config.update(config or {})
    app.config.setdefault("TILES", read_tiles(os.environ))
    app.extensions["finder"] = _finder(app.config)
    app.register_api(api)
    app.register_blueprint(pages)
    app.register_blueprint(map_code)
    add_problem_pages(app)
    add_headers(app)
    add_policy(app)
    _set_up_templates(app)
    return app


DESCRIPTION = (
    "Finds osteopathy and massage providers by place and therapy. Each fact carries its evidence: the words "
    "it was read from, the page's address and the time. What no page states is `null` or an empty list."
)


def _now() -> datetime:
    return datetime.now(UTC)


def _finder(config: Mapping[str, Any]) -> Finder:
    given: Finder | None = config.get("SERVICE")
    return given or SearchService(config.get("HOME") or Home.from_environment())


def _set_up_templates(app: OpenAPI) -> None:
    app.jinja_options = {
        **app.jinja_options,
        "finalize": words.plain,
        "trim_blocks": True,
        "lstrip_blocks": True,
    }
    for function in (
        words.money,
        words.phone,
        words.day,
        words.count,
        words.listing,
        words.lower_first,
        words.upper_first,
        links.web_link,
        links.web_links,
        links.own_link,
        links.phone_link,
        links.mail_link,
        links.shown_address,
        sources.source_title,
        sources.from_the_map,
    ):
        app.add_template_filter(function)
    app.add_template_filter(lambda stamp: words.ago(stamp, app.config["CLOCK"]()), "ago")
    app.jinja_env.globals.update(
        edition=app.extensions["edition"],
        FOLD=FOLD,
        MAP_COPYRIGHT=sources.MAP_COPYRIGHT,
        MAP_CODE=EDITION,
        KINDS=words.KINDS,
        api_description=lambda: app.api_doc,
    )
