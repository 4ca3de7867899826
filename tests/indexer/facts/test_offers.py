"""Price lists that leave out the sign, rates by the hour, extras and taxed twins."""

import pytest

from indexer.facts import prices
from tests.indexer.facts.clinic_pages import site

Found = set[tuple[int | None, float]]
PAGES: list[tuple[str, str, Found]] = [
    (
        "minutes and bare numbers in one line",
        (
            "<h3>unwind</h3><p>Relaxation massage.</p><p>60min 115 / 75min 138 / 90min 160</p>"
            "<h3>bump</h3><p>60min 120 / 75min 142</p>"
        ),
        {(60, 115), (75, 138), (90, 160), (60, 120), (75, 142)},
    ),
    (
        "a table of lengths and bare numbers",
        (
            "<table><tr><td>Half an hour</td><td>55</td></tr><tr><td>One hour</td><td>95</td></tr>"
            "<tr><td>Hour and a half</td><td>135</td></tr></table>"
        ),
        {(30, 55), (60, 95), (90, 135)},
    ),
    (
        "extras in a list",
        "<p>Thai massage 60 min $70</p><p>Add hot stones $20, body scrub $45, extra oil $5</p>",
        {(60, 70)},
    ),
    (
        "a fee for who stays away",
        "<p>Osteopathy 30 min $98</p><p>A fee of $50 applies if you miss an appointment.</p>",
        {(30, 98)},
    ),
    (
        "a rate by the hour and a therapist",
        "<h2>Seated massage</h2><p>$125 per therapist per hour (weekdays, 3 hour minimum).</p>",
        {(60, 125)},
    ),
    (
        "each amount with its tax beside it",
        "".join(
            f"<p>{n} min</p><p>${a:.2f}</p><p>${a * 1.13:.2f}</p>" for n, a in ((30, 75), (45, 95), (60, 115))
        ),
        {(30, 75), (45, 95), (60, 115)},
    ),
    (
        "what a customer paid elsewhere",
        "<p>Massage 60 min $115</p><p>“Cheaper than the resort spa, which wanted $240 for 50 minutes of it!”</p>",
        {(60, 115)},
    ),
    (
        "a horse's",
        "<h3>Osteopathy</h3><p>30 min $90</p><h3>Horses</h3><p>First visit (75 min) $95</p>",
        {(30, 90)},
    ),
    (
        "a lower fee",
        "<p>Massage 60 min $118</p><p>Pensioners: $15 less on everything above.</p>",
        {(60, 118)},
    ),
]


@pytest.mark.parametrize(("html", "found"), [page[1:] for page in PAGES], ids=[page[0] for page in PAGES])
def test_what_a_session_costs_is_told_from_other_amounts(html: str, found: Found) -> None:
    told = prices.find(site(html), "AU")
    assert {(price.minutes, price.amount) for price in told} == found
