"""What pages ask of crawlers, in their meta tags and headers."""

from datetime import UTC, datetime

import pytest

from crawler.manners.optout import Wishes, wishes
from crawler.reading.links import page_root

NOW = datetime(2026, 11, 23, tzinfo=UTC)
NOTHING = Wishes()
NOINDEX = Wishes(noindex=True)
NOARCHIVE = Wishes(noarchive=True)


def asked(meta: str = "", *headers: str) -> Wishes:
    root = page_root(f"<head>{meta}</head><p>x")
    return wishes(root, [header.encode() for header in headers], NOW)


@pytest.mark.parametrize(
    ("content", "wish"),
    [
        ("index, follow", NOTHING), ("NOINDEX", NOINDEX), ("noindex,nofollow", Wishes(noindex=True, nofollow=True)),
        ("none", Wishes(noindex=True, nofollow=True)), ("noarchive", NOARCHIVE), ("nosnippet", NOARCHIVE),
        ("index, follow, max-snippet:-1, max-image-preview:large, max-video-preview:-1", NOTHING),
        ("max-snippet:0", NOARCHIVE), ("max-snippet: 50, follow", NOARCHIVE), ("max-snippet:500", NOTHING),
        ("unavailable_after: 25 Jun 2026 15:00:00 PST", NOINDEX), ("unavailable_after: 2027-01-01, noarchive", NOARCHIVE),
        ("unavailable_after: Friday, 25-Jun-26 15:00:00 GMT", NOTHING), ("unavailable_after: 2026-06-25T15:00:00+10:00", NOINDEX),
        ("max-snippet:0, noindex", Wishes(noindex=True, noarchive=True)), ("", NOTHING), (",,;", NOTHING), ("noindexing", NOTHING),
    ],
)  # fmt: skip
def test_meta_and_header_say_the_same(content, wish):
    assert asked(f'<meta name="Robots" content="{content}">') == wish
    assert asked("", content) == wish


def test_a_header_for_another_agent_is_not_for_us():
    assert asked("", "otherbot: noindex") == NOTHING
    assert asked("", "otherbot: noindex", "nofollow") == Wishes(nofollow=True)


def test_a_header_by_our_name_opts_out():
    assert asked("", "Rosanna: noindex, nofollow") == Wishes(noindex=True, nofollow=True, opted_out=True)


def test_our_own_meta_tag_opts_out():
    assert asked('<meta name="rosanna" content="noindex">') == Wishes(noindex=True, opted_out=True)


def test_a_tag_for_another_agent_is_not_for_us():
    assert asked('<meta name="googlebot" content="noindex">') == NOTHING
