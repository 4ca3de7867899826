"""A search said again reads as it did, without any one part it reads as the rest, and a correction can be undone."""

from typing import Any

import pytest

from data.term import vocabulary
from indexer.asking.rewording import as_typed, reworded, words_for
from indexer.query import KINDS, understand
from indexer.search import SearchRequest, Understood
from tests.relevance.reading import cases

NOW, CASES = cases()
REQUESTS = [SearchRequest(q=case["q"]) for case in CASES]
LISTS = ("services", "conditions", "credentials", "features", "languages", "phrases", "without_services")
SINGLE = ("open", "max_price", "minutes", "place")


def read(request: SearchRequest) -> Understood:
    return understand(request, now=NOW)[0]


def meaning(understood: Understood) -> dict[str, Any]:
    """What a search means, whatever the order of its words and however it came to be read so."""
    said = understood.model_dump(exclude={"corrections"})
    said["text"] = understood.text.replace(",", "")
    said["place"] = understood.place and (
        understood.place.lat,
        understood.place.lon,
        understood.place.radius_km,
    )
    return {
        key: set(value) if isinstance(value, tuple) and key != "place" else value
        for key, value in said.items()
    }


def test_every_search_of_the_table_reads_the_same_when_it_is_said_again() -> None:
    changed = {
        r.q: again.q for r in REQUESTS if meaning(read(again := reworded(r, read(r)))) != meaning(read(r))
    }
    assert changed == {}


def test_without_any_one_part_a_search_reads_as_the_rest() -> None:
    assert list(filter(None, map(_changed_by_leaving_out, REQUESTS))) == []


def _changed_by_leaving_out(request: SearchRequest) -> list[str]:
    understood = read(request)
    without = [
        understood.model_copy(
            update={field: tuple(one for one in getattr(understood, field) if one != value)}
        )
        for field in LISTS
        for value in getattr(understood, field)
    ]
    # Words left over may be a second day or place, which then stands where the first one stood.
    fixed = ("open", "place") if understood.text else ()
    without += [
        understood.model_copy(update={field: None})
        for field in SINGLE
        if getattr(understood, field) and field not in fixed
    ]
    return [
        f"{request.q} -> {less.q}"
        for rest in without
        if meaning(read(less := reworded(request, rest))) != meaning(rest)
    ]


def test_every_term_has_words_that_mean_it_alone() -> None:
    assert [
        term.id for field, kind in KINDS.items() for term in vocabulary(kind) if not words_for(field, term.id)
    ] == []


def test_parameters_stay_parameters() -> None:
    request = SearchRequest(
        q="massage for my back",
        near="richmond",
        service=["cupping"],
        radius_km=5,
        open_at="now",
        feature=["hicaps"],
        page=3,
        sort="price",
    )
    again = reworded(request, read(request))
    assert again == request.model_copy(update={"q": "massage, back pain", "page": 1})


def test_every_correction_of_the_table_can_be_undone() -> None:
    made = [
        (request, understood, one)
        for request in REQUESTS
        for understood in [read(request)]
        for one in understood.corrections
    ]
    assert len(made) > 40
    still = [
        (request.q, one.from_)
        for request, understood, one in made
        if one in read(as_typed(request, understood, one)).corrections
    ]
    assert still == []


@pytest.mark.parametrize(
    ("request_", "q", "near"),
    [
        (SearchRequest(q="Remidial massage"), '"Remidial" massage', ""),
        (SearchRequest(q="osteo", near="Rossana"), 'osteo "Rossana"', ""),
    ],
)
def test_what_is_taken_as_typed_stands_in_quotation_marks(request_: SearchRequest, q: str, near: str) -> None:
    understood = read(request_)
    typed = as_typed(request_, understood, understood.corrections[0])
    assert (typed.q, typed.near) == (q, near)
    assert read(typed).phrases == (understood.corrections[0].from_.lower(),)
