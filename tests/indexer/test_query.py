"""What queries are understood to mean, as a table; and that any string at all gives an answer."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.query import query, understand
from indexer.search import SearchRequest

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)  # Monday, 12:30 in Melbourne


def opens(day: str | None, start: str | None, end: str | None) -> dict[str, str | None]:
    return {"day": day, "from": start, "to": end}


CASES: list[tuple[str, dict[str, Any]]] = [
    ("", {}),
    ("remedial massage", {"services": ["remedial-massage"]}),
    ("Remedial Massage Rosanna", {"services": ["remedial-massage"], "place": "Rosanna VIC 3084"}),
    ("rosanna osteopath", {"services": ["osteopathy"], "place": "Rosanna VIC 3084"}),
    ("osteopathy in St Kilda", {"services": ["osteopathy"], "place": "St Kilda VIC 3182"}),
    ("massage 3084", {"services": ["massage"], "place": "VIC 3084"}),
    ("massage near rosanna vic 3084", {"services": ["massage"], "place": "Rosanna VIC 3084"}),
    ("massage Richmond SA", {"services": ["massage"], "place": "Richmond SA 5033"}),
    ("massage -37.741,145.068", {"services": ["massage"], "place": "near Rosanna VIC 3084"}),
    ("myotherapy near Bowen QLD", {"services": ["myotherapy"], "place": "Bowen QLD 4805"}),
    ("bowen therapy", {"services": ["bowen-therapy"]}),
    ("massage within 5 km of Kew", {"services": ["massage"], "place": "Kew VIC 3101", "radius_km": 5.0}),
    ("sciatica heidelberg", {"conditions": ["sciatica"], "place": "Heidelberg VIC 3084"}),
    ("headaches and neck pain", {"conditions": ["headache", "neck-pain"]}),
    (
        "remidial massage for a sore lower back near rosanna saturday",
        {
            "services": ["remedial-massage"],
            "conditions": ["low-back-pain"],
            "place": "Rosanna VIC 3084",
            "open": opens("Sa", None, None),
            "corrections": [("remidial", "remedial")],
        },
    ),
    (
        "osteopath rosana",
        {"services": ["osteopathy"], "place": "Rosanna VIC 3084", "corrections": [("rosana", "Rosanna")]},
    ),
    ("deep tissue massge", {"services": ["deep-tissue-massage"], "corrections": [("massge", "massage")]}),
    ("reflexologie", {"services": ["reflexology"], "corrections": [("reflexologie", "reflexology")]}),
    ("massage open now", {"services": ["massage"], "open": opens("Mo", "12:30", "12:30")}),
    (
        "massage perth open now",
        {"services": ["massage"], "place": "Perth WA 6000", "open": opens("Mo", "09:30", "09:30")},
    ),
    ("massage tomorrow morning", {"services": ["massage"], "open": opens("Tu", "06:00", "12:00")}),
    ("massage friday after 6pm", {"services": ["massage"], "open": opens("Fr", "18:00", None)}),
    ("massage this weekend", {"services": ["massage"], "open": opens("Sa", None, None)}),
    ("massage before 9:30 am", {"services": ["massage"], "open": opens(None, None, "09:30")}),
    ("thai massage under $90", {"services": ["thai-massage"], "max_price": 90.0}),
    ("shiatsu $100 or less", {"services": ["shiatsu"], "max_price": 100.0}),
    ("massage hicaps", {"services": ["massage"], "features": ["hicaps"]}),
    ("female massage therapist", {"services": ["massage"], "features": ["female-practitioner"]}),
    ("mld", {"services": ["lymphatic-drainage"]}),
    ("quiet palms", {"text": "quiet palms"}),
    ("best massage near me", {"services": ["massage"]}),
    ("harp music massage", {"services": ["massage"], "text": "harp music"}),
    ("still waters massage", {"services": ["massage"], "text": "still waters"}),
    ("mobile massage", {"services": ["mobile-massage"]}),
    ("home visits massage", {"services": ["massage"], "features": ["home-visits"]}),
    ("ｒｅｍｅｄｉａｌ ｍａｓｓａｇｅ ３０８４", {"services": ["remedial-massage"], "place": "VIC 3084"}),
    ("osteopath -massage", {"services": ["osteopathy"], "without_services": ["massage"]}),
    ("osteopath no massage kew", {"services": ["osteopathy"], "without_services": ["massage"], "place": "Kew VIC 3101"}),
    ("massage -deep tissue -palms", {"services": ["massage"], "without_services": ["deep-tissue-massage"], "without_text": "palms"}),
    ("massage - rosanna", {"services": ["massage"], "place": "Rosanna VIC 3084"}),
    ("massage 9999", {"services": ["massage"], "text": "9999"}),
    ("!?", {"text": "!?"}),
]  # fmt: skip


def found(request: SearchRequest, **options: Any) -> dict[str, Any]:
    understood, _ = understand(request, now=NOW, **options)
    said = understood.model_dump(by_alias=True, exclude_defaults=True, mode="json")
    if understood.place:
        said["place"] = understood.place.label
        if understood.place.radius_km != 10:
            said["radius_km"] = understood.place.radius_km
    if understood.open:
        said["open"] = understood.open.model_dump(by_alias=True)
    if understood.corrections:
        said["corrections"] = [(one.from_, one.to) for one in understood.corrections]
    return said


@pytest.mark.parametrize(("words", "meaning"), CASES)
def test_words_are_understood(words: str, meaning: dict[str, Any]) -> None:
    assert found(SearchRequest(q=words)) == meaning


def test_near_is_the_place_and_leaves_the_words_alone() -> None:
    assert found(SearchRequest(q="bowen", near="3084"))["place"] == "VIC 3084"
    assert found(SearchRequest(q="massage", near="-37.741, 145.068", radius_km=3)) == {
        "services": ["massage"],
        "place": "near Rosanna VIC 3084",
        "radius_km": 3.0,
    }
    assert found(SearchRequest(near="Rosana"))["corrections"] == [("Rosana", "Rosanna")]


@pytest.mark.parametrize(
    ("request_", "warning"),
    [
        (SearchRequest(q="massage near me"), "needs a suburb"),
        (SearchRequest(near="Nowhereville Upper"), "no place known"),
        (SearchRequest(near="99,200"), "no place on Earth"),
        (SearchRequest(service=["massaging"]), "service “massaging” is not known"),
        (SearchRequest(open_at="sometime"), "open_at"),
        (SearchRequest(q="osteo st kilda"), "also St Kilda"),
        (SearchRequest(q="massage 9999"), "no postcode 9999 known"),
        (SearchRequest(near="9999"), "no postcode 9999 known, so all"),
        (SearchRequest(q="!?"), "“!?” has no words"),
    ],
)
def test_what_could_not_be_taken_is_said(request_: SearchRequest, warning: str) -> None:
    _, warnings = understand(request_, now=NOW)
    assert any(warning in one for one in warnings)


def test_parameters_join_what_the_words_say() -> None:
    request = SearchRequest(
        q="massage",
        service=["osteopathy", "nonsense"],
        feature=["ndis"],
        max_price=80,
        open_at="2026-11-28T10:15",
    )
    assert found(request) == {
        "services": ["massage", "osteopathy"],
        "features": ["ndis"],
        "max_price": 80.0,
        "open": {"day": "Sa", "from": "10:15", "to": "10:15"},
    }
    understood, _ = understand(request)
    assert query(request, understood).filters == {"services": ("osteopathy",), "features": ("ndis",)}


def test_words_of_the_index_are_not_mended() -> None:
    assert found(SearchRequest(q="shiatsus reflexologie"))["corrections"] == [("reflexologie", "reflexology")]
    assert found(SearchRequest(q="reflexologie"), knows=lambda word: word == "reflexologie") == {
        "text": "reflexologie"
    }


@settings(max_examples=300)
@given(st.text(max_size=500), st.text(max_size=60))
def test_any_string_gives_an_answer(words: str, near: str) -> None:
    understand(SearchRequest(q=words, near=near), now=NOW)


PIECES = (
    "near in massage osteo rosanna 3084 under $100 sat after 6pm within 5 km of open now me -37.7,145".split()
)


@settings(max_examples=300)
@given(st.lists(st.sampled_from([*PIECES, "'", '"', "*", "(", ")", "\x1f", "AND"]), max_size=12))
def test_any_pile_of_our_own_words_gives_an_answer(words: list[str]) -> None:
    understand(SearchRequest(q=" ".join(words)), now=NOW)


def test_a_weekend_is_read_as_saturday_and_says_so() -> None:
    asked, warnings = understand(SearchRequest(q="massage on the weekend in Rosanna"), now=NOW)
    assert asked.open is not None
    assert asked.open.day == "Sa"
    assert any("weekend was read as Saturday" in one for one in warnings)
    assert understand(SearchRequest(q="massage saturday"), now=NOW)[1] == ()


def test_words_that_stand_nowhere_are_named() -> None:
    _, warnings = understand(
        SearchRequest(q="quiet zanzig plooms"), now=NOW, knows=lambda word: word == "quiet"
    )
    assert warnings == ("“zanzig”, “plooms” stand nowhere in the index",)
