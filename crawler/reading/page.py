"""A page of a site as the crawl sees it: what it asks for, whether it stands in for another, where it leads.

A pure function of the page's text, so that it can run in a process beside the crawl: `crawler.reading.apart`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from crawler.manners.optout import Wishes, wishes
from crawler.reading.links import Link, is_cut_off, links, own_name, page_root
from crawler.reading.standins import stand_in


@dataclass(frozen=True, slots=True)
class PageRead:
    """What a crawl needs to know of a page."""

    wishes: Wishes
    stand_in: str | None
    """The outcome under which a page that stands in for another is counted; None for a page as it seems."""
    own_name: str | None
    """The host the page calls itself by, if it is another one."""
    cut_off: bool
    """Nested too deeply to be read whole."""
    links: tuple[Link, ...]
    """In the order of the page; none where it asks not to be followed."""


def read_page(text: str, url: str, robots_tags: Sequence[bytes] = ()) -> PageRead | None:
    """Read a page; `robots_tags` are its `X-Robots-Tag` headers. None for a page without elements."""
    root = page_root(text)
    if root is None:
        return None
    asked = wishes(root, robots_tags)
    return PageRead(
        wishes=asked,
        stand_in=stand_in(root),
        own_name=own_name(root, url),
        cut_off=is_cut_off(root),
        links=() if asked.nofollow else tuple(links(root, url)),
    )
