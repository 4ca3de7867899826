"""The bounds of a crawl, in one place: what one request, one host and one site may cost, and why.

A hostile or broken site runs into these alone; the rest of the run goes on. `Refused` is how a bound, or
somebody's wish, ends a request; its outcome is a key of `crawler.runs.tally.OUTCOMES`.
"""

from scrapy.exceptions import IgnoreRequest

MAX_PAGE_BYTES = 5_000_000
"""Of a page, as sent and as unpacked. Clinics' longest pages are about 1 MB."""
MAX_HEADER_BYTES = 65_536
"""Status line and headers together. Servers commonly send less than 2 KB, and refuse to take 8 to 16."""
REQUEST_SECONDS = 30.0
"""From the connection to the last byte, so a server that drips is cut off as well."""
SITE_SECONDS = 600.0
"""Time in which a host of a clinic's site may be busy answering us, all requests together."""
MAX_REDIRECTS = 5
"""RFC 9309 asks for at least five for robots.txt; browsers' 20 serve trackers, not pages."""
MAX_CHAIN = 200
"""Requests that follow from one another in a directory: its result pages are a chain."""

ROBOTS_BYTES = 512 * 1024
"""RFC 9309, 2.5: at least 500 KiB are read. What follows is ignored."""
ROBOTS_UNPACKED_BYTES = 20_000_000
"""Of a robots.txt that is sent packed, before the same cut."""
ROBOTS_SECONDS = 24 * 3600.0
"""RFC 9309, 2.4: no copy is used for longer."""

HOST_WAIT = 30.0
"""Seconds that a host is waited for which another process of ours is asking. That may take hours; then the
run goes on without it, and a later one has it."""
HOST_LOOK = 0.5
"""Seconds between two looks whether it is free."""

LARGEST_CRAWL_DELAY = 60.0
"""Seconds. More is a way of saying no; we then come this seldom and fetch as few pages as fit."""
LARGEST_RETRY_AFTER = 120.0
"""Seconds a host is waited for; one that asks for more is left alone for the rest of the run."""
LARGEST_PAUSES = 300.0
"""Seconds of such waiting a host may cost in one run, all together."""
UNNAMED_PAUSE = 15.0
"""Seconds after a 429 that does not say how long to wait."""

REQUESTS_A_DAY = 5_000
"""To one host in one UTC day, over all runs: one in 17 seconds. A source's `rate.per_day` replaces it."""


class Refused(IgnoreRequest):
    """A request that is not made, or an answer that is not taken, because a bound or a wish forbids it."""

    def __init__(self, outcome: str, detail: str, sent: bool = False) -> None:
        super().__init__(detail)
        self.outcome = outcome
        self.detail = detail
        self.sent = sent
        """Whether the host has seen a request."""


ENDS_HOST = frozenset(
    {"suppressed", "busy", "come_back", "budget", "slow_site", "robots_unavailable", "address"}
)
"""Outcomes that will meet every further request to the host."""
