"""Which sources have seen a provider, and what it told each of them, before any noise."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from tests.indexer.identity.made_listings.words import SERVICES
from tests.indexer.identity.made_listings.world import Person, Provider, Site, World, slug

SOURCES = ("osm", "bodyfinder", "localhealth", "sites")
"""OpenStreetMap, a directory that practitioners join, a general directory, and providers' own sites."""

PRESENCE = {"osm": 0.44, "bodyfinder": 0.62, "localhealth": 0.58, "sites": 0.84}
"""How likely each source has a provider; `sites` applies to those with a host of their own."""
SEEN_TWICE = 0.06
"""How likely the general directory has the same provider under two entries."""
LISTED_AS_PERSON = 0.45
"""How likely the practitioners' directory lists a sole practice under its practitioner's own name."""
PLATFORMS = ("facebook.com", "fresha.com", "cliniko.com")


@dataclass(frozen=True, slots=True)
class Sighting:
    """What one source was told about one provider at one of its sites."""

    provider: str
    source: str
    name: str
    people: tuple[Person, ...]
    site: Site
    phones: tuple[str, ...]
    email: str | None
    website: str | None
    services: tuple[str, ...]
    age_days: int
    keep: frozenset[str] = frozenset()
    """The fields that noise must not drop, because without them nobody could tell whose listing it is."""
    description: str = ""


def is_platform(website: str | None) -> bool:
    """Whether the address is a page on a host that strangers share."""
    return website is not None and any(host in website for host in PLATFORMS)


def platform_page(world: World, name: str, suburb: str) -> str:
    """A made-up page on one of the hosts that many providers have a page on."""
    page = f"{slug(name)}-{slug(suburb)}-{world.rng.randint(100, 999)}"
    return world.rng.choice(
        (
            f"https://www.facebook.com/{page}",
            f"https://www.fresha.com/a/{page}",
            f"https://{page}.cliniko.com/bookings",
        )
    )


def personal_name(world: World, person: Person) -> str:
    """How a directory heads the entry of one practitioner."""
    title = {
        "osteopath": ("Dr {name} (Osteopath)", "{name} Osteopath"),
        "physiotherapist": ("{name} Physiotherapist",),
    }
    forms = (
        "{name}",
        "{name}",
        "{name} - {profession}",
        *title.get(person.profession, ("{name} {profession}",)),
    )
    return world.rng.choice(forms).format(name=person.name, profession=person.profession.title())


def seen_by(world: World, provider: Provider) -> list[str]:
    """The sources that have the provider: at least one of the directories, and its own site only when it has one."""
    own_site = provider.website is not None and not is_platform(provider.website)
    found = [
        source
        for source in SOURCES
        if world.rng.random() < PRESENCE[source] and (source != "sites" or own_site)
    ]
    if not {"bodyfinder", "localhealth"} & set(found):
        found.append("localhealth")
    if "localhealth" in found and world.rng.random() < SEEN_TWICE:
        found.append("localhealth")
    return found


def sight(world: World, provider: Provider, source: str, site: Site, *, keep: Iterable[str] = ()) -> Sighting:
    """What the source was told, all of it right and complete."""
    kept = set(keep)
    name = provider.name
    alone = len(provider.people) == 1 and provider.scenario not in ("chain", "centre")
    if source == "bodyfinder" and alone and world.rng.random() < LISTED_AS_PERSON:
        name = personal_name(world, provider.people[0])
        kept |= {"phones", "street"}
    services = SERVICES[provider.people[0].profession]
    recent = world.rng.randint(0, 60) if source != "localhealth" else world.rng.randint(0, 240)
    return Sighting(
        provider=provider.id,
        source=source,
        name=name,
        people=provider.people,
        site=site,
        phones=provider.phones,
        email=provider.email,
        website=provider.website,
        services=services[: world.rng.randint(1, len(services))],
        age_days=recent,
        keep=frozenset(kept),
    )


def sight_everywhere(world: World, provider: Provider, *, keep: Iterable[str] = ()) -> list[Sighting]:
    """The provider as each source that has it was told; a second site has its own entry in the directories."""
    kept = tuple(keep)
    sightings = []
    for source in seen_by(world, provider):
        for rank, site in enumerate(provider.sites):
            if rank and source == "sites" and world.rng.random() < 0.6:
                continue
            sightings.append(sight(world, provider, source, site, keep=kept))
    return [_former_page(world, provider, one) for one in sightings]


def _former_page(world: World, provider: Provider, sighting: Sighting) -> Sighting:
    """The old page of a provider that has got a site of its own since, in a source that has not noticed."""
    if provider.former_website and sighting.source == "localhealth":
        return replace(sighting, website=provider.former_website, age_days=world.rng.randint(200, 900))
    return sighting
