"""What an index keeps of a document: the facts that queries filter, sort and count by, and its texts.

An `Entry` is small and plain, so that it passes cheaply from the process that makes documents to the one that
writes the index.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from data.locality import Gazetteer, gazetteer
from indexer.engines.analysis import tokens
from indexer.engines.protocol import Document
from indexer.engines.weeks import Interval, week_of
from indexer.matcher import fold
from indexer.model import Credential, Location, Provider, StatedTerm

OWN_SITE = "sites"
HOUR_PRICE_MINUTES = 60
LISTED, SITE = 1, 2
"""Best evidence of a stated term: someone's listing, or the provider's own site."""

Point = tuple[float, float, int | None]
"""Latitude, longitude and index of the location; no index for the middle of a service area."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is kept of one document."""

    id: str
    name: str
    tokens: Mapping[str, Sequence[str]]
    """Stems by field of words: `name`, `suburb`, `text`."""
    terms: Mapping[str, Mapping[str, int]]
    """Kind (`services`...) -> stated id -> `LISTED` or `SITE`."""
    denied: Mapping[str, Sequence[str]]
    """Kind -> ids stated not to be offered."""
    points: Sequence[Point]
    suburbs: Sequence[str | None]
    """Label of each location's suburb."""
    week: Sequence[Interval] | None
    """Open intervals; `None` when no hours are stated."""
    hour_prices: Sequence[tuple[str | None, float]]
    """Therapy id and amount of each standard price for 60 minutes."""
    completeness: float
    """0 to 1."""
    last_seen: str
    gone: bool
    """Closed for good: kept for exports and its own page, never found."""
    provider: bytes
    """The provider as exported, JSON."""
    words: str
    """The document's own text."""


def entry_of(document: Document) -> Entry:
    """The entry of a document."""
    provider = document.provider
    kinds: Mapping[str, Iterable[StatedTerm | Credential]] = {
        "services": provider.services,
        "conditions": provider.conditions,
        "credentials": provider.credentials,
        "features": provider.features,
    }
    suburbs = [_suburb(place) for place in provider.locations]
    return Entry(
        id=provider.id,
        name=provider.name,
        tokens={
            "name": _tokens((provider.name, *provider.other_names)),
            "suburb": _tokens(dict.fromkeys(suburb for suburb in suburbs if suburb)),
            "text": _tokens((*words_in(provider), document.text)),
        },
        terms={kind: _levels(terms) for kind, terms in kinds.items()},
        denied={
            kind: [one.id for one in terms if one.status == "stated_not"] for kind, terms in kinds.items()
        },
        points=[*_points(provider.locations), *_area_points(provider)],
        suburbs=suburbs,
        week=week_of(provider.hours.osm),
        hour_prices=[
            (price.service, price.amount)
            for price in provider.prices
            if price.minutes == HOUR_PRICE_MINUTES and price.audience in {None, "standard"}
        ],
        completeness=_completeness(provider),
        last_seen=provider.last_seen,
        gone=provider.status == "gone",
        provider=provider.model_dump_json().encode(),
        words=document.text,
    )


def _tokens(texts: Iterable[str]) -> list[str]:
    return tokens(fold(" ".join(texts)))


def words_in(provider: Provider) -> Iterator[str]:
    """What may be searched for as loose words: labels, quotes, people, places.

    Not the labels of credentials: "Diploma of Remedial Massage" is no word of theirs about what they offer.
    """
    for term in (*provider.services, *provider.conditions, *provider.features):
        if term.status == "stated":
            yield term.label
            yield from (one.quote for one in term.evidence)
    for credential in provider.credentials:
        if credential.status == "stated":
            yield from (one.quote for one in credential.evidence)
    for person in provider.practitioners:
        yield from filter(None, (person.name, person.role, *map(speaks, person.languages)))
    yield from (price.label for price in provider.prices)
    yield from map(dialled, provider.phones)
    yield from provider.service_areas


def speaks(language: str) -> str:
    """The words by which who speaks a language is found: its name alone is also a massage's or a dish's."""
    return f"speaks {language}"


def dialled(phone: str) -> str:
    """The digits of a phone number as dialled in Australia, else with the country code: one word."""
    return f"0{phone[3:]}" if phone.startswith("+61") else phone.removeprefix("+")


def _levels(terms: Iterable[StatedTerm | Credential]) -> dict[str, int]:
    best: dict[str, int] = {}
    for term in terms:
        if term.status == "stated":
            own = any(one.source == OWN_SITE for one in term.evidence)
            best[term.id] = max(SITE if own else LISTED, best.get(term.id, LISTED))
    return best


def _points(locations: Sequence[Location]) -> Iterator[Point]:
    for index, place in enumerate(locations):
        if place.lat is not None and place.lon is not None:
            yield place.lat, place.lon, index


def _area_points(provider: Provider) -> Iterator[Point]:
    """The middles of the suburbs it travels to, those of one name taken in the state most of them lie in."""
    if not provider.service_areas:
        return
    places: Gazetteer = gazetteer()
    areas = [places.resolve(area) for area in provider.service_areas]
    known = [place.state for place in provider.locations if place.state]
    states = known or [place.state for found in areas for place in {one.state: one for one in found}.values()]
    home = max(sorted(set(states)), key=states.count, default=None)
    for found in areas:
        if place := next((one for one in found if one.state == home), None):
            yield place.lat, place.lon, None


def _suburb(place: Location) -> str | None:
    return " ".join(part for part in (place.suburb, place.state) if part) if place.suburb else None


def _completeness(provider: Provider) -> float:
    known = (
        provider.phones,
        provider.website,
        any(place.street for place in provider.locations) or provider.service_areas,
        provider.hours.osm,
        provider.prices,
        provider.practitioners,
        provider.credentials,
    )
    return round(sum(bool(value) for value in known) / len(known), 3)
