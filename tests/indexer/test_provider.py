"""How a cluster's listings and site become one provider."""

from datetime import UTC, datetime
from typing import Any

from crawler.records import Listing
from indexer.building.listed import read_listing
from indexer.building.provider import Told, provider, redated
from indexer.evidence import Found
from indexer.facts import SiteFacts
from indexer.identity import Cluster
from indexer.model import Credential, Evidence, Hours, Location, Practitioner, StatedTerm

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def listing(source: str = "listed", day: int = 1, **fields: Any) -> Listing:
    seen = datetime(2026, 11, day, tzinfo=UTC)
    return Listing(
        source=source,
        source_id=f"{source}-{day}",
        url=f"https://{source}.example/{day}",
        fields={"name": "Made-up Massage", "services": ["Massage"], **fields},
        first_seen=seen,
        last_seen=seen,
        changed_at=seen,
    )


def proof(source: str, quote: str = "words") -> tuple[Evidence, ...]:
    return (
        Evidence(
            quote=quote, url=f"https://{source}.example/", source=source, seen_at="2026-11-20T00:00:00Z"
        ),
    )


def site_facts(**facts: Any) -> SiteFacts:
    blank: dict[str, Any] = dict.fromkeys(SiteFacts.__dataclass_fields__, ())
    blank |= {"in_scope": True, "kind": "clinic", "country": "AU", "hours": Hours()}
    return SiteFacts(**(blank | facts))


def term(key: str, source: str, status: Any = "stated") -> StatedTerm:
    return StatedTerm(id=key, label=key, status=status, evidence=proof(source))


def merged(*told: tuple[Listing, SiteFacts]) -> Any:
    cluster = Cluster("p-one", tuple(one for one, _ in told))
    return provider(cluster, [Told(one, facts) for one, facts in told])


def test_the_own_site_comes_first_and_all_evidence_is_kept() -> None:
    own = site_facts(names=(Found("Own Name", proof("sites")),), services=(term("massage", "sites"),))
    found = merged(
        (listing(), read_listing(listing())), (listing("sites", website="https://own.example/"), own)
    )
    assert (found.name, found.other_names) == ("Own Name", ("Made-up Massage",))
    assert [one.source for one in found.services[0].evidence][:2] == ["sites", "listed"]
    assert found.website == "https://own.example/"


def test_what_the_own_site_denies_no_listing_offers() -> None:
    own = site_facts(services=(term("massage", "sites"), term("cupping", "sites", "stated_not")))
    listed = listing(services=["Cupping"])
    found = merged((listing("sites"), own), (listed, read_listing(listed)))
    assert {one.id: one.status for one in found.services} == {"massage": "stated", "cupping": "stated_not"}


def test_the_newer_directory_is_believed_before_the_older_and_both_before_the_map() -> None:
    some = [
        listing("osm", 9, name="Map Name"),
        listing("listed", 2, name="Old Name"),
        listing("listed", 3, name="New Name"),
    ]
    found = merged(*((one, read_listing(one)) for one in some))
    assert (found.name, found.other_names) == ("New Name", ("Old Name", "Map Name"))


def test_places_are_those_of_the_own_site_with_pins_from_anyone() -> None:
    own = site_facts(
        services=(term("massage", "sites"),),
        locations=(Found(Location(suburb="Rosanna", state="VIC", country="AU")),),
    )
    listed = listing(suburb="Rosanna", state="VIC", lat=-37.7433, lon=145.0612)
    other = listing("osm", suburb="Ivanhoe", state="VIC")
    found = merged((listing("sites"), own), (listed, read_listing(listed)), (other, read_listing(other)))
    assert [(one.suburb, one.lat) for one in found.locations] == [("Rosanna", -37.7433)]


def test_without_an_own_site_a_practice_in_two_suburbs_has_two_places() -> None:
    some = [
        listing(day=1, suburb="Rosanna", state="VIC"),
        listing(day=2, suburb="Ivanhoe", state="VIC"),
        listing(day=3, suburb="ROSANNA", state="VIC"),
    ]
    found = merged(*((one, read_listing(one)) for one in some))
    assert sorted(one.suburb.title() for one in found.locations) == ["Ivanhoe", "Rosanna"]


def test_a_bare_pin_places_the_address_of_another_listing() -> None:
    pin, named = listing("osm", 1, lat=-37.7433, lon=145.0612), listing(day=2, suburb="Rosanna", state="VIC")
    found = merged((pin, read_listing(pin)), (named, read_listing(named)))
    assert [(one.suburb, one.lat) for one in found.locations] == [("Rosanna", -37.7433)]


def test_a_listing_of_one_person_is_a_practitioner() -> None:
    for name, people, kind in (
        ("Mira Castellan", ["Mira Castellan"], "practitioner"),
        ("Velvet Hour", [], "clinic"),
    ):
        one = listing(name=name, practitioners=people)
        assert merged((one, read_listing(one))).kind == kind


