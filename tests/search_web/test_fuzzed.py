"""The API under random requests made from its own OpenAPI document: nothing breaks, nothing undocumented comes."""

from collections.abc import Callable

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from indexer.service import SearchService

EXAMPLES = 20
"""Requests for each operation: bounded, for each is a whole search."""
REFUSES_WORDS = {"/api/v1/search"}
"""Where not all that fits the document is accepted: ids and places are words to it, and one that nobody knows is
refused with 400, so that a program's misspelling is noticed."""


@pytest.mark.parametrize("path", ["/api/v1/search", "/api/v1/providers/{provider_id}", "/api/v1/suggest"])
def test_every_answer_is_one_that_the_document_promises(
    service: SearchService, make_app: Callable[[object], Flask], path: str
) -> None:
    excluded = [positive_data_acceptance] if path in REFUSES_WORDS else []
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", make_app(service))
    operation = schema[path]["get"]

    @given(case=operation.as_strategy())
    @settings(max_examples=EXAMPLES, derandomize=True, suppress_health_check=list(HealthCheck))
    def answers(case: schemathesis.Case) -> None:
        # Its client for WSGI does not unpack answers.
        case.call_and_validate(excluded_checks=excluded, headers={"Accept-Encoding": "identity"})

    answers()
