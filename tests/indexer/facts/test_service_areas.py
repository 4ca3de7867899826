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
]


@pytest.mark.parametrize(("html", "areas"), PAGES)
def test_areas_are_read_from_lists_and_sentences(html: str, areas: tuple[str, ...]) -> None:
    assert service_areas.find(site(html), "AU") == areas
