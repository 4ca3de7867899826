"""Queries as people type them are read as `understanding.yaml` says, field by field."""

from typing import Any

import pytest

from tests.relevance.reading import cases, misread

NOW, CASES = cases()


def marked(case: dict[str, Any]) -> Any:
    reason = case.get("fails")
    return pytest.param(case, id=case["q"], marks=[pytest.mark.xfail(reason=reason)] if reason else [])


@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_a_query_is_read_as_it_should_be(case: dict[str, Any]) -> None:
    assert misread(case, NOW) == {}


def test_nearly_all_cases_are_expected_to_be_read_rightly() -> None:
    assert sum("fails" in case for case in CASES) <= 0.07 * len(CASES)
