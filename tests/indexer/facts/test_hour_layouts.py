"""Layouts of opening hours as site builders and hands make them, each with the value it states."""

import datetime as dt

import pytest

from indexer.facts import hours
from indexer.page import Site
from indexer.parse import parse
from tests.indexer.facts.hour_layouts import HEAD, LAYOUTS

NOW = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)


def find(html: str) -> str | None:
    page = parse("<h1>Willow Rooms</h1>" + html, "http://clinic.example/", None, NOW)
    return hours.find(Site((page,), url="http://clinic.example/")).osm


@pytest.mark.parametrize(("name", "html", "osm"), LAYOUTS, ids=[row[0] for row in LAYOUTS])
def test_hours_are_read_from(name: str, html: str, osm: str | None) -> None:
    assert find(html) == osm


TEAM = """<h3>Dana Frost</h3><p>Monday 7am - 3pm<br>Friday 7am - 3pm</p>
<h3>Lee Marsh</h3><p>Monday 3pm - 8pm<br>Tuesday 12pm - 8pm</p>"""


def test_a_team_s_days_are_the_clinic_s_only_under_a_heading_of_hours() -> None:
    assert find("<h2>Team &amp; hours</h2>" + TEAM) == "Mo 07:00-20:00; Tu 12:00-20:00; Fr 07:00-15:00"
    assert find("<h2>Our team</h2>" + TEAM) != "Mo 07:00-20:00; Tu 12:00-20:00; Fr 07:00-15:00"


def test_years_are_not_times() -> None:
    assert (
        find(HEAD + "<p>Mon - Sat 9:30-18:00, Sun closed</p><p>© 2016-2026</p>")
        == "Mo-Sa 09:30-18:00; Su off"
    )


def test_the_hours_of_a_telephone_are_not_the_clinic_s() -> None:
    assert find("<p>Office line: weekdays 9-5</p>") is None
    assert (
        find(
            "<p>Office line: weekdays 9-5</p><h3>When can you come?</h3><p>Monday to Friday between 7am and 8pm;"
            " weekends for events.</p>"
        )
        == "Mo-Fr 07:00-20:00"
    )


def test_days_go_on_after_a_line_that_tells_of_something_else() -> None:
    table = "<tr><td>Mon</td><td>9:00 – 17:00</td></tr><tr><td>Fri</td><td>Surfing</td></tr><tr><td>Sat</td><td>8:00 – 12:00</td></tr>"
    assert find(f"<h2>Clinic hours</h2><table>{table}</table>") == "Mo 09:00-17:00; Sa 08:00-12:00"


@pytest.mark.parametrize(
    ("text", "osm"),
    [
        ("I am here Tuesday to Friday, ten until four, and never at weekends.", "Tu-Fr 10:00-16:00"),
        ("Monday, half past nine to five.", "Mo 09:30-17:00"),
        ("7 days, first booking 8am, last booking 8pm.", "Mo-Su 08:00-20:00"),
        (
            "Mon, Wed & Fri 9 - 5.30<br>Tue and Thu 12.30 - 7.30pm<br>Sat: ask",
            "Mo,We,Fr 09:00-17:30; Tu,Th 12:30-19:30",
        ),
        ("Weekdays 7.30am to 6pm, late night Wed (8pm)", "Mo-Tu,Th-Fr 07:30-18:00; We 07:30-20:00"),
    ],
)
def test_hours_may_be_put_in_words(text: str, osm: str) -> None:
    assert find(f"<h3>When</h3><p>{text}</p>") == osm


def test_day_codes_may_stand_alone() -> None:
    html = "<dl><dt>Mo</dt><dd>09:00–17:00</dd><dt>We</dt><dd>—</dd><dt>Th</dt><dd>11:00–19:30</dd></dl>"
    assert find(html) == "Mo 09:00-17:00; Th 11:00-19:30; We off"


def test_hours_in_noscript_count_where_a_script_builds_the_page() -> None:
    assert find("<noscript><p>Hours: Tue and Wed 10am to 6pm</p></noscript>") == "Tu-We 10:00-18:00"
