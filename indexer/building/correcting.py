"""Facts corrected by a person's decision: dated, shown as such, and in force until the sources agree.

A correction says what one field is; it never takes a statement's evidence away from another. What can be
corrected are facts, one field each, by the table `FIELDS`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, get_args
from urllib.parse import urlsplit

import opening_hours
import phonenumbers

from crawler.kept.decisions import Decision
from data.locality import STATES, gazetteer, name_key
from data.term import Kind, vocabulary
from indexer.building.places import placed
from indexer.errors import DecisionRefused
from indexer.evidence import quote, timestamp
from indexer.model import Credential, Evidence, Hours, Location, Provider, StatedTerm

SOURCE = "correction"
"""The source of a corrected fact's evidence."""
HOME_COUNTRY = "AU"
NOTHING = ""
"""The value by which a field is said to be unknown, or a term not to be mentioned."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What one field of a provider is."""

    id: str
    field: str
    """A key of `FIELDS`, or a kind of term and an id: `services:cupping`."""
    value: str
    evidence: Evidence

    @classmethod
    def of(cls, decision: Decision) -> "Correction":
        """A decision as it applies; who made it is nobody's business."""
        said = decision.reason
        proof = Evidence(
            quote=quote(said, 0, len(said)), url="", source=SOURCE, seen_at=timestamp(decision.made_at)
        )
        return cls(decision.id, decision.about["field"], decision.about["value"], proof)


@dataclass(frozen=True, slots=True)
class Field:
    """How a field is read from what is typed, told, and replaced. Values are texts in one spelling."""

    read: Callable[[str, Provider], str]
    """Raises `DecisionRefused`."""
    tell: Callable[[Provider], str]
    put: Callable[[Provider, str, Evidence], Mapping[str, Any]]


def field_named(name: str) -> Field:
    """The field of that name. Raises `DecisionRefused`."""
    kind, _, term_id = name.partition(":")
    if kind in TERMS and term_id in vocabulary(TERMS[kind]):
        return Field(_read_status, partial(_told_status, kind, term_id), partial(_with_term, kind, term_id))
    if name not in FIELDS:
        terms = ", ".join(f"{kind}:ID" for kind in TERMS)
        raise DecisionRefused(f"no field {name!r} can be corrected; there are {', '.join(FIELDS)}, {terms}")
    return FIELDS[name]


def corrected(provider: Provider, corrections: Sequence[Correction]) -> tuple[Provider, tuple[str, ...]]:
    """The provider with corrections in force, and the ids of those that the sources agree with by now."""
    agreed = []
    found = provider
    for one in corrections:
        field = field_named(one.field)
        if field.tell(provider) == one.value:
            agreed.append(one.id)
        else:
            found = found.model_copy(update=field.put(found, one.value, one.evidence))
    return found, tuple(agreed)


def _read_text(text: str, _: Provider) -> str:
    return " ".join(text.split())


def _read_website(text: str, _: Provider) -> str:
    text = text.strip()
    if text and (urlsplit(text).scheme not in {"http", "https"} or not urlsplit(text).hostname):
        raise DecisionRefused(f"{text!r} is no web address; write one such as https://clinic.example/")
    return text


def _read_phones(text: str, provider: Provider) -> str:
    country = next((place.country for place in provider.locations), HOME_COUNTRY)
    return _joined(_e164(part, country) for part in text.split(","))


def _e164(text: str, country: str) -> str:
    try:
        parsed = phonenumbers.parse(text, country) if text.strip() else None
    except phonenumbers.NumberParseException:
        raise DecisionRefused(f"{text.strip()!r} is no phone number") from None
    if parsed is not None and not phonenumbers.is_possible_number(parsed):
        raise DecisionRefused(f"{text.strip()!r} is no possible phone number")
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164) if parsed else ""


def _read_emails(text: str, _: Provider) -> str:
    parts = [part.strip().lower() for part in text.split(",") if part.strip()]
    if any("@" not in part.strip("@") for part in parts):
        raise DecisionRefused(f"{text!r}: write addresses such as someone@clinic.example, commas between")
    return _joined(parts)


def _read_hours(text: str, _: Provider) -> str:
    if text.strip() and not opening_hours.validate(text.strip()):
        raise DecisionRefused(
            f"{text!r} is no opening_hours value; write one such as Mo-Fr 09:00-17:00; Su off"
        )
    return text.strip()


def _read_state(text: str, _: Provider) -> str:
    return STATES.get(name_key(text), " ".join(text.split()))


