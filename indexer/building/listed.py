"""What a listing says (a directory entry, an OSM object), as the same `SiteFacts` that a web site gives.

Plain fields are read directly and quote the source's raw words; the words of therapies, qualifications, hours
and the description go through the fact modules as a small page of their own.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from html import escape

import opening_hours
import phonenumbers

from crawler.records import Listing
from data.term import Kind, vocabulary
from indexer.building.opening import only_comment
from indexer.evidence import Found, quote, timestamp
from indexer.facts import SiteFacts, conditions, credentials, features, hours, services
from indexer.matcher import fold, matcher
from indexer.model import Credential, Evidence, Hours, Location, Practitioner, StatedTerm
from indexer.page import Page, Site
from indexer.parse import parse

HOME_COUNTRY = "AU"
"""Where a listing lies when its source does not say."""
SECTIONS = (("services", "Services"), ("credentials", "Qualifications"), ("hours", "Opening hours"))
"""Fields that are read as text, with the heading a page would give them."""
ADDRESS = ("street", "suburb", "state", "postcode")


def read_listing(listing: Listing) -> SiteFacts:
    """The facts of one listing, each with the source's own words as evidence."""
    country = str(listing.fields.get("country") or HOME_COUNTRY).upper()
    site = Site((_as_page(listing),), url=listing.url)
    people = tuple(_practitioners(listing))
    offered = _services(listing, services.find(site))
    name = _text(listing, "name")
    return SiteFacts(
        in_scope=bool(offered),
        scope_reasons=(),
        kind="practitioner" if [fold(one.name) for one in people] == [fold(name)] else "clinic",
        country=country,
        names=_found(listing, "name", [(name, name)]),
        phones=_found(listing, "phones", _e164(_texts(listing, "phones"), country)),
        emails=_found(listing, "emails", [(m.lower(), m) for m in _texts(listing, "emails") if "@" in m]),
        booking_urls=(),
        social_urls=tuple(_social(listing)),
        locations=tuple(_locations(listing, country)),
        service_areas=(),
        services=offered,
        conditions=conditions.find(site),
        credentials=_qualifications(listing, credentials.find(site, people, country)),
        features=features.find(site),
        hours=_hours(listing, site),
        prices=(),
        practitioners=people,
    )


def said(listing: Listing, field: str) -> Iterator[Found[str]]:
    """A plain field as it stands, with the source's own words."""
    for value in _texts(listing, field):
        yield Found(value, (_evidence(listing, next(iter(_raw_texts(listing, field)), value)),))


def impossible_phones(listing: Listing) -> Iterator[Found[str]]:
    """Numbers that no telephone has, as they are written."""
    country = str(listing.fields.get("country") or HOME_COUNTRY).upper()
    possible = {words for _, words in _e164(_texts(listing, "phones"), country)}
    return (found for found in said(listing, "phones") if found.value not in possible)


def _as_page(listing: Listing) -> Page:
    """The listing's texts as a page, so that one reader serves pages and listings alike."""
    parts = [f"<h1>{escape(_text(listing, 'name'))}</h1>"]
    for field, heading in SECTIONS:
        if items := _texts(listing, field):
            lines = "".join(f"<li>{escape(item)}</li>" for item in items)
            parts.append(f"<h2>{heading}</h2><ul>{lines}</ul>")
    if description := _text(listing, "description"):
        parts.append(f"<h2>About</h2><p>{escape(description)}</p>")
    return parse("".join(parts), listing.url, None, _seen(listing), listing.source)


def _services(listing: Listing, read: tuple[StatedTerm, ...]) -> tuple[StatedTerm, ...]:
    """What the source lists under services is offered, whatever a page of running text would need."""
    terms = {term.id: term for term in read}
    for words in _texts(listing, "services"):
        for match in matcher("therapies").find(words):
            known = terms.get(match.id)
            if known is None or known.status != "stated":
                proof = _evidence(listing, words, match.start, match.end)
                label = _label("therapies", match.id)
                terms[match.id] = StatedTerm(id=match.id, label=label, evidence=(proof,))
    return tuple(terms.values())


