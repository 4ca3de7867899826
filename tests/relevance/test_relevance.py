"""What is found first for a search, over a set of made-up providers: the cases of `relevance.yaml`."""

from collections.abc import Iterator
from typing import Any

import pytest

from crawler.home import Home
from indexer.building.generations import Generations
from indexer.engines.whoosh import write
from indexer.service import SearchService
from search_web import create_app
from tests.relevance.judging import NoSubjectError, World, cases, faults
from tests.relevance.made_providers import made_documents

NOW, CASES = cases()


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    home = Home.from_environment({"ROSANNA_HOME": str(tmp_path_factory.mktemp("relevance"))})
    documents = list(made_documents())
    generations = Generations(home.index)
    with generations.building() as folder:
        generations.publish(folder, providers=write(folder, documents))
    with SearchService(home, lambda: NOW) as service, create_app({"SERVICE": service}).app_context():
        yield World(service, [one.provider for one in documents])


def marked(number: int, case: dict[str, Any]) -> Any:
    reason = case.get("fails")
    name = f"{case['theme']}-{number}-{case['q'][:40]}"
    return pytest.param(case, id=name, marks=[pytest.mark.xfail(reason=reason)] if reason else [])


@pytest.mark.parametrize("case", [marked(number, case) for number, case in enumerate(CASES)])
def test_what_is_found_is_what_was_asked_for(world: World, case: dict[str, Any]) -> None:
    try:
        assert faults(world, case) == []
    except NoSubjectError:
        pytest.skip("the set holds no such provider")


def test_nearly_all_cases_are_expected_to_pass() -> None:
    assert len(CASES) >= 150
    assert sum("fails" in case for case in CASES) <= 0.05 * len(CASES)
