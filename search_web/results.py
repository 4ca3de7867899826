"""The results page: cards, paging and next steps, made from a search and its answer."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from indexer.model import Credential, Evidence, Location, Price, Provider, StatedTerm
from indexer.search import Hit, Results, SearchRequest
from search_web import hours, words
from search_web.finder import with_narrower
from search_web.links import search_url
from search_web.understanding import RADII, Step
from search_web.understanding import parts as understood_parts

PAGES_AROUND = 2
WIDER_STEPS = 2
FEWER_STEPS = 5
"""Next steps of each kind that are offered where nothing was found."""
EXACT: Collection[str | None] = ("address", "street")
"""Precisions of coordinates that allow metres; the others stand for the middle of a suburb or a postcode."""


@dataclass(frozen=True, slots=True)
class Match:
    """Something asked for that a provider states or mentions, and where."""

    said: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One provider on the results page."""

    hit: Hit
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
    def provider(self) -> Provider:
        """The provider itself."""
        return self.hit.provider

    @property
    def at(self) -> tuple[float, float] | None:
        """Where it stands on a map: latitude and longitude, degrees; `None` when that is not known."""
        place = self.place
        if place is None or place.lat is None or place.lon is None:
            return None
        return (place.lat, place.lon) if abs(place.lat) <= 90 and abs(place.lon) <= 180 else None


@dataclass(frozen=True, slots=True)
class Turn:
    """A link to a page of results; `None` as its number stands for a gap."""

    number: int | None
    url: str = ""
    here: bool = False


Wanted = Mapping[str, frozenset[str]]
"""Ids asked for and their narrower ones, by search parameter."""


@dataclass(frozen=True, slots=True)
class Part:
    """Cards under one heading; the first part has none. `start` is the number of its first card."""

    heading: str
    start: int
    cards: tuple[Card, ...]


WORDS_ONLY = "Mentions the words only"


def parts(request: SearchRequest, results: Results, shown: Sequence[Card]) -> list[Part]:
    """The cards in their order; by best match, those that state what was asked stand before the others.

    Any other order is what the reader asked for, so there each card says it for itself.
    """
    first = summary(results)["first"]
    if request.sort != "best":
        return [Part("", first, tuple(shown))] if shown else []
    stating = tuple(card for card in shown if card.states_it)
    others = tuple(card for card in shown if not card.states_it)
    made = (Part("", first, stating), Part(WORDS_ONLY, first + len(stating), others))
    return [part for part in made if part.cards]


def cards(results: Results, now: datetime) -> list[Card]:
    """The providers found, ready to show."""
    understood = results.understood
    wanted = {
        "service": with_narrower("service", understood.services),
        "condition": with_narrower("condition", understood.conditions),
        "credential": with_narrower("credential", understood.credentials),
        "feature": with_narrower("feature", understood.features),
    }
    # Complaints only rank where therapies are asked for as well; see indexer.engines.fitting.
    asked = ("service", understood.services) if understood.services else ("condition", understood.conditions)
    needed = tuple(with_narrower(asked[0], (id_,)) for id_ in asked[1])
    return [_card(hit, wanted, needed, now) for hit in results.results]


def _card(hit: Hit, wanted: Wanted, needed: Iterable[frozenset[str]], now: datetime) -> Card:
    provider = hit.provider
    places = provider.locations[hit.location or 0 :]
    return Card(
        hit=hit,
        place=next(iter(places), None),
        far=_far(hit, next(iter(places), None)),
        matches=tuple(_matches(provider, wanted)),
        services=tuple(
            t for t in provider.services if t.status == "stated" and t.id not in wanted["service"]
        ),
        credentials=tuple(
            dict.fromkeys(term.label for term in provider.credentials if term.status == "stated")
        ),
        today=hours.today(provider.hours.osm, next(iter(places), None), now),
        price=hour_price(provider.prices, wanted["service"]),
        states_it=_states(provider, needed),
    )


def _states(provider: Provider, needed: Iterable[frozenset[str]]) -> bool:
    terms = (*provider.services, *provider.conditions)
    stated = {term.id for term in terms if term.status == "stated"}
    return all(stated & ids for ids in needed)


def _far(hit: Hit, place: Location | None) -> str:
    if hit.distance_km is None:
        return ""
    if hit.provider.kind == "mobile" or hit.location is None or place is None:
        return "comes to you"
    if place.precision in EXACT:
        return words.distance(hit.distance_km)
    return words.about(hit.distance_km, place.suburb)


def _matches(provider: Provider, wanted: Wanted) -> Iterable[Match]:
    groups: tuple[tuple[str, str, Iterable[StatedTerm | Credential]], ...] = (
        ("States", "service", provider.services),
        ("Mentions", "condition", provider.conditions),
        ("States", "credential", provider.credentials),
        ("States", "feature", provider.features),
    )
    for verb, parameter, terms in groups:
        for term in terms:
            if term.id in wanted[parameter] and term.status == "stated":
                yield Match(f"{verb} {words.lower_first(term.label)}", term.evidence)


def hour_price(prices: Iterable[Price], wanted: Collection[str]) -> Price | None:
    """The price for a card: an adult's 60 minutes, of a service asked for if any; the lowest of those."""
    fitting = [price for price in prices if price.minutes == 60 and price.audience in {None, "standard"}]
    return min(fitting, key=lambda price: (price.service not in wanted, price.amount), default=None)


def turns(request: SearchRequest, results: Results) -> list[Turn]:
    """Links to the pages around this one, the first and the last; empty when there is one page."""
    last = -(-results.total // results.per_page)
    if last < 2:
        return []
    around = range(results.page - PAGES_AROUND, results.page + PAGES_AROUND + 1)
    shown = sorted({1, last, *(number for number in around if 1 <= number <= last)})
    links: list[Turn] = []
    for number in shown:
        if links and links[-1].number != number - 1:
            links.append(Turn(None))
        links.append(Turn(number, search_url(request, page=number), number == results.page))
    return links


def next_steps(request: SearchRequest, results: Results) -> list[Step]:
    """What to try when nothing was found: further away, fewer parts, other words."""
    steps: list[Step] = []
    place = results.understood.place
    if place and not results.suggestions:
        steps += [
            Step(f"Look within {radius} km of {place.label}", search_url(request, radius_km=float(radius)))
            for radius in RADII
            if radius > place.radius_km
        ][:WIDER_STEPS]
    steps += [
        Step(f"Without {part.label if '“' in part.label else f'“{part.label}”'}", part.without)
        for part in understood_parts(request, results)
        if not part.label.startswith("within")
    ][:FEWER_STEPS]
    if place:
        near = request.near or place.label
        steps.append(
            Step(f"Everyone near {place.label.removeprefix('near ')}", search_url(SearchRequest(near=near)))
        )
    elif request.near:
        steps.append(Step("Search everywhere", search_url(request, near="")))
    return list({step.url: step for step in reversed(steps)}.values())[::-1]


def summary(results: Results) -> Mapping[str, int]:
    """Which results a page shows: first, last and total."""
    first = (results.page - 1) * results.per_page + 1
    return {"first": first, "last": first + len(results.results) - 1, "total": results.total}
