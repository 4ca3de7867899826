"""Nobody gets at the desk who may not: every address and method, enumerated from the URL map."""

from collections.abc import Iterator

import pytest
from flask import Flask

from operations.accounts.limits import FREE_FAILURES, SESSION_IDLE, SESSION_LIFE
from search_web import create_app
from search_web.desk.actions import ACTIONS
from search_web.desk.gate import OPEN, OWN
from search_web.limits import Rate, RateLimiter
from tests.search_web.desk.conftest import Clock, Visitor, close, desk_config
from tests.search_web.desk.stocked import NOW, PASSWORD, Stocked

VALUES = {"run_id": 1, "job_id": 1, "number": 1, "source_id": "backs"}
"""For the parts of addresses; any other is `x`."""


def addresses(app: Flask) -> Iterator[tuple[str, str, str]]:
    """Endpoint, method and address of all that the desk answers."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/desk"):
            values = {name: VALUES.get(name, "x") for name in rule.arguments}
            for method in sorted((rule.methods or set()) - {"OPTIONS"}):
                yield rule.endpoint, method, adapter.build(rule.endpoint, values, method=method)


def logged(app: Flask) -> list[str]:
    return [one.action for one in app.extensions["installation"].audit.entries(100)]


def test_the_map_is_what_these_tests_believe_it_to_be(app: Flask) -> None:
    found = list(addresses(app))
    posts = {endpoint for endpoint, method, _ in found if method == "POST"}
    assert posts == {*ACTIONS, "desk.send_sign_in"}
    assert {endpoint for endpoint, _, _ in found} >= {"desk.overview", "desk.live", *OWN, *OPEN}
    assert len(found) > 50


def test_without_signing_in_nothing_is_shown_and_nothing_done(app: Flask, visitor: Visitor) -> None:
    for endpoint, method, address in addresses(app):
        answer = visitor.client.open(address, method=method)
        if method == "POST":
            assert answer.status_code == (403 if endpoint == "desk.send_sign_in" else 401), address
        elif endpoint == "desk.live":
            assert answer.status_code == 401
        elif endpoint != "desk.sign_in":
            assert (answer.status_code, answer.location.split("?")[0]) == (303, "/desk/sign-in"), address
    assert logged(app) == []


def test_a_viewer_changes_nothing(app: Flask, viewer: Visitor) -> None:
    token, before = viewer.csrf, logged(app)
    for endpoint, method, address in addresses(app):
        if method == "POST" and endpoint not in {*OPEN, *OWN}:
            answer = viewer.client.post(address, data={"csrf": token})
            assert (answer.status_code, "viewer" in answer.text) == (403, True), address
    assert logged(app) == before


def test_no_form_is_taken_without_the_token_of_its_own_session(app: Flask, operator: Visitor) -> None:
    other = Visitor(app.test_client())
    other.sign_in()
    wrong = ({}, {"csrf": ""}, {"csrf": "x" * 43}, {"csrf": other.csrf})
    before = logged(app)
    for sent in wrong:
        for endpoint, method, address in addresses(app):
            if method == "POST":
                answer = operator.client.post(address, data=sent)
                assert answer.status_code == 403, (address, sent)
                assert endpoint == "desk.send_sign_in" or "open the page again" in answer.text
    assert logged(app) == before


def test_what_another_site_sends_is_refused_even_with_the_token(app: Flask, operator: Visitor) -> None:
    token, before = operator.csrf, logged(app)
    for _, method, address in addresses(app):
        if method == "POST":
            headers = {"Sec-Fetch-Site": "cross-site"}
            assert operator.client.post(address, data={"csrf": token}, headers=headers).status_code == 403
    assert logged(app) == before


def test_after_signing_out_the_old_cookie_and_token_are_worth_nothing(app: Flask, operator: Visitor) -> None:
    token = operator.csrf
    cookie = operator.client.get_cookie("rosanna_desk", path="/desk").value
    assert operator.send("/desk/sign-out") == 303
    operator.client.set_cookie("rosanna_desk", cookie, path="/desk")
    before = logged(app)
    for endpoint, method, address in addresses(app):
        if endpoint not in OPEN:
            answer = operator.client.open(
                address, method=method, data={"csrf": token} if method == "POST" else None
            )
            assert answer.status_code in {303, 401}, address
    assert logged(app) == before


@pytest.mark.parametrize("gone", ["idle", "old"])
def test_a_session_ends_by_itself(operator: Visitor, clock: Clock, gone: str) -> None:
    clock.now = NOW + (SESSION_IDLE if gone == "idle" else SESSION_LIFE)
    assert operator.client.get("/desk/").status_code == 303


def test_cookies_are_for_the_desk_alone_and_for_no_script_and_no_other_site(app: Flask) -> None:
    for scheme in ("http", "https"):
        visitor = app.test_client()
        form = visitor.get("/desk/sign-in", base_url=f"{scheme}://localhost/")
        token = form.headers["Set-Cookie"].partition("=")[2].partition(";")[0]
        data = {"csrf": token, "name": "mira", "password": PASSWORD}
        answer = visitor.post("/desk/sign-in", data=data, base_url=f"{scheme}://localhost/")
        given = [*form.headers.getlist("Set-Cookie"), *answer.headers.getlist("Set-Cookie")]
        assert len(given) == 4
        for cookie in given:
            flags = {part.strip() for part in cookie.split(";")[1:]}
            assert {"HttpOnly", "SameSite=Strict", "Path=/desk"} <= flags, cookie
            assert ("Secure" in flags) == (scheme == "https")
            assert not any(flag.startswith("Domain") for flag in flags)


def test_searchers_get_no_cookie(app: Flask) -> None:
    for address in ("/", "/search?q=massage", "/about", "/robots.txt", "/api/v1/search?q=massage"):
        assert "Set-Cookie" not in app.test_client().get(address).headers


def test_no_answer_of_the_desk_is_kept_or_found(app: Flask, operator: Visitor) -> None:
    for _, method, address in addresses(app):
        if method != "POST":
            answer = operator.client.open(address, method=method)
            assert answer.headers["Cache-Control"] == "no-store", address
            assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
            assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert "Disallow: /desk\n" in app.test_client().get("/robots.txt").text


def test_a_copy_of_what_runs_is_good_only_for_whoever_is_signed_in(app: Flask, operator: Visitor) -> None:
    tag = operator.client.get("/desk/live").headers["ETag"]
    assert operator.client.get("/desk/live", headers={"If-None-Match": tag}).status_code == 304
    assert app.test_client().get("/desk/live", headers={"If-None-Match": tag}).status_code == 401


def test_wrong_names_and_wrong_passwords_get_the_same_answer(visitor: Visitor) -> None:
    said = []
    for name, password in (("mira", "wrong words"), ("nobody", PASSWORD), ("nobody", "wrong words")):
        token = visitor.page("/desk/sign-in").select_one("input[name=csrf]")["value"]
        answer = visitor.client.post(
            "/desk/sign-in", data={"csrf": token, "name": name, "password": password}
        )
        said.append(
            (answer.status_code, answer.text.replace(name, "").replace(token, "")[:2000].split("<form")[0])
        )
    assert said[0][0] == 403
    assert len(set(said)) == 1


def test_failures_lock_out_for_a_while_and_are_noted(app: Flask, visitor: Visitor, clock: Clock) -> None:
    assert [visitor.sign_in(password="wrong words") for _ in range(FREE_FAILURES)] == [403] * FREE_FAILURES
    assert visitor.sign_in() == 429
    assert logged(app) == ["sessions.refuse"] * FREE_FAILURES
    clock.now = NOW.replace(microsecond=0) + SESSION_IDLE
    assert visitor.sign_in() == 303
    assert logged(app)[0] == "sessions.begin"


def test_a_browser_that_was_used_before_is_not_locked_out_by_others(app: Flask, operator: Visitor) -> None:
    operator.send("/desk/sign-out")
    stranger = Visitor(app.test_client())
    for _ in range(FREE_FAILURES):
        stranger.sign_in(password="wrong words")
    assert stranger.sign_in() == 429
    assert operator.sign_in() == 303


def test_one_address_may_not_try_many_names(stocked: Stocked, clock: Clock) -> None:
    app = create_app({**desk_config(stocked, clock), "SIGN_IN_LIMITER": RateLimiter(Rate(3, 600))})
    visitor = Visitor(app.test_client())
    assert [visitor.sign_in(f"name-{number}") for number in range(4)] == [403, 403, 403, 429]
    token = visitor.page("/desk/sign-in").select_one("input[name=csrf]")["value"]
    answer = visitor.client.post("/desk/sign-in", data={"csrf": token, "name": "mira", "password": PASSWORD})
    assert int(answer.headers["Retry-After"]) > 0
    close(app)


@pytest.mark.parametrize(
    ("wanted", "led"),
    [
        ("/desk/runs?source=backs", "/desk/runs?source=backs"),
        ("https://elsewhere.example/desk/", "/desk/"),
        ("//elsewhere.example/desk/", "/desk/"),
        ("/desk/\\elsewhere", "/desk/"),
        ("/about", "/desk/"),
    ],
)
def test_signing_in_leads_on_to_the_page_that_was_wanted_and_to_no_other_site(
    visitor: Visitor, wanted: str, led: str
) -> None:
    token = visitor.page("/desk/sign-in").select_one("input[name=csrf]")["value"]
    form = {"csrf": token, "name": "mira", "password": PASSWORD, "next": wanted}
    assert visitor.client.post("/desk/sign-in", data=form).location == led


def test_a_desk_that_is_switched_off_is_not_there(
    stocked: Stocked, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ROSANNA_DESK", "off")
    config = desk_config(stocked, clock)
    del config["DESK"]
    app = create_app(config)
    assert not [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/desk")]
    for address in ("/desk", "/desk/", "/desk/sign-in", "/desk/runs"):
        assert app.test_client().get(address).status_code == 404
    app.extensions["finder"].close()
