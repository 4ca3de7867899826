"""What pages say to machines: JSON-LD in the words of schema.org.

Only what is shown on the page, and only types that exist: there is no massage type, and osteopathy is no
`medicalSpecialty`. Credentials and complaints are left out: nothing here could say “states” or “mentions”.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from markupsafe import Markup

from indexer.model import Location, Price, Provider
from search_web import hours
from search_web.cards import EXACT
from search_web.links import mail_link, phone_link, web_link, web_links
from search_web.words import plain

CONTEXT = "https://schema.org"
MASSAGE = "https://www.wikidata.org/wiki/Q179415"
"""Wikidata's entry for massage, for which schema.org has no type."""
OSTEOPATHY_TYPE, MASSAGE_TYPE, OTHER_TYPE = "MedicalBusiness", "HealthAndBeautyBusiness", "LocalBusiness"
LONGEST = 300
"""Characters of a text; names of real providers are shorter."""
OFFERS_MOST = 20
_IN_SCRIPT = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}


def json_ld(data: Mapping[str, Any]) -> Markup:
    """A script element that holds data. Nothing in it can end the element, and nothing in it runs."""
    text = json.dumps(_cleaned(data))
    for character, escape in _IN_SCRIPT.items():
        text = text.replace(character, escape)
    return Markup('<script type="application/ld+json">{}</script>').format(Markup(text))  # noqa: S704 - escaped above


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return str(plain(value))[:LONGEST]
    if isinstance(value, Mapping):
        cleaned = {key: _cleaned(one) for key, one in value.items()}
        return {key: one for key, one in cleaned.items() if one not in (None, "", [], {})}
    if isinstance(value, Sequence):
        return [_cleaned(one) for one in value]
    return value


def provider_page(provider: Provider, url: str, now: datetime) -> dict[str, Any]:
    """The page of a provider, and the provider as its main entity."""
    return {
        "@context": CONTEXT,
        "@type": "WebPage",
        "@id": url,
        "url": url,
        "name": provider.name,
        "dateModified": provider.changed_at,
        "mainEntity": _business(provider, url, now),
    }


def _business(provider: Provider, url: str, now: datetime) -> dict[str, Any]:
    place = next(iter(provider.locations), None)
    stated = {term.id for term in provider.services if term.status == "stated"}
    types = _types(stated)
    return {
        "@type": types,
        "@id": f"{url}#provider",
        "additionalType": MASSAGE if MASSAGE_TYPE in types else None,
        "name": provider.name,
        "alternateName": list(provider.other_names),
        "url": web_link(provider.website) or url,
        "sameAs": web_links(provider.social_urls),
        "telephone": [number for number in provider.phones if phone_link(number)],
        "email": [one for one in provider.emails if mail_link(one)],
        "address": _address(place) if place else None,
        "geo": _geo(place) if place else None,
        "areaServed": list(provider.service_areas),
        "openingHoursSpecification": [
            {"@type": "OpeningHoursSpecification", "dayOfWeek": day, "opens": opens, "closes": closes}
            for day, opens, closes in hours.openings(provider.hours.osm, place, now)
        ],
        "makesOffer": [_offer(price) for price in provider.prices[:OFFERS_MOST]],
        "knowsLanguage": list(dict.fromkeys(_languages(provider))),
        "employee": [
            {"@type": "Person", "name": one.name, "jobTitle": one.role} for one in provider.practitioners
        ],
    }


def _types(stated: Iterable[str]) -> list[str]:
    ids = list(stated)
    types = [OSTEOPATHY_TYPE] if any("osteopath" in id_ for id_ in ids) else []
    if any("massage" in id_ or id_ in {"myotherapy", "shiatsu"} for id_ in ids):
        types.append(MASSAGE_TYPE)
    return types or [OTHER_TYPE]


def _languages(provider: Provider) -> Iterable[str]:
    return (language for person in provider.practitioners for language in person.languages)


def _address(place: Location) -> dict[str, Any]:
    return {
        "@type": "PostalAddress",
        "streetAddress": place.street,
        "addressLocality": place.suburb,
        "addressRegion": place.state,
        "postalCode": place.postcode,
        "addressCountry": place.country,
    }


def _geo(place: Location) -> dict[str, Any] | None:
    """Coordinates only where they are those of the door: the middle of a suburb is nobody's place."""
    if place.lat is None or place.lon is None or place.precision not in EXACT:
        return None
    return {"@type": "GeoCoordinates", "latitude": place.lat, "longitude": place.lon}


def _offer(price: Price) -> dict[str, Any]:
    return {
        "@type": "Offer",
        "name": price.label,
        "price": f"{price.amount:.2f}",
        "priceCurrency": price.currency,
    }


def list_page(
    name: str, url: str, found: Iterable[tuple[str, str]], crumbs: Iterable[tuple[str, str]]
) -> dict[str, Any]:
    """A page that lists providers, (name, address) each, with the way to it from the home page."""
    return {
        "@context": CONTEXT,
        "@type": "CollectionPage",
        "@id": url,
        "url": url,
        "name": name,
        "mainEntity": {"@type": "ItemList", "itemListElement": _numbered(found)},
        "breadcrumb": {"@type": "BreadcrumbList", "itemListElement": _numbered(crumbs)},
    }


def _numbered(items: Iterable[tuple[str, str]]) -> list[dict[str, Any]]:
    return [
        {"@type": "ListItem", "position": number, "name": name, "item": address}
        for number, (name, address) in enumerate(items, start=1)
    ]
