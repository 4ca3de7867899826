"""Signing in and out."""

import hmac
import secrets

from flask import current_app, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug import Response

from operations.accounts.limits import FREE_FAILURES, NAME_MOST, PASSWORD_MOST
from operations.accounts.sessions import SignInRefused
from search_web.desk.actions import Done, action
from search_web.desk.gate import (
    BROWSER_COOKIE,
    BROWSER_DAYS,
    FORM_COOKIE,
    SESSION_COOKIE,
    desk,
    drop_cookie,
    installation,
    own_page,
    put_cookie,
    session,
)
from search_web.limits import RateLimiter, client_address

WRONG = "That name, password or code is not right."


@desk.get("/sign-in")
def sign_in() -> ResponseReturnValue:
    """The form."""
    if g.desk_session is not None:
        return redirect(own_page(request.args.get("next", "")), 303)
    return _form()


@desk.post("/sign-in")
def send_sign_in() -> ResponseReturnValue:
    """Let somebody in, or say that something was wrong, and not what."""
    held, sent = request.cookies.get(FORM_COOKIE, ""), request.form.get("csrf", "")
    if not held or not hmac.compare_digest(held.encode(), sent.encode()):
        return _form("The form was open for too long. Please send it once more.", 403)
    limiter: RateLimiter = current_app.extensions["sign_in_limiter"]
    allowance = limiter.take(client_address(request.environ))
    if allowance.retry_after:
        return _wait(allowance.retry_after)
    name = request.form.get("name", "").strip()[:NAME_MOST]
    password, code = request.form.get("password", "")[: PASSWORD_MOST + 1], request.form.get("code", "")[:20]
    rooms = installation()
    try:
        given = rooms.sessions.sign_in(name, password, code, request.cookies.get(BROWSER_COOKIE, ""))
    except SignInRefused as refused:
        if refused.user and refused.failures:
            after = {"failures": refused.failures}
            rooms.audit.write(refused.user, "sessions.refuse", "a failure to sign in", None, after)
        if refused.retry_after and not refused.failures:
            return _wait(refused.retry_after)
        return _form(WRONG, 403)
    rooms.audit.write(given.user, "sessions.begin", "signed in")
    response = redirect(own_page(request.form.get("next", "")), 303)
    put_cookie(response, SESSION_COOKIE, given.token)
    put_cookie(response, BROWSER_COOKIE, given.browser, BROWSER_DAYS)
    drop_cookie(response, FORM_COOKIE)
    return response


@action("/sign-out", "sessions.end")
def sign_out() -> Done:
    """End this session."""
    installation().sessions.end(session().id)
    return Done("signed out", url_for("desk.sign_in"))


@desk.get("/account")
def account() -> ResponseReturnValue:
    """Who one is, and where one is signed in."""
    held = session()
    user = installation().users.find(held.user)
    return render_template(
        "desk/account.html", user=user, sessions=installation().sessions.of_user(held.user)
    )


@action("/account/sign-out-others", "sessions.end_others")
def end_others() -> Done:
    """Sign one's other browsers out."""
    count = installation().sessions.end_others(session())
    return Done(
        f"signed out {count} other browser{'s' * (count != 1)}",
        url_for("desk.account"),
        {"sessions": count + 1},
        {"sessions": 1},
    )


def _wait(seconds: int) -> Response:
    said = f"{seconds} s" if seconds < 90 else f"{-(-seconds // 60)} minutes"
    response = _form(f"Too many attempts. Please wait {said}.", 429)
    response.headers["Retry-After"] = str(seconds)
    return response


def _form(fault: str = "", status: int = 200) -> Response:
    token = secrets.token_urlsafe(16)
    asked = request.form if request.method == "POST" else request.args
    page = render_template(
        "desk/sign-in.html",
        fault=fault,
        token=token,
        name=request.form.get("name", "")[:NAME_MOST],
        next=own_page(asked.get("next", "")),
        free=FREE_FAILURES,
    )
    response = make_response(page, status)
    put_cookie(response, FORM_COOKIE, token)
    return response
