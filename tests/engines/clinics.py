"""A few made-up clinics that the engines are asked about, and how to ask."""

from typing import Any

from indexer.engines.protocol import Answer, Document, Engine, Query
from indexer.model import Credential, Evidence, Hours, Location, Price, Provider, StatedTerm
from indexer.search import Place, Understood

ROSANNA = Place(label="Rosanna VIC 3084", lat=-37.741, lon=145.068, radius_km=10)
HOBART = Place(label="Hobart TAS 7000", lat=-42.88, lon=147.32, radius_km=10)


def proof(source: str, quote: str) -> tuple[Evidence, ...]:
    return (Evidence(quote=quote, url="https://x.example/", source=source, seen_at="2026-11-01T00:00:00Z"),)


def terms(*ids: str, source: str = "sites", status: Any = "stated") -> tuple[StatedTerm, ...]:
    return tuple(
        StatedTerm(id=one, label=one, status=status, evidence=proof(source, one.replace("-", " ")))
        for one in ids
    )


def made(key: str, name: str, **fields: Any) -> Provider:
    dates = {"first_seen": "2026-01-01T00:00:00Z", "last_seen": "2026-11-01T00:00:00Z"}
    given = {"kind": "clinic", "changed_at": "2026-01-01T00:00:00Z", **dates, **fields}
    return Provider(id=key, name=name, **given)


def at(suburb: str, lat: float, lon: float) -> tuple[Location, ...]:
    return (Location(suburb=suburb, state="VIC", country="AU", lat=lat, lon=lon, precision="suburb"),)


def hour(amount: float, service: str | None = None) -> tuple[Price, ...]:
    return (Price(label="60 min", service=service, minutes=60, amount=amount, currency="AUD"),)


NEAR, FAR, AWAY = (
    at("Rosanna", -37.741, 145.068),
    at("Heidelberg", -37.757, 145.06),
    at("Ballarat Central", -37.56, 143.86),
)
OWN = made(
    "p-own",
    "Backroom",
    locations=NEAR,
    services=terms("remedial-massage"),
    conditions=terms("sciatica"),
    hours=Hours(osm="Mo-Fr 09:00-17:00; Sa 09:00-13:00"),
    prices=hour(95, "remedial-massage"),
)
LISTED = made(
    "p-listed",
    "Frontroom",
    locations=NEAR,
    services=terms("remedial-massage", source="listed"),
    features=terms("hicaps", source="listed"),
    hours=Hours(osm="Mo-Fr 09:00-17:00"),
    prices=hour(70),
)
LOOSE = made("p-text", "Sideroom", locations=NEAR, services=terms("reflexology"))
DENIES = made(
    "p-not",
    "Norooms",
    locations=NEAR,
    services=(*terms("osteopathy"), *terms("remedial-massage", status="stated_not")),
)
PALMS = made(
    "p-far",
    "Quiet Palms Lomi Lomi",
    locations=FAR,
    services=terms("remedial-massage", "lomi-lomi"),
    credentials=(Credential(id="first-aid", label="First aid", evidence=proof("sites", "first aid")),),
)
GOLDFIELDS = made("p-away", "Goldfields Hands", locations=AWAY, services=terms("remedial-massage", "shiatsu"))
WHEELS = made(
    "p-mobile",
    "Wheels & Hands",
    kind="mobile",
    service_areas=("Rosanna", "Viewbank", "Eltham VIC"),
    services=terms("mobile-massage"),
)
DOCUMENTS = (
    Document(OWN),
    Document(LISTED),
    Document(LOOSE, "we also know remedial massage"),
    Document(DENIES, "no remedial massage here"),
    Document(PALMS),
    Document(GOLDFIELDS),
    Document(WHEELS),
)


ROOM = terms("massage")
SCATTERED = Document(made("p-apart", "Apart", services=ROOM), "remedial exercise, and then a massage")
ROW = Document(made("p-row", "Row", services=ROOM), "We know Remedial-Massages well")
NAMED = Document(made("p-named", "Massage, Remedial and Calm", services=ROOM))
LEARNED = Document(
    made(
        "p-learned",
        "Learned",
        services=ROOM,
        credentials=(
            Credential(id="d", label="Diploma of Remedial Massage", evidence=proof("sites", "my diploma")),
        ),
    )
)
VISITS = Document(made("p-visits", "Visits", services=ROOM, features=terms("home-visits")))


ROOMS = (SCATTERED, ROW, NAMED, LEARNED, VISITS, Document(OWN), Document(WHEELS))


def ask(engine: Engine, understood: dict[str, Any] | None = None, **options: Any) -> Answer:
    return engine.search(Query(understood=Understood(**(understood or {})), **options))


def ids(answer: Answer) -> list[str]:
    return [found.id for found in answer.found]
