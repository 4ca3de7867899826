"""The gazetteer: real Australian places, found by what people and pages write."""

import csv
import math
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.locality import FILE, Gazetteer, Locality, distance_km, gazetteer, name_key
from scripts.make_localities import make, title

PLACES = gazetteer()


def names(found: tuple[Locality, ...]) -> list[str]:
    return [str(one) for one in found]


def test_the_file_has_its_columns_and_no_place_twice() -> None:
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["name", "state", "postcode", "lat", "lon", "council"]
    keys = [(name_key(name), state, postcode) for name, state, postcode, *_ in rows[1:]]
    assert len(keys) == len(set(keys)) > 16_000
    assert keys == sorted(keys, key=lambda key: (key[1], key[0], key[2]))


def test_every_place_lies_in_australia_or_on_one_of_its_islands() -> None:
    for one in PLACES:
        assert -44 < one.lat < -9, one
        assert 96 < one.lon < 168.1, one


def test_every_name_with_its_state_resolves_to_itself_first() -> None:
    for one in PLACES:
        found = PLACES.resolve(f"{one.name} {one.state}")
        assert found, one
        assert (name_key(found[0].name), found[0].state) == (name_key(one.name), one.state)
        assert one in found


def test_every_name_with_state_and_postcode_resolves_to_exactly_itself() -> None:
    assert [one for one in PLACES if PLACES.resolve(str(one)) != (one,)] == []


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Rosanna", "Rosanna VIC 3084"),
        ("  rosanna   vic ", "Rosanna VIC 3084"),
        ("ROSANNA, Victoria 3084", "Rosanna VIC 3084"),
        ("Rosanna Vic. 3084", "Rosanna VIC 3084"),
        ("Rosanna VIC 3084, Australia", "Rosanna VIC 3084"),
        ("St Kilda", "St Kilda VIC 3182"),
        ("Saint Kilda", "St Kilda VIC 3182"),
        ("St. Kilda", "St Kilda VIC 3182"),
        ("St.Marys NSW 2760", "St Marys NSW 2760"),
        ("Mt Eliza", "Mount Eliza VIC 3930"),
        ("Mount Eliza", "Mount Eliza VIC 3930"),
        ("Nth Melbourne", "North Melbourne VIC 3051"),
        ("N. Melbourne", "North Melbourne VIC 3051"),
        ("Melbourne North", "North Melbourne VIC 3051"),
        ("East Brunswick", "Brunswick East VIC 3057"),
        ("Pt Cook", "Point Cook VIC 3030"),
        ("Pt Melbourne", "Port Melbourne VIC 3207"),
        ("mckinnon", "McKinnon VIC 3204"),
        ("Mc Kinnon", "McKinnon VIC 3204"),
        ("O’Connor ACT", "O'Connor ACT 2602"),
        ("o connor act", "O'Connor ACT 2602"),
        ("Melbourne CBD", "Melbourne VIC 3000"),
        ("Sydney city", "Sydney NSW 2000"),
        ("Brighton le Sands", "Brighton-Le-Sands NSW 2216"),
        ("Mount Victoria", "Mount Victoria NSW 2786"),
        ("Perth", "Perth WA 6000"),
        ("Perth Tasmania", "Perth TAS 7300"),
    ],
)
def test_a_place_is_understood_as_people_write_it(written: str, meant: str) -> None:
    assert names(PLACES.resolve(written))[0] == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Richmond", "Richmond VIC 3121"),
        ("Newtown", "Newtown NSW 2042"),
        ("Paddington", "Paddington NSW 2021"),
        ("Kew", "Kew VIC 3101"),
        ("Preston", "Preston VIC 3072"),
        ("Brighton", "Brighton VIC 3186"),
    ],
)
def test_the_namesake_near_most_people_comes_first(written: str, meant: str) -> None:
    found = names(PLACES.resolve(written))
    assert found[0] == meant
    assert len(found) > 1


