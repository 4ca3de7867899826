"""The traps, by name. Each says how its host answers, what the crawl must count, and how often it may ask."""

import asyncio
import gzip
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial

import brotli

from tests.crawler.hostile.server import Answer, Asked, Handler

PAGE = "<html><title>Backs</title><body><h1>Osteopathy in Rosanna</h1><p>By appointment, 03 7010 0100."
FEES = PAGE + '<p><a href="/fees">Fees</a>'
DISALLOW_ALL = "User-agent: *\nDisallow: /\n"
METADATA = "http://169.254.169.254/latest/meta-data/"


@dataclass(frozen=True)
class Trap:
    """One host that means harm."""

    name: str
    outcome: str
    """What must be counted for one of its URLs; `kept`: the page is kept and nothing is wrong."""
    handler: Callable[..., object]
    kept: int = 0
    """Pages that are kept of it."""
    most: int = 3
    """Requests it may cost at the most, robots.txt and sitemap among them."""
    never: tuple[str, ...] = ()
    """Beginnings of paths that must not be asked for."""
    direct: bool = False
    """Asked without the proxy; its name resolves to `addresses`."""
    addresses: tuple[str, ...] = ()
    forbidden_port: bool = False

    @property
    def host(self) -> str:
        return f"{self.name}.direct.example" if self.direct else f"{self.name}.example"


# Ways to answer


Body = str | bytes | Callable[[], bytes]
"""Large ones are made when the server starts, not when this file is read."""


def page(body: Body = PAGE, robots: str | None = None, **headers: str) -> Handler:
    """The same page at `/`, a robots.txt or none, 404 for the rest."""
    return pages({"/": body}, robots, **headers)


def pages(bodies: Mapping[str, Body], robots: str | None = None, **headers: str) -> Handler:
    async def answer(asked: Asked, reply: Answer) -> None:
        if asked.path == "/robots.txt" and robots is not None:
            await reply.whole(robots, Content_Type="text/plain")
        elif asked.path in bodies:
            body = bodies[asked.path]
            await reply.whole(body() if callable(body) else body, **headers)
        else:
            await reply.whole("missing", "404 Not Found")

    return answer


def at_home(act: Callable[[Answer], object], elsewhere: Handler | None = None) -> Handler:
    """Do harm at `/`, answer well elsewhere."""

    async def answer(asked: Asked, reply: Answer) -> None:
        if asked.path == "/":
            await act(reply)  # type: ignore[misc]
        else:
            await (elsewhere or page())(asked, reply)

    return answer


def at_robots(act: Callable[[Answer], object], body: str = PAGE) -> Handler:
    """Do harm at `/robots.txt`."""

    async def answer(asked: Asked, reply: Answer) -> None:
        if asked.path == "/robots.txt":
            await act(reply)  # type: ignore[misc]
        else:
            await page(body)(asked, reply)

    return answer


def leads_to(target: str) -> Handler:
    """Redirects its front page; `{forbidden}` is the port nobody may connect to, `from` says who sent us."""

    async def answer(asked: Asked, reply: Answer) -> None:
        if asked.path.partition("?")[0] == "/":
            await reply.redirect(f"{target.format(forbidden=reply.web.forbidden_port)}?from={asked.host}")
        else:
            await page()(asked, reply)

    return answer


async def hops(asked: Asked, reply: Answer, prefix: str, last: int) -> None:
    if not asked.path.startswith(prefix) and asked.path != "/":
        await page()(asked, reply)
        return
    number = int(asked.path.removeprefix(prefix)) if asked.path != "/" else 0
    await (reply.redirect(f"{prefix}{number + 1}") if number < last else reply.whole(PAGE))


async def robots_hops(asked: Asked, reply: Answer, last: int) -> None:
    """robots.txt after a number of redirects, which forbids everything."""
    if asked.path.startswith(("/robots.txt", "/r/")):
        number = int(asked.path.removeprefix("/r/")) if asked.path.startswith("/r/") else 0
        if number < last:
            await reply.redirect(f"/r/{number + 1}")
        else:
            await reply.whole(DISALLOW_ALL, Content_Type="text/plain")
    else:
        await page()(asked, reply)


async def endless(asked: Asked, reply: Answer) -> None:
    """Each page leads to ten new ones."""
    if asked.path in {"/robots.txt", "/sitemap.xml"}:
        await reply.whole("missing", "404 Not Found")
        return
    here = abs(hash(asked.path)) % 10_000_000
    await reply.whole(PAGE + "".join(f'<a href="/more-{here}-{number}">More</a>' for number in range(10)))