def _qualifications(listing: Listing, read: tuple[Credential, ...]) -> tuple[Credential, ...]:
    found = list(read)
    for words in _texts(listing, "credentials"):
        for match in matcher("credentials").find(words):
            if all(one.id != match.id for one in found):
                proof = _evidence(listing, words, match.start, match.end)
                label = _label("credentials", match.id)
                found.append(Credential(id=match.id, label=label, evidence=(proof,)))
    return tuple(found)


def _hours(listing: Listing, site: Site) -> Hours:
    written = "; ".join(_texts(listing, "hours"))
    if not written or not opening_hours.validate(written):
        return hours.find(site)
    proof = (_evidence(listing, "; ".join(_raw_texts(listing, "hours")) or written),)
    if (comment := only_comment(written)) is not None:
        return Hours(note=comment, evidence=proof)
    return Hours(osm=written, evidence=proof)


def _practitioners(listing: Listing) -> Iterator[Practitioner]:
    for name in _texts(listing, "practitioners"):
        yield Practitioner(name=name, evidence=(_evidence(listing, name),))


def _locations(listing: Listing, country: str) -> Iterator[Found[Location]]:
    street, suburb, state, postcode = (_text(listing, key) or None for key in ADDRESS)
    lat, lon = _number(listing, "lat"), _number(listing, "lon")
    if suburb is None and postcode is None and (lat is None or lon is None):
        return
    place = Location(
        street=street, suburb=suburb, state=state, postcode=postcode, country=country, lat=lat, lon=lon
    )
    keys = ADDRESS if any((street, suburb, state, postcode)) else ("lat", "lon")
    written = [words for key in keys for words in _raw_texts(listing, key) or _texts(listing, key)]
    yield Found(place, (_evidence(listing, " ".join(written)),))


def _social(listing: Listing) -> Iterator[str]:
    website = _text(listing, "website")
    if any(name in website.lower() for name in ("facebook.com/", "instagram.com/")):
        yield website


def _e164(numbers: Iterable[str], country: str) -> Iterator[tuple[str, str]]:
    """E.164 and the words it was read from."""
    for number in numbers:
        try:
            parsed = phonenumbers.parse(number, country)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_possible_number(parsed):
            yield phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164), number


def _found(listing: Listing, field: str, values: Iterable[tuple[str, str]]) -> tuple[Found[str], ...]:
    """Each value once, quoting the source's text that holds its words."""
    raw = _raw_texts(listing, field)
    words = {value: said for value, said in values if value}
    whole = "; ".join(raw)
    quoted = {
        value: next((one for one in raw if said in one), whole or said) for value, said in words.items()
    }
    return tuple(Found(value, (_evidence(listing, said),)) for value, said in quoted.items())


def _evidence(listing: Listing, text: str, start: int = 0, end: int | None = None) -> Evidence:
    words = quote(text, start, len(text) if end is None else end)
    return Evidence(quote=words, url=listing.url, source=listing.source, seen_at=timestamp(_seen(listing)))


def _seen(listing: Listing) -> datetime:
    return listing.last_seen or listing.first_seen or datetime.now(UTC)


def _label(kind: Kind, term_id: str) -> str:
    term = vocabulary(kind).get(term_id)
    return term.label if term else term_id


def _text(listing: Listing, field: str) -> str:
    return " ".join(_texts(listing, field))


def _texts(listing: Listing, field: str) -> list[str]:
    return _strings(listing.fields.get(field))


def _raw_texts(listing: Listing, field: str) -> list[str]:
    return _strings(listing.raw.get(field))


def _strings(value: object) -> list[str]:
    """A field as texts: sources write one value or a list, and now and then a number."""
    items = value if isinstance(value, list | tuple) else [value]
    return [text for item in items if isinstance(item, str | int | float) and (text := str(item).strip())]


def _number(listing: Listing, field: str) -> float | None:
    value = listing.fields.get(field)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
