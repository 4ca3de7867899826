"""Headers of every answer: what browsers may do with our pages, and who may read them."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask, Response, request

API = "/api/"
DESK = "/desk"
"""The operator's pages: kept by nobody, found by no search engine."""
SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(self), microphone=(), payment=()",
}
ANY_ORIGIN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": (
        "ETag, Link, Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset"
    ),
}
"""The API holds nothing that belongs to one reader, so any page may read it."""
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
}
ANY_FRAME = "frame-ancestors *"
YEAR = 365 * 24 * 3600


def add_headers(app: Flask) -> None:
    """Give every answer of `app` its headers."""
    app.extensions["edition"] = edition()
    app.after_request(lambda response: finished(response, request.environ))


def edition() -> str:
    """A short name for this state of the templates, the style sheets and the scripts."""
    here = Path(__file__).parent
    digest = hashlib.sha256()
    for file in sorted([*here.rglob("*.py"), *here.glob("templates/**/*.html"), *here.glob("static/*")]):
        if file.is_file():
            digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def is_desk(path: str) -> bool:
    """Whether a path is of the operator's desk."""
    return path == DESK or path.startswith(f"{DESK}/")


def finished(response: Response, environ: Mapping[str, Any]) -> Response:
    """The response with the headers that every answer has; what a view has set stays."""
    framed = ANY_FRAME in response.headers.get("Content-Security-Policy", "")
    for name, value in SECURITY.items():
        if not (framed and name == "X-Frame-Options"):
            response.headers.setdefault(name, value)
    if environ["wsgi.url_scheme"] == "https":
        response.headers.setdefault("Strict-Transport-Security", f"max-age={YEAR}")
    path = environ.get("PATH_INFO", "")
    if path.startswith(API):
        response.headers.update(ANY_ORIGIN)
        if environ["REQUEST_METHOD"] == "OPTIONS":
            response.headers.update(PREFLIGHT)
    if path.startswith("/static/") and response.status_code < 400:
        versioned = str(environ.get("QUERY_STRING", "")).startswith("v=")
        response.headers["Cache-Control"] = f"public, max-age={YEAR if versioned else 3600}"
    if is_desk(path):
        response.headers.update({"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow"})
    response.headers.setdefault("Cache-Control", "no-cache")
    return response
