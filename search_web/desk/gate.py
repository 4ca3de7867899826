"""Who gets in: every address of the desk is shut, but for those named here.

A browser is known by a token in a cookie, which the store has as a hash; a form by a token of its session. A
request that another site had a browser send carries neither the cookie (SameSite=Strict) nor the token, and
says where it comes from (Sec-Fetch-Site): each alone is enough to refuse it.
"""

import hmac
from typing import cast
from urllib.parse import urlsplit

from flask import Blueprint, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug import Response

from operations.accounts.sessions import Session
from operations.installation import Installation
from search_web.problems import RequestError

desk = Blueprint("desk", __name__, url_prefix="/desk")

SESSION_COOKIE, BROWSER_COOKIE, FORM_COOKIE = "rosanna_desk", "rosanna_desk_browser", "rosanna_desk_form"
BROWSER_DAYS = 90
"""How long a browser is known by which somebody has signed in."""
OPEN = frozenset({"desk.sign_in", "desk.send_sign_in"})
"""What may be asked by whoever has not signed in."""
OWN = frozenset({"desk.sign_out", "desk.end_others"})
"""What a viewer may send: it concerns nobody else."""
FRAGMENTS = frozenset({"desk.live"})
"""Asked by scripts, which can do nothing with a page to sign in."""
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def installation() -> Installation:
    """The installation that this desk looks after."""
    return cast("Installation", current_app.extensions["installation"])


def session() -> Session:
    """Who asks. Only where the gate has let somebody in."""
    return cast("Session", g.desk_session)


def may_act() -> bool:
    """Whether who asks may change anything."""
    held: Session | None = g.get("desk_session")
    return held is not None and held.role == "operator"


@desk.before_request
def check() -> ResponseReturnValue | None:
    """Let in who may, and nobody else."""
    if request.method not in SAFE and not _is_from_here():
        raise RequestError(403, "forbidden", "the form was sent by another site")
    token = request.cookies.get(SESSION_COOKIE, "")
    g.desk_session = installation().sessions.of(token) if token else None
    if request.endpoint in OPEN:
        return None
    if g.desk_session is None:
        return _turned_away()
    if request.method not in SAFE:
        if not hmac.compare_digest(request.form.get("csrf", "").encode(), session().csrf.encode()):
            raise RequestError(403, "forbidden", "the form is not of this session: open the page again")
        if request.endpoint not in OWN and not may_act():
            raise RequestError(403, "forbidden", "a viewer changes nothing: ask for the role of an operator")
    return None


def put_cookie(response: Response, name: str, value: str, days: int | None = None) -> None:
    """Give a cookie that no script reads, that no other site sends, and that only the desk gets."""
    response.set_cookie(
        name,
        value,
        max_age=None if days is None else days * 24 * 3600,
        path=desk.url_prefix,
        secure=request.is_secure,
        httponly=True,
        samesite="Strict",
    )


def drop_cookie(response: Response, name: str) -> None:
    """Take a cookie back."""
    response.delete_cookie(
        name, path=desk.url_prefix or "/", secure=request.is_secure, httponly=True, samesite="Strict"
    )


def own_page(address: str) -> str:
    """An address of the desk to go on to; the first page for any other."""
    parts = urlsplit(address)
    is_ours = not parts.scheme and not parts.netloc and parts.path.startswith(f"{desk.url_prefix}/")
    return address if is_ours and "\\" not in address else url_for("desk.overview")


def _is_from_here() -> bool:
    return request.headers.get("Sec-Fetch-Site", "same-origin") in {"same-origin", "none"}


def _turned_away() -> ResponseReturnValue:
    if request.method not in SAFE or request.endpoint in FRAGMENTS:
        raise RequestError(401, "unauthorized", "sign in first")
    wanted = request.full_path.rstrip("?")
    return redirect(url_for("desk.sign_in", next=wanted), 303)
