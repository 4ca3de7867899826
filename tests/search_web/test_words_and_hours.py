"""How distances, money, dates, numbers and hours are said."""

from datetime import UTC, datetime

import pytest

from indexer.model import Location
from search_web import hours, words

NOW = datetime(2026, 11, 24, 1, tzinfo=UTC)
ROSANNA = Location(country="AU", state="VIC", lat=-37.741, lon=145.068)
PERTH = Location(country="AU", state="WA")


@pytest.mark.parametrize(
    ("km", "said"),
    [
        (0, "under 100 m"),
        (0.07, "100 m"),
        (0.64, "600 m"),
        (0.96, "1.0 km"),
        (2.14, "2.1 km"),
        (9.96, "10 km"),
        (14.4, "14 km"),
    ],
)
def test_distances(km: float, said: str) -> None:
    assert words.distance(km) == said


@pytest.mark.parametrize(
    ("km", "town", "said"),
    [
        (0, "Rosanna", "in Rosanna"),
        (0.9, None, "about 1 km"),
        (0, None, "about 1 km"),
        (2.14, "Rosanna", "about 2 km"),
    ],
)
def test_a_distance_is_no_more_exact_than_the_place(km: float, town: str | None, said: str) -> None:
    assert words.about(km, town) == said


@pytest.mark.parametrize(
    ("amount", "currency", "said"),
    [
        (110, "AUD", "$110"),
        (99.5, "AUD", "$99.50"),
        (42, "GBP", "£42"),
        (1200, "NZD", "NZ$1,200"),
        (5, "XYZ", "XYZ 5"),
    ],
)
def test_money(amount: float, currency: str, said: str) -> None:
    assert words.money(amount, currency) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("+61370105512", "(03) 7010 5512"),
        ("+61491570156", "0491 570 156"),
        ("+442079460958", "+44 20 7946 0958"),
        ("not a number", "not a number"),
    ],
)
def test_phone_numbers(number: str, said: str) -> None:
    assert words.phone(number) == said


@pytest.mark.parametrize(
    ("stamp", "said"),
    [
        ("2026-11-24T00:00:00Z", "today"),
        ("2026-11-22T12:00:00Z", "yesterday"),
        ("2026-11-12T00:00:00Z", "12 days ago"),
        ("2026-06-01T00:00:00Z", "5 months ago"),
        ("2020-06-01T00:00:00Z", "6 years ago"),
        ("no date", "no date"),
    ],
)
def test_how_long_ago(stamp: str, said: str) -> None:
    assert words.ago(stamp, NOW) == said


def test_lists_and_counts() -> None:
    assert [words.listing(items) for items in ((), ("a",), ("a", "b"), ("a", "b", "c"))] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
    assert [words.count(n, "provider") for n in (0, 1, 1204)] == [
        "0 providers",
        "1 provider",
        "1,204 providers",
    ]


@pytest.mark.parametrize(
    ("label", "inside"),
    [
        ("Remedial massage", "remedial massage"),
        ("TMJ massage", "TMJ massage"),
        ("Thai massage", "Thai massage"),
        ("", ""),
    ],
)
def test_a_label_inside_a_sentence_keeps_its_names(label: str, inside: str) -> None:
    assert words.lower_first(label) == inside


@pytest.mark.parametrize(
    ("osm", "monday", "sunday"),
    [
        ("Mo-Fr 09:00-17:00", "9 am – 5 pm", "Closed"),
        ("Mo 09:30-12:00,13:00-17:15", "9:30 am – noon, 1 pm – 5:15 pm", "Closed"),
        ("24/7", "Open 24 hours", "Open 24 hours"),
        ("Su 22:00-26:00", "Closed", "10 pm – 2 am"),
        ('Mo 10:00-12:00 "by appointment"', "10 am – noon (by appointment)", "Closed"),
        ('Mo 10:00-12:00; Su "by appointment"', "10 am – noon", "By appointment"),
        ('Mo 10:00-12:00; "by appointment"', "10 am – noon", "Closed"),
        ('Mo 10:00-12:00 || "ring; or write"', "10 am – noon", "Closed"),
        ('24/7 "ring the bell"', "Open 24 hours (ring the bell)", "Open 24 hours (ring the bell)"),
    ],
)
def test_a_week_is_said_day_by_day(osm: str, monday: str, sunday: str) -> None:
    week = hours.week(osm, ROSANNA, NOW)
    assert [day.name for day in week] == list(words.DAYS.values())
    assert (week[0].said, week[6].said) == (monday, sunday)


@pytest.mark.parametrize("osm", ['"by appointment"', 'open "by appointment"', ' unknown "by appointment" ;'])
def test_a_comment_alone_is_a_note_and_never_open_day_and_night(osm: str) -> None:
    assert hours.week(osm, ROSANNA, NOW) == ()
    assert hours.notes(osm) == hours.today(osm, ROSANNA, NOW) == "By appointment"


def test_a_comment_beside_times_is_kept_as_a_note() -> None:
    assert (
        hours.notes('Mo 10:00-12:00; "by appointment" || "ring; or write"')
        == "By appointment; Ring; or write"
    )
    assert hours.notes('Mo 10:00-12:00 "by appointment"') == ""


def test_today_is_the_providers_own_day() -> None:
    late = datetime(
        2026, 11, 23, 14, 30, tzinfo=UTC
    )  # Tuesday 1:30 am in Melbourne, Monday 10:30 pm in Perth
    osm = "Mo 09:00-10:00; Tu 11:00-12:00"
    assert hours.today(osm, ROSANNA, late) == "11 am – noon"
    assert hours.today(osm, PERTH, late) == "9 am – 10 am"


def test_no_day_is_today_where_the_time_zone_is_unknown() -> None:
    nowhere = Location(country="ZZ")
    assert hours.today("Mo-Su 09:00-10:00", nowhere, NOW) is None
    assert hours.week("Mo-Su 09:00-10:00", nowhere, NOW)[0].said == "9 am – 10 am"


@pytest.mark.parametrize("osm", [None, "", "some Tuesdays", "x" * 5000, "Mo 99:00-100:00", "<script>"])
def test_hours_that_cannot_be_read_are_no_week(osm: str | None) -> None:
    assert hours.week(osm, ROSANNA, NOW) == ()
