"""The words of a provider that answer a search: one line, cut into what was asked for and the rest."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from indexer.asking.wishes import features_in
from indexer.engines.terms import VOCABULARY_OF, narrower, words_of
from indexer.matcher import fold, matcher
from indexer.model import QUOTE_LENGTH, Credential, Provider, StatedTerm
from indexer.search import Snippet, Understood

_WORD = re.compile(r"\w+")
_Spans = list[tuple[int, int]]


def snippet(provider: Provider, understood: Understood, text: str = "") -> tuple[Snippet, ...]:
    """The first quote that proves what was asked for; else the first line of its pages that has the words.

    `text` are the lines of its pages. Nothing, rather than a line without the words; when no words were asked
    for, the first quote there is.
    """
    asked = [(kind, term_id) for kind in VOCABULARY_OF for term_id in getattr(understood, kind)]
    for kind, term_id in asked:
        if found := _proof(provider, kind, term_id, understood.text):
            return found
    lines = [*_all_quotes(provider), *text.splitlines(), *_small_lines(provider)]
    for kind, term_id in asked:
        if found := _line(lines, partial(_phrase, words_of(kind, term_id))):
            return found
    if understood.text:
        return _line(lines, partial(_loose, understood.text))
    return () if asked else tuple(Snippet(text=quote, hit=False) for quote in lines[:1])


def _proof(provider: Provider, kind: str, term_id: str, text: str) -> tuple[Snippet, ...]:
    """A quote of a stated term, best one with the term's own words."""
    wanted = narrower(kind, term_id)
    places = [(kind, wanted)]
    if kind == "services":
        places.append(("features", features_in(term_id)))
    for where, ids in places:
        quotes = list(_quotes(getattr(provider, where), ids))
        spans = {quote: _spans(quote, where, ids, text) for quote in quotes}
        if quotes:
            quote = next((one for one in quotes if spans[one]), quotes[0])
            return _cut(quote, spans[quote])
    return ()


def _quotes(terms: Sequence[StatedTerm] | Sequence[Credential], wanted: Iterable[str]) -> Iterator[str]:
    stated = [term for term in terms if term.status == "stated"]
    return (one.quote for id_ in wanted for term in stated if term.id == id_ for one in term.evidence)


def _all_quotes(provider: Provider) -> list[str]:
    terms: tuple[StatedTerm | Credential, ...] = (
        *provider.services,
        *provider.conditions,
        *provider.features,
        *provider.credentials,
    )
    return [one.quote for term in terms if term.status == "stated" for one in term.evidence]


def _small_lines(provider: Provider) -> Iterator[str]:
    """What people are called and prices are for."""
    yield from (person.role for person in provider.practitioners if person.role)
    yield from (price.label for price in provider.prices)


def _spans(quote: str, kind: str, wanted: Iterable[str], text: str) -> _Spans:
    """Where the quote has what was asked for, in order."""
    found = [(one.start, one.end) for one in matcher(VOCABULARY_OF[kind]).find(quote) if one.id in wanted]
    return sorted([*found, *_loose(text, quote)])


def _loose(text: str, line: str) -> _Spans:
    """Where a line has a word of `text`, in singular or plural."""
    words = {_stem(word) for word in _WORD.findall(fold(text))}
    return [one.span() for one in _WORD.finditer(line) if _stem(fold(one[0])) in words]


def _phrase(text: str, line: str) -> _Spans:
    """Where a line has the words of `text` one after the other."""
    words = [_stem(word) for word in _WORD.findall(fold(text))]
    found = list(_WORD.finditer(line))
    stems = [_stem(fold(one[0])) for one in found]
    starts = (
        at for at in range(len(stems) - len(words) + 1) if words and stems[at : at + len(words)] == words
    )
    return [(found[at].start(), found[at + len(words) - 1].end()) for at in starts]


def _stem(word: str) -> str:
    return word.removesuffix("s")


def _line(lines: Iterable[str], spans_of: Callable[[str], _Spans]) -> tuple[Snippet, ...]:
    for line in lines:
        if spans := spans_of(line):
            start = max(0, min(spans[0][0] - QUOTE_LENGTH // 3, len(line) - QUOTE_LENGTH))
            start = line.find(" ", start, spans[0][0]) + 1 or start if start else 0
            kept = line[start : start + QUOTE_LENGTH]
            return _cut(kept, [(a - start, b - start) for a, b in spans if b - start <= len(kept)])
    return ()


def _cut(quote: str, spans: _Spans) -> tuple[Snippet, ...]:
    pieces, done = [], 0
    for start, end in spans:
        if start < done:
            continue
        pieces += [Snippet(text=quote[done:start], hit=False), Snippet(text=quote[start:end], hit=True)]
        done = end
    return tuple(piece for piece in (*pieces, Snippet(text=quote[done:], hit=False)) if piece.text)
