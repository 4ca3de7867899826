"""Who is left out of the index, by an operator's suppression or as their own site asks, whoever lists them.

A provider leaves when one of its listings, or what its pages state, is named by a suppression. The
suppression then learns what else it is recognised by (as keyed hashes), and takes out whoever shares that,
until nobody more is found. So a listing that appears later, a rebuilt store and another source's words bring
nobody back.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from crawler.kept.decisions import Decision
from crawler.kept.suppressions import Key, Suppressions, email_key, keys_of, name_and_suburb_key
from crawler.records import Listing
from data.locality import name_key
from indexer.identity import Cluster, is_person, website_key
from indexer.identity.names import TRADE_WORDS
from indexer.identity.people import person
from indexer.identity.phones import e164, is_shared
from indexer.identity.record import HOME_COUNTRY, NOTHING, Stated

FILE = "left.json"
SHARED_BY_MOST = 3
"""Providers that may have a web site, phone or e-mail in common with one who leaves, and leave with it. More
are a chain, a booking platform or a whole medical centre, and have not asked for anything."""


@dataclass(frozen=True, slots=True)
class Left:
    """Who had left when a generation was built."""

    state: str = ""
    """`Leaving.state` at that time."""
    providers: frozenset[str] = frozenset()
    """Ids of those who were listed once."""


def save(folder: Path, leaving: "Leaving") -> None:
    """Note in a generation's folder who has left."""
    text = json.dumps({"state": leaving.state, "providers": sorted(leaving.providers)})
    (folder / FILE).write_text(text, encoding="utf-8")


def load(folder: Path) -> Left:
    """Read what `save` wrote; nobody for a generation without it, or a damaged one."""
    try:
        found = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return Left(str(found["state"]), frozenset(found["providers"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Left()


@dataclass(frozen=True, slots=True)
class Leaver:
    """A provider as it can be recognised; keys are in the form that suppressions keep."""

    ids: frozenset[str]
    keys: frozenset[str]
    """Whatever a suppression may name."""
    own: frozenset[str]
    """Those of the keys that name nobody else: of an address on a platform the whole of it."""
    people: frozenset[str]
    """Those who work there; nobody when nobody is named."""


class Leaving:
    """Who leaves, by the suppressions that stand; it learns as it meets them."""

    def __init__(self, suppressions: Suppressions) -> None:
        self._suppressions = suppressions
        self._held: dict[str, list[str]] = {}
        self._by_id: dict[str, Decision] = {}
        self._load()

    @property
    def state(self) -> str:
        """Changes whenever somebody may leave or return."""
        return " ".join(sorted(f"{one.id}.{one.revision}" for one in self._by_id.values()))

    @property
    def providers(self) -> frozenset[str]:
        """Ids of the providers who have left."""
        return frozenset(key for one in self._by_id.values() for key in one.about.get("providers", ()))

    def staying(
        self, clusters: Iterable[Cluster], stated: Mapping[str, Stated] | None = None
    ) -> tuple[Cluster, ...]:
        """Those who stay; `stated` is what their own pages state, by listing key."""
        everybody = tuple(clusters)
        if not self._held:
            return everybody
        known = {one.id: _leaver(one, stated or {}, self._suppressions) for one in everybody}
        shared = Counter(key for leaver in known.values() for key in leaver.own)
        gone: set[str] = set()
        size = -1
        while size < len(gone):
            size = len(gone)
            gone |= {id_ for id_, leaver in known.items() if id_ not in gone and self._takes(leaver, shared)}
        return tuple(one for one in everybody if one.id not in gone)

    def _takes(self, one: Leaver, shared: Mapping[str, int]) -> bool:
        """Whether somebody leaves. Their suppression learns what they are recognised by."""
        naming = dict.fromkeys(id_ for key in sorted(one.keys) for id_ in self._held.get(key, ()))
        by = next((found for id_ in naming if _is_meant(found := self._by_id[id_], one)), None)
        if by is None:
            return False
        keys = {key for key in one.own if shared[key] <= SHARED_BY_MOST}
        if self._suppressions.learn(by, keys, people=one.people, providers=one.ids):
            self._load()
        return True

    def _load(self) -> None:
        self._by_id = {one.id: one for one in self._suppressions.standing}
        self._held = {}
        for one in self._by_id.values():
            for key in (one.about["key"], *one.about.get("learned", ())):
                self._held.setdefault(key, []).append(one.id)


def _is_meant(by: Decision, one: Leaver) -> bool:
    """What was learned does not take out other people: two who share a room's phone stay two."""
    learned = (key for key in by.about.get("learned", ()) if key in one.keys)
    if by.about["key"] in one.keys or any(key.startswith("listing") for key in learned):
        return True
    known = set(by.about.get("people", ()))
    return not one.people or not known or not known.isdisjoint(one.people)


def _leaver(cluster: Cluster, stated: Mapping[str, Stated], suppressions: Suppressions) -> Leaver:
    pages = {one.key: stated.get(one.key, NOTHING) for one in cluster.listings}
    keys = {
        key
        for one in cluster.listings
        for key in (*keys_of(one, phones=False), *_more_keys(one, pages[one.key]))
        if key
    }
    websites = [one.fields.get("website") for one in cluster.listings]
    own = {key for key in keys if key.kind != "website" and not (key.kind == "phone" and is_shared(key.text))}
    own |= {Key("website", site) for url in websites if (site := website_key(url))}
    people = {key for one in cluster.listings for key in _people(one, pages[one.key])}
    forms = {key: suppressions.forms(key) for key in keys | own}
    return Leaver(
        ids=frozenset((cluster.id, *cluster.former_ids)),
        keys=frozenset(form for all_forms in forms.values() for form in all_forms),
        own=frozenset(forms[key][0] for key in own),
        people=frozenset(map(suppressions.seal, people)),
    )


def _more_keys(listing: Listing, stated: Stated) -> Iterator[Key | None]:
    """What a listing and its own pages say beside the listing's plain words."""
    region = str(listing.fields.get("country") or HOME_COUNTRY).upper()
    for number in (*(listing.fields.get("phones") or ()), *stated.phones):
        if read := e164(str(number), region):
            yield Key("phone", read)
    yield from map(email_key, stated.emails)
    called = (listing.fields.get("name"), *stated.names)
    suburbs = (listing.fields.get("suburb"), *(place.get("suburb") for place in stated.places))
    for suburb in suburbs:
        for name in called:
            yield name_and_suburb_key(name, suburb)
            yield name_and_suburb_key(_own_words(name, suburb), suburb)


def _own_words(name: object, suburb: object) -> str:
    """A name without the words that half the trade bears."""
    common = TRADE_WORDS | set(name_key(str(suburb or "")).split())
    return " ".join(word for word in name_key(str(name or "")).split() if word not in common)


def _people(listing: Listing, stated: Stated) -> Iterator[Key]:
    named = [str(name) for name in (*(listing.fields.get("practitioners") or ()), *stated.people)]
    if is_person(name := str(listing.fields.get("name") or "")):
        named.append(name)
    yield from (Key("name", str(found)) for one in named if (found := person(one)))
