"""What screening reads of a business: its own pages, and what sources list of it."""

from collections.abc import Iterator, Mapping
from typing import Any

from crawler.records import LISTING_FIELDS, Listing
from indexer.page import Channel, Site
from indexer.screening.findings import Findings, findings

READ = ("description", "services", "credentials")
"""Fields of a listing that say something of the business."""


def of_listing(listing: Listing) -> Findings:
    """What one source lists."""
    texts = ("\n".join(_strings(listing.fields.get(field))) for field in READ)
    return findings(str(listing.fields.get("name") or ""), texts, categories=_filed(listing.raw))


def of_site(site: Site) -> Findings:
    """What its own pages say: each text that a reader sees, once."""
    blocks = (block.text for _, block in site.unique_blocks if block.channel is not Channel.OPTION)
    links = (link.href for page in site.pages for link in page.links)
    return findings("", (*(page.title for page in site.pages), "\n".join(blocks)), dict.fromkeys(links))


def _filed(raw: Mapping[str, Any]) -> Iterator[str]:
    """The words under which a source files a business, in whatever keys of its own."""
    for key, value in raw.items():
        if key not in LISTING_FIELDS:
            yield from _strings(value)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _strings(one)
