"""What sources list of a provider beside the values that are shown: web sites, numbers, places, hours."""

from collections.abc import Iterable, Iterator, Sequence

from crawler.records import Listing
from indexer.building.listed import impossible_phones, said
from indexer.building.standing import OWN_SITE, Told, ranked
from indexer.identity import website_key
from indexer.identity.doors import Door, door
from indexer.matcher import fold
from indexer.model import Hours, Location, OtherValue

IMPOSSIBLE = "not a possible phone number"
DEAD = "no longer answers"


def other_websites(
    told: Sequence[Told], listings: Iterable[Listing], chosen: str | None
) -> Iterator[OtherValue]:
    """Other sites than the chosen one, and those known to be dead, the chosen one too."""
    given = ranked(told, lambda one: said(one.listing, "website"), key=website_key)
    dead = {
        website_key(one.fields.get("website") or one.url): one
        for one in listings
        if one.source == OWN_SITE and one.gone_at is not None
    }
    alive = {website_key(one.listing.url) for one in told if one.listing.source == OWN_SITE}
    for found in given:
        key = website_key(found.value)
        is_dead = key in dead and key not in alive
        if key is not None and (is_dead or key != website_key(chosen)):
            yield OtherValue(value=found.value, note=DEAD if is_dead else None, evidence=found.evidence)


def unusable_phones(told: Sequence[Told]) -> Iterator[OtherValue]:
    """Numbers that nobody can call, as they are written."""
    for found in ranked(told, lambda one: impossible_phones(one.listing)):
        yield OtherValue(value=found.value, note=IMPOSSIBLE, evidence=found.evidence)


def other_hours(told: Sequence[Told], chosen: Hours) -> Iterator[OtherValue]:
    """Opening hours that others give."""
    seen = {chosen.osm or chosen.note}
    for hours in (one.facts.hours for one in told):
        value = hours.osm or hours.note
        if value is not None and value not in seen:
            seen.add(value)
            yield OtherValue(value=value, evidence=hours.evidence)


def other_places(told: Sequence[Told], chosen: Sequence[Location]) -> Iterator[OtherValue]:
    """Addresses that others give: another suburb, or another door in it."""
    known = {_spot(place) for place in chosen}
    suburbs = {suburb for _, suburb in known}
    for found in ranked(told, lambda one: one.facts.locations, key=_spot):
        house, suburb = _spot(found.value)
        is_new = suburb not in suburbs or (house is not None and (house, suburb) not in known)
        if suburb and is_new:
            yield OtherValue(value=_written(found.value), evidence=found.evidence)


def _spot(place: Location) -> tuple[Door | None, str]:
    return door(place.street or ""), fold(place.suburb or "") or place.postcode or ""


def _written(place: Location) -> str:
    town = " ".join(filter(None, (place.suburb, place.state, place.postcode)))
    return ", ".join(filter(None, (place.street, town)))
