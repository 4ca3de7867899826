"""Links to online booking systems."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from indexer.facts.platforms import BOOKING_HOSTS, SOCIAL_HOSTS, known
from indexer.facts.standing import LEGAL, standing
from indexer.page import Page, Site

BOOK_TEXT = re.compile(
    r"\b(?:book(?:ings?)?(?: (?:now|online|here|in|a|an|your|today|appointment|session))?|schedule"
    r"|make an appointment"
    r"|appointments?|reserve|open booking|online booking)\b",
    re.IGNORECASE,
)
NOT_BOOKING_TEXT = re.compile(
    r"\b(?:read|review|buy|ebook|book (?:review|list)|facebook|books|author|amazon)\b", re.IGNORECASE
)
BOOK_HOST = re.compile(
    r"^(?:book|booking|bookings|schedule|cal|calendar|appointments?|reserve)[\w-]*\.", re.IGNORECASE
)
BOOK_PATH = re.compile(
    r"/(?:book(?:ing|ings|-?now|-?online)?|online-?bookings?|schedule|appointments?|reserve"
    r"|clients/sign_in)\b",
    re.IGNORECASE,
)
NOT_BOOKING_HOSTS = (
    "google.com", "goo.gl", "maps.app.goo.gl", "apple.com", "amazon.com", "whatsapp.com", "wa.me",
    "messenger.com", "m.me", "eventbrite.com", "mailchimp.com", "paypal.com", "docs.google.com", "forms.gle",
    "w3.org", "youtube.com", "wordpress.com", "jotform.com", "typeform.com",
)  # fmt: skip
"""Hosts that "book" links lead to without being a booking system."""


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


def is_system(address: str) -> bool:
    """Whether an address lies on a known booking system."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    host = (parts.hostname or "").lower()
    return parts.scheme in ("http", "https") and known(host, parts.path, BOOKING_HOSTS) is not None


def _of_page(page: Page, own: str) -> Iterator[str]:
    for link in page.links:
        if is_system(link.href) or _booked_elsewhere(link.href, link.text, own):
            yield link.href
    for address in page.embeds:
        if is_system(address) or (
            BOOK_HOST.match(urlsplit(address).hostname or "") and not _no_booking(address)
        ):
            yield address


def _booked_elsewhere(address: str, text: str, own: str) -> bool:
    """Whether a "book now" leads to another host that looks like a booking page."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    host = (parts.hostname or "").lower().removeprefix("www.")
    if parts.scheme not in ("http", "https") or host == own or _no_booking(address):
        return False
    says = BOOK_TEXT.search(text) is not None and not NOT_BOOKING_TEXT.search(text)
    return says and bool(BOOK_HOST.match(host) or BOOK_PATH.search(parts.path))


def _no_booking(address: str) -> bool:
    parts = urlsplit(address)
    host = (parts.hostname or "").lower()
    return bool(known(host, "", NOT_BOOKING_HOSTS) or known(host, "", SOCIAL_HOSTS))
