"""Which country a site works in, from many weak signs."""

import pytest

from indexer.facts import country
from tests.indexer.facts.clinic_pages import site

SITES = [
    ("clinic.example", "<p>Welcome</p>", "AU"),
    ("clinic.co.uk", "<p>Welcome</p>", "GB"),
    ("clinic.example", "<p>12 Lower Plenty Road, Rosanna VIC 3084</p>", "AU"),
    ("clinic.example", "<p>1 High Street, Bath BA1 1AA. £45</p>", "GB"),
    ("clinic.example", "<p>(602) 234-1987</p><p>Scottsdale, AZ 85254</p>", "US"),
    ("clinic.example", "<p>100 Lake Drive, Burlington ON L7L 0A3</p>", "CA"),
    ("clinic.example", '<a href="tel:+64210230000">021 023 0000</a><p>Auckland, New Zealand</p>', "NZ"),
    ("clinic.example", "<p>Ennis, Co. Clare</p><p>087 123 4567</p><p>€60</p>", "IE"),
    ("clinic.example", "<p>Registered with AHPRA. HICAPS on the spot.</p>", "AU"),
    ("clinic.example", "<p>GOsC registered, CNHC member</p><p>07946 000123</p>", "GB"),
    ("clinic.example", '<html lang="en-US"><p>0491 570 156</p><p>$90</p>', "AU"),
    (
        "clinic.example",
        (
            '<script type="application/ld+json">{"@type":"LocalBusiness","address":'
            '{"@type":"PostalAddress","addressCountry":"Ireland"}}</script><p>x</p>'
        ),
        "IE",
    ),
    ("clinic.example", "<p>9 Kea Street, Kea Bay 8999, Christchurch NZ</p><p>020 7946 0123</p>", "NZ"),
    (
        "clinic.example",
        '<iframe src="https://www.google.com/maps/embed?pb=!1m1!2d174.7!3d-36.8!2m3!1sen!2snz"></iframe>',
        "NZ",
    ),
]


@pytest.mark.parametrize(("host", "html", "where"), SITES)
def test_the_country_is_what_most_signs_say(host: str, html: str, where: str) -> None:
    assert country.infer(site(html, host=host)) == where


@pytest.mark.parametrize(
    ("name", "code"), [("Australia", "AU"), ("UK", "GB"), ("GB", "GB"), ("Narnia", None), ("", None)]
)
def test_a_country_is_known_by_name_and_code(name: str, code: str | None) -> None:
    assert country.country_code(name) == code
