"""From a cluster's listings and the facts of its own site to one `Provider`.

`indexer.building.standing` says whose word is believed; others fill what is left open and add their evidence.
Every value stays provable: nothing is kept without the source that said it.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TypeVar
from urllib.parse import urlsplit

from crawler.records import Listing
from data.locality import Gazetteer, gazetteer
from indexer.building.also import other_hours, other_places, other_websites, unusable_phones
from indexer.building.life import status
from indexer.building.places import Pin, placed
from indexer.building.standing import OWN_SITE, Told, proofs, ranked
from indexer.evidence import Found, timestamp
from indexer.facts.scope import OUR_FIELD
from indexer.identity import Cluster, is_platform, website_key
from indexer.matcher import fold
from indexer.model import (
    Credential,
    Evidence,
    Hours,
    Location,
    OtherValue,
    Practitioner,
    Provider,
    SourceRef,
    StatedTerm,
)

__all__ = ["NO_NAME", "OWN_SITE", "Told", "provider", "redated"]

T = TypeVar("T")

NO_NAME = "(name not stated)"


def provider(
    cluster: Cluster,
    told: Iterable[Told],
    places: Gazetteer | None = None,
    now: datetime | None = None,
    *,
    anyway: bool = False,
) -> Provider | None:
    """The provider that a cluster's listings speak of; `None` when it offers nothing of ours.

    `told` are the cluster's live listings with their facts, in any order; `now` is when it is judged;
    `anyway` passes over what it offers, as a person decided.
    """
    told = sorted(told, key=lambda one: one.rank)
    facts = [one.facts for one in told]
    if not told or not (anyway or _is_in_scope(told)) or not any(map(_can_be_found, told)):
        return None
    names = ranked(told, lambda one: one.facts.names[:1])
    name = names[0] if names else Found(_host(told) or NO_NAME)
    where = _locations(told, places or gazetteer())
    phones = ranked(told, lambda one: one.facts.phones)
    emails = ranked(told, lambda one: one.facts.emails)
    website, hours = _website(told), _hours(told)
    first, last, changed = _dates(cluster.live)
    end = next((one.closed for one in facts if one.closed), None)
    return Provider(
        id=cluster.id,
        former_ids=cluster.former_ids,
        name=name.value,
        other_names=_other_names(name.value, (found.value for found in names[1:])),
        kind=facts[0].kind,
        locations=tuple(found.value for found in where),
        service_areas=_first_of(one.service_areas for one in facts),
        phones=tuple(found.value for found in phones),
        emails=tuple(found.value for found in emails),
        website=website,
        booking_urls=_all_of(one.booking_urls for one in facts),
        social_urls=_all_of(one.social_urls for one in facts),
        services=_terms(one.services for one in facts),
        conditions=_terms(one.conditions for one in facts),
        credentials=_credentials(one.credentials for one in facts),
        features=_terms(one.features for one in facts),
        hours=hours,
        prices=_first_of(one.prices for one in facts),
        practitioners=_practitioners(one.practitioners for one in facts),
        sources=tuple(_source_ref(listing) for listing in cluster.live),
        evidence=_plain_evidence(name, phones, emails, where) | ({"status": end.evidence} if end else {}),
        also_listed=_also(
            website=other_websites(told, cluster.listings, website),
            phone=unusable_phones(told),
            hours=other_hours(told, hours),
            location=other_places(told, [found.value for found in where]),
        ),
        status=status(cluster, says_closed=end is not None, now=now),
        first_seen=timestamp(first),
        last_seen=timestamp(last),
        changed_at=timestamp(changed),
    )


def redated(known: Provider, cluster: Cluster, now: datetime | None = None) -> Provider:
    """`known`, whose listings were seen again unchanged or not seen for long, with their dates of `now`."""
    first, last, changed = _dates(cluster.live)
    return known.model_copy(
        update={
            "sources": tuple(_source_ref(listing) for listing in cluster.live),
            "status": status(cluster, says_closed=known.status == "gone", now=now),
            "first_seen": timestamp(first),
            "last_seen": timestamp(last),
            "changed_at": timestamp(changed),
        }
    )


def _also(**fields: Iterable[OtherValue]) -> dict[str, tuple[OtherValue, ...]]:
    found = {name: tuple(values) for name, values in fields.items()}
    return {name: values for name, values in found.items() if values}


def _is_in_scope(told: Sequence[Told]) -> bool:
    """The own site decides where it speaks of therapies at all; else any listing that offers one of ours."""
    own = [one.facts for one in told if one.listing.source == OWN_SITE]
    if any(facts.in_scope for facts in own):
        return True
    if any(facts.services for facts in own):
        return False
    listed = (one.facts for one in told if one.listing.source != OWN_SITE)
    return any(
        term.id in OUR_FIELD and term.status == "stated" for facts in listed for term in facts.services
    )


def _can_be_found(told: Told) -> bool:
    """Whether there is a name to ask for, or a way to reach whoever it is: a bare pin is nobody."""
    facts = told.facts
    if told.listing.fields.get("website"):
        return True
    reached = (facts.phones, facts.emails, facts.booking_urls, facts.social_urls, facts.service_areas)
    places = (found.value for found in facts.locations)
    return bool(facts.names) or any(reached) or any(one.street or one.suburb for one in places)


def _other_names(name: str, others: Iterable[str]) -> tuple[str, ...]:
    unique = {fold(other): other for other in others}
    unique.pop(fold(name), None)
    return tuple(unique.values())


def _first_of(groups: Iterable[tuple[T, ...]]) -> tuple[T, ...]:
    return next((group for group in groups if group), ())


def _all_of(groups: Iterable[tuple[T, ...]]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(item for group in groups for item in group))


def _terms(groups: Iterable[tuple[StatedTerm, ...]]) -> tuple[StatedTerm, ...]:
    """Each term once; the first source's word on whether it is offered stands."""
    merged: dict[str, StatedTerm] = {}
    for term in (term for group in groups for term in group):
        before = merged.setdefault(term.id, term)
        if before.status == term.status:
            merged[term.id] = before.model_copy(update={"evidence": proofs(before.evidence, term.evidence)})
    return tuple(merged.values())


