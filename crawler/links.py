"""The links of a page, where they lead, and what it says to crawlers about itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from scrapy.http import TextResponse

from crawler.urls import bare_host, canonical_url

MAX_LINKS = 2_000
_LINKING = ("a", "area", "frame", "iframe", "meta")
_CLICKABLE = ("button", "li", "div", "td", "span", "input")
_ONCLICK = re.compile(r"location(?:\.href)?\s*=\s*['\"]([^'\"]+)['\"]|window\.open\(\s*['\"]([^'\"]+)['\"]")
_REFRESH = re.compile(r"^\s*(\d+)\s*[;,]\s*url\s*=\s*['\"]?([^'\"\s>]+)", re.IGNORECASE)
_BLANKS = re.compile(r"\s+")
REFRESH_SECONDS = 10
"""A page that refreshes to another address later than this is meant to be read itself."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link out of a page."""

    url: str
    words: str
    at_once: bool = False
    """The page sends its visitors there by itself (refresh, frame)."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a page asks of crawlers."""

    noindex: bool = False
    nofollow: bool = False
    opted_out: bool = False
    """`<meta name="rosanna" content="noindex">`: leave this page alone; on a front page, the whole site."""


def links(response: TextResponse) -> Iterator[Link]:
    """Links in the order of the page: anchors, image maps, frames, refreshes, `onclick` addresses."""
    root = response.selector.root
    if root is None or not hasattr(root, "iter"):
        return
    base = _base(response)
    tags = _LINKING if b"onclick" not in response.body else (*_LINKING, *_CLICKABLE)
    for count, element in enumerate(root.iter(*tags)):
        if count > 20 * MAX_LINKS:
            return
        found = _target(element)
        if found is None:
            continue
        target, at_once = found
        url = None if target.startswith("#") else canonical_url(target, base)
        if url is not None:
            words = (
                ""
                if at_once
                else _BLANKS.sub(" ", " ".join((*element.itertext(), element.get("title") or "")))
            )
            yield Link(url, _BLANKS.sub(" ", words[:500]).strip(), at_once)


def wishes(response: TextResponse) -> Wishes:
    """What the page's meta tags and `X-Robots-Tag` headers ask."""
    general: set[str] = set()
    own: set[str] = set()
    for raw in response.headers.getlist("X-Robots-Tag"):
        agent, colon, rest = raw.decode("latin-1").lower().partition(":")
        if not colon or agent.strip() in {"rosanna", "unavailable_after"}:
            general |= _directives(rest if colon else agent)
    # Looking for the marker first spares most pages the search.
    if b"robots" in response.body.lower() or b"rosanna" in response.body.lower():
        for meta in response.selector.root.iter("meta"):
            name = (meta.get("name") or "").strip().lower()
            if name in {"robots", "rosanna"}:
                (own if name == "rosanna" else general).update(
                    _directives((meta.get("content") or "").lower())
                )
    asked = general | own
    return Wishes(
        noindex=bool(asked & {"noindex", "none"}),
        nofollow=bool(asked & {"nofollow", "none"}),
        opted_out=bool(own & {"noindex", "none"}),
    )


def own_name(response: TextResponse) -> str | None:
    """The bare host a front page calls itself by in `rel=canonical` or `og:url`, if it is another one."""
    for query in ("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content"):
        for named in response.xpath(query).getall():
            url = canonical_url(named, response.url)
            if url is not None and urlsplit(url).path == "/":
                host = bare_host(url)
                return None if host == bare_host(response.url) else host
    return None


def _base(response: TextResponse) -> str:
    """What relative links start from. A `<base>` of another host is left from where the site was made."""
    base = response.urljoin("")
    if bare_host(base) == bare_host(response.url):
        return base
    return urljoin(response.url, urlsplit(base).path or "/")


def _directives(text: str) -> set[str]:
    return {part.strip() for part in text.split(",")}


def _target(element: object) -> tuple[str, bool] | None:
    tag, get = element.tag, element.get  # type: ignore[attr-defined]  # an lxml element
    if tag in {"a", "area"} and (href := get("href")) and not href.lower().startswith("javascript:"):
        return href, False
    if tag in {"frame", "iframe"}:
        return (get("src"), True) if get("src") else None
    if tag == "meta":
        match = (
            _REFRESH.match(get("content") or "") if (get("http-equiv") or "").lower() == "refresh" else None
        )
        return (match[2], True) if match and int(match[1]) <= REFRESH_SECONDS else None
    match = _ONCLICK.search(get("onclick") or get("href") or "")
    return (match[1] or match[2], False) if match else None