def _read_status(text: str, _: Provider) -> str:
    if text.strip() not in {"stated", "stated_not", NOTHING}:
        raise DecisionRefused(f"{text!r}: a term is stated, stated_not, or '' for not mentioned")
    return text.strip()


def _read_life(text: str, _: Provider) -> str:
    wanted = get_args(Provider.model_fields["status"].annotation)
    if text.strip() not in wanted:
        raise DecisionRefused(f"{text!r}: a provider is {', '.join(wanted)}")
    return text.strip()


def _joined(values: Any) -> str:
    return ",".join(value for value in values if value)


def _with_evidence(provider: Provider, keys: Sequence[str], proof: Evidence) -> Mapping[str, Any]:
    return {"evidence": provider.evidence | dict.fromkeys(keys, (proof,))}


def _put_name(provider: Provider, value: str, proof: Evidence) -> Mapping[str, Any]:
    others = tuple(dict.fromkeys((provider.name, *provider.other_names)))
    others = tuple(one for one in others if one != value)
    return {"name": value, "other_names": others, **_with_evidence(provider, ["name"], proof)}


def _put_list(kind: str, key: str, provider: Provider, value: str, proof: Evidence) -> Mapping[str, Any]:
    values = tuple(value.split(",")) if value else ()
    return {kind: values, **_with_evidence(provider, [f"{key}:{one}" for one in values], proof)}


def _put_plain(key: str, provider: Provider, value: str, proof: Evidence) -> Mapping[str, Any]:
    return {key: value or None, **_with_evidence(provider, [key], proof)}


def _put_hours(_: Provider, value: str, proof: Evidence) -> Mapping[str, Any]:
    return {"hours": Hours(osm=value or None, evidence=(proof,))}


def _put_place(part: str, provider: Provider, value: str, proof: Evidence) -> Mapping[str, Any]:
    """The first place with one part replaced, and put on the map anew."""
    first, *others = provider.locations or (Location(country=HOME_COUNTRY),)
    bare = first.model_copy(update={part: value or None, "lat": None, "lon": None, "precision": None})
    keeps_pin = part == "street" and first.lat is not None
    moved = bare.model_copy(update={"lat": first.lat, "lon": first.lon, "precision": first.precision})
    place = moved if keeps_pin else placed(bare, (), gazetteer())
    return {"locations": (place, *others), **_with_evidence(provider, ["location:0"], proof)}


def _told_place(part: str, provider: Provider) -> str:
    return next((getattr(place, part) or "" for place in provider.locations[:1]), "")


def _told_status(kind: str, term_id: str, provider: Provider) -> str:
    held: Sequence[StatedTerm | Credential] = getattr(provider, kind)
    return next((term.status for term in held if term.id == term_id), NOTHING)


def _with_term(kind: str, term_id: str, provider: Provider, value: str, proof: Evidence) -> Mapping[str, Any]:
    held: Sequence[StatedTerm | Credential] = getattr(provider, kind)
    kept = tuple(term for term in held if term.id != term_id)
    if value == NOTHING:
        return {kind: kept}
    term = vocabulary(TERMS[kind]).get(term_id)
    made = Credential if kind == "credentials" else StatedTerm
    values = {"id": term_id, "label": term.label if term else term_id, "status": value, "evidence": (proof,)}
    return {kind: (*kept, made.model_validate(values))}


TERMS: Mapping[str, Kind] = {
    "services": "therapies",
    "conditions": "conditions",
    "credentials": "credentials",
    "features": "features",
}
"""Lists of terms, each corrected an id at a time: `services:cupping`."""
FIELDS: Mapping[str, Field] = {
    "name": Field(_read_text, lambda one: one.name, _put_name),
    "website": Field(_read_website, lambda one: one.website or "", partial(_put_plain, "website")),
    "phones": Field(_read_phones, lambda one: _joined(one.phones), partial(_put_list, "phones", "phone")),
    "emails": Field(_read_emails, lambda one: _joined(one.emails), partial(_put_list, "emails", "email")),
    "street": Field(_read_text, partial(_told_place, "street"), partial(_put_place, "street")),
    "suburb": Field(_read_text, partial(_told_place, "suburb"), partial(_put_place, "suburb")),
    "state": Field(_read_state, partial(_told_place, "state"), partial(_put_place, "state")),
    "postcode": Field(_read_text, partial(_told_place, "postcode"), partial(_put_place, "postcode")),
    "hours": Field(_read_hours, lambda one: one.hours.osm or "", _put_hours),
    "status": Field(_read_life, lambda one: one.status, partial(_put_plain, "status")),
}
"""What can be corrected beside terms; an address is that of the first place."""
