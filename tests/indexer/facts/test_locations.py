"""Addresses in text, on pages, in maps and in structured data."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.facts import locations
from indexer.facts.place.address import addresses, with_state
from tests.indexer.facts.clinic_pages import site

Parts = tuple[str | None, str | None, str | None, str | None]

ADDRESSES: list[tuple[str, str, Parts]] = [
    ("AU", "12 Lower Plenty Road, Rosanna VIC 3084", ("12 Lower Plenty Road", "Rosanna", "VIC", "3084")),
    ("AU", "Shop 3/45 High St\nNorthcote 3070", ("Shop 3/45 High St", "Northcote", "VIC", "3070")),
    (
        "AU",
        "Suite 3, Level 1/123 High Street, Kew, Victoria 3101",
        ("Suite 3, Level 1/123 High Street", "Kew", "VIC", "3101"),
    ),
    ("AU", "14 Queen St. St.Marys NSW 2760", ("14 Queen St", "St.Marys", "NSW", "2760")),
    (
        "AU",
        "Factory 23, 26-28 Roberna St Moorabbin Vic. 3189",
        ("Factory 23, 26-28 Roberna St", "Moorabbin", "VIC", "3189"),
    ),
    (
        "AU",
        "Unit 5, 7 The Esplanade, St Kilda VIC 3182, Australia",
        ("Unit 5, 7 The Esplanade", "St Kilda", "VIC", "3182"),
    ),
    ("AU", "We are located at 88 Carinda Parade, Ballarat.", ("88 Carinda Parade", "Ballarat", None, None)),
    (
        "AU",
        "cnr Smith St & Johnston St, Collingwood VIC 3066",
        ("cnr Smith St & Johnston St", "Collingwood", "VIC", "3066"),
    ),
    (
        "AU",
        "Corner of Main Road and Bell Street, Preston",
        ("Corner of Main Road and Bell Street", "Preston", None, None),
    ),
    (
        "AU",
        "Inside Anytime Gym, 12 Sydney Road, Coburg VIC 3058",
        ("12 Sydney Road", "Coburg", "VIC", "3058"),
    ),
    (
        "AU",
        "Ground Floor, 210 George Street\nSydney NSW 2000",
        ("Ground Floor, 210 George Street", "Sydney", "NSW", "2000"),
    ),
    ("AU", "Address: 4 Harvest Cct, Glenelg, Adelaide, SA 5045", ("4 Harvest Cct", "Glenelg", "SA", "5045")),
    (
        "AU",
        "3/9 Old Castle Hill Road, Castle Hill, NSW, 2154 (free parking)",
        ("3/9 Old Castle Hill Road", "Castle Hill", "NSW", "2154"),
    ),
    ("AU", "1 Station St | Fairfield | VIC | 3078", ("1 Station St", "Fairfield", "VIC", "3078")),
    ("AU", "12 Smith Street Fitzroy", ("12 Smith Street", "Fitzroy", None, None)),
    (
        "AU",
        "1st Floor 22 Beach Rd Mentone, Victoria, 3194",
        ("1st Floor 22 Beach Rd", "Mentone", "VIC", "3194"),
    ),
    (
        "AU",
        "Open 7 days at 45 Nelson Place Williamstown VIC 3016 Call 03 7010 0000",
        ("45 Nelson Place", "Williamstown", "VIC", "3016"),
    ),
    (
        "AU",
        "45a Nelson Pl, Williamstown, VIC, Australia, 3016",
        ("45a Nelson Pl", "Williamstown", "VIC", "3016"),
    ),
    ("AU", "Lvl 2, 100 Collins St Melbourne 3000", ("Lvl 2, 100 Collins St", "Melbourne", "VIC", "3000")),
    ("AU", "12 Bay Street Port Melbourne Victoria", ("12 Bay Street", "Port Melbourne", "VIC", None)),
    (
        "AU",
        "Level 4, Manning Building, 441-449 Pitt Street, Haymarket NSW 2000",
        ("441-449 Pitt Street", "Haymarket", "NSW", "2000"),
    ),
    (
        "AU",
        "Studio 6 / 12 Ocean Ave, Byron Bay, 2481 NSW",
        ("Studio 6 / 12 Ocean Ave", "Byron Bay", "NSW", "2481"),
    ),
    (
        "AU",
        "Lot 5 Pacific Hwy, Coffs Harbour NSW 2450",
        ("Lot 5 Pacific Hwy", "Coffs Harbour", "NSW", "2450"),
    ),
    ("AU", "Rosanna VIC 3084", (None, "Rosanna", "VIC", "3084")),
    ("GB", "Flat 2, 14 High Street, Bath BA1 1AA", ("Flat 2, 14 High Street", "Bath", None, "BA1 1AA")),
    (
        "GB",
        "The Old Dairy, Church Lane, Little Marlow, Buckinghamshire, SL7 3RZ",
        ("The Old Dairy, Church Lane", "Little Marlow", None, "SL7 3RZ"),
    ),
    (
        "GB",
        "Linden House, Station Road\nHarpenden\nHerts\nAL5 4XX",
        ("Linden House, Station Road", "Harpenden", None, "AL5 4XX"),
    ),
    ("GB", "22 Market Place, Wells, Somerset BA52RE", ("22 Market Place", "Wells", None, "BA52RE")),
    ("GB", "Our clinic is at 5 Mill Lane, Hitchin SG4 0DD.", ("5 Mill Lane", "Hitchin", None, "SG4 0DD")),
    ("GB", "66 Upper Road, Islington, London N1 0NY", ("66 Upper Road", "Islington", None, "N1 0NY")),
    (
        "GB",
        "Unit 4 Riverside Business Park, Leeds LS1 4AP",
        ("Unit 4 Riverside Business Park", "Leeds", None, "LS1 4AP"),
    ),
    (
        "GB",
        "Linden House, Linden Row, Greenwich, London, SE10 9ZZ",
        ("Linden House, Linden Row", "Greenwich", None, "SE10 9ZZ"),
    ),
    (
        "US",
        "123 N Elm St, Suite 200, Springfield, OR 97477",
        ("123 N Elm St, Suite 200", "Springfield", "OR", "97477"),
    ),
    ("US", "4500 Highway 20 W, Boise, Idaho 83702", ("4500 Highway 20 W", "Boise", "ID", "83702")),
    (
        "US",
        "410 Ocean View Hwy Ste 12\nRedondo Beach, CA 90277",
        ("410 Ocean View Hwy Ste 12", "Redondo Beach", "CA", "90277"),
    ),
    (
        "US",
        "77 SW 5th Ave #12, Portland, OR, 97204-1234",
        ("77 SW 5th Ave #12", "Portland", "OR", "97204-1234"),
    ),
    ("US", "19 Main Street\nConcord, New Hampshire 03301", ("19 Main Street", "Concord", "NH", "03301")),
    ("US", "2450 Broadway, New York, NY 10024", ("2450 Broadway", "New York", "NY", "10024")),
    (
        "CA",
        "Unit 30, 9100 140 Street, Surrey, BC V3W 3N4",
        ("Unit 30, 9100 140 Street", "Surrey", "BC", "V3W 3N4"),
    ),
    (
        "CA",
        "120-5511 Lakeshore Drive, Burlington ON L7L 0A3",
        ("120-5511 Lakeshore Drive", "Burlington", "ON", "L7L 0A3"),
    ),
    (
        "CA",
        "1200 Rue Sherbrooke Ouest, Montréal, QC H3A 1B1",
        ("1200 Rue Sherbrooke Ouest", "Montréal", "QC", "H3A 1B1"),
    ),
    (
        "NZ",
        "90 Harbour View Road, Westmere, Auckland 1022",
        ("90 Harbour View Road", "Westmere", None, "1022"),
    ),
    (
        "NZ",
        "Level 1, 12 Cuba Street, Te Aro, Wellington 6011",
        ("Level 1, 12 Cuba Street", "Te Aro", None, "6011"),
    ),
    ("NZ", "5 Tasman Street\nNelson", ("5 Tasman Street", "Nelson", None, None)),
    (
        "IE",
        "12 Patrick Street, Dun Laoghaire, Co. Dublin, A96 X2X2",
        ("12 Patrick Street", "Dun Laoghaire", None, "A96 X2X2"),
    ),
    ("IE", "Main Street, Ennis, Co. Clare F94 X2X2", ("Main Street", "Ennis", None, "F94 X2X2")),
    ("AU", "7 Mill Road, Rosanna (near the park) VIC 3084", ("7 Mill Road", "Rosanna", "VIC", "3084")),
    *(
        ("GB", f"{street}, Otley LS21 9ZZ", (read, "Otley", None, "LS21 9ZZ"))
        for street, read in (
            ("First floor, The Old Works, Mill Lane", "First floor, The Old Works, Mill Lane"),
            ("The Garden Cabin\n(behind the bakery)\n63b Mill Lane", "The Garden Cabin, 63b Mill Lane"),
            ("9-1: Town RUFC (physio room), Mill Park", "Town RUFC, Mill Park"),
            ("2F1, 119 Mill Brae", "2F1, 119 Mill Brae"),
            ("Flat 2/1, 15 Mill Drive", "Flat 2/1, 15 Mill Drive"),
        )
    ),
    ("US", "123 W 45th St, 6th Fl, New York, NY 10036", ("123 W 45th St, 6th Fl", "New York", "NY", "10036")),
]
NO_ADDRESS = [
    ("AU", "PO Box 123, Rosanna VIC 3084"),
    ("IE", "The Mill, Main Street, Swords, Dublin"),
    ("AU", "In a 60 minute session we work 3 Deep Places"),
    ("AU", "Massage 30 Min $45, 60 Min $80. Drive in style"),
    ("AU", "I have 20 Years Experience in Court and Park settings"),
    ("AU", "The 5 Star Place to be in Melbourne"),
    ("GB", "Call 020 7946 0123 or visit W1 2AB"),
]


@pytest.mark.parametrize(("country", "text", "parts"), ADDRESSES)
def test_an_address_is_read_from_text(country: str, text: str, parts: Parts) -> None:
    found = with_state(addresses(text, country)[0])
    street = f"{found.venue}, {found.street}" if found.venue and country == "GB" else found.street
    assert (street, found.suburb, found.state, found.postcode) == parts


@pytest.mark.parametrize(("country", "text"), NO_ADDRESS)
def test_text_that_only_looks_like_an_address_gives_none(country: str, text: str) -> None:
    assert addresses(text, country) == []


@pytest.mark.parametrize(("country", "text", "parts"), ADDRESSES)
def test_an_address_starts_and_ends_within_its_text(country: str, text: str, parts: Parts) -> None:
    found = addresses(text, country)[0]
    assert 0 <= found.start < found.end <= len(text)


ROSANNA = ("12 Lower Plenty Road", "Rosanna", "VIC", "3084")
PAGES: list[tuple[str, list[Parts]]] = [
    ("<p>12 Lower Plenty Road, Rosanna VIC 3084</p>", [ROSANNA]),
    ("<p>12 Lower Plenty Road<br>Rosanna<br>VIC 3084</p>", [ROSANNA]),
    ("<ul><li>12 Lower Plenty Road</li><li>Rosanna, VIC 3084</li><li>03 7010 0123</li></ul>", [ROSANNA]),
    ("<div><p>12 Lower Plenty Road,</p><p>Rosanna 3084</p></div>", [ROSANNA]),
    ("<address>12 Lower Plenty Road Rosanna Victoria 3084 Australia</address>", [ROSANNA]),
    (
        '<iframe src="https://www.google.com/maps/embed/v1/place?q=12+Lower+Plenty+Road,+Rosanna+VIC+3084"></iframe>',
        [ROSANNA],
    ),
    (
        (
            '<iframe src="https://www.google.com/maps/embed?pb=!1m18!1m2!1s0x0%3A0x1!2s12%20Lower%20Plenty%20Road%2C%20'
            'Rosanna%20VIC%203084!5e0!3m2!1sen!2sau"></iframe>'
        ),
        [ROSANNA],
    ),
    (
        (
            '<script type="application/ld+json">{"@type":"LocalBusiness","address":{"streetAddress":'
            '"12 Lower Plenty Road","addressLocality":"Rosanna","addressRegion":"Victoria",'
            '"postalCode":"3084",'
            '"addressCountry":"AU"}}</script><p>Hello</p>'
        ),
        [ROSANNA],
    ),
    (
        "<p>12 Lower Plenty Road, Rosanna VIC 3084</p><p>Parking at 9 Hill Street, Kew VIC 3101</p>",
        [ROSANNA],
    ),
    (
        "<footer>12 Lower Plenty Road, Rosanna</footer><p>At 12 Lower Plenty Road, Rosanna VIC 3084.</p>",
        [ROSANNA],
    ),
    (
        "<p>12 Lower Plenty Road, Rosanna VIC 3084</p><p>5 Bolton Lane, Eltham VIC 3095</p>",
        [ROSANNA, ("5 Bolton Lane", "Eltham", "VIC", "3095")],
    ),
    (
        (
            "<h2>Our Locations</h2><h3>Rosanna</h3><p>12 Lower Plenty Road, Rosanna VIC 3084</p>"
            "<h3>Panton Hill</h3>"
            "<p>Address provided when you book</p>"
        ),
        [ROSANNA, (None, "Panton Hill", "VIC", None)],
    ),
    ("<p>I am based in Rosanna and come to you.</p>", [(None, "Rosanna", "VIC", None)]),
    ("<p>I trained in Sydney. My studio is in Rosanna.</p>", [(None, "Rosanna", "VIC", None)]),
    (
        '<iframe src="https://www.google.com/maps/embed/v1/place?q=Quiet+Hands,Rosanna+VIC"></iframe>',
        [(None, "Rosanna", "VIC", None)],
    ),
    ("<p>Address: 123 Example Street, Anytown VIC 3000</p>", []),
    ("<p>12 lower plenty road, rosanna 3084</p>", [("12 Lower Plenty Road", "Rosanna", "VIC", "3084")]),
    (
        "<div><h3>Rosanna</h3><p>12 Lower Plenty Road</p></div><div><h3>Preston rooms</h3><p>5 Bolton Lane</p></div>",
        [("12 Lower Plenty Road", "Rosanna", "VIC", None), ("5 Bolton Lane", "Preston", "VIC", None)],
    ),
    (
        "<p>12 Lower Plenty Road, Rosanna VIC 3084</p><h3>Kew (closed since 2024)</h3><p>9 Hill Street, Kew VIC 3101</p>",
        [ROSANNA],
    ),
    ("<dl><dt>1999</dt><dd>certificate, Hamilton, Victoria</dd><dt>2003</dt><dd>diploma</dd></dl>", []),
    (
        (
            '<script type="application/ld+json">{"@type":"Organization","department":[{"@type":"LocalBusiness","address":'
            '{"streetAddress":"12 Lower Plenty Road","addressLocality":"Rosanna VIC 3084"}}]}</script>'
        ),
        [ROSANNA],
    ),
    ("<p>Relax. Breathe. Feel better.</p>", []),
]


@pytest.mark.parametrize(("html", "places"), PAGES)
def test_locations_are_read_where_they_stand_on_a_page(html: str, places: list[Parts]) -> None:
    found = [f.value for f in locations.find(site(f"<title>Quiet Hands</title><body>{html}"), "AU")]
    assert [(p.street, p.suburb, p.state, p.postcode) for p in found] == places


def test_a_venue_counts_when_the_site_never_leaves_it_out() -> None:
    with_venue = "<p>The Vale Clinic<br>90 High Road<br>Barry CF62 7ZZ</p>"
    assert locations.find(site(with_venue), "GB")[0].value.street == "The Vale Clinic, 90 High Road"
    also_without = with_venue + "<footer>90 High Road, Barry, CF62 7ZZ</footer>"
    assert locations.find(site(also_without), "GB")[0].value.street == "90 High Road"


@pytest.mark.parametrize(
    ("written", "street"),
    [
        ("My room is inside Quarry Climbing (yes, really), 7 Mill Road", "Quarry Climbing, 7 Mill Road"),
        ("Find us inside Quarry Climbing at 7 Mill Road", "Quarry Climbing, 7 Mill Road"),
        ("Inside Quarry Climbing, rear 7 Mill Road", "Quarry Climbing, rear 7 Mill Road"),
        ("Suite 4, ‘The Lodge’, 7 Mill Road", "Suite 4, The Lodge, 7 Mill Road"),
        ("Shop 3, Old Town Arcade\n7 Mill Road", "Shop 3, Old Town Arcade, 7 Mill Road"),
        ("Kiosk 4 Station Plaza, Mill Road", "Kiosk 4 Station Plaza, Mill Road"),
        ("St. Mary Medical Centre, 7 Mill Road", "St. Mary Medical Centre, 7 Mill Road"),
    ],
)
def test_a_building_belongs_to_the_street(written: str, street: str) -> None:
    place = locations.parse(f"{written}, Rosanna VIC 3084", "AU")
    assert place is not None
    assert (place.street, place.suburb) == (street, "Rosanna")


def test_a_flat_and_its_house_are_one_place() -> None:
    html = "<p>2F1, 119 Mill Brae, Edinburgh EH3 9YY</p><footer>119 Mill Brae, Edinburgh EH3 9YY</footer>"
    assert len(locations.find(site(html), "GB")) == 1


def test_the_clinics_own_name_is_no_part_of_its_street() -> None:
    html = "<title>The Vale Clinic</title><body><p>The Vale Clinic<br>90 High Road<br>Barry CF62 7ZZ</p>"
    assert locations.find(site(html), "GB")[0].value.street == "90 High Road"


@pytest.mark.parametrize(
    ("lat", "lon", "pin"),
    [('"-37.741"', "145.068", (-37.741, 145.068)), ("0", "0", (None, None)), ("51.5", "-0.12", (None, None))],
)
def test_structured_coordinates_count_when_they_lie_in_the_country(
    lat: str, lon: str, pin: tuple[float | None, float | None]
) -> None:
    html = (
        '<script type="application/ld+json">{"@type":"LocalBusiness","address":{"streetAddress":'
        '"12 Lower Plenty Road","addressLocality":"Rosanna","postalCode":3084},'
        f'"geo":{{"latitude":{lat},"longitude":{lon}}}}}</script>'
    )
    place = locations.find(site(html), "AU")[0].value
    assert (place.lat, place.lon) == pin


def test_a_suburb_behind_words_of_therapy_in_the_title_is_where_it_is() -> None:
    html = "<title>Quiet Hands | Remedial Massage Panton Hill</title><p>Welcome</p>"
    assert [f.value.suburb for f in locations.find(site(html), "AU")] == ["Panton Hill"]


def test_the_written_address_outranks_an_old_map() -> None:
    html = (
        "<p>12 Lower Plenty Road, Rosanna VIC 3084</p>"
        '<iframe src="https://www.google.com/maps?q=7+Old+Lane,+Kew+VIC+3101&output=embed"></iframe>'
    )
    assert [f.value.suburb for f in locations.find(site(html), "AU")] == ["Rosanna"]


def test_a_location_is_proved_by_words_of_its_page() -> None:
    made = site("<p>Find us at 12 Lower Plenty Road, Rosanna VIC 3084, near the station.</p>")
    proof = locations.find(made, "AU")[0].evidence[0]
    assert "12 Lower Plenty Road" in proof.quote
    assert proof.quote in made.home.text


def test_an_address_named_once_in_passing_gives_way_to_the_sites_own() -> None:
    own = "<footer>12 Lower Plenty Road, Rosanna VIC 3084</footer>"
    contact = "<h1>Contact</h1><p>12 Lower Plenty Road, Rosanna VIC 3084.</p>"
    about = "<p>We also love the cafe at 5 Bolton Lane, Eltham VIC 3095.</p>"
    found = locations.find(site(own, contact=contact, about=about), "AU")
    assert [f.value.suburb for f in found] == ["Rosanna"]


def test_text_alone_gives_a_location() -> None:
    place = locations.parse("12 Lower Plenty Road, Rosanna VIC 3084", "AU")
    assert place is not None
    assert (place.street, place.suburb, place.country) == ("12 Lower Plenty Road", "Rosanna", "AU")
    assert locations.parse("by appointment", "AU") is None


@given(
    st.text(alphabet="0123456789 ,.\n/-#StreetRoadRosannaVICUnit", max_size=120),
    st.sampled_from(["AU", "GB", "US"]),
)
def test_any_text_gives_addresses_or_none(text: str, country: str) -> None:
    for address in addresses(text, country):
        assert address.street or address.suburb
