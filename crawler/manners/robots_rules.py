"""What a robots.txt says to us, by RFC 9309: Protego's matching, after a thin layer that mends its grouping.

Protego finds rules by the longest match, knows `*`, `$` and percent-encoding. Before it reads a file, the
user-agent lines are reduced to three: ours, `*`, and somebody else's. So a group is ours when its product
token *is* ours (Protego would take `ros` for a part of `rosanna`, and miss `Rosanna crawler`), and no record
outside the RFC ends a group. Crawl-delay is no part of the RFC and is read as its inventors meant it, for the
agents named right before it.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from protego import Protego
from scrapy.robotstxt import RobotParser

from crawler.manners.bounds import ROBOTS_BYTES

PRODUCT = "rosanna"
"""Our product token, the word before the slash in the user agent. Tokens are compared without case."""
_SOMEONE_ELSE = "-"
_TOKEN = re.compile(r"[A-Za-z_-]+")
_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_LONGEST_LINE = 16_000
"""Characters of a line that are read. Google's parser reads 16,664 bytes."""
_AGENT = frozenset({"user-agent", "useragent", "user agent"})
_RULES: dict[str, str] = {
    "allow": "Allow",
    **dict.fromkeys(
        ("disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw", "dissalllow"), "Disallow"
    ),
}
_DELAY = frozenset({"crawl-delay", "crawl delay"})
_SITEMAP = frozenset({"sitemap", "site-map", "sitemaps"})
_KNOWN = _AGENT | _DELAY | _SITEMAP | _RULES.keys()


@dataclass(frozen=True)
class RobotsRules(RobotParser):
    """The rules of one robots.txt."""

    text: str

    @classmethod
    def from_crawler(cls, crawler: object, robotstxt_body: bytes) -> "RobotsRules":  # noqa: ARG003 (Scrapy's signature)
        """Scrapy's way in."""
        return cls.parse(robotstxt_body)

    @classmethod
    def parse(cls, body: bytes) -> "RobotsRules":
        """Read the first 512 KiB, without a line that the cut tears. Bytes that are no UTF-8 are dropped."""
        if len(body) > ROBOTS_BYTES:
            cut = body[:ROBOTS_BYTES]
            body = cut[: max(cut.rfind(b"\n"), cut.rfind(b"\r"), 0)]
        return cls(body.decode("utf-8-sig", errors="ignore"))

    def allowed(self, url: str | bytes, user_agent: str | bytes = PRODUCT) -> bool:  # noqa: ARG002 (we are one agent)
        """Whether we may fetch a URL."""
        return self._rules.can_fetch(url if isinstance(url, str) else url.decode("ascii", "replace"), PRODUCT)

    def crawl_delay(self, user_agent: str | bytes = PRODUCT) -> float | None:  # noqa: ARG002 (we are one agent)
        """Seconds asked for between two requests of ours."""
        return _asked_delay(self._records)

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """Sitemap addresses, wherever in the file they stand."""
        return tuple(value for key, value in self._records if key in _SITEMAP and value)

    @property
    def names_us(self) -> bool:
        """Whether a group is meant for us by name."""
        return any(key in _AGENT and _agent(value) == PRODUCT for key, value in self._records)

    @cached_property
    def _records(self) -> tuple[tuple[str, str], ...]:
        return tuple(_records(self.text))

    @cached_property
    def _rules(self) -> Protego:
        return Protego.parse("\n".join(_rule_lines(self._records)))


def _records(text: str) -> Iterator[tuple[str, str]]:
    for line in _LINE_BREAK.split(text):
        said = line[:_LONGEST_LINE].partition("#")[0].strip()
        key, _, value = said.partition(":")
        if key.rstrip().lower() not in _KNOWN:
            # A missing colon: what is meant is plain, and Google's parser takes it too.
            key, _, value = said.replace("\t", " ").partition(" ")
        if key.rstrip().lower() in _KNOWN:
            yield key.rstrip().lower(), value.strip()


def _rule_lines(records: Sequence[tuple[str, str]]) -> Iterator[str]:
    for key, value in records:
        if key in _AGENT:
            yield f"User-agent: {_agent(value)}"
        elif key in _RULES:
            yield f"{_RULES[key]}: {value}"


def _asked_delay(records: Sequence[tuple[str, str]]) -> float | None:
    """The largest delay asked of us by name, else of everybody."""
    asked: dict[str, list[float]] = {}
    agents: set[str] = set()
    in_head = False
    for key, value in records:
        if key in _AGENT:
            agents = agents | {_agent(value)} if in_head else {_agent(value)}
        elif key in _DELAY and (seconds := _seconds(value)) is not None:
            for agent in agents:
                asked.setdefault(agent, []).append(seconds)
        if key not in _SITEMAP:
            in_head = key in _AGENT
        if key in _RULES:
            for agent in agents:
                asked.setdefault(agent, [])
    return max(asked.get(PRODUCT, asked.get("*", [])), default=None)


def _seconds(value: str) -> float | None:
    try:
        seconds = float(value)
    except ValueError:
        return None
    return seconds if math.isfinite(seconds) and seconds >= 0 else None


def _agent(value: str) -> str:
    if value == "*" or value.startswith(("* ", "*\t")):
        return "*"
    match = _TOKEN.match(value)
    return PRODUCT if match is not None and match[0].lower() == PRODUCT else _SOMEONE_ELSE
