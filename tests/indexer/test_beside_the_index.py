"""What a build leaves beside the index for people: pairs it is unsure of, words that no vocabulary knows."""

from indexer.build import build
from indexer.building import unknown, unsure
from indexer.building.generations import Generations
from indexer.facts.words import unknown as unknown_words
from indexer.page import Site
from indexer.parse import parse
from tests.indexer.conftest import BACKROOM, DAY_ONE, OSTEO, Shelf

STRANGE = """<h2>Our services</h2><ul><li>Bamboo Fusion - 60 min $90</li><li>Zorbing bodywork</li>
<li>Remedial massage</li><li>Book now</li><li>We would love to hear how you are today</li></ul>"""


def test_pairs_that_are_unsure_are_kept_with_their_reasons(filled: Shelf) -> None:
    filled.listing("osm", "node/7", name="Ivanhoe Quiet Hand", suburb="Ivanhoe", phones=["03 7010 0044"])
    build(filled.home)
    with Generations(filled.home.index).open() as lease:
        (one,) = unsure.load(lease.folder)
    assert (one.first, one.second, one.decision.verdict) == ("listed/13", "osm/node/7", "unsure")
    assert any("the same name" in reason.why for reason in one.decision.reasons)
    assert abs(sum(reason.bits for reason in one.decision.reasons) - one.decision.score) < 0.01


def test_words_of_two_sites_are_counted_and_a_refresh_remembers_those_of_sites_it_does_not_read(
    shelf: Shelf,
) -> None:
    shelf.site("backroom.example", home=BACKROOM.replace("<h2>Fees", f"{STRANGE}<h2>Fees"))
    build(shelf.home)
    with Generations(shelf.home.index).open() as lease:
        assert unknown.load(lease.folder) == []
    shelf.site("madeup-osteo.example", home=OSTEO.replace("<h2>Services", f"{STRANGE}<h2>Services"))
    build(shelf.home)
    with Generations(shelf.home.index).open() as lease:
        found = {one.words: (one.sites, one.examples) for one in unknown.load(lease.folder)}
    assert found["bamboo fusion"] == (2, ("backroom.example", "madeup-osteo.example"))
    assert not {"remedial massage", "book now"} & found.keys()


def test_what_an_older_version_left_is_nothing(shelf: Shelf) -> None:
    assert unknown.load(shelf.home.root) == []
    assert unsure.load(shelf.home.root) == []
    (shelf.home.root / unsure.FILE).write_text("[[1]]")
    assert unsure.load(shelf.home.root) == []


def test_only_names_among_services_and_prices_count() -> None:
    html = f"""<html><body><h1>Made-up Massage</h1><p>Remedial massage in Rosanna.</p>{STRANGE}
    <h2>Our team</h2><ul><li>Mira Made-Up</li></ul></body></html>"""
    page = parse(html.encode(), "https://a.example/", "text/html; charset=utf-8", DAY_ONE, "sites")
    assert unknown_words.find(Site((page,), url="https://a.example/")) == ("bamboo fusion",)
