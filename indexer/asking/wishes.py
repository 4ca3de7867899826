"""Therapies whose very name states a feature: who says "mobile massage" says that they come to the home."""

from collections.abc import Mapping
from functools import cache

from data.term import vocabulary
from indexer.matcher import matcher


def features_in(service: str) -> tuple[str, ...]:
    """The features that a therapy's label names."""
    return _features_in_labels().get(service, ())


def services_with(feature: str) -> tuple[str, ...]:
    """The therapies whose label names a feature."""
    return tuple(service for service, features in _features_in_labels().items() if feature in features)


@cache
def _features_in_labels() -> Mapping[str, tuple[str, ...]]:
    read = matcher("features", queries=True)
    named = {
        term.id: tuple(dict.fromkeys(one.id for one in read.find(term.label)))
        for term in vocabulary("therapies")
    }
    return {service: features for service, features in named.items() if features}
