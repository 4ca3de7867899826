"""More traps: answers that are not what they say they are, and addresses that are not what they look like."""

import asyncio
import socket
import struct
from collections.abc import Mapping
from functools import lru_cache

from backports import zstd

from tests.crawler.hostile.server import Answer, Asked, Handler
from tests.crawler.hostile.traps import FEES, PAGE, Trap, at_home, at_robots, leads_to, page, pages

_OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@lru_cache
def zstd_bomb() -> bytes:
    return zstd.compress(bytes(100_000_000))


def says(head: bytes, body: bytes | str, elsewhere: Handler | None = None) -> Handler:
    """Exactly these bytes at `/`, and no more."""

    async def act(reply: Answer) -> None:
        await reply.send(head + b"\r\n" + (body.encode() if isinstance(body, str) else body))
        raise ConnectionError

    return at_home(act, elsewhere)


async def and_another(reply: Answer) -> None:
    """A good answer, and at once the answer to the next question, by somebody who knows better."""
    other = PAGE + '<a href="/smuggled">x</a>'
    await reply.whole(FEES)
    await reply.whole(other)


async def reset(reply: Answer) -> None:
    """Half a page, then RST rather than FIN."""
    await reply.send(_OK + b"Content-Length: 9000\r\n\r\n" + PAGE.encode())
    await asyncio.sleep(0.2)
    transport = reply._writer.transport
    transport.get_extra_info("socket").setsockopt(
        socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
    )
    transport.abort()
    raise ConnectionError


def sitemap_loop(host: str) -> Mapping[str, str]:
    more = "".join(
        f"<sitemap><loc>http://{host}/sitemap{one}.xml</loc></sitemap>" for one in ("", 1, 2, 3, 4)
    )
    index = f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{more}</sitemapindex>'
    return {"/": PAGE, "/sitemap.xml": index, **{f"/sitemap{one}.xml": index for one in range(1, 5)}}


async def refresh_to_and_fro(asked: Asked, reply: Answer) -> None:
    if asked.path in {"/", "/there"}:
        other = "/there" if asked.path == "/" else "/"
        await reply.whole(f'{PAGE}<p>{asked.path}<meta http-equiv="refresh" content="0; url={other}">')
    else:
        await reply.whole("missing", "404 Not Found")


ODD_LINKS = "".join(f'<a href="{target}">x</a>' for target in (
    "javascript:alert(1)", "data:text/html,x", "ftp://odd-links.example/x", "file:///etc/passwd", "http://[::1", "http:///x",
    "http://odd-links.example:99999/", "http://odd-links.example:x/", "//", "http://127.0.0.1/", "/%00", "/\x01", "?", "http://",
    "http://[fe80::1%25eth0]/", "blob:http://odd-links.example/x", "http://odd-links.example\\@127.0.0.1/", "http:/\\127.0.0.1/",
))  # fmt: skip
MANY = [f"/p{number}" for number in range(50_000)]
SITEMAP_50_000 = "<urlset>" + "".join(f"<url><loc>{path}</loc></url>" for path in MANY) + "</urlset>"

LIES: tuple[Trap, ...] = (
    # Encodings
    Trap("bomb-zstd", "unpacked", page(zstd_bomb, Content_Encoding="zstd")),
    Trap("not-gzip", "unreadable", page(Content_Encoding="gzip")),
    Trap("not-brotli", "unreadable", page(Content_Encoding="br")),
    Trap("not-zstd", "unreadable", page(Content_Encoding="zstd")),
    Trap("no-such-encoding", "kept", page(Content_Encoding="rot13"), kept=1),
    Trap("no-such-charset", "kept", page(Content_Type="text/html; charset=klingon"), kept=1),
    # Lengths
    Trap("and-another", "kept", at_home(and_another, pages({"/fees": PAGE})), kept=2, most=4, never=("/smuggled",)),
    Trap("length-too-short", "kept", says(_OK + b"Content-Length: 60\r\n", FEES), kept=1),
    Trap("length-negative", "unreachable", says(_OK + b"Content-Length: -5\r\n", PAGE), most=6),
    Trap("length-twice", "unreachable", says(_OK + b"Content-Length: 5\r\nContent-Length: 9\r\n", PAGE), most=6),
    Trap("length-and-chunks", "empty", says(_OK + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", b"0\r\n\r\n")),
    Trap("chunk-of-nonsense", "empty", says(_OK + b"Transfer-Encoding: chunked\r\n", b"zz\r\nback")),
    Trap("chunk-of-an-exabyte", "cut_short", says(_OK + b"Transfer-Encoding: chunked\r\n", b"fffffffffffffff\r\n" + PAGE.encode()), kept=1),
    Trap("chunk-size-without-end", "empty", says(_OK + b"Transfer-Encoding: chunked\r\n", b"0" * 2_000_000)),
    Trap("reset", "cut_short", at_home(reset), kept=1),
    # Heads
    Trap("status-999", "server_error", says(b"HTTP/1.1 999 Odd\r\n", PAGE)),
    Trap("status-in-words", "unreachable", says(b"HTTP/1.1 fine OK\r\n", PAGE), most=6),
    Trap("http-0.9", "unreachable", says(PAGE.encode(), ""), most=6),
    Trap("nul-in-a-header", "unreachable", says(_OK + b"X-\0: \0\r\n", PAGE), most=6),
    Trap("robots-tag-of-nonsense", "kept", page(X_Robots_Tag="," * 9_000), kept=1),
    Trap("come-back-never", "kept", at_robots(lambda reply: reply.whole("x", "404 Not Found", Retry_After="-1e309")), kept=1),
    # Addresses
    Trap("redirect-full-width", "bad_target", leads_to("http://１２７．０．０．１:{forbidden}/".encode().decode("latin-1"))),
    Trap("redirect-javascript", "bad_target", leads_to("javascript:alert(1)//")),
    Trap("redirect-ftp", "bad_target", leads_to("ftp://redirect-ftp.example/")),
    Trap("redirect-data", "bad_target", leads_to("data:text/html,x")),
    Trap("redirect-nowhere", "redirects", at_home(lambda reply: reply.redirect("")), most=7),
    Trap("redirect-with-a-password", "kept", at_home(
        lambda reply: reply.redirect("http://me:secret@redirect-with-a-password.example/in"), pages({"/in": PAGE})), kept=1, most=4),
    Trap("base-elsewhere", "missing", page('<base href="http://127.0.0.1/">' + PAGE + '<a href="x">x</a>'), kept=1, most=4),
    Trap("password-in-a-link", "kept", pages(
        {"/": PAGE + '<a href="http://me:secret@password-in-a-link.example/fees">x</a>', "/fees": PAGE}), kept=2, most=4),
    Trap("odd-links", "missing", page(PAGE + ODD_LINKS), kept=1, most=7),
    # Ways without end
    Trap("refresh-to-and-fro", "kept", refresh_to_and_fro, kept=2, most=4),
    Trap("sitemap-loop", "kept", pages(sitemap_loop("sitemap-loop.example")), kept=1, most=5),
    Trap("sitemap-of-50000", "more_pages", pages({"/": PAGE, "/sitemap.xml": SITEMAP_50_000, **dict.fromkeys(MANY, PAGE)}),
         kept=25, most=30),
)  # fmt: skip
