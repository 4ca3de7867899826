"""Who asked to be left out, by what they are recognised by: operators' suppressions, sites' own opt-outs.

A suppression holds the key it was made by, and the keys `learned` from the listings that it took out, so that
these stay out when all else is lost. Keys that would be personal data are kept as keyed hashes alone.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal
from urllib.parse import urlsplit

import phonenumbers

from crawler.home import Home
from crawler.kept.decisions import Decision, Decisions
from crawler.kept.sealing import Sealer
from crawler.reading.urls import bare_host
from crawler.records import Listing
from crawler.store import Store
from data.locality import name_key

Kind = Literal["website", "phone", "email", "name", "listing"]
HOME_REGION = "AU"
"""Where a phone number is dialled that says no country."""
SITE_ASKS = "their site asks for it"
OPEN_AGAIN = "their site is open again"
PATH_PARTS = 6
"""Leading parts of a path that may name somebody's page on a platform."""


@dataclass(frozen=True, slots=True)
class Key:
    """Something a provider is recognised by, in its one spelling."""

    kind: Kind
    text: str


def website_keys(url: object) -> Iterator[Key]:
    """The host, and each beginning of the path: on a platform these are different people's pages."""
    if isinstance(url, str) and (host := _host(url)):
        parts = [part for part in urlsplit(url).path.lower().split("/") if part][:PATH_PARTS]
        for count in range(len(parts) + 1):
            yield Key("website", "/".join((host, *parts[:count])))


def phone_key(number: object, region: str = HOME_REGION) -> Key | None:
    """A phone in E.164; `None` for what is no number."""
    try:
        parsed = phonenumbers.parse(str(number), region)
    except phonenumbers.NumberParseException:
        return None
    return Key("phone", phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))


def email_key(address: object) -> Key:
    """An e-mail address; its case does not count."""
    return Key("email", str(address).strip().lower())


def name_and_suburb_key(name: object, suburb: object) -> Key | None:
    """A name in a suburb; neither the order of the name's words nor the suburb among them counts."""
    place = name_key(str(suburb or ""))
    words = name_key(str(name or "")).split()
    own = [word for word in words if word not in place.split()] or words
    return Key("name", f"{' '.join(sorted(own))} in {place}") if own and place else None


def listing_key(key: str) -> Key:
    """One source's listing: `source/source_id`."""
    return Key("listing", key)


def keys_of(listing: Listing, *, phones: bool = True) -> Iterator[Key]:
    """Everything that a listing itself says of whose it is; `phones` take the most time to read."""
    fields = listing.fields
    region = str(fields.get("country") or HOME_REGION).upper()
    yield listing_key(listing.key)
    yield from website_keys(fields.get("website"))
    if listing.source == "sites":
        yield Key("website", listing.source_id.lower())
    numbers = (phone_key(number, region) for number in (phones and fields.get("phones")) or ())
    name = name_and_suburb_key(fields.get("name"), fields.get("suburb"))
    yield from (key for key in (*numbers, name) if key is not None)
    yield from (email_key(address) for address in fields.get("emails") or ())


