"""Answers that are still good: 304 to whoever has a copy, and kept answers for whoever has none.

An answer depends on the index generation, on our own edition and on its address; some also on the time
(“open today”, “12 days ago”). Its ETag says all of that: a hash of the first three, then for how many seconds
such an answer is good, and in which of these spans it was made. So a copy is judged from the tag alone,
before Flask is asked anything.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any

from flask import Flask, Response, current_app, g, request
from werkzeug.http import parse_etags

from indexer.errors import IndexProblem
from search_web.headers import finished, is_desk
from search_web.limits import App

ALWAYS = 0
"""Seconds that an answer is good for when only a new index changes it."""
HALF_HOUR = 1800
"""Australian midnights, where "today" changes, fall on whole and half hours of UTC."""
GOOD_FOR: Mapping[str, int] = {
    "pages.home": ALWAYS,
    "pages.about": HALF_HOUR,
    "pages.search": HALF_HOUR,
    "pages.provider": HALF_HOUR,
    "landing.browse": ALWAYS,
    "landing.therapy": HALF_HOUR,
    "landing.therapy_in": HALF_HOUR,
    "landing.suburb": HALF_HOUR,
    "landing.condition": HALF_HOUR,
    "sitemap.index": ALWAYS,
    "sitemap.part": ALWAYS,
    "api.search": ALWAYS,
    "api.provider": ALWAYS,
    "api.suggest": ALWAYS,
}
"""The answers with an ETag, by endpoint. One that depends on the minute gives it up: `of_the_moment`."""
BYTES_MOST = 32 << 20
"""Of all kept answers of a process: some 1,500 results pages."""
ANSWER_MOST = 512 << 10
"""Of one kept answer: the largest pages have a tenth of that; exports are not kept."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A whole answer; `until`: seconds since 1970, or `None`."""

    headers: list[tuple[str, str]]
    body: bytes
    until: float | None


def of_the_moment() -> None:
    """Called by a view whose answer is good for this minute only, as "open now" is: no tag, no copy."""
    g.of_the_moment = True


def add_caching(app: Flask) -> None:
    """Give the answers of `app` their tags, and answer copies that are still good before Flask does."""
    app.after_request(_tag)
    app.wsgi_app = Cache(app, app.wsgi_app)  # type: ignore[method-assign]


def _tag(response: Response) -> Response:
    span = GOOD_FOR.get(request.endpoint or "")
    if span is None or response.status_code != 200 or g.get("of_the_moment"):
        return response
    key = request.environ.get(Cache.KEY)
    if key and request.method in {"GET", "HEAD"}:
        slot = int(_now(current_app) // span) if span else 0
        response.set_etag(f"{key}-{span}-{slot}", weak=True)
    return response


def _now(app: Flask) -> float:
    return float(app.config["CLOCK"]().timestamp())


class Cache:
    """A WSGI application that answers from copies where it can."""

    KEY = "rosanna.cache_key"
    """Where the hash of an address and the index's state stands in the request's environment."""

    def __init__(self, app: Flask, inner: App) -> None:
        self._app, self._inner = app, inner
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer with 304, with a kept answer, or by asking the application."""
        key = self._key(environ)
        if key is None:
            return self._inner(environ, start_response)
        environ[self.KEY] = key
        given = environ.get("HTTP_IF_NONE_MATCH")
        if given and (tag := self._good_tag(given, key)):
            unchanged = Response(status=304)
            unchanged.set_etag(tag, weak=True)
            return finished(unchanged, environ)(environ, start_response)
        kept = self._get(key)
        if kept is not None:
            start_response("200 OK", kept.headers)
            return [] if environ["REQUEST_METHOD"] == "HEAD" else [kept.body]
        return self._ask(key, environ, start_response)

    def _key(self, environ: Mapping[str, Any]) -> str | None:
        path = environ["PATH_INFO"]
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or path.startswith("/static/") or is_desk(path):
            return None
        try:
            generation = self._app.extensions["finder"].coverage().generation
        except IndexProblem:
            return None
        parts = (
            generation,
            self._app.extensions["edition"],
            environ["wsgi.url_scheme"],
            environ.get("HTTP_HOST", ""),
            path,
            environ.get("QUERY_STRING", ""),
        )
        return hashlib.blake2b("\n".join(parts).encode("utf-8", "surrogatepass"), digest_size=10).hexdigest()

    def _good_tag(self, given: str, key: str) -> str | None:
        """The tag among those given that stands for what would be answered now."""
        for tag in parse_etags(given).as_set(include_weak=True):
            about, _, span_and_slot = tag.partition("-")
            span, _, slot = span_and_slot.partition("-")
            if about == key and span.isdecimal() and slot.isdecimal() and len(span) < 6:
                now = int(_now(self._app) // int(span)) if int(span) else 0
                if int(span) in GOOD_FOR.values() and slot == str(now):
                    return tag
        return None

    def _ask(self, key: str, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        seen: list[Any] = []

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            seen[:] = [status, headers]
            return start_response(status, headers, exc_info)

        parts = self._inner(environ, start)
        headers = dict(seen[1]) if seen else {}
        length = headers.get("Content-Length", "")
        if (
            environ["REQUEST_METHOD"] != "GET"
            or seen[:1] != ["200 OK"]
            or "ETag" not in headers
            or not length.isdecimal()
            or int(length) > ANSWER_MOST
        ):
            return parts
        body = b"".join(parts)
        if hasattr(parts, "close"):
            parts.close()
        self._keep(key, Kept(list(seen[1]), body, self._until(headers["ETag"])))
        return [body]

    def _until(self, etag: str) -> float | None:
        _, span, slot = etag.strip('W/"').rsplit("-", 2)
        return (int(slot) + 1) * float(span) if int(span) else None

    def _get(self, key: str) -> Kept | None:
        with self._lock:
            kept = self._kept.get(key)
            if kept is None:
                return None
            if kept.until is not None and _now(self._app) >= kept.until:
                self._drop(key)
                return None
            self._kept.move_to_end(key)
            return kept

    def _keep(self, key: str, answer: Kept) -> None:
        with self._lock:
            self._drop(key)
            self._kept[key] = answer
            self._bytes += len(answer.body)
            while self._bytes > BYTES_MOST:
                self._drop(next(iter(self._kept)))

    def _drop(self, key: str) -> None:
        dropped = self._kept.pop(key, None)
        if dropped is not None:
            self._bytes -= len(dropped.body)