def _credentials(groups: Iterable[tuple[Credential, ...]]) -> tuple[Credential, ...]:
    """Each credential once a holder and number; a bare mention joins the first of its id."""
    merged: list[Credential] = []
    for credential in (credential for group in groups for credential in group):
        at = next((n for n, known in enumerate(merged) if _is_same_credential(known, credential)), None)
        if at is None:
            merged.append(credential)
        else:
            both = proofs(merged[at].evidence, credential.evidence)
            merged[at] = merged[at].model_copy(update={"evidence": both})
    return tuple(merged)


def _is_same_credential(known: Credential, other: Credential) -> bool:
    if known.id != other.id or known.status != other.status:
        return False
    same_holder = other.holder is None or fold(known.holder or "") == fold(other.holder)
    return same_holder and other.number in {None, known.number}


def _practitioners(groups: Iterable[tuple[Practitioner, ...]]) -> tuple[Practitioner, ...]:
    merged: dict[str, Practitioner] = {}
    for person in (person for group in groups for person in group):
        known = merged.setdefault(_person_key(person.name), person)
        if known is not person:
            both = proofs(known.evidence, person.evidence)
            merged[_person_key(person.name)] = known.model_copy(update={"evidence": both})
    return tuple(merged.values())


def _person_key(name: str) -> str:
    words = fold(name).replace(".", " ").split()
    return " ".join(word for word in words if word not in {"dr", "mr", "mrs", "ms", "miss", "mx"})


def _hours(told: Sequence[Told]) -> Hours:
    stated = ranked(told, lambda one: [Found(one.facts.hours)] if one.facts.hours.osm else [], key=_osm)
    noted = (one.facts.hours for one in told if one.facts.hours.note is not None)
    return stated[0].value if stated else next(noted, None) or Hours()


def _osm(hours: Hours) -> str | None:
    return hours.osm


def _locations(told: Sequence[Told], places: Gazetteer) -> list[Found[Location]]:
    """The own site says which places there are, or else all listings together; pins come from anyone."""
    given = [found for one in told for found in one.facts.locations]
    own = [found for one in told if one.listing.source == OWN_SITE for found in one.facts.locations]
    pins = [
        Pin(place.lat, place.lon, place.suburb, place.postcode)
        for place in (found.value for found in given)
        if place.lat is not None and place.lon is not None
    ]
    named = [found for found in given if found.value.suburb or found.value.postcode]
    chosen = (
        own or list({_place_key(found.value): found for found in reversed(named or given)}.values())[::-1]
    )
    return [Found(placed(found.value, pins, places), found.evidence) for found in chosen]


def _place_key(place: Location) -> tuple[str, ...]:
    """What two listings of one place share, streets being spelled in too many ways to compare here."""
    return (
        (fold(place.suburb or ""), place.country) if place.suburb else (place.postcode or "", place.country)
    )


def _website(told: Sequence[Told]) -> str | None:
    """The most believed web address that is the provider's own; one on a platform only for want of that."""
    given = [found.value for found in ranked(told, _http_sites, key=website_key)]
    return next(
        (url for url in given if not is_platform(urlsplit(url).hostname or "")), next(iter(given), None)
    )


def _http_sites(one: Told) -> Iterator[Found[str]]:
    url = one.listing.fields.get("website")
    if isinstance(url, str) and _is_http(url):
        yield Found(url)


def _is_http(url: str) -> bool:
    try:
        return urlsplit(url).scheme in {"http", "https"} and bool(urlsplit(url).hostname)
    except ValueError:
        return False


def _host(told: Sequence[Told]) -> str:
    website = _website(told)
    return (urlsplit(website).hostname or "").removeprefix("www.") if website else ""


def _dates(listings: Sequence[Listing]) -> tuple[datetime, datetime, datetime]:
    """First seen, last seen, last changed, over all listings. Stored listings always have their dates."""
    first = [seen for one in listings if (seen := one.first_seen or one.last_seen)]
    last = [seen for one in listings if (seen := one.last_seen or one.first_seen)]
    changed = [seen for one in listings if (seen := one.changed_at or one.first_seen or one.last_seen)]
    if not first:
        raise ValueError(f"listing {listings[0].key} has no date")
    return min(first), max(last), max(changed)


def _source_ref(listing: Listing) -> SourceRef:
    first, last, _ = _dates([listing])
    return SourceRef(
        source=listing.source,
        source_id=listing.source_id,
        url=listing.url,
        first_seen=timestamp(first),
        last_seen=timestamp(last),
    )


def _plain_evidence(
    name: Found[str],
    phones: Sequence[Found[str]],
    emails: Sequence[Found[str]],
    where: Sequence[Found[Location]],
) -> dict[str, tuple[Evidence, ...]]:
    proofs = {"name": name.evidence}
    proofs |= {f"phone:{found.value}": found.evidence for found in phones}
    proofs |= {f"email:{found.value}": found.evidence for found in emails}
    proofs |= {f"location:{index}": found.evidence for index, found in enumerate(where)}
    return {key: evidence for key, evidence in proofs.items() if evidence}
