"""Links to online booking systems."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from indexer.facts.contact.platforms import BOOKING_HOSTS, SOCIAL_HOSTS, known
from indexer.facts.pages.standing import LEGAL, standing
from indexer.page import Page, Site, once_a_site
from indexer.prefilter import Rule

BOOK_TEXT = Rule(
    r"\b(?:book(?:ings?)?(?: (?:now|online|here|in|a|an|your|today|appointment|session))?|schedule"
    r"|make an appointment"
    r"|appointments?|reserve|open booking|online booking)\b",
    re.IGNORECASE,
)
NOT_BOOKING_TEXT = Rule(
    r"\b(?:read|review|buy|ebook|book (?:review|list)|facebook|books|author|amazon)\b", re.IGNORECASE
)
BUTTON = Rule(
    r"^\W*(?:click (?:here )?to )?(?:(?:online )?bookings?|book"
    r"(?: (?:now|online|here|in|today|me|us|direct(?:ly)?|your|an?|my|with \w+|appointments?|session"
    r"|treatment|visit|consult(?:ation)?|massage|time|\w+ (?:massage|osteo\w*)))+|book"
    r"|(?:request|make|schedule)(?: an?| your)? (?:appointment|booking|visit|session)"
    r"|(?:schedule|reserve)(?: now| online)?"
    r"|(?:pick|choose|find|get) an? (?:time|date|day|slot|appointment)"
    r"|see (?:available )?times|check availability)\W*$",
    re.IGNORECASE,
)
"""The whole text of a button that leads to a booking system, whichever that is."""
BOOK_HOST = re.compile(
    r"(?:^|\.)(?:book|booking|bookings|bookme|bookaslot|schedul|cal\.|calendar|appointments?|reserv)[\w-]*\.?",
    re.IGNORECASE,
)
BOOK_PATH = re.compile(
    r"/(?:book(?:ing|ings|-?now|-?online)?|online-?bookings?|schedule|appointments?|reserve"
    r"|clients/sign_in)\b",
    re.IGNORECASE,
)
PATHS_MOST = 3
"""Addresses of one host that a page links to before the host counts as a site of its own."""
GIFT_PATH = re.compile(r"(?:^|/)(?:e-?)?gift|/catalog\.php$", re.IGNORECASE)
"""Where a booking system sells vouchers and packages."""
RESERVES = re.compile(r"Reserve|Schedule|Book|Appointment", re.IGNORECASE)
NOT_BOOKING_HOSTS = (
    "google.com", "goo.gl", "maps.app.goo.gl", "apple.com", "amazon.com", "whatsapp.com", "wa.me",
    "messenger.com", "m.me", "eventbrite.com", "mailchimp.com", "paypal.com", "docs.google.com", "forms.gle",
    "amzn.to", "w3.org", "youtube.com", "wordpress.com", "jotform.com", "typeform.com", "booktopia.com.au",
    "bookdepository.com", "booking.com", "bookshop.org", "airbnb.com", "airbnb.com.au", "ticketek.com.au",
    "trybooking.com", "humanitix.com", "events.humanitix.com", "gift-cards.com", "giftup.app", "giftup.com",
    "surveymonkey.com", "hubspot.com", "linktr.ee",
)  # fmt: skip
"""Hosts that "book" links lead to without being a booking system."""


@once_a_site
def find(site: Site) -> tuple[str, ...]:
    """Booking addresses, one a system and page, most prominent first."""
    found: dict[tuple[str, str], str] = {}
    for page in site.pages:
        if standing(page) > LEGAL:
            for address in _of_page(page, site.host):
                parts = urlsplit(address)
                found.setdefault((parts.hostname or "", parts.path.rstrip("/")), address)
    by_host: dict[str, list[str]] = {}
    for (host, _), address in found.items():
        by_host.setdefault(host, []).append(address)
    return tuple(address for addresses in by_host.values() for address in addresses[:4])


@lru_cache(maxsize=4096)
def is_system(address: str) -> bool:
    """Whether an address lies on a known booking system."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    host = (parts.hostname or "").lower()
    if parts.scheme not in ("http", "https") or GIFT_PATH.search(parts.path):
        return False
    return known(host, parts.path, BOOKING_HOSTS) is not None


def _of_page(page: Page, own: str) -> Iterator[str]:
    pages_of = Counter(host_of(href) for href in {link.href for link in page.links})
    for link in page.links:
        many = pages_of[host_of(link.href)] > PATHS_MOST
        if is_system(link.href) or _booked_elsewhere(link.href, link.text, own, many=many):
            yield link.href
    for address in page.embeds:
        if is_system(address) or (BOOK_HOST.search(host_of(address)) and not _no_booking(address)):
            yield address
    for item in page.data:
        for address in _reserve_targets(item):
            if is_system(address) or (host_of(address) not in ("", own) and not _no_booking(address)):
                yield address


@lru_cache(maxsize=4096)
def host_of(address: str) -> str:
    """Host of a web address, lower case and without `www.`; empty for any other address."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    host = (parts.hostname or "").lower().removeprefix("www.")
    return host if parts.scheme in ("http", "https") else ""


def _reserve_targets(item: Mapping[str, Any]) -> Iterator[str]:
    """Addresses at which structured data says that one can book."""
    for action in _listed(item.get("potentialAction")):
        if isinstance(action, Mapping) and RESERVES.search(str(action.get("@type", ""))):
            for target in _listed(action.get("target")):
                address = (
                    target.get("urlTemplate") or target.get("url") if isinstance(target, Mapping) else target
                )
                if isinstance(address, str):
                    yield address
    accepts = item.get("acceptsReservations")
    if isinstance(accepts, str):
        yield accepts


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _booked_elsewhere(address: str, text: str, own: str, *, many: bool) -> bool:
    """Whether a "book now" leads to another host that looks like a booking page, or is a button to one.

    `many`: the page links to many addresses of that host, which makes it a site and no booking system.
    """
    host = host_of(address)
    if not host or host == own or _no_booking(address):
        return False
    if BUTTON.match(text) and not many and not _is_same_name(host, own):
        return True
    says = BOOK_TEXT.search(text) is not None and not NOT_BOOKING_TEXT.search(text)
    return says and bool(BOOK_HOST.search(host) or BOOK_PATH.search(urlsplit(address).path))


def _is_same_name(host: str, own: str) -> bool:
    """Whether two hosts bear one name: the site's own, under another domain."""
    names = [re.sub(r"[^a-z0-9]", "", one.removesuffix(".example")) for one in (host, own)]
    stems = [re.sub(r"[^a-z0-9]", "", one.partition(".")[0]) for one in (host, own)]
    return names[0] == names[1] or (stems[0] == stems[1] and len(stems[0]) > 4)


def _no_booking(address: str) -> bool:
    host = host_of(address)
    return bool(known(host, "", NOT_BOOKING_HOSTS) or known(host, "", SOCIAL_HOSTS))
