"""What became of every request of a run: counted by kind, with a few examples to show."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)

from crawler.manners.bounds import Refused

MAX_EXAMPLES = 10

OUTCOMES: Mapping[str, str] = {
    "kept": "pages kept",
    "again": "pages taken from the archive of this run",
    "not_modified": "pages still as they were (304)",
    "unchanged": "pages fetched that say what they said",
    "moved": "redirected",
    "missing": "not found (404, 410)",
    "refused": "refused by the site (401, 403, 451)",
    "limited": "told to slow down (429)",
    "server_error": "server errors (5xx)",
    "odd_status": "other HTTP statuses",
    "bad_target": "sent on to an address that cannot be asked",
    "redirects": "redirected too often",
    "address": "addresses outside the public internet, not asked",
    "come_back": "hosts that asked to be left alone for longer than Rosanna waits",
    "busy": "hosts that another crawl is asking",
    "budget": "beyond the requests a day that a host gets",
    "slow_site": "beyond the time that a site may take",
    "robots_unavailable": "left alone, as robots.txt could not be had",
    "robots": "not allowed by robots.txt",
    "noindex": "asked not to be kept (noindex)",
    "noarchive": "asked not to be stored or quoted (noarchive, nosnippet)",
    "opted_out": "sites that opted out",
    "suppressed": "left alone, as their providers asked to be left out",
    "too_large": "too large",
    "unpacked": "too large once unpacked",
    "headers": "headers too large",
    "cut_short": "cut short by the server, kept as far as they came",
    "mojibake": "not in the encoding they name, kept as they are",
    "deep": "nested too deeply to be read whole, kept as they are",
    "more_pages": "sites with more pages than are read",
    "parked": "parked domains",
    "suspended": "suspended sites",
    "unfinished": "sites that are not there yet",
    "error_page": "error pages sent as good ones",
    "soft_missing": "pages sent as good ones that say they are missing",
    "cookie_wall": "pages that show nothing without cookies",
    "challenge": "pages that ask to prove one is human",
    "not_html": "not a web page",
    "empty": "empty pages",
    "no_results": "suburbs without results",
    "partial": "partial answers",
    "split": "areas asked for again in quarters",
    "unreadable": "answers that could not be read",
    "broken_data": "broken structured data blocks",
    "duplicate": "the same page or site again",
    "unresolved": "host names that do not resolve",
    "unreachable": "hosts that do not answer",
    "timeout": "took too long",
    "failed": "failed in Rosanna itself (see the log)",
}
"""Every kind of outcome and how a summary words it."""

FINE = frozenset({
    "kept", "again", "not_modified", "unchanged", "split", "cut_short", "mojibake", "deep", "more_pages",
    "noarchive", "moved", "duplicate", "no_results", "noindex", "opted_out",
    "robots", "suppressed",
})  # fmt: skip
"""Outcomes that are no error: nothing broke, or somebody's wish was honoured."""

REMEDIES: Mapping[str, str] = {
    "unresolved": "check the spelling of the host, your network, and http_proxy",
    "unreachable": "check that the host is up, your network, and http_proxy",
    "timeout": "the host is slow or drops requests; try again later",
    "missing": "check the address",
    "refused": "the site does not want to be read by a program; leave it out",
    "limited": "the site asks for fewer requests; raise rate.delay of the source and try later",
    "server_error": "the site, or the proxy that http_proxy names, is broken at the moment; try again later",
    "robots": "robots.txt forbids it, and Rosanna obeys",
    "robots_unavailable": "such a host is left alone (RFC 9309); look whether it is up, and at http_proxy",
    "address": "only public addresses are fetched; ROSANNA_ALLOWED_NETWORKS names exceptions of yours",
    "come_back": "try again when the host said, at the earliest",
    "busy": "wait for the other crawl's end, and crawl again",
    "budget": "the next UTC day has a new budget; rate.per_day of the source sets it",
    "slow_site": "the host is slow; try again later",
    "suspended": "the site's hosting is suspended; try again in some weeks",
    "parked": "the domain is for sale; remove the site from your list",
    "challenge": "the site does not want to be read by a program; leave it out",
    "too_large": "only pages of up to 5 MB are read",
    "not_html": "the address leads to a file, not to a web page",
    "empty": "the page holds nothing that the source's YAML describes",
    "failed": "this is a fault in Rosanna or in the source's YAML; the log tells more",
}

_BY_STATUS: Mapping[int, str] = {
    404: "missing", 410: "missing", 401: "refused", 403: "refused", 451: "refused", 429: "limited",
}  # fmt: skip
_BY_ERROR: tuple[tuple[type[BaseException], str], ...] = (
    (CannotResolveHostError, "unresolved"),
    (DownloadTimeoutError, "timeout"),
    (DownloadCancelledError, "too_large"),
    (DownloadConnectionRefusedError, "unreachable"),
    (ResponseDataLossError, "unreachable"),
    (DownloadFailedError, "unreachable"),
    (OSError, "unreachable"),
)
_BY_WORDS: tuple[tuple[str, str], ...] = (
    ("max redirections", "redirects"), ("during decompression", "unpacked"), ("depth", "more_pages"),
)  # fmt: skip
"""Scrapy gives all of these one type of error."""


@dataclass(frozen=True, slots=True)
class Example:
    """One request that went wrong."""

    outcome: str
    url: str
    detail: str


@dataclass(slots=True)
class Tally:
    """Counts of one run, as it goes."""

    pages: int = 0
    listings: int = 0
    received: int = 0
    """Bytes of the pages fetched, decoded."""
    outcomes: Counter[str] = field(default_factory=Counter)
    bad_fields: Counter[str] = field(default_factory=Counter)
    examples: list[Example] = field(default_factory=list)

    @property
    def errors(self) -> int:
        """Requests that broke."""
        return sum(count for outcome, count in self.outcomes.items() if outcome not in FINE)

    def count(self, outcome: str, url: str, detail: str = "") -> None:
        """Note what became of one request; `outcome` is a key of `OUTCOMES`."""
        self.outcomes[outcome] += 1
        if outcome not in FINE or outcome == "robots":
            self.note(outcome, url, detail)

    def note(self, outcome: str, url: str, detail: str = "") -> None:
        """Keep an example, while there are few."""
        if len(self.examples) < MAX_EXAMPLES:
            self.examples.append(Example(outcome, url, detail))

    def counts(self) -> dict[str, int]:
        """Everything counted, for the run's row."""
        bad = {f"bad_{name}": count for name, count in self.bad_fields.items()}
        return {
            "pages": self.pages,
            "listings": self.listings,
            "bytes": self.received,
            **self.outcomes,
            **bad,
        }


def outcome_of_status(status: int) -> str:
    """The kind of outcome of an HTTP status other than 200."""
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    if 300 <= status < 400:
        return "moved"
    return "server_error" if status >= 500 else "odd_status"


def outcome_of_error(error: BaseException) -> str:
    """The kind of outcome of a request that got no answer."""
    if isinstance(error, Refused):
        return error.outcome
    if isinstance(error, IgnoreRequest):
        return next((outcome for words, outcome in _BY_WORDS if words in str(error)), "too_large")
    return next((outcome for kind, outcome in _BY_ERROR if isinstance(error, kind)), "failed")
