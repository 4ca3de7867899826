"""Providers as lists show them: what is stated of what was asked for, how far, today's hours, the price.

A results page is mostly cards, and most searches are for the same few things. So what a card shows of a
provider is drawn once for all who ask for the same, and kept; its number, its distance and the parts of its
score are not.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from flask import current_app
from markupsafe import Markup

from data.locality import distance_km
from indexer.model import Credential, Evidence, Location, Price, Provider, StatedTerm
from indexer.search import Reason, Results, Snippet, Understood
from search_web import hours, words
from search_web.caching import HALF_HOUR
from search_web.finder import KINDS, finder, with_narrower
from search_web.recent import Recent

EXACT: Collection[str | None] = ("address", "street")
"""Precisions of coordinates that allow metres; the others stand for the middle of a suburb or a postcode."""
DRAWN_MOST = 16 << 20
"""Bytes of all drawn cards that a process keeps: some 2,500."""
BESIDE = 1024
"""Bytes that a drawn card takes beside its text, about."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a card is held against."""

    ids: Mapping[str, frozenset[str]] = field(default_factory=lambda: dict.fromkeys(KINDS, frozenset()))
    """Ids asked for and their narrower ones, by search parameter."""
    each: tuple[frozenset[str], ...] = ()
    """Of each therapy asked for (else of each complaint) it and its narrower ones."""


@dataclass(frozen=True, slots=True)
class Match:
    """Something asked for that a provider states or mentions, and where."""

    said: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One provider in a list."""

    provider: Provider
    place: Location | None
    far: str
    """How far it is, as exactly as its place is known; empty when no place was asked for."""
    matches: tuple[Match, ...]
    services: tuple[StatedTerm, ...]
    """What else it states, beside what was asked for."""
    credentials: tuple[str, ...]
    today: str | None
    price: Price | None
    states_it: bool
    """Whether it states every therapy asked for (else every complaint), rather than having the words only."""

    @property
    def where(self) -> str:
        """Its suburb, or where it travels."""
        areas = self.provider.service_areas
        if self.place is None and areas:
            return words.cut(f"Travels to {words.listing(areas[:4])}", 120)
        town = " ".join(filter(None, (self.place.suburb, self.place.state))) if self.place else ""
        return words.cut(town, 120) or "Place not stated"


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a results page shows of a provider to everybody who asks for the same."""

    id: str
    name: str
    kind: str
    where: str
    place: Location | None
    states_it: bool
    sources: tuple[str, ...]
    quoted: bool
    """Whether it shows a line with the words of the search, because nothing asked for is stated."""
    body: Markup


@dataclass(frozen=True, slots=True)
class Shown:
    """A drawn card in the results of one search."""

    drawn: Drawn
    far: str
    reasons: tuple[Reason, ...]

    @property
    def at(self) -> tuple[float, float] | None:
        """Where it stands on a map: latitude and longitude, degrees; `None` when that is not known."""
        place = self.drawn.place
        if place is None or place.lat is None or place.lon is None:
            return None
        return (place.lat, place.lon) if abs(place.lat) <= 90 and abs(place.lon) <= 180 else None


def cards(results: Results, now: datetime) -> list[Card]:
    """The providers found, ready to show."""
    wanted = _wanted(results.understood)
    return [_card(hit.provider, hit.location, hit.distance_km, wanted, now) for hit in results.results]


def near(place: Location, providers: Iterable[Provider], now: datetime) -> list[Card]:
    """Some providers with their distance from a place, each by its nearest location that is known."""
    return [_card(one, *_nearest(place, one.locations), Wanted(), now) for one in providers]


def _nearest(place: Location, locations: Sequence[Location]) -> tuple[int | None, float | None]:
    if place.lat is None or place.lon is None:
        return None, None
    away = [
        (distance_km(place.lat, place.lon, one.lat, one.lon), number)
        for number, one in enumerate(locations)
        if one.lat is not None and one.lon is not None
    ]
    km, number = min(away, default=(None, None))
    return number, km


