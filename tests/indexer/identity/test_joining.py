"""Which listings are joined, and which stay apart."""

import itertools
from datetime import UTC, datetime
from typing import Any

import pytest

from crawler.records import Listing
from indexer.identity import clusters, is_person, website_key


def listing(key: str, day: int = 1, **fields: Any) -> Listing:
    source, _, source_id = key.partition("/")
    return Listing(
        source=source,
        source_id=source_id,
        url=f"https://{source}.example/{source_id}",
        fields=fields,
        first_seen=datetime(2026, 1, day, tzinfo=UTC),
    )


def groups(*listings: Listing) -> list[list[str]]:
    return sorted(sorted(one.key for one in cluster.listings) for cluster in clusters(listings))


SITE = "https://www.backroom.example/"
PHONE = {"phones": ["03 7010 0001"], "suburb": "Rosanna"}


def test_the_same_web_site_is_the_same_provider() -> None:
    one = listing("osm/1", website="http://backroom.example/contact")
    assert groups(one, listing("sites/backroom.example", website=SITE)) == [
        ["osm/1", "sites/backroom.example"]
    ]


def test_the_same_platform_is_not_the_same_provider() -> None:
    one = listing("osm/1", website="https://www.facebook.com/one")
    other = listing("osm/2", website="https://facebook.com/other")
    bare = [
        listing("osm/3", website="https://facebook.com/"),
        listing("osm/4", website="https://facebook.com"),
    ]
    assert groups(one, other, *bare) == [["osm/1"], ["osm/2"], ["osm/3"], ["osm/4"]]


def test_the_same_page_of_a_platform_is() -> None:
    one = listing("osm/1", website="https://www.facebook.com/one/")
    other = listing("osm/2", website="http://facebook.com/ONE")
    assert groups(one, other) == [["osm/1", "osm/2"]]


def test_the_same_phone_in_the_same_suburb_is_the_same_provider() -> None:
    other = listing("list/2", phones=["+61 3 7010 0001"], suburb="ROSANNA")
    assert groups(listing("list/1", **PHONE), other) == [["list/1", "list/2"]]


def test_the_same_phone_elsewhere_or_of_a_call_centre_is_not() -> None:
    other = listing("list/2", phones=["03 7010 0001"], suburb="Ivanhoe")
    chain = [listing(f"list/c{n}", phones=["1300 975 711"], suburb="Rosanna") for n in range(2)]
    assert groups(listing("list/1", **PHONE), other, *chain) == [
        ["list/1"],
        ["list/2"],
        ["list/c0"],
        ["list/c1"],
    ]


def test_two_people_who_share_a_phone_stay_two() -> None:
    one = listing("list/1", name="Mira Castellan", **PHONE)
    other = listing("list/2", name="Dr Otto Brandis (Osteopath)", **PHONE)
    assert groups(one, other) == [["list/1"], ["list/2"]]


def test_they_stay_two_though_their_clinic_shares_the_phone_as_well() -> None:
    one = listing("list/1", name="Mira Castellan", **PHONE)
    other = listing("list/2", name="Otto Brandis", **PHONE)
    clinic = listing("list/3", name="Rosanna Back Rooms", **PHONE)
    found = groups(one, other, clinic)
    assert not any({"list/1", "list/2"} <= set(group) for group in found)


def test_a_person_and_their_clinic_are_one() -> None:
    one = listing("list/1", name="Mira Castellan", **PHONE)
    clinic = listing(
        "list/3", name="Rosanna Back Rooms", practitioners=["Mira Castellan", "Otto Brandis"], **PHONE
    )
    assert groups(one, clinic) == [["list/1", "list/3"]]


def test_a_pin_without_address_lies_where_its_phone_says() -> None:
    pin = listing("osm/1", phones=["03 7010 0001"], lat=-37.7433, lon=145.0612)
    far = listing("osm/2", phones=["03 7010 0001"], lat=-37.56, lon=143.86)
    assert groups(listing("list/1", **PHONE), pin, far) == [["list/1", "osm/1"], ["osm/2"]]


