"""Addresses where the provider works: from text, maps and structured data, agreed and merged."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from indexer.evidence import EVIDENCE_MOST, Found, evidence
from indexer.facts import theme_demo
from indexer.facts.address import Address, addresses, with_state
from indexer.facts.closed import is_former
from indexer.facts.map_links import map_texts
from indexer.facts.names import find as find_names
from indexer.facts.names import fold
from indexer.facts.places import headed_places, stated_places
from indexer.facts.postal import postal_addresses
from indexer.facts.runs import Run, runs
from indexer.facts.standing import LEGAL, standing
from indexer.facts.suburbs import states_of
from indexer.model import Evidence, Location
from indexer.page import Page, Role, Site

WEIGHTS = {
    "structured": 2.0,
    "map": 0.5,  # an old map outlives a move, and maps spell streets their own way
    "text": 1.0,
    "front": 1.0,  # header or footer: it stands for the whole site
    "contact": 1.5,  # on a contact page or under "Find us"
}
PASSING_LEAST = 4.0
FORMER_REACH = 60
"""Characters behind an address that can say it is closed."""
CONTACT = re.compile(
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


@dataclass(slots=True)
class _Mention:
    address: Address
    weight: float
    evidence: Evidence
    on_map: bool = False
    shown: bool = True
    """Whether a reader sees these words on the page."""


@dataclass(slots=True)
class _Place:
    """Mentions of one place."""

    mentions: list[_Mention] = field(default_factory=list)

    @property
    def weight(self) -> float:
        return sum(m.weight for m in self.mentions)

    def vote(self, key: str) -> str | None:
        """The value most mentions give, longer ones first among equals."""
        votes: dict[str, float] = {}
        for mention in self.mentions:
            value = getattr(mention.address, key)
            if value:
                # What stands beside a postcode is a whole address, and the better for it.
                votes[value] = votes.get(value, 0.0) + mention.weight * (
                    1.5 if mention.address.postcode else 1.0
                )
        return max(votes, key=lambda v: (votes[v], len(v))) if votes else None


def find(site: Site, country: str) -> tuple[Found[Location], ...]:
    """Locations, main one first, without coordinates unless the page gives them."""
    mentions = [m for m in _mentions(site, country) if not theme_demo.STREET.search(m.address.street or "")]
    places = _merged(mentions)
    whole = [p for p in places if _is_whole(p)]
    written = [p for p in whole if not all(m.on_map for m in p.mentions)] or whole
    strong = [p for p in written if p.weight > LEGAL] or written
    best = max((p.weight for p in strong), default=0.0)
    # An address named once in passing, on a site that gives its own again and again, is somebody else's.
    strong = [p for p in strong if p.weight > WEIGHTS["text"] or best < PASSING_LEAST]
    found = [_location(place) for place in sorted(strong, key=lambda p: -p.weight)]
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


def _mentions(site: Site, country: str) -> Iterator[_Mention]:
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
                    yield _Mention(
                        _without_own(address, own), WEIGHTS["map"] * worth, evidence(page, text), True
                    )
        for item in page.data:
            for address, words in postal_addresses(item, country):
                yield _Mention(address, WEIGHTS["structured"] * worth, evidence(page, words), shown=False)


def _of_run(page: Page, run: Run, country: str, worth: float, own: frozenset[str]) -> Iterator[_Mention]:
    for address in addresses(run.text, country):
        before = run.text[max(0, address.start - 80) : address.start]
        if ELSEWHERE.search(before) or ELSEWHERE.search(run.heading + " ") or _is_former(run, address):
            continue
        weight = WEIGHTS["text"]
        if run.role in (Role.HEADER, Role.FOOTER, Role.NAV, Role.ASIDE):
            weight += WEIGHTS["front"]
        if CONTACT.search(run.heading) or CONTACT.search(page.url.rsplit("/", 1)[-1]):
            weight += WEIGHTS["contact"]
        proof = evidence(page, run.text, address.start, address.end)
        yield _Mention(_without_own(with_state(address), own), weight * worth, proof)


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


def _merged(mentions: Iterable[_Mention]) -> list[_Place]:
    """Mentions of the same place put together; fuller ones first, so that shorter ones find theirs."""
    places: list[_Place] = []
    ordered = sorted(
        mentions, key=lambda m: (not (m.address.street and m.address.postcode), not m.address.street)
    )
    for mention in ordered:
        best = next((p for p in places if any(_same(m.address, mention.address) for m in p.mentions)), None)
        if best is None:
            places.append(_Place([mention]))
        else:
            best.mentions.append(mention)
    return places


def _same(a: Address, b: Address) -> bool:
    """Whether two mentions are of one place."""
    posts = {_squeezed(x.postcode) for x in (a, b) if x.postcode}
    if a.street and b.street:
        if _number(a.street) and _number(b.street):
            same_post = bool(a.postcode and b.postcode) and len(posts) == 1
            return _number(a.street) == _number(b.street) and (
                same_post or (len(posts) < 2 and _near(a.street, b.street))
            )
        return (len(posts) == 1 and bool(a.postcode and b.postcode)) or _near(a.street, b.street)
    if a.postcode and b.postcode:
        return len(posts) == 1
    return bool(a.suburb and b.suburb) and fold(a.suburb or "") == fold(b.suburb or "")


def _squeezed(postcode: str | None) -> str:
    return (postcode or "").replace(" ", "").upper()


def _number(street: str) -> str:
    """The house number: the last number before the street's name."""
    numbers = re.findall(r"\d+(?=[A-Za-z]?(?:\s?[/&–-]\s?\d+[A-Za-z]?)?,?\s+[A-Z\d])", street)
    return str(numbers[0]) if numbers else ""


