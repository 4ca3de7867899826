"""Made-up listings from four sources, with the truth about which of them are the same provider.

What counts as one provider (a clinic, a practice, or a mobile therapist that people can book):

- one practice, whatever its listings call it: a trade name, a former trade name, a short form, a slip, or, when one
  person is the practice, that person's own name;
- a practice that moved, before and after; one that works in two suburbs is one provider with two locations;
- a practice that was taken over: its old listings now stand for the one that carries it on.

What counts as different providers:

- two people in business for themselves, though they share a room, an address, a phone or a surname;
- the tenants of a centre behind one reception phone, and the centre itself;
- branches of a chain: one name, host and 1300 number, but each its own door, staff and landline;
- a therapist in business for herself (own mobile, own listing) and each clinic she works in, and those clinics;
- a practice that closed and the stranger who opened in its rooms;
- practices that have the same common name in two towns, and people of the same name in two states;
- clients of a call centre, whose number a directory shows instead of their own.

A listing of one employed member of a clinic under that person's name is not made: whether it is the clinic's is a
question of taste. Each listing keeps at least two of phone, website, street and e-mail where its provider has them.
Phones are from the ranges kept for fiction, own hosts end in .example, and pages on platforms are invented.
"""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from tests.indexer.identity.made_listings.noise import write_down
from tests.indexer.identity.made_listings.scenarios import LARGEST_GROUP, SCENARIOS, Group, alone
from tests.indexer.identity.made_listings.sightings import Sighting
from tests.indexer.identity.made_listings.world import LocalityRow, Provider, World

PROVIDERS_PER_LISTING = 0.4
"""1,200 providers in 3,000 listings; the sources together have slightly more listings than that asks for."""


@dataclass(frozen=True, slots=True)
class Made:
    """The listings in a shuffled order, and the truth about them."""

    listings: list[dict[str, Any]]
    gold: dict[str, str]
    """Listing key (`source/source_id`) -> id of its true provider."""
    providers: dict[str, Provider]
    """The truth about each provider, by its id."""


def make_listings(localities: Iterable[LocalityRow], n: int = 3000, seed: int = 1) -> Made:
    """At least `n` listings of two fifths as many providers. The same arguments give the same listings.

    A very small `n` may take a provider or two more.

    `localities` are (suburb, state, postcode, latitude, longitude). ValueError when the phone numbers kept for
    fiction are used up, which happens well above 100,000 listings.
    """
    rng = random.Random(seed)
    wanted = round(n * PROVIDERS_PER_LISTING)
    world = World(localities, wanted, rng)
    listings: list[dict[str, Any]] = []
    gold: dict[str, str] = {}
    providers: dict[str, Provider] = {}
    for provider, sightings in _groups(world, wanted):
        if len(providers) >= wanted and len(listings) >= n:
            break
        providers[provider.id] = provider
        for sighting in sightings:
            listing = write_down(world, sighting, len(listings) + 1)
            listings.append(listing)
            gold[key(listing)] = provider.id
    rng.shuffle(listings)
    return Made(listings, gold, providers)


def key(listing: dict[str, Any]) -> str:
    """The listing's name across sources."""
    return f"{listing['source']}/{listing['source_id']}"


def _groups(world: World, wanted: int) -> Iterator[tuple[Provider, list[Sighting]]]:
    """Scenarios by their weights up to exactly as many providers as wanted; after that sole practices, without end."""
    names, weights = list(SCENARIOS), list(SCENARIOS.values())
    made = 0
    while True:
        scenario = world.rng.choices(names, weights=weights)[0] if wanted - made >= LARGEST_GROUP else alone
        group: Group = scenario(world)
        made += len(group)
        yield from group
