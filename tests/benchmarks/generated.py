"""Made-up providers in any number, the same for the same seed: made of our vocabularies and localities."""

import math
import random
from collections.abc import Iterator, Sequence

from data.locality import Locality, gazetteer
from data.term import Kind, Vocabulary, vocabulary
from indexer.engines.protocol import Document
from indexer.model import Credential, Evidence, Hours, Location, Price, Provider, SourceRef, StatedTerm

SEEN = "2026-11-20T03:04:05Z"
MIDDLE = (-37.814, 144.963)
"""Round which providers crowd, as they do round a city: Melbourne."""
CROWDED_KM = 30.0
HOURS = ("Mo-Fr 09:00-17:00", "Mo-Sa 08:00-19:00", "Tu-Sa 10:00-18:00", "Mo-Su 09:00-21:00", None)
NAMES = (
    "Quiet Still Northern River Willow Granite Harbour Copper Lantern Meadow Fern Summit Loft Orchard".split()
)
TRADES = "Osteopathy Massage Myotherapy Bodywork Clinic Rooms Therapy Studio".split()
CHATTER = (
    "we listen first and work at your pace in a calm room with warm towels unhurried sessions for every body "
    "gentle firm steady hands after work before training parking at the door upstairs near the station tram "
    "family local experienced friendly practical advice stretching strength balance rest sleep desk garden"
).split()


def documents(count: int, seed: int = 7) -> Iterator[Document]:
    """`count` providers, half of them within reach of one city."""
    chance = random.Random(seed)
    places = list(gazetteer().localities)
    for number, place in enumerate(chance.choices(places, crowding(places), k=count)):
        provider = _provider(chance, number, place)
        yield Document(provider, " ".join(chance.choices(CHATTER, k=chance.randrange(60, 400))))


def crowding(places: Sequence[Locality]) -> list[float]:
    """How likely each place is."""
    return [1 / (1 + (_km(place) / CROWDED_KM) ** 2) for place in places]


def _km(place: Locality) -> float:
    return 111 * math.hypot(place.lat - MIDDLE[0], 0.8 * (place.lon - MIDDLE[1]))


def _provider(chance: random.Random, number: int, place: Locality) -> Provider:
    url = f"https://clinic-{number}.example/"
    services = _terms(chance, "therapies", 2, 8, url)
    where = Location(
        street=f"{chance.randrange(1, 400)} Invented Street",
        suburb=place.name,
        state=place.state,
        postcode=place.postcode,
        country="AU",
        lat=round(place.lat + chance.uniform(-0.01, 0.01), 5),
        lon=round(place.lon + chance.uniform(-0.01, 0.01), 5),
        precision="address",
    )
    return Provider(
        id=f"p-{number:08}",
        name=f"{chance.choice(NAMES)} {chance.choice(NAMES)} {chance.choice(TRADES)} {place.name}",
        kind="clinic",
        locations=(where,),
        phones=(f"+6137010{number % 10_000:04}",),
        website=url,
        services=services,
        conditions=_terms(chance, "conditions", 0, 12, url),
        credentials=tuple(
            Credential.model_validate(one.model_dump()) for one in _terms(chance, "credentials", 0, 3, url)
        ),
        features=_terms(chance, "features", 0, 6, url),
        hours=Hours(osm=chance.choice(HOURS)),
        prices=(
            Price(
                label="60 min",
                service=services[0].id,
                minutes=60,
                amount=chance.randrange(60, 180),
                currency="AUD",
            ),
        ),
        sources=(SourceRef(source="sites", source_id=str(number), url=url, first_seen=SEEN, last_seen=SEEN),),
        first_seen=SEEN,
        last_seen=SEEN,
        changed_at=SEEN,
    )


def _terms(chance: random.Random, kind: Kind, least: int, most: int, url: str) -> tuple[StatedTerm, ...]:
    """Some terms, those early in the vocabulary oftener: it begins with the common ones."""
    terms: Vocabulary = vocabulary(kind)
    known = list(terms)
    drawn = (known[int(len(known) * chance.random() ** 2)] for _ in range(chance.randint(least, most)))
    picked = {term.id: term for term in drawn}
    return tuple(
        StatedTerm(
            id=term.id,
            label=term.label,
            evidence=(
                Evidence(quote=f"We offer {term.label.lower()} here.", url=url, source="sites", seen_at=SEEN),
            ),
        )
        for _, term in sorted(picked.items())
    )
