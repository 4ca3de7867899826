"""Structured data of a page: JSON-LD and microdata, in one flat shape.

An item is a dict with `@type` (list of names without prefix) and its properties under their short names;
nested items are of the same shape. What JSON-LD and microdata say looks the same afterwards.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

import lxml.html
from lxml.etree import ParserError
from w3lib.encoding import html_to_unicode

MAX_DEPTH = 20
"""Items nested deeper are cut off: real ones stay below 8."""
MAX_ITEMS = 1_000
_PREFIX = re.compile(r"^(?:https?://(?:www\.)?schema\.org/|schema:)", re.IGNORECASE)
_SCRIPT = re.compile(
    r"<script\b[^>]*\btype\s*=\s*[\"']?\s*application/ld\+json[^>]*>(.*?)(?:</script\s*>|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$|;\s*$")
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_LINE_COMMENT = re.compile(r"^\s*//.*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Structured:
    """The items of a page, and how many blocks could not be read."""

    items: list[dict[str, Any]]
    broken: int


def structured_data(html: bytes | str, url: str) -> list[dict[str, Any]]:
    """All structured items of a page, flattened; `url` resolves microdata's relative addresses."""
    return read_structured(html, url).items


def read_structured(html: bytes | str, url: str) -> Structured:
    """Like `structured_data`, and counts the blocks too broken to read. Never raises on bad pages."""
    text = html if isinstance(html, str) else html_to_unicode(None, html)[1]
    items: list[dict[str, Any]] = []
    broken = 0
    # Most pages have neither: looking for the markers costs a hundredth of parsing.
    if "ld+json" in text:
        for block in _SCRIPT.finditer(text):
            try:
                items.extend(_unrolled(_loads(block[1])))
            except (ValueError, RecursionError):
                broken += 1
    if "itemscope" in text.lower():
        found = _microdata(text, url)
        broken += found is None
        items.extend(found or [])
    return Structured(items[:MAX_ITEMS], broken)


def types_of(item: Mapping[str, Any]) -> list[str]:
    """An item's types, as normalised here."""
    types = item.get("@type")
    return types if isinstance(types, list) else []


def values_of(item: Mapping[str, Any], name: str) -> list[Any]:
    """A property's values, always as a list."""
    value = item.get(name)
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _loads(block: str) -> Any:
    """JSON as pages write it: in comments or CDATA, with trailing commas, raw line breaks, `//` lines."""
    text = _WRAPPING.sub("", _WRAPPING.sub("", block)).strip()
    if not text:
        return []
    try:
        return json.loads(text, strict=False)
    except ValueError:
        return json.loads(_TRAILING_COMMA.sub(r"\1", _LINE_COMMENT.sub("", text)), strict=False)


def _unrolled(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Top-level items: lists and `@graph` opened."""
    if depth > MAX_DEPTH:
        return
    if isinstance(value, list):
        for one in value:
            yield from _unrolled(one, depth + 1)
    elif isinstance(value, dict):
        graph = value.get("@graph")
        if graph is not None:
            yield from _unrolled(graph, depth + 1)
        item = _item({key: one for key, one in value.items() if key not in {"@graph", "@context"}})
        if set(item) - {"@id"}:
            yield item


def _item(value: Mapping[str, Any], depth: int = 0) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key, one in value.items():
        if key in {"@type", "type"} and key not in made:
            made["@type"] = _types(one)
        else:
            made[_PREFIX.sub("", str(key))] = _value(one, depth + 1)
    return made


def _value(value: Any, depth: int) -> Any:
    if depth > MAX_DEPTH:
        return None
    if isinstance(value, dict):
        if "@value" in value:
            return value["@value"]
        return _item(value, depth)
    if isinstance(value, list):
        return [_value(one, depth + 1) for one in value]
    return value


def _types(value: Any) -> list[str]:
    names = value if isinstance(value, list) else str(value).split()
    return [_PREFIX.sub("", str(name)) for name in names if name]


_TOO_DEEP = f"//*[@itemscope][count(ancestor::*[@itemscope]) > {MAX_DEPTH}]"
"""Items whose properties would be gone through once for every item round them."""


def _microdata(text: str, url: str) -> list[dict[str, Any]] | None:
    """None when the page cannot be parsed at all."""
    try:
        # As bytes: lxml refuses text that declares an encoding.
        parser = lxml.html.HTMLParser(encoding="utf-8")
        tree = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
        for item in cast("list[lxml.html.HtmlElement]", tree.xpath(_TOO_DEEP)):
            del item.attrib["itemscope"]
        # imported here: it takes a quarter of a second, and few pages have any
        from extruct.w3cmicrodata import MicrodataExtractor  # noqa: PLC0415

        return [_from_microdata(item) for item in MicrodataExtractor().extract_items(tree, url)]
    except (ParserError, ValueError, RecursionError):
        return None


def _from_microdata(value: Any) -> Any:
    if isinstance(value, list):
        return [_from_microdata(one) for one in value]
    if not isinstance(value, dict):
        return value
    made: dict[str, Any] = {"@type": _types(value.get("type") or [])}
    if value.get("id"):
        made["@id"] = value["id"]
    for key, one in (value.get("properties") or {}).items():
        made[_PREFIX.sub("", key)] = _from_microdata(one)
    return made
