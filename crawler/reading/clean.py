"""Cleans a listing's raw fields, one small function a field. A bad field is noted and left out."""

import html
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import unquote

from crawler.reading.urls import canonical_url
from crawler.records import LISTING_FIELDS

MAX_DESCRIPTION = 2_000
MAX_TEXT = 300
"""Characters of a short field: longer is a selector that took half the page."""
MAX_VALUES = 60
LIST_FIELDS = frozenset({"phones", "emails", "services", "credentials", "practitioners"})
_SPACE = re.compile(r"[\s\u200b\ufeff\u00a0]+")
_PHONE_SEPARATOR = re.compile(r"\s*(?:[;|/,]|\bor\b|\band\b)\s*(?=[+(\d])", re.IGNORECASE)
_PHONE_LABEL = re.compile(
    r"^\s*(?:tel(?:ephone)?|ph(?:one)?|mob(?:ile)?|call(?: us)?|fax)\b\s*[.:]*\s*", re.IGNORECASE
)
_EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_STATES = {
    "australian capital territory": "ACT", "new south wales": "NSW", "northern territory": "NT",
    "queensland": "QLD", "south australia": "SA", "tasmania": "TAS", "victoria": "VIC",
    "western australia": "WA",
}  # fmt: skip
_COUNTRIES = {
    "australia": "AU", "aus": "AU", "new zealand": "NZ", "aotearoa new zealand": "NZ", "united kingdom": "GB",
    "great britain": "GB", "england": "GB", "scotland": "GB", "wales": "GB", "uk": "GB", "ireland": "IE",
    "united states": "US", "united states of america": "US", "usa": "US", "canada": "CA",
}  # fmt: skip


def clean_fields(raw: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Cleaned fields, and what was wrong with those left out: (fields, troubles), both by field name.

    Keys that are no listing field are left out silently; they stay in `raw`.
    """
    fields: dict[str, Any] = {}
    troubles: dict[str, str] = {}
    for name in LISTING_FIELDS:
        value = raw.get(name)
        if value is None or value in ("", []):
            continue
        try:
            clean = _CLEANERS[name] if name in _CLEANERS else _short_text  # noqa: SIM401 (keeps its type)
            cleaned = clean(value)
        except ValueError as error:
            troubles[name] = str(error)
            continue
        if cleaned not in ("", []):
            fields[name] = cleaned
    return fields, troubles


def squeezed(value: Any) -> str:
    """Text on one line: entities decoded, runs of white space made one space."""
    return _SPACE.sub(" ", html.unescape(str(value))).strip()


def _short_text(value: Any) -> str:
    text = squeezed(value)
    if len(text) > MAX_TEXT:
        raise ValueError(f"{len(text)} characters, at most {MAX_TEXT} are believed")
    return text


def _description(value: Any) -> str:
    return squeezed(value)[:MAX_DESCRIPTION].rstrip()


def _each(clean: Callable[[str], Iterable[str]]) -> Callable[[Any], list[str]]:
    """Clean a list (or a single value), without repeats. Fails only when nothing of it is good."""

    def cleaned(value: Any) -> list[str]:
        values = value if isinstance(value, list | tuple) else [value]
        found = {one: None for item in values[:MAX_VALUES] for one in clean(squeezed(item))}
        if values and not found:
            raise ValueError(f"{squeezed(values[0])[:60]!r} is none")
        return list(found)

    return cleaned


def _phones(text: str) -> Iterable[str]:
    text = unquote(re.sub(r"^\s*(?:tel|callto|sms):", "", text, flags=re.IGNORECASE))
    for part in _PHONE_SEPARATOR.split(text):
        number = _PHONE_LABEL.sub("", part).strip(" .,;")
        if 6 <= sum(character.isdigit() for character in number) <= 20:
            yield number


def _emails(text: str) -> Iterable[str]:
    text = unquote(re.sub(r"^\s*mailto:", "", text, flags=re.IGNORECASE))
    return (found[0].lower() for found in _EMAIL.finditer(text))


def _words(text: str) -> Iterable[str]:
    return [text] if 1 < len(text) <= MAX_TEXT else []


def _website(value: Any) -> str:
    text = squeezed(value[0] if isinstance(value, list) and value else value)
    if not re.match(r"https?://", text, re.IGNORECASE):
        if not re.match(r"(?:[\w-]+\.)+[a-z]{2,}(?:[/:?]|$)", text, re.IGNORECASE):
            raise ValueError(f"{text[:60]!r} is no web address")
        text = f"http://{text}"
    url = canonical_url(text)
    if url is None:
        raise ValueError(f"{text[:60]!r} is no web address")
    return url


def _from_table(table: Mapping[str, str], code: re.Pattern[str]) -> Callable[[Any], str]:
    def cleaned(value: Any) -> str:
        text = _short_text(value)
        known = table.get(text.lower().rstrip("."))
        return known or (text.upper() if code.fullmatch(text) else text)

    return cleaned


def _country(value: Any) -> str:
    text = _short_text(value)
    code = _COUNTRIES.get(text.lower(), text.upper())
    if not re.fullmatch(r"[A-Z]{2}", code):
        raise ValueError(f"{text!r} is no country known here")
    return code


def _degrees(limit: float) -> Callable[[Any], float]:
    def cleaned(value: Any) -> float:
        number = float(value)
        if not -limit <= number <= limit:
            raise ValueError(f"{number} is not within {limit:.0f} degrees")
        return number

    return cleaned


def _number(degrees: Callable[[Any], float]) -> Callable[[Any], float]:
    def cleaned(value: Any) -> float:
        try:
            return degrees(value)
        except (TypeError, OverflowError) as error:
            raise ValueError(f"{value!r} is no number") from error

    return cleaned


_CLEANERS: Mapping[str, Callable[[Any], Any]] = {
    "website": _website,
    "phones": _each(_phones),
    "emails": _each(_emails),
    "services": _each(_words),
    "credentials": _each(_words),
    "practitioners": _each(_words),
    "state": _from_table(_STATES, re.compile(r"[A-Za-z]{2,3}")),
    "country": _country,
    "lat": _number(_degrees(90)),
    "lon": _number(_degrees(180)),
    "hours": _description,
    "description": _description,
}
