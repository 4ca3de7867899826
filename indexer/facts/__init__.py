"""From a provider's pages to what it offers and states, with evidence. Pure: pages in, facts out, no I/O."""

from dataclasses import dataclass

from indexer.evidence import Found
from indexer.facts import (
    bookings,
    closed,
    conditions,
    country,
    credentials,
    emails,
    features,
    hours,
    kind,
    locations,
    names,
    phones,
    practitioners,
    prices,
    scope,
    service_areas,
    services,
    socials,
)
from indexer.model import Credential, Hours, Kind, Location, Practitioner, Price, StatedTerm
from indexer.page import Site


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """Everything a provider's own pages say about it; names and numbers best first."""

    in_scope: bool
    """Whether it is a provider of osteopathy, massage or bodywork at all."""
    scope_reasons: tuple[str, ...]
    kind: Kind
    country: str
    """ISO 3166-1 alpha-2."""
    names: tuple[Found[str], ...]
    phones: tuple[Found[str], ...]
    """E.164."""
    emails: tuple[Found[str], ...]
    booking_urls: tuple[str, ...]
    social_urls: tuple[str, ...]
    locations: tuple[Found[Location], ...]
    service_areas: tuple[str, ...]
    services: tuple[StatedTerm, ...]
    conditions: tuple[StatedTerm, ...]
    credentials: tuple[Credential, ...]
    features: tuple[StatedTerm, ...]
    hours: Hours
    prices: tuple[Price, ...]
    practitioners: tuple[Practitioner, ...]
    closed: Found[str] | None = None
    """The sentence in which the site says that the business has ended for good."""


def extract(site: Site) -> SiteFacts:
    """Read all facts of a site. Each kind is found on its own; what depends on another says so here."""
    where = country.infer(site)
    places = locations.find(site, where)
    people = practitioners.find(site)
    offered = services.find(site)
    in_scope, reasons = scope.decide(site, offered)
    areas = service_areas.find(site, where)
    sort = kind.decide(site, places, areas, people)
    if sort == "mobile":
        offered = kind.with_visits(offered, site)
    return SiteFacts(
        in_scope=in_scope,
        scope_reasons=reasons,
        kind=sort,
        country=where,
        names=names.find(site),
        phones=phones.find(site, where),
        emails=emails.find(site),
        booking_urls=bookings.find(site),
        social_urls=socials.find(site),
        locations=places,
        service_areas=areas,
        services=offered,
        conditions=conditions.find(site),
        credentials=credentials.find(site, people, where),
        features=features.find(site),
        hours=hours.find(site),
        prices=prices.find(site, where),
        practitioners=people,
        closed=closed.find(site),
    )
