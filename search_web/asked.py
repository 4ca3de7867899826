"""A search as a page's address asks for it, and what it is called."""

import math
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Final

from pydantic import ValidationError
from werkzeug.datastructures import MultiDict

from indexer.asking.rewording import opening_words
from indexer.asking.when import parse_open_at
from indexer.search import SearchRequest, Understood
from search_web import words
from search_web.finder import KINDS, labels
from search_web.links import PageSearch
from search_web.problems import RequestError, bad_parameter, bad_value

ENDLESS_PRICE = ("max_price", "should be a finite number")
"""`inf` is a number to a parser and a price to nobody."""
HEADING_PARTS: Final = 3
"""Parts of a search that its heading says behind what and where; the chips below it say them all."""
HEADING_WORDS: Final = 60
"""Characters of somebody's own words in a heading; the box above it has them all."""
FIELDS: Final[Mapping[str, str]] = {
    "service": "services",
    "condition": "conditions",
    "credential": "credentials",
    "feature": "features",
}
"""Search parameter -> field of `Understood`."""


def read_request(arguments: MultiDict[str, str]) -> PageSearch:
    """The search that a page's address asks for. Empty and unknown arguments are passed over.

    Raises `RequestError` (400, `bad_parameter`) for one that does not fit.
    """
    values: dict[str, str | list[str]] = {}
    for name, field in PageSearch.model_fields.items():
        given = [value.strip() for value in arguments.getlist(name) if value.strip()]
        if given:
            values[name] = given if field.default_factory is list else given[0]
    try:
        asked = PageSearch.model_validate(values)
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


def heading(request: SearchRequest, understood: Understood) -> str:
    """What a results page is called: `Remedial massage near Rosanna VIC 3084, open Saturday`."""
    what, rest = _what(request, understood)
    named = understood.place.label.removeprefix("near ") if understood.place else request.near
    where = words.cut(named, HEADING_WORDS)
    rest += _limits(request, understood)
    more = len(rest) - HEADING_PARTS
    said = [f"{what} near {where}" if where else what, *rest[:HEADING_PARTS]]
    return ", ".join([*said, f"and {more} more"] if more > 0 else said)


def _what(request: SearchRequest, understood: Understood) -> tuple[str, list[str]]:
    """What is looked for, and what is left to say of it: therapies before complaints before any words."""
    named = {name: _names(understood, name) for name in KINDS}
    rest = [
        f"{verb} {words.listing(named[name])}"
        for name, verb in (("condition", "mentioning"), ("credential", "stating"), ("feature", "stating"))
        if named[name] and (name != "condition" or named["service"])
    ]
    first = named["service"] or named["condition"]
    if first:
        return words.upper_first(words.listing(first)), rest
    if request.q and (understood.text or understood.phrases):
        return f"“{words.cut(request.q, HEADING_WORDS)}”", rest
    return "Osteopathy and massage", rest


def _names(understood: Understood, parameter: str) -> list[str]:
    known = labels(parameter)
    return [short_label(known.get(id_, id_)) for id_ in getattr(understood, FIELDS[parameter])]


def _limits(request: SearchRequest, understood: Understood) -> list[str]:
    return [
        *(f"speaking {language}" for language in understood.languages),
        *([said] if (said := opening(request, understood)) else []),
        *([f"${understood.max_price:g} or less"] if understood.max_price else []),
        *without(understood),
    ]


def opening(request: SearchRequest, understood: Understood) -> str:
    """When it should be open, in words; empty when at any time."""
    if request.open_at == "now":
        return "open now"
    return f"open {opening_words(understood.open)}" if understood.open else ""


def without(understood: Understood) -> Iterator[str]:
    """What is not wanted, in words."""
    known = labels("service")
    yield from (f"without {short_label(known.get(id_, id_))}" for id_ in understood.without_services)
    yield from (f"without “{word}”" for word in understood.without_text.split())


def short_label(label: str) -> str:
    """A label inside a sentence, without its remark: `(kind not named)` is said of what was found only."""
    return words.lower_first(label.partition(" (")[0].partition(":")[0])
