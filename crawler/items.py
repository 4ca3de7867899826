"""What spiders yield: pages to keep, listings found, and the wish to be forgotten."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from scrapy.http import Response


@dataclass(slots=True)
class FetchedPage:
    """A page to keep."""

    url: str
    """Canonical."""
    response: Response
    listing_id: str | None = None
    fetched_at: datetime | None = None
    """None: just now."""


@dataclass(slots=True)
class FoundListing:
    """A listing as found; cleaned on its way to the store."""

    source_id: str
    url: str
    raw: Mapping[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Forget:
    """A page (`url`) or a whole listing (`source_id`) that is not to be kept."""

    url: str | None = None
    source_id: str | None = None
    opted_out: bool = False
    """Whether a site asked for it by itself, and what others list of it is to stay out too."""
