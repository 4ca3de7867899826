"""How far a page speaks for the provider: its own pages fully, legal texts and left-over files less."""

import re
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from indexer.page import Page

OWN, ARTICLE, LEGAL, LEFTOVER = 1.0, 0.6, 0.3, 0.0
"""A legal page quotes regulators' and hosts' contact details; a left-over file speaks of someone else."""

LEFTOVER_PATH = re.compile(
    r"/(?:img|images?|js|css|fonts?|vendor|node_modules|scripts?|[^/]*_files|drafts?|skeleton|templates?"
    r"|demos?)/",
    re.IGNORECASE,
)
LEGAL_WORDS = re.compile(
    r"privacy|terms|conditions-of|cookie|disclaimer|disclosure|gdpr|legal|complaints?|accessibility-statement",
    re.IGNORECASE,
)
LEGAL_TITLE = re.compile(
    r"^\W*(?:privacy|terms (?:and|&|of)|cookie|disclaimer|(?:ftc )?affiliate disclosure|legal)"
    r"|privacy policy",
    re.IGNORECASE,
)
ARTICLE_PATH = re.compile(r"/(?:blogs?|news|articles?|posts?|resources)/[^/]+|/\d{4}/\d{2}/", re.IGNORECASE)


def standing(page: Page) -> float:
    """Weight of what stands on `page`, 0 to 1, judged by its address and title."""
    return _judged(page.url, page.title)


@lru_cache(maxsize=4096)
def _judged(url: str, title: str) -> float:
    path = unquote(urlsplit(url).path)
    if LEFTOVER_PATH.search(path):
        return LEFTOVER
    if (
        LEGAL_WORDS.search(path.rsplit("/", 2)[-1] or path)
        or LEGAL_WORDS.search(path)
        or LEGAL_TITLE.search(title)
    ):
        return LEGAL
    if ARTICLE_PATH.search(path):
        return ARTICLE
    return OWN
