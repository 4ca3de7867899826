"""The situations that make identity hard: each makes one or more true providers and how they were seen.

A scenario takes the world and returns pairs of a provider and its sightings. `SCENARIOS` says how often each
happens. What is the same and what is different is argued in `make_listings.py`.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from tests.indexer.identity.made_listings.sightings import (
    Sighting,
    is_platform,
    platform_page,
    sight,
    sight_everywhere,
)
from tests.indexer.identity.made_listings.words import COMMON_TRADE_NAMES, PROFESSIONS
from tests.indexer.identity.made_listings.world import LocalityRow, Person, Provider, Site, World, slug

Group = list[tuple[Provider, list[Sighting]]]
Scenario = Callable[[World], Group]

TRADES = tuple(PROFESSIONS)


def make(
    world: World,
    scenario: str,
    name: str,
    people: Sequence[Person],
    sites: Sequence[Site],
    *,
    phones: Sequence[str] | None = None,
    email: str | None = None,
    website: str | None = None,
    plain: bool = False,
) -> Provider:
    """A provider with what was not given made up; `plain` leaves out a site and e-mail of its own."""
    rng, site = world.rng, sites[0]
    phones = phones if phones is not None else some_phones(world, site.state)
    former = None
    if website is None and not plain:
        draw = rng.random()
        if draw < 0.74:
            website = f"https://{'www.' if rng.random() < 0.6 else ''}{world.host(name, site.suburb)}/"
            former = platform_page(world, name, site.suburb) if draw < 0.05 else None
        elif draw < 0.9:
            website = platform_page(world, name, site.suburb)
    if email is None and not plain and rng.random() < 0.7:
        own = website is not None and not is_platform(website)
        host = website.split("/")[2].removeprefix("www.") if own and website else "mailbox.example"
        user = (
            rng.choice(("info", "hello", "bookings"))
            if own
            else slug(f"{people[0].name} {site.suburb}").replace("-", ".")
        )
        email = f"{user}@{host}"
    return Provider(
        world.provider_id(),
        scenario,
        name,
        tuple(people),
        tuple(sites),
        tuple(phones),
        email,
        website,
        former,
    )


def some_phones(world: World, state: str) -> list[str]:
    """A landline, a mobile or both."""
    draw = world.rng.random()
    return (
        [world.landline(state)]
        if draw < 0.5
        else [world.mobile(state)]
        if draw < 0.85
        else [world.landline(state), world.mobile(state)]
    )


def sole(
    world: World, scenario: str, town: LocalityRow | None = None, *, first: str = "", last: str = ""
) -> Provider:
    """One person's practice, under a trade name or the person's own."""
    town = town or world.town()
    person = world.person(world.rng.choice(TRADES), town[1], first=first, last=last)
    own = first or world.rng.random() < 0.35
    name = own_practice_name(world, person) if own else world.trade_name(person.profession, town[0], town[1])
    return make(world, scenario, name, [person], [world.site(town)])


def own_practice_name(world: World, person: Person) -> str:
    return f"{person.name} {world.rng.choice(PROFESSIONS[person.profession])}"


def staffed(world: World, scenario: str, town: LocalityRow | None = None, *, name: str = "") -> Provider:
    """A clinic of two to five practitioners."""
    town = town or world.town()
    profession = world.rng.choice(TRADES)
    people = [world.person(profession, town[1]) for _ in range(world.rng.randint(2, 5))]
    name = name or world.trade_name(profession, town[0], town[1])
    return make(world, scenario, name, people, [world.site(town)])


def alone(world: World) -> Group:
    provider = sole(world, "alone")
    return [(provider, sight_everywhere(world, provider))]


def clinic(world: World) -> Group:
    provider = staffed(world, "clinic")
    return [(provider, sight_everywhere(world, provider))]


def travelling(world: World) -> Group:
    """A mobile therapist: a suburb and a mobile number, and in some source the suburb next to it."""
    town = world.town()
    person = world.person("massage therapist", town[1])
    name = (
        f"{person.first}'s Mobile Massage"
        if world.rng.random() < 0.4
        else world.trade_name(person.profession, *town[:2])
    )
    provider = make(world, "travelling", name, [person], [world.area(town)], phones=[world.mobile(town[1])])
    seen = sight_everywhere(world, provider, keep=("phones", "suburb"))
    other = world.neighbour(town)
    if other and len(seen) > 1:
        seen[0] = replace(seen[0], site=world.area(other))
    return [(provider, seen)]


def renamed(world: World) -> Group:
    """A new trade name over the same door and phone; an older source still has the former one."""
    provider = world.rng.choice((sole, staffed))(world, "renamed")
    site = provider.sites[0]
    former = world.trade_name(provider.people[0].profession, site.suburb, site.state)
    seen = sight_everywhere(world, provider, keep=("phones", "street"))
    old = sight(world, provider, "localhealth", site, keep=("phones", "street"))
    old = replace(old, name=former, website=None, email=None, age_days=world.rng.randint(300, 1500))
    return [(provider, [*seen, old])]


def moved(world: World) -> Group:
    """The same practice at a new address; an older source still has the old one, sometimes the old phone too."""
    provider = world.rng.choice((sole, staffed))(world, "moved")
    new = provider.sites[0]
    town: LocalityRow = (new.suburb, new.state, new.postcode, new.lat, new.lon)
    before = world.site(world.neighbour(town) or town)
    seen = sight_everywhere(world, provider, keep=("phones", "website"))
    own_site = provider.website is not None and not is_platform(provider.website)
    new_phone = own_site and world.rng.random() < 0.25
    old = sight(
        world, provider, world.rng.choice(("bodyfinder", "localhealth")), before, keep=("phones", "website")
    )
    old = replace(
        old,
        name=provider.name,
        age_days=world.rng.randint(300, 1500),
        phones=tuple(some_phones(world, new.state)) if new_phone else provider.phones,
    )
    return [(provider, [*seen, old])]


def two_suburbs(world: World) -> Group:
    """One practice, one phone and the same people, at work in two suburbs on different days."""
    town = world.town()
    other = world.neighbour(town, least_km=3) or town
    first = staffed(world, "two_suburbs", town)
    provider = replace(first, sites=(first.sites[0], world.site(other)), former_website=None)
    return [(provider, sight_everywhere(world, provider, keep=("phones", "street")))]


def shared_room(world: World) -> Group:
    """Two therapists of their own at one address and on one phone; now and then they are sisters."""
    town = world.town()
    site, phone = world.site(town), world.landline(town[1])
    first = world.person(world.rng.choice(TRADES), town[1])
    sister = first.last if world.rng.random() < 0.25 else ""
    group: Group = []
    for person in (first, world.person(world.rng.choice(TRADES), town[1], last=sister)):
        name = own_practice_name(world, person)
        provider = make(world, "shared_room", name, [person], [site], phones=[phone])
        group.append((provider, sight_everywhere(world, provider, keep=("people", "phones", "street"))))
    return group


def centre(world: World) -> Group:
    """A wellness centre and three or four tenants in business for themselves behind its reception's phone."""
    town = world.town()
    site, phone = world.site(town), world.landline(town[1])
    name = f"{world.rng.choice((town[0], town[0], 'Greater ' + town[0]))} {world.rng.choice(('Wellness', 'Natural Health', 'Healing'))} Centre"
    if not world.take(name, town[1]):
        name = f"{site.street.split()[-2]} {site.street.split()[-1]} Wellness Centre"
    host = world.host(name, town[0])
    manager = world.person("massage therapist", town[1])
    house = make(
        world,
        "centre",
        name,
        [manager],
        [site],
        phones=[phone],
        email=f"reception@{host}",
        website=f"https://{host}/",
    )
    group: Group = [
        (
            house,
            [replace(one, people=()) for one in sight_everywhere(world, house, keep=("phones", "street"))],
        )
    ]
    for _ in range(world.rng.randint(3, 4)):
        person = world.person(world.rng.choice(TRADES), town[1])
        page = f"https://{host}/team/{slug(person.name)}" if world.rng.random() < 0.5 else None
        phones = [phone] if world.rng.random() < 0.8 else [phone, world.mobile(town[1])]
        tenant = make(
            world,
            "tenant",
            own_practice_name(world, person),
            [person],
            [site],
            phones=phones,
            website=page,
            email=f"reception@{host}" if page else None,
        )
        group.append((tenant, sight_everywhere(world, tenant, keep=("people", "phones", "street"))))
    return group


