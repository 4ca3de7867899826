"""Repairs words that are one slip away from a word of our vocabularies or a suburb's name."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from data.locality import Gazetteer, Locality
from data.place_meaning import mended
from data.term import KINDS, plain_words, vocabulary
from indexer.asking.asked import Asked, Word
from indexer.asking.fillers import FILLERS
from indexer.asking.quoted import quoted_spans
from indexer.matcher import fold, matcher

SHORTEST = 5
"""Letters of the shortest word that is repaired: shorter ones are too near to too much."""
LONG = 8
"""From this length on two slips are forgiven, one below."""

Correction = tuple[str, str]


def slips(word: str) -> int:
    """How many wrong, missing, added or swapped letters are forgiven in `word`."""
    return 0 if len(word) < SHORTEST else 1 if len(word) < LONG else 2


def repaired(text: str, knows: Callable[[str], bool]) -> tuple[str, tuple[Correction, ...]]:
    """`text` with misspelled vocabulary words mended, and which were. Words that `knows` are left alone.

    A repair must earn its place: the new word has to be part of a term, or one of those that merely ask. What
    stands in quotation marks is meant as typed.
    """
    quoted = quoted_spans(text)
    words = (
        word for word in Asked(text).words() if not any(start <= word.start < end for start, end in quoted)
    )
    better = {word: new for word in words if (new := _better(fold(word.text), knows))}
    if not better:
        return text, ()
    mended, spans = _mended(text, better)
    found = [match for kind in KINDS for match in matcher(kind, queries=True).find(mended)]
    earned = {
        word: better[word]
        for word, (start, end) in spans.items()
        if better[word] in FILLERS or any(one.start <= start and end <= one.end for one in found)
    }
    return _mended(text, earned)[0], tuple({fold(word.text): new for word, new in earned.items()}.items())


def _better(word: str, knows: Callable[[str], bool]) -> str | None:
    known = _known_slips().get(word)
    if (
        known is None
        and word.isalpha()
        and word not in FILLERS
        and word not in plain_words()
        and not knows(word)
    ):
        return nearest_word(word)
    return known


def _mended(text: str, better: Mapping[Word, str]) -> tuple[str, dict[Word, tuple[int, int]]]:
    """`text` with words replaced, and where the new ones stand."""
    pieces: list[str] = []
    spans: dict[Word, tuple[int, int]] = {}
    done = length = 0
    for word, new in better.items():
        before = text[done : word.start]
        spans[word] = (length + len(before), length + len(before) + len(new))
        pieces += [before, new]
        length, done = spans[word][1], word.end
    return "".join([*pieces, text[done:]]), spans


def nearest_place(text: str, gazetteer: Gazetteer) -> Locality | None:
    """The suburb whose name is a slip or two from `text`, its first letter right; of equals the likeliest."""
    return next(iter(mended(gazetteer, text)), None) if slips(fold(text)) else None


def nearest_word(word: str) -> str | None:
    """The vocabulary word that a folded word is a slip or two from, its first letter right."""
    words = vocabulary_words()
    if not slips(word) or word in words or word.removesuffix("s") in words or f"{word}s" in words:
        return None
    return _nearest(word, _words_by_initial().get(word[0], ()))


def _nearest(word: str, candidates: Iterable[str]) -> str | None:
    found = process.extract(
        word, list(candidates), scorer=DamerauLevenshtein.distance, score_cutoff=slips(word), limit=5
    )
    return (
        min(found, key=lambda item: (item[1], item[0] not in _label_words(), item[0]))[0] if found else None
    )


@cache
def vocabulary_words() -> frozenset[str]:
    """Every folded word that stands in a vocabulary, misspellings too: the matcher knows those itself."""
    words = (
        surface
        for kind in KINDS
        for term in vocabulary(kind)
        for surface in (*term.surfaces, *term.misspellings, *term.query_words)
    )
    return frozenset(word for surface in words for word in fold(surface).split())


@cache
def _label_words() -> frozenset[str]:
    """The words of labels, which are meant more often than those of synonyms."""
    labels = (term.label for kind in KINDS for term in vocabulary(kind))
    return frozenset(word for label in labels for word in fold(label).split())


@cache
def _known_slips() -> dict[str, str]:
    """Words known as misspellings: those by which one alone differs from a right spelling."""
    right = frozenset(word for words in _words_by_initial().values() for word in words)
    found: dict[str, str] = {}
    for kind in KINDS:
        for term in vocabulary(kind):
            surfaces = [fold(surface).split() for surface in term.surfaces]
            for wrong in (fold(words).split() for words in term.misspellings):
                pairs = [
                    differing
                    for words in surfaces
                    if len(words) == len(wrong)
                    and len(
                        differing := [pair for pair in zip(wrong, words, strict=True) if pair[0] != pair[1]]
                    )
                    == 1
                ]
                pairs.sort(key=lambda differing: DamerauLevenshtein.distance(*differing[0]))
                for (old, new), *_ in pairs[:1]:
                    if old not in right and old[0] == new[0] and DamerauLevenshtein.distance(old, new) <= 3:
                        found.setdefault(old, new)
    return found


@cache
def _words_by_initial() -> dict[str, list[str]]:
    found: dict[str, set[str]] = {}
    for kind in KINDS:
        for term in vocabulary(kind):
            for word in fold(" ".join(term.surfaces)).split():
                if word.isalpha() and len(word) >= SHORTEST - 1:
                    found.setdefault(word[0], set()).add(word)
    return {initial: sorted(words) for initial, words in found.items()}
