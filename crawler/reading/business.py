"""What a structured item (schema.org) says of a business, as a listing's raw fields."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from crawler.reading.structured import types_of, values_of
from crawler.reading.urls import bare_host

# schema.org has no massage type, so pages choose among these; whatever is a LocalBusiness by name counts.
_BUSINESS = re.compile(
    r".*(?:Business|Clinic|Organization|Store|Salon|Spa|Physiotherapy|Physician|Practitioner|Therapy)$|Osteopath\w*|Massage\w*"
)
_NOT_THE_PROVIDER = {"Organization", "NewsMediaOrganization", "OnlineBusiness", "OnlineStore"}
_DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def is_business(item: Mapping[str, Any]) -> bool:
    """Whether an item of a directory's page describes a provider (not the directory itself)."""
    types = set(types_of(item))
    return any(_BUSINESS.match(name) for name in types - _NOT_THE_PROVIDER) or (
        "Person" in types and bool(item.get("telephone") or item.get("address"))
    )


def listing_fields(item: Mapping[str, Any], own_host: str) -> dict[str, Any]:
    """Raw listing fields of a business item. `own_host` is the directory's: links to it are no website."""
    fields = {name: read(item) for name, read in _READERS.items()}
    fields["website"] = next((url for url in _urls(item) if bare_host(url) != own_host), None)
    address = next((one for one in values_of(item, "address") if isinstance(one, Mapping)), {})
    for name, key in _ADDRESS.items():
        fields[name] = _text(address.get(key))
    if not address:
        fields["street"] = _text(next(iter(values_of(item, "address")), None))
    for name, key in (("lat", "latitude"), ("lon", "longitude")):
        place = next((one for one in values_of(item, "geo") if isinstance(one, Mapping)), item)
        fields[name] = place.get(key)
    return {name: value for name, value in fields.items() if value not in (None, "", [])}


def _text(value: Any) -> str | None:
    """A value, or an item's name, as text."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("@id")
        return _text(value) if not isinstance(value, Mapping) else None
    return None if value is None else str(value)


def _texts(*names: str) -> Callable[[Mapping[str, Any]], list[str]]:
    def read(item: Mapping[str, Any]) -> list[str]:
        return [text for name in names for one in values_of(item, name) if (text := _text(one))]

    return read


def _first(name: str) -> Callable[[Mapping[str, Any]], str | None]:
    return lambda item: _text(item.get(name))


def _urls(item: Mapping[str, Any]) -> Iterable[str]:
    return [str(one) for name in ("url", "sameAs") for one in values_of(item, name) if isinstance(one, str)]


def _services(item: Mapping[str, Any]) -> list[str]:
    found = _texts("availableService", "knowsAbout", "medicalSpecialty", "serviceType")(item)
    offers = [*values_of(item, "makesOffer")]
    for catalogue in values_of(item, "hasOfferCatalog"):
        if isinstance(catalogue, Mapping):
            offers.extend(values_of(catalogue, "itemListElement"))
    for offer in offers:
        if isinstance(offer, Mapping):
            name = _text(offer.get("itemOffered")) or _text(offer.get("name"))
            found.extend([name] if name else [])
    return found


def _hours(item: Mapping[str, Any]) -> str | None:
    stated = [str(one) for one in values_of(item, "openingHours") if isinstance(one, str)]
    for one in values_of(item, "openingHoursSpecification"):
        if isinstance(one, Mapping):
            days = ",".join(_day(day) for day in values_of(one, "dayOfWeek"))
            span = f"{_clock(one.get('opens'))}-{_clock(one.get('closes'))}"
            stated.append(f"{days} {'off' if span in {'-', '00:00-00:00'} else span}".strip())
    return "; ".join(stated) or None


def _day(value: Any) -> str:
    name = str(_text(value) or "").rsplit("/", 1)[-1]
    return name[:2] if name in _DAY_NAMES else name


def _clock(value: Any) -> str:
    return str(value or "")[:5]


_ADDRESS: Mapping[str, str] = {
    "street": "streetAddress",
    "suburb": "addressLocality",
    "state": "addressRegion",
    "postcode": "postalCode",
    "country": "addressCountry",
}
_READERS: Mapping[str, Callable[[Mapping[str, Any]], Any]] = {
    "name": _first("name"),
    "phones": _texts("telephone"),
    "emails": _texts("email"),
    "services": _services,
    "credentials": _texts("hasCredential", "memberOf"),
    "practitioners": _texts("employee", "employees", "founder"),
    "hours": _hours,
    "description": _first("description"),
}
