"""Where a stated address is put on the map."""

import pytest

from crawler.records import Listing
from data.locality import gazetteer
from indexer.building.places import Pin, placed, without_default_pins
from indexer.model import Location


def au(**fields) -> Location:
    return Location(country="AU", **fields)


ROSANNA = au(suburb="Rosanna", state="VIC", postcode="3084")
STREET = au(street="1 Made-up Road", suburb="Rosanna", state="VIC", lat=-37.74, lon=145.06)
UNKNOWN = au(suburb="Nowhereville", postcode="3084")
LEEDS = Location(suburb="Leeds", country="GB", lat=53.8, lon=-1.5)
PIN = Pin(-37.7433, 145.0612, "Rosanna", "3084")

CASES = [
    ("its suburb", ROSANNA, [], "suburb", -37.741),
    ("the source's pin", ROSANNA, [PIN], "suburb", -37.7433),
    ("its own pin, with a street", STREET, [], "address", -37.74),
    ("a wrong pin is passed over", ROSANNA, [Pin(-33.8, 151.2, "Rosanna", "3084")], "suburb", -37.741),
    ("a swapped pin too", ROSANNA, [Pin(145.06, -37.74, "Rosanna", "3084")], "suburb", -37.741),
    ("and the pin of another suburb", ROSANNA, [Pin(-37.77, 145.04, "Ivanhoe", "3079")], "suburb", -37.741),
    ("its postcode", au(postcode="3084"), [], "postcode", -37.75),
    ("its postcode, where the suburb is unknown", UNKNOWN, [], "postcode", -37.75),
    ("the one with its postcode", au(suburb="Richmond", postcode="5033"), [], "suburb", -34.94),
    ("nothing, where the name is anywhere", au(suburb="Richmond"), [], None, None),
    ("nothing, where nothing is named", au(), [], None, None),
    ("a bare pin in the country", au(lat=-37.74, lon=145.06), [], "suburb", -37.74),
    ("no bare pin at sea", au(lat=0.0, lon=0.0), [], None, None),
    ("nothing abroad", Location(suburb="Richmond", country="GB"), [], None, None),
    ("the source's pin abroad", LEEDS, [], "suburb", 53.8),
    ("no impossible pin abroad", Location(suburb="Leeds", country="GB", lat=99.0, lon=-1.5), [], None, None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("what", "location", "pins", "precision", "lat"), CASES, ids=[case[0] for case in CASES]
)
def test_an_address_gets(
    what: str, location: Location, pins: list[Pin], precision: str | None, lat: float | None
) -> None:
    found = placed(location, pins, gazetteer())
    assert found.precision == precision
    assert found.lat == (None if lat is None else pytest.approx(lat, abs=0.02))
    assert (found.lat is None) == (found.lon is None) == (found.precision is None)


def test_a_pin_that_a_source_puts_on_many_addresses_is_none_of_theirs() -> None:
    def listing(source: str, number: int, **fields: object) -> Listing:
        return Listing(source=source, source_id=str(number), url="https://x.example/", fields=fields)

    spot = {"lat": -37.8136, "lon": 144.9631}
    default = [listing("a", n, street=f"{n} Made-up Road", suburb="Rosanna", **spot) for n in range(3)]
    centre = [
        listing("b", n, street="1 Mall", suburb="Melbourne", name=f"Shop {n}", **spot) for n in range(9)
    ]
    few = [listing("c", n, street=f"{n} Lane", suburb="Melbourne", **spot) for n in range(2)]
    bare = [listing("d", n, **spot) for n in range(5)]
    found = list(without_default_pins([*default, *centre, *few, *bare]))
    assert [one.key for one in found if "lat" not in one.fields] == ["a/0", "a/1", "a/2"]
    assert [one.key for one in found] == [one.key for one in (*default, *centre, *few, *bare)]
