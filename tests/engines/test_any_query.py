"""Any string at all has an answer."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.engines.protocol import Engine
from indexer.query import query, understand
from indexer.search import SearchRequest
from tests.engines.conftest import Kind
from tests.engines.hostile import strings
from tests.engines.made_up import documents

STRINGS = 900


@pytest.fixture(scope="module")
def many(kind: Kind, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    folder: Path = tmp_path_factory.mktemp("many") / "index"
    kind.write(folder, documents(200, seed=11))
    with kind.open(folder) as opened:
        yield opened


def test_any_string_has_an_answer(many: Engine) -> None:
    found = 0
    for text in strings(STRINGS):
        request = SearchRequest(q=text)
        understood, _ = understand(request, knows=many.knows)
        answer = many.search(query(request, understood))
        assert len(answer.found) == min(20, answer.total)
        many.names(text, 8)
        many.names_nearly(text, 8)
        found += answer.total > 0
    assert found > STRINGS / 10
