"""The terms of the vocabularies as the index knows them: their labels, their kinds, their words."""

import hashlib
from collections.abc import Iterator, Mapping
from functools import cache

from data.term import Kind, vocabulary
from indexer.asking.wishes import features_in, services_with

VOCABULARY_OF: Mapping[str, Kind] = {
    "services": "therapies",
    "conditions": "conditions",
    "credentials": "credentials",
    "features": "features",
}
"""Field of a provider -> the vocabulary of its ids."""
Term = tuple[str, str]
"""Kind (a field of a provider) and id."""


@cache
def label(kind: str, term_id: str) -> str:
    """The label of an id; of a suburb, itself."""
    term = vocabulary(VOCABULARY_OF[kind]).get(term_id) if kind in VOCABULARY_OF else None
    return term.label if term else term_id


@cache
def narrower(kind: str, term_id: str) -> tuple[str, ...]:
    """The id itself, then every kind of it."""
    terms = vocabulary(VOCABULARY_OF[kind])
    return (term_id, *(term.id for term in terms if term_id in terms.ancestors(term.id)))


def words_of(kind: str, term_id: str) -> str:
    """A term's plain words: its label without what stands in brackets."""
    return label(kind, term_id).partition("(")[0]


@cache
def all_terms() -> tuple[Term, ...]:
    """Every term, kind by kind, in the order of its vocabulary."""
    return tuple((kind, term.id) for kind, name in VOCABULARY_OF.items() for term in vocabulary(name))


@cache
def parents() -> tuple[Term, ...]:
    """The terms that have kinds of their own."""
    return tuple(term for term in all_terms() if len(narrower(*term)) > 1)


def named_by(kind: str, term_id: str) -> tuple[Term, ...]:
    """Terms of the other kind whose name says the same: "mobile massage" says that they come to the home."""
    if kind == "services":
        return tuple(("features", one) for one in features_in(term_id))
    return tuple(("services", one) for one in services_with(term_id)) if kind == "features" else ()


@cache
def fingerprint() -> str:
    """A hash of all that rows of an index are made from: ids, labels and kinds."""
    return hashlib.sha256("\n".join(_lines()).encode()).hexdigest()[:16]


def _lines() -> Iterator[str]:
    for kind, term_id in all_terms():
        yield " ".join((kind, *narrower(kind, term_id), label(kind, term_id), str(named_by(kind, term_id))))