async def facets(asked: Asked, reply: Answer) -> None:
    """Every page offers every filter once more."""
    path = asked.path.partition("?")[0]
    if path != "/":
        await reply.whole("missing", "404 Not Found")
        return
    more = "".join(
        f'<a href="/?colour={one}&amp;size={two}&amp;order={two}">x</a>'
        for one in range(40)
        for two in range(40)
    )
    await reply.whole(PAGE + more)


async def calendar(asked: Asked, reply: Answer) -> None:
    if asked.path in {"/robots.txt", "/sitemap.xml"}:
        await reply.whole("missing", "404 Not Found")
    else:
        months = "".join(f'<a href="/calendar/{year}-{month:02}">x</a><a href="/?month={month}&amp;year={year}">x</a>'
                         f'<a href="/events/{year}/{month:02}/01/">x</a>' for year in range(2020, 2040) for month in range(1, 13))  # fmt: skip
        await reply.whole(FEES + months)


async def growing(asked: Asked, reply: Answer) -> None:
    """Relative links that make the path longer with each page."""
    if asked.path in {"/robots.txt", "/sitemap.xml"}:
        await reply.whole("missing", "404 Not Found")
    else:
        await reply.whole(PAGE + '<a href="backs/">x</a><a href="./backs/?sid=1">x</a>')


class Limited:
    """Answers 429 or 503 at first, then well."""

    def __init__(self, status: str, retry_after: str, times: int) -> None:
        self.status, self.retry_after, self.left = status, retry_after, times

    async def __call__(self, asked: Asked, reply: Answer) -> None:
        if asked.path == "/" and self.left:
            self.left -= 1
            await reply.whole("slow down", self.status, Retry_After=self.retry_after)
        else:
            await page()(asked, reply)


async def needs_cookie(asked: Asked, reply: Answer) -> None:
    """Sends its visitor back until it brings the cookie."""
    if asked.path != "/":
        await page()(asked, reply)
    elif "cookie" in asked.headers:
        reply.web.trespasses.append("a cookie was sent")
    else:
        await reply.whole(status="302 Found", Location="/", Set_Cookie="seen=1")


# Bodies


@lru_cache
def gzip_bomb() -> bytes:
    """1 MB that unpacks to 1 GB: a hundred times the same member."""
    return gzip.compress(bytes(10_000_000), 9) * 103


@lru_cache
def nested_bomb() -> bytes:
    return gzip.compress(gzip_bomb())


@lru_cache
def flat_bomb() -> bytes:
    return zlib.compress(bytes(100_000_000), 9)


@lru_cache
def brotli_bomb() -> bytes:
    return brotli.compress(bytes(50_000_000), quality=1)


