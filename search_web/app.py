"""The application: what it is made of, and its settings."""

import os
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from flask import Flask
from flask_openapi3.models.info import Info
from flask_openapi3.openapi import OpenAPI

from crawler.home import Home
from indexer.service import SearchService
from search_web import cards, links, sources, structured, words
from search_web.api import api
from search_web.caching import add_caching
from search_web.comparing import comparing
from search_web.desk import add_desk
from search_web.finder import Finder
from search_web.headers import API, add_headers
from search_web.health import health, read_networks
from search_web.landing import landing
from search_web.limits import API_RATE, FORM_RATE, Limited, RateLimiter
from search_web.map_code import EDITION, map_code
from search_web.pages import pages
from search_web.policy import add_policy
from search_web.problems import ErrorBody, add_problem_pages, too_many, validation_answer
from search_web.profile import AHPRA_REGISTER, address
from search_web.recent import Recent
from search_web.reports import reports
from search_web.sitemap import sitemap
from search_web.taking import taking
from search_web.tiles import read_tiles
from search_web.watching import Observe, add_watching

VERSION = "0.1.0"
FOLD = 12
"""Facts of one kind shown before the rest is folded away."""
LONGEST_FORM = 64 * 1024
"""Bytes of a request's body that are read: far more than any form of ours holds."""


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """The site as a WSGI application.

    Settings in `config`, all optional: `HOME` (a `crawler.home.Home`; else from the environment), `SERVICE`
    (anything that answers like `search_web.finder.Finder`; else the index of that home), `CLOCK` (a function
    giving the time now, with its zone), `CONTACT` (address where the operator can be reached, shown on the
    about page; else `ROSANNA_CONTACT`), `TILES` (the map's pictures, a `search_web.tiles.Tiles`; else from
    the environment), `METRICS` (networks that may read the figures; likewise), and Flask's own. What worker
    processes must share is given too, else each process has its own: `API_LIMITER` and `FORM_LIMITER`
    (`search_web.limits.RateLimiter`) and `SECRET_KEY`, which signs forms. `search_web.desk.app` has the
    desk's.
    """
    app = OpenAPI(
        __name__,
        info=Info(title="Rosanna search API", version=VERSION, description=DESCRIPTION),
        validation_error_status=400,
        validation_error_model=ErrorBody,
        validation_error_callback=validation_answer,
        security_schemes={},
        doc_prefix="/api/v1",
        doc_url="/openapi.json",
    )
    app.config.update(CLOCK=_now, CONTACT=os.environ.get("ROSANNA_CONTACT"), MAX_CONTENT_LENGTH=LONGEST_FORM)
    app.config["OPENAPI_HTML_STRING"] = "{% extends 'api.html' %}"
    app.config.update(config or {})
    app.config.setdefault("TILES", read_tiles(os.environ))
    app.config.setdefault("METRICS", read_networks(os.environ))
    app.config["HOME"] = app.config.get("HOME") or Home.from_environment()
    app.config["SECRET_KEY"] = app.config["SECRET_KEY"] or secrets.token_hex(32)
    app.extensions["form_limiter"] = app.config.get("FORM_LIMITER") or RateLimiter(FORM_RATE)
    app.extensions["cards"] = Recent[cards.Drawn](cards.DRAWN_MOST)
    app.extensions["finder"] = _finder(app.config)
    app.register_api(api)
    for rooms in (pages, taking, comparing, landing, sitemap, reports, map_code, health):
        app.register_blueprint(rooms)
    add_problem_pages(app)
    add_headers(app)
    add_policy(app)
    add_caching(app)
    limiter = app.config.get("API_LIMITER") or RateLimiter(API_RATE)
    app.wsgi_app = Limited(app.wsgi_app, limiter, API, too_many)  # type: ignore[method-assign]
    add_watching(app, _observe(app))
    _set_up_templates(app)
    add_desk(app)  # which adds to the templates' set-up
    return app


DESCRIPTION = (
    "Finds osteopathy and massage providers by place and therapy. Each fact carries its evidence: the words "
    "it was read from, the page's address and the time. What no page states is `null` or an empty list."
)


def _now() -> datetime:
    return datetime.now(UTC)


def _finder(config: Mapping[str, Any]) -> Finder:
    given: Finder | None = config.get("SERVICE")
    if given is None and config["METRICS"]:
        from search_web.metrics import CountedSearch  # noqa: PLC0415 (see `_observe`)

        return CountedSearch(config["HOME"])
    return given or SearchService(config["HOME"])


def _observe(app: Flask) -> Observe | None:
    """What counts requests, where figures may be read. Who counts nothing need not load what counts."""
    if not app.config["METRICS"]:
        return None
    from search_web import metrics  # noqa: PLC0415 (it must not be loaded before its folder is named)

    app.extensions["exposition"] = metrics.Exposition(app.config["HOME"])
    return metrics.observe


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
        words.thousands,
        words.listing,
        words.lower_first,
        words.upper_first,
        links.web_link,
        links.web_links,
        links.own_link,
        links.provider_path,
        links.phone_link,
        links.mail_link,
        links.shown_address,
        sources.source_title,
        sources.from_the_map,
        structured.json_ld,
        address,
    ):
        app.add_template_filter(function)
    app.add_template_filter(lambda stamp: words.ago(stamp, app.config["CLOCK"]()), "ago")
    app.jinja_env.globals.update(
        edition=app.extensions["edition"],
        FOLD=FOLD,
        MAP_COPYRIGHT=sources.MAP_COPYRIGHT,
        MAP_CODE=EDITION,
        KINDS=words.KINDS,
        register=AHPRA_REGISTER,
        api_description=lambda: app.api_doc,
    )
