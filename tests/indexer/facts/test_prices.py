"""Prices of sessions, from lines, cards, lists and tables."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.facts import prices
from indexer.model import Price
from indexer.page import Site
from indexer.parse import parse

NOW = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)


def find(*pages: str, country: str = "AU") -> tuple[Price, ...]:
    parsed = [parse(html, f"http://clinic.example/{n}", None, NOW) for n, html in enumerate(pages)]
    return prices.find(Site(tuple(parsed), url="http://clinic.example/"), country)


def pairs(*pages: str, country: str = "AU") -> set[tuple[int | None, float]]:
    return {(price.minutes, price.amount) for price in find(*pages, country=country)}


def lines(*texts: str, tag: str = "p") -> str:
    return "".join(f"<{tag}>{text}</{tag}>" for text in texts)


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"


MASSAGE = "<h3>Massage</h3>"
PAGES: list[tuple[str, str, set[tuple[int | None, float]]]] = [
    ("length first", MASSAGE + lines("30 min - $60", "60 min - $100"), {(30, 60), (60, 100)}),
    ("amount first", lines("Massage $70 for 60 Min | $100 for 90 Min"), {(60, 70), (90, 100)}),
    ("two audiences", lines("30 min Remedial $70 or $60 with concession"), {(30, 70), (30, 60)}),
    ("length in a heading", "<h3>Initial Appointment (45 min)</h3><p>$120</p>", {(45, 120)}),
    (
        "lengths in the head row",
        table(("", "30 min", "60 min"), ("Swedish", "$50", "$85"), ("Deep tissue", "$55", "$95")),
        {(30, 50), (60, 85), (30, 55), (60, 95)},
    ),
    (
        "lengths in a column",
        table(
            ("Treatment", "Duration", "Price"),
            ("Remedial", "60 mins", "$100"),
            ("", "90 mins", "$140"),
            ("Cupping", "30", "45"),
        ),
        {(60, 100), (90, 140), (30, 45)},
    ),
    (
        "two price columns",
        table(
            ("Duration", "Plain", "With aromatherapy"),
            ("1 hour", "$80", "$90"),
            ("1.5 hours", "$110", "$125"),
        ),
        {(60, 80), (60, 90), (90, 110), (90, 125)},
    ),
    (
        "a table on its side",
        table(("Time", "30 min", "60 min"), ("Price", "$40", "$75")),
        {(30, 40), (60, 75)},
    ),
    (
        "figures without a sign under a price head",
        table(("Service", "Cost"), ("Standard consult (30 mins)", "95"), ("Long consult (45 mins)", "125")),
        {(30, 95), (45, 125)},
    ),
    (
        "membership columns",
        table(("Items", "Casual", "12-months Membership"), ("30 Min Massage", "$55.00", "$45.00")),
        {(30, 55), (30, 45)},
    ),
    (
        "cards with length, words, amount",
        "<div><h4>Swedish</h4>" + lines("60 minutes", "Full body.", "$90") + "</div>"
        "<div><h4>Hot stone</h4>" + lines("75 minutes", "Warm stones.", "$115") + "</div>",
        {(60, 90), (75, 115)},
    ),
    (
        "cards with amount, then length",
        "<div><h4>Swedish</h4>"
        + lines("$90", "60 minutes")
        + "</div><div><h4>Hot stone</h4>"
        + lines("$115", "75 minutes")
        + "</div>",
        {(60, 90), (75, 115)},
    ),
    (
        "cards without headings",
        lines(
            "Initial Consultation",
            "60 minutes",
            "$150",
            "Book now",
            "Standard Consultation",
            "40 minutes",
            "$110",
        ),
        {(60, 150), (40, 110)},
    ),
    (
        "a definition list",
        "<h3>Osteopathy</h3><dl><dt>Initial<dd>£65<dt>Follow up<dd>£50</dl>",
        {(None, 65), (None, 50)},
    ),
    (
        "sentences",
        lines(
            "A standard consultation costs $85 and takes 30 minutes. Your first visit is $110 and takes 45 minutes."
        ),
        {(30, 85), (45, 110)},
    ),
    (
        "all lengths, then all amounts",
        "<h2>Massage</h2><div>"
        + lines("30 min", "60 min", "90 min")
        + "</div><div>"
        + lines("$45", "$80", "$110")
        + "</div>",
        {(30, 45), (60, 80), (90, 110)},
    ),
    ("lists with slashes", MASSAGE + lines("30/60/90 min $50/$80/$110"), {(30, 50), (60, 80), (90, 110)}),
    (
        "ranges, the lower figure",
        MASSAGE + lines("45-60 minutes $90", "$100 - $120 for 75 minutes"),
        {(45, 90), (75, 100)},
    ),
    (
        "hours in words and fractions",
        MASSAGE
        + lines(
            "1 hr - $80",
            "1 1/2 hr - $110",
            "half hour - $45",
            "2 hours - $150",
            "1h15 - $95",
            "1 hour 45 minutes $140",
        ),
        {(60, 80), (90, 110), (30, 45), (120, 150), (75, 95), (105, 140)},
    ),
    ("a rate by the hour", MASSAGE + lines("$80/hr"), {(60, 80)}),
    ("bare minutes between dots", lines("Combination massage · 60 · $95"), {(60, 95)}),
    (
        "other currencies",
        MASSAGE + lines("60 min — ₱500, 90 min — P700, 2 hrs PHP 900"),
        {(60, 500), (90, 700), (120, 900)},
    ),
    (
        "prices beside vouchers",
        "<h3>Treatments &amp; Gift Vouchers</h3>" + lines("Swedish 60 min $90"),
        {(60, 90)},
    ),
    ("a rebate in the line", MASSAGE + lines("Health fund rebates apply – 60 min $95"), {(60, 95)}),
    ("a length within a length", MASSAGE + lines("60 min massage including a 15 min chat $90"), {(60, 90)}),
    (
        "sections of a table",
        table(("Swedish",), ("30 mins", "£30"), ("Hot stone",), ("60 mins", "£60")),
        {(30, 30), (60, 60)},
    ),
    ("a booking form alone", "<select><option>Swedish 60 min - $90</option></select>", {(60, 90)}),
    ("audiences without minutes", lines("Adults: £50 / Children: £40"), {(None, 50), (None, 40)}),
    (
        "labels for length and price",
        "<h1>Remedial Massage</h1>" + lines("Duration: 60 minutes", "Price: $95"),
        {(60, 95)},
    ),
    ("classes", "<h3>Mat Pilates</h3>" + lines("Casual class $22", "10 class pass $180"), {(None, 22)}),
    ("a pass behind a price", MASSAGE + lines("Small group (45 min) - $42, or 10 pass $380"), {(45, 42)}),
    ("no sign", MASSAGE + lines("60 min | 100", "90 min | 140"), {(60, 100), (90, 140)}),
    (
        "no sign, one row a treatment",
        MASSAGE + lines("60 min | 100") + "<h3>Cupping</h3>" + lines("45 min | 85"),
        {(60, 100), (45, 85)},
    ),
    (
        "a unit as heading",
        "<h1>Massage</h1><div><div><p>60 mins</p></div><div><h3>$85</h3><h4>per session</h4></div></div>",
        {(60, 85)},
    ),
    (
        "amount, its length, then others",
        MASSAGE + "<div>$79</div><p>60 minutes of long strokes. 30 minutes $45, 90 minutes $115.</p>",
        {(60, 79), (30, 45), (90, 115)},
    ),
    ("the first hour", MASSAGE + lines("Visits are $140 for the first hour."), {(60, 140)}),
    ("an adjustment", "<h3>Chiropractic</h3>" + lines("Adjustment $65"), {(None, 65)}),
    (
        "fractions of an hour",
        MASSAGE + lines("1/2 hr $55", "3/4 hour $75", "1 1/2 hours $135"),
        {(30, 55), (45, 75), (90, 135)},
    ),
    ("no product", "<h3>Prices</h3>" + lines("Ear candles $45"), {(None, 45)}),
]


@pytest.mark.parametrize(("name", "html", "expected"), PAGES, ids=[name for name, _, _ in PAGES])
def test_prices_are_read_from(name: str, html: str, expected: set[tuple[int | None, float]]) -> None:
    assert pairs(html) == expected


NO_PRICES = [
    ("vouchers", "<h3>Gift vouchers</h3>" + lines("$50", "60 minute massage voucher $90")),
    ("packs", MASSAGE + lines("5 x 60 min $400", "10 session pack $800", "6 week block £72")),
    ("add-ons", MASSAGE + lines("Add hot stones $15", "plus $10 for oil")),
    ("extra services", "<h3>Extra Services</h3>" + lines("Hot Stones $20")),
    ("fees and deposits", MASSAGE + lines("Cancellation fee $50", "A deposit of $30 is required")),
    ("rebates", "<h3>Fees</h3>" + lines("Medicare rebate $61.80, gap $33.20")),
    ("discounts", MASSAGE + lines("Save $20 on your first visit", "a massive £90 discount")),
    ("room hire", "<h3>Room hire</h3>" + lines("$30 per hour")),
    ("travel", MASSAGE + lines("Travel fee $20 over 10 km", "$1.50/min")),
    ("a shop", "<h3>Massage oils</h3>" + lines("Lavender oil $25")),
    ("figures to be proud of", lines("£90K+ Invested in massage equipment")),
    ("a programme", MASSAGE + lines("Now only $1980")),
    ("a neighbour's class", MASSAGE + lines("Yoga class run by Tall Pines, not by us, $22")),
    ("one row without a sign", MASSAGE + lines("60 min | 100")),
    ("a testimonial", "<h3>Testimonials</h3>" + lines("I paid $200 for worse massages elsewhere!")),
]


@pytest.mark.parametrize(("name", "html"), NO_PRICES, ids=[name for name, _ in NO_PRICES])
def test_no_session_is_priced_by(name: str, html: str) -> None:
    assert pairs(html) == set()


def test_a_price_says_what_it_buys_and_for_whom() -> None:
    (price,) = find("<h2>Osteopathy</h2><p>Initial consultation (child) 45 min: $95</p>")
    assert (price.service, price.minutes, price.amount, price.currency) == ("osteopathy", 45, 95.0, "AUD")
    assert (price.audience, price.visit) == ("child", "initial")
    assert price.evidence[0].quote == "Initial consultation (child) 45 min: $95"


def test_each_amount_of_a_line_takes_its_own_words() -> None:
    found = find("<h2>Osteopathy</h2><p>Adult $80, concession $70 (45 min)</p>")
    assert {(p.amount, p.audience, p.minutes) for p in found} == {
        (80.0, "standard", 45),
        (70.0, "concession", 45),
    }


def test_a_least_price_keeps_from_in_its_label() -> None:
    (price,) = find("<p>Lymphatic drainage 60 minutes from $110</p>")
    assert price.label.endswith("from")


@pytest.mark.parametrize(
    ("country", "code"), [("AU", "AUD"), ("CA", "CAD"), ("NZ", "NZD"), ("US", "USD"), ("GB", "USD")]
)
def test_a_dollar_is_the_country_s(country: str, code: str) -> None:
    assert [p.currency for p in find("<p>60 minute massage $90</p>", country=country)] == [code]


def test_the_same_price_on_every_page_is_one_price() -> None:
    page = "<h3>Swedish massage</h3><p>60 min $90</p>"
    (price,) = find(page, page)
    assert len(price.evidence) == 2


def test_a_teaser_without_minutes_gives_way_to_the_full_price() -> None:
    assert pairs("<h3>Swedish massage</h3><p>60 min $90</p>", "<p>Swedish massage only $90</p>") == {
        (60, 90.0)
    }


@settings(max_examples=60)
@given(st.text(alphabet=st.sampled_from("<p>/h3td$£60 1:min hour,-x"), max_size=120) | st.text(max_size=200))
def test_any_page_gives_prices_in_bounds(html: str) -> None:
    for price in find(html):
        assert price.amount > 0
        assert price.minutes is None or price.minutes > 0


def test_the_quote_shows_amount_and_minutes_as_they_stand_on_the_page() -> None:
    html = "<h4>Swedish</h4><p>60 minutes</p><p>$90</p>" + table(("Thai, 30 min", "$50"))
    assert [price.evidence[0].quote for price in find(html)] == ["Thai, 30 min $50", "60 minutes $90"]
