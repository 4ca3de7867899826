"""When a source may be asked, over midnight and over daylight saving both ways.

In Melbourne clocks go back an hour on 5 April 2026 at 3:00 (16:00 UTC the day before), and forward an hour on
4 October 2026 at 2:00 (16:00 UTC the day before).
"""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.schedule import ScheduleError, read_schedule

MINUTE = timedelta(minutes=1)


def utc(words):
    return datetime.fromisoformat(words).replace(tzinfo=UTC)


def schedule(*quiet, **values):
    return read_schedule(
        {"zone": "Australia/Melbourne", **({"quiet": list(quiet)} if quiet else {}), **values}
    )


def closed_minutes(made, begin, end):
    """How many minutes of a span are closed, asked minute by minute."""
    return sum(not made.is_open(begin + MINUTE * n) for n in range(int((end - begin) / MINUTE)))


def test_quiet_hours_are_local_and_run_over_midnight():
    made = schedule("22:00-06:00")
    assert made.is_open(utc("2026-07-01 11:59"))  # 21:59
    assert made.why_closed(utc("2026-07-01 12:00")) == "quiet hours"
    assert made.next_open(utc("2026-07-01 12:00")) == utc("2026-07-01 20:00")
    assert made.next_closed(utc("2026-07-01 20:00")) == utc("2026-07-02 12:00")
    assert made.is_open(utc("2026-01-01 10:59")), "an hour earlier in summer"
    assert not made.is_open(utc("2026-01-01 11:00"))


def test_days_are_those_on_which_the_hours_begin():
    made = schedule("Fr,Sa 22:00-06:00")
    assert [made.is_open(utc(f"2026-07-0{day} 19:00")) for day in (2, 3, 4, 5)] == [True, False, False, True]
    weekend = schedule("Sa-Su 00:00-24:00")
    assert weekend.next_open(utc("2026-07-03 14:00")) == utc("2026-07-05 14:00")
    assert weekend.next_closed(utc("2026-06-29 00:00")) == utc("2026-07-03 14:00")


def test_an_hour_that_is_skipped_is_not_quiet_and_what_is_left_of_it_is():
    made = schedule("02:30-03:30")
    assert closed_minutes(made, utc("2026-10-03 14:00"), utc("2026-10-04 14:00")) == 30
    assert made.next_closed(utc("2026-10-03 14:00")) == utc("2026-10-03 16:00"), "2:00 becomes 3:00"
    assert made.next_open(utc("2026-10-03 16:00")) == utc("2026-10-03 16:30")
    assert closed_minutes(schedule("02:00-03:00"), utc("2026-10-03 14:00"), utc("2026-10-04 13:00")) == 0


def test_an_hour_that_is_repeated_is_quiet_both_times():
    made = schedule("02:00-03:00")
    assert closed_minutes(made, utc("2026-04-04 13:00"), utc("2026-04-05 14:00")) == 120
    assert made.next_open(utc("2026-04-04 15:00")) == utc("2026-04-04 17:00")
    half = schedule("02:30-02:45")
    assert half.next_closed(utc("2026-04-04 14:00")) == utc("2026-04-04 15:30")
    assert half.next_open(utc("2026-04-04 15:30")) == utc("2026-04-04 15:45")
    assert half.next_closed(utc("2026-04-04 15:45")) == utc("2026-04-04 16:30"), "half past two again"


def test_a_blackout_is_whole_local_days():
    made = schedule(blackouts=[{"from": "2026-12-24", "to": "2026-12-26", "reason": "they asked us to"}])
    assert made.is_open(utc("2026-12-23 12:59"))
    assert made.why_closed(utc("2026-12-23 13:00")) == "blackout to 2026-12-26 (they asked us to)"
    assert made.next_open(utc("2026-12-24 00:00")) == utc("2026-12-26 13:00")


def test_without_a_schedule_it_is_always_open():
    made = read_schedule({})
    assert made.is_open(utc("2026-07-01 12:00"))
    assert made.next_closed(utc("2026-07-01 12:00")) is None


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"zone": "Australia/Rosanna"}, "no time zone: name one"),
        ({"zone": "../etc/passwd"}, "no time zone"),
        ({"quiet": ["at night"]}, "no time: write"),
        ({"quiet": ["22:00-25:00"]}, "'25:00' is no time of day"),
        ({"quiet": ["Mo-Xy 08:00-18:00"]}, "'Xy' is no day"),
        ({"quiet": ["08:00-08:00"]}, "ends as it begins"),
        ({"quiet": ["00:00-24:00"]}, "disable the source instead"),
        ({"blackouts": [{"from": "2026-12-24", "to": "Christmas"}]}, "no date such as"),
        ({"blackouts": [{"from": "2026-12-24", "to": "2026-12-23"}]}, "lies before"),
    ],
)
def test_what_makes_no_sense_is_refused(values, message):
    with pytest.raises(ScheduleError, match=message):
        read_schedule(values)


@given(
    st.sampled_from(["22:00-06:00", "02:30-03:30", "Sa,Su 00:00-24:00", "Mo-Fr 09:00-17:00", "23:59-00:01"]),
    st.sampled_from(
        ["Australia/Melbourne", "Australia/Lord_Howe", "UTC", "Europe/London", "America/St_Johns"]
    ),
    st.integers(0, 2 * 365 * 24 * 60),
)
def test_the_next_change_is_one_and_nothing_changes_before_it(quiet, zone, minute):
    made = read_schedule({"zone": zone, "quiet": [quiet]})
    moment = utc("2026-01-01 00:00") + MINUTE * minute
    is_open = made.is_open(moment)
    change = made.next_closed(moment) if is_open else made.next_open(moment)
    assert change is not None
    assert made.is_open(change) is not is_open
    between = int((change - moment) / MINUTE)
    assert all(made.is_open(moment + MINUTE * n) is is_open for n in range(0, between, 7))
    assert made.is_open(change - MINUTE) is is_open
