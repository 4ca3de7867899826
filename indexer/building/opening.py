"""Opening hours as OpenStreetMap writes them: what of a value is times, and what only a remark."""

import re

_COMMENTS = re.compile(r'\s*"[^"]*"\s*(?:(?:;|\|\||,)\s*"[^"]*"\s*)*')
_COMMENT = re.compile(r'"([^"]*)"')


def only_comment(osm: str) -> str | None:
    """The words of a value such as `"by appointment"`, which says nothing about when; else `None`."""
    if not _COMMENTS.fullmatch(osm):
        return None
    return "; ".join(words for found in _COMMENT.findall(osm) if (words := found.strip()))