@pytest.mark.parametrize(
    ("written", "meant"),
    [("Bowen", "Bowen QLD 4805"), ("St George", "St George QLD 4487"), ("Longford", "Longford TAS 7301")],
)
def test_far_from_cities_a_town_of_its_own_comes_before_a_hamlet(written: str, meant: str) -> None:
    assert str(gazetteer().resolve(written)[0]) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Richmond, Adelaide", "Richmond SA 5033"),
        ("Mawson Lakes, Adelaide", "Mawson Lakes SA 5095"),
        ("12 Lower Plenty Road, Rosanna VIC 3084", "Rosanna VIC 3084"),
        ("12 Lower Plenty Rd Rosanna Vic 3084", "Rosanna VIC 3084"),
        ("Paddington 4064", "Paddington QLD 4064"),
        ("Rosanna 3072", "Rosanna VIC 3084"),
        ("Richmond VIC 5033", "Richmond VIC 3121"),
        ("Rosanna NSW 3084", "Rosanna VIC 3084"),
    ],
)
def test_name_and_state_are_trusted_before_postcode_and_surroundings(written: str, meant: str) -> None:
    assert names(PLACES.resolve(written))[0] == meant


def test_a_postcode_means_all_its_places() -> None:
    assert {"Rosanna VIC 3084", "Heidelberg VIC 3084"} <= set(names(PLACES.resolve("3084")))
    assert PLACES.resolve("VIC 3084") == PLACES.resolve("Nowhereville 3084") == PLACES.by_postcode("3084")
    assert PLACES.resolve("NSW 3084") == ()


def test_a_council_means_its_middle() -> None:
    gold_coast = PLACES.resolve("Gold Coast")
    assert {one.council for one in gold_coast} == {"Gold Coast"}
    assert distance_km(gold_coast[0].lat, gold_coast[0].lon, -28.0, 153.4) < 15
    assert {one.council for one in PLACES.resolve("City of Banyule")} == {"Banyule"}


UNKNOWN = ["", "   ", ",", "Nowhereville", "Rosanna NSW", "victoria", "9999", "🙂", "St"]


@pytest.mark.parametrize("written", UNKNOWN)
def test_what_is_unknown_means_nothing(written: str) -> None:
    assert PLACES.resolve(written) == ()


@given(st.text(max_size=300))
def test_no_text_breaks_a_lookup(text: str) -> None:
    assert len(PLACES.prefix(text, limit=3)) <= 3
    for one in PLACES.resolve(text)[:3]:
        assert one in PLACES.by_postcode(one.postcode)
    PLACES.by_name(text, state=text)
    PLACES.by_postcode(text)


SHORT_FORMS = "n s e w pt mt st north 3084 vic sa , australia city the o mc -".split()


@given(st.lists(st.sampled_from(SHORT_FORMS), max_size=60))
def test_no_row_of_short_forms_breaks_a_lookup(words: list[str]) -> None:
    PLACES.resolve(" ".join(words))
    PLACES.prefix(" ".join(words))


def test_by_name_keeps_to_the_state_however_it_is_written() -> None:
    assert names(PLACES.by_name("Perth", "TAS")) == ["Perth TAS 7300"]
    assert PLACES.by_name("perth", "Tasmania") == PLACES.by_name("Perth", "TAS")
    assert PLACES.by_name("Rosanna", "Wales") == ()


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("rosan", "Rosanna VIC 3084"),
        ("Rosanna v", "Rosanna VIC 3084"),
        ("st kild", "St Kilda VIC 3182"),
        ("saint kild", "St Kilda VIC 3182"),
        ("mt el", "Mount Eliza VIC 3930"),
        ("n melb", "North Melbourne VIC 3051"),
        ("308", "Rosanna VIC 3084"),
        ("st", "Strathmore VIC 3041"),
        ("st", "St Kilda VIC 3182"),
    ],
)
def test_a_place_is_offered_while_it_is_typed(typed: str, offered: str) -> None:
    assert offered in names(PLACES.prefix(typed))


def test_a_whole_name_is_offered_before_longer_ones() -> None:
    assert names(PLACES.prefix("melbourne", limit=2)) == ["Melbourne VIC 3000", "Melbourne VIC 3004"]
    assert PLACES.prefix("  ") == ()


def test_the_nearest_come_nearest_first() -> None:
    found = PLACES.nearest(-37.741, 145.068, limit=40)
    away = [distance_km(-37.741, 145.068, one.lat, one.lon) for one in found]
    assert names(found)[0] == "Rosanna VIC 3084"
    assert away == sorted(away)
    assert len(found) == 40


