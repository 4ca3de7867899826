"""The words of a provider that answer a search: one quote, cut into what was asked for and the rest."""

import re
from collections.abc import Iterator

from indexer.engines.rank import VOCABULARY_OF, narrower
from indexer.matcher import fold, matcher
from indexer.model import Provider, StatedTerm
from indexer.search import Snippet, Understood

_WORD = re.compile(r"\w+")


def snippet(provider: Provider, understood: Understood) -> tuple[Snippet, ...]:
    """The first quote that proves a therapy or condition asked for; without one, the first of its name."""
    for kind, asked, terms in (
        ("services", understood.services, provider.services),
        ("conditions", understood.conditions, provider.conditions),
    ):
        for term_id in asked:
            wanted = narrower(kind, term_id)
            if quote := next(iter(_quotes(terms, wanted)), None):
                return _cut(quote, _spans(quote, kind, wanted, understood.text))
    quote = next((one.quote for term in provider.services for one in term.evidence), "")
    return _cut(quote, _spans(quote, "services", (), understood.text)) if quote else ()


def _quotes(terms: tuple[StatedTerm, ...], wanted: tuple[str, ...]) -> Iterator[str]:
    by_id = {term.id: term for term in terms if term.status == "stated"}
    return (one.quote for term_id in wanted if term_id in by_id for one in by_id[term_id].evidence)


def _spans(quote: str, kind: str, wanted: tuple[str, ...], text: str) -> list[tuple[int, int]]:
    """Where the quote has what was asked for, in order."""
    words = set(fold(text).split())
    found = [(one.start, one.end) for one in matcher(VOCABULARY_OF[kind]).find(quote) if one.id in wanted]
    found += [one.span() for one in _WORD.finditer(quote) if fold(one[0]) in words]
    return sorted(found)


def _cut(quote: str, spans: list[tuple[int, int]]) -> tuple[Snippet, ...]:
    pieces, done = [], 0
    for start, end in spans:
        if start < done:
            continue
        pieces += [Snippet(text=quote[done:start], hit=False), Snippet(text=quote[start:end], hit=True)]
        done = end
    return tuple(piece for piece in (*pieces, Snippet(text=quote[done:], hit=False)) if piece.text)