def test_one_credential_and_one_person_are_said_once() -> None:
    own = site_facts(
        services=(term("massage", "sites"),),
        credentials=(
            Credential(id="amt", label="AMT", number="123", holder="Mira Castellan", evidence=proof("sites")),
        ),
        practitioners=(Practitioner(name="Dr. Mira Castellan", role="osteopath", evidence=proof("sites")),),
    )
    listed = listing(practitioners=["Mira Castellan"], credentials=["Association of Massage Therapists"])
    found = merged((listing("sites"), own), (listed, read_listing(listed)))
    (credential,) = found.credentials
    (person,) = found.practitioners
    assert (credential.number, len(credential.evidence)) == ("123", 2)
    assert (person.role, len(person.evidence)) == ("osteopath", 2)


def test_who_offers_nothing_of_ours_is_none() -> None:
    gym = listing(services=["Personal training"])
    assert merged((gym, read_listing(gym))) is None
    own = site_facts(in_scope=False, services=(term("pilates", "sites"),))
    assert merged((listing("sites"), own), (listing(), read_listing(listing()))) is None


def test_a_site_that_says_nothing_leaves_the_word_to_the_listings() -> None:
    own = site_facts(in_scope=False)
    assert merged((listing("sites"), own), (listing(), read_listing(listing()))).name == "Made-up Massage"


def test_a_site_that_says_it_has_closed_makes_its_provider_gone() -> None:
    end = Found("We have closed permanently.", proof("sites", "We have closed permanently."))
    own = site_facts(services=(term("massage", "sites"),), closed=end)
    found = merged(
        (listing("sites", website="https://own.example/"), own), (listing(), read_listing(listing()))
    )
    assert found.status == "gone"
    assert found.evidence["status"][0].quote == "We have closed permanently."
    assert merged((listing(), read_listing(listing()))).status == "active"


def test_a_web_address_on_a_platform_serves_for_want_of_another() -> None:
    social = listing(website="https://facebook.com/madeup")
    found = merged((social, read_listing(social)))
    assert (found.website, found.social_urls) == (
        "https://facebook.com/madeup",
        ("https://facebook.com/madeup",),
    )
    own = listing("osm", 2, website="https://madeup.example/")
    assert (
        merged((social, read_listing(social)), (own, read_listing(own))).website == "https://madeup.example/"
    )


def test_dates_are_the_widest_and_move_alone() -> None:
    some = [listing(day=3), listing(day=9)]
    found = merged(*((one, read_listing(one)) for one in some))
    assert (found.first_seen[:10], found.last_seen[:10]) == ("2026-11-03", "2026-11-09")
    again = redated(found, Cluster("p-one", (listing(day=3), listing(day=12))))
    assert again.last_seen[:10] == "2026-11-12"
    assert again.services == found.services


def test_a_listing_quotes_the_sources_own_words() -> None:
    one = Listing(
        source="osm-area",
        source_id="node/1",
        url="https://map.example/node/1",
        fields={
            "name": "Hands",
            "phones": ["+61370100009"],
            "services": ["osteopathy"],
            "hours": "Mo-Fr 09:00-17:00",
        },
        raw={"phones": "03 7010 0009 or ask", "hours": "Mo-Fr 9-17h"},
        last_seen=NOW,
    )
    facts = read_listing(one)
    (phone,) = facts.phones
    assert (phone.value, phone.evidence[0].quote) == ("+61370100009", "03 7010 0009 or ask")
    assert (facts.hours.osm, facts.hours.evidence[0].quote) == ("Mo-Fr 09:00-17:00", "Mo-Fr 9-17h")
    assert facts.services[0].evidence[0].seen_at == "2026-11-20T00:00:00Z"


def test_among_directories_the_value_most_of_them_give_is_believed_and_the_others_are_kept() -> None:
    hours = "Mo-Fr 09:00-17:00"
    some = [
        listing("one", 1, name="Two Hands", hours=hours, website="https://hands.example/"),
        listing("two", 2, name="Two Hands", hours=hours, website="https://www.hands.example"),
        listing("three", 9, name="New Hands", hours="Mo-Su 10:00-20:00", website="https://other.example/"),
    ]
    found = merged(*((one, read_listing(one)) for one in some))
    assert (found.name, found.other_names) == ("Two Hands", ("New Hands",))
    assert (found.hours.osm, found.website) == (hours, "https://www.hands.example")
    assert [one.value for one in found.also_listed["hours"]] == ["Mo-Su 10:00-20:00"]
    (site,) = found.also_listed["website"]
    assert (site.value, site.evidence[0].source) == ("https://other.example/", "three")


def test_another_address_and_an_impossible_number_are_kept_as_listed() -> None:
    own = site_facts(
        services=(term("massage", "sites"),),
        locations=(Found(Location(street="12 Invented Street", suburb="Rosanna", country="AU")),),
    )
    old = listing(street="9 Fancied Road", suburb="Rosanna", state="VIC", phones=["03 70", "03 7010 0001"])
    same = listing("osm", street="12 Invented St", suburb="ROSANNA", state="VIC")
    found = merged((listing("sites"), own), (old, read_listing(old)), (same, read_listing(same)))
    assert [one.value for one in found.also_listed["location"]] == ["9 Fancied Road, Rosanna VIC"]
    assert [(one.value, one.note) for one in found.also_listed["phone"]] == [
        ("03 70", "not a possible phone number")
    ]
    assert found.phones == ("+61370100001",)
