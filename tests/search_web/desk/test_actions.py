"""What is done at the desk: each action does its work, stands in the log, and can be undone where that is possible."""

from collections.abc import Callable

from flask import Flask

from crawler.kept import inbox
from crawler.kept.decisions import Decisions
from crawler.store import Store
from operations.ledger import Ledger
from search_web.desk.actions import ACTIONS
from tests.search_web.desk.conftest import Clock, Visitor
from tests.search_web.desk.stocked import AREAS, Stocked


def entries(app: Flask) -> list[object]:
    return list(app.extensions["installation"].audit.entries(20))


def ledger(app: Flask) -> Ledger:
    return app.extensions["installation"].ledger


def store(app: Flask) -> Store:
    return app.extensions["installation"].store


def decisions(app: Flask, topic: str) -> list[str]:
    found = Decisions(store(app), app.config["HOME"]).standing(topic)
    return [str(one.about.get("outcome") or one.about.get("field") or one.about["key"]) for one in found]


def request_of(app: Flask, kind: str) -> inbox.Request:
    return next(one for one in inbox.every(store(app)) if one.kind == kind)


def test_a_source_is_paused_with_a_reason_and_resumed(app: Flask, operator: Visitor) -> None:
    page = operator.press(operator.page("/desk/sources/backs"), "Pause", hours="24", reason="moving house")
    assert "Paused by mira" in page.get_text(" ", strip=True)
    held = ledger(app).pauses()["backs"]
    assert (held.by, held.reason, (held.until - held.since).days) == ("mira", "moving house", 1)
    entry = entries(app)[0]
    assert (entry.by, entry.action) == ("mira", "sources.pause")
    assert (entry.before["paused"], entry.after["paused"], entry.after["reason"]) == (
        "no",
        "yes",
        "moving house",
    )
    page = operator.press(page, "Resume")
    assert ledger(app).pauses() == {}
    operator.press(page, "Pause")
    assert ledger(app).pauses()["backs"].reason == "moving house"


def test_a_crawl_is_asked_for_of_suburbs_and_stopped(app: Flask, operator: Visitor) -> None:
    page = operator.press(operator.page("/desk/sources/hands"), "Start", areas="rosanna vic, 3079")
    job = ledger(app).jobs("waiting", source="hands")[0]
    assert (list(job.areas), job.by) == ([AREAS[0], AREAS[2]], "mira")
    assert entries(app)[0].after == {"job": job.id, "areas": [AREAS[0], AREAS[2]]}
    operator.press(page, "Stop")
    assert ledger(app).job(job.id).state == "failed"
    assert entries(app)[0].action == "runs.stop"


def test_a_place_that_is_not_known_is_refused_and_nothing_is_noted(app: Flask, operator: Visitor) -> None:
    before = len(entries(app))
    page = operator.press(operator.page("/desk/sources/hands"), "Start", 409, areas="Nowhere At All XYZ")
    assert "No suburb 'Nowhere At All XYZ' is known; try" in page.get_text()
    assert len(entries(app)) == before


def test_a_pair_is_judged_and_waits_again_when_that_is_undone(app: Flask, operator: Visitor) -> None:
    page = operator.press(operator.page("/desk/merges"), "One provider", note="rang them")
    assert "No pair is unsure" in page.get_text()
    judged = store(app).judgements()[-1]
    assert (judged.verdict, judged.by, judged.note) == ("same", "mira", "rang them")
    page = operator.press(page, "Undo")
    assert "1 pair to look at" in page.get_text()
    assert [one.verdict for one in store(app).judgements()] == ["same", "undone"]
    assert [one.action for one in entries(app)[:2]] == ["merges.undo", "merges.judge"]


def test_a_held_business_is_listed_and_held_again(app: Flask, operator: Visitor) -> None:
    page = operator.page("/desk/screening")
    assert "Tantric massage for the adventurous" in page.get_text()
    page = operator.press(page, "List it", reason="saw the diploma")
    assert "Nobody is held" in page.get_text()
    assert decisions(app, "screening") == ["include"]
    page = operator.press(page, "Undo")
    assert decisions(app, "screening") == []
    assert "1 held" in page.get_text()


