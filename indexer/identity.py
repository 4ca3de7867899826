"""Which listings are the same provider.

Simple and deterministic: listings are joined when they name the same web site, the same phone in the same
suburb, or the same door under much the same name; every join keeps its reason. Data in: stored listings; data
out: `Cluster`s for `indexer.building.provider`.
"""

import base64
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import combinations
from urllib.parse import urlsplit

import phonenumbers

from crawler.records import Listing
from data.locality import gazetteer
from data.term import vocabulary
from indexer.building.likeness import are_alike, door
from indexer.matcher import fold

ID_PREFIX = "p-"
ID_LENGTH = 8
"""Base32 characters: 40 bits, so that 100,000 providers seldom collide; a collision takes two more."""

PLATFORM_DOMAINS = frozenset(
    [
        # social pages and link lists
        "facebook.com", "fb.com", "fb.me", "instagram.com", "linkedin.com", "linktr.ee", "tiktok.com",
        "twitter.com", "x.com", "youtube.com", "yelp.com", "yelp.com.au", "google.com", "goo.gl",
        "business.site", "g.page",
        # bookings
        "acuityscheduling.com", "as.me", "book.app", "bookwell.com.au", "calendly.com", "cliniko.com",
        "coreplus.com.au", "fresha.com", "gettimely.com", "halaxy.com", "healthengine.com.au",
        "hotdoc.com.au", "janeapp.com", "mindbodyonline.com", "nookal.com", "noterro.com", "setmore.com",
        "simplybook.me", "splose.com", "square.site", "squareup.com", "zandahealth.com",
        # site makers and hosts, where a sub-domain or a path is the site
        "blogspot.com", "github.io", "gitlab.io", "godaddysites.com", "herokuapp.com", "jimdosite.com",
        "netlify.app", "ola.click", "pages.dev", "sites.google.com", "squarespace.com", "strikingly.com",
        "ueniweb.com", "vercel.app", "webflow.io", "weebly.com", "wixsite.com", "wordpress.com",
        "yolasite.com",
        # directories
        "hicaps.com.au", "localsearch.com.au", "naturaltherapypages.com.au", "truelocal.com.au",
        "whitepages.com.au", "yellowpages.com.au",
    ]
)  # fmt: skip
"""Hosts that many providers share: only the same address within them is the same site."""

SHARED_PHONE_PREFIXES = ("+6113", "+6118")
"""Australian 13xx and 18xx numbers are call centres and chains; they say nothing about which branch."""

SUBURBS_AROUND = 6
AROUND_KM = 5.0
"""A pin without an address lies in one of so many suburbs whose middles are that near."""

BEHIND_ONE_DOOR = 40
"""Listings of one address that are compared with one another: only a shopping centre has more."""

TRADE_WORDS = frozenset(
    """
    acupuncture allied and at back bodywork bodyworks body care centre center chiropractic clinic
    clinical company family hands healing health healthcare holistic house in injury integrative
    life massage massages mind mobile movement muscle muscular myotherapist myotherapy natural of
    osteo osteopath osteopathic osteopathy osteopaths pain performance physio physiotherapy pilates
    practice recovery reflexology rehab rehabilitation relaxation remedial rooms room salon services
    shiatsu space spa sport sports studio the therapeutic therapeutics therapies therapist
    therapists therapy thai touch treatment wellbeing wellness with yoga
    """.split()
)
"""Words of businesses' names; a name without any of them may be a person's."""
NAMESAKES = frozenset({"alexander", "bowen"})
"""Words of therapies that are people's names as well."""

_PERSON = re.compile(r"(?:(?:dr|mr|mrs|ms|miss|mx) )?[a-z']+(?: [a-z'.]+){1,2}")


@dataclass(frozen=True, slots=True)
class Join:
    """Why two listings were taken for the same provider; keys as `Listing.key`."""

    first: str
    second: str
    reason: str


