"""The forms to correct a listing or to take it out, and the operator's inbox."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient

from crawler.commands.requests_cli import requests_group
from crawler.home import Home
from crawler.kept import inbox
from crawler.store import Store
from search_web import create_app
from search_web.limits import Rate, RateLimiter
from tests.search_web.made_up import MadeUpFinder
from tests.search_web.reading import page, text

FORM = "/provider/p-full01/report"


@pytest.fixture
def client(finder: MadeUpFinder, home: Home) -> FlaskClient:
    limiter = RateLimiter(Rate(3, 3600))
    return create_app({"SERVICE": finder, "HOME": home, "FORM_LIMITER": limiter}).test_client()


def received(home: Home) -> list[inbox.Request]:
    with Store(home.database_url) as store:
        return list(inbox.every(store))


def token(client: FlaskClient, address: str = FORM) -> str:
    field = page(client, address).select_one("input[name=token]")
    assert field is not None
    return str(field["value"])


def filled(client: FlaskClient, **changes: str) -> dict[str, str]:
    return {"token": token(client), "kind": "wrong", "message": "The phone is an old one.", **changes}


def test_what_is_sent_reaches_the_operator_and_sets_no_cookie(client: FlaskClient, home: Home) -> None:
    response = client.post(FORM, data=filled(client, contact="reader@mail.example"))
    assert (response.status_code, response.location) == (303, f"{FORM}/thanks")
    assert "Set-Cookie" not in response.headers
    (one,) = received(home)
    assert (one.kind, one.provider_id, one.message) == ("wrong", "p-full01", "The phone is an old one.")
    assert (one.contact, one.done_at) == ("reader@mail.example", None)
    assert "it was noted" in text(page(client, f"{FORM}/thanks").h1)


def test_to_be_left_out_needs_no_reason(client: FlaskClient, home: Home) -> None:
    assert client.post(FORM, data=filled(client, kind="remove", message="")).status_code == 303
    assert received(home)[0].kind == "remove"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"message": "  "}, "Please say what is wrong"),
        ({"contact": "nobody"}, "not an e-mail address"),
        ({"token": ""}, "open for too long"),
        ({"token": "forged"}, "open for too long"),
    ],
)
def test_a_form_with_a_fault_comes_back_with_what_was_written(
    client: FlaskClient, home: Home, changes: dict[str, str], said: str
) -> None:
    response = client.post(FORM, data={**filled(client, message="<b>Old & wrong"), **changes})
    body = response.get_data(as_text=True)
    assert response.status_code == 400
    assert said in body
    assert "message" in changes or "&lt;b&gt;Old &amp; wrong</textarea>" in body
    assert received(home) == []


def test_a_token_is_good_for_its_own_provider_only(client: FlaskClient, home: Home) -> None:
    other = token(client, "/provider/p-osteo3/report")
    assert client.post(FORM, data=filled(client, token=other)).status_code == 400
    assert received(home) == []


def test_a_form_that_another_site_sends_is_refused(client: FlaskClient, home: Home) -> None:
    headers = {"Sec-Fetch-Site": "cross-site"}
    assert client.post(FORM, data=filled(client), headers=headers).status_code == 403
    assert received(home) == []


def test_who_fills_in_the_field_nobody_sees_is_thanked_and_not_heard(client: FlaskClient, home: Home) -> None:
    response = client.post(FORM, data=filled(client, company="Buy now Ltd"))
    assert response.status_code == 303
    assert received(home) == []


def test_who_sends_too_often_is_asked_to_wait_and_loses_no_words(client: FlaskClient, home: Home) -> None:
    for _ in range(3):
        assert client.post(FORM, data=filled(client)).status_code == 303
    refused = client.post(FORM, data=filled(client))
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0
    assert "The phone is an old one." in refused.get_data(as_text=True)
    assert len(received(home)) == 3


def test_nothing_of_who_wrote_is_kept_but_what_they_wrote(client: FlaskClient, home: Home) -> None:
    headers = {"User-Agent": "Tattler/9", "X-Forwarded-For": "192.0.2.44"}
    client.post(FORM, data=filled(client), headers=headers)
    kept = b"".join(file.read_bytes() for file in Path(home.root).iterdir() if file.is_file())
    assert b"The phone is an old one." in kept
    assert b"192.0.2.44" not in kept
    assert b"Tattler" not in kept


def test_a_store_that_cannot_be_written_is_said_and_not_hidden(finder: MadeUpFinder, tmp_path: Path) -> None:
    (tmp_path / "in-the-way").write_text("", encoding="utf-8")
    broken = Home.from_environment({"ROSANNA_HOME": str(tmp_path / "in-the-way" / "home")})
    client = create_app({"SERVICE": finder, "HOME": broken}).test_client()
    response = client.post(FORM, data=filled(client))
    assert response.status_code == 503


def test_an_overlong_message_is_cut_and_a_huge_one_is_refused(client: FlaskClient, home: Home) -> None:
    assert client.post(FORM, data=filled(client, message="x" * 5000)).status_code == 303
    assert len(received(home)[0].message) == inbox.MESSAGE_LONGEST
    assert client.post(FORM, data={"message": "x" * 100_000}).status_code == 413


def test_the_form_of_nobody_is_not_found(client: FlaskClient) -> None:
    assert client.get("/provider/p-none/report").status_code == 404
    assert client.post("/provider/p-none/report").status_code == 404


def test_a_full_inbox_takes_no_more(client: FlaskClient, home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "OPEN_MOST", 1)
    assert client.post(FORM, data=filled(client)).status_code == 303
    assert client.post(FORM, data=filled(client)).status_code == 503


def test_the_operator_reads_answers_and_forgets(
    client: FlaskClient, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ROSANNA_HOME", str(home.root))
    assert CliRunner().invoke(requests_group, ["list"]).output == "No requests wait.\n"
    client.post(FORM, data=filled(client, message="Gone\x1b[2J", contact="a@mail.example"))
    (one,) = received(home)
    listed = CliRunner().invoke(requests_group, ["list"]).output
    assert f"{one.id}  " in listed
    assert "wrong   p-full01  Quiet River Remedial" in listed
    shown = CliRunner().invoke(requests_group, ["show", one.id]).output
    assert "Gone[2J" in shown
    assert "\x1b" not in shown
    assert "a@mail.example" in shown
    assert CliRunner().invoke(requests_group, ["done", one.id, "--note", "mended"]).exit_code == 0
    (answered,) = received(home)
    assert (answered.message, answered.contact, answered.note) == ("", "", "mended")
    assert CliRunner().invoke(requests_group, ["list"]).output == "No requests wait.\n"
    missing = CliRunner().invoke(requests_group, ["show", "r-none"])
    assert (missing.exit_code, "there is no request r-none" in missing.output) == (1, True)


def test_forms_are_not_kept_by_anybody(make_app: Callable[[object], Flask], finder: MadeUpFinder) -> None:
    response = make_app(finder).test_client().get(FORM)
    assert response.headers["Cache-Control"] == "no-store"
    assert "ETag" not in response.headers
