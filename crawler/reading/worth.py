"""Which pages of a provider's site say most about it: a worth for every link, from its address and its words.

Only the order matters. The words are those that clinics put into addresses and menus; they are matched at
word starts in the path and in the anchor's text alike.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from crawler.reading.urls import REMEMBERED

HOME = 1_000.0
"""A front page, or where it sends its visitors at once."""
ON_HOME = 4.0
"""Linked from the front page: what the owner thinks a visitor wants."""
IN_SITEMAP = 1.0
NEEDLESS = -50.0
"""Below this a link is not followed at all."""

# Alternatives are parted by blanks; `.` stands for the hyphen, blank or underscore between two words.
_WORDS: Sequence[tuple[float, str]] = (
    (12, r"fees? prices? pricing rates? costs? tariff price.?list menu packages? rebates? health.?funds?"),
    (11, r"services? treatments? therap(?:y|ies) what.we.(?:do|treat|offer) modalit techniques? offer"),
    (11, r"about team staff our.people practitioners? therapists? osteopaths? meet who.we.are profile bio"),
    (10, r"contact location find.us getting.here directions visit clinics? hours opening where"),
    (9, r"massage osteo myotherap remedial cupping needling lymph shiatsu reflexolog cranio bowen pregnan"),
    (8, r"conditions? help.with treat pain injur headache faqs? questions? first.(?:visit|appointment)"),
    (7, r"book(?:ing)?s? appointments? qualif accredit members? ndis workcover tac medicare insurance"),
    (7, r"mobile home.visit acupunct"),
    (3, r"info new.(?:patient|client)s? patients? clients? polic(?:y|ies) cancellation welcome home gift"),
    (3, r"vouchers?"),
)
_DULL: Sequence[tuple[float, str]] = (
    (-12, r"privacy terms disclaimer cookies? sitemap site.map accessibility copyright legal gdpr 404"),
    (-12, r"thank.?you shop store products? courses? workshops? resources? downloads? links? careers? jobs?"),
    (-12, r"elements template"),
    (-14, r"blogs? news articles? posts? recipes? events? testimonials? reviews? galler(?:y|ies) photos?"),
    (-14, r"videos? press"),
    (-25, r"tags? categor(?:y|ies) authors? archives? topics? page/\d+ 20[0-3]\d/[01]?\d"),
)
_TRAP_PARAMETERS = (
    r"replytocom share print format output amp add-to-cart orderby sort filter\w* wc-ajax nonce s q search "
    r"sid phpsessid session\w* redirect(?:_to)? return(?:url)? month year date day week ical tribe[\w-]*"
)
_TRAP_FOLDERS = (
    r"wp-(?:json|admin|login|content|includes) xmlrpc cdn-cgi cgi-bin feed rss atom trackback embed amp "
    r"login log-in sign-?in register signup logout my-account account cart checkout basket wishlist search "
    r"calendar"
)
_TRAP = re.compile(
    rf"[?&](?:{'|'.join(_TRAP_PARAMETERS.split())})=|/(?:{'|'.join(_TRAP_FOLDERS.split())})(?:[/.?]|$)"
    r"|/\d{4}[-/]\d{1,2}[-/]\d{1,2}(?:[/?]|$)",
    re.IGNORECASE,
)
_LOOP = re.compile(r"(/[^/]+)\1{2,}")
_NOT_A_PAGE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|odt|rtf|csv|txt|json|xml|rss|ics|vcf|zip|gz|rar|7z|exe|dmg|apk|jpe?g|png|gif|webp|"
    r"avif|svg|ico|bmp|tiff?|heic|mp[34]|m4[av]|mov|avi|wmv|webm|og[gv]|wav|css|js|mjs|map|woff2?|ttf|eot|swf|bak)$",
    re.IGNORECASE,
)


def _compiled(table: Sequence[tuple[float, str]]) -> Sequence[tuple[float, re.Pattern[str]]]:
    return [
        (worth, re.compile(rf"(?<![a-z])(?:{'|'.join(words.split())})", re.IGNORECASE))
        for worth, words in table
    ]


_GOOD, _POOR = _compiled(_WORDS), _compiled(_DULL)


@lru_cache(REMEMBERED)
def leads_to_a_page(url: str) -> bool:
    """False for files, logins, carts, feeds, calendars and addresses that repeat themselves."""
    parts = urlsplit(url)
    if _NOT_A_PAGE.search(parts.path):
        return False
    local = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return not (_TRAP.search(local) or _LOOP.search(parts.path))


@lru_cache(REMEMBERED)
def link_worth(url: str, words: str = "") -> float:
    """How much a link promises; the best word counts once, depth and query strings cost."""
    parts = urlsplit(url)
    text = f"{parts.path} {parts.query} {words[:80]}"
    good = max((worth for worth, pattern in _GOOD if pattern.search(text)), default=0.0)
    poor = min((worth for worth, pattern in _POOR if pattern.search(text)), default=0.0)
    depth = max(0, len([part for part in parts.path.split("/") if part]) - 1)
    return good + poor - depth - (2.0 if parts.query else 0.0)
