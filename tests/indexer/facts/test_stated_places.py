"""The town a site says it is in, where it gives no whole address."""

import pytest

from indexer.facts import locations
from tests.indexer.facts.clinic_pages import site

SITES = [
    (
        "CA",
        "<h3>Located Downtown Millford</h3><p>Address: 12 Alder St. N</p>",
        ("12 Alder St. N", "Millford"),
    ),
    (
        "CA",
        "<p>Hands-on care in downtown Millford.</p><p>Address: 12 Alder St. N</p>",
        ("12 Alder St. N", "Millford"),
    ),
    (
        "CA",
        "<title>Shiatsu in Millford | Kind Hands</title><p>Come to my home studio in the Heights.</p>",
        (None, "Millford"),
    ),
    ("GB", "<p>We are based in the London Borough of Ealing.</p>", (None, "Ealing")),
    ("GB", "<p>I was working in Financial Services before. My clinic is in Elgin.</p>", (None, "Elgin")),
    (
        "GB",
        "<footer><p>Elgin and Moray area:<br>hello@kind-hands.example<br>01632 960123</p></footer>",
        (None, "Elgin"),
    ),
    ("NZ", "<p>Our booking software is located in Australia.</p><p>Based in Kea Bay.</p>", (None, "Kea Bay")),
]


@pytest.mark.parametrize(("country", "html", "place"), SITES)
def test_a_town_is_read_from_what_the_site_says(
    country: str, html: str, place: tuple[str | None, str]
) -> None:
    found = [(f.value.street, f.value.suburb) for f in locations.find(site(html), country)]
    assert found == [place]


def test_a_country_is_no_town() -> None:
    assert not locations.find(site("<p>Our booking software is located in Australia.</p>"), "NZ")
