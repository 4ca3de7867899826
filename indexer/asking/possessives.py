"""Whose pain it is does not change what it is: "between my shoulder blades", "crick in his neck"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from indexer.matcher import TermMatch

_POSSESSIVE = re.compile(r"\b(?:my|your|his|her|our|their)(?P<gap>\s+)(?=\w)", re.IGNORECASE)
_ARTICLE = "the"


@dataclass(frozen=True, slots=True)
class Reading:
    """A query as a vocabulary may have it."""

    text: str
    offsets: tuple[int, ...]
    """The place of each character in the query as typed."""

    def restored(self, match: TermMatch) -> TermMatch:
        """A match of this reading at its place in the query."""
        start, end = self.offsets[match.start], self.offsets[match.end - 1] + 1
        return replace(match, start=start, end=end)


def readings(text: str) -> Iterator[Reading]:
    """The query as typed, then with an article for each possessive, then without them."""
    yield Reading(text, tuple(range(len(text))))
    if _POSSESSIVE.search(text):
        yield _rewritten(text, _ARTICLE)
        yield _rewritten(text, "")


def _rewritten(text: str, article: str) -> Reading:
    pieces: list[str] = []
    offsets: list[int] = []
    done = 0
    for found in _POSSESSIVE.finditer(text):
        pieces += [text[done : found.start()], article, found["gap"] if article else ""]
        offsets += [*range(done, found.start()), *[found.start()] * len(article)]
        offsets += range(*found.span("gap")) if article else ()
        done = found.end()
    return Reading("".join([*pieces, text[done:]]), (*offsets, *range(done, len(text))))
