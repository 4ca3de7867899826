"""Amounts of money as written: `$75`, `£65.00`, `A$90`, `71.30 CAD`, `PHP 500`, `$80-$90` (the lower)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

LEAST, MOST = 3.0, 100_000.0

DOLLAR = {"AU": "AUD", "US": "USD", "CA": "CAD", "NZ": "NZD", "SG": "SGD", "HK": "HKD"}
"""What "$" means, by country."""
OF_COUNTRY = {
    **DOLLAR,
    "GB": "GBP",
    "IE": "EUR",
    "PH": "PHP",
    "ZA": "ZAR",
    "IN": "INR",
    "TH": "THB",
    "CH": "CHF",
}
_SIGNS = {
    "£": "GBP",
    "€": "EUR",
    "₱": "PHP",
    "php": "PHP",
    "peso": "PHP",
    "pesos": "PHP",
    "₹": "INR",
    "฿": "THB",
    "r": "ZAR",
    "a$": "AUD",
    "au$": "AUD",
    "aud$": "AUD",
    "us$": "USD",
    "ca$": "CAD",
    "c$": "CAD",
    "nz$": "NZD",
    "euro": "EUR",
    "euros": "EUR",
    "pounds": "GBP",
    "gbp": "GBP",
    "eur": "EUR",
    "aud": "AUD",
    "usd": "USD",
    "cad": "CAD",
    "nzd": "NZD",
    "zar": "ZAR",
    "inr": "INR",
    "chf": "CHF",
}
_DOLLARS = frozenset(["$", "dollars", "dollar", "bucks"])

_BEFORE = (
    r"(?:(?:A|AU|AUD|US|CA|C|NZ) ?)?\$|£|€|₱|₹|฿|\b(?:PHP|(?-i:P)(?=\d{3})|AUD|USD|CAD|NZD|GBP|EUR|ZAR|CHF"
    r"|(?-i:R)(?=\d{3}))"
)
_AFTER = (
    r"\$|£|€|₱|\b(?:(?:australian|canadian|american|new zealand|british|us) )?(?:dollars?|bucks|pounds|euros?"
    r"|pesos?|php|aud|usd|cad|nzd|gbp|eur|zar|chf)\b"
)
_FIGURE = r"\d{1,3}(?:,\d{3})+(?:\.\d\d)?|\d{1,5}(?:\.\d{1,2}|,\d\d)?(?![\d])"
_DECIMAL_COMMA = re.compile(r",(\d\d)$")
_DASH = r" ?(?:-|–|—|\bto\b) ?"
_MORE = r"(?P<more>(?: ?/ ?\d{2,4}(?:\.\d\d)?(?! ?(?:\d|m|h|/|[-–—] ?\d+ ?(?:m|h))))+)"
"""Further amounts without their sign: "$50/80/110"."""
_UPPER = rf"{_DASH}(?:(?:{_BEFORE}) ?(?:{_FIGURE})|\d{{2,4}}(?:\.\d\d)?(?! ?(?:min|m\b|h\b|hour|hr|\d|%)))"
AMOUNT = re.compile(
    rf"(?P<before>{_BEFORE}) ?(?P<figure>{_FIGURE})(?:\.?-(?![\d$£€]))?{_MORE}?(?:{_UPPER})?"
    rf"|(?<![\d.,/])(?P<figure2>{_FIGURE})(?:{_DASH}\d{{1,4}}(?:\.\d\d)?)? ?(?P<after>{_AFTER})(?!\d)",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"\b(?:from|starting at|starts at|starting|as low as)(?: (?:just|only))? ?$", re.IGNORECASE
)
_NO_AMOUNT = re.compile(
    r"^ ?(?:(?:/|per|a) ?(?:min|minute|km|kilomet|mile|m\b)|(?:k|m|bn|million|billion)\b|[%+]?k\+)",
    re.IGNORECASE,
)
"""After a figure: a rate by the minute, or thousands and millions."""


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in the currency's main unit and where it stands in a text."""

    value: float
    sign: str
    """As written: "$", "gbp"."""
    start: int
    end: int
    text: str = ""
    """As it stands on the page."""
    is_from: bool = False
    """Whether "from" stands before it, or it is the lower end of a range."""


def find(text: str) -> Iterator[Amount]:
    """The amounts of a text."""
    for found in AMOUNT.finditer(text):
        if _NO_AMOUNT.match(text[found.end() :]):
            continue
        sign = (found["before"] or found["after"]).lower()
        sign = sign if found["after"] else sign.replace(" ", "")
        is_range = bool(re.search(r"\d\)?\s?(?:-|–|—|to)\s?[^\d]{0,4}\d", found[0]))
        is_from = is_range or bool(_FROM.search(text[max(0, found.start() - 24) : found.start()]))
        for figure in (
            found["figure"] or found["figure2"],
            *re.findall(r"\d+(?:\.\d\d)?", found["more"] or ""),
        ):
            value = float(_DECIMAL_COMMA.sub(r".\1", figure).replace(",", ""))
            if LEAST <= value <= MOST:
                yield Amount(value, sign, found.start(), found.end(), found[0], is_from)


def currency(sign: str, country: str) -> str:
    """ISO 4217 code of a sign, given the country; the country's own for "$" and where no sign is written."""
    sign = sign.rsplit(" ", 1)[-1]
    if sign in _SIGNS:
        return _SIGNS[sign]
    home = OF_COUNTRY.get(country, "AUD")
    return (home if home in DOLLAR.values() else "USD") if sign in _DOLLARS else home
