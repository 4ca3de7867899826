"""Answers that are still good: 304 to whoever has a copy, and kept answers for whoever has none.

An answer depends on the index generation, on our own edition and on its address; some also on the time
(“open today”, “12 days ago”). Its ETag says all of that: a hash of the first three, then for how many seconds
such an answer is good, and in which of these spans it was made. So a copy is judged from the tag alone,
before Flask is asked anything.

Kept answers are kept compressed, as nearly everybody takes them: a results page of 90 kB crosses a phone's
network as 10. Our own files under `/static/` go the same way.
"""

import gzip
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import Flask, Response, current_app, g, request
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header, parse_etags

from indexer.errors import IndexProblem
from search_web.headers import API, finished, is_desk
from search_web.limits import App
from search_web.recent import Recent

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
"""Of all kept answers of a process: some 2,500 results pages, compressed."""
ANSWER_MOST = 512 << 10
"""Of one kept answer, as it is: the largest pages have a tenth of that; exports are not kept."""
LEAST_PACKED = 1000
"""Bytes below which an answer fits into one packet anyway, so that compressing it gains nothing."""
LEVEL = 3
"""Of gzip: a results page to an eighth of its size; the highest saves another tenth in thrice the time."""
PACKED_KINDS = ("text/", "application/json", "application/xml", "application/javascript", "image/svg+xml")
"""What shrinks. No page that holds a form's token has a tag, so none is compressed (BREACH)."""
STATIC = "/static/"


@dataclass(frozen=True, slots=True)
class Kept:
    """A whole answer, compressed where that gains something; `until`: seconds since 1970, or `None`."""

    headers: list[tuple[str, str]]
    body: bytes
    packed: bool
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
        self.kept = Recent[Kept](BYTES_MOST)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer with 304, with a kept answer, or by asking the application."""
        key = self._key(environ)
        if key is None:
            return self._inner(environ, start_response)
        environ[self.KEY] = key
        given = environ.get("HTTP_IF_NONE_MATCH")
        if given and (tag := self._good_tag(given, key)):
            unchanged = _unchanged(environ["wsgi.url_scheme"], environ["PATH_INFO"].startswith(API))
            start_response("304 NOT MODIFIED", [*unchanged, ("ETag", f'W/"{tag}"')])
            return []
        kept = self._get(key)
        if kept is None:
            return self._ask(key, environ, start_response)
        return _answer(kept, environ, start_response)

    def _key(self, environ: Mapping[str, Any]) -> str | None:
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or is_desk(environ["PATH_INFO"]):
            return None
        parts: tuple[str, ...] = (self._app.extensions["edition"], environ["PATH_INFO"], _query(environ))
        if environ["PATH_INFO"].startswith(STATIC):
            # Flask judges these by tags of its own, and sends them in parts too.
            if not _CONDITIONS.isdisjoint(environ):
                return None
        else:
            try:
                generation = self._app.extensions["finder"].coverage().generation
            except IndexProblem:
                return None
            parts = (*parts, generation, environ["wsgi.url_scheme"], environ.get("HTTP_HOST", ""))
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
            seen[:] = [status, headers, exc_info]

        parts = self._inner(environ, start)
        status, headers, exc_info = seen
        if environ["REQUEST_METHOD"] != "GET" or status != "200 OK" or not _may_be_kept(dict(headers)):
            start_response(status, headers, exc_info)
            return parts
        body = b"".join(parts)
        if hasattr(parts, "close"):
            parts.close()
        kept = _packed(headers, body)
        self.kept.keep(key, kept, len(kept.body))
        return _answer(kept, environ, start_response)

    def _get(self, key: str) -> Kept | None:
        kept = self.kept.get(key)
        if kept is not None and kept.until is not None and _now(self._app) >= kept.until:
            self.kept.drop(key)
            return None
        return kept


_CONDITIONS = frozenset({"HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE"})


def _query(environ: Mapping[str, Any]) -> str:
    return str(environ.get("QUERY_STRING", ""))


@lru_cache
def _unchanged(scheme: str, api: bool) -> list[tuple[str, str]]:
    """The headers of 304, but for the tag."""
    asked = {"wsgi.url_scheme": scheme, "PATH_INFO": API if api else "/", "REQUEST_METHOD": "GET"}
    response = Response(status=304)
    response.headers["Vary"] = "Accept-Encoding"
    return finished(response, asked).get_wsgi_headers(asked).to_wsgi_list()


def _may_be_kept(headers: Mapping[str, str]) -> bool:
    length = headers.get("Content-Length", "")
    return "ETag" in headers and length.isdecimal() and int(length) <= ANSWER_MOST


def _packed(headers: list[tuple[str, str]], body: bytes) -> Kept:
    named = dict(headers)
    until = _until(named["ETag"])
    if len(body) < LEAST_PACKED or not named.get("Content-Type", "").startswith(PACKED_KINDS):
        return Kept(headers, body, packed=False, until=until)
    other = [one for one in headers if one[0] not in {"Content-Length", "Vary"}]
    return Kept([*other, ("Vary", "Accept-Encoding")], gzip.compress(body, LEVEL, mtime=0), True, until)


def _until(etag: str) -> float | None:
    """Until when an answer with a tag of ours is good; Flask's own tags hold as long as our edition."""
    _, _, span_and_slot = etag.strip('W/"').partition("-")
    span, _, slot = span_and_slot.partition("-")
    if span.isdecimal() and slot.isdecimal() and int(span):
        return (int(slot) + 1) * float(span)
    return None


def _answer(kept: Kept, environ: Mapping[str, Any], start_response: Any) -> Iterable[bytes]:
    body, headers = kept.body, kept.headers
    if kept.packed:
        if _takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")):
            headers = [*headers, ("Content-Encoding", "gzip")]
        else:
            body = gzip.decompress(body)
        headers = [*headers, ("Content-Length", str(len(body)))]
    start_response("200 OK", headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


@lru_cache(maxsize=256)
def _takes_gzip(accepted: str) -> bool:
    return bool(parse_accept_header(accepted, Accept)["gzip"])
