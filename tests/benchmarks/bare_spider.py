"""The peer: a Scrapy spider that downloads the addresses in a file, at the same concurrency, and keeps nothing.

A host's next address is asked for when the last has come: given all at once, they wait in Scrapy's queues, and
that is slower.
"""

import sys
from pathlib import Path
from urllib.parse import urlsplit

import scrapy
from scrapy.crawler import AsyncCrawlerProcess


class Bare(scrapy.Spider):
    """Downloads."""

    name = "bare"
    urls: tuple[str, ...] = ()

    async def start(self):
        """Every host's first address."""
        hosts: dict[str, list[str]] = {}
        for url in self.urls:
            hosts.setdefault(urlsplit(url).netloc, []).append(url)
        for waiting in hosts.values():
            yield self.ask(iter(waiting))

    def ask(self, waiting):
        """The next address of a host."""
        url = next(waiting, None)
        return None if url is None else scrapy.Request(url, cb_kwargs={"waiting": waiting}, dont_filter=True)

    def parse(self, response, waiting):  # noqa: ARG002 (Scrapy hands the answer over)
        """Nothing, and on."""
        return self.ask(waiting)


if __name__ == "__main__":
    Bare.urls = tuple(Path(sys.argv[1]).read_text().split())
    process = AsyncCrawlerProcess({
        "CONCURRENT_REQUESTS": 32, "CONCURRENT_REQUESTS_PER_DOMAIN": 1, "DOWNLOAD_DELAY": 0, "LOG_LEVEL": "WARNING",
        "ROBOTSTXT_OBEY": False, "COOKIES_ENABLED": False, "TELNETCONSOLE_ENABLED": False,
    })  # fmt: skip
    process.crawl(Bare)
    process.start()
