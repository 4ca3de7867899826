"""Our quick analysis gives the very tokens of Whoosh's analyzer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.engines.analysis import ANALYZER, stems, tokens
from indexer.matcher import fold

TEXTS = st.text(alphabet=st.one_of(st.characters(), st.sampled_from("aeisng .*-'’ߞİ３")), max_size=80)


def whooshs(text: str) -> list[str]:
    return [token.text for token in ANALYZER(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the walking of walks", ["walk", "walk"]),
        ("a.b and c", ["a.b", "c"]),
        ("o'hare's 3084", ["o", "hare", "s", "3084"]),
        ("wild* **", ["wild*", "**"]),
        ("", []),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert tokens(text) == whooshs(text) == expected


@given(TEXTS)
def test_any_text_has_the_tokens_that_whoosh_finds(text: str) -> None:
    assert tokens(fold(text)) == whooshs(fold(text))


def test_stems_are_given_once_and_in_order() -> None:
    assert stems("Walks, hands & walking") == ["walk", "hand"]
