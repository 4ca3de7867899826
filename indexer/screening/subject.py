"""What is known of a business, as screening reads it: from its own pages and from what sources list."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from crawler.records import LISTING_FIELDS, Listing
from indexer.page import Channel, Site
from indexer.screening.screening import Subject

READ = ("description", "services", "credentials")
"""Fields of a listing that say something of the business."""


def subject_of(
    listings: Sequence[Listing], sites: Sequence[Site], scope_reasons: tuple[str, ...] | None
) -> Subject:
    """The business behind some listings and their sites.

    `scope_reasons`: why it is none of our field; `None` for one that is.
    """
    names = (str(one.fields["name"]) for one in listings if one.fields.get("name"))
    return Subject(
        name=next(names, "") or next((site.home.title for site in sites), ""),
        texts=tuple(dict.fromkeys((*_listed(listings), *_said(sites)))),
        links=tuple(dict.fromkeys(link.href for site in sites for page in site.pages for link in page.links)),
        categories=tuple(dict.fromkeys(word for one in listings for word in _filed(one.raw))),
        is_ours=scope_reasons is None,
        has_site=bool(sites),
        scope_reasons=scope_reasons or (),
    )


def _listed(listings: Iterable[Listing]) -> Iterator[str]:
    for one in listings:
        yield str(one.fields.get("name") or "")
        for field in READ:
            yield "\n".join(_strings(one.fields.get(field)))


def _said(sites: Iterable[Site]) -> Iterator[str]:
    """Each text that a reader sees, once: a clinic's menu stands on all of its pages."""
    for site in sites:
        yield from (page.title for page in site.pages)
        yield "\n".join(block.text for _, block in site.unique_blocks if block.channel is not Channel.OPTION)


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
