"""How the site says things: distances, money, dates, phone numbers and lists, in plain English."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache

import phonenumbers
from markupsafe import Markup

CURRENCIES = {"AUD": "$", "NZD": "NZ$", "GBP": "£", "USD": "US$", "CAD": "CA$", "EUR": "€"}
DAYS = {
    "Mo": "Monday", "Tu": "Tuesday", "We": "Wednesday", "Th": "Thursday",
    "Fr": "Friday", "Sa": "Saturday", "Su": "Sunday",
}  # fmt: skip
KINDS = {"clinic": "Clinic", "practitioner": "One person’s practice", "mobile": "Comes to you"}
ROLES_OF_PRICE = {
    "initial": "first visit",
    "followup": "follow-up",
    "concession": "concession",
    "child": "child",
}

_NEVER_SHOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")


def plain(value: object) -> object:
    """`value` without control characters and without bidirectional overrides, which could forge other text.

    Runs on every value a template writes. Markup is made of such values, so it is not looked through again.
    """
    if not isinstance(value, str) or isinstance(value, Markup) or value.isprintable():
        return value
    return _NEVER_SHOWN.sub("", value)


def distance(km: float) -> str:
    """The distance of an exact spot as one would say it: `under 100 m`, `600 m`, `2.1 km`, `14 km`."""
    if km < 0.05:
        return "under 100 m"
    if km < 0.95:
        return f"{max(round(km, 1), 0.1) * 1000:.0f} m"
    return f"{km:.1f} km" if km < 9.95 else f"{km:.0f} km"


def about(km: float, town: str | None) -> str:
    """The distance of a spot somewhere in a town: `in Rosanna` when that is here, else `about 3 km`."""
    if km < 1 and town:
        return f"in {town}"
    return f"about {max(round(km), 1)} km"


def money(amount: float, currency: str) -> str:
    """An amount with its sign: `$110`, `£42.50`."""
    figure = f"{amount:,.2f}".removesuffix(".00")
    return f"{CURRENCIES.get(currency, currency + ' ')}{figure}"


@lru_cache(maxsize=4096)
def phone(number: str) -> str:
    """An E.164 number as people of its country write it; Australian numbers without the country code."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    home = parsed.country_code == 61
    style = phonenumbers.PhoneNumberFormat.NATIONAL if home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, style)


def moment(stamp: str) -> datetime | None:
    """An RFC 3339 time, or `None` when it is not one."""
    try:
        read = datetime.fromisoformat(stamp)
    except ValueError:
        return None
    return read if read.tzinfo else read.replace(tzinfo=UTC)


@lru_cache(maxsize=4096)
def day(stamp: str) -> str:
    """An RFC 3339 time as a day: `22 Nov 2026`."""
    read = moment(stamp)
    return f"{read.day} {read:%b %Y}" if read else stamp


def ago(stamp: str, now: datetime) -> str:
    """How long ago an RFC 3339 time was: `today`, `yesterday`, `12 days ago`, `3 months ago`."""
    read = moment(stamp)
    if read is None:
        return stamp
    days = (now - read).days
    if days < 1:
        return "today"
    if days < 2:
        return "yesterday"
    if days < 60:
        return f"{days} days ago"
    return f"{days // 30} months ago" if days < 730 else f"{days // 365} years ago"


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: `1 provider`, `1,204 providers`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def thousands(number: int) -> str:
    """A number as people read it: `1,204`."""
    return f"{number:,}"


def listing(items: Sequence[str], joiner: str = "and") -> str:
    """A list as a sentence says it: `a, b and c`."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {joiner} {items[-1]}"


def cut(text: str, most: int) -> str:
    """At most so many characters of a text, with a sign where it goes on."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def upper_first(text: str) -> str:
    """A phrase as the beginning of a sentence; the rest stays as it is."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """A label inside a sentence: first letter small, unless it is an acronym or a name (TMJ, Thai)."""
    head = text.split(" ", 1)[0]
    small = head[1:].islower() and head not in _NAMES
    return text[0].lower() + text[1:] if text and small else text


_NAMES = frozenset(
    "Ahpra Alexander Australian Ayurvedic Balinese Bowen Chinese Diploma Feldenkrais Hawaiian Indian "
    "Master Medicare Swedish Thai".split()
)
