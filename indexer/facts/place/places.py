"""Places a site says it is in, where it gives no address: "based in Eltham", "Leland, NC"."""

import re
from collections.abc import Iterator

from indexer.evidence import evidence
from indexer.facts.contact.wording import GENERIC
from indexer.facts.names import SEPARATOR, fold
from indexer.facts.names import find as find_names
from indexer.facts.pages.standing import standing
from indexer.facts.place.address import Address
from indexer.facts.place.address_parts import is_country, is_place, split_part
from indexer.facts.place.map_links import map_texts
from indexer.facts.place.regions import COUNTRY_NAMES, IE_COUNTIES, Region, region
from indexer.facts.place.suburbs import is_suburb, leading_suburb, states_of
from indexer.model import Evidence
from indexer.page import Block, Channel, Page, Role, Site
from indexer.prefilter import Rule

_WORD = r"(?:(?:St|Mt|Ft|Co)\.|[A-ZÀ-Ý][\w'’-]*)"
_PLACE = rf"(?P<place>{_WORD}(?:[ -](?:{_WORD}|on|upon|le|the|of))*(?:,\s*{_WORD}(?: {_WORD})*){{0,2}})"
STATED = Rule(
    r"\b(?:(?i:located|based|situated|clinics?|studio|practice|rooms?|office|practi[sc]ing|working|works?"
    r"|(?:home )?visits"
    r"|appointments|available|spa|centre|therapist|osteopath|massage"
    r"|osteopathy)\s+(?:is\s+)?(?:just\s+)?(?:in|at|near)"
    r"|(?:located|based|situated) (?:right )?(?:in|near|at|outside|within|on)|[Ll]ocated(?= [Dd]owntown)"
    r"|in(?= (?:down|up)town )|(?:radius|miles|km|kms"
    r"|kilomet(?:er|re)s|\d{1,3} ?kms?) (?:of|from|around)"
    r"|[Ll]ocation:?|[Aa]ddress:|serving|servicing|heart of|centre of|center of|area of|suburb of|town of"
    r"|city of|village of)"
    r"\s+(?:(?:the|beautiful|sunny|leafy|lovely|[Dd]owntown|[Uu]ptown|central|historic|heart of|centre of"
    r"|suburb of|town of|city of|village of|suburbs of|inner|heart) )*" + _PLACE
)
VENUE_STATED = re.compile(
    r"\b(?:[Cc]linic|[Ss]tudio|[Pp]ractice|[Rr]ooms|[Cc]entre|[Cc]enter|[Ss]pa)\s+(?:is\s+)?(?:based\s"
    r"|located\s)?(?:in|at)\s+" + _PLACE
)
"""A building to come to: there may be one in each of two towns."""
IN_TITLE = re.compile(r"\b(?:[Ii]n|[-–—|,•]|[Nn]ear) " + _PLACE + r"\s*(?:$|[|–—-])")
QUARTER = re.compile(r"\bthe (?=[A-Z])[^,\n]*$")
"""A name with its article is mostly a part of a town, or a region: "the Plateau"."""
PAST = re.compile(r"\b(?:was|were|after|previously|formerly|while)\s+$")
"""Right before a statement: it tells where somebody once worked."""
WITHIN = re.compile(r"^(?:[A-Z][\w'’]+ )*(?:Borough|City|Town|Village|Municipality|Township) of (?=[A-Z])")
"""What a place is, before its name: "London Borough of Bromley"."""
LINE_MOST = 60
"""Characters of a line that can be a place and nothing else."""
AREA_LINE = re.compile(
    rf"(?:Greater )?(?P<place>{_WORD}(?: {_WORD})?)(?: (?:and|&) {_WORD}(?: {_WORD})*)? area:?(?:\n|$)"
)
"""A line that names an area by its town."""
SITUATED = re.compile(r"(?:located|based|situated|location)\b", re.IGNORECASE)
WEIGHTS = {
    "situated": 3.0,
    "stated": 2.0,
    "radius": 2.0,
    "state-form": 1.5,
    "title": 1.0,
    "contact": 2.0,
    "map": 1.0,
    "name": 0.8,
    "quarter": 0.5,
}
SCHOOLED = re.compile(
    r"\b(?:trained|graduat\w+|studied|degree|diploma|college|university|born|raised|grew up|worked"
    r"|hospital|school)\b",
    re.IGNORECASE,
)
LOCATIONS = Rule(r"\b(?:locations?|clinics|venues|practices|where|find us|branches|studios)\b", re.IGNORECASE)
CONTACT = Rule(r"contact|location|find|where|address|visit", re.IGNORECASE)


def stated_places(site: Site, country: str) -> Iterator[tuple[Address, Evidence]]:
    """The place the site most often says it is in, then further ones where it says it has a clinic."""
    totals: dict[str, float] = {}
    states: dict[str, str] = {}
    proofs: dict[str, Evidence] = {}
    venues: set[str] = set()
    for suburb, state, weight, proof in _votes(site, country):
        totals[suburb] = totals.get(suburb, 0.0) + weight
        proofs.setdefault(suburb, proof)
        if state:
            states.setdefault(suburb, state)
        if any(match["place"].startswith(suburb) for match in VENUE_STATED.finditer(proof.quote)):
            venues.add(suburb)
    ranked = sorted(totals, key=lambda name: -totals[name])
    for suburb in (name for name in ranked if name == ranked[0] or name in venues):
        yield Address(None, None, suburb, states.get(suburb), None, country, 0, 0), proofs[suburb]


