"""The peer: a Scrapy spider that downloads the addresses in a file, at the same concurrency, and keeps nothing."""

import sys
from pathlib import Path

import scrapy
from scrapy.crawler import AsyncCrawlerProcess


class Bare(scrapy.Spider):
    """Downloads."""

    name = "bare"
    urls: tuple[str, ...] = ()

    async def start(self):
        """Every address."""
        for url in self.urls:
            yield scrapy.Request(url, callback=self.parse)

    def parse(self, response):
        """Nothing."""


if __name__ == "__main__":
    Bare.urls = tuple(Path(sys.argv[1]).read_text().split())
    process = AsyncCrawlerProcess({
        "CONCURRENT_REQUESTS": 32, "CONCURRENT_REQUESTS_PER_DOMAIN": 1, "DOWNLOAD_DELAY": 0, "LOG_LEVEL": "WARNING",
        "ROBOTSTXT_OBEY": False, "COOKIES_ENABLED": False, "TELNETCONSOLE_ENABLED": False,
    })  # fmt: skip
    process.crawl(Bare)
    process.start()
