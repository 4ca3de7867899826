"""What the site needs from the index, and how a request gets at it.

The site talks to `indexer.service.SearchService` through the small protocol below and nothing else; whatever
answers the same calls can be given to `create_app` as `SERVICE`.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol, cast

from flask import current_app, g

from data.term import Kind
from indexer.census import Census
from indexer.model import Provider
from indexer.search import Results, SearchRequest, Suggestion
from search_web.problems import RequestError

LEFT = "this listing was taken out at its owner's request, and nothing of it is kept here"


class Term(Protocol):
    """One entry of a vocabulary, as the site needs it."""

    @property
    def id(self) -> str:
        """The canonical id."""

    @property
    def label(self) -> str:
        """What a reader sees."""

    @property
    def parent(self) -> str | None:
        """Id of the wider term it is a kind of."""

    @property
    def extra(self) -> Mapping[str, Any]:
        """Keys of one vocabulary only: a credential's `explains` (in plain words) and `kind`."""


class SourceCoverage(Protocol):
    """One source of the index: who publishes it, what it gave, and when that was last seen (RFC 3339)."""

    @property
    def source(self) -> str:
        """The source's id."""

    @property
    def title(self) -> str:
        """What it is called; empty when it has no file any more, as the next two."""

    @property
    def publisher(self) -> str:
        """Who publishes it."""

    @property
    def licence(self) -> str:
        """What its data may be used for."""

    @property
    def listings(self) -> int:
        """How many listings it gave."""

    @property
    def last_seen(self) -> str:
        """When one of them was last seen, RFC 3339."""


class Coverage(Protocol):
    """What the index holds and when it was built (RFC 3339)."""

    @property
    def providers(self) -> int:
        """How many providers can be found."""

    @property
    def sources(self) -> Iterable[SourceCoverage]:
        """The sources they came from."""

    @property
    def generation(self) -> str:
        """The name of this state of the index."""

    @property
    def built_at(self) -> str:
        """When it was built, RFC 3339."""


class Finder(Protocol):
    """The answers the site is made of. Every call raises `IndexMissing` when there is no index."""

    def search(self, request: SearchRequest) -> Results:
        """Answer one search."""

    def provider(self, provider_id: str, /) -> Provider | None:
        """The provider of this id, under its present id when it was merged; `None` when unknown."""

    def has_left(self, provider_id: str, /) -> bool:
        """Whether the provider of this id was listed once and asked to be left out."""

    def similar(self, provider_id: str, /, limit: int = 4) -> tuple[Provider, ...]:
        """Providers near that state much of the same, the likest first."""

    def suggest(self, text: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Places, therapies and names that begin like `text`."""

    def coverage(self) -> Coverage:
        """What the index holds."""

    def census(self) -> Census:
        """How many providers state what, and where."""

    def terms(self, kind: Kind, /) -> Iterable[Term]:
        """A vocabulary: `therapies`, `conditions`, `credentials` or `features`."""


KINDS: Mapping[str, Kind] = {
    "service": "therapies",
    "condition": "conditions",
    "credential": "credentials",
    "feature": "features",
}
"""The vocabulary behind each repeatable search parameter."""


def finder() -> Finder:
    """The finder of the app that answers the present request."""
    return cast("Finder", current_app.extensions["finder"])


def wanted_provider(provider_id: str) -> Provider:
    """The provider of this id. Raises `RequestError`, 410 for one that asked to be left out, else 404."""
    found = finder().provider(provider_id)
    if found is not None:
        return found
    if finder().has_left(provider_id):
        raise RequestError(410, "gone", LEFT, "provider_id")
    raise RequestError(404, "not_found", "no provider has this id; searches give ids", "provider_id")


def labels(parameter: str) -> Mapping[str, str]:
    """Label by id for a repeatable search parameter (`service`, `condition`, `credential`, `feature`).

    Asked for at every turn of a page, so made once in a request.
    """
    if "labels" not in g:
        g.labels = {}
    if parameter not in g.labels:
        g.labels[parameter] = {term.id: term.label for term in finder().terms(KINDS[parameter])}
    found: Mapping[str, str] = g.labels[parameter]
    return found


def explanations() -> Mapping[str, str]:
    """What each credential is, in plain words, by id."""
    return {term.id: str(term.extra.get("explains") or "") for term in finder().terms("credentials")}


def qualifications() -> frozenset[str]:
    """Ids of credentials that are courses: a number beside one names the course, not the person."""
    terms = finder().terms("credentials")
    return frozenset(term.id for term in terms if term.extra.get("kind") == "qualification")


def with_narrower(parameter: str, ids: Iterable[str]) -> frozenset[str]:
    """Some ids and every id that is a kind of one of them: a narrower term states the wider one too."""
    wanted = set(ids)
    if not wanted:
        return frozenset()
    parents = {term.id: term.parent for term in finder().terms(KINDS[parameter])}
    return frozenset(id_ for id_ in wanted | set(parents) if not wanted.isdisjoint(_line(id_, parents)))


def _line(id_: str | None, parents: Mapping[str, str | None]) -> list[str]:
    line: list[str] = []
    while id_ is not None and id_ not in line:
        line.append(id_)
        id_ = parents.get(id_)
    return line
