"""The engines under test: each new one is one more line here."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from indexer.engines import whoosh
from indexer.engines.protocol import Document, Engine
from tests.engines.clinics import DOCUMENTS, ROOMS


@dataclass(frozen=True)
class Kind:
    """How an engine's index is written, refreshed and opened."""

    write: Callable[[Path, Iterable[Document]], int]
    refresh: Callable[[Path, Path, Iterable[Document], Iterable[str]], int]
    open: Callable[[Path], AbstractContextManager[Any]]


KINDS = {"whoosh": Kind(whoosh.write, whoosh.refresh, whoosh.WhooshEngine)}


@pytest.fixture(scope="session", params=sorted(KINDS))
def kind(request: pytest.FixtureRequest) -> Kind:
    return KINDS[request.param]


def _opened(kind: Kind, folder: Path, documents: Iterable[Document]) -> Iterator[Engine]:
    kind.write(folder, documents)
    with kind.open(folder) as engine:
        yield engine


@pytest.fixture(scope="session")
def engine(kind: Kind, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    yield from _opened(kind, tmp_path_factory.mktemp("engine") / "index", DOCUMENTS)


@pytest.fixture(scope="session")
def rooms(kind: Kind, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    yield from _opened(kind, tmp_path_factory.mktemp("rooms") / "index", ROOMS)