def shown(
    results: Results, now: datetime, draw: Callable[[Card, tuple[Snippet, ...]], Markup]
) -> list[Shown]:
    """The providers found as cards of a results page; `draw` draws those that are not kept."""
    kept: Recent[Drawn] = current_app.extensions["cards"]
    understood = results.understood
    # All that matches, snippets and today's hours depend on, beside the provider itself.
    same = (
        finder().coverage().generation,
        int(now.timestamp() // HALF_HOUR),
        *(understood.services, understood.conditions, understood.credentials, understood.features),
        understood.text,
    )
    wanted = _wanted(understood)
    made = []
    for hit in results.results:
        key = (hit.id, hit.location, same)
        drawn = kept.get(key)
        if drawn is None:
            card = _card(hit.provider, hit.location, hit.distance_km, wanted, now)
            snippet = () if card.matches else hit.snippet
            drawn = _drawn(card, draw(card, snippet), quoted=bool(snippet))
            kept.keep(key, drawn, 2 * len(drawn.body) + BESIDE)
        far = _far(drawn.kind, hit.location, hit.distance_km, drawn.place)
        made.append(Shown(drawn, far, hit.reasons))
    return made


def _drawn(card: Card, body: Markup, *, quoted: bool) -> Drawn:
    provider = card.provider
    return Drawn(
        id=provider.id,
        name=words.cut(provider.name, 120),
        kind=provider.kind,
        where=card.where,
        place=card.place,
        states_it=card.states_it,
        sources=tuple(dict.fromkeys(one.source for one in provider.sources)),
        quoted=quoted,
        body=body,
    )


def _wanted(understood: Understood) -> Wanted:
    # Complaints only rank where therapies are asked for as well; see indexer.engines.fitting.
    asked = ("service", understood.services) if understood.services else ("condition", understood.conditions)
    return Wanted(
        ids={
            "service": with_narrower("service", understood.services),
            "condition": with_narrower("condition", understood.conditions),
            "credential": with_narrower("credential", understood.credentials),
            "feature": with_narrower("feature", understood.features),
        },
        each=tuple(with_narrower(asked[0], (id_,)) for id_ in asked[1]),
    )


def _card(provider: Provider, location: int | None, km: float | None, wanted: Wanted, now: datetime) -> Card:
    place = next(iter(provider.locations[location or 0 :]), None)
    stated = [term for term in provider.services if term.status == "stated"]
    return Card(
        provider=provider,
        place=place,
        far=_far(provider.kind, location, km, place),
        matches=tuple(_matches(provider, wanted)),
        services=tuple(term for term in stated if term.id not in wanted.ids["service"]),
        credentials=tuple(
            dict.fromkeys(term.label for term in provider.credentials if term.status == "stated")
        ),
        today=hours.today(provider.hours.osm, place, now),
        price=hour_price(provider.prices, wanted.ids["service"]),
        states_it=_states(provider, wanted),
    )


def _states(provider: Provider, wanted: Wanted) -> bool:
    terms = (*provider.services, *provider.conditions)
    stated = {term.id for term in terms if term.status == "stated"}
    return all(stated & ids for ids in wanted.each)


def _far(kind: str, location: int | None, km: float | None, place: Location | None) -> str:
    if km is None:
        return ""
    if kind == "mobile" or location is None or place is None:
        return "comes to you"
    if place.precision in EXACT:
        return words.distance(km)
    return words.about(km, place.suburb)


def _matches(provider: Provider, wanted: Wanted) -> Iterable[Match]:
    groups: tuple[tuple[str, str, Iterable[StatedTerm | Credential]], ...] = (
        ("States", "service", provider.services),
        ("Mentions", "condition", provider.conditions),
        ("States", "credential", provider.credentials),
        ("States", "feature", provider.features),
    )
    for verb, parameter, terms in groups:
        for term in terms:
            if term.id in wanted.ids[parameter] and term.status == "stated":
                yield Match(f"{verb} {words.lower_first(term.label)}", term.evidence)


def hour_price(prices: Iterable[Price], wanted: Collection[str]) -> Price | None:
    """The price for a card: an adult's 60 minutes, of a service asked for if any; the lowest of those."""
    fitting = [price for price in prices if price.minutes == 60 and price.audience in {None, "standard"}]
    return min(fitting, key=lambda price: (price.service not in wanted, price.amount), default=None)
