"""Areas that mobile therapists travel to."""

import pytest

from indexer.facts import service_areas
from tests.indexer.facts.clinic_pages import site

PAGES = [
    (
        "<h2>Areas we service</h2><ul><li>Rosanna</li><li>Eltham</li><li>Heidelberg</li></ul>",
        ("Rosanna", "Eltham", "Heidelberg"),
    ),
    ("<p>Mobile massage servicing Rosanna, Eltham and Heidelberg.</p>", ("Rosanna", "Eltham", "Heidelberg")),
    ("<h3>Service areas</h3><p>Rosanna | Eltham | Kew</p>", ("Rosanna", "Eltham", "Kew")),
    ("<h2>Services</h2><ul><li>Relaxation massage</li></ul>", ()),
    ("<p>We serve people of all ages.</p>", ()),
    ("<p>Servicing the north, including:</p><ul><li>Rosanna</li><li>Eltham</li></ul>", ("Rosanna", "Eltham")),
    ("<h2>Areas I cover</h2><p>Rosanna and Eltham. Cantonese spoken.</p>", ("Rosanna", "Eltham")),
]
ABROAD = [
    ("<h2>Areas covered</h2><ul><li>Leeds</li><li>Harrogate</li></ul>", ("Leeds", "Harrogate")),
    ("<p>Mobile massage serving Leeds, Harrogate and York.</p>", ("Leeds", "Harrogate", "York")),
    ("<p>Service available in English, Cantonese and Polish.</p>", ()),
    ("<p>We cover Back Pain, Sciatica and Sports Massage.</p>", ()),
]


@pytest.mark.parametrize(("html", "areas"), PAGES)
def test_areas_are_read_from_lists_and_sentences(html: str, areas: tuple[str, ...]) -> None:
    assert service_areas.find(site(html), "AU") == areas


@pytest.mark.parametrize(("html", "areas"), ABROAD)
def test_abroad_only_what_can_be_a_place_is_an_area(html: str, areas: tuple[str, ...]) -> None:
    assert service_areas.find(site(html), "GB") == areas