def test_a_removal_is_honoured_and_can_be_taken_back(app: Flask, operator: Visitor) -> None:
    removal = request_of(app, "remove")
    page = operator.press(operator.page("/desk/requests"), "Leave them out")
    assert store(app).listing("sites/backroom.example") is None
    assert decisions(app, "suppression")
    answered = request_of(app, "remove")
    assert (answered.message, answered.contact, answered.done_at is not None) == ("", "", True)
    assert ledger(app).jobs("waiting", kind="index")
    entry = entries(app)[0]
    assert removal.provider_id in entry.about
    assert "Backroom" not in f"{entry.about}{entry.before}{entry.after}"
    operator.press(page, "Undo")
    assert decisions(app, "suppression") == []
    assert request_of(app, "remove").done_at is None


def test_a_request_is_answered_with_a_note_and_reopened(app: Flask, operator: Visitor) -> None:
    page = operator.page("/desk/requests")
    assert "Closed on <b>Fridays</b>." in page.get_text()
    assert page.select_one(".message b") is None
    asked = request_of(app, "wrong")
    token = operator.csrf
    sent = operator.client.post(f"/desk/requests/{asked.id}/done", data={"csrf": token, "note": "mended"})
    assert (request_of(app, "wrong").note, request_of(app, "wrong").message) == ("mended", "")
    operator.press(operator.page(sent.location), "Undo")
    assert request_of(app, "wrong").done_at is None


def test_somebody_is_left_out_by_a_phone_that_nobody_reads_afterwards(app: Flask, operator: Visitor) -> None:
    page = operator.press(
        operator.page("/desk/suppressions"), "Leave out", way="phone", value="0491 570 157", reason="rang"
    )
    assert store(app).listing("backs/12") is None
    assert "0491" not in page.get_text()
    entry = entries(app)[0]
    assert "570" not in f"{entry.about}{entry.before}{entry.after}"
    operator.press(page, "Lift it")
    assert decisions(app, "suppression") == []


def test_a_fact_is_corrected_and_taken_back_and_the_log_does_not_hold_it(
    app: Flask, operator: Visitor
) -> None:
    provider = request_of(app, "remove").provider_id
    page = operator.press(operator.page("/desk/corrections"), "Correct", provider=provider, field="phones",
                          value="03 7010 0009", reason="told by phone")  # fmt: skip
    assert "+61370100009" in page.get_text()
    assert decisions(app, "correction") == ["phones"]
    entry = entries(app)[0]
    assert "0009" not in f"{entry.about}{entry.before}{entry.after}"
    operator.press(page, "Undo")
    assert decisions(app, "correction") == []


def test_the_index_is_refreshed_when_asked_and_once(app: Flask, operator: Visitor, clock: Clock) -> None:
    for _ in range(2):
        assert operator.send("/desk/index/refresh") == 303
    assert len(ledger(app).jobs("waiting", kind="index")) == 1


def test_other_browsers_are_signed_out(app: Flask, operator: Visitor) -> None:
    other = Visitor(app.test_client())
    other.sign_in()
    operator.press(operator.page("/desk/account"), "Sign the others out")
    assert other.client.get("/desk/").status_code == 303
    assert operator.client.get("/desk/").status_code == 200


WRONG: dict[str, tuple[str, dict[str, str]]] = {
    "a run that is over": ("/desk/jobs/3/stop", {}),
    "no such job": ("/desk/jobs/99/stop", {}),
    "not paused": ("/desk/sources/backs/resume", {}),
    "no verdict": ("/desk/merges/judge", {"first": "backs/12", "second": "hands/77"}),
    "no listing": ("/desk/merges/judge", {"verdict": "same", "first": "backs/none", "second": "hands/77"}),
    "one listing": ("/desk/merges/judge", {"verdict": "same", "first": "backs/12", "second": "backs/12"}),
    "no judgement": ("/desk/merges/9/undo", {}),
    "no business": ("/desk/screening/rule", {"who": "p-none", "outcome": "include"}),
    "no outcome": ("/desk/screening/rule", {"who": "p-none", "outcome": "odd"}),
    "no request": ("/desk/requests/r-none/honour", {}),
    "no request to answer": ("/desk/requests/r-none/done", {}),
    "no request to reopen": ("/desk/requests/r-none/reopen", {}),
    "no way": ("/desk/suppressions/add", {"way": "name", "value": "x"}),
    "no phone": ("/desk/suppressions/add", {"way": "phone", "value": "x"}),
    "no suppression": ("/desk/suppressions/s-none/lift", {}),
    "no provider": (
        "/desk/corrections/add",
        {"provider": "p-none", "field": "name", "value": "x", "reason": "y"},
    ),
    "no correction": ("/desk/corrections/c-none/lift", {}),
}


