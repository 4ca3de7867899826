"""The addresses the site writes: its own searches, and links out that are safe to follow."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Literal
from urllib.parse import urlencode, urlsplit

from pydantic import Field

from indexer.search import SearchRequest

View = Literal["list", "map"]


class PageSearch(SearchRequest):
    """What a results page's address asks for: a search, and how to show it."""

    view: View = Field(default="list", description="`map` shows a map beside the list.")


@cache
def _defaults(kind: type[SearchRequest]) -> dict[str, object]:
    """Arguments of a search of that kind; asking pydantic each time costs more than the rest of a page."""
    return {**PageSearch().model_dump(), **kind().model_dump()}


_PHONE = re.compile(r"\+[0-9]{6,15}")
_EMAIL = re.compile(r"[A-Za-z0-9.!#$&'*+/=^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,190}")
_UNSAFE = re.compile(r"[\x00-\x20\x7f\\<>\"`{}|^]")


def search_url(request: SearchRequest, path: str = "/search", **changes: Any) -> str:
    """The address of a search with some arguments changed; defaults are left out.

    A change goes back to the first page, unless the change is the page.
    """
    return changed_url(request, changes, path)


def changed_url(request: SearchRequest, changes: Mapping[str, object], path: str = "/search") -> str:
    """`search_url` for arguments that are named at run time."""
    changes = {"page": 1, **changes}
    pairs: list[tuple[str, str]] = []
    for name, default in _defaults(type(request)).items():
        value = changes.get(name, getattr(request, name, default))
        if value is None or value == default:
            continue
        pairs += [(name, _argument(item)) for item in (value if isinstance(value, list) else [value])]
    return f"{path}?{urlencode(pairs)}" if pairs else path


def adding(request: SearchRequest, parameter: str, value: str) -> str:
    """The same search with one more value of a repeatable parameter."""
    return changed_url(request, {parameter: [*getattr(request, parameter), value]})


def removing(request: SearchRequest, parameter: str, value: str) -> str:
    """The same search without one value of a repeatable parameter."""
    return changed_url(request, {parameter: [item for item in getattr(request, parameter) if item != value]})


def _argument(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def web_link(url: str | None) -> str | None:
    """`url` when it is a plain http(s) address, else `None`. Scraped addresses are never trusted further."""
    if not url or len(url) > 2000 or _UNSAFE.search(url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host or "@" in parts.netloc:
        return None
    return url


def own_link(url: str) -> str | None:
    """`url` when it is a path on this site, else `None`."""
    return url if url.startswith("/") and not url.startswith("//") and not _UNSAFE.search(url) else None


def phone_link(number: str) -> str | None:
    """`tel:` address of an E.164 number."""
    return f"tel:{number}" if _PHONE.fullmatch(number) else None


def mail_link(address: str) -> str | None:
    """`mailto:` address of a plain e-mail address."""
    return f"mailto:{address}" if _EMAIL.fullmatch(address) else None


def web_links(urls: Iterable[str]) -> list[str]:
    """The safe ones of several addresses."""
    return [link for url in urls if (link := web_link(url))]


def shown_address(url: str) -> str:
    """An address as a reader wants it: host and path, no scheme, no `www.`, at most 60 characters."""
    parts = urlsplit(url)
    text = (parts.hostname or "").removeprefix("www.") + parts.path.rstrip("/")
    return text if len(text) <= 60 else text[:57] + "…"
