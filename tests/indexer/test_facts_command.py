"""`rosanna facts`: what is found, the words that prove it, and why something is not found."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from crawler.archive import Archive
from indexer.cli import facts_command
from tests.indexer.conftest import Shelf

HOME = """<html><head><title>Quiet Hands Massage</title></head><body><h1>Quiet Hands Massage</h1>
<p>We offer remedial massage in Rosanna. We do not offer Thai massage. Call 03 7010 0009 to book.</p>
<h2>Our services</h2><ul><li>Remedial massage</li><li>Cupping</li></ul>
<p>Hawaiian pizza is sold next door.</p></body></html>"""
BLOG = """<html><head><title>Blog</title></head><body><h1>What is shiatsu?</h1>
<p>Shiatsu is an old art from Japan.</p></body></html>"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    site = tmp_path / "quiet.example"
    (site / "blog").mkdir(parents=True)
    (site / "blog" / "shiatsu.html").write_text(BLOG)
    (site / "index.html").write_text(HOME)
    return site


def run(*arguments: str | Path, home: Path | None = None) -> Result:
    environment = {"ROSANNA_HOME": str(home)} if home else {}
    return CliRunner().invoke(facts_command, [str(one) for one in arguments], env=environment)


def test_a_folder_is_a_site_with_its_home_page_first(folder: Path) -> None:
    shown = run(folder).output
    assert shown.startswith("Read 2 pages of http://quiet.example/; country AU")
    assert "It is a provider of ours" in shown
    assert "remedial-massage\n      why: +" in shown
    assert "“Remedial massage”  http://quiet.example/index.html" in shown
    assert "thai-massage  NOT offered, it says" in shown


def test_a_file_is_one_page_and_may_be_told_its_address(folder: Path) -> None:
    shown = run(folder / "index.html", "--url", "https://www.quiet.example/").output
    assert shown.startswith("Read 1 pages of https://www.quiet.example/;")
    assert "“Cupping”  https://www.quiet.example/\n" in shown


def test_the_same_as_json(folder: Path) -> None:
    found = json.loads(run(folder, "--json").output)
    assert found["pages"] == ["http://quiet.example/index.html", "http://quiet.example/blog/shiatsu.html"]
    assert found["facts"]["phones"][0]["value"] == "+61370100009"
    assert found["why"]["services"]["cupping"][0].startswith("+0.")


@pytest.mark.parametrize(
    ("term", "said"),
    [
        ("remedial-massage", "  stated ("),
        ("thai-massage", "  stated not to be so ("),
        ("shiatsu", "  not found: too weak ("),
        ("balinese-massage", "  not found: none of its words stands there (Balinese massage"),
    ],
)
def test_an_id_is_explained_by_where_its_words_stand(folder: Path, term: str, said: str) -> None:
    lines = run(folder, "--explain", term).output.splitlines()
    assert lines[0].startswith(f"services: {term} (")
    assert lines[1].startswith(said)


def test_an_explanation_gives_each_mention_its_weight_and_place(folder: Path) -> None:
    shown = run(folder, "--explain", "shiatsu").output
    assert "prose in article" in shown
    assert "“Shiatsu is an old art from Japan.”  http://quiet.example/blog/shiatsu.html" in shown
    (found,) = json.loads(run(folder, "--explain", "shiatsu", "--json").output)
    assert found["needed"] > found["for"] > 0
    assert {one["url"] for one in found["mentions"]} == {"http://quiet.example/blog/shiatsu.html"}


def test_an_unknown_id_is_one_line_that_names_near_ones(folder: Path) -> None:
    result = run(folder, "--explain", "shiatzu")
    assert result.exit_code == 1
    assert result.output.startswith("Error: no vocabulary has the id 'shiatzu'; did you mean shiatsu,")


def test_what_holds_no_page_is_one_line(tmp_path: Path) -> None:
    assert "no page in" in run(tmp_path).output
    assert "cannot read" in run(tmp_path / "missing.html").output
    assert (
        "nothing was kept of http://missing.example/" in run("http://missing.example/", home=tmp_path).output
    )


def test_an_address_is_looked_up_among_the_kept_pages(filled: Shelf) -> None:
    home = filled.home.root
    shown = run("http://www.backroom.example", home=home).output
    assert shown.startswith("Read 1 pages of https://backroom.example/;")
    assert "“Deep tissue massage”  https://backroom.example/" in shown


def test_a_listing_of_a_directory_shows_what_it_gives(filled: Shelf) -> None:
    shown = run("https://listed.example/13", home=filled.home.root).output
    assert shown.startswith("Read one listing;")
    assert "relaxation-massage" in shown
    refused = run("https://listed.example/13", "--explain", "reflexology", home=filled.home.root)
    assert refused.exit_code == 2


def test_an_archive_without_the_page_says_to_crawl_again(filled: Shelf) -> None:
    for path in Archive(filled.home.pages).folder.iterdir():
        path.unlink()
    shown = run("https://backroom.example/", home=filled.home.root).output
    assert shown.startswith("Error: no page of https://backroom.example/ can be read from the archive (")
    assert shown.endswith("crawl it again\n")