def test_what_cannot_be_done_is_told_and_not_noted(app: Flask, operator: Visitor) -> None:
    before = [one.id for one in entries(app)]
    for what, (address, fields) in WRONG.items():
        answer = operator.client.post(address, data={"csrf": operator.csrf, **fields})
        assert (answer.status_code, "That was not done" in answer.text) == (409, True), what
    assert [one.id for one in entries(app)] == before


def test_every_action_there_is_leaves_one_entry_of_who_did_it(app: Flask, operator: Visitor) -> None:
    wrong, removal = request_of(app, "wrong"), request_of(app, "remove")
    fact = {"provider": wrong.provider_id, "field": "phones", "value": "03 7010 0009", "reason": "told"}

    def last(name: str) -> str:
        return str(entries(app)[0].after[name])

    done: list[tuple[str, Callable[[], str], dict[str, str]]] = [
        ("sources.pause", lambda: "/desk/sources/backs/pause", {}),
        ("sources.resume", lambda: "/desk/sources/backs/resume", {}),
        ("sources.run", lambda: "/desk/sources/hands/run", {"areas": "Rosanna VIC"}),
        ("runs.stop", lambda: f"/desk/jobs/{last('job')}/stop", {}),
        ("merges.judge", lambda: "/desk/merges/judge", {"verdict": "same", "first": "backs/12", "second": "hands/77"}),
        ("merges.undo", lambda: f"/desk/merges/{last('judgement')}/undo", {}),
        ("screening.rule", lambda: "/desk/screening/rule", {"who": "backs/13", "outcome": "include"}),
        ("corrections.add", lambda: "/desk/corrections/add", fact),
        ("corrections.lift", lambda: f"/desk/corrections/{last('correction')}/lift", {}),
        ("requests.done", lambda: f"/desk/requests/{wrong.id}/done", {}),
        ("requests.reopen", lambda: f"/desk/requests/{wrong.id}/reopen", {}),
        ("requests.honour", lambda: f"/desk/requests/{removal.id}/honour", {}),
        ("suppressions.add", lambda: "/desk/suppressions/add", {"way": "phone", "value": "03 7010 0002"}),
        ("suppressions.lift", lambda: f"/desk/suppressions/{last('suppression')}/lift", {}),
        ("index.refresh", lambda: "/desk/index/refresh", {}),
        ("sessions.end_others", lambda: "/desk/account/sign-out-others", {}),
        ("sessions.end", lambda: "/desk/sign-out", {}),
    ]  # fmt: skip
    assert {action for action, _, _ in done} == set(ACTIONS.values())
    token = operator.csrf
    for number, (action, address, fields) in enumerate(done, start=2):  # the first one is the sign-in
        assert operator.client.post(address(), data={"csrf": token, **fields}).status_code == 303, action
        entry = entries(app)[0]
        assert (entry.id, entry.by, entry.action, bool(entry.about)) == (number, "mira", action, True)


def test_a_notice_of_what_was_done_is_for_who_did_it(app: Flask, operator: Visitor, viewer: Visitor) -> None:
    operator.press(operator.page("/desk/sources/backs"), "Pause")
    number = entries(app)[0].id
    address = f"/desk/log?did={number}"
    assert [len(who.page(address).select(".just-done")) for who in (operator, viewer)] == [1, 0]
    operator.page("/desk/log?did=99999999999999999999")
    operator.page("/desk/log?did=x")


def test_the_log_shows_who_did_what_and_filters(app: Flask, operator: Visitor, stocked: Stocked) -> None:
    operator.press(operator.page("/desk/sources/backs"), "Pause", reason="moving <i>house</i>")
    rows = operator.page("/desk/log?area=sources").select(".row")
    assert len(rows) == 1
    assert "Paused Backs of Melbourne" in rows[0].get_text()
    assert "moving <i>house</i>" in rows[0].get_text().encode().decode("unicode_escape")
    assert operator.page("/desk/log?by=nor").select(".row") == []
