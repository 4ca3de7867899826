"""A search in words: what was asked for, what was understood, and the links that change it."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from pydantic import ValidationError
from werkzeug.datastructures import MultiDict

from indexer.asking.when import parse_open_at
from indexer.search import Open, SearchRequest, Understood
from search_web import words
from search_web.finder import KINDS, labels
from search_web.links import removing, search_url
from search_web.problems import RequestError, bad_parameter, bad_value

SAID: Mapping[str, str] = {
    "service": "states {}",
    "condition": "mentions {}",
    "credential": "states {}",
    "feature": "states {}",
}
"""How a filter of each repeatable parameter is said. Never "treats", never "verified"."""
SOUGHT: Mapping[str, str] = {
    "service": "{}",
    "condition": "{}",
    "credential": "pages that state {}",
    "feature": "pages that state {}",
}
"""How what a search looks for is said: those that only have a therapy's words are found as well."""
SORTS: Mapping[str, str] = {
    "best": "Best match",
    "distance": "Nearest",
    "price": "Lowest price",
    "name": "Name",
}


ENDLESS_PRICE = ("max_price", "should be a finite number")
"""`inf` is a number to a parser and a price to nobody."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter that is on, in words, and the search without it."""

    label: str
    without: str


def read_request(arguments: MultiDict[str, str]) -> SearchRequest:
    """The search that a page's address asks for. Empty and unknown arguments are passed over.

    Raises `RequestError` (400, `bad_parameter`) for one that does not fit.
    """
    values: dict[str, str | list[str]] = {}
    for name, field in SearchRequest.model_fields.items():
        given = [value.strip() for value in arguments.getlist(name) if value.strip()]
        if given:
            values[name] = given if field.default_factory is list else given[0]
    try:
        asked = SearchRequest.model_validate(values)
    except ValidationError as error:
        raise bad_parameter(error) from None
    if asked.max_price is not None and not math.isfinite(asked.max_price):
        raise bad_value(*ENDLESS_PRICE)
    return asked


def unreadable(request: SearchRequest, understood: Understood) -> RequestError | None:
    """The first argument whose value means nothing here; free text always means something.

    Pages say what they passed over. A program is told by a failure, or would not notice.
    """
    if request.max_price is not None and not math.isfinite(request.max_price):
        return bad_value(*ENDLESS_PRICE)
    for name in KINDS:
        known = labels(name)
        for value in getattr(request, name):
            if value not in known:
                return bad_value(name, f"no {name} has the id “{value[:80]}”")
    if request.open_at and parse_open_at(request.open_at, datetime.now(UTC)) is None:
        return bad_value("open_at", "should be `now` or a time such as 2026-11-28T10:00")
    if request.near.strip() and understood.place is None:
        return bad_value("near", "no such place is known; try a suburb with its state, or a postcode")
    return None


def filters(request: SearchRequest) -> list[Filter]:
    """The filters a search's arguments set, beyond its words and place."""
    on = [
        Filter(
            SAID[name].format(words.lower_first(labels(name).get(value, value))),
            removing(request, name, value),
        )
        for name in KINDS
        for value in getattr(request, name)
    ]
    if request.radius_km is not None:
        on.append(Filter(f"within {request.radius_km:g} km", search_url(request, radius_km=None)))
    if request.open_at:
        label = "open now" if request.open_at == "now" else f"open {request.open_at.replace('T', ' ')}"
        on.append(Filter(label, search_url(request, open_at=None)))
    if request.max_price is not None:
        on.append(
            Filter(f"${request.max_price:g} or less for 60 minutes", search_url(request, max_price=None))
        )
    return on


def heading(request: SearchRequest, understood: Understood) -> str:
    """What a results page is called: `Remedial massage near Rosanna VIC 3084`."""
    named = [_unbracketed(labels("service").get(id_, id_)) for id_ in understood.services]
    if named:
        what = words.listing([named[0], *map(words.lower_first, named[1:])])
    else:
        what = f"“{request.q}”" if request.q else "Osteopathy and massage"
    where = understood.place.label if understood.place else request.near
    return f"{what} near {where}" if where else what


def _unbracketed(label: str) -> str:
    """A label without its remark: `(kind not named)` is said of what was found, not of a search."""
    return label.partition(" (")[0]


def understood_line(understood: Understood) -> str:
    """What a search was taken to look for, after "Looks for"; empty when it asked for nothing."""
    parts = [*_wanted(understood)]
    if understood.text:
        parts.append(f"pages with the words “{understood.text}”")
    if understood.open:
        parts.append(_open(understood.open))
    if understood.max_price is not None:
        parts.append(f"at most ${understood.max_price:g} for 60 minutes")
    if understood.place:
        parts.append(f"within {understood.place.radius_km:g} km of {understood.place.label}")
    return ", ".join(parts)


def _wanted(understood: Understood) -> list[str]:
    groups: Sequence[tuple[str, tuple[str, ...]]] = (
        ("service", understood.services),
        ("condition", understood.conditions),
        ("credential", understood.credentials),
        ("feature", understood.features),
    )
    return [
        SOUGHT[name].format(
            words.listing([words.lower_first(_unbracketed(labels(name).get(id_, id_))) for id_ in ids])
        )
        for name, ids in groups
        if ids
    ]


def _open(when: Open) -> str:
    said = f"open {words.DAYS.get(when.day or '', '')}".rstrip()
    if when.from_ and when.to:
        return f"{said} {when.from_}–{when.to}"
    if when.from_:
        return f"{said} from {when.from_}"
    return f"{said} until {when.to}" if when.to else said
