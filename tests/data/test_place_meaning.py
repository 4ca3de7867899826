"""Places as people write them: short, misspelt, informal, of several states, with the wrong postcode."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from data.locality import gazetteer, read_other_names
from data.place_meaning import meant

PLACES = gazetteer()
CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "places" / "locations.yaml").read_text(encoding="utf-8")
)["cases"]
LEAST_RIGHT = 0.97
COORDINATES = re.compile(r"(-?\d+\.\d+),\s*(-?\d+\.\d+)")


def is_right(case: dict[str, Any]) -> bool:
    point = COORDINATES.fullmatch(case["text"])
    found = PLACES.nearest(float(point[1]), float(point[2])) if point else meant(PLACES, case["text"])
    if not found:
        return False
    first = found[0]
    wanted = case.get("any_of", [case["expect"]] if "expect" in case else [])
    if wanted:
        return [first.name, first.state, first.postcode] in wanted
    return (first.council, first.state) == (case["council"], case["state"])


def test_hard_places_are_understood() -> None:
    wrong = [case["text"] for case in CASES if not is_right(case)]
    assert len(CASES) >= 150
    assert len(wrong) <= (1 - LEAST_RIGHT) * len(CASES), wrong


def test_of_several_places_the_likeliest_comes_first_and_the_others_are_told() -> None:
    for case in (one for one in CASES if one.get("ambiguous")):
        found = [[one.name, one.state, one.postcode] for one in meant(PLACES, case["text"])]
        assert found[:1] == case["any_of"][:1], case["text"]
        assert len(found) > 1, case["text"]


@pytest.mark.parametrize(
    "written", ["", "Hogwarts Castle", "massage", "xx", "(near the pub)", "Rosanna NSW", "????"]
)
def test_what_is_like_no_place_means_nothing(written: str) -> None:
    assert meant(PLACES, written) == ()


def test_every_other_name_leads_to_a_place_and_says_why() -> None:
    for other in read_other_names():
        assert other.kind in {"informal", "old", "short", "misspelling", "not listed"}, other
        assert other.reason, other
        assert PLACES.by_name(other.name, other.state), other
        assert other.name in {one.name for one in PLACES.resolve(other.written)}, other


def test_a_slip_is_mended_only_where_nothing_is_called_so() -> None:
    assert str(meant(PLACES, "Paramatta SA")[0]) == "Paramatta SA 5558"
    assert str(meant(PLACES, "Freemantle NSW 2795")[0]) == "Freemantle NSW 2795"


def test_a_locality_reaches_as_far_as_its_neighbours_leave_it_room() -> None:
    reach = {
        name: PLACES.reach_km(PLACES.resolve(name)[0])
        for name in ("Fitzroy VIC", "Pakenham VIC", "Yulara NT")
    }
    assert reach["Fitzroy VIC"] == 5.0
    assert 10 < reach["Pakenham VIC"] < 25
    assert reach["Yulara NT"] == 60.0


@pytest.mark.parametrize(
    ("address", "meant_by_it"),
    [
        (("Richmond", None, "3121"), "Richmond VIC 3121"),
        (("Richmond", "VIC", "5033"), "Richmond VIC 3121"),
        (("Richmond", None, "3084"), "Richmond VIC 3121"),
        (("Wodonga", "NSW", None), "Wodonga VIC 3690"),
        (("Rosanna", "Victoria", None), "Rosanna VIC 3084"),
        (("Freo", "WA", None), "Fremantle WA 6160"),
    ],
)
def test_an_address_names_one_suburb(address: tuple[str | None, ...], meant_by_it: str) -> None:
    assert [str(one) for one in PLACES.at_address(*address)] == [meant_by_it]


def test_an_address_that_may_be_anywhere_is_nowhere() -> None:
    assert PLACES.at_address("Richmond", None, None) == ()
    assert {one.postcode for one in PLACES.at_address("Nowhereville", "VIC", "3084")} == {"3084"}
