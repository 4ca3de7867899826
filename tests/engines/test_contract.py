"""What any engine must answer, on a small made-up set of providers."""

from pathlib import Path

import pytest

from indexer.engines.protocol import Document, Engine, Query
from indexer.engines.weeks import week_of
from indexer.errors import IndexBroken
from indexer.search import Open, Understood
from tests.engines.clinics import (
    DOCUMENTS,
    FAR,
    HOBART,
    NEAR,
    OWN,
    ROSANNA,
    ask,
    ids,
    made,
    terms,
)  # fmt: skip
from tests.engines.conftest import Kind


def test_an_empty_query_finds_everyone(engine: Engine) -> None:
    assert ask(engine).total == len(engine) == len(DOCUMENTS)


def test_own_words_outrank_a_listing_and_that_outranks_loose_words(engine: Engine) -> None:
    assert ids(ask(engine, {"services": ("remedial-massage",), "place": ROSANNA})) == [
        "p-own",
        "p-listed",
        "p-far",
        "p-text",
    ]


def test_who_says_no_is_not_found(engine: Engine) -> None:
    assert "p-not" not in ids(ask(engine, {"services": ("remedial-massage",)}))


def test_a_filter_wants_it_stated(engine: Engine) -> None:
    asked = {"services": ("remedial-massage",)}
    assert "p-text" in ids(ask(engine, asked))
    assert "p-text" not in ids(ask(engine, asked, filters={"services": ("remedial-massage",)}))


def test_all_filters_must_be_met(engine: Engine) -> None:
    assert ids(ask(engine, filters={"services": ("remedial-massage",), "features": ("hicaps",)})) == [
        "p-listed"
    ]
    assert ids(ask(engine, filters={"credentials": ("first-aid",)})) == ["p-far"]
    assert ids(ask(engine, filters={"conditions": ("sciatica",)})) == ["p-own"]


def test_a_kind_of_what_is_asked_is_an_answer(engine: Engine) -> None:
    asked = {"services": ("relaxation-massage",)}
    assert "p-own" not in ids(ask(engine, asked))
    (lomi,) = ask(engine, {"services": ("lomi-lomi",)}).found
    assert lomi.reasons[0].why == "states lomi lomi on its own site"


def test_a_condition_ranks_beside_a_therapy_and_filters_alone(engine: Engine) -> None:
    beside = ask(engine, {"services": ("remedial-massage",), "conditions": ("sciatica",), "place": ROSANNA})
    assert (ids(beside)[0], beside.total) == ("p-own", 4)
    assert ids(ask(engine, {"conditions": ("sciatica",)})) == ["p-own"]


def test_distance_is_given_and_bounded(engine: Engine) -> None:
    answer = ask(engine, {"place": ROSANNA, "services": ("remedial-massage",)}, sort="distance")
    assert [found.distance_km for found in answer.found] == [0.0, 0.0, 0.0, pytest.approx(1.9, abs=0.2)]
    assert answer.found[-1].location == 0


def test_who_travels_is_found_where_they_travel(engine: Engine) -> None:
    (found,) = ask(engine, {"place": ROSANNA, "services": ("mobile-massage",)}).found
    assert (found.location, found.distance_km) == (None, pytest.approx(0, abs=0.2))


def test_nothing_near_names_the_nearest_outside(engine: Engine) -> None:
    assert ask(engine, {"place": HOBART, "services": ("remedial-massage",)}).total == 0
    answer = ask(engine, {"place": ROSANNA, "services": ("shiatsu",)})
    assert answer.total == 0
    assert answer.nearest_outside == ("Ballarat Central VIC", pytest.approx(108, abs=3))
    assert ask(engine, {"place": HOBART, "services": ("craniosacral-therapy",)}).nearest_outside is None


def test_words_are_searched_in_names_and_texts(engine: Engine) -> None:
    assert ids(ask(engine, {"text": "quiet palm"})) == ["p-far"]
    assert ids(ask(engine, {"text": "zzz unheard"})) == []


