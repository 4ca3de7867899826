"""The text score of a query's words over a universe: BM25F, equal to what Whoosh's own scoring says."""

from collections.abc import Callable

import numpy as np

from indexer.engines.analysis import stems
from indexer.engines.arrays.folder import Array
from indexer.engines.arrays.postings import WORD_FIELDS, Postings
from indexer.engines.arrays.universe import Universe

WORDS_MOST = 16
"""Different words of a query that are scored, the rarest ones: a page of text pasted in costs no more."""


def scored_stems(text: str, postings: Postings) -> list[str]:
    """The stems of a text that are scored, in their order."""
    found = stems(text)
    if len(found) <= WORDS_MOST:
        return found
    spread = {stem: sum(len(postings.rows(stem, name)) for name in WORD_FIELDS) for stem in found}
    kept = sorted(found, key=lambda stem: (spread[stem] or np.inf, stem))[:WORDS_MOST]
    return [stem for stem in found if stem in kept]


class Wording:
    """Scores of rows that have all of the words if any row that `counts` has, else one of them."""

    def __init__(
        self, text: str, postings: Postings, universe: Universe, counts: Callable[[Array], bool]
    ) -> None:
        self.scores = np.zeros(universe.size)
        """Zero where the words are missing."""
        words = scored_stems(text, postings)
        have = np.zeros(universe.size, np.uint8)
        for stem in words:
            own = _scores(stem, postings, universe)
            if own is not None:
                self.scores += own
                have += own > 0
        every = have == len(words)
        if len(words) > 1 and counts(np.flatnonzero(every)):
            self.scores[~every] = 0


def _scores(stem: str, postings: Postings, universe: Universe) -> Array | None:
    """The score of one stem, summed over its fields."""
    scores: Array | None = None
    for name, boost in WORD_FIELDS.items():
        posted = postings.of(stem, name)
        if posted is None:
            continue
        at, chosen = universe.places(posted.rows)
        if not len(at):
            continue
        own = posted.scores.take(posted.weights[chosen])
        own *= posted.idf
        own *= boost
        if scores is None:
            scores = np.zeros(universe.size)
            scores[at] = own
        else:
            scores[at] += own
    return scores
