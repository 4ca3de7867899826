"""What any engine must do with filters, facets, phrases and likeness."""

import pytest

from indexer.engines.protocol import Document, Engine
from tests.engines.clinics import (
    AWAY,
    DOCUMENTS,
    HOBART,
    NEAR,
    OWN,
    ROSANNA,
    ask,
    at,
    hour,
    ids,
    made,
    terms,
)  # fmt: skip
from tests.engines.conftest import Kind

REMEDIAL = {"services": ("remedial-massage",)}


def counts(engine: Engine, facet: str, **options: object) -> dict[str, tuple[int, int]]:
    found = getattr(ask(engine, **options).facets, facet)  # type: ignore[arg-type]
    return {one.id: (one.count, one.adding) for one in found}


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"suburbs": ("Heidelberg VIC",)}, ["p-far"]),
        ({"suburbs": ("Heidelberg VIC", "Ballarat Central VIC")}, ["p-away", "p-far"]),
        ({"suburbs": ("Nowhere VIC",)}, []),
        ({"open_days": ("Sa",)}, ["p-own"]),
        ({"open_days": ("Fr", "Mo")}, ["p-listed", "p-own"]),
        ({"open_days": ("Fr", "Su")}, []),
        ({"price_bands": ("0-80",)}, ["p-listed"]),
        ({"price_bands": ("0-80", "80-100")}, ["p-listed", "p-own"]),
        ({"price_bands": ("150-",)}, []),
        ({"open_days": ("Mo",), "price_bands": ("80-100",)}, ["p-own"]),
        ({"features": ("hicaps",), "suburbs": ("Rosanna VIC",)}, ["p-listed"]),
        ({"services": ("no-such-therapy",)}, []),
        ({"services": ("remedial-massage", "lomi-lomi")}, ["p-far"]),
    ],
)
def test_filters(engine: Engine, filters: dict[str, tuple[str, ...]], expected: list[str]) -> None:
    assert sorted(ids(ask(engine, filters=filters))) == expected


def test_filters_on_days_and_prices_count_what_is_not_known(engine: Engine) -> None:
    assert ask(engine, filters={"open_days": ("Mo",)}).unknown_hours == 5
    assert ask(engine, filters={"price_bands": ("0-80",)}).unknown_price == 5


def test_facets_of_days_and_prices_count_who_is_found(engine: Engine) -> None:
    days = ask(engine).facets.open_days
    assert [(one.label, one.count) for one in days][-2:] == [("Friday", 2), ("Saturday", 1)]
    assert counts(engine, "price_bands") == {"0-80": (1, 1), "80-100": (1, 1)}


def test_facets_of_conditions(engine: Engine) -> None:
    assert counts(engine, "conditions") == {"sciatica": (1, 1)}


def test_adding_a_term_counts_its_kinds_as_the_filter_does(engine: Engine) -> None:
    for one, (_, adding) in counts(engine, "services").items():
        assert adding == ask(engine, filters={"services": (one,)}).total, one


def test_adding_to_a_choice_of_suburbs_widens_it(engine: Engine) -> None:
    chosen = {"suburbs": ("Heidelberg VIC",)}
    assert counts(engine, "suburbs", filters=chosen) == {
        "Heidelberg VIC": (1, 1),
        "Rosanna VIC": (0, 5),
        "Ballarat Central VIC": (0, 2),
    }


def test_adding_to_a_choice_of_bands_widens_it(engine: Engine) -> None:
    chosen = {"price_bands": ("0-80",)}
    assert counts(engine, "price_bands", filters=chosen) == {"0-80": (1, 1), "80-100": (0, 2)}


def test_a_price_is_that_of_the_therapy_asked_for(
    kind: Kind, tmp_path_factory: pytest.TempPathFactory
) -> None:
    both = made(
        "p-both",
        "Both",
        locations=NEAR,
        services=terms("remedial-massage", "shiatsu"),
        prices=(*hour(90, "shiatsu"), *hour(140, "remedial-massage")),
    )
    folder = tmp_path_factory.mktemp("prices") / "index"
    kind.write(folder, [Document(both)])
    with kind.open(folder) as index:
        assert ask(index, {"services": ("remedial-massage",), "max_price": 100.0}).total == 0
        assert ask(index, {"services": ("shiatsu",), "max_price": 100.0}).total == 1
        assert ask(index, {"max_price": 100.0}).total == 1
        (band,) = ask(index, REMEDIAL).facets.price_bands
        assert band.id == "120-150"


