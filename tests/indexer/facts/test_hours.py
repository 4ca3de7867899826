"""Opening hours, from a line of text to a site's pages."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opening_hours import OpeningHours

from indexer.facts import hours
from indexer.model import Hours
from indexer.page import Site
from indexer.parse import parse

NOW = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)


def site(*pages: str) -> Site:
    parsed = [parse(html, f"http://clinic.example/{n}", None, NOW) for n, html in enumerate(pages)]
    return Site(tuple(parsed), url="http://clinic.example/")


def find(*pages: str) -> Hours:
    return hours.find(site(*pages))


LINES = [
    ("Mon-Fri: 9am - 5pm", "Mo-Fr 09:00-17:00"),
    (
        "Monday – Friday 8:00 – 20:00\nSaturday 9:00 – 14:00\nSunday Closed",
        "Mo-Fr 08:00-20:00; Sa 09:00-14:00; Su off",
    ),
    ("Monday to Saturday 10:00AM to 8:00PM", "Mo-Sa 10:00-20:00"),
    ("Monday - Saturday (10:00 AM to 8:00 PM)", "Mo-Sa 10:00-20:00"),
    ("Mondays: 9.30 a.m. - 4.00 p.m.", "Mo 09:30-16:00"),
    ("Thursday 8-11am\nFriday 8am-5pm", "Th 08:00-11:00; Fr 08:00-17:00"),
    ("Every day · 10 am – 9 pm", "Mo-Su 10:00-21:00"),
    ("Open 7 days : 9.30am - 8pm", "Mo-Su 09:30-20:00"),
    (
        "9am-5pm Monday to Friday, 10am-2pm Saturday, closed Sunday",
        "Mo-Fr 09:00-17:00; Sa 10:00-14:00; Su off",
    ),
    ("Tue & Thu 9-1, 2-6", "Tu,Th 09:00-13:00,14:00-18:00"),
    ("Mon, Wed and Fri: 0900 - 1700", "Mo,We,Fr 09:00-17:00"),
    ("Mo-Fr 09:00-17:00; Su off", "Mo-Fr 09:00-17:00; Su off"),
    ("Mon 9 till 5. Wed 10am till late", "Mo 09:00-17:00; We 10:00+"),
    ("Friday from 6pm", "Fr 18:00+"),
    ("weekdays 9.30am-4.00pm, weekends 10-2", "Mo-Fr 09:30-16:00; Sa-Su 10:00-14:00"),
    ("Sat 9 - 12 noon", "Sa 09:00-12:00"),
    ("Mon-Thu 8-8", "Mo-Th 08:00-20:00"),
    ("Mon–Fri 9am–5pm, closed public holidays", "Mo-Fr 09:00-17:00; PH off"),
    ("Thu - Mon 10 to 4", "Mo,Th-Su 10:00-16:00"),
    ("Monday 9am-12pm 1pm-5pm", "Mo 09:00-12:00,13:00-17:00"),
    ("Monday: 8h30 - 17h", "Mo 08:30-17:00"),
    ("M-F 9-5", "Mo-Fr 09:00-17:00"),
    ("Wed 4–8pm", "We 16:00-20:00"),
    ("Wed 1 - 5", "We 13:00-17:00"),
    ("Sat 12-4pm", "Sa 12:00-16:00"),
    ("Fri 10am - 12am", "Fr 10:00-24:00"),
    ("Mon-Sun 10am - midnight", "Mo-Su 10:00-24:00"),
    ("Fri-Sat 10am-2am", "Fr-Sa 10:00-02:00"),
    ("Open 24/7", "24/7"),
    ("10am to 7pm every day except Sunday", "Mo-Sa 10:00-19:00; Su off"),
    ("Closed Sundays and Mondays. Tues-Sat 9-5", "Tu-Sa 09:00-17:00; Mo,Su off"),
    ("Mon-Thurs 10-6, Fri 10-4, closed weekends", "Mo-Th 10:00-18:00; Fr 10:00-16:00; Sa-Su off"),
    ("Mon/Wed/Fri 9-6, Tue/Thu 12-8", "Mo,We,Fr 09:00-18:00; Tu,Th 12:00-20:00"),
    ("Mon to Fri: 9am to 5pm (closed for lunch 1-2)", "Mo-Fr 09:00-17:00"),
    ("Mon - Fri 9am - 5:30pm, Sun & Public Holidays Closed", "Mo-Fr 09:00-17:30; Su off; PH off"),
    ("Tuesday 10am-7pm (last appointment 6pm)", "Tu 10:00-19:00"),
    ("Mon. 9:00a - 5:00p, Wed. 1:00p - 7:00p", "Mo 09:00-17:00; We 13:00-19:00"),
    ("9am to 6pm Monday to Thursday and 9am to 1pm Friday", "Mo-Th 09:00-18:00; Fr 09:00-13:00"),
    ("Monday 09:00 to 12:30 and 14:00 to 18:00", "Mo 09:00-12:30,14:00-18:00"),
    ("MON 9AM-5PM TUE 9AM-5PM WED CLOSED", "Mo-Tu 09:00-17:00; We off"),
    ("Mon: 9:00am-5:00pm | Tues: 10:00am-6:00pm | Weds: Closed", "Mo 09:00-17:00; Tu 10:00-18:00; We off"),
    ("Monday\nTuesday\n9am-5pm\n10am-6pm", "Mo 09:00-17:00; Tu 10:00-18:00"),
    (
        "Monday, Tuesday, Thursday, Friday: 9am – 6pm; Wednesday: 9am – 1pm",
        "Mo-Tu,Th-Fr 09:00-18:00; We 09:00-13:00",
    ),
    ("Monday & Wednesday – 8:30am to 7pm", "Mo,We 08:30-19:00"),
    ("Monday through Thursday, 9 a.m. to 6 p.m.", "Mo-Th 09:00-18:00"),
    ("Mon to Fri between 8am and 6pm", "Mo-Fr 08:00-18:00"),
    ("Saturday: by appointment", None),
    ("Call 03 7010 1234", None),
    ("60 min $90", None),
    ("Available 2-3 days after your session", None),
    ("Open 7 days", None),
]


@pytest.mark.parametrize(("text", "osm"), LINES)
def test_a_line_of_hours_becomes_its_osm_value(text: str, osm: str | None) -> None:
    assert hours.parse(text) == osm


@pytest.mark.parametrize("osm", [osm for _, osm in LINES if osm])
def test_each_value_is_valid_osm_and_reads_back_as_itself(osm: str) -> None:
    OpeningHours(osm)
    assert hours.parse(osm) == osm


def lines(*texts: str, tag: str = "p") -> str:
    return "".join(f"<{tag}>{text}</{tag}>" for text in texts)


PAGES = [
    (
        "day and time in blocks of their own",
        "<footer><h3>Open Hours</h3>"
        + lines("Monday:", "9:00am - 6:30pm", "Friday:", "9:00am - 1pm", "Sunday:", "Closed"),
        "Mo 09:00-18:30; Fr 09:00-13:00; Su off",
    ),
    (
        "a table with a day a row",
        "<h3>Hours</h3><table><tr><td>Monday - Thursday<td>9am - 4pm<tr><td>Friday<td>9am - 12pm</table>",
        "Mo-Th 09:00-16:00; Fr 09:00-12:00",
    ),
    (
        "a table with a day a column",
        "<h2>Opening hours</h2><table><tr><th>Mon<th>Tue<th>Wed<tr><td>9-5<td>10-6<td>Closed</table>",
        "Mo 09:00-17:00; Tu 10:00-18:00; We off",
    ),
    (
        "a label in the same block",
        lines("Opening Hours Monday - Saturday (10:00 AM to 8:00 PM)"),
        "Mo-Sa 10:00-20:00",
    ),
    (
        "a column for opening and one for closing",
        (
            "<h2>Hours</h2><table><tr><th>Day<th>Open<th>Close<tr><td>Monday<td>9:00 AM<td>5:00 PM"
            "<tr><td>Sunday<td>Closed<td>Closed</table>"
        ),
        "Mo 09:00-17:00; Su off",
    ),
    (
        "each time in a block of its own",
        "<h2>Hours</h2>"
        + lines("Mon", "9:00 AM", "-", "5:00 PM", "Tue", "10:00 AM", "-", "6:00 PM", tag="div"),
        "Mo 09:00-17:00; Tu 10:00-18:00",
    ),
    (
        "a column for mornings and one for afternoons",
        "<h2>Hours</h2><table><tr><th><th>Morning<th>Afternoon<tr><td>Monday<td>9-12<td>2-6</table>",
        "Mo 09:00-12:00,14:00-18:00",
    ),
    (
        "a heading for each day",
        "<h2>Hours</h2><h4>Monday</h4><p>9:00 - 17:00</p><h4>Tuesday</h4><p>10:00 - 18:00</p>",
        "Mo 09:00-17:00; Tu 10:00-18:00",
    ),
    ("a sole therapist's days", lines("Available Monday - Friday 9am - 6pm"), "Mo-Fr 09:00-18:00"),
    (
        "hours without days, and the closed day",
        lines("Open hours: 10:30 AM - 7 PM (Sunday Closed)"),
        "Mo-Sa 10:30-19:00; Su off",
    ),
    ("a sentence", lines("A small studio. Open every day, 10 am to 9 pm."), "Mo-Su 10:00-21:00"),
    ("a definition list", "<dl><dt>Hours<dd>Mon–Fri 9am–6pm</dl>", "Mo-Fr 09:00-18:00"),
    (
        "spans for day and time",
        "<h4>Clinic Hours</h4><ul><li><span>Mon</span><span>9am - 5pm</span></li><li><span>Tue</span><span>Closed</span></li></ul>",
        "Mo 09:00-17:00; Tu off",
    ),
    (
        "line breaks",
        "<p><strong>Hours</strong><br>Mon - Fri 8am - 7pm<br>Sat 8am - 1pm<br>Sun closed</p>",
        "Mo-Fr 08:00-19:00; Sa 08:00-13:00; Su off",
    ),
    (
        "days in one column, times in the other",
        "<h3>Opening Hours</h3><div><p>Monday<p>Tuesday<p>Wednesday</div><div><p>9am-5pm<p>9am-7pm<p>Closed</div>",
        "Mo 09:00-17:00; Tu 09:00-19:00; We off",
    ),
]


@pytest.mark.parametrize(("name", "html", "osm"), PAGES, ids=[name for name, _, _ in PAGES])
def test_hours_are_read_from(name: str, html: str, osm: str) -> None:
    assert find(html).osm == osm


NOT_HOURS = [
    (
        "the days of each therapist",
        "<h3>Ana Example</h3>"
        + lines("Available: Tuesday 9am–8pm, Friday 9am–8pm")
        + "<h3>Tom Sample</h3>"
        + lines("Available: Wednesday 9:30am–2:30pm"),
    ),
    (
        "a class timetable",
        "<h2>Pilates classes</h2>" + lines("Tuesdays: 08:00 - 09:00", "Thursdays: 18:00 - 19:00", tag="li"),
    ),
    ("an event", lines("Friday, 18 April 2026 from 10am to 4pm: open day")),
    ("a booking form", "<form><label>Time</label><select><option>Monday 9am - 5pm</option></select></form>"),
    ("a promise to reply", lines("We reply within 24 hours, Monday to Friday.")),
    ("booking online", lines("Book online 24/7")),
    ("a notice period", lines("Please give 24 hours notice")),
    ("hours of the telephone", lines("Phone lines open Monday to Friday 9am-5pm")),
    ("parking rules", "<h3>Parking</h3>" + lines("2 hour parking Mon-Fri 9am-5pm")),
    ("holiday hours", "<h3>Christmas hours</h3>" + lines("Monday - Wednesday 9am - 12pm")),
]


@pytest.mark.parametrize(("name", "html"), NOT_HOURS, ids=[name for name, _ in NOT_HOURS])
def test_opening_hours_are_not_read_from(name: str, html: str) -> None:
    assert find(html).osm is None


def test_classes_beside_the_clinic_hours_are_left_out() -> None:
    html = (
        "<h3>Osteopathy</h3><p>Appointments are held at the following times:</p><ul>"
        + lines("Mondays: 08:00 - 14:00", "Fridays: 08:00 - 12:00", tag="li")
        + "</ul><h3>Pilates</h3><p>Classes are held at the following times:</p><ul>"
        + lines("Tuesdays: 08:00 - 09:00", "Thursdays: 18:00 - 19:00", tag="li")
        + "</ul>"
    )
    assert find(html).osm == "Mo 08:00-14:00; Fr 08:00-12:00"


def test_of_two_locations_the_first_counts() -> None:
    html = (
        "<h2>Northside</h2><h3>Opening hours</h3><p>Mon-Fri 9am-5pm</p>"
        "<h2>Southside</h2><h3>Opening hours</h3><p>Mon-Fri 10am-7pm</p>"
    )
    assert find(html).osm == "Mo-Fr 09:00-17:00"


def test_of_two_columns_of_locations_the_first_counts() -> None:
    html = (
        "<h3>Opening hours</h3><table><tr><td><td>Northside<td>Southside"
        "<tr><td>Monday<td>9-5<td>10-6<tr><td>Tuesday<td>9-6<td>Closed</table>"
    )
    assert find(html).osm == "Mo 09:00-17:00; Tu 09:00-18:00"


def test_the_fuller_of_two_timetables_that_agree_counts() -> None:
    html = (
        "<header>Hours: Mon-Fri 9am-5pm</header>"
        "<footer><h4>Opening hours</h4><p>Mon-Fri 9am-5pm</p><p>Sat 9am-1pm</p><p>Sun closed</p></footer>"
    )
    assert find(html).osm == "Mo-Fr 09:00-17:00; Sa 09:00-13:00; Su off"


def test_a_practice_named_after_its_classes_still_has_hours() -> None:
    html = "<footer><h3>Example Osteopathy & Pilates</h3><p>Mon-Fri 9-5</p></footer>"
    assert find(html).osm == "Mo-Fr 09:00-17:00"


def test_the_quote_stands_on_the_page() -> None:
    found = find("<footer><h4>Hours</h4><p>Mon-Fri: 9am - 5pm</p></footer>")
    assert [proof.quote for proof in found.evidence] == ["Mon-Fri: 9am - 5pm"]


def test_hours_in_structured_data_count_when_no_page_shows_any() -> None:
    html = """<script type="application/ld+json">{"@type": "MedicalClinic", "openingHoursSpecification": [
      {"@type": "OpeningHoursSpecification", "dayOfWeek": ["Monday", "https://schema.org/Tuesday"],
       "opens": "09:00", "closes": "17:30"}]}</script><p>Welcome</p>"""
    assert find(html).osm == "Mo-Tu 09:00-17:30"


def test_hours_on_the_page_outrank_structured_data() -> None:
    data = '<script type="application/ld+json">{"@type": "LocalBusiness", "openingHours": "Mo-Su 00:00-23:59"}</script>'
    assert find(data + "<h3>Hours</h3><p>Mon-Fri 9am-5pm</p>").osm == "Mo-Fr 09:00-17:00"


def test_a_machine_s_last_minute_is_the_end_of_the_day() -> None:
    data = (
        '<script type="application/ld+json">{"@type": "DaySpa", "openingHours": "Mo-Su 00:00-23:59"}</script>'
    )
    assert find(data).osm == "24/7"


@pytest.mark.parametrize(
    ("opens", "closes", "osm"),
    [
        ("10:00", "04:00", "Mo 10:00-16:00"),
        ("11:00", "02:00", "Mo 11:00-02:00"),
        ("22:00", "10:00", "Mo 22:00-10:00"),
    ],
)
def test_a_machine_s_closing_time_may_be_a_slip_of_twelve_hours(opens: str, closes: str, osm: str) -> None:
    said = f'{{"dayOfWeek": "Monday", "opens": "{opens}", "closes": "{closes}"}}'
    data = f'{{"@type": "DaySpa", "openingHoursSpecification": [{said}]}}'
    assert find(f'<script type="application/ld+json">{data}</script>').osm == osm


def test_an_opening_hours_string_may_list_days_without_times() -> None:
    data = (
        '<script type="application/ld+json">{"@type": "LocalBusiness", "openingHours": "Mo,Tu,We"}</script>'
    )
    assert find(data).osm is None


def test_days_by_appointment_are_noted_not_opened() -> None:
    found = find("<h3>Hours</h3><p>Mon-Fri 9am-5pm</p><p>Saturday by appointment</p>")
    assert (found.osm, found.note) == ("Mo-Fr 09:00-17:00", "Sa by appointment")


def test_by_appointment_alone_is_a_note() -> None:
    found = find("<p>Sessions are by appointment only.</p>")
    assert (found.osm, found.note) == (None, "by appointment")


@given(
    st.text(alphabet=st.sampled_from("Mon Tue-day, 9:30apm–5 7closed\n&/.()24"), max_size=60)
    | st.text(max_size=200)
)
def test_any_text_gives_a_valid_value_or_none(text: str) -> None:
    osm = hours.parse(text)
    if osm is not None:
        OpeningHours(osm)