def chain(world: World) -> Group:
    """Three to six branches under one name, host and 1300 number, each with its own door, people and landline."""
    brand, number = world.chain_name(), world.chain_number()
    host = world.host(brand, "au")
    profession = world.rng.choice(
        ("osteopath", "remedial massage therapist", "myotherapist", "physiotherapist")
    )
    group: Group = []
    for town in world.towns_apart(world.rng.randint(3, 6), km=2.5):
        people = [world.person(profession, town[1]) for _ in range(world.rng.randint(1, 3))]
        path = f"https://{host}/locations/{slug(town[0])}"
        phones = [number, world.landline(town[1])]
        branch = make(
            world,
            "chain",
            f"{brand} {town[0]}",
            people,
            [world.site(town)],
            phones=phones,
            website=path,
            email=f"hello@{host}",
        )
        seen = [
            _branch_seen(world, brand, host, one)
            for one in sight_everywhere(world, branch, keep=("phones", "street", "suburb"))
        ]
        group.append((branch, seen))
    return group


def _branch_seen(world: World, brand: str, host: str, one: Sighting) -> Sighting:
    """A map names only the brand, a directory has only one of the numbers or the front page."""
    rng = world.rng
    if one.source == "sites":
        return one
    return replace(
        one,
        name=brand if one.source == "osm" and rng.random() < 0.5 else one.name,
        phones=(rng.choice(one.phones),) if rng.random() < 0.7 else one.phones,
        website=f"https://{host}/" if rng.random() < 0.25 else one.website,
    )


