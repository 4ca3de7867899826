"""What a crawl keeps: the pages it fetched and what each source said about each provider."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One fetched page and where its bytes lie in the archive."""

    url: str
    """The page's URL after redirects, canonicalised; unique in the store."""
    source: str
    listing_id: str | None
    """`source_id` of the listing the page belongs to (a site's own pages, a directory's detail page)."""
    fetched_at: datetime
    status: int
    content_type: str | None
    etag: str | None
    last_modified: str | None
    content_hash: str
    """SHA-256 of the body, hex."""
    warc_file: str
    warc_offset: int
    run_id: int
    request_url: str | None = None
    """The URL that was asked for, where it differs from `url`: a run taken up again asks for it again."""
    last_seen: datetime | None = None
    """When the page was last found to say the same; `fetched_at` is when the archived bytes came."""
    changed_at: datetime | None = None
    """When it last said something else than before; None while it has not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One crawl of one source over one scope (its suburbs or its seeds)."""

    id: int
    source: str
    scope: str
    """Names the scope; a run is taken up again by a crawl of the same source and scope."""
    started_at: datetime
    finished_at: datetime | None
    state: str
    """`running` (or interrupted), `complete` or `failed`."""
    counts: Mapping[str, int]
    """Pages, listings and outcomes by kind, once finished."""
    manifest: Mapping[str, Any] | None = None
    """What `crawler.runs.manifest` made of the finished run: measures, verdict and reasons."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What one source said about one provider, the last time it was seen there.

    `fields` are the cleaned values, under the keys of `LISTING_FIELDS`; `raw` keeps the source's own words
    for the same keys (and whatever else it said), as found.
    """

    source: str
    source_id: str
    url: str
    """The page a person can open to see it: a directory's detail page, an OSM object, a site's home page."""
    fields: Mapping[str, Any]
    raw: Mapping[str, Any] = field(default_factory=dict)
    first_seen: datetime | None = None
    last_seen: datetime | None = None
    changed_at: datetime | None = None
    gone_at: datetime | None = None
    """When it was counted as gone: several whole good runs in a row had missed it."""
    due_at: datetime | None = None
    """When a visit is next worth while, by how often it changed."""

    @property
    def key(self) -> str:
        """The listing's name across sources: `source/source_id`."""
        return f"{self.source}/{self.source_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One entry of a listing's history."""

    source: str
    source_id: str
    run_id: int
    at: datetime
    kind: str
    """`new`, `changed` (its fields), `page` (a page of its site), `gone` or `back`."""
    what: Mapping[str, Any]
    """`changed`: field -> [before, after]; `page`: {"url": ...}; else empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a person decided about two listings, or that such a decision is taken back."""

    verdict: str
    """`same`, `different` or `undone`."""
    first: str
    second: str
    """The listings' keys."""
    at: datetime
    by: str
    note: str = ""
    undoes: int | None = None
    """The number of the judgement that an `undone` one takes back."""
    id: int | None = None
    """Its number in the log, once it is written there."""


LISTING_FIELDS: Mapping[str, str] = {
    "name": "the provider's name as listed",
    "website": "the provider's own site, http(s)",
    "phones": "list of numbers as written",
    "emails": "list of addresses",
    "street": "house number and street",
    "suburb": "locality",
    "state": "abbreviation where the country has them",
    "postcode": "as written",
    "country": "ISO 3166-1 alpha-2",
    "lat": "degrees, WGS 84",
    "lon": "degrees, WGS 84",
    "services": "list of therapy words, as listed",
    "credentials": "list of qualification or membership words, as listed",
    "practitioners": "list of people's names, as listed",
    "hours": "opening hours as written, or an OSM opening_hours value",
    "description": "the listing's text, at most 2,000 characters",
}
