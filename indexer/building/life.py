"""Whether a provider is there: active, unconfirmed for long, or gone.

`gone`: its own site says that it has ended, or none of its listings is in service any more (three whole good
runs in a row missed each). `unconfirmed`: nobody has seen it lately, though nobody missed it either: its
source was not crawled, or failed.
"""

from datetime import datetime, timedelta
from typing import Literal

from indexer.identity import Cluster

UNCONFIRMED_AFTER = timedelta(days=120)
"""Longer than three turns of a monthly source: what is there would have been seen again, or missed."""

Status = Literal["active", "unconfirmed", "gone"]


def status(cluster: Cluster, *, says_closed: bool, now: datetime | None) -> Status:
    """A provider's state; without a moment to judge from, nothing is unconfirmed."""
    if says_closed or cluster.is_gone:
        return "gone"
    return "unconfirmed" if is_unconfirmed(cluster, now) else "active"


def is_unconfirmed(cluster: Cluster, now: datetime | None) -> bool:
    """Whether none of a provider's listings was seen lately."""
    seen = [moment for one in cluster.live if (moment := one.last_seen or one.first_seen)]
    return now is not None and bool(seen) and now - max(seen) > UNCONFIRMED_AFTER
