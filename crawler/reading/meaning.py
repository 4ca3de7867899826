"""What a page says, apart from how it was sent today: equal for two answers that tell a reader the same.

Visible text, where links lead, the description and structured data count. Scripts, styles, hidden inputs,
comments, attributes, tokens in addresses and moments of making ("generated in 0.2 s") do not.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.etree import ParserError
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from w3lib.encoding import html_to_unicode

_IGNORED = frozenset({"style", "template", "svg", "link", "input"})
_BLANKS = re.compile(r"\s+")
_MOMENTS = re.compile(
    r"\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?"
    r"|\b\d{1,2}:\d\d:\d\d(?:\s?[ap]m)?\b"
    r"|\bin \d+[.,]\d+ ?(?:s|sec|secs|seconds|ms)\b",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"(?<=[=/])(?=[^&#/]*\d)(?:[0-9a-f]{12,}|[\w-]{24,}|\d{10,})(?=[&#/]|$)", re.IGNORECASE)
_VOLATILE_KEYS = re.compile(
    r"osm3s|generator|timestamp\w*|generated\w*|\w*(?:nonce|token|csrf)\w*", re.IGNORECASE
)


def meaning(body: bytes, content_type: str | None) -> str:
    """A hash of what an answer says; of its bytes where it is neither HTML nor JSON."""
    kind = (content_type or "").lower()
    if "json" in kind:
        return _hash(_json_parts(body))
    if not kind or "html" in kind:
        return _hash(_html_parts(body, content_type))
    return hashlib.sha256(body).hexdigest()


def _hash(parts: Iterator[str]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode("utf-8", "replace"))
        digest.update(b"\0")
    return digest.hexdigest()


def _json_parts(body: bytes) -> Iterator[str]:
    try:
        value: Any = json.loads(body)
    except (ValueError, RecursionError):
        yield hashlib.sha256(body).hexdigest()
        return
    if isinstance(value, dict):
        value = {key: one for key, one in value.items() if not _VOLATILE_KEYS.fullmatch(key)}
    yield json.dumps(value, sort_keys=True)


def _html_parts(body: bytes, content_type: str | None) -> Iterator[str]:
    text = html_to_unicode(content_type, body)[1]
    try:
        # As bytes: lxml refuses text that declares an encoding.
        root = document_fromstring(
            text.encode("utf-8", "replace"), parser=HTMLParser(encoding="utf-8", remove_comments=True)
        )
    except (ParserError, ValueError):
        yield text
        return
    yield _MOMENTS.sub("", _BLANKS.sub(" ", " ".join(_texts(root))).strip())
    for element in root.iter("a", "area", "iframe", "meta"):
        yield from _said_by(element)


def _texts(root: HtmlElement) -> Iterator[str]:
    """Text in the order of the page, without the inside of elements that say nothing."""
    for element in root.iter():
        if isinstance(element.tag, str) and element.text and not _is_silent(element):
            yield element.text
        if element.tail:
            yield element.tail


def _is_silent(element: HtmlElement) -> bool:
    if element.tag == "script":
        return "ld+json" not in (element.get("type") or "")
    return element.tag in _IGNORED


def _said_by(element: HtmlElement) -> Iterator[str]:
    if element.tag == "meta":
        if (element.get("name") or "").lower() in {"description", "robots", "rosanna"}:
            yield element.get("content") or ""
        return
    target = element.get("href") or element.get("src")
    if target:
        yield _TOKEN.sub("", target.partition("#")[0])
