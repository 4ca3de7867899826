"""The provider page: what is known, what is stated not to be offered, and what no page says."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from indexer.model import Credential, Evidence, Location, Price, Provider, StatedTerm
from search_web import hours
from search_web.cards import EXACT
from search_web.words import ROLES_OF_PRICE, listing

AHPRA_REGISTER = "https://www.ahpra.gov.au/Registration/Registers-of-Practitioners.aspx"
MAP = "https://www.openstreetmap.org/?mlat={lat}&mlon={lon}#map=17/{lat}/{lon}"
MASSAGE_IDS = frozenset({"myotherapy", "shiatsu", "cupping", "trigger-point-therapy", "lymphatic-drainage"})
"""Therapies without `massage` in their id that also have no register."""

ALSO: Mapping[str, str] = {
    "website": "another web site",
    "phone": "another number",
    "hours": "other hours",
    "location": "another address",
}
"""What a value is that is listed beside the one shown, by its field."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing a page says, and where it says it."""

    label: str
    evidence: tuple[Evidence, ...]
    detail: str = ""
    link: str | None = None
    link_text: str = ""
    explains: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """A provider's facts in the order a reader looks for them."""

    services: list[Fact]
    credentials: list[Fact]
    conditions: list[Fact]
    features: list[Fact]
    not_offered: list[Fact]
    people: list[Fact]
    prices: list[Price]
    week: tuple[hours.Day, ...]
    hours_notes: str
    """What the hours say beside times, such as `By appointment`."""
    also_listed: list[Fact]
    """What sources say otherwise, with who says it: other addresses, hours, sites, unusable numbers."""
    website_is_dead: bool
    """Whether the web site shown no longer answers."""
    unknown: list[str]
    osteopathy: bool
    """Whether to point to the register of osteopaths: osteopathy is stated, in Australia."""
    massage: bool
    """Whether to say that massage has no register: massage is stated, in Australia."""
    spot: str | None
    """Its place on the map, where the door is known."""


def profile(
    provider: Provider, explains: Mapping[str, str], courses: Collection[str], now: datetime
) -> Profile:
    """Everything the provider page shows beyond the provider's plain fields.

    `explains` says what a credential is, by id; `courses` are the ids of those whose number names a course.
    """
    place = next(iter(provider.locations), None)
    australian = place is None or place.country == "AU"
    ids = {term.id for term in provider.services if term.status == "stated"}
    return Profile(
        services=_terms(provider.services, "stated"),
        credentials=_credentials(provider.credentials, explains, courses),
        conditions=_terms(provider.conditions, "stated"),
        features=_terms(provider.features, "stated"),
        not_offered=_terms((*provider.services, *provider.credentials, *provider.features), "stated_not"),
        people=[
            Fact(
                person.name,
                person.evidence,
                ", ".join(
                    filter(None, (person.role, _languages(person.languages), _held_by(provider, person.name)))
                ),
            )
            for person in provider.practitioners
        ],
        prices=sorted(
            provider.prices, key=lambda price: (price.service or "~", price.minutes or 0, price.amount)
        ),
        week=hours.week(provider.hours.osm, place, now),
        hours_notes=hours.notes(provider.hours.osm),
        also_listed=[
            Fact(value.value, value.evidence, value.note or ALSO[field])
            for field, values in provider.also_listed.items()
            for value in values
        ],
        website_is_dead=any(
            value.note and value.value == provider.website
            for value in provider.also_listed.get("website", ())
        ),
        unknown=_unknown(provider),
        osteopathy=australian and any("osteopath" in id_ for id_ in ids),
        spot=next((url for one in provider.locations if (url := _spot(one))), None),
        massage=australian and any("massage" in id_ or id_ in MASSAGE_IDS for id_ in ids),
    )


def _terms(terms: Iterable[StatedTerm | Credential], status: str) -> list[Fact]:
    return [Fact(term.label, term.evidence) for term in terms if term.status == status]


def _credentials(
    credentials: Iterable[Credential], explains: Mapping[str, str], courses: Collection[str]
) -> list[Fact]:
    """One fact a kind of credential, with everybody who holds it."""
    kinds: dict[str, list[Credential]] = {}
    for held in credentials:
        if held.status == "stated":
            kinds.setdefault(held.id, []).append(held)
    return [
        Fact(
            label=held[0].label,
            evidence=tuple(dict.fromkeys(piece for one in held for piece in one.evidence)),
            detail=_holders(held, "course code" if id_ in courses else "number"),
            link=held[0].verify_url,
            link_text="Check it with the issuer",
            explains=explains.get(id_, ""),
        )
        for id_, held in kinds.items()
    ]


def _holders(held: Iterable[Credential], called: str) -> str:
    """Who holds a credential, each once, with their numbers; `called` is what such a number is."""
    people: dict[str, dict[str, None]] = {}
    for one in held:
        numbers = people.setdefault(one.holder or "", {})
        if one.number:
            unusual = " (not the usual form)" if one.number_format_valid is False else ""
            numbers[f"{called} {one.number}{unusual}"] = None
    of_somebody = {number for holder, numbers in people.items() if holder for number in numbers}
    nobodys = [number for number in people.pop("", {}) if number not in of_somebody]
    return "; ".join([", ".join((holder, *numbers)) for holder, numbers in people.items()] + nobodys)


def _languages(spoken: Sequence[str]) -> str:
    return f"speaks {', '.join(spoken)}" if spoken else ""


def _spot(place: Location) -> str | None:
    if place.lat is None or place.lon is None or place.precision not in EXACT:
        return None
    return MAP.format(lat=f"{place.lat:.5f}", lon=f"{place.lon:.5f}")


def _held_by(provider: Provider, name: str) -> str:
    """What a person is stated to hold, in a few words."""
    held = [one.label for one in provider.credentials if one.holder == name and one.status == "stated"]
    return f"holds {listing(list(dict.fromkeys(held)))}" if held else ""


def _unknown(provider: Provider) -> list[str]:
    known: Mapping[str, object] = {
        "a phone number": provider.phones,
        "an address": any(place.street for place in provider.locations) or provider.service_areas,
        "therapies": provider.services,
        "qualifications or memberships": provider.credentials,
        "opening hours": provider.hours.osm or provider.hours.note,
        "prices": provider.prices,
        "who works there": provider.practitioners,
    }
    return [name for name, value in known.items() if not value]


def price_detail(price: Price) -> str:
    """How long, for whom, which visit; minutes only where the label does not say them."""
    minutes = f"{price.minutes} min" if price.minutes and str(price.minutes) not in price.label else ""
    parts = (minutes, ROLES_OF_PRICE.get(price.visit or ""), ROLES_OF_PRICE.get(price.audience or ""))
    return ", ".join(filter(None, parts))


def address(place: Location) -> str:
    """A location on one line."""
    town = " ".join(filter(None, (place.suburb, place.state, place.postcode)))
    country = "" if place.country == "AU" else place.country
    return ", ".join(filter(None, (place.street, town, country)))
