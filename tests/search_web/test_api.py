"""The JSON API, held against its own OpenAPI document."""

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator

from indexer.search import SearchRequest, Suggestion
from tests.search_web.made_up import MadeUpFinder
from tests.search_web.made_up_providers import FULL, hostile
from tests.search_web.reading import page, text

SPEC = "/api/v1/openapi.json"


@pytest.fixture
def spec(client: FlaskClient) -> dict[str, Any]:
    document: Any = client.get(SPEC).json
    assert isinstance(document, dict)
    return document


@pytest.mark.parametrize(
    ("path", "address", "status"),
    [
        ("/api/v1/search", "/api/v1/search?q=remidial+massage+back+saturday&near=Rosanna", 200),
        ("/api/v1/search", "/api/v1/search?q=nothing", 200),
        ("/api/v1/search", "/api/v1/search?radius_km=x", 400),
        ("/api/v1/search", "/api/v1/search?unknown=x", 400),
        ("/api/v1/providers/{provider_id}", "/api/v1/providers/p-full01", 200),
        ("/api/v1/providers/{provider_id}", "/api/v1/providers/p-bare02", 200),
        ("/api/v1/providers/{provider_id}", "/api/v1/providers/p-nasty4", 200),
        ("/api/v1/providers/{provider_id}", "/api/v1/providers/p-none", 404),
        ("/api/v1/suggest", "/api/v1/suggest?q=re", 200),
        ("/api/v1/suggest", "/api/v1/suggest", 200),
        ("/api/v1/suggest", "/api/v1/suggest?q=" + "x" * 201, 400),
    ],
)
def test_each_answer_fits_the_openapi_document(
    client: FlaskClient, finder: MadeUpFinder, spec: dict[str, Any], path: str, address: str, status: int
) -> None:
    finder.providers = [*finder.providers, hostile()]
    response = client.get(address)
    assert response.status_code == status
    assert response.mimetype == "application/json"
    schema = spec["paths"][path]["get"]["responses"][str(status)]["content"]["application/json"]["schema"]
    Draft202012Validator({**schema, "components": spec["components"]}).validate(response.json)


def test_the_document_is_openapi_31_and_every_reference_leads_somewhere(spec: dict[str, Any]) -> None:
    assert spec["openapi"].startswith("3.1")
    assert set(spec["paths"]) == {"/api/v1/search", "/api/v1/providers/{provider_id}", "/api/v1/suggest"}
    for reference in _references(spec):
        target: Any = spec
        for part in reference.removeprefix("#/").split("/"):
            target = target[part]
        assert isinstance(target, dict)


def test_the_document_names_every_search_parameter(spec: dict[str, Any]) -> None:
    parameters = spec["paths"]["/api/v1/search"]["get"]["parameters"]
    assert [parameter["name"] for parameter in parameters] == list(SearchRequest.model_fields)
    repeatable = {p["name"] for p in parameters if p["schema"].get("type") == "array"}
    assert repeatable == {
        "service", "condition", "credential", "feature", "suburb", "open_day", "price_band",
    }  # fmt: skip


def test_every_operation_documents_its_failures(spec: dict[str, Any]) -> None:
    for path in spec["paths"].values():
        assert {"200", "400", "500", "503"} <= set(path["get"]["responses"])


def test_the_search_has_the_published_keys(client: FlaskClient) -> None:
    body: Any = client.get("/api/v1/search?q=remidial+massage+back+saturday&near=Rosanna").json
    published = {
        "query",
        "understood",
        "total",
        "page",
        "per_page",
        "results",
        "facets",
        "suggestions",
    }
    assert published <= set(body)
    assert body["understood"]["corrections"] == [{"from": "remidial", "to": "remedial"}]
    assert body["understood"]["open"] == {"day": "Sa", "from": None, "to": None}
    assert {"services", "credentials", "features", "suburbs"} <= set(body["facets"])
    assert {"conditions", "open_days", "price_bands"} <= set(body["facets"])


def test_a_provider_is_the_public_object(client: FlaskClient) -> None:
    assert client.get("/api/v1/providers/p-full01").json == FULL.model_dump(mode="json", by_alias=True)


def test_a_merged_id_redirects(client: FlaskClient, finder: MadeUpFinder) -> None:
    finder.merged["p-old"] = "p-full01"
    response = client.get("/api/v1/providers/p-old")
    assert (response.status_code, response.location) == (308, "/api/v1/providers/p-full01")


def test_repeated_parameters_reach_the_search(client: FlaskClient, finder: MadeUpFinder) -> None:
    client.get("/api/v1/search?service=cupping&service=myotherapy&feature=hicaps&radius_km=2.5")
    assert finder.asked[-1].service == ["cupping", "myotherapy"]
    assert finder.asked[-1].feature == ["hicaps"]
    assert finder.asked[-1].radius_km == 2.5


def test_suggestions_are_at_most_eight(client: FlaskClient, finder: MadeUpFinder) -> None:
    body: Any = client.get("/api/v1/suggest?q=").json
    assert len(body["suggestions"]) == 8
    assert set(body["suggestions"][0]) == {"text", "url"}


def test_suggestions_of_some_kinds_are_those_only(
    client: FlaskClient, finder: MadeUpFinder, monkeypatch: pytest.MonkeyPatch
) -> None:
    mixed = (
        Suggestion(text="Rosanna", url="/search?near=Rosanna"),
        Suggestion(text="Rolfing", url="/search?service=rolfing"),
        Suggestion(text="Rosie", url="/provider/p-1"),
        Suggestion(text="Rosacea", url="/search?condition=rosacea"),
    )
    monkeypatch.setattr(finder, "suggest", lambda _, limit=8: mixed[:limit])

    def texts(query: str) -> list[str]:
        answer: Any = client.get(f"/api/v1/suggest?q=ro{query}").json
        return [one["text"] for one in answer["suggestions"]]

    assert texts("") == ["Rosanna", "Rolfing", "Rosie", "Rosacea"]
    assert texts("&kind=place") == ["Rosanna"]
    assert texts("&kind=therapy&kind=condition&kind=provider") == ["Rolfing", "Rosie", "Rosacea"]
    refused = client.get("/api/v1/suggest?q=ro&kind=planet")
    assert refused.status_code == 400


def test_the_document_has_a_readable_page_without_anything_from_elsewhere(client: FlaskClient) -> None:
    body = client.get("/api/v1/").get_data(as_text=True)
    assert "radius_km" in body
    assert "https://cdn" not in body
    assert BeautifulSoup(body, "lxml").select("style, [style], script:not([src^='/static/'])") == []


def test_every_example_of_the_readable_page_answers_as_written(client: FlaskClient) -> None:
    read = page(client, "/api/v1/")
    examples = [str(link["href"]) for link in read.select("main a[href^='/api/v1/']")]
    assert len(examples) >= 5
    assert [one for one in examples if client.get(one).status_code != 200] == []
    written = json.loads(text(read.select_one("main pre code")))
    assert client.get("/api/v1/search?radius_km=0").json == written


def _references(node: Any) -> list[str]:
    if isinstance(node, dict):
        own = [node["$ref"]] if isinstance(node.get("$ref"), str) else []
        return own + [reference for value in node.values() for reference in _references(value)]
    return [reference for value in node for reference in _references(value)] if isinstance(node, list) else []
