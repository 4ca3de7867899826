"""The JSON API under `/api/v1`: the same searches and providers as the pages, described by OpenAPI."""

from collections.abc import Iterator

from flask import redirect, url_for
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag
from pydantic import BaseModel, ConfigDict, Field
from werkzeug import Response

from indexer.model import Model, Provider
from indexer.search import Results, SearchRequest, Suggestion
from search_web.asked import unreadable
from search_web.caching import of_the_moment
from search_web.finder import finder, wanted_provider
from search_web.links import search_url
from search_web.problems import ErrorBody
from search_web.suggesting import SuggestionKind, suggested

PATH = "/api/v1/search"
PAGES_MOST = 1000
"""Pages of one search that can be asked for; `SearchRequest.page` says the same."""
SUGGESTIONS_MOST = 8

api = APIBlueprint(
    "api",
    __name__,
    url_prefix="/api/v1",
    abp_tags=[Tag(name="search", description="Find providers, and read what is known of one.")],
    abp_responses={
        304: {"description": "What you have, by its `If-None-Match`, is still good."},
        400: ErrorBody,
        405: ErrorBody,
        414: ErrorBody,
        429: ErrorBody,
        500: ErrorBody,
        503: ErrorBody,
    },
)


class ProviderPath(BaseModel):
    """Which provider."""

    provider_id: str = Field(
        min_length=1, max_length=100, description="A provider's id, as search results give it."
    )


class SuggestRequest(BaseModel):
    """What has been typed so far."""

    model_config = ConfigDict(extra="forbid")

    q: str = Field(default="", max_length=200, description="The beginning of a place, a therapy or a name.")
    kind: list[SuggestionKind] = Field(
        default_factory=list,
        description="Kinds to suggest: place, therapy, condition, provider; all unless given.",
    )


class Suggestions(BaseModel):
    """At most eight ways to go on."""

    suggestions: tuple[Suggestion, ...]


class PageLinks(Model):
    """Addresses on this site of other pages of the same search; `null` where there is none."""

    self: str
    first: str
    prev: str | None
    next: str | None
    last: str


class SearchAnswer(Results):
    """The answer to a search, with the way to its other pages; the `Link` header says the same."""

    links: PageLinks


@api.get("/search", responses={200: SearchAnswer}, operation_id="search", summary="Search for providers")
def search(query: SearchRequest) -> Response:
    """Providers that match, with distance and reasons, what was understood, and facet counts."""
    found = finder().search(query)
    if problem := unreadable(query, found.understood):
        raise problem
    if found.understood.open and found.understood.open.is_now:
        of_the_moment()
    links = page_links(query, found.total)
    answer = SearchAnswer.model_construct(**dict(found), links=links)
    response = _json(answer)
    response.headers["Link"] = ", ".join(_link_values(links))
    return response


def page_links(asked: SearchRequest, total: int) -> PageLinks:
    """The other pages of a search that found `total` providers."""
    last = min(max(-(-total // asked.per_page), 1), PAGES_MOST)

    def at(page: int) -> str:
        return search_url(asked, path=PATH, page=page)

    return PageLinks(
        self=at(asked.page),
        first=at(1),
        prev=at(min(asked.page - 1, last)) if asked.page > 1 else None,
        next=at(asked.page + 1) if asked.page < last else None,
        last=at(last),
    )


def _link_values(links: PageLinks) -> Iterator[str]:
    """The links as RFC 8288 writes them."""
    for name in ("first", "prev", "next", "last"):
        if address := getattr(links, name):
            yield f'<{address}>; rel="{name}"'


@api.get(
    "/providers/<provider_id>",
    responses={
        200: Provider,
        308: {"description": "The id was merged into another."},
        404: ErrorBody,
        410: ErrorBody,
    },
    operation_id="provider",
    summary="Read one provider",
)
def provider(path: ProviderPath) -> Response:
    """Everything known of one provider, with evidence. An id that was merged redirects to the present one."""
    found = wanted_provider(path.provider_id)
    if found.id != path.provider_id:
        return redirect(url_for("api.provider", provider_id=found.id), 308)
    return _json(found)


@api.get("/suggest", responses={200: Suggestions}, operation_id="suggest", summary="Complete a word")
def suggest(query: SuggestRequest) -> Response:
    """Places, therapies and names that begin like `q`, at most eight."""
    return _json(Suggestions(suggestions=suggested(query.q, query.kind, SUGGESTIONS_MOST)))


def _json(model: BaseModel) -> Response:
    return Response(model.model_dump_json(by_alias=True), mimetype="application/json")