def test_a_filter_only_narrows_where_a_therapy_in_words_would_let_others_rank(engine: Engine) -> None:
    asked = {"conditions": ("sciatica",)}
    assert ids(ask(engine, asked)) == ids(ask(engine, asked, filters=REMEDIAL)) == ["p-own"]
    assert ask(engine, {**asked, **REMEDIAL}).total > 1


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("remedial massages well", ["p-row"]),
        ("remedial exercise", ["p-apart"]),
        ("exercise remedial", []),
        ("calm massage", ["p-named"]),
        ("zzz", []),
        ("the", []),
    ],
)
def test_phrases_stand_in_a_row_or_in_the_name(rooms: Engine, phrase: str, expected: list[str]) -> None:
    assert sorted(ids(ask(rooms, {"phrases": (phrase,)}))) == expected


def test_all_of_the_words_are_wanted_where_anyone_near_has_them(rooms: Engine) -> None:
    assert ids(ask(rooms, {"text": "calm remedial"})) == ["p-named"]
    assert ids(ask(rooms, {"text": "zzz exercise"})) == ["p-apart"]


def test_pages_beyond_the_last_and_large_pages(engine: Engine) -> None:
    assert ids(ask(engine, page=1000, per_page=100)) == []
    assert len(ids(ask(engine, per_page=100))) == len(DOCUMENTS)


def test_every_order_is_total(engine: Engine) -> None:
    for sort in ("best", "distance", "price", "name"):
        one = ids(ask(engine, {"place": ROSANNA}, sort=sort))
        parts = [
            key
            for page in range(1, len(DOCUMENTS) + 2)
            for key in ids(ask(engine, {"place": ROSANNA}, sort=sort, page=page, per_page=1))
        ]
        assert parts == one, sort


def test_an_order_by_distance_without_a_place_is_the_best_one(engine: Engine) -> None:
    assert ids(ask(engine, sort="distance")) == ids(ask(engine))


def test_the_nearest_of_several_locations_counts(
    kind: Kind, tmp_path_factory: pytest.TempPathFactory
) -> None:
    two = made("p-two", "Two", locations=(*AWAY, *at("Rosanna", -37.74, 145.07)), services=terms("shiatsu"))
    folder = tmp_path_factory.mktemp("two") / "index"
    kind.write(folder, [Document(two), Document(OWN)])
    with kind.open(folder) as index:
        (found,) = ask(index, {"place": ROSANNA, "services": ("shiatsu",)}).found
        assert (found.location, found.distance_km) == (1, pytest.approx(0.2, abs=0.1))
        assert {one.id for one in ask(index, {"place": ROSANNA}).facets.suburbs} == {"Rosanna VIC"}


def test_similar_providers_are_near_and_state_the_same(engine: Engine) -> None:
    assert engine.similar("p-own", 8) == ("p-listed", "p-far")
    assert engine.similar("p-own", 1) == ("p-listed",)
    assert engine.similar("p-away", 8) == ()
    assert engine.similar("p-nobody", 8) == ()


def test_a_provider_without_a_place_has_nobody_near(
    kind: Kind, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("nowhere") / "index"
    kind.write(folder, [Document(made("p-nowhere", "Nowhere", services=terms("shiatsu"))), Document(OWN)])
    with kind.open(folder) as index:
        assert index.similar("p-nowhere", 4) == ()
        assert ids(ask(index, {"services": ("shiatsu",)})) == ["p-nowhere"]
        assert ask(index, {"services": ("shiatsu",), "place": HOBART}).nearest_outside is None


def test_a_later_document_of_an_id_replaces_the_earlier(
    kind: Kind, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("twice") / "index"
    again = made("p-own", "Backroom Again", locations=NEAR)
    assert kind.write(folder, [Document(OWN), Document(again)]) == 1
    with kind.open(folder) as index:
        assert index.get("p-own") == again
