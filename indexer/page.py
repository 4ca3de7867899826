"""A web page as a reader meets it: blocks of visible text, each knowing where it stands.

Fact modules ask a block what it says, under which headings, in which part of the page, in which table cell.
Text that no reader sees by default (`<option>`, `alt`, `<noscript>`, `hidden`) is kept apart by its channel.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from urllib.parse import urlsplit

P = ParamSpec("P")
T = TypeVar("T")


class Role(StrEnum):
    """Part of the page."""

    HEADER = "header"
    NAV = "nav"
    MAIN = "main"
    ASIDE = "aside"
    FOOTER = "footer"
    FORM = "form"


class Kind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    CELL = "cell"


class Channel(StrEnum):
    """How a reader comes to see it."""

    VISIBLE = "visible"
    HIDDEN = "hidden"
    """Behind a click or never shown: `hidden`, `display: none`."""
    OPTION = "option"
    ALT = "alt"
    NOSCRIPT = "noscript"


@dataclass(frozen=True, slots=True)
class Link:
    """A link as it stands in a block; `href` is absolute, with its scheme (`tel:` and `mailto:` too)."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a table cell stands. Rows and columns count from 0."""

    table: int
    row: int
    column: int
    row_head: str
    """Text of the row's first cell, empty for that cell itself."""
    column_head: str
    """Text of the cell above it in the table's head row, empty in the head row."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item or cell. `<br>` is a line break in `text`; other space is folded."""

    index: int
    text: str
    kind: Kind
    role: Role
    channel: Channel
    tag: str
    """Name of the element that makes the block: `p`, `h2`, `li`, `td`, `address`..."""
    level: int
    """Heading level 1 to 6; 7 for a bold line that serves as one, 8 for a `<dt>`; 0 otherwise."""
    headings: tuple[str, ...]
    """Headings above it, outermost first."""
    path: tuple[int, ...]
    """Numbers of the containers round it, outermost first: blocks of one card share a longer start."""
    links: tuple[Link, ...] = ()
    cell: Cell | None = None

    @property
    def heading(self) -> str:
        """The nearest heading above, or an empty string."""
        return self.headings[-1] if self.headings else ""


@dataclass(frozen=True)
class Page:
    """One parsed page."""

    url: str
    seen_at: datetime
    title: str
    meta: Mapping[str, str]
    """Lower-case `name` or `property` of `<meta>` -> its content: description, og:site_name..."""
    language: str
    blocks: tuple[Block, ...]
    tables: tuple[tuple[tuple[str, ...], ...], ...]
    """Each table's rows of cell texts, spans repeated; `Cell.table` is the index."""
    links: tuple[Link, ...]
    embeds: tuple[str, ...]
    """Absolute addresses of iframes: maps, booking widgets."""
    data: tuple[Mapping[str, Any], ...]
    """Structured data items (JSON-LD, microdata), as `crawler.reading.structured` flattens them."""
    source: str = "sites"
    problems: tuple[str, ...] = ()
    """What could not be read on it, in words."""

    @cached_property
    def text(self) -> str:
        """All visible text, a block a line."""
        return "\n".join(b.text for b in self.blocks if b.channel is Channel.VISIBLE)


@dataclass(frozen=True)
class Site:
    """A provider's pages, the home page first."""

    pages: tuple[Page, ...]
    url: str = ""
    """Address of the home page; of the first page where none is given."""
    kept: dict[object, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What `once_a_site` keeps."""

    @property
    def home(self) -> Page:
        """The home page (the first)."""
        return self.pages[0]

    @cached_property
    def host(self) -> str:
        """Host of the site, lower case, without `www.`."""
        return (urlsplit(self.url or self.home.url).hostname or "").removeprefix("www.")

    @cached_property
    def unique_blocks(self) -> tuple[tuple[Page, Block], ...]:
        """Every block once, in page order: what stands on every page (menus, footers) counts once.

        Two blocks are the same when text, kind, channel and nearest heading are.
        """
        return tuple(self._first_occurrences())

    def _first_occurrences(self) -> Iterator[tuple[Page, Block]]:
        seen: set[tuple[str, Kind, Channel, str]] = set()
        for page in self.pages:
            for block in page.blocks:
                key = (block.text, block.kind, block.channel, block.heading)
                # A table's cells are read as a row: equal cells ("$80") must all stay.
                if block.cell is None and key in seen:
                    continue
                seen.add(key)
                yield page, block


def once_a_site(find: Callable[Concatenate[Site, P], T]) -> Callable[Concatenate[Site, P], T]:
    """Keep with a site what `find` finds on it: several kinds of facts ask for its names, its places."""

    @wraps(find)
    def kept(site: Site, /, *args: P.args, **kwargs: P.kwargs) -> T:
        key = (find, args, *kwargs.items())
        if key not in site.kept:
            site.kept[key] = find(site, *args, **kwargs)
        found: T = site.kept[key]
        return found

    return kept