def two_clinics(world: World) -> Group:
    """A therapist in business for herself who works in two clinics; the clinics have nothing else in common."""
    town = world.town()
    houses = [
        staffed(world, "host_clinic", town),
        staffed(world, "host_clinic", world.neighbour(town) or town),
    ]
    visitor = world.person(houses[0].people[0].profession, town[1])
    houses = [replace(house, people=(*house.people, visitor)) for house in houses]
    own = make(
        world,
        "two_clinics",
        own_practice_name(world, visitor),
        [visitor],
        [house.sites[0] for house in houses],
        phones=[world.mobile(town[1])],
    )
    seen = sight_everywhere(world, own, keep=("people", "phones", "street"))
    return [
        *((house, sight_everywhere(world, house, keep=("phones", "street"))) for house in houses),
        (own, seen),
    ]


def succession(world: World) -> Group:
    """A practice closed, and a stranger opened in the same rooms; an old source still has the first."""
    town = world.town()
    new = sole(world, "successor", town)
    old = replace(sole(world, "predecessor", town), sites=new.sites, former_website=None)
    before = [
        replace(one, age_days=world.rng.randint(600, 1600))
        for one in sight_everywhere(world, old, keep=("people", "phones", "street"))
        if one.source != "sites"
    ]
    return [(old, before), (new, sight_everywhere(world, new, keep=("phones", "street")))]


def takeover(world: World) -> Group:
    """A practice that became part of another: its old entries now describe the one that took it over."""
    town = world.town()
    taker = staffed(world, "takeover", town)
    gone = staffed(world, "takeover", world.neighbour(town) or town)
    world.providers -= 1  # the one taken over is no provider any more
    provider = replace(taker, people=(*taker.people, *gone.people))
    seen = sight_everywhere(world, provider, keep=("phones", "street"))
    between = replace(
        sight(
            world, provider, "localhealth", provider.sites[0], keep=("people", "phones", "website", "street")
        ),
        name=gone.name,
        phones=(*gone.phones, *provider.phones),
        age_days=120,
        description=f"{gone.name} is now part of {provider.name}.",
    )
    old = replace(
        sight(world, gone, "bodyfinder", gone.sites[0], keep=("people", "phones", "street")),
        provider=provider.id,
        age_days=900,
    )
    return [(provider, [*seen, between, old])]


def same_name(world: World) -> Group:
    """One of the names that every town has, in two towns."""
    name = world.rng.choice(COMMON_TRADE_NAMES)
    group: Group = []
    for town in world.towns_apart(2, km=60):
        provider = (
            staffed(world, "same_name", town, name=name)
            if world.rng.random() < 0.5
            else sole(world, "same_name", town)
        )
        provider = replace(provider, name=name)
        group.append((provider, sight_everywhere(world, provider, keep=("suburb",))))
    return group


def namesakes(world: World) -> Group:
    """Two people of one name, in different states."""
    first, last = world.rng.choice(
        (("Jane", "Smith"), ("Sarah", "Nguyen"), ("Michael", "Wong"), ("Anna", "Rossi"), ("", ""))
    )
    group: Group = []
    for town in world.towns_apart(2, km=100, states_differ=True):
        provider = sole(world, "namesakes", town, first=first, last=last)
        first, last = provider.people[0].first, provider.people[0].last
        group.append((provider, sight_everywhere(world, provider, keep=("suburb",))))
    return group


SCENARIOS: dict[Scenario, float] = {
    alone: 46,
    clinic: 22,
    travelling: 7,
    renamed: 6,
    moved: 6,
    two_suburbs: 5,
    shared_room: 3,
    centre: 1.2,
    chain: 1.5,
    two_clinics: 2,
    succession: 2,
    takeover: 2,
    same_name: 2,
    namesakes: 1.5,
}
"""How often each happens, by groups."""
LARGEST_GROUP = 6
