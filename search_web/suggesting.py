"""Suggestions of some kinds only: the box for a place wants places, the other one all else."""

from collections.abc import Collection
from typing import Literal, get_args
from urllib.parse import parse_qs, urlsplit

from indexer.search import Suggestion
from search_web.finder import finder

SuggestionKind = Literal["place", "therapy", "condition", "provider"]
_PARAMETERS: dict[str, SuggestionKind] = {"near": "place", "service": "therapy", "condition": "condition"}


def suggested(text: str, kinds: Collection[SuggestionKind], most: int) -> tuple[Suggestion, ...]:
    """At most `most` completions of `text`, of these kinds or, without any, of all."""
    if not kinds:
        return finder().suggest(text, most)[:most]
    # The kinds take turns in an answer, so that each has had its `most` when it is this long.
    everything = finder().suggest(text, most * len(get_args(SuggestionKind)))
    return tuple(one for one in everything if kind_of(one) in kinds)[:most]


def kind_of(suggestion: Suggestion) -> SuggestionKind | None:
    """What a suggestion leads to, by its address."""
    parts = urlsplit(suggestion.url)
    if parts.path.startswith("/provider/"):
        return "provider"
    return next((_PARAMETERS[name] for name in parse_qs(parts.query) if name in _PARAMETERS), None)
