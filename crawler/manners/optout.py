"""What a page asks of crawlers: robots meta tags, `X-Robots-Tag`, and our own `<meta name="rosanna">`.

We keep pages to quote them, so who forbids storing (`noarchive`) or quoting (`nosnippet`, `max-snippet` below
the length of our quotes) is not kept at all. `unavailable_after` counts as `noindex` once its day has come.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from lxml.html import HtmlElement

PRODUCT = "rosanna"
SNIPPET = 200
"""Characters of our longest quote."""
_DIRECTIVE = re.compile(
    r"(?:(?P<name>unavailable_after)\s*:\s*(?P<date>[^;]*?(?=,\s*[a-z-]+\s*(?:[,:]|$)|$))"
    r"|(?P<other>[a-z_-]+)(?:\s*:\s*(?P<value>[a-z0-9_-]+))?)\s*(?:,|$)"
)
_AGENT = re.compile(r"^\s*([a-z0-9_-]+)\s*:\s*(?=[a-z])", re.IGNORECASE)
_VALUED = frozenset({"max-snippet", "max-image-preview", "max-video-preview", "unavailable_after"})
_DATES = ("%d %b %Y", "%Y-%m-%d", "%d-%b-%Y", "%d %B %Y", "%b %d, %Y")


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a page asks of crawlers."""

    noindex: bool = False
    nofollow: bool = False
    noarchive: bool = False
    """Not to be stored, or not to be quoted."""
    opted_out: bool = False
    """`<meta name="rosanna" content="noindex">`: leave this page alone; on a front page, the whole site."""

    @property
    def unkept(self) -> str | None:
        """The outcome of a page that is not to be kept; None for one that may be."""
        return "noindex" if self.noindex else "noarchive" if self.noarchive else None


def wishes(
    root: HtmlElement | None, robots_tags: Iterable[bytes] = (), now: datetime | None = None
) -> Wishes:
    """What the page's meta tags and `X-Robots-Tag` headers ask."""
    now = now or datetime.now(UTC)
    general: set[str] = set()
    own: set[str] = set()
    for raw in robots_tags:
        agent, rest = _agent_of(raw.decode("latin-1"))
        if agent in {"", PRODUCT}:
            (own if agent else general).update(_directives(rest, now))
    for meta in root.iter("meta") if root is not None else ():
        name = (meta.get("name") or "").strip().lower()
        if name in {"robots", PRODUCT}:
            (own if name == PRODUCT else general).update(_directives(meta.get("content") or "", now))
    asked = general | own
    return Wishes(
        noindex=bool(asked & {"noindex", "none"}),
        nofollow=bool(asked & {"nofollow", "none"}),
        noarchive=bool(asked & {"noarchive", "nosnippet"}),
        opted_out=bool(own & {"noindex", "none"}),
    )


def _agent_of(header: str) -> tuple[str, str]:
    """`rosanna: noindex` names an agent, `max-snippet: 5` does not."""
    match = _AGENT.match(header)
    if match is None or match[1].lower() in _VALUED:
        return "", header
    return match[1].lower(), header[match.end() :]


def _directives(text: str, now: datetime) -> set[str]:
    """The plain directives that hold at a moment; those with a value are turned into plain ones."""
    return set(_held(_DIRECTIVE.finditer(text.strip().lower()[:1_000]), now))


def _held(matches: Iterable[re.Match[str]], now: datetime) -> Iterable[str]:
    for match in matches:
        name, value = match["other"], match["value"]
        if match["name"]:
            if _is_past(match["date"], now):
                yield "noindex"
        elif name == "max-snippet" and value and value.isdigit() and int(value) < SNIPPET:
            yield "nosnippet"
        elif value is None:
            yield name


def _is_past(words: str, now: datetime) -> bool:
    """Whether a date has come. A day that cannot be read has not."""
    day = re.sub(r"^[a-z]{3},?\s+|[t\s]\d{1,2}:\d{2}.*$", "", words.strip())
    for form in _DATES:
        try:
            return datetime.strptime(day, form).replace(tzinfo=UTC) <= now
        except ValueError:
            continue
    return False
