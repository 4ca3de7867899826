"""Addresses where the provider works: from text, maps and structured data, agreed and merged."""

import re
from collections.abc import Iterator
from dataclasses import replace

from indexer.evidence import EVIDENCE_MOST, Found, evidence
from indexer.facts.closed import is_former
from indexer.facts.contact import theme_demo
from indexer.facts.names import find as find_names
from indexer.facts.names import fold
from indexer.facts.pages.standing import LEGAL, standing
from indexer.facts.pages.structured_items import own_items, point
from indexer.facts.place.address import Address, addresses, with_state
from indexer.facts.place.address_mentions import Mention, Place, merged
from indexer.facts.place.map_links import map_texts
from indexer.facts.place.places import headed_places, stated_places
from indexer.facts.place.postal import postal_addresses
from indexer.facts.place.runs import Run, runs
from indexer.facts.place.suburbs import leading_suburb, states_of
from indexer.model import Location
from indexer.page import Page, Role, Site, once_a_site
from indexer.prefilter import Rule

WEIGHTS = {
    "structured": 2.0,
    "map": 0.5,  # an old map outlives a move, and maps spell streets their own way
    "text": 1.0,
    "front": 1.0,  # header or footer: it stands for the whole site
    "contact": 1.5,  # on a contact page or under "Find us"
}
BRANCH_WORDS = frozenset(
    """clinic rooms studio practice location branch venue centre vic nsw qld sa wa tas act nt""".split()
)
"""What may stand beside a suburb in the heading of a branch."""
LOWER_MOST = 160
"""Characters of a text all in small letters that is read as if its words had capitals."""
PASSING_LEAST = 4.0
FORMER_REACH = 60
"""Characters behind an address that can say it is closed."""
CONTACT = Rule(
    r"contact|locat|find us|where|visit|address|direction|clinic|get in touch|our rooms", re.IGNORECASE
)
ELSEWHERE = re.compile(
    r"\b(?:car ?park|parking (?:at|is|in)|formerly|previously|moved from|used to|registered (?:office"
    r"|address)|head office"
    r"|trained|graduat\w+|studied|degree|college of|university|born in|grew up|worked (?:at|in|for)"
    r"|opposite|ico\b"
    r"|information commissioner|ombudsman|course|workshop|event|postal address"
    r"|mail(?:ing)? address)\b[^\n.]{0,60}$",
    re.IGNORECASE,
)
"""Words before an address that make it another place."""


@once_a_site
def find(site: Site, country: str) -> tuple[Found[Location], ...]:
    """Locations, main one first, without coordinates unless the page gives them."""
    mentions = [m for m in _mentions(site, country) if not theme_demo.STREET.search(m.address.street or "")]
    places = merged(mentions)
    whole = [p for p in places if _is_whole(p)]
    written = [p for p in whole if not all(m.on_map for m in p.mentions)] or whole
    strong = [p for p in written if p.weight > LEGAL] or written
    best = max((p.weight for p in strong), default=0.0)
    # An address named once in passing, on a site that gives its own again and again, is somebody else's.
    strong = [p for p in strong if p.weight > WEIGHTS["text"] or best < PASSING_LEAST]
    found = _with_states([_location(place) for place in sorted(strong, key=lambda p: -p.weight)])
    if not found:
        partial = max((p for p in places if p.vote("street")), key=lambda p: p.weight, default=None)
        return tuple(_stated(site, country, partial))
    known = {fold(f.value.suburb or "") for f in found}
    return (*found, *(f for f in _headed(site, country, known) if fold(f.value.suburb or "") not in known))


def parse(text: str, country: str) -> Location | None:
    """The first address in `text`, or `None`."""
    for address in addresses(text, country):
        return _as_location(with_state(address), address.venue)
    return None


def _mentions(site: Site, country: str) -> Iterator[Mention]:
    own = frozenset(fold(n.value) for n in find_names(site)[:4])
    seen: set[str] = set()
    for page in site.pages:
        worth = standing(page)
        if not worth:
            continue
        for run in runs(page):
            if run.text not in seen:
                seen.add(run.text)
                yield from _of_run(page, run, country, worth, own)
        for text in map_texts(page):
            if text not in seen:
                seen.add(text)
                for address in addresses(text.title() if text.islower() else text, country):
                    yield Mention(
                        _without_own(address, own), WEIGHTS["map"] * worth, evidence(page, text), True
                    )
        for item in own_items(page):
            where = point(item, country)
            for address, words in postal_addresses(item, country):
                proof = evidence(page, words)
                yield Mention(address, WEIGHTS["structured"] * worth, proof, shown=False, point=where)


