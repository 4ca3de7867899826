"""Quotes: the page's own words round a fact."""

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from indexer.model import QUOTE_LENGTH, Evidence
from indexer.page import Page

T = TypeVar("T")

EVIDENCE_MOST = 3
"""Quotes kept for one fact: the best few prove it; more only make pages heavy."""


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value and where it was read."""

    value: T
    evidence: tuple[Evidence, ...] = ()


def evidence(page: Page, text: str, start: int = 0, end: int | None = None) -> Evidence:
    """Quote `text[start:end]` of `page` with as much of its surroundings as fits, cut between words."""
    return Evidence(
        quote=quote(text, start, len(text) if end is None else end),
        url=page.url,
        source=page.source,
        seen_at=timestamp(page.seen_at),
    )


def quote(text: str, start: int, end: int) -> str:
    """At most `QUOTE_LENGTH` characters of `text` round `[start, end)`, white space folded.

    Every quote is a piece of the text as it stands: nothing is added, so that it can be found there again.
    """
    if len(text) > QUOTE_LENGTH:
        end = min(end, start + QUOTE_LENGTH)
        spare = QUOTE_LENGTH - (end - start)
        left = max(0, start - spare // 2)
        right = min(len(text), left + QUOTE_LENGTH)
        left = max(0, right - QUOTE_LENGTH)
        if left > 0:
            left = _next_gap(text, left, start)
        if right < len(text):
            right = _last_gap(text, end, right)
        text = text[left:right]
    return " ".join(text.split())


def timestamp(moment: datetime) -> str:
    """RFC 3339 in UTC, to the second."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _next_gap(text: str, left: int, most: int) -> int:
    """First position from `left` on that begins a word, `most` at the latest."""
    while left < most and not text[left - 1].isspace():
        left += 1
    return left


def _last_gap(text: str, least: int, right: int) -> int:
    """Last position down from `right` that ends a word, `least` at the earliest."""
    while right > least and not text[right].isspace():
        right -= 1
    return right
