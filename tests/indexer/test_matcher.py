"""The matcher on tables of (text, ids), with a small vocabulary of its own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.term import Abbreviation, Term, Vocabulary
from indexer.matcher import Matcher, fold

TERMS = Vocabulary(
    "therapies",
    (
        Term("massage", "Massage", query_words=("rub down",), not_words=("massage table", "message board")),
        Term("remedial-massage", "Remedial massage", None, ("remedial therapy",), ("remidial massage",)),
        Term("lomi-lomi", "Lomi lomi"),
        Term("osteopathy", "Osteopathy", synonyms=("osteopath", "osteopathic"), misspellings=("ostiopathy",)),
        Term(
            "active-release",
            "Active release technique",
            abbreviations=(Abbreviation("ART", True, ("release", "therapist")), Abbreviation("A.R.T.")),
        ),
        Term("womens-health", "Women's health"),
        Term("hand-and-foot", "Hand and foot massage"),
        Term("baby", "Baby massage", synonyms=("massage for babies",)),
        Term("diploma", "Diploma of Remedial Massage", synonyms=("dip remedial massage",)),
        Term("knees", "Knee ache", synonyms=("aching knees",)),
        Term("exercise", "Exercise science", not_words=("exercise science degree",)),
        Term("twin-a", "Twin"),
        Term("twin-b", "Twin words", synonyms=("twin",)),
        Term("table", "Table shiatsu", synonyms=("massage table shiatsu",)),
    ),
)

CASES: list[tuple[str, list[str]]] = [
    ("", []),
    ("We offer Massage.", ["massage"]),
    ("Remedial Massage in Rosanna", ["remedial-massage"]),
    ("REMEDIAL\nMASSAGE", ["remedial-massage"]),
    ("remedial   massage", ["remedial-massage"]),
    ("remedial-massage", ["remedial-massage"]),
    ("remidial massage", ["remedial-massage"]),
    ("ostiopathy", ["osteopathy"]),
    ("lomi-lomi, Lomi Lomi", ["lomi-lomi", "lomi-lomi"]),
    ("lomi/lomi", ["lomi-lomi"]),
    ("our osteopaths", ["osteopathy"]),
    ("osteopath's rooms", ["osteopathy"]),
    ("osteopathologist", []),
    ("preosteopathic", []),
    ("remedial massages", ["remedial-massage"]),
    ("remedial therapies", ["remedial-massage"]),
    ("massage for baby", ["baby"]),
    ("baby massage and massage for babies", ["baby", "baby"]),
    ("women’s health", ["womens-health"]),
    ("womens health", ["womens-health"]),
    ("women's health", ["womens-health"]),
    ("hand & foot massage", ["hand-and-foot"]),
    ("Dip. Remedial Massage", ["diploma"]),
    ("knee aches, aching knee", ["knees", "knees"]),
    ("folding massage table for sale", []),
    ("massage table shiatsu", ["table"]),
    ("a massage tables-and-chairs massage", ["massage"]),
    ("exercise science degree", []),
    ("exercise science", ["exercise"]),
    ("massage ART", ["massage"]),
    ("ART by a massage therapist", ["active-release", "massage"]),
    ("ART and release", ["active-release"]),
    ("art and release", []),
    ("Art, releases", []),
    ("A.R.T.", ["active-release"]),
    ("mässage", ["massage"]),
    ("mas\u00adsage", ["massage"]),
    ("twin", ["twin-a", "twin-b"]),
    ("rub down", []),
    ("massage_remedial massage", ["massage", "remedial-massage"]),
]


@pytest.mark.parametrize(("text", "ids"), CASES)
def test_a_text_gives_the_ids_its_words_mean(text: str, ids: list[str]) -> None:
    assert sorted(match.id for match in Matcher(TERMS).find(text)) == sorted(ids)


def test_queries_may_use_words_that_pages_may_not() -> None:
    assert Matcher(TERMS, queries=True).ids("rub down or remidial massage") == ("massage", "remedial-massage")


def test_a_match_says_where_and_how_it_was_written() -> None:
    text = "İn  ‘Women’s   Health’ — Lomi–Lomi’s and remidial massage"
    found = Matcher(TERMS).find(text)
    assert [(match.id, match.surface, match.kind_of_surface) for match in found] == [
        ("womens-health", "Women’s   Health", "label"),
        ("lomi-lomi", "Lomi–Lomi’s", "label"),
        ("remedial-massage", "remidial massage", "misspelling"),
    ]
    assert all(text[match.start : match.end] == match.surface for match in found)


def test_ids_are_given_once_in_the_order_of_the_text() -> None:
    assert Matcher(TERMS).ids("osteopathy, massage, osteopath") == ("osteopathy", "massage")


def test_an_empty_vocabulary_finds_nothing() -> None:
    assert Matcher(Vocabulary("therapies", ())).find("massage") == []


@given(st.text())
def test_offsets_are_those_of_the_text_whatever_it_holds(text: str) -> None:
    whole = f"{text} remedial massage {text}"
    found = [match for match in Matcher(TERMS).find(whole) if match.id == "remedial-massage"]
    assert found
    assert all(whole[match.start : match.end] == match.surface for match in found)
    assert any(fold(match.surface) == "remedial massage" for match in found)