@dataclass(frozen=True, slots=True)
class Cluster:
    """The listings of one provider, the founding one first."""

    id: str
    listings: tuple[Listing, ...]
    joins: tuple[Join, ...] = ()


def clusters(listings: Iterable[Listing]) -> tuple[Cluster, ...]:
    """The providers behind `listings`, by id. The order of the listings does not matter."""
    ordered = sorted(listings, key=_age)
    by_key = {listing.key: listing for listing in ordered}
    sets = _Sets(by_key)
    joins: list[Join] = []
    for reason, same in _blocks(ordered):
        joins += (
            Join(same[0], other, reason)
            for other in same[1:]
            if _may_join(by_key, sets, same[0], other, reason)
        )
    groups: dict[str, list[Listing]] = defaultdict(list)
    for listing in ordered:
        groups[sets.root(listing.key)].append(listing)
    reasons: dict[str, list[Join]] = defaultdict(list)
    for join in joins:
        reasons[sets.root(join.first)].append(join)
    taken: set[str] = set()
    found = [
        Cluster(_id(group[0].key, taken), tuple(group), tuple(reasons[root]))
        for root, group in groups.items()
    ]
    return tuple(sorted(found, key=lambda cluster: cluster.id))


def website_key(url: object) -> str | None:
    """What two addresses of the same web site share, or `None` when it is no http(s) address.

    The host without `www.`; on a platform the host and the path, since the platform's host is everybody's.
    """
    if not isinstance(url, str) or not url.strip().lower().startswith(("http://", "https://")):
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    host = _host(parts.hostname)
    if "." not in host:
        return None
    if not is_platform(host):
        return host
    path = parts.path.rstrip("/").lower()
    is_own_subdomain = host not in PLATFORM_DOMAINS
    return f"{host}{path}" if path or is_own_subdomain else None


def is_platform(host: str) -> bool:
    """Whether `host` belongs to a platform that many providers share."""
    labels = _host(host).split(".")
    return any(".".join(labels[start:]) in PLATFORM_DOMAINS for start in range(len(labels) - 1))


def phone_keys(listing: Listing) -> tuple[str, ...]:
    """The listing's phone numbers in E.164, those that name a chain or call centre left out."""
    region = str(listing.fields.get("country") or "AU").upper()
    found = (_e164(str(number), region) for number in listing.fields.get("phones") or ())
    return tuple(number for number in found if number and not number.startswith(SHARED_PHONE_PREFIXES))


def is_person(name: str) -> bool:
    """Whether `name` reads as a person's: two or three words, none of them of the trade."""
    words = fold(name).split(",")[0].split(" (")[0].strip()
    return _PERSON.fullmatch(words) is not None and not _trade_words() & set(words.split())


@cache
def _trade_words() -> frozenset[str]:
    """`TRADE_WORDS` and the words of our therapies' labels, but for those that are people's names."""
    labels = " ".join(term.label for term in vocabulary("therapies"))
    return TRADE_WORDS | (frozenset(fold(labels).split()) - NAMESAKES)


def _host(host: str | None) -> str:
    return (host or "").lower().rstrip(".").removeprefix("www.")


def _e164(number: str, region: str) -> str | None:
    try:
        parsed = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def _age(listing: Listing) -> tuple[datetime, str]:
    return listing.first_seen or datetime.max.replace(tzinfo=UTC), listing.key


def _blocks(listings: Sequence[Listing]) -> list[tuple[str, list[str]]]:
    """Groups of listing keys that share something, with its name; web sites before phones before doors."""
    sites: dict[str, list[str]] = defaultdict(list)
    phones: dict[tuple[str, str], list[str]] = defaultdict(list)
    for listing in listings:
        if site := website_key(listing.fields.get("website")):
            sites[site].append(listing.key)
        for suburb in _suburbs(listing):
            for phone in dict.fromkeys(phone_keys(listing)):
                phones[phone, suburb].append(listing.key)
    shared = [(f"same web site {site}", keys) for site, keys in sorted(sites.items())]
    shared += [(f"same phone {phone} in {suburb}", keys) for (phone, suburb), keys in sorted(phones.items())]
    shared += _same_doors(listings)
    return [(reason, keys) for reason, keys in shared if len(keys) > 1]


