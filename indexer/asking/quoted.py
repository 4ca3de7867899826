"""Phrases in quotation marks: words that must stand one after the other, as they were typed."""

import re

from data.term import KINDS
from indexer.asking.asked import Asked
from indexer.matcher import fold, matcher

_QUOTED = re.compile(r"[\"“”„«]([^\"“”„«»]+)[\"“”»]")


def quoted_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where quoted phrases stand in `text`, marks included."""
    return tuple(found.span() for found in _QUOTED.finditer(text))


def read_quoted(asked: Asked) -> tuple[str, ...]:
    """Take the quoted phrases that no vocabulary explains whole; one that is a term is read as that term."""
    phrases = []
    for found in _QUOTED.finditer(asked.left):
        words = " ".join(fold(found[1]).split())
        if not any(character.isalnum() for character in words):
            continue
        if _is_term(words):
            continue
        phrases.append(words)
        asked.take(*found.span())
    return tuple(dict.fromkeys(phrases))


def _is_term(words: str) -> bool:
    """Whether the words are a vocabulary's, from the first to the last."""
    return any(
        (match.start, match.end) == (0, len(words))
        for kind in KINDS
        for match in matcher(kind, queries=True).find(words)
        if match.kind_of_surface != "misspelling"
    )
