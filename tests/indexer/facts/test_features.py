"""Payment, access and booking: stated, stated not, or silent."""

import pytest

from indexer.facts import features
from tests.indexer.facts.clinic_pages import site


def found(*pages: str, **named: str) -> dict[str, str]:
    return {term.id: term.status for term in features.find(site(*pages, **named))}


STATED = [
    ("<p>HICAPS available on site.</p>", "hicaps"),
    ("<p>Rebates from all major health funds.</p>", "health-fund-rebates"),
    ("<li>NDIS</li>", "ndis"),
    ("<p>We see TAC and WorkCover patients.</p>", "workcover"),
    ("<p>Free parking behind the building.</p>", "parking"),
    ("<h3>Gift vouchers</h3>", "gift-vouchers"),
    ("<p>Medicare rebates under a Chronic Disease Management plan.</p>", "medicare-cdm"),
    ("<a href='/book'>Book online</a>", "online-booking"),
    ("<p>The clinic is wheelchair accessible.</p>", "wheelchair-access"),
    ("<p>Park in the drive.</p>", "parking"),
    ("<p>There is a tram stop outside.</p>", "public-transport"),
    ("<p>Level entry from the side gate.</p>", "wheelchair-access"),
    ("<p>Tap your card on my phone, or cash.</p>", "card-payment"),
    ("<p>Vouchers may be bought at the desk.</p>", "gift-vouchers"),
    ("<p>HICAPS on site.</p>", "health-fund-rebates"),
    ("<h3>Do you have parking?</h3><p>Yes, behind the shop.</p>", "parking"),
    ("<p>Pensioners pay $80.</p>", "concession"),
    ("<p>HICAPS and EFTPOS. Sorry, no American Express.</p>", "card-payment"),
    ("<p>Lift to the second floor.</p>", "wheelchair-access"),
    ("<p>We accept debit, credit, cash and cheque.</p>", "card-payment"),
    ("<p>All sessions are done in the client's home.</p>", "home-visits"),
    ("<p>Chair massage for offices and events.</p>", "outdoor-or-corporate"),
    ("<p>Pay with cash, bank transfer or card.</p>", "card-payment"),
    ("<p>We no longer take cash, so payments can be made at our card machine.</p>", "card-payment"),
    ("<p>Homevisits across Edinburgh.</p>", "home-visits"),
    ("<p>I come to you: home visits across the north.</p>", "home-visits"),
]


@pytest.mark.parametrize(("html", "feature"), STATED)
def test_a_plain_statement_is_enough(html: str, feature: str) -> None:
    assert found(html).get(feature) == "stated"


DENIED = [
    ("<p>No HICAPS, sorry.</p>", "hicaps"),
    ("<p>We do not accept NDIS clients at the moment.</p>", "ndis"),
    ("<p>Appointments only. Walk-ins are not available.</p>", "walk-ins"),
    ("<p>Home visits are no longer offered.</p>", "home-visits"),
    ("<p>Our treatments are not covered by Medicare.</p>", "medicare-cdm"),
    ("<p>In-clinic only.</p>", "home-visits"),
    ("<p>I can't process HICAPS on the road.</p>", "hicaps"),
    ("<p>We cannot take TAC or WorkCover claims.</p>", "workcover"),
    ("<h3>Do you do home visits?</h3><p>No, only at the clinic.</p>", "home-visits"),
    ("<dl><dt>Health funds</dt><dd>No rebate since 2019.</dd></dl>", "health-fund-rebates"),
    ("<p>Sorry, neither therapy attracts a health fund rebate.</p>", "health-fund-rebates"),
]


@pytest.mark.parametrize(("html", "feature"), DENIED)
def test_a_denial_is_stated_not(html: str, feature: str) -> None:
    assert found(html).get(feature) == "stated_not"


SILENT = [
    ("<h2>About Jo</h2><p>Before that she worked for the Transport Accident Commission.</p>", "tac"),
    ("<p>Pre-event massage readies you for the race.</p>", "outdoor-or-corporate"),
    ("<p>Call us to book your appointment.</p>", "online-booking"),
    ("<p>We make a chiropractic care plan just for you.</p>", "medicare-cdm"),
    ("<h2>Reviews</h2><p>Easy parking and lovely people!</p>", "parking"),
]


@pytest.mark.parametrize(("html", "feature"), SILENT)
def test_history_praise_and_loose_words_state_nothing(html: str, feature: str) -> None:
    assert feature not in found(html)


def test_a_link_to_a_booking_system_states_online_booking() -> None:
    html = "<p><a href='https://rosanna-rooms.cliniko.com/bookings'>Reserve a time</a></p>"
    assert found(html)["online-booking"] == "stated"


def test_not_only_is_no_denial() -> None:
    assert found("<p>We not only accept NDIS participants but also DVA.</p>").get("ndis") == "stated"


def test_a_denial_for_those_without_a_plan_denies_nothing_to_the_others() -> None:
    html = "<p>Medicare pays with a GP management plan. Without a plan, osteopathy attracts no Medicare rebate.</p>"
    assert found(html).get("medicare-cdm") != "stated_not"


def test_buttons_and_sentences_to_book_by_telephone_are_no_online_booking() -> None:
    pages = [
        f"<h2>Book your {kind}</h2><p>To book {kind} now, ring me.</p>"
        for kind in ("session", "treatment", "appointment")
    ]
    assert "online-booking" not in found(
        *pages, contact="<p>Book an appointment</p><p>Book now by telephone.</p>"
    )


def test_a_senior_therapist_costs_more_and_seniors_less() -> None:
    assert "concession" not in found("<h2>Fees</h2><p>Expert senior remedial massage $95</p>")
    assert found("<h2>Fees</h2><p>Seniors $95</p>").get("concession") == "stated"


def test_medicaid_beside_it_tells_of_another_countrys_medicare() -> None:
    assert "medicare-cdm" not in found("<p>Special rates for Medicare/Medicaid are available.</p>")