class Suppressions:
    """The suppressions of a home, and how they are made, widened and lifted."""

    def __init__(self, decisions: Decisions, home: Home) -> None:
        self.decisions = decisions
        marks = (one.about.get("mark") for one in self.standing)
        self._sealer = Sealer(home, frozenset(mark for mark in marks if mark))

    @property
    def standing(self) -> tuple[Decision, ...]:
        """Those that hold."""
        return self.decisions.standing("suppression")

    def seal(self, key: Key) -> str:
        """A key as it is kept: a web site's host as it is, all else as a keyed hash."""
        if key.kind == "website" and "/" not in key.text:
            return f"website:{key.text}"
        return f"{key.kind}#{self._sealer.seal(f'{key.kind}:{key.text}')}"

    def forms(self, key: Key) -> tuple[str, ...]:
        """All ways in which a key may be kept: sites that opted out are noted as they are named."""
        sealed = self.seal(key)
        return (sealed, f"website:{key.text}") if key.kind == "website" and "/" in key.text else (sealed,)

    def add(self, key: Key, reason: str) -> Decision:
        """Leave somebody out, by an operator's decision. One that stands already is returned as it is."""
        sealed = self.seal(key)
        same = (one for one in self.standing if one.about["key"] == sealed and one.by == "operator")
        about = {"key": sealed, "mark": self._sealer.mark}
        return next(same, None) or self.decisions.make("suppression", about, reason)

    def learn(self, one: Decision, keys: Collection[str], **more: Collection[str]) -> bool:
        """Widen a suppression by sealed keys and more of its sets; whether anything was new."""
        found = {"learned": keys, **more}
        wider = {
            name: sorted({*one.about.get(name, ()), *values}) for name, values in found.items() if values
        }
        if all(wider[name] == list(one.about.get(name, ())) for name in wider):
            return False
        self.decisions.amend(one.id, {**one.about, **wider, "mark": self._sealer.mark})
        return True

    def note_opt_out(self, site: str, providers: Collection[str] = ()) -> None:
        """A site asks to be left out; `site` is its `site_key`, `providers` the ids it was listed under."""
        key = f"website:{site}"
        if all(one.about["key"] != key for one in self.standing):
            about = {"key": key, "providers": sorted(providers)}
            self.decisions.make("suppression", about, SITE_ASKS, by="site")

    def note_open(self, sites: Iterable[str]) -> None:
        """These sites may be read again, unless an operator decided otherwise."""
        keys = {f"website:{site}" for site in sites}
        for one in self.standing:
            if one.by == "site" and one.about["key"] in keys:
                self.decisions.lift(one.id, OPEN_AGAIN)

    def gate(self) -> "Gate":
        """What a crawl has to know."""
        return Gate(self)


class Gate:
    """Keeps a crawl from asking for, and from keeping, what operators' suppressions name.

    Sites that opted out themselves are still asked: how else would we learn that they have opened again.
    """

    def __init__(self, suppressions: Suppressions) -> None:
        self._suppressions = suppressions

    def forbids(self, url: str) -> bool:
        """Whether nothing may be asked of a URL, not even its host's robots.txt."""
        return bool(self._sites) and self._is_in(website_keys(url), self._sites)

    def forbids_listing(self, key: str) -> bool:
        """Whether one source's listing is not to be read."""
        return bool(self._listings) and self._is_in([listing_key(key)], self._listings)

    def takes(self, listing: Listing) -> bool:
        """Whether what was listed is not to be kept."""
        return bool(self._listings or self._given) and self._is_in(
            keys_of(listing), self._listings | self._given
        )

    @cached_property
    def _given(self) -> frozenset[str]:
        return frozenset(one.about["key"] for one in self._suppressions.standing if one.by == "operator")

    @cached_property
    def _learned(self) -> frozenset[str]:
        standing = (one for one in self._suppressions.standing if one.by == "operator")
        return self._given | {key for one in standing for key in one.about.get("learned", ())}

    @cached_property
    def _sites(self) -> frozenset[str]:
        return frozenset(key for key in self._learned if key.startswith("website"))

    @cached_property
    def _listings(self) -> frozenset[str]:
        return frozenset(key for key in self._learned if key.startswith("listing"))

    def _is_in(self, keys: Iterable[Key], held: frozenset[str]) -> bool:
        return any(form in held for key in keys for form in self._suppressions.forms(key))


def suppressions_of(store: Store, home: Home) -> Suppressions:
    """The suppressions of a home. Raises `DecisionsError`."""
    return Suppressions(Decisions(store, home), home)


def _host(url: str) -> str:
    text = url.strip().lower()
    try:
        host = bare_host(text if "//" in text else f"//{text}").rstrip(".")
    except ValueError:
        return ""
    return host if "." in host or host == "localhost" else ""
