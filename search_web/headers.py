"""Headers of every answer: what browsers may do with our pages, and when a copy is still good."""

import hashlib
from datetime import datetime
from pathlib import Path

from flask import Flask, Response, current_app, request

from indexer.errors import IndexProblem
from search_web.finder import finder

SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(self), microphone=(), payment=()",
}
YEAR = 365 * 24 * 3600
_CONDITIONAL = frozenset(
    {
        "pages.home",
        "pages.search",
        "pages.provider",
        "pages.about",
        "api.search",
        "api.provider",
        "api.suggest",
    }
)


def add_headers(app: Flask) -> None:
    """Give every answer of `app` its headers, and answer 304 to a copy that is still good."""
    app.extensions["edition"] = edition()
    app.before_request(_not_modified)
    app.after_request(_finish)


def edition() -> str:
    """A short name for this state of the templates, the style sheets and the scripts."""
    here = Path(__file__).parent
    digest = hashlib.sha256()
    for file in sorted([*here.glob("*.py"), *here.glob("templates/*.html"), *here.glob("static/*")]):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def _tag() -> str | None:
    """The answer's ETag: the index generation, our edition, the hour (pages say "today"), the address."""
    if request.endpoint not in _CONDITIONAL or request.method not in {"GET", "HEAD"}:
        return None
    try:
        generation = finder().coverage().generation
    except IndexProblem:
        return None
    now: datetime = current_app.config["CLOCK"]()
    parts = (generation, current_app.extensions["edition"], f"{now:%Y%m%d%H}", request.full_path)
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:20]


def _not_modified() -> Response | None:
    if not request.if_none_match:
        return None
    tag = _tag()
    if tag is None or not request.if_none_match.contains_weak(tag):
        return None
    response = Response(status=304)
    response.set_etag(tag, weak=True)
    return response


def _finish(response: Response) -> Response:
    for name, value in SECURITY.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", f"max-age={YEAR}")
    if request.path.startswith("/api/"):
        response.headers["Access-Control-Allow-Origin"] = "*"
    if request.endpoint in {"static", "map_code.send"} and response.status_code < 400:
        response.headers["Cache-Control"] = f"public, max-age={YEAR if 'v' in request.args else 3600}"
        return response
    response.headers.setdefault("Cache-Control", "no-cache")
    if response.status_code == 200 and (tag := _tag()):
        response.set_etag(tag, weak=True)
    return response