@given(st.floats(-45, -9), st.floats(110, 156), st.floats(0, 300))
def test_nearest_equals_looking_at_every_place(lat: float, lon: float, within_km: float) -> None:
    away = {one: distance_km(lat, lon, one.lat, one.lon) for one in SPARSE}
    inside = sorted((km, str(one)) for one, km in away.items() if km <= within_km)
    assert names(SPARSE.nearest(lat, lon, limit=5, within_km=within_km)) == [name for _, name in inside[:5]]
    assert away[SPARSE.nearest(lat, lon)[0]] == min(away.values())


SPARSE = Gazetteer(PLACES.localities[::40])


@pytest.mark.parametrize("point", [(0.0, 0.0), (51.5, 0.0), (90.0, 0.0), (-90.0, 180.0)])
def test_there_is_a_nearest_place_from_anywhere(point: tuple[float, float]) -> None:
    assert len(PLACES.nearest(*point, limit=2)) == 2


def test_a_point_that_is_none_is_near_nothing() -> None:
    assert PLACES.nearest(math.nan, math.nan) == ()


@pytest.mark.parametrize(
    ("here", "there", "km"),
    [
        ((-37.8136, 144.9631), (-33.8688, 151.2093), 713.4),
        ((0.0, 0.0), (0.0, 180.0), 20015.1),
        ((-37.741, 145.068), (-37.741, 145.068), 0.0),
        ((0.0, 179.5), (0.0, -179.5), 111.2),
    ],
)
def test_distances_are_great_circles(
    here: tuple[float, float], there: tuple[float, float], km: float
) -> None:
    assert distance_km(*here, *there) == pytest.approx(km, abs=0.1)
    assert distance_km(*there, *here) == pytest.approx(km, abs=0.1)


@pytest.mark.parametrize(
    ("capitals", "written"),
    [
        ("MCKINNON", "McKinnon"),
        ("O'CONNOR", "O'Connor"),
        ("ST KILDA", "St Kilda"),
        ("EAST KURRAJONG", "East Kurrajong"),
        ("MACLEOD", "Macleod"),
        ("D'AGUILAR", "D'Aguilar"),
        ("K'GARI", "K'gari"),
        ("TAM O'SHANTER", "Tam O'Shanter"),
        ("MOUNT KURING-GAI", "Mount Kuring-gai"),
        ("BRIGHTON-LE-SANDS", "Brighton-Le-Sands"),
        ("KINGSTON ON MURRAY", "Kingston on Murray"),
        ("THE BASIN", "The Basin"),
        ("ERNABELLA (PUKATJA)", "Ernabella (Pukatja)"),
        ("EAST SALE RAAF", "East Sale RAAF"),
    ],
)
def test_names_in_capitals_are_written_properly(capitals: str, written: str) -> None:
    assert title(capitals) == written


def record(locality: str, postcode: str = "3084", **other: object) -> dict[str, object]:
    base = {"locality": locality, "postcode": postcode, "state": "VIC", "type": "Delivery Area"}
    points = {"Lat_precise": -37.74096, "Long_precise": 145.06834, "lat": -37.75, "long": 145.07}
    return {**base, **points, "status": "", "lgaregion": "Banyule", **other}


def test_making_keeps_places_and_counts_what_it_leaves_out() -> None:
    dropped: Counter[str] = Counter()
    made = make(
        [
            record("ROSANNA"),
            record("ROSANNA", type=""),
            record("ROSANNA", "3999", type=""),
            *(record(name) for name in ("BANYULE", "EAGLEMONT", "VIEWBANK")),
            record("HEIDELBERG DC"),
            record("MELBOURNE", "8001", type="Post Office Boxes"),
            record("LOST ABROAD", Lat_precise=51.8, Long_precise=-2.1),
            record("NOWHERE", Lat_precise=0, Long_precise=0, lat=0, long=0),
            record("WANDERED", Lat_precise=-36.1, Long_precise=142.0),
        ],
        dropped,
    )
    assert [(one.name, one.lat, one.lon) for one in made][-3:] == [
        ("Rosanna", -37.74096, 145.06834),
        ("Viewbank", -37.74096, 145.06834),
        ("Wandered", -37.75, 145.07),
    ]
    assert ("Lost Abroad", -37.75) in [(one.name, one.lat) for one in made]
    assert dropped == {"repeated": 2, "no place": 1, "Post Office Boxes": 1, "no plausible coordinates": 1}
