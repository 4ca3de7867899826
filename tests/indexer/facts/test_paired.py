"""Pairs of terms that stand as one name in a vocabulary."""

import pytest

from data.term import Kind
from indexer.facts.words import paired
from indexer.matcher import matcher

PAIRS: list[tuple[Kind, str, dict[str, str]]] = [
    ("conditions", "stress & anxiety", {"stress": "stress & anxiety", "anxiety": "anxiety"}),
    (
        "therapies",
        "acupuncture and dry needling",
        {"acupuncture": "acupuncture and dry needling", "dry-needling": "dry needling"},
    ),
    (
        "conditions",
        "joint and muscle pain",
        {"joint-pain": "joint and muscle pain", "muscle-pain": "muscle pain"},
    ),
]


@pytest.mark.parametrize(("kind", "text", "expected"), PAIRS)
def test_both_halves_of_a_pair_are_found_where_they_stand(
    kind: Kind, text: str, expected: dict[str, str]
) -> None:
    line = f"We see {text}."
    found = paired.apart(kind, matcher(kind).find(line))
    assert {m.id: m.surface for m in found} == expected
    assert all(line[m.start : m.end] == m.surface for m in found)


def test_a_name_whose_half_is_no_term_stays_whole() -> None:
    text = "Massage & Myotherapy Australia"
    found = matcher("credentials").find(text)
    assert paired.apart("credentials", found) == found
