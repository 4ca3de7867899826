"""Clinics, one person's practices, and those who only travel."""

import pytest

from indexer.facts import kind, locations, service_areas
from indexer.model import Practitioner
from tests.indexer.facts.clinic_pages import site

PAGES = [
    ("<p>Mobile massage: I come to you, in the comfort of your own home.</p>", (), "mobile"),
    (
        "<p>I am a remedial therapist. My studio is at 12 Lower Plenty Road, Rosanna VIC 3084.</p>",
        (),
        "practitioner",
    ),
    ("<p>Our team of osteopaths welcomes you to our clinic.</p>", (), "clinic"),
    ("<p>I treat you as I would be treated.</p>", ("Jane Citizen", "Joe Citizen"), "clinic"),
    ("<p>Osteopathy at 12 Lower Plenty Road, Rosanna VIC 3084. Home visits too.</p>", (), "clinic"),
]


@pytest.mark.parametrize(("html", "people", "expected"), PAGES)
def test_the_kind_follows_from_what_the_site_says(html: str, people: tuple[str, ...], expected: str) -> None:
    made = site(html)
    staff = tuple(Practitioner(name=name) for name in people)
    assert kind.decide(made, locations.find(made, "AU"), service_areas.find(made, "AU"), staff) == expected
