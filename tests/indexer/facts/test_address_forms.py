"""Forms of addresses: country, text, (street with its building, suburb, state, postcode)."""

import pytest

from indexer.facts import locations

FORMS: list[tuple[str, str, tuple[str | None, str | None, str | None, str | None]]] = [
    ("AU", "6 Ocean Vista, Torquay VIC 3228", ("6 Ocean Vista", "Torquay", "VIC", "3228")),
    ("AU", "17 Jacaranda Ramble, Mullaloo WA 6027", ("17 Jacaranda Ramble", "Mullaloo", "WA", "6027")),
    ("AU", "L1, 55 Flinders Lane, Melbourne", ("L1, 55 Flinders Lane", "Melbourne", "VIC", None)),
    ("AU", "73a Wattlebird St, Golden Square • 7010 8841", ("73a Wattlebird St", "Golden Square", "VIC", None)),
    ("AU", "Suite 5.02, 61 Clarence Mews\nSydney NSW 2000", ("Suite 5.02, 61 Clarence Mews", "Sydney", "NSW", "2000")),
    ("GB", "The Tannery, 3 Silver Row, Masham, HG4 4EX", ("The Tannery, 3 Silver Row", "Masham", None, "HG4 4EX")),
    ("IE", "Bridge House, Main Street, Kinsale, Co. Cork", ("Bridge House, Main Street", "Kinsale", None, None)),
    ("US", "88 Route 9W, Nyack, NY 10960", ("88 Route 9W", "Nyack", "NY", "10960")),
    ("US", "910 State Highway 46, Unit B, Boerne TX 78006", ("910 State Highway 46, Unit B", "Boerne", "TX", "78006")),
    ("US", "2040 Camino Real, Santa Fe, NM 87501", ("2040 Camino Real", "Santa Fe", "NM", "87501")),
    ("US", "207½ West Yankee Street, Silver City, NM 88061", ("207½ West Yankee Street", "Silver City", "NM", "88061")),
    ("CA", "220 Laurier Ave W Suite 600 Ottawa ON", ("220 Laurier Ave W Suite 600", "Ottawa", "ON", None)),
    ("NZ", "14 Tāmaki Drive, Ōrākei", ("14 Tāmaki Drive", "Ōrākei", None, None)),
]  # fmt: skip


@pytest.mark.parametrize(("country", "text", "parts"), FORMS, ids=[form[1] for form in FORMS])
def test_addresses_of_many_forms_are_read(country: str, text: str, parts: tuple[str | None, ...]) -> None:
    place = locations.parse(text, country)
    assert place is not None
    assert (place.street, place.suburb, place.state, place.postcode) == parts
