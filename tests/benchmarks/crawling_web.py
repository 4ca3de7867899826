"""A web of clinics kept in memory, served as fast as Python can, as a proxy: `python -m tests.benchmarks.crawling_web`.

Prints its port, then for every line read from stdin the moment of the first request since the last line, or
`none`. A process of its own, so that it takes no time from whom it serves but by the machine's cores.
"""

import asyncio
import random
import sys
import time

SITES, PAGES = 80, 25
WORDS = "osteopathy massage remedial back neck pain treatment clinic Rosanna appointment fees team contact hours".split()
NAMES = "fees team about services contact conditions massage osteopathy".split()


def url_of(site: int, page: int) -> str:
    """The address of a page; page 0 is the front page."""
    path = "" if page == 0 else f"{NAMES[page % len(NAMES)]}-{page}.html"
    return f"http://clinic{site}.example/{path}"


def body_of(site: int, page: int) -> bytes:
    """A page of about 25 KB: a menu of all pages, cards, a table, running text."""
    chance = random.Random(site * PAGES + page)
    menu = "".join(
        f'<li class="menu-item menu-item-{n}"><a href="{url_of(site, n)}">{NAMES[n % len(NAMES)]} {n}</a></li>'
        for n in range(PAGES)
    )
    text = "".join(
        f'<section class="block"><h2>{" ".join(chance.choices(WORDS, k=4))}</h2><div class="card"><p>'
        f'{" ".join(chance.choices(WORDS, k=90))}</p><a href="tel:0370100001">03 7010 0001</a></div></section>'
        for _ in range(22)
    )
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Clinic {site} {page}</title>'
        f"<style>.card{{margin:0}}</style><script>window.x={page}</script></head>"
        f"<body><nav><ul>{menu}</ul></nav>{text}<footer>Clinic {site}</footer></body></html>"
    ).encode()


async def serve() -> None:
    """Until stdin ends."""
    pages = {
        url_of(site, page): _answer(200, body_of(site, page))
        for site in range(SITES)
        for page in range(PAGES)
    }
    missing = _answer(404, b"")
    first: list[float] = []

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                first.append(time.time()) if not first else None
                url = head.split(b" ", 2)[1].decode("latin-1")
                writer.write(pages.get(url, missing))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    loop = asyncio.get_running_loop()
    while await loop.run_in_executor(None, sys.stdin.readline):
        print(first[0] if first else "none", flush=True)
        first.clear()
    server.close()


def _answer(status: int, body: bytes) -> bytes:
    head = f"HTTP/1.1 {status} X\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


if __name__ == "__main__":
    asyncio.run(serve())
