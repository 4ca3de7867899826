"""How often one address may ask, shared by all worker processes, without writing any address down.

The generic cell rate algorithm (GCRA): one moment is kept for each address, up to which its requests are paid
for. The moments lie in one small table of anonymous shared memory, made before the workers are forked; an
address picks its slot by a keyed hash whose key is forgotten with the process. Two addresses that fall into
one slot share a limit, which among 65,536 slots is rare and harmless.
"""

import hashlib
import ipaddress
import math
import mmap
import secrets
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from werkzeug import Response

SLOTS = 1 << 16
IPV6_SITE = 64
"""Bits of an IPv6 address that one household or server has to itself; the rest it may choose at will."""

TRUSTED = frozenset({"127.0.0.1", "::1", ""})
"""Peers that pass on what others asked: web servers of this machine, and those on a socket."""


@dataclass(frozen=True, slots=True)
class Rate:
    """So many requests in so many seconds; all of them may come at once."""

    requests: int
    seconds: float


API_RATE = Rate(1200, 60)
"""20 a second: more than somebody who types, or a script that goes through suburbs one at a time."""
FORM_RATE = Rate(5, 3600)
"""More reports than one person has in an hour; a clinic with six listings waits a little."""
SIGN_IN_RATE = Rate(10, 600)
"""Ten attempts at once, then one a minute: a person who mistypes gets in, a list of passwords does not."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What one address has left. `reset` and `retry_after` are whole seconds; the latter 0 when allowed."""

    limit: int
    remaining: int
    reset: int
    retry_after: int

    @property
    def headers(self) -> Mapping[str, str]:
        """The fields of draft-ietf-httpapi-ratelimit-headers (-03), which clients know best."""
        said = {
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Remaining": str(self.remaining),
            "RateLimit-Reset": str(self.reset),
        }
        return {**said, "Retry-After": str(self.retry_after)} if self.retry_after else said


class RateLimiter:
    """Counts the requests of every address against one rate."""

    def __init__(self, rate: Rate, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock`: seconds that all processes of the machine agree on."""
        self.rate, self._clock = rate, clock
        self._each = rate.seconds / rate.requests
        self._key = secrets.token_bytes(16)
        self._paid_until = memoryview(mmap.mmap(-1, SLOTS * 8)).cast("d")

    def take(self, address: str) -> Allowance:
        """Count one request of an address. Processes may race; then one request more is let through."""
        slot, now = self._slot(address), self._clock()
        paid_until = max(self._paid_until[slot], now)
        wait = paid_until + self._each - self.rate.seconds - now
        if wait > 0:
            return self._allowance(paid_until - now, math.ceil(wait))
        self._paid_until[slot] = paid_until + self._each
        return self._allowance(paid_until + self._each - now, 0)

    def _allowance(self, owed: float, retry_after: int) -> Allowance:
        # The small addition takes back what floating point loses: 59.9999999 s owed of 60 leave one request.
        remaining = max(int((self.rate.seconds - owed) / self._each + 1e-6), 0)
        return Allowance(self.rate.requests, remaining, math.ceil(owed), retry_after)

    def _slot(self, address: str) -> int:
        digest = hashlib.blake2b(_household(address).encode(), key=self._key, digest_size=8).digest()
        return int.from_bytes(digest, "little") % SLOTS


def _household(address: str) -> str:
    if ":" not in address:
        return address
    try:
        return str(ipaddress.ip_network((address.partition("%")[0], IPV6_SITE), strict=False))
    except ValueError:
        return address


def client_address(environ: Mapping[str, Any]) -> str:
    """Who asks. A web server of this machine passes that on; what any other peer claims is not believed."""
    peer = str(environ.get("REMOTE_ADDR") or "")
    forwarded = str(environ.get("HTTP_X_FORWARDED_FOR") or "").rpartition(",")[2].strip()
    return forwarded if forwarded and peer in TRUSTED else peer


class App(Protocol):
    """A WSGI application."""

    def __call__(self, environ: dict[str, Any], start_response: Any, /) -> Iterable[bytes]:
        """Answer one request."""


class Limited:
    """A WSGI application whose answers under `prefix` are counted, and refused beyond the rate."""

    def __init__(
        self, app: App, limiter: RateLimiter, prefix: str, refusal: Callable[[Allowance], Response]
    ) -> None:
        self._app, self._limiter, self._prefix, self._refusal = app, limiter, prefix, refusal

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Count, then pass on or refuse."""
        if not environ.get("PATH_INFO", "").startswith(self._prefix):
            return self._app(environ, start_response)
        allowance = self._limiter.take(client_address(environ))
        if allowance.retry_after:
            refused = self._refusal(allowance)
            refused.headers.update(allowance.headers)
            return refused(environ, start_response)

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            return start_response(status, [*headers, *allowance.headers.items()], exc_info)

        return self._app(environ, start)
