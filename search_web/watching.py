"""Watches every request from outside of the application: gives it an id, counts it, and writes it down.

Outermost of all, so that answers from copies and refusals are seen too. Written down are what was asked for
(by the kind of page and its path, never the words of a search) and how it went; never by whom.
"""

import logging
import re
import time
from collections.abc import Callable, Iterable
from random import getrandbits
from typing import Any

from flask import Flask, request

from crawler import logs
from search_web.limits import TRUSTED, App

LOG = logging.getLogger(__name__)
HEADER = "X-Request-ID"
ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
"""Ids that a web server of this machine may give; anything else gets one of ours."""
ENDPOINT = "rosanna.endpoint"
KEPT, TURNED_AWAY, NONE = "(kept answer)", "(turned away)", "(none)"
"""Stand for the kind of page where the application was not asked, or has no such page."""

Observe = Callable[[str, str, int, float], None]
"""Called with endpoint, method, status and seconds until the answer began."""
METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})


class Watched:
    """A WSGI application whose requests have ids, and are observed."""

    def __init__(self, app: App, observe: Observe | None = None) -> None:
        self._app, self._observe = app, observe

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer as the application does, with the request's id."""
        request_id = _id_of(environ)
        began = time.perf_counter()
        status = 0

        def start(line: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            nonlocal status
            status = int(line[:3])
            return start_response(line, [*headers, (HEADER, request_id)], exc_info)

        before = logs.enter(request=request_id)
        try:
            return self._app(environ, start)
        finally:
            self._tell(environ, status or 500, time.perf_counter() - began)
            logs.leave(before)

    def _tell(self, environ: dict[str, Any], status: int, seconds: float) -> None:
        is_written = LOG.isEnabledFor(logging.INFO)
        if self._observe is None and not is_written:
            return
        endpoint = environ.get(ENDPOINT) or (KEPT if status < 400 else TURNED_AWAY)
        method = environ["REQUEST_METHOD"] if environ["REQUEST_METHOD"] in METHODS else "(other)"
        if self._observe is not None:
            self._observe(endpoint, method, status, seconds)
        if is_written:
            path, milliseconds = environ.get("PATH_INFO", ""), round(seconds * 1000, 1)
            logs.told(
                LOG, "answered", method=method, path=path, page=endpoint, status=status, ms=milliseconds
            )


def add_watching(app: Flask, observe: Observe | None) -> None:
    """Watch the requests of `app`; to be called last, so that it is outermost."""

    @app.before_request
    def note_endpoint() -> None:
        request.environ[ENDPOINT] = request.endpoint or NONE

    app.wsgi_app = Watched(app.wsgi_app, observe)  # type: ignore[method-assign]


def _id_of(environ: dict[str, Any]) -> str:
    given = environ.get("HTTP_X_REQUEST_ID", "")
    if environ.get("REMOTE_ADDR") in TRUSTED and ID.fullmatch(given):
        return str(given)
    return f"{getrandbits(64):016x}"  # no secret, and a worker process that is forked is seeded anew
