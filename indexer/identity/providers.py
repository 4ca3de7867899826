"""From listings to the providers behind them: records, clusters, ids."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from crawler.records import Listing
from indexer.identity.clustering import NOTHING_JUDGED, Judged
from indexer.identity.ids import Assigned, Known, assign
from indexer.identity.listings import LISTINGS
from indexer.identity.record import NOTHING, Record, Stated, record_of
from indexer.identity.resolver import Resolver


@dataclass(frozen=True, slots=True)
class Cluster:
    """The listings of one provider, the founding one first."""

    id: str
    listings: tuple[Listing, ...]
    former_ids: tuple[str, ...] = ()
    """Ids of providers that were found to be this one, sorted."""

    @property
    def is_gone(self) -> bool:
        """Whether none of its listings is in service any more."""
        return all(one.gone_at is not None for one in self.listings)

    @property
    def live(self) -> tuple[Listing, ...]:
        """Its listings in service; of one that is gone the last known."""
        return self.listings if self.is_gone else tuple(one for one in self.listings if one.gone_at is None)


@dataclass(frozen=True, slots=True)
class Identified:
    """All providers, by id, and what is to be remembered of their ids."""

    clusters: tuple[Cluster, ...]
    known: Known
    resolver: Resolver[Record] = field(compare=False, repr=False)
    """Who was compared with whom: it knows the pairs that a person should look at."""


def resolver(
    listings: Iterable[Listing], stated: Mapping[str, Stated] | None = None, judged: Judged = NOTHING_JUDGED
) -> Resolver[Record]:
    """The listings compared; `stated` is what their own pages state, by listing key."""
    pages = stated or {}
    found = Resolver(LISTINGS)
    found.update((record_of(one, pages.get(one.key, NOTHING)) for one in listings), judged=judged)
    return found


def clusters(
    listings: Iterable[Listing], stated: Mapping[str, Stated] | None = None, judged: Judged = NOTHING_JUDGED
) -> tuple[Cluster, ...]:
    """The providers behind `listings`, by id. The order of the listings does not matter."""
    return identify(listings, stated, judged).clusters


def identify(
    listings: Iterable[Listing],
    stated: Mapping[str, Stated] | None = None,
    judged: Judged = NOTHING_JUDGED,
    known: Known | None = None,
) -> Identified:
    """The providers behind `listings`, under the ids they are known by."""
    by_key = {listing.key: listing for listing in listings}
    before = known or Known()
    compared = resolver(by_key.values(), stated, judged)
    groups = sorted(
        (sorted((by_key[one.key] for one in records), key=_age) for records in compared.clusters()),
        key=lambda group: _age(group[0]),
    )
    given = assign([[one.key for one in group] for group in groups], before)
    former: dict[str, list[str]] = {}
    for old, into in given.merged.items():
        former.setdefault(into, []).append(old)
    providers = (
        Cluster(id_, tuple(group), tuple(sorted(former.get(id_, ()))))
        for id_, group in zip(given.ids, groups, strict=True)
    )
    remembered = _remembered(before, groups, given)
    return Identified(tuple(sorted(providers, key=lambda one: one.id)), remembered, compared)


def _remembered(before: Known, groups: list[list[Listing]], given: Assigned) -> Known:
    ids = dict(before.ids)
    for id_, group in zip(given.ids, groups, strict=True):
        for one in group:
            earlier = before.ids.get(one.key, ())
            ids[one.key] = (id_, *(old for old in earlier if old != id_))
    return Known(ids, given.merged)


def _age(listing: Listing) -> tuple[datetime, str]:
    return listing.first_seen or datetime.max.replace(tzinfo=UTC), listing.key
