"""Which network addresses may be fetched from: those of the public internet.

Judged twice. The host as written in the URL, in every spelling that some resolver takes for an address; and,
for connections of our own, what the host's name resolved to: the connection then goes to the judged address
and no other, so a name that changes its address in between (DNS rebinding) gains nothing. Behind a proxy
names are the proxy's to resolve, and only what is written can be judged.
"""

import os
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies

from scrapy.resolver import CachingThreadedResolver
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

ALLOWED_SETTING = "ROSANNA_ALLOWED_NETWORKS"
"""Environment: networks that may be fetched from although they are not public, such as `10.0.0.5/32`."""
_LOCAL_NAME = re.compile(r"(?:.*\.)?(?:localhost|local|internal|home\.arpa|intranet|lan)|ip6-loopback")
"""Names that by RFC 6761, RFC 6762, RFC 8375 or custom never lead to the public internet."""
_CLOUD_ADDRESSES = frozenset(map(ip_address, ("168.63.129.16", "100.100.100.200", "fd00:ec2::254")))
"""Metadata services of clouds. Some have a public number that answers only inside the cloud."""
_RESERVED: tuple[Network, ...] = tuple(
    map(ip_network, ("192.0.0.0/24", "192.88.99.0/24", "64:ff9b:1::/48", "100::/64", "fec0::/10"))
)
"""Special by the IANA registries, though Python's versions do not agree on all of them."""
_NAT64 = IPv6Network("64:ff9b::/96")
_NUMBER = re.compile(r"0[xX][0-9a-fA-F]*|[0-9]+")


def literal_address(host: str) -> Address | None:
    """The address that a host is a spelling of, or None for a name.

    Takes what browsers and C libraries take: `2130706433`, `0x7f.1`, `0177.0.0.1`, `127.1`, full-width
    digits, percent-encoding, a last dot, IPv6 in brackets and with a zone.
    """
    plain = unicodedata.normalize("NFKC", unquote(host)).strip().strip("[]").lower()
    if ":" in plain:
        try:
            return IPv6Address(plain.partition("%")[0])
        except ValueError:
            return None
    parts = plain.rstrip(".").split(".")
    if len(parts) > 4 or not all(_NUMBER.fullmatch(part) for part in parts):
        return None
    return _from_numbers([_number(part) for part in parts])


def is_public(address: Address, allowed: Iterable[Network] = ()) -> bool:
    """Whether an address may be fetched from: a public one, or one in `allowed`."""
    inner = _embedded(address)
    if any(one in network for one in (address, inner) for network in allowed):
        return True
    if inner in _CLOUD_ADDRESSES or any(inner in network for network in _RESERVED):
        return False
    return inner.is_global and not inner.is_multicast and not inner.is_reserved


def why_not_host(host: str, allowed: Iterable[Network] = ()) -> str | None:
    """Why the host of a URL may not be asked, as it is written; None when nothing speaks against it."""
    address = literal_address(host)
    if address is not None:
        return None if is_public(address, allowed) else f"{address} is not a public address"
    if ":" in host or not host.strip("0123456789."):
        return f"{host} is no address"
    if _LOCAL_NAME.fullmatch(host.lower().rstrip(".")):
        return f"{host} is a name of this machine or of a local network"
    return None


def allowed_networks(environ: Mapping[str, str] = os.environ) -> tuple[Network, ...]:
    """The networks that `ROSANNA_ALLOWED_NETWORKS` names, parted by commas. Raises `ValueError`."""
    words = re.split(r"[,\s]+", environ.get(ALLOWED_SETTING, "").strip())
    try:
        return tuple(ip_network(word) for word in words if word)
    except ValueError as error:
        raise ValueError(
            f"{ALLOWED_SETTING}: {error}; write networks such as 10.0.0.5/32, commas between them"
        ) from error


def proxy_hosts() -> frozenset[str]:
    """The hosts of the proxies that the environment names: the operator's own, wherever they are."""
    urls = (url for kind, url in getproxies().items() if kind != "no")
    found = (urlsplit(url if "//" in url else f"//{url}").hostname for url in urls)
    return frozenset(host.lower() for host in found if host)


class JudgingResolver(CachingThreadedResolver):
    """Resolves names to public addresses only; a name with another one counts as not found.

    `refused` remembers those names and their addresses, for the outcome: Twisted passes no reason on.
    """

    refused: Mapping[str, str] = {}

    def __init__(self, reactor: Any, cache_size: int, timeout: float) -> None:
        super().__init__(reactor, cache_size, timeout)
        self._allowed = allowed_networks()
        self._proxies = proxy_hosts()
        self._refused: dict[str, str] = {}
        JudgingResolver.refused = self._refused

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802 (Twisted's name)
        """Resolve, then judge. Cached answers are judged as well."""
        found = super().getHostByName(name, timeout)
        return found if name.lower() in self._proxies else found.addCallback(self._judge, name)

    def _judge(self, found: str, name: str) -> str:
        if is_public(ip_address(found), self._allowed):
            return found
        if len(self._refused) < 10_000:
            self._refused[name.lower()] = found
        raise DNSLookupError(f"{name} resolves to {found}, which is not a public address")


def _number(part: str) -> int:
    if part[:2] in {"0x", "0X"}:
        return int(part[2:] or "0", 16)
    octal = len(part) > 1 and part[0] == "0" and not set(part) & {"8", "9"}
    return int(part, 8 if octal else 10)


def _from_numbers(numbers: Sequence[int]) -> IPv4Address | None:
    """As `inet_aton` reads them: the last number fills what is left of the 32 bits."""
    *firsts, last = numbers
    if any(number > 255 for number in firsts) or last >= 256 ** (4 - len(firsts)):
        return None
    return IPv4Address(sum(number << (24 - 8 * place) for place, number in enumerate(firsts)) + last)


def _embedded(address: Address) -> Address:
    """The IPv4 address that an IPv6 address carries (mapped, 6to4, NAT64, Teredo, compatible), or itself."""
    if isinstance(address, IPv4Address):
        return address
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    if address in _NAT64 or (0xFFFF < int(address) <= 0xFFFFFFFF):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address