def test_a_provider_asked_for_by_name_comes_first(engine: Engine) -> None:
    asked = {"services": ("remedial-massage",), "place": ROSANNA, "text": "sideroom"}
    assert ids(ask(engine, asked, name_words=("sideroom", "remedial", "massage")))[0] == "p-text"


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (Open.model_validate({"day": "Sa"}), ["p-own"]),
        (Open.model_validate({"day": "Mo", "from": "10:00", "to": "10:00"}), ["p-listed", "p-own"]),
        (Open.model_validate({"day": "Sa", "from": "13:00", "to": "13:00"}), []),
        (Open.model_validate({"from": "18:00"}), []),
    ],
)
def test_opening_hours_filter_and_count_the_unknown(engine: Engine, when: Open, expected: list[str]) -> None:
    answer = ask(engine, {"open": when})
    assert sorted(ids(answer)) == expected
    assert answer.unknown_hours == 5


def test_hours_by_appointment_are_unknown() -> None:
    assert week_of('"by appointment"') is None
    assert week_of("Su off") == ()
    assert week_of("Mo 22:00-02:00") == ((1320, 1560),)
    assert week_of("no such thing") is week_of(None) is None


def test_a_price_limit_filters_and_counts_the_unknown(engine: Engine) -> None:
    answer = ask(engine, {"max_price": 80.0})
    assert (ids(answer), answer.unknown_price) == (["p-listed"], 5)


def test_orders(engine: Engine) -> None:
    assert ids(ask(engine, sort="price"))[:2] == ["p-listed", "p-own"]
    assert ids(ask(engine, sort="name"))[:3] == ["p-own", "p-listed", "p-away"]


def test_facets_count_all_that_is_found(engine: Engine) -> None:
    facets = ask(engine, {"place": ROSANNA}, per_page=1).facets
    assert [(one.id, one.count) for one in facets.services[:1]] == [("remedial-massage", 3)]
    assert {one.id: one.count for one in facets.suburbs} == {"Rosanna VIC": 4, "Heidelberg VIC": 1}
    assert [one.id for one in facets.features] == ["hicaps"]
    assert [one.id for one in facets.credentials] == ["first-aid"]


def test_pages_follow_one_another(engine: Engine) -> None:
    whole = ids(ask(engine))
    parts = [key for page in (1, 2, 3, 4) for key in ids(ask(engine, page=page, per_page=2))]
    assert parts == whole
    assert ids(ask(engine, page=99)) == []


def test_scores_are_the_sum_of_their_reasons(engine: Engine) -> None:
    for found in ask(engine, {"services": ("remedial-massage",), "place": ROSANNA, "text": "rooms"}).found:
        assert found.score == pytest.approx(sum(reason.value for reason in found.reasons), abs=1e-3)


def test_the_same_question_has_the_same_answer(engine: Engine) -> None:
    assert ask(engine, {"text": "massage"}) == ask(engine, {"text": "massage"})


def test_providers_are_given_back_whole(engine: Engine) -> None:
    assert list(engine.providers()) == sorted((one.provider for one in DOCUMENTS), key=lambda one: one.id)
    assert engine.get("p-own") == DOCUMENTS[0].provider
    assert engine.get("p-nobody") is None


def test_names_are_completed_from_the_beginning_of_their_words(engine: Engine) -> None:
    assert engine.names("pal qui", 5) == (("p-far", "Quiet Palms Lomi Lomi"),)
    assert engine.names("", 5) == ()


def test_words_of_the_index_are_known(engine: Engine) -> None:
    assert engine.knows("palms")
    assert not engine.knows("palmistry")