def test_a_business_named_after_its_suburb_is_no_person() -> None:
    one = listing("osm/1", name="Rosanna Calm", **PHONE)
    assert groups(
        one, listing("list/2", name="Rosanna Calm Massage", practitioners=["Mira Castellan"], **PHONE)
    ) == [["list/2", "osm/1"]]


def test_the_order_of_arrival_changes_nothing() -> None:
    some = [
        listing("osm/1", website=SITE),
        listing("list/1", day=2, website=SITE, **PHONE),
        listing("list/2", day=3, **PHONE),
        listing("list/4"),
    ]
    answers = {
        tuple((c.id, tuple(o.key for o in c.listings)) for c in clusters(order))
        for order in itertools.permutations(some)
    }
    assert len(answers) == 1


def test_the_id_is_that_of_the_founding_listing_and_outlives_later_ones() -> None:
    first = listing("osm/1", website=SITE, name="Rosanna Back Rooms")
    (alone,) = clusters([first])
    (joined,) = clusters([listing("aaa/0", day=5, website=SITE), first])
    assert alone.id == joined.id
    assert alone.id.startswith("p-")
    assert len(alone.id) == 10


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://WWW.Backroom.example:443/a?b", "backroom.example"),
        ("https://someone.wixsite.com/backs/", "someone.wixsite.com/backs"),
        ("https://backs.square.site", "backs.square.site"),
        ("https://wixsite.com", None),
        ("mailto:x@y.example", None),
        ("backroom.example", None),
        ("https://[bad", None),
        ("http://localhost/", None),
        (None, None),
        (3, None),
    ],
)
def test_an_address_gives_the_key_of_its_site(url: object, key: str | None) -> None:
    assert website_key(url) == key


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("Mira Castellan", True),
        ("Dr Otto Brandis (Osteopath)", True),
        ("Anna-Lee O'Nair", True),
        ("Rosanna Osteopathy", False),
        ("Ballarat Lymphatic", False),
        ("Backroom", False),
        ("The Back Rooms of Upper Rosanna", False),
        ("", False),
    ],
)
def test_a_person_is_told_from_a_business(name: str, person: bool) -> None:
    assert is_person(name) is person


def at_door(key: str, name: str, street: str = "12 Invented Street", **fields: Any) -> Listing:
    return listing(key, name=name, street=street, suburb="Rosanna", **fields)


@pytest.mark.parametrize(
    ("name", "street"),
    [
        ("Backroom Remedial Massage", "12 Invented St"),
        ("BACKROOM Massage Therapy Clinic", "Unit 2, 12 Invented St."),
        ("The Backroom, Rosanna", "2/12-14 Invented Street"),
    ],
)
def test_much_the_same_name_behind_the_same_door_is_the_same_provider(name: str, street: str) -> None:
    one = at_door("osm/1", "Backroom Massage", phones=["03 7010 0001"])
    other = at_door("list/1", name, street, phones=["0491 570 156"])
    assert groups(one, other) == [["list/1", "osm/1"]]


@pytest.mark.parametrize(
    ("name", "street"),
    [
        ("Backroom Massage", "14 Invented Street"),
        ("Sideroom Massage", "12 Invented Street"),
        ("Rosanna Massage", "12 Invented Street"),
        ("", "12 Invented Street"),
    ],
)
def test_another_door_or_another_name_is_not(name: str, street: str) -> None:
    assert len(groups(at_door("osm/1", "Backroom Massage"), at_door("list/1", name, street))) == 2


def test_names_of_trade_and_suburb_alone_must_agree_whole() -> None:
    one, other = at_door("osm/1", "Rosanna Osteopathy"), at_door("list/1", "Rosanna Osteopathy Clinic")
    third = at_door("list/2", "Rosanna Massage")
    assert groups(one, other, third) == [["list/1", "osm/1"], ["list/2"]]


def test_two_people_behind_one_door_stay_two() -> None:
    assert len(groups(at_door("osm/1", "Mira Castellan"), at_door("list/1", "Mira Brandis"))) == 2
