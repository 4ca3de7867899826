"""Rules that run only where they can match: they must find what the bare expression finds."""

import re
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.prefilter import Rule, Rules, needed
from tests.fuzz.bait import bait, patterns

MASSAGE = Rule(r"\b(?:massages?|osteopath(?:y|ic)?)\b", re.IGNORECASE)
MINUTES = Rule(r"\d{2,3} ?min")


@pytest.mark.parametrize(
    ("pattern", "flags", "strings"),
    [
        ("massage", 0, {"massage"}),
        (r"\b(?:neck|back) pain\b", 0, {"neck pain", "back pain"}),
        (r"Book(?:ing)?s? now", 0, {"book now", "books now", "booking now", "bookings now"}),
        (r"\w+ therapist\w*", 0, {" therapist"}),
        (r"[$£]\s?\d", 0, {"$", "£"}),
        (r"(?<=price )(?=from).*", 0, {"price "}),
        (r"(?:fees|costs)+", 0, {"fees", "costs"}),
        (r"a?b*c{0,2}", 0, None),
        (r"[^x]+|massage", 0, None),
        ("é+", re.IGNORECASE, None),
    ],
)
def test_needed_strings_come_from_the_syntax_tree(pattern: str, flags: int, strings: set[str] | None) -> None:
    found = needed(pattern, flags)
    assert (None if found is None else set(found)) == strings


@pytest.mark.parametrize(
    "text", ["MASSAGE", "ma\u017f\u017fages", "Osteopath\u0131c", "OSTEOPATH\u0130C", "a\nmassage"]
)
def test_case_is_ignored_as_the_expression_ignores_it(text: str) -> None:
    found, expected = MASSAGE.search(text), MASSAGE.pattern.search(text)
    assert found is not None
    assert expected is not None
    assert found.span() == expected.span()


def test_digits_of_other_scripts_count() -> None:
    assert MINUTES.search("\u0669\u0660 min") is not None


def test_a_long_text_is_looked_at_line_by_line() -> None:
    text = "no such word here\n" * 1_000 + "and a massage"
    assert MASSAGE.search(text) is not None
    assert MASSAGE.search(text.replace("massage", "message")) is None


def test_rules_keep_their_order_and_leave_out_what_cannot_match() -> None:
    rules = Rules([("hands", MASSAGE), ("time", MINUTES), ("hands again", MASSAGE)])
    assert [meaning for meaning, _ in rules.able("a massage")] == ["hands", "hands again"]
    assert [meaning for meaning, _ in rules.able("60 min massage")] == ["hands", "time", "hands again"]
    assert rules.able("") == []


def test_no_rule_of_the_indexer_misses_a_match() -> None:
    random = Random(7)
    rules = [Rule(pattern.pattern, pattern.flags) for pattern in patterns()]
    matched = 0
    for rule in rules:
        for text in (bait(random, rule.pattern, 0), bait(random, rule.pattern, 0).swapcase()):
            if rule.pattern.search(text):
                matched += 1
                assert rule.may(text), (rule.pattern.pattern, text)
    assert matched > len(rules) / 2


@given(st.text(alphabet="masgeostphyicMASGE ıİſK0123456789 \n", max_size=60))
def test_any_text_gives_the_same_matches(text: str) -> None:
    for rule in (MASSAGE, MINUTES):
        assert [m.span() for m in rule.finditer(text)] == [m.span() for m in rule.pattern.finditer(text)]