def headed_places(site: Site, country: str, known: set[str]) -> Iterator[tuple[str, str | None, Evidence]]:
    """Suburbs that are headings beside that of a known place (folded names), under "Our locations"."""
    where = region(country)
    rows: dict[tuple[str, ...], list[tuple[Page, Block]]] = {}
    for page, block in site.unique_blocks:
        if block.level and block.headings and LOCATIONS.search(block.heading) and is_place(block.text):
            rows.setdefault((page.url, *block.headings), []).append((page, block))
    for row in rows.values():
        if any(b.text.casefold() in known for _, b in row):
            for page, block in row:
                place = _place(block.text, where, country)
                if place and fold(place[0]) == fold(block.text):
                    yield *place, evidence(page, block.text)


def _votes(site: Site, country: str) -> Iterator[tuple[str, str | None, float, Evidence]]:
    where = region(country)
    for page, block in site.unique_blocks:
        worth = standing(page)
        if not worth or block.channel in (Channel.OPTION, Channel.ALT):
            continue
        for match in STATED.finditer(block.text[:2000]):
            before = _sentence_before(block.text, match.start())
            if not SCHOOLED.search(before) and not PAST.search(before):
                weight = WEIGHTS["situated" if SITUATED.match(match[0]) else "stated"]
                if QUARTER.search(match[0]) and not WITHIN.match(match["place"]):
                    weight = WEIGHTS["quarter"]
                yield from _vote(page, block, match, where, country, weight * worth)
        if len(block.text) < LINE_MOST or AREA_LINE.match(block.text):
            yield from _line(page, block, where, country, worth)
    for page in site.pages:
        yield from _of_maps(page, where, country)
    for name in find_names(site)[:1] if country == "AU" else ():
        suburb, rest = leading_suburb(name.value)
        if suburb and rest:
            yield *(_place(suburb, where, country) or (suburb, None)), WEIGHTS["name"], name.evidence[0]
    title = site.home.title
    if country == "AU":
        yield from _behind_therapy(site.home)
    for match in IN_TITLE.finditer(title):
        place = _place(match["place"], where, country)
        if place:
            yield *place, WEIGHTS["title"], evidence(site.home, title, match.start(), match.end())


def _behind_therapy(page: Page) -> Iterator[tuple[str, str | None, float, Evidence]]:
    """A suburb that ends a part of the title after words of what is offered: "Remedial Massage Eltham"."""
    for part in SEPARATOR.split(page.title):
        words = part.split()
        for size in (3, 2, 1):
            before, place = words[:-size], " ".join(words[-size:])
            if before and before[-1].casefold() in GENERIC and is_suburb(place) and place[:1].isupper():
                states = states_of(place)
                proof = evidence(page, page.title)
                yield place, states[0] if len(states) == 1 else None, WEIGHTS["title"], proof
                break


def _of_maps(page: Page, where: Region, country: str) -> Iterator[tuple[str, str | None, float, Evidence]]:
    """The last part of what a map is asked for: "Name of the clinic, Suburb STATE"."""
    for text in map_texts(page):
        parts = [p.strip() for p in text.split(",") if p.strip()]
        for part in reversed(parts[1:]):
            words, state, _, _ = split_part(part, where, country, has_place=True)
            if words and state and is_place(words):
                yield words, state, WEIGHTS["map"], evidence(page, text)
                break


def _sentence_before(text: str, start: int) -> str:
    return re.split(r"[.!?\n]\s", text[max(0, start - 80) : start])[-1]


def _vote(
    page: Page, block: Block, match: re.Match[str], where: Region, country: str, weight: float
) -> Iterator[tuple[str, str | None, float, Evidence]]:
    place = _place(match["place"], where, country)
    if place:
        yield *place, weight, evidence(page, block.text, match.start(), match.end("place"))


def _line(
    page: Page, block: Block, where: Region, country: str, worth: float
) -> Iterator[tuple[str, str | None, float, Evidence]]:
    """A short line that is a place: "Leland, NC", "Ennis, Co. Clare", "Elgin and Moray area:"."""
    parts = [p.strip(" .") for p in re.split(r"[,\n|]", block.text)]
    named = len(parts) > 1 and any(where.state(p) or _county(p, where) for p in parts[1:])
    if area := AREA_LINE.match(block.text):
        parts, named = [area["place"]], True
    if named and is_place(parts[0]):
        place = _place(area["place"] if area else block.text, where, country)
        front = block.role in (Role.HEADER, Role.FOOTER) or CONTACT.search(block.heading)
        if place:
            yield *place, WEIGHTS["contact" if front else "state-form"] * worth, evidence(page, block.text)


def _county(text: str, where: Region) -> bool:
    bare = re.sub(r"^(?:co\.?|county)\s*", "", text.strip(" .").casefold())
    return bare in where.counties or (bare in IE_COUNTIES and text.casefold().startswith("co"))


def _place(text: str, where: Region, country: str) -> tuple[str, str | None] | None:
    """(suburb, state) of the words of a place."""
    parts = [p.strip(" .") for p in re.split(r"[,\n|]", text) if p.strip(" .")]
    if not parts:
        return None
    parts[0] = WITHIN.sub("", parts[0])
    state = next((s for p in parts[1:] if (s := where.state(p))), None)
    if any(is_country(parts[0], code) for code in COUNTRY_NAMES):
        return None
    if country == "AU":
        suburb, _ = leading_suburb(parts[0])
        states = states_of(suburb) if suburb else ()
        return (suburb, state or (states[0] if len(states) == 1 else None)) if suburb else None
    if not is_place(parts[0]) or where.state(parts[0]) or parts[0].casefold() in where.counties:
        return None
    return parts[0], state
