"""Made-up providers of every sort, and made-up questions about them; the same for the same seed."""

import random
from collections.abc import Iterator
from typing import Any

from data.locality import gazetteer
from data.term import Kind, vocabulary
from indexer.engines.protocol import Document, Query
from indexer.engines.terms import VOCABULARY_OF, words_of
from indexer.model import Credential, Evidence, Hours, Location, Price, Provider, StatedTerm
from indexer.search import Open, Place, Understood

NAMES = "Quiet Still River Willow Harbour Copper Massage Osteopathy Rosanna Hands Rooms Palms O'Hare".split()
CHATTER = (
    "calm room warm towels hands rest walking walks walked garden sleeping deep tissue back remedial".split()
)
SUBURBS = ("Rosanna", "Heidelberg", "Viewbank", "Eltham", "Ivanhoe", "Carlton", "Ballarat Central", "Hobart")
HOURS = (
    None,
    "Mo-Fr 09:00-17:00",
    "Mo-Sa 08:30-19:10",
    "Sa,Su 10:00-16:00",
    "Fr 20:00-02:00",
    '"by appointment"',
    "off",
)
FEW = 14
"""Terms of each vocabulary that are used: few enough that questions find something."""


def documents(count: int, seed: int) -> Iterator[Document]:
    """`count` documents; ids do not follow places."""
    chance = random.Random(seed)
    for number in chance.sample(range(count), count):
        yield document(chance, f"p-{number:05}")


def document(chance: random.Random, key: str) -> Document:
    """One document with everything a document may have, or lack."""
    prices = tuple(
        Price(
            label="Session",
            service=chance.choice([None, *_few(chance, "services")]),
            minutes=chance.choice([60, 60, 30, None]),
            amount=chance.choice([70, 80, 95.5, 100, 119, 150, 180]),
            currency="AUD",
            audience=chance.choice([None, "standard", "concession"]),
        )
        for _ in range(chance.randrange(3))
    )
    provider = Provider(
        id=key,
        name=" ".join(chance.sample(NAMES, chance.randrange(1, 4))),
        other_names=tuple(chance.sample(NAMES, chance.randrange(2))),
        kind="clinic",
        locations=tuple(_location(chance) for _ in range(chance.choice([0, 1, 1, 1, 2, 3]))),
        service_areas=tuple(chance.sample(SUBURBS[:5], chance.choice([0, 0, 0, 2]))),
        services=_terms(chance, "services"),
        conditions=_terms(chance, "conditions"),
        credentials=tuple(
            Credential.model_validate(one.model_dump()) for one in _terms(chance, "credentials")
        ),
        features=_terms(chance, "features"),
        hours=Hours(osm=chance.choice(HOURS)),
        prices=prices,
        status=chance.choice(["active"] * 9 + ["gone"]),
        first_seen="2026-01-01T00:00:00Z",
        last_seen=f"2026-{chance.randrange(1, 12):02}-{chance.randrange(1, 29):02}T03:04:05Z",
        changed_at="2026-01-01T00:00:00Z",
    )
    words = [chance.choice(CHATTER) for _ in range(chance.randrange(40))]
    if chance.random() < 0.3:
        words.append(words_of("services", chance.choice(_few(chance, "services"))))
    return Document(provider, " ".join(words))


def _few(chance: random.Random, kind: str) -> list[str]:
    name: Kind = VOCABULARY_OF[kind]
    known = [term.id for term in vocabulary(name)][:FEW]
    known += [one for one in ("mobile-massage", "home-visits", "massage") if one in vocabulary(name)]
    return chance.sample(known, 4)


def _terms(chance: random.Random, kind: str) -> tuple[StatedTerm, ...]:
    return tuple(
        StatedTerm(
            id=one,
            label=one.replace("-", " "),
            status=chance.choice(["stated"] * 5 + ["stated_not"]),
            evidence=(
                Evidence(
                    quote=chance.choice(CHATTER),
                    url="https://x.example/",
                    source=chance.choice(["sites", "listed"]),
                    seen_at="2026-11-01T00:00:00Z",
                ),
            ),
        )
        for one in _few(chance, kind)[: chance.randrange(4)]
    )


def _location(chance: random.Random) -> Location:
    place = gazetteer().by_name(chance.choice(SUBURBS))[0]
    known = chance.random() < 0.9
    return Location(
        suburb=place.name if chance.random() < 0.9 else None,
        state=place.state,
        country="AU",
        lat=round(place.lat + chance.uniform(-0.02, 0.02), 5) if known else None,
        lon=round(place.lon + chance.uniform(-0.02, 0.02), 5) if known else None,
    )


def queries(count: int, seed: int) -> Iterator[Query]:
    """`count` questions, most of them of several parts."""
    chance = random.Random(seed)
    return (query(chance) for _ in range(count))


def query(chance: random.Random) -> Query:
    """A question of some random parts."""
    parts: dict[str, Any] = {}
    if chance.random() < 0.7:
        parts["place"] = _place(chance)
    if chance.random() < 0.5:
        parts["services"] = tuple(_few(chance, "services")[: chance.choice([1, 1, 2])])
    for kind in ("conditions", "credentials", "features"):
        if chance.random() < 0.2:
            parts[kind] = tuple(_few(chance, kind)[:1])
    if chance.random() < 0.5:
        parts["text"] = " ".join(chance.sample([*CHATTER, *NAMES, "nowhere"], chance.randrange(1, 4)))
    if chance.random() < 0.1:
        parts["phrases"] = (" ".join(chance.sample(CHATTER, 2)),)
    if chance.random() < 0.1:
        parts["without_text"] = chance.choice(CHATTER)
    if chance.random() < 0.1:
        parts["without_services"] = tuple(_few(chance, "services")[:1])
    if chance.random() < 0.2:
        parts["open"] = _open(chance)
    if chance.random() < 0.2:
        parts["max_price"] = chance.choice([75.0, 95.5, 120.0])
    understood = Understood(**parts)
    return Query(
        understood,
        filters=_filters(chance),
        name_words=tuple(word.lower() for word in chance.sample(NAMES, chance.randrange(4))),
        sort=chance.choice(["best", "best", "best", "distance", "price", "name"]),
        page=chance.choice([1, 1, 2]),
        per_page=chance.choice([5, 20]),
    )


def _filters(chance: random.Random) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for kind in VOCABULARY_OF:
        if chance.random() < 0.1:
            found[kind] = tuple(_few(chance, kind)[:1])
    if chance.random() < 0.15:
        found["suburbs"] = tuple(f"{one} VIC" for one in chance.sample(SUBURBS[:6], chance.randrange(1, 3)))
    if chance.random() < 0.15:
        found["open_days"] = tuple(chance.sample(("Mo", "Fr", "Sa"), chance.randrange(1, 3)))
    if chance.random() < 0.15:
        found["price_bands"] = tuple(chance.sample(("0-80", "80-100", "150-"), chance.randrange(1, 3)))
    return found


def _place(chance: random.Random) -> Place:
    place = gazetteer().by_name(chance.choice(SUBURBS))[0]
    radius = chance.choice([2.0, 5.0, 10.0, 10.0, 150.0])
    return Place(label=str(place), lat=place.lat, lon=place.lon, radius_km=radius)


def _open(chance: random.Random) -> Open:
    clock = chance.choice([None, "09:00", "18:45", "01:30"])
    end = clock if clock and chance.random() < 0.5 else None
    return Open.model_validate({"day": chance.choice([None, "Mo", "Sa"]), "from": clock, "to": end})