def _near(a: str, b: str) -> bool:
    """Whether two streets share a word that is no type and no number."""
    words = [
        set(re.findall(r"[a-z]{3,}", s.casefold())) - {"street", "road", "avenue", "unit", "suite"}
        for s in (a, b)
    ]
    return bool(words[0] & words[1])


def _is_whole(place: _Place) -> bool:
    """Whether it is an address and not a bare street or a suburb named in passing."""
    street, suburb, postcode = place.vote("street"), place.vote("suburb"), place.vote("postcode")
    return bool((street and (suburb or postcode)) or (suburb and postcode))


def _location(place: _Place) -> Found[Location]:
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
    return Found(_as_location(with_state(address), venue), tuple(dict.fromkeys(proofs))[:EVIDENCE_MOST])


def _as_location(address: Address, venue: str | None) -> Location:
    street = f"{venue}, {address.street}" if venue and address.street else address.street or venue
    state = address.state
    if state is None and address.country == "AU" and address.suburb:
        states = states_of(address.suburb)
        state = states[0] if len(states) == 1 else None
    return Location(
        street=street, suburb=address.suburb, state=state, postcode=address.postcode, country=address.country
    )


def _headed(site: Site, country: str, known: set[str]) -> Iterator[Found[Location]]:
    """Further venues that are only a heading under "Our locations", beside one that has an address."""
    for suburb, state, proof in headed_places(site, country, known):
        yield Found(_as_location(Address(None, None, suburb, state, None, country, 0, 0), None), (proof,))


def _stated(site: Site, country: str, partial: _Place | None) -> Iterator[Found[Location]]:
    """Without a whole address: the place the site says it is in, with a street when one stands alone."""
    for address, proof in stated_places(site, country):
        street = partial.vote("street") if partial else None
        proofs = (proof, *(m.evidence for m in partial.mentions)) if partial else (proof,)
        location = _as_location(
            Address(street, None, address.suburb, address.state, None, address.country, 0, 0), None
        )
        yield Found(location, proofs[:EVIDENCE_MOST])
        partial = None