def test_a_refreshed_index_has_the_new_and_not_the_gone(engine: Engine, kind: Kind, tmp_path: Path) -> None:
    before, after = tmp_path / "one", tmp_path / "two"
    kind.write(before, DOCUMENTS)
    new = Document(made("p-new", "Newroom", services=terms("shiatsu")))
    changed = Document(made("p-own", "Backroom", locations=FAR, services=terms("osteopathy")))
    assert kind.refresh(after, before, [new, changed], ["p-listed", "p-nobody"]) == len(DOCUMENTS)
    with kind.open(after) as fresh, kind.open(before) as old:
        assert sorted(ids(ask(fresh, {"services": ("shiatsu",)}))) == ["p-away", "p-new"]
        assert ids(ask(fresh, filters={"services": ("osteopathy",)}, sort="name")) == ["p-own", "p-not"]
        assert fresh.get("p-listed") is None
        assert [one.id for one in old.providers()] == [one.id for one in engine.providers()]


def test_who_is_gone_is_kept_but_never_found(kind: Kind, tmp_path: Path) -> None:
    gone = made("p-gone", "Backroom Two", locations=NEAR, services=terms("remedial-massage"), status="gone")
    kind.write(tmp_path, [Document(OWN), Document(gone)])
    with kind.open(tmp_path) as index:
        for understood in (
            Understood(),
            Understood(place=ROSANNA),
            Understood(services=("remedial-massage",)),
        ):
            assert ids(index.search(Query(understood))) == ["p-own"]
        assert index.names("backroom", 5) == (("p-own", "Backroom"),)
        assert index.get("p-gone") == gone
        assert [one.id for one in index.providers()] == ["p-gone", "p-own"]


def test_an_empty_index_answers(kind: Kind, tmp_path: Path) -> None:
    kind.write(tmp_path / "none", ())
    with kind.open(tmp_path / "none") as empty:
        assert ask(empty, {"services": ("massage",), "place": ROSANNA, "text": "x"}).total == 0
        assert empty.names("a", 3) == ()


def test_a_damaged_index_says_so(kind: Kind, tmp_path: Path) -> None:
    kind.write(tmp_path / "one", DOCUMENTS)
    for segment in (tmp_path / "one" / "text").glob("*.seg"):
        segment.unlink()
    with pytest.raises(IndexBroken, match="--full"):
        kind.open(tmp_path / "one")


def test_loose_words_of_a_therapy_stand_in_a_row_or_in_the_name(rooms: Engine) -> None:
    assert sorted(ids(ask(rooms, {"services": ("remedial-massage",)}))) == ["p-named", "p-own", "p-row"]


def test_a_therapy_that_names_a_feature_is_found_by_either(rooms: Engine) -> None:
    found = ask(rooms, {"services": ("mobile-massage",)}).found
    assert [one.provider.id for one in found] == ["p-mobile", "p-visits"]
    assert found[1].reasons[0].why == "states home visits on its own site"
    assert sorted(ids(ask(rooms, {"features": ("home-visits",)}))) == ["p-mobile", "p-visits"]
    assert ids(ask(rooms, filters={"features": ("home-visits",)})) == ["p-visits"]


def test_words_narrow_where_no_therapy_is_asked_for(rooms: Engine) -> None:
    assert ids(ask(rooms, {"features": ("home-visits",), "text": "wheels"})) == ["p-mobile"]
    assert ids(ask(rooms, {"text": "!?"})) == []
    assert ask(rooms, {"services": ("massage",), "text": "zzz"}).total > 1


def test_what_is_not_wanted_is_left_out(rooms: Engine) -> None:
    assert ids(ask(rooms, {"without_services": ("massage",)})) == []
    assert sorted(
        ids(ask(rooms, {"without_services": ("mobile-massage",), "without_text": "calm exercise"}))
    ) == [
        "p-learned",
        "p-own",
        "p-row",
        "p-visits",
    ]


def test_suburbs_with_providers_are_known(engine: Engine) -> None:
    assert engine.suburbs() == {"Rosanna VIC", "Heidelberg VIC", "Ballarat Central VIC"}
