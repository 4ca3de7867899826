"""Which suburb was checked when, by which source, and what was found there."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from data.locality import Locality, gazetteer
from indexer.census import slug
from indexer.errors import IndexProblem
from operations.due import interval_of
from operations.installation import Installation
from operations.job import Coverage


@dataclass(frozen=True, slots=True)
class Checked:
    """One suburb."""

    place: Locality
    checks: Sequence[Coverage]
    """By source."""
    providers: int
    """In the index, there."""
    stale: bool
    """Whether a source has not been there, with success, within its interval."""

    @property
    def last(self) -> datetime:
        """The last check."""
        return max(one.checked_at for one in self.checks)

    @property
    def failed(self) -> bool:
        """Whether the last check of some source was not good."""
        return any(one.failures for one in self.checks)

    @property
    def listings(self) -> int:
        """What the last good checks found, as far as it is known of the suburb alone."""
        return sum(one.listings or 0 for one in self.checks)


def checked(rooms: Installation, source: str | None = None) -> Sequence[Checked]:
    """Every suburb that was ever asked about, by name."""
    found: dict[Locality, list[Coverage]] = defaultdict(list)
    for one in rooms.ledger.coverage(source):
        if place := _places().get(one.area):
            found[place].append(one)
    plans, _ = rooms.plans()
    intervals = {plan.source.id: interval_of(plan.source) for plan in plans}
    providers, now = _providers(rooms), rooms.clock()

    def is_stale(one: Coverage) -> bool:
        interval = intervals.get(one.source)
        return interval is not None and (one.good_at is None or now - one.good_at > interval)

    return [
        Checked(place, rows, providers.get(slug(place), 0), any(map(is_stale, rows)))
        for place, rows in sorted(found.items(), key=lambda item: str(item[0]))
    ]


@cache
def _places() -> Mapping[str, Locality]:
    """Every suburb by the name that jobs have for it."""
    return {str(one): one for one in gazetteer()}


def _providers(rooms: Installation) -> Mapping[str, int]:
    try:
        return rooms.service.census().places
    except IndexProblem:
        return {}
