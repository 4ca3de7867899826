"""Finding out which of many listings are one provider's: how the time grows, and what a few more cost.

The peers are our own: ten times the time for a tenth of the listings (a linear resolver has ratio 1), and the
whole time beside that for one listing in a hundred that is new. CPU time, since resolving never waits.
"""

import math
import random
import resource
import statistics
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from crawler.records import Listing
from data.locality import Locality, gazetteer
from indexer.identity.listings import LISTINGS
from indexer.identity.record import Record, record_of
from indexer.identity.resolver import Resolver
from tests.benchmarks.harness import Row

MANY, FEW, NEW_SHARE = 100_000, 10_000, 0.01
RUNS = 3
SOURCES = ("osm", "listed", "pages", "sites")
_FIRST = datetime(2026, 1, 1, tzinfo=UTC)
_SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu".split()
_TRADES = ("Osteopathy", "Remedial Massage", "Myotherapy", "Massage Therapy", "Thai Massage", "Bodywork")
_STREETS = ("High Street", "Station Road", "Invented Avenue", "Mill Lane", "Imagined Parade", "Church Street")


def rows() -> list[Row]:
    """How time grows from few to many listings, and what new ones cost beside all of them."""
    made = list(listings(MANY))
    grown = [(_resolve(made[:FEW]), _resolve(made)) for _ in range(RUNS)]
    ratios = [many / (few * MANY / FEW) for few, many in grown]
    many = statistics.median(many for _, many in grown)
    exponent = math.log(many / statistics.median(few for few, _ in grown), MANY / FEW)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    adding, whole = zip(*(_add(made) for _ in range(RUNS)), strict=True)
    shares = [ours / peer for ours, peer in zip(adding, whole, strict=True)]
    return [
        Row(
            f"resolve {MANY:,} listings",
            many,
            statistics.median(few for few, _ in grown) * MANY / FEW,
            statistics.median(ratios),
            (min(ratios), max(ratios)),
            RUNS,
            f"CPU; exponent {exponent:.2f}, process peak {peak:.0f} MB; peer: a tenth of them, ten times",
        ),
        Row(
            f"resolve 1% new among {MANY:,}",
            statistics.median(adding),
            statistics.median(whole),
            statistics.median(shares),
            (min(shares), max(shares)),
            RUNS,
            "CPU; the same clusters as all at once; peer: all at once",
        ),
    ]


def _resolve(made: list[Listing]) -> float:
    started = time.process_time()
    Resolver(LISTINGS).update(map(record_of, made))
    return time.process_time() - started


def _add(made: list[Listing]) -> tuple[float, float]:
    """Seconds for the new ones, and for all at once; both must find the same clusters."""
    new = random.Random(5).sample(range(len(made)), int(len(made) * NEW_SHARE))
    fresh = set(new)
    grown: Resolver[Record] = Resolver(LISTINGS)
    grown.update(record_of(one) for number, one in enumerate(made) if number not in fresh)
    started = time.process_time()
    grown.update(record_of(made[number]) for number in new)
    adding = time.process_time() - started
    whole: Resolver[Record] = Resolver(LISTINGS)
    started = time.process_time()
    whole.update(map(record_of, made))
    at_once = time.process_time() - started
    if _keys(grown) != _keys(whole):
        raise AssertionError("adding listings gave other clusters than resolving all at once")
    return adding, at_once


def _keys(resolver: Resolver[Record]) -> set[tuple[str, ...]]:
    return {tuple(record.key for record in cluster) for cluster in resolver.clusters()}


def listings(count: int, seed: int = 7) -> Iterator[Listing]:
    """Listings of made-up providers, one to four of each, spelled differently."""
    chance = random.Random(seed)
    towns = [one for one in gazetteer() if one.state in {"VIC", "NSW", "QLD"}]
    number = provider = 0
    while number < count:
        provider += 1
        for one in _provider(provider, chance.choice(towns), chance):
            if number < count:
                yield one
                number += 1


def _provider(number: int, town: Locality, chance: random.Random) -> Iterator[Listing]:
    word = "".join(chance.choices(_SYLLABLES, k=3)).capitalize()
    trade, street = chance.choice(_TRADES), f"{chance.randint(1, 300)} {chance.choice(_STREETS)}"
    phone = f"0{chance.choice('23478')}{chance.randint(10**7, 10**8 - 1)}"
    for source in chance.sample(SOURCES, chance.choice((1, 2, 2, 3, 4))):
        name = chance.choice(
            (f"{word} {trade}", f"{word} {trade} Clinic", f"The {word}", f"{word} {town.name}")
        )
        fields = {
            "name": name,
            "phones": [phone] if chance.random() < 0.8 else [],
            "website": f"https://{word.lower()}{number}.example/" if chance.random() < 0.6 else None,
            "street": street if chance.random() < 0.7 else None,
            "suburb": town.name if source != "osm" or chance.random() < 0.5 else None,
            "postcode": town.postcode,
            "state": town.state,
            "lat": town.lat + chance.uniform(-0.01, 0.01) if source == "osm" else None,
            "lon": town.lon + chance.uniform(-0.01, 0.01) if source == "osm" else None,
        }
        yield Listing(
            source=source,
            source_id=f"{number}",
            url=f"https://{source}.example/{number}",
            fields=fields,
            first_seen=_FIRST + timedelta(minutes=number),
        )