def _of_run(page: Page, run: Run, country: str, worth: float, own: frozenset[str]) -> Iterator[Mention]:
    small = run.text.islower() and len(run.text) < LOWER_MOST
    for plain in addresses(run.text.title() if small else run.text, country):
        address = _under_heading(plain, run.heading)
        before = run.text[max(0, address.start - 80) : address.start]
        if ELSEWHERE.search(before) or ELSEWHERE.search(run.heading + " ") or _is_former(run, address):
            continue
        weight = WEIGHTS["text"]
        if run.role in (Role.HEADER, Role.FOOTER, Role.NAV, Role.ASIDE):
            weight += WEIGHTS["front"]
        if CONTACT.search(run.heading) or CONTACT.search(page.url.rsplit("/", 1)[-1]):
            weight += WEIGHTS["contact"]
        proof = evidence(page, run.text, address.start, address.end)
        yield Mention(_without_own(with_state(address), own), weight * worth, proof)


def _under_heading(address: Address, heading: str) -> Address:
    """The address with the suburb that heads its card: "Preston" over "45 High Street"."""
    if address.suburb or address.postcode or address.country != "AU" or not address.street:
        return address
    suburb, rest = leading_suburb(heading)
    if suburb and all(word in BRANCH_WORDS for word in fold(rest).split()):
        return replace(address, suburb=suburb)
    return address


def _is_former(run: Run, address: Address) -> bool:
    """Whether the place is said to be closed, in its heading or on the lines round it."""
    first = max(0, run.text.rfind("\n", 0, address.start))
    first = max(first, run.text.rfind(". ", 0, address.start))
    return is_former(run.heading) or is_former(run.text[first : address.end + FORMER_REACH])


def _without_own(address: Address, own: frozenset[str]) -> Address:
    """The address without the provider's own name standing before its street."""
    if address.venue and _is_own(address.venue, own):
        address = replace(address, venue=None)
    if address.street and ", " in address.street:
        first, _, rest = address.street.partition(", ")
        if _is_own(first, own):
            address = replace(address, street=rest)
    return address


def _is_own(words: str, own: frozenset[str]) -> bool:
    """Whether words are one of the provider's names, or one with more or fewer words."""
    folded = f" {fold(words)} "
    return any(f" {name} " in folded or (folded in f" {name} " and " " in folded.strip()) for name in own)


def _is_whole(place: Place) -> bool:
    """Whether it is an address and not a bare street or a suburb named in passing."""
    street, suburb, postcode = place.vote("street"), place.vote("suburb"), place.vote("postcode")
    return bool((street and (suburb or postcode)) or (suburb and postcode))


def _location(place: Place) -> Found[Location]:
    first = max(place.mentions, key=lambda m: m.weight).address
    address = Address(
        place.vote("street"),
        None,
        place.vote("suburb"),
        place.vote("state"),
        place.vote("postcode"),
        first.country,
        0,
        0,
    )
    with_street = [m for m in place.mentions if m.address.street]
    # A venue is part of the address when the site never writes the street without it.
    venues = {m.address.venue for m in with_street}
    venue = venues.pop() if len(venues) == 1 else None
    shown = [m for m in place.mentions if m.shown and not m.on_map] or place.mentions
    proofs = [m.evidence for m in sorted(shown, key=lambda m: -m.weight)]
    location = _as_location(with_state(address), venue)
    if (pin := next((m.point for m in place.mentions if m.point), None)) is not None:
        location = location.model_copy(update={"lat": pin[0], "lon": pin[1]})
    return Found(location, tuple(dict.fromkeys(proofs))[:EVIDENCE_MOST])


def _as_location(address: Address, venue: str | None) -> Location:
    street = f"{venue}, {address.street}" if venue and address.street else address.street or venue
    state = address.state
    if state is None and address.country == "AU" and address.suburb:
        states = states_of(address.suburb)
        state = states[0] if len(states) == 1 else None
    return Location(
        street=street, suburb=address.suburb, state=state, postcode=address.postcode, country=address.country
    )


def _with_states(found: list[Found[Location]]) -> list[Found[Location]]:
    """A suburb of several states lies in the one where another place of the same site is."""
    stated = [one.value.state for one in found if one.value.state]
    return [
        Found(one.value.model_copy(update={"state": state}), one.evidence)
        if one.value.state is None and (state := _state_among(one.value, stated))
        else one
        for one in found
    ]


def _state_among(place: Location, stated: list[str]) -> str | None:
    if place.country != "AU" or not place.suburb:
        return None
    return next((state for state in stated if state in states_of(place.suburb)), None)


def _headed(site: Site, country: str, known: set[str]) -> Iterator[Found[Location]]:
    """Further venues that are only a heading under "Our locations", beside one that has an address."""
    for suburb, state, proof in headed_places(site, country, known):
        yield Found(_as_location(Address(None, None, suburb, state, None, country, 0, 0), None), (proof,))


def _stated(site: Site, country: str, partial: Place | None) -> Iterator[Found[Location]]:
    """Without a whole address: the place the site says it is in, with a street when one stands alone."""
    for address, proof in stated_places(site, country):
        street = partial.vote("street") if partial else None
        proofs = (proof, *(m.evidence for m in partial.mentions)) if partial else (proof,)
        location = _as_location(
            Address(street, None, address.suburb, address.state, None, address.country, 0, 0), None
        )
        yield Found(location, proofs[:EVIDENCE_MOST])
        partial = None
