"""Repairs words that are one slip away from a word of our vocabularies or a suburb's name."""

from collections.abc import Callable, Iterable
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from data.locality import Gazetteer, Locality
from data.term import KINDS, vocabulary
from indexer.asking.asked import Asked
from indexer.matcher import fold

SHORTEST = 5
"""Letters of the shortest word that is repaired: shorter ones are too near to too much."""
LONG = 8
"""From this length on two slips are forgiven, one below."""

Correction = tuple[str, str]


def slips(word: str) -> int:
    """How many wrong, missing, added or swapped letters are forgiven in `word`."""
    return 0 if len(word) < SHORTEST else 1 if len(word) < LONG else 2


def repaired(text: str, knows: Callable[[str], bool]) -> tuple[str, tuple[Correction, ...]]:
    """`text` with misspelled vocabulary words mended, and which were. Words that `knows` are left alone."""
    corrections: dict[str, str] = {}
    pieces, done = [], 0
    for word in Asked(text).words():
        folded = fold(word.text)
        better = _known_slips().get(folded)
        if better is None and folded.isalpha() and not knows(folded):
            better = _nearest_word(folded)
        if better:
            corrections[folded] = better
            pieces += [text[done : word.start], better]
            done = word.end
    return "".join([*pieces, text[done:]]), tuple(corrections.items())


def nearest_place(text: str, gazetteer: Gazetteer) -> Locality | None:
    """The suburb whose name is at most a slip or two from `text`, its first two letters right."""
    name = fold(text)
    if not slips(name):
        return None
    best = _nearest(name, _places_by_initials(gazetteer).get(name[:2], ()))
    return gazetteer.by_name(best)[0] if best else None


def _nearest_word(word: str) -> str | None:
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
def _places_by_initials(gazetteer: Gazetteer) -> dict[str, list[str]]:
    found: dict[str, set[str]] = {}
    for place in gazetteer:
        name = fold(place.name)
        found.setdefault(name[:2], set()).add(name)
    return {initials: sorted(names) for initials, names in found.items()}


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
