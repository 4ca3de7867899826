"""What is due, and what is not begun although it is."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from data.source import DirectoryReading, Source
from operations.due import Asked, Known, plan_source
from operations.job import Coverage, Job, Pause
from operations.limits import SICK_AFTER, SPREAD
from tests.operations.conftest import NOON

PLACES = ["Eltham VIC 3095", "Kew VIC 3101", "Rosanna VIC 3084"]
SOURCE = Source(
    id="a-directory", title="", publisher="", url="http://a-directory.example/", licence="", purpose="",
    kind="directory", reading=DirectoryReading(start=("http://a-directory.example/{postcode}",)),
    path=Path("a-directory.yaml"),
)  # fmt: skip
ASKED = [Asked(place, place) for place in PLACES]
WEEK = timedelta(days=7)


def covered(area, good_at=NOON, **values):
    made = {"checked_at": good_at, "failures": 0, "listings": 3, "run_id": 1, **values}
    return Coverage(source=SOURCE.id, area=area, good_at=good_at, **made)


def failed(area, at, failures):
    return covered(area, None, checked_at=at, failures=failures, listings=None)


def job(state, at, area=None, **values):
    made = {
        "id": 1, "kind": "crawl", "source": SOURCE.id, "areas": PLACES, "area": area, "state": state, "by": "",
        "due_at": at, "queued_at": at, "started_at": at, "heartbeat_at": at, "finished_at": at, "worker": None,
        "pid": None, "run_id": None, "attempt": 1, "done": 0, "stop_by": None, "trouble": None,
    }  # fmt: skip
    return Job(**made | values)


def plan(now, coverage=(), source=SOURCE, **known):
    return plan_source(source, Known(ASKED, {one.area: one for one in coverage}, **known), now)


def areas(due):
    return [one.area for one in due]


def test_what_was_never_covered_is_due_and_what_was_is_due_before_its_interval_has_passed():
    assert areas(plan(NOON).ready) == PLACES
    some = [covered(PLACES[0]), covered(PLACES[1])]
    assert areas(plan(NOON + WEEK * (1 - SPREAD - 0.01), some).ready) == [PLACES[2]]
    later = plan(NOON + WEEK, some)
    assert areas(later.ready)[0] == PLACES[2], "the most overdue first"
    assert sorted(areas(later.ready)) == PLACES
    assert {one.due_at for one in later.due if one.area != PLACES[2]} != {NOON + WEEK}, "not all at once"


def test_an_area_that_fails_backs_off_further_each_time_and_others_go_on():
    for failures, hours in ((1, 1), (2, 4), (3, 24), (4, 168)):
        seen = [failed(PLACES[0], NOON, failures)]
        before = plan(NOON + timedelta(hours=hours, minutes=-1), seen)
        assert areas(before.ready) == PLACES[1:]
        [held] = [one for one in before.due if one.held]
        assert (held.attempt, held.not_before) == (failures + 1, NOON + timedelta(hours=hours))
        assert PLACES[0] in areas(plan(NOON + timedelta(hours=hours), seen).ready)


def test_a_job_that_failed_as_its_runs_were_judged_bad_counts_once():
    seen = [failed(PLACES[0], NOON, 1)]
    ended = [job("failed", NOON + timedelta(seconds=1), PLACES[0], run_id=1)]
    [held] = [one for one in plan(NOON + timedelta(minutes=1), seen, ended=ended).due if one.held]
    assert (held.attempt, held.not_before) == (2, NOON + timedelta(hours=1))


def test_a_lost_job_is_simply_due_again_but_not_for_ever_at_once():
    once = [job("lost", NOON, PLACES[0])]
    assert sorted(areas(plan(NOON, ended=once).ready)) == PLACES
    twice = [*once, job("lost", NOON, PLACES[0])]
    assert areas(plan(NOON, ended=twice).ready) == PLACES[1:]
    assert PLACES[0] in areas(plan(NOON + timedelta(hours=1), ended=twice).ready)
    assert PLACES[0] in areas(plan(NOON, [failed(PLACES[0], NOON, 0)], ended=twice).ready), "covered since"


def test_what_somebody_stopped_stays_stopped_for_a_day():
    stopped = [job("failed", NOON, PLACES[0], stop_by="kim")]
    held = plan(NOON + timedelta(hours=23), ended=stopped)
    assert not held.ready
    assert {one.held for one in held.due} == {"stopped by kim"}
    assert len(plan(NOON + timedelta(hours=24), ended=stopped).ready) == 3


def test_a_source_of_which_one_area_after_the_other_fails_is_left_alone_as_a_whole():
    asked = [Asked(f"place {number}", f"place {number}") for number in range(20)]
    seen = {one.key: failed(one.key, NOON, 1) for one in asked[:SICK_AFTER]}
    sick = plan_source(SOURCE, Known(asked, seen), NOON + timedelta(minutes=59))
    assert (sick.ready, sick.held) == ((), "backing off: 5 areas failed in a row")
    assert plan_source(SOURCE, Known(asked, seen), NOON + timedelta(hours=1)).ready
    one_good = {**seen, "place 9": covered("place 9", NOON + timedelta(minutes=1))}
    assert plan_source(SOURCE, Known(asked, one_good), NOON + timedelta(minutes=59)).ready


def test_nothing_begins_of_a_source_that_is_paused_disabled_or_at_work():
    pause = Pause(source=SOURCE.id, since=NOON, until=None, by="kim", reason="they move house")
    assert plan(NOON, pause=pause).held == "paused by kim (they move house)"
    assert plan(NOON, source=replace(SOURCE, enabled=False)).held == "disabled in its YAML"
    at_work = plan(NOON, active=[job("running", NOON)])
    assert at_work.job is not None
    assert not at_work.ready
    assert len(at_work.due) == 3


def test_a_site_is_due_when_its_next_visit_was_planned_for():
    asked = [
        Asked("http://one.example/", "one.example", NOON + timedelta(days=3)),
        Asked("http://two.example/", "two.example"),
    ]
    seen = {"one.example": covered("one.example")}
    assert areas(plan_source(SOURCE, Known(asked, seen), NOON).ready) == ["http://two.example/"]
    assert plan_source(SOURCE, Known(asked, seen), NOON).next_due == NOON + timedelta(days=3)
    assert len(plan_source(SOURCE, Known(asked, seen), NOON + timedelta(days=3)).ready) == 2
