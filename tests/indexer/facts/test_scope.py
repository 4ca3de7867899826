"""Which sites are providers of osteopathy, massage or bodywork."""

import pytest

from indexer.facts import scope, services
from tests.indexer.facts.clinic_pages import site


def in_scope(*pages: str, **named: str) -> bool:
    one = site(*pages, **named)
    return scope.decide(one, services.find(one))[0]


OURS = [
    "<title>Rosanna Osteo Rooms</title><h1>Osteopathy in Rosanna</h1><p>Call 03 7010 1234 to book.</p>",
    "<h1>Jo's Massage</h1><h2>Prices</h2><p>Relaxation massage 60 min $90</p>",
    "<p>I am a remedial massage therapist in Yea. I offer deep tissue massage.</p>",
    "<h1>Bank Street Chiropractic</h1><h2>Services</h2><ul><li>Chiropractic</li><li>Remedial massage</li></ul>",
    "<h1>Lotus Room</h1><h2>Massage menu</h2><h3>Four hands massage</h3><p>60 min $180</p><h3>Couples massage</h3>",
    "<h1>Tarn Osteopathy</h1><p>Our osteopaths treat you. We also run a student clinic on Fridays.</p>",
    "<h1>Elm Massage</h1><h2>Our services</h2><p>Remedial massage</p><h2>Shop</h2><p>Heat pack: add to cart</p>",
]

TURNS_AWAY = (
    "<h1>Lotus Thai Massage</h1><h2>Massage menu</h2><p>Thai massage 60 min $80</p><p>Call 03 7010 1234 to book</p>"
    "<h2>FAQ</h2>"
)
REFUSALS = (
    "<p>Is this a “happy ending” place?</p><p>No. You will be asked to leave.</p>",
    "<p>We do not offer erotic massage, please don't ask.</p>",
    "<p>No sexual services, no escorts: strictly professional therapeutic massage.</p>",
)


@pytest.mark.parametrize("refusal", REFUSALS)
def test_who_refuses_adult_services_is_not_taken_for_one_who_offers_them(refusal: str) -> None:
    assert in_scope(TURNS_AWAY + refusal)
    assert not in_scope(TURNS_AWAY + "<p>Erotic massage with a happy ending by young ladies.</p>")


NOT_OURS = [
    "<h1>City Chiropractic</h1><h2>Services</h2><ul><li>Chiropractic adjustments</li></ul><p>Book now.</p>",
    "<h1>Iron Studio</h1><h2>Services</h2><ul><li>Personal training</li><li>Pilates</li></ul>",
    "<title>example</title><h1>This domain is for sale</h1><p>Related searches: remedial massage, massage therapy</p>",
    """<h1>Hands-On School of Massage</h1><h2>Courses</h2><p>Enrol now in Swedish massage, 12 weeks.</p>
    <p>Our students learn remedial massage. Nationally accredited training, RTO code 00000.</p>""",
    "<h1>Massage Chairs Direct</h1><p>Massage chairs in stock, free shipping. Add to cart.</p>",
    "<h1>Remedial massage therapist wanted</h1><p>Apply now with a cover letter. Competitive salary.</p>",
    "<h1>Velvet</h1><p>Nuru and sensual massage by young ladies. Relaxation massage, 60 min $200.</p>",
    "<h1>Top 10 massage places</h1><p>Find a therapist near you. List your business. Thai massage and more.</p>",
    "<h1>Elm Chiropractic</h1><h2>Services</h2><ul><li>Chiropractic</li><li>Motorised Deep-Tissue Percussive Massage</li></ul>",
    "<h1>Hands-On Physio</h1><h2>Services</h2><ul><li>Physiotherapy</li><li>Dry needling</li></ul>",
    "",
]


@pytest.mark.parametrize("html", OURS)
def test_a_provider_is_in_scope(html: str) -> None:
    assert in_scope(html)


@pytest.mark.parametrize("html", NOT_OURS)
def test_other_sites_are_not(html: str) -> None:
    assert not in_scope(html)


def test_a_studio_with_an_article_on_osteopathy_is_not_ours() -> None:
    home = "<h1>The Blog of Backs</h1><h2>Classes</h2><ul><li>Pilates</li><li>Personal training</li></ul>"
    article = (
        "<h1>What is osteopathy?</h1><p>Osteopathy looks at the whole body. An osteopath may help you.</p>"
    )
    assert not in_scope(home, **{"blog/what-is-osteopathy": article})


def test_a_students_guide_to_other_peoples_shops_is_not_ours() -> None:
    home = "<h1>Thai life in Morwell</h1><p>We offer a warm welcome. Thai massage and Thai restaurants near you.</p>"
    about = "<p>As an exchange student I made this site. This guide reviews shops I like.</p>"
    massage = "<h1>Thai massage</h1><p>Thai massage is a joy.</p>"
    assert not in_scope(home, about=about, massage=massage)


def test_the_reasons_say_why() -> None:
    one = site("<h1>Jo's Massage</h1><p>Relaxation massage 60 min $90</p>")
    decided, reasons = scope.decide(one, services.find(one))
    assert decided
    assert any("relaxation-massage" in reason for reason in reasons)