def _same_doors(listings: Iterable[Listing]) -> list[tuple[str, list[str]]]:
    """Pairs of listings behind one door whose names agree."""
    doors: dict[tuple[str, str], list[Listing]] = defaultdict(list)
    for listing in listings:
        house, suburb = (
            door(str(listing.fields.get("street") or "")),
            fold(str(listing.fields.get("suburb") or "")),
        )
        if house and suburb:
            doors[house, suburb].append(listing)
    return [
        (f"same name at {house}, {suburb}", [one.key, other.key])
        for (house, suburb), inside in sorted(doors.items())
        for one, other in combinations(inside[:BEHIND_ONE_DOOR], 2)
        if are_alike(_name(one), _name(other), _trade_words() | set(suburb.split()))
    ]


def _name(listing: Listing) -> str:
    return str(listing.fields.get("name") or "")


def _suburbs(listing: Listing) -> tuple[str, ...]:
    """The suburb a listing names; of a map object that names none, those it may lie in."""
    suburb = fold(str(listing.fields.get("suburb") or ""))
    if suburb:
        return (suburb,)
    lat, lon = listing.fields.get("lat"), listing.fields.get("lon")
    if not isinstance(lat, int | float) or not isinstance(lon, int | float):
        return ()
    around = gazetteer().nearest(lat, lon, limit=SUBURBS_AROUND, within_km=AROUND_KM)
    return tuple(dict.fromkeys(fold(place.name) for place in around))


def _may_join(by_key: Mapping[str, Listing], sets: "_Sets", first: str, second: str, reason: str) -> bool:
    """Join, unless a shared phone or door is all there is between two differently named people."""
    if not reason.startswith("same web site") and any(
        _are_two_people(by_key[one], by_key[other])
        for one in sets.members(first)
        for other in sets.members(second)
    ):
        return False
    sets.join(first, second)
    return True


def _are_two_people(one: Listing, other: Listing) -> bool:
    ours, theirs = _people(one), _people(other)
    return bool(ours and theirs and not ours & theirs)


def _people(listing: Listing) -> frozenset[str]:
    """The persons a listing names: its practitioners, or its own name where that is a person's."""
    named = [str(name) for name in listing.fields.get("practitioners") or ()]
    own = str(listing.fields.get("name") or "")
    place = set(fold(str(listing.fields.get("suburb") or "")).split())
    if not named and is_person(own) and not place & set(fold(own).split()):
        named = [own]
    return frozenset(re.sub(r"^(?:dr|mr|mrs|ms|miss|mx)\.? ", "", fold(name)) for name in named)


def _id(founding_key: str, taken: set[str]) -> str:
    """An id that holds no name and stays while the founding listing stays."""
    digest = base64.b32encode(hashlib.sha256(founding_key.encode()).digest()).decode("ascii").lower()
    length = ID_LENGTH
    while (found := ID_PREFIX + digest[:length]) in taken:
        length += 2
    taken.add(found)
    return found


class _Sets:
    """Union-find over listing keys, with the members of each set."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._root = {key: key for key in keys}
        self._members = {key: [key] for key in self._root}

    def root(self, key: str) -> str:
        return self._root[key]

    def members(self, key: str) -> list[str]:
        return self._members[self._root[key]]

    def join(self, first: str, second: str) -> None:
        keep, lose = self._root[first], self._root[second]
        if keep == lose:
            return
        if len(self._members[keep]) < len(self._members[lose]):
            keep, lose = lose, keep
        for key in self._members[lose]:
            self._root[key] = keep
        self._members[keep] += self._members.pop(lose)
