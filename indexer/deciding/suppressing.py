"""Leaving somebody out who asks for it, and taking that back."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import phonenumbers

from crawler.home import Home
from crawler.kept.decisions import Decision, Decisions
from crawler.kept.suppressions import (
    HOME_REGION,
    Key,
    Suppressions,
    email_key,
    listing_key,
    name_and_suburb_key,
    phone_key,
    website_keys,
)
from crawler.store import Store
from indexer.building import sites
from indexer.building.generations import Generations
from indexer.building.leaving import Leaving
from indexer.engines.whoosh import WhooshEngine
from indexer.errors import DecisionRefused, IndexProblem
from indexer.identity import Cluster, website_key
from indexer.identity.ids import Known
from indexer.identity.judging import judged
from indexer.identity.providers import identify
from indexer.identity.record import NOTHING, Stated

WAYS = "--website, --phone, --email, --name with --suburb, --listing or --provider"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What a suppression does, or would do."""

    decision: Decision
    providers: tuple[tuple[str, str], ...]
    """Id and name of each provider that it takes out."""
    listings: int


def leave_out(store: Store, home: Home, key: Key, reason: str, *, rehearsed: bool = False) -> LeftOut:
    """Leave out whom a key names, and drop their listings; `rehearsed`: only say whom.

    Works out who is who over all listings, as an index run does.
    """
    suppressions = Suppressions(Decisions(store, home, rehearsed=rehearsed), home)
    everybody, stated = _everybody(store, home)
    here = {one.id for one in Leaving(suppressions).staying(everybody, stated)}
    made = suppressions.add(key, reason)
    staying = {one.id for one in Leaving(suppressions).staying(everybody, stated)}
    gone = [one for one in everybody if one.id in here - staying]
    if not rehearsed:
        listings = [each for one in everybody if one.id not in staying for each in one.listings]
        for listing in listings:
            store.forget_listing(listing.source, listing.source_id)
        _erase_decisions(suppressions.decisions, {listing.key for listing in listings})
    named = tuple((one.id, _name(one, stated)) for one in gone)
    return LeftOut(made, named, sum(len(one.listings) for one in gone))


def let_return(store: Store, home: Home, suppression_id: str, why: str) -> Decision:
    """Lift a suppression. Raises `DecisionRefused` for one that a site asks for, or that does not stand."""
    decisions = Decisions(store, home)
    found = next((one for one in decisions.standing("suppression") if one.id == suppression_id), None)
    if found and found.by == "site":
        raise DecisionRefused(
            f"{found.id}: their own site asks for it; it ends when a crawl finds the site open again"
        )
    return decisions.lift(suppression_id, why)


def goes_by(one: Decision) -> str:
    """What a suppression goes by, as far as it can be read."""
    key = str(one.about["key"])
    return key.replace(":", " ", 1) if key.startswith("website:") else f"{key.partition('#')[0]} (hashed)"


def key_of(by: Mapping[str, str | None], home: Home) -> Key:
    """What somebody is to be recognised by. Raises `DecisionRefused`."""
    given = {name: value.strip() for name, value in by.items() if value and value.strip()}
    if sorted(given) not in [["name", "suburb"], *([one] for one in READERS), ["provider"]]:
        raise DecisionRefused(f"say whom by exactly one of {WAYS}")
    if "name" in given:
        key = name_and_suburb_key(given["name"], given["suburb"])
        if key is None:
            raise DecisionRefused("--name and --suburb need letters or digits")
        return key
    if "provider" in given:
        return _of_provider(given["provider"], home)
    ((kind, value),) = given.items()
    return READERS[kind](value)


def _website(value: str) -> Key:
    url = value if "//" in value else f"http://{value}"
    site = website_key(url)
    if site is None and next(website_keys(url), None):
        raise DecisionRefused(
            f"--website {value}: many share this host; give the address of their own page on it"
        )
    if site is None:
        raise DecisionRefused(f"--website {value}: write an address such as https://clinic.example/")
    return Key("website", site)


def _phone(value: str) -> Key:
    key = phone_key(value, HOME_REGION)
    if key is None or not phonenumbers.is_possible_number(phonenumbers.parse(key.text)):
        raise DecisionRefused(f"--phone {value}: write a number such as 03 7010 0001 or +64 9 123 4567")
    return key


def _email(value: str) -> Key:
    if "@" not in value.strip("@"):
        raise DecisionRefused(f"--email {value}: write an address such as someone@clinic.example")
    return email_key(value)


def _listing(value: str) -> Key:
    if not value.partition("/")[2]:
        raise DecisionRefused(f"--listing {value}: write the source's id, a slash and the listing's id")
    return listing_key(value)


READERS = {"website": _website, "phone": _phone, "email": _email, "listing": _listing}
"""How each way of naming somebody is read."""


def _of_provider(provider_id: str, home: Home) -> Key:
    with Generations(home.index).open() as lease, WhooshEngine(lease.folder) as engine:
        found = engine.get(provider_id)
    if found is None:
        raise DecisionRefused(f"--provider {provider_id}: the index holds none of that id")
    return listing_key(f"{found.sources[0].source}/{found.sources[0].source_id}")


def _everybody(store: Store, home: Home) -> tuple[Sequence[Cluster], Mapping[str, Stated]]:
    """All providers, and what their own pages state as far as these were indexed."""
    try:
        with Generations(home.index).open() as lease:
            stated = {key: one.stated for key, one in sites.load(lease.folder).items()}
    except IndexProblem:
        stated = {}
    known = Known(store.provider_ids(), store.merged_ids())
    listings = list(store.listings(gone=True))
    return identify(listings, stated, judged(store.judgements()), known).clusters, stated


def _erase_decisions(decisions: Decisions, listings: Collection[str]) -> None:
    """Corrections and rulings of who left would keep what they asked us to forget."""
    about = (*decisions.standing("correction"), *decisions.standing("screening"))
    theirs = [one.id for one in about if not set(one.about["listings"]).isdisjoint(listings)]
    if theirs:
        decisions.erase(theirs, "they left")


def _name(one: Cluster, stated: Mapping[str, Stated]) -> str:
    listed = (str(each.fields["name"]) for each in one.listings if each.fields.get("name"))
    said = (name for each in one.listings for name in stated.get(each.key, NOTHING).names)
    return next(listed, None) or next(said, None) or one.listings[0].url
