"""The arrays say exactly what Whoosh's own matchers and scores say, one provider after the other."""

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.engines import whoosh
from indexer.engines.protocol import Answer, Document
from tests.engines.made_up import document, documents, queries
from tests.engines.plain import Plain, Said

PROVIDERS, QUERIES = 150, 500
DISTANCE_EXACT_KM = 0.006
"""Distances are given to 10 metres."""


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[whoosh.WhooshEngine, Plain]]:
    folder = tmp_path_factory.mktemp("fresh") / "index"
    made = list(documents(PROVIDERS, seed=1))
    whoosh.write(folder, made)
    with whoosh.WhooshEngine(folder) as engine:
        plain = Plain(folder, made)
        yield engine, plain
        plain.close()


@pytest.fixture(scope="module")
def refreshed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[whoosh.WhooshEngine, Plain]]:
    """An index after three refreshes, with replaced, new and removed providers in its segments."""
    folder = tmp_path_factory.mktemp("refreshed")
    made = {one.provider.id: one for one in documents(PROVIDERS, seed=2)}
    whoosh.write(folder / "0", made.values())
    chance = random.Random(3)
    for step in (1, 2, 3):
        changed = [document(chance, f"p-{chance.randrange(PROVIDERS + 40):05}") for _ in range(20)]
        kept = {one.provider.id: one for one in changed}
        removed = [key for key in chance.sample(sorted(made), 10) if key not in kept]
        whoosh.refresh(folder / str(step), folder / str(step - 1), changed, iter(removed))
        made = {key: one for key, one in (made | kept).items() if key not in removed}
    with whoosh.WhooshEngine(folder / "3") as engine:
        plain = Plain(folder / "3", made.values())
        yield engine, plain
        plain.close()


@pytest.mark.parametrize("kind", ["fresh", "refreshed"])
def test_every_hit_list_score_and_count_is_that_of_whoosh(kind: str, request: pytest.FixtureRequest) -> None:
    engine, plain = request.getfixturevalue(kind)
    found = 0
    for number, query in enumerate(queries(QUERIES, seed=4 if kind == "fresh" else 5)):
        expected, answer = plain.search(query), engine.search(query)
        _compare(f"{kind} {number}: {query}", expected, answer)
        found += bool(expected.total)
    assert found > QUERIES / 3, "the questions find too little to show anything"


def _compare(where: str, expected: Said, answer: Answer) -> None:
    assert answer.total == expected.total, where
    assert [one.id for one in answer.found] == [hit[0] for hit in expected.hits], where
    for one, (_, score, distance, location, parts) in zip(answer.found, expected.hits, strict=True):
        assert one.score == pytest.approx(score, abs=1e-9), where
        assert one.location == location, where
        assert [(reason.part, round(reason.value * 10_000)) for reason in one.reasons] == parts, where
        if distance is not None:
            assert one.distance_km == pytest.approx(distance, abs=DISTANCE_EXACT_KM), where
    for kind, counts in expected.facets.items():
        given = {one.id: one.count for one in getattr(answer.facets, kind)}
        assert {key: count for key, count in given.items() if count} == dict(counts), f"{kind} {where}"
    assert (answer.unknown_hours, answer.unknown_price) == (expected.unknown_hours, expected.unknown_price)


def test_a_facet_tells_how_many_are_found_with_each_value_added(
    fresh: tuple[whoosh.WhooshEngine, Plain],
) -> None:
    engine, plain = fresh
    told = 0
    for query in queries(40, seed=6):
        facets = engine.search(query).facets
        for kind in type(facets).model_fields:
            for one in getattr(facets, kind)[:6]:
                assert one.adding == plain.adding(query, kind, one.id), (kind, one, query)
                told += 1
    assert told > 300


def test_an_index_that_is_worn_is_written_anew(tmp_path: Path) -> None:
    made = list(documents(150, seed=7))
    whoosh.write(tmp_path / "0", made)
    changed = [Document(one.provider, "altogether new words") for one in made[:120]]
    whoosh.refresh(tmp_path / "1", tmp_path / "0", changed, ())
    assert len(list((tmp_path / "1").glob("documents-*.bin"))) == 2
    whoosh.refresh(tmp_path / "2", tmp_path / "1", made[:1], [made[1].provider.id])
    assert len(list((tmp_path / "2").glob("documents-*.bin"))) == 1
    with whoosh.WhooshEngine(tmp_path / "2") as engine:
        assert len(engine) == 149
        assert engine.document(made[0].provider.id) == made[0]
        assert engine.document(made[2].provider.id) == changed[2]
        plain = Plain(tmp_path / "2", [made[0], *changed[2:], *made[120:]])
        for query in queries(50, seed=8):
            _compare(str(query), plain.search(query), engine.search(query))
        plain.close()


def test_the_same_question_has_the_same_answer(fresh: tuple[whoosh.WhooshEngine, Plain]) -> None:
    engine, _ = fresh
    for query in queries(20, seed=9):
        assert engine.search(query) == engine.search(query)


def test_what_is_remembered_of_one_search_is_right_for_those_like_it(fresh) -> None:
    """Without a place, searches that differ in what only ranks share what was found; no answer may show it."""
    warm, _ = fresh
    for query in queries(60, seed=6):
        everywhere = query.understood.model_copy(update={"place": None})
        for text in ("", "hands back", "zzz"):
            understood = everywhere.model_copy(update={"text": text})
            for change in ({}, {"sort": "name"}, {"page": 2, "per_page": 5}):
                asked = replace(query, understood=understood, **change)
                with whoosh.WhooshEngine(warm._folder) as cold:
                    assert warm.search(asked) == cold.search(asked)
