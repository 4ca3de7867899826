"""The public shape of a provider, as `rosanna export` and the API give it.

The contract is `docs/data-model.md`; `Provider.model_json_schema()` is its JSON Schema. Fact modules
build these types directly, so that there is one shape from the page to the screen. Keys are always
present; unknown is `None` or an empty list, never a guess.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Status = Literal["stated", "stated_not"]
Kind = Literal["clinic", "practitioner", "mobile"]
Precision = Literal["address", "street", "suburb", "postcode"]
Audience = Literal["standard", "concession", "child"]
Visit = Literal["initial", "followup"]

QUOTE_LENGTH = 200
"""Longest quote, characters: enough to judge a fact by, short enough to be fair dealing with a page."""


class Model(BaseModel):
    """A frozen value with exactly its own keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Evidence(Model):
    """Where something was said: the page's own words, its address, and when it was read."""

    quote: str = Field(max_length=QUOTE_LENGTH)
    url: str
    source: str
    """Id of the source: `sites` for a provider's own web site, else the id of its source file; `correction`
    for what a person decided: then the quote is the reason, and `url` is empty."""
    seen_at: str
    """RFC 3339, UTC."""


class Location(Model):
    """A place where the provider works. `lat` and `lon` are degrees, WGS 84."""

    street: str | None = None
    suburb: str | None = None
    state: str | None = None
    postcode: str | None = None
    country: str
    lat: float | None = None
    lon: float | None = None
    precision: Precision | None = None
    """How exact the coordinates are."""


class StatedTerm(Model):
    """A therapy, condition or feature that was stated, or stated not to be offered."""

    id: str
    label: str
    status: Status = "stated"
    evidence: tuple[Evidence, ...] = ()


class Credential(Model):
    """A registration, qualification or membership that was stated."""

    id: str
    label: str
    status: Status = "stated"
    number: str | None = None
    number_format_valid: bool | None = None
    """Whether `number` has the form its issuer uses; `None` without a number or a known form."""
    holder: str | None = None
    verify_url: str | None = None
    evidence: tuple[Evidence, ...] = ()


class Hours(Model):
    """Opening hours as an OpenStreetMap `opening_hours` value; `osm` is `None` when none are stated."""

    osm: str | None = None
    note: str | None = None
    evidence: tuple[Evidence, ...] = ()


class Price(Model):
    """The price of one session; `amount` in the currency's main unit, `minutes` where stated."""

    label: str
    service: str | None = None
    minutes: int | None = None
    amount: float
    currency: str
    audience: Audience | None = None
    visit: Visit | None = None
    evidence: tuple[Evidence, ...] = ()


class Practitioner(Model):
    """A person who works there, with what the page says of them."""

    name: str
    role: str | None = None
    gender: Literal["female", "male", "nonbinary"] | None = None
    languages: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class SourceRef(Model):
    """A listing the provider was made from. Timestamps: RFC 3339, UTC."""

    source: str
    source_id: str
    url: str
    first_seen: str
    last_seen: str


class OtherValue(Model):
    """A value that a source lists and that is not the one shown."""

    value: str
    note: str | None = None
    """What is known to be wrong with it."""
    evidence: tuple[Evidence, ...] = ()


class Provider(Model):
    """One clinic, practice or mobile therapist."""

    id: str
    former_ids: tuple[str, ...] = ()
    """Ids of providers that were found to be this one; they lead here."""
    name: str
    other_names: tuple[str, ...] = ()
    kind: Kind
    locations: tuple[Location, ...] = ()
    service_areas: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    """E.164."""
    emails: tuple[str, ...] = ()
    website: str | None = None
    booking_urls: tuple[str, ...] = ()
    social_urls: tuple[str, ...] = ()
    services: tuple[StatedTerm, ...] = ()
    conditions: tuple[StatedTerm, ...] = ()
    credentials: tuple[Credential, ...] = ()
    features: tuple[StatedTerm, ...] = ()
    hours: Hours = Hours()
    prices: tuple[Price, ...] = ()
    practitioners: tuple[Practitioner, ...] = ()
    sources: tuple[SourceRef, ...] = ()
    evidence: dict[str, tuple[Evidence, ...]] = Field(default_factory=dict)
    """Evidence of the plain fields: keys `name`, `phone:<E.164>`, `email:<address>`, `location:<index>`,
    `status`; `website` where it was corrected."""
    also_listed: dict[str, tuple[OtherValue, ...]] = Field(default_factory=dict)
    """What sources list beside the values above: keys `website`, `phone`, `hours`, `location`."""
    status: Literal["active", "unconfirmed", "gone"] = "active"
    first_seen: str
    last_seen: str
    changed_at: str
