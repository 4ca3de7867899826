"""Words as the index has them: the tokens of Whoosh's stemming analyzer, made fast by remembering each word.

The rules (token expression, stop words, stemmer) are taken from the analyzer itself, so there is one
definition; a test holds both to the same tokens.
"""

import re
from functools import lru_cache
from typing import Any

from whoosh.analysis.analyzers import StemmingAnalyzer

from indexer.matcher import fold

ANALYZER: Any = StemmingAnalyzer(minsize=1)
"""Of all fields of words. One-letter words count: "pilates b" and "q massage" are names."""
_TOKENIZER, _, _STOP, _STEM = ANALYZER.items
_TOKEN = re.compile(_TOKENIZER.expression.pattern.replace("(", "(?:"))
"""Whoosh's expression without its groups, so that whole tokens are found."""
WORDS_REMEMBERED = 200_000


@lru_cache(WORDS_REMEMBERED)
def stem(word: str) -> str:
    """The stem of a token as written; empty for a stop word."""
    low = word.lower()
    if len(low) < _STOP.min or (_STOP.max is not None and len(low) > _STOP.max) or low in _STOP.stops:
        return ""
    return str(_STEM.stemfn(low))


def tokens(folded: str) -> list[str]:
    """The stems of a folded text in their order, stop words left out; positions count what is left."""
    return list(filter(None, map(stem, _TOKEN.findall(folded))))


def stems(text: str) -> list[str]:
    """The different stems of a text as typed, in their order."""
    return list(dict.fromkeys(tokens(fold(text))))
