"""Sources of the shape `file`: what somebody publishes as a file, read from disk without a request."""

from collections.abc import AsyncIterator
from typing import Any

from crawler.items import FetchedPage, FoundListing
from crawler.reading.extracts import FileError, read_file
from crawler.spiders.base import SourceSpider
from data.source import FileReading


class FileSpider(SourceSpider):
    """Every row, feature, element or archived site is a listing."""

    async def start(self) -> AsyncIterator[Any]:
        """Everything in the file. A record that cannot be read is counted and costs only itself."""
        reading = self.source.reading
        if not isinstance(reading, FileReading):
            raise TypeError(f"{self.source.id} is not described as file")
        where = str(reading.path)
        try:
            for found in read_file(reading, self.source.url):
                if isinstance(found, FoundListing | FetchedPage):
                    yield found
                else:
                    self.tally.count(found.outcome, f"{where}: {found.where}", found.detail)
        except FileError as error:
            self.tally.count("unreadable", where, str(error))
