"""What a page may load and run (Content-Security-Policy): this site's own files, and nothing inline.

The one exception is the map: a results page that shows one may load pictures from its tiles' host.
"""

from flask import Flask, Response, current_app, request

from search_web.headers import ANY_FRAME
from search_web.tiles import Tiles

POLICY = "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
"""What is no page may nothing."""
PAGE_POLICY = f"{POLICY}; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:"


def add_policy(app: Flask) -> None:
    """Give every answer of `app` its policy, unless a view has set one."""
    app.after_request(_with_policy)


def _with_policy(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", _policy(response))
    return response


def _policy(response: Response) -> str:
    if response.mimetype != "text/html":
        return POLICY
    tiles: Tiles = current_app.config["TILES"]
    mapped = request.endpoint == "pages.search" and request.args.get("view") == "map"
    return f"{PAGE_POLICY} {tiles.origin}" if mapped and tiles.url else PAGE_POLICY


def may_be_framed(response: Response) -> Response:
    """An answer that other sites may show in a frame of theirs."""
    response.headers["Content-Security-Policy"] = PAGE_POLICY.replace("frame-ancestors 'none'", ANY_FRAME)
    return response
