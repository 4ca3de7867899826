"""Reads values from a page by the selectors of a source's YAML."""

import re
from collections.abc import Mapping
from typing import Any

from parsel import Selector as Node

from crawler.reading.clean import LIST_FIELDS, squeezed
from data.source import Selector


class SelectorError(Exception):
    """A selector of the YAML is not valid CSS or XPath; the message shows it."""


def nodes(root: Node, selector: Selector) -> list[Node]:
    """The elements a selector finds. Raises `SelectorError`."""
    try:
        return list(root.xpath(selector.query) if selector.xpath else root.css(selector.query))
    except (ValueError, SyntaxError) as error:  # parsel and cssselect raise these
        raise SelectorError(
            f"{selector.query!r} is not valid {'XPath' if selector.xpath else 'CSS'}: {error}"
        ) from error


def texts(root: Node, selector: Selector) -> list[str]:
    """The texts a selector finds, without blanks; an element stands for all the text within it."""
    found = []
    for node in nodes(root, selector):
        inner = node.root
        text = squeezed(inner if isinstance(inner, str) else " ".join(node.xpath(".//text()").getall()))
        if selector.regex is not None:
            match = re.search(selector.regex, text)
            text = (match[1] if match.re.groups else match[0]) if match else ""
        if text:
            found.append(text)
    return found


def first_text(root: Node, selector: Selector | None) -> str | None:
    """The first text a selector finds."""
    return None if selector is None else next(iter(texts(root, selector)), None)


def read_fields(root: Node, selectors: Mapping[str, Selector]) -> dict[str, Any]:
    """Raw listing fields: every text for list fields, the first for others; what is not there has none."""
    fields: dict[str, Any] = {}
    for name, selector in selectors.items():
        found = texts(root, selector)
        if found:
            fields[name] = found if name in LIST_FIELDS else found[0]
    return fields
