"""The links of a page, and where they lead.

Pages are parsed without `</body>` and `</html>`: libxml2 drops what follows them, browsers show it.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from lxml.etree import ParserError
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from crawler.reading.urls import bare_host, canonical_url

MAX_LINKS = 2_000
_LINKING = ("a", "area", "frame", "iframe", "meta")
_ONCLICK = re.compile(r"location(?:\.href)?\s*=\s*['\"]([^'\"]+)['\"]|window\.open\(\s*['\"]([^'\"]+)['\"]")
_REFRESH = re.compile(r"^\s*(\d+)\s*[;,]\s*url\s*=\s*['\"]?([^'\"\s>]+)", re.IGNORECASE)
_BLANKS = re.compile(r"\s+")
REFRESH_SECONDS = 10
"""A page that refreshes to another address later than this is meant to be read itself."""


_CLOSERS = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)


class Link(NamedTuple):
    """A link out of a page."""

    url: str
    words: str
    at_once: bool = False
    """The page sends its visitors there by itself (refresh, frame)."""


def page_root(text: str) -> HtmlElement | None:
    """The page's elements; None for a page without any."""
    text = _CLOSERS.sub("", text)
    try:
        # As bytes: lxml refuses text that declares an encoding.
        return document_fromstring(text.encode("utf-8", "replace"), parser=HTMLParser(encoding="utf-8"))
    except (ParserError, ValueError):
        return None


def is_cut_off(root: HtmlElement) -> bool:
    """Whether libxml2 stopped reading the page, because its elements are nested more than 255 deep."""
    last = root.getroottree().parser.error_log.last_error
    return last is not None and "Excessive depth" in last.message


def links(root: HtmlElement, url: str) -> Iterator[Link]:
    """Links in the order of the page: anchors, image maps, frames, refreshes, `onclick` addresses.

    Each target once, with the words of its first link that has any.
    """
    base = _base(root, url)
    folder = urljoin(base, ".")
    found: dict[str, tuple[str, bool]] = {}
    for element in root.iter(*_LINKING):
        target = _target(element)
        if target is not None and not target[0].startswith("#"):
            href, at_once = target
            if not found.get(href, ("", False))[0]:
                words = "".join(element.itertext())[:500] or element.get("title") or ""
                found[href] = (words, at_once)
        if len(found) >= MAX_LINKS:
            break
    for element in root.xpath("//*[@onclick]"):
        if match := _ONCLICK.search(element.get("onclick")):
            found.setdefault(match[1] or match[2], (element.text_content()[:500], False))
    for href, (words, at_once) in found.items():
        # By folder rather than by page, so that a menu's answers are remembered from page to page.
        target_url = canonical_url(href, base if href.startswith("?") else folder)
        if target_url is not None:
            yield Link(target_url, _BLANKS.sub(" ", words).strip(), at_once)


def own_name(root: HtmlElement, url: str) -> str | None:
    """The bare host a front page calls itself by in `rel=canonical` or `og:url`, if it is another one."""
    for query in ("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content"):
        for named in root.xpath(query):
            target = canonical_url(str(named), url)
            if target is not None and urlsplit(target).path == "/":
                host = bare_host(target)
                return None if host == bare_host(url) else host
    return None


def _base(root: HtmlElement, url: str) -> str:
    """What relative links start from. A `<base>` of another host is left from where the site was made."""
    declared = next((str(href) for href in root.xpath("//base/@href")), "")
    base = canonical_url(declared, url) if declared else url
    if base is None or bare_host(base) == bare_host(url):
        return base or url
    return urljoin(url, urlsplit(base).path or "/")


def _target(element: HtmlElement) -> tuple[str, bool] | None:
    tag, get = element.tag, element.get
    if tag in {"a", "area"}:
        href = get("href") or ""
        if not href.lower().startswith("javascript:"):
            return (href, False) if href else None
        match = _ONCLICK.search(href)
        return (match[1] or match[2], False) if match else None
    if tag in {"frame", "iframe"}:
        return (get("src") or "", True) if get("src") else None
    match = _REFRESH.match(get("content") or "") if (get("http-equiv") or "").lower() == "refresh" else None
    return (match[2], True) if match and int(match[1]) <= REFRESH_SECONDS else None