def robots_600_kib() -> str:
    """A rule before the 500th KiB and one after the 550th."""
    filler = "# nothing\n"
    early = filler * (450 * 1024 // len(filler)) + "Disallow: /early\n"
    return (
        "User-agent: *\n"
        + early
        + filler * (100 * 1024 // len(filler))
        + "Disallow: /late\n"
        + filler * 5_500
    )


LAUGHS = '<?xml version="1.0"?><!DOCTYPE u [<!ENTITY a "lol">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
) + "]><urlset><url><loc>http://laughs.example/&j;</loc></url></urlset>"  # fmt: skip
SPY = '<?xml version="1.0"?><!DOCTYPE u [<!ENTITY a SYSTEM "http://169.254.169.254/">]><urlset><url><loc>/&a;</loc></url></urlset>'
CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
CHUNK = b"10000\r\n" + b"back " * 13_107 + b"b\r\n"
LONG = "x" * 10_000


async def cut_short(reply: Answer) -> None:
    await reply.send(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9000\r\n\r\n" + PAGE.encode()
    )
    raise ConnectionError


async def hang_up(reply: Answer) -> None:
    raise ConnectionError


async def say_nothing(reply: Answer) -> None:
    await asyncio.sleep(600)


async def babble(reply: Answer) -> None:
    await reply.send(b"\x16\x03\x01\x02\x00 this is no HTTP at all\r\n\r\n" * 10)
    raise ConnectionError


async def drip_body(reply: Answer) -> None:
    await reply.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>")
    await reply.drip(b"x")


async def chunks(reply: Answer) -> None:
    await reply.send(CHUNKED)
    await reply.flood(CHUNK)


async def robots_without_end(reply: Answer) -> None:
    await reply.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nUser-agent: *\nDisallow: /early\n")
    await reply.flood(b"# and so on\n" * 500)


async def many_headers(reply: Answer) -> None:
    await reply.send(b"HTTP/1.1 200 OK\r\n")
    await reply.flood(b"X-Fill: 0123456789\r\n" * 100)


TRAPS: tuple[Trap, ...] = (
    # Addresses
    Trap("redirect-loopback", "address", leads_to("http://127.0.0.1:{forbidden}/")),
    Trap("redirect-metadata", "address", leads_to(METADATA)),
    Trap("redirect-decimal", "address", leads_to("http://2130706433:{forbidden}/")),
    Trap("redirect-octal", "address", leads_to("http://0177.0.0.1:{forbidden}/")),
    Trap("redirect-short-hex", "address", leads_to("http://0x7f.1:{forbidden}/")),
    Trap("redirect-ipv6", "address", leads_to("http://[::1]:{forbidden}/")),
    Trap("redirect-ipv4-in-ipv6", "address", leads_to("http://[::ffff:169.254.169.254]/")),
    Trap("redirect-private", "address", leads_to("http://10.0.0.1/")),
    Trap("redirect-shared-carrier", "address", leads_to("http://100.64.0.1/")),
    Trap("redirect-localhost", "address", leads_to("http://localhost:{forbidden}/")),
    Trap("redirect-name-to-private", "address", leads_to("http://hidden.direct.example:{forbidden}/")),
    Trap("redirect-file", "bad_target", leads_to("file:///etc/passwd")),
    Trap("redirect-long-url", "bad_target", leads_to(f"/{LONG}")),
    Trap("name-to-loopback", "address", page(), most=0, direct=True, addresses=("127.0.0.1",), forbidden_port=True),
    Trap("name-to-metadata", "address", page(), most=0, direct=True, addresses=("169.254.169.254",)),
    Trap("name-that-changes", "kept", pages({"/": FEES, "/fees": PAGE}), kept=2, most=4, direct=True,
         addresses=("127.0.0.2", "127.0.0.1")),
    Trap("sitemap-to-metadata", "kept", lambda asked, reply: (
        reply.redirect(METADATA) if asked.path == "/sitemap.xml" else page()(asked, reply)), kept=1),
    # Sizes
    Trap("bomb-gzip", "unpacked", page(gzip_bomb, Content_Encoding="gzip")),
    Trap("bomb-deflate", "unpacked", page(flat_bomb, Content_Encoding="deflate")),
    Trap("bomb-brotli", "unpacked", page(brotli_bomb, Content_Encoding="br")),
    Trap("bomb-in-a-bomb", "unpacked", page(nested_bomb, Content_Encoding="gzip, gzip")),
    Trap("bomb-sitemap", "kept", pages({"/": PAGE, "/sitemap.xml": gzip_bomb}), kept=1),
    Trap("body-without-end", "too_large", at_home(chunks)),
    Trap("body-of-a-terabyte", "too_large", at_home(lambda reply: reply.send(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000000000000\r\n\r\n<p>"))),
    Trap("headers-without-end", "headers", at_home(many_headers)),
    Trap("header-without-end", "headers", at_home(lambda reply: reply.flood(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 65_536))),
    Trap("continue-without-end", "headers", at_home(lambda reply: reply.flood(b"HTTP/1.1 100 Continue\r\n\r\n" * 100))),
    # Times
    Trap("drip", "timeout", at_home(drip_body), most=6),
    Trap("drip-headers", "timeout", at_home(lambda reply: reply.drip(b"HTTP/1.1 200 OK\r\nX: 1\r\n")), most=6),
    Trap("silent", "timeout", at_home(say_nothing), most=6),
    # Ways without end
    Trap("hundred-hops", "redirects", partial(hops, prefix="/hop/", last=100), most=7),
    Trap("loop", "redirects", leads_to("/"), most=7),
    Trap("cookie-or-go-round", "redirects", needs_cookie, most=7),
    Trap("calendar", "kept", calendar, kept=2, most=4, never=("/calendar", "/?", "/events")),
    Trap("pages-without-end", "more_pages", endless, kept=25, most=30),
    Trap("facets", "more_pages", facets, kept=25, most=30),
    Trap("path-without-end", "kept", growing, kept=3, most=6, never=("/backs/backs/backs/",)),
    Trap("long-links", "kept", page(PAGE + f'<a href="/{LONG}">x</a><a href="/?{LONG}">x</a>'), kept=1),
    Trap("refresh-for-ever", "kept", page(PAGE + '<meta http-equiv="refresh" content="0; url=/">'), kept=1),
    # robots.txt
    Trap("robots-503", "robots_unavailable", at_robots(lambda reply: reply.whole("down", "503 Service Unavailable")), never=("/$",)),
    Trap("robots-silent", "robots_unavailable", at_robots(say_nothing), never=("/$",)),
    Trap("robots-401", "robots", at_robots(lambda reply: reply.whole("no", "401 Unauthorized")), most=1, never=("/$",)),
    Trap("robots-403", "robots", at_robots(lambda reply: reply.whole("no", "403 Forbidden")), most=1, never=("/$",)),
    Trap("robots-404", "kept", at_robots(lambda reply: reply.whole("no", "404 Not Found")), kept=1),
    Trap("robots-600-kib", "robots", pages({"/": PAGE + '<a href="/early">x</a><a href="/late">x</a>', "/late": PAGE},
         robots_600_kib()), kept=2, most=4, never=("/early",)),
    Trap("robots-without-end", "robots", at_robots(robots_without_end, PAGE + '<a href="/early">x</a>'), kept=1, never=("/early",)),
    Trap("robots-bomb", "robots_unavailable", at_robots(lambda reply: reply.whole(gzip_bomb(), Content_Encoding="gzip")),
         most=1, never=("/$",)),
    Trap("robots-five-hops", "robots", partial(robots_hops, last=5), most=6, never=("/$",)),
    Trap("robots-six-hops", "robots_unavailable", partial(robots_hops, last=60), most=6, never=("/$",)),
    Trap("robots-to-metadata", "address", at_robots(lambda reply: reply.redirect(METADATA)), most=1, never=("/$",)),
    Trap("robots-names-us", "opted_out", page(robots="User-agent: rosanna\nDisallow: /\n"), most=1, never=("/$",)),
    # Patience
    Trap("come-back-in-two-seconds", "kept", Limited("429 Too Many Requests", "2", 1), kept=1, most=4),
    Trap("come-back-tomorrow", "come_back", Limited("503 Service Unavailable", "86400", 99), most=2),
    Trap("come-back-in-2040", "come_back", Limited("429 Too Many Requests", "Sun, 01 Jan 2040 00:00:00 GMT", 99), most=2),
    Trap("come-back-for-ever", "limited", Limited("429 Too Many Requests", "1", 99), most=5),
    # What pages are not
    Trap("mojibake", "mojibake", page("<title>Café</title><p>Ostéopathe à Rosanna".encode("latin-1")), kept=1),
    Trap("utf-16", "kept", pages({"/": FEES.encode("utf-16"), "/fees": PAGE}, Content_Type="text/html"), kept=2, most=4),
    Trap("deep", "deep", page("<html><body><h1>Backs</h1>" + "<div>" * 100_000 + PAGE), kept=1),
    Trap("attributes", "kept", page(PAGE + "<p " + " ".join(f'a{n}="{n}"' for n in range(50_000)) + ">"), kept=1),
    Trap("picture", "not_html", page(b"\x89PNG\r\n" + bytes(900), Content_Type="image/png")),
    Trap("picture-that-says-it-is-html", "not_html", page(b"\x89PNG\r\n\x1a\n" + bytes(900), Content_Type="text/html")),
    Trap("cut-short", "cut_short", at_home(cut_short), kept=1),
    Trap("hang-up", "unreachable", at_home(hang_up), most=6),
    Trap("no-http", "unreachable", at_home(babble), most=6),
    Trap("odd-status", "odd_status", at_home(lambda reply: reply.whole("x", "299 Odd"))),
    Trap("empty", "empty", page(" \n")),
    Trap("cookie-wall", "cookie_wall", page("<h1>We value your privacy</h1><p>Accept all cookies to enter this site")),
    Trap("soft-404", "soft_missing", pages({"/": FEES, "/fees": PAGE.replace("Osteopathy in Rosanna", "Page not found")}), kept=1, most=4),
    Trap("parked", "parked", page("<title>parked.example</title><p>This domain is for sale. <a href='/buy'>Buy this domain</a>"),
         most=2, never=("/buy",)),
    Trap("suspended", "suspended", page("<h1>Account Suspended</h1><p>Contact your hosting provider. <a href='/x'>x</a>"), most=2, never=("/x",)),
    Trap("error-200", "error_page", page("<h1>Error establishing a database connection</h1>")),
    Trap("human-check", "challenge", page("<title>Just a moment...</title><p>Checking your browser <a href='/c'>c</a>"), most=2, never=("/c",)),
    # Wishes
    Trap("noindex-header", "noindex", page(X_Robots_Tag="noindex, max-snippet:0")),
    Trap("noarchive", "noarchive", page('<meta name="robots" content="noarchive">' + PAGE)),
    Trap("opt-out", "opted_out", page('<meta name="rosanna" content="noindex">' + FEES), most=2, never=("/fees",)),
    # XML
    Trap("laughs", "kept", pages({"/": PAGE, "/sitemap.xml": LAUGHS}), kept=1),
    Trap("spy-entity", "kept", pages({"/": PAGE, "/sitemap.xml": SPY}), kept=1),
)  # fmt: skip
