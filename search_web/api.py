"""The JSON API under `/api/v1`: the same searches and providers as the pages, described by OpenAPI."""

from flask import redirect, url_for
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag
from pydantic import BaseModel, ConfigDict, Field
from werkzeug import Response

from indexer.model import Provider
from indexer.search import Results, SearchRequest, Suggestion
from search_web.asked import unreadable
from search_web.finder import finder, wanted_provider
from search_web.problems import ErrorBody
from search_web.suggesting import SuggestionKind, suggested

api = APIBlueprint(
    "api",
    __name__,
    url_prefix="/api/v1",
    abp_tags=[Tag(name="search", description="Find providers, and read what is known of one.")],
    abp_responses={400: ErrorBody, 500: ErrorBody, 503: ErrorBody},
)
SUGGESTIONS_MOST = 8


class ProviderPath(BaseModel):
    """Which provider."""

    provider_id: str = Field(max_length=100, description="A provider's id, as search results give it.")


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


@api.get("/search", responses={200: Results}, operation_id="search", summary="Search for providers")
def search(query: SearchRequest) -> Response:
    """Providers that match, with distance and reasons, what was understood, and facet counts."""
    found = finder().search(query)
    if problem := unreadable(query, found.understood):
        raise problem
    return _json(found)


@api.get(
    "/providers/<provider_id>",
    responses={200: Provider, 404: ErrorBody, 410: ErrorBody},
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
