"""The addresses the site writes: its own searches, and links out that are safe to follow."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from typing import Any, Literal
from urllib.parse import quote, quote_plus, urlsplit

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
    pairs = _pairs(request, {"page": 1, **changes})
    return f"{path}?{_written(pairs)}" if pairs else path


def _pairs(request: SearchRequest, changes: Mapping[str, object]) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for name, default in _defaults(type(request)).items():
        value = changes.get(name, getattr(request, name, default))
        if value is None or value == default:
            continue
        pairs += [(name, _argument(item)) for item in (value if isinstance(value, list) else [value])]
    return pairs


def adding(request: SearchRequest, parameter: str) -> Callable[[str], str]:
    """How the same search is written with one more value of a repeatable parameter.

    A page has a hundred such links, so what stands before and behind the value is written once.
    """
    names = list(_defaults(type(request)))
    later = set(names[names.index(parameter) + 1 :])
    pairs = _pairs(request, {"page": 1})
    before = "&".join(filter(None, (_written(one for one in pairs if one[0] not in later), parameter)))
    behind = "".join(f"&{_written([one])}" for one in pairs if one[0] in later)
    return lambda value: f"/search?{before}={_quoted(value)}{behind}"


def removing(request: SearchRequest, parameter: str, value: str) -> str:
    """The same search without one value of a repeatable parameter."""
    return changed_url(request, {parameter: [item for item in getattr(request, parameter) if item != value]})


def _written(pairs: Iterable[tuple[str, str]]) -> str:
    return "&".join([f"{name}={_quoted(value)}" for name, value in pairs])


@lru_cache(maxsize=4096)
def _quoted(value: str) -> str:
    return quote_plus(value)


def provider_path(provider_id: str) -> str:
    """The path of a provider's page: a results page has forty, and `url_for` takes ten times as long."""
    return f"/provider/{quote(provider_id, safe='')}"


def _argument(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


@lru_cache(maxsize=4096)
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


@lru_cache(maxsize=4096)
def shown_address(url: str) -> str:
    """An address as a reader wants it: host and path, no scheme, no `www.`, at most 60 characters."""
    parts = urlsplit(url)
    text = (parts.hostname or "").removeprefix("www.") + parts.path.rstrip("/")
    return text if len(text) <= 60 else text[:57] + "…"
