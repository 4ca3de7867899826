"""The archive of fetched pages: WARC files (ISO 28500) in one folder, read back by file and offset.

Every process writes files of its own, so the torn tail that a killed process leaves behind concerns no other
file, and no stored page points into it: a record is flushed before its row is committed.
"""

import re
import secrets
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.records import Page

ROLL_BYTES = 512 * 1024 * 1024
"""A file that has grown past this is closed and the next one begun: small enough to copy, prune and lose."""
GZIP_LEVEL = 6
"""Level 9 takes twice the time for 1% fewer bytes on HTML."""
_ENCODING_HEADERS = {"content-encoding", "transfer-encoding", "content-length"}
_LINE_BREAK = re.compile(r"[\r\n]+")
_REASONS = {200: "OK", 301: "Moved Permanently", 302: "Found", 304: "Not Modified", 404: "Not Found"}


class ArchiveError(Exception):
    """A page cannot be read back or written; the message says what to do."""


class ArchiveMissing(ArchiveError):  # noqa: N818 (a state of the archive, not a failure)
    """The page's WARC file is not there."""


class ArchiveTorn(ArchiveError):  # noqa: N818 (a state of the archive, not a failure)
    """What lies at the page's place is not that page, or only a part of it."""


@dataclass(frozen=True, slots=True)
class ArchivedPage:
    """A page as it was answered, content and transfer encodings undone."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    """In their order. Encoding and length as sent are kept as `X-Crawler-Content-Encoding` and so on."""
    body: bytes


class Archive:
    """The WARC files of one folder. The folder is made when the first page is written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, page: Page) -> ArchivedPage:
        """The archived answer of a stored page.

        Raises `ArchiveMissing` when its file is gone, `ArchiveTorn` when the record is damaged.
        """
        path = self.folder / page.warc_file
        try:
            with path.open("rb") as file:
                file.seek(page.warc_offset)
                return _read_record(file, page)
        except FileNotFoundError as error:
            raise ArchiveMissing(
                f"{page.url}: {path} is missing; put it back, or crawl the source again"
            ) from error
        except (ArchiveLoadFailed, EOFError, OSError, ValueError, zlib.error) as error:
            raise ArchiveTorn(
                f"{page.url}: no whole record at {path}:{page.warc_offset} ({error}); crawl the source again"
            ) from error

    def writer(self) -> "ArchiveWriter":
        """A writer of new files, for one process and one thread."""
        return ArchiveWriter(self.folder)


class ArchiveWriter:
    """Appends answers to a new WARC file of its own."""

    def __init__(self, folder: Path, roll_bytes: int = ROLL_BYTES) -> None:
        self._folder = folder
        self._roll_bytes = roll_bytes
        self._file: BinaryIO | None = None
        self._name = ""
        self._builder = WARCWriter(BytesIO(), gzip=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; a later `write` begins a new one."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def flush(self) -> None:
        """Hand every record to the operating system: a killed process loses none of them."""
        if self._file is not None:
            self._file.flush()

    def write(
        self, url: str, status: int, headers: Iterable[tuple[str, str]], body: bytes, fetched_at: datetime
    ) -> tuple[str, int]:
        """Append an answer and return its file name and offset. It is safe after the next `flush`.

        `body` is the content with encodings undone. Raises `OSError` when the disk refuses.
        """
        file = self._open_file()
        offset = file.tell()
        http_headers = StatusAndHeaders(
            f"{status} {_REASONS.get(status, '')}".rstrip(),
            _headers_of_decoded(headers, len(body)),
            "HTTP/1.1",
        )
        record = self._builder.create_warc_record(
            url,
            "response",
            payload=BytesIO(body),
            length=len(body),
            http_headers=http_headers,
            warc_headers_dict={"WARC-Date": _warc_date(fetched_at)},
        )
        file.write(self._packed(record))
        return self._name, offset

    def _open_file(self) -> BinaryIO:
        if self._file is not None and self._file.tell() >= self._roll_bytes:
            self.close()
        if self._file is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            now = datetime.now(UTC)
            self._name = f"{now:%Y%m%dT%H%M%S}-{secrets.token_hex(4)}.warc.gz"
            self._file = (self._folder / self._name).open("xb")
            info = self._builder.create_warcinfo_record(
                self._name, {"software": "Rosanna", "format": "WARC File Format 1.0"}
            )
            self._file.write(self._packed(info))
        return self._file

    def _packed(self, record: object) -> bytes:
        """One record as one gzip member, so that each can be read from its offset alone."""
        plain = BytesIO()
        self._builder.out = plain
        self._builder.write_record(record)
        compressor = zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, zlib.MAX_WBITS + 16)
        return compressor.compress(plain.getbuffer()) + compressor.flush()


def _read_record(file: BinaryIO, page: Page) -> ArchivedPage:
    record = next(iter(ArchiveIterator(file)), None)
    if record is None or record.http_headers is None:
        raise ValueError("no response record")
    if (found := record.rec_headers.get_header("WARC-Target-URI")) not in {page.url, page.request_url}:
        raise ValueError(f"holds {found}")
    body = record.content_stream().read()
    expected = record.http_headers.get_header("Content-Length")
    if expected is not None and len(body) != int(expected):
        raise ValueError(f"{len(body)} of {expected} bytes")
    return ArchivedPage(
        url=page.url,
        status=int(record.http_headers.get_statuscode()),
        headers=tuple((str(name), str(value)) for name, value in record.http_headers.headers),
        body=body,
    )


def _headers_of_decoded(headers: Iterable[tuple[str, str]], length: int) -> list[tuple[str, str]]:
    """The body is kept decoded, so headers about its encoding move aside (as Common Crawl does it)."""
    kept = [
        (f"X-Crawler-{name}" if name.lower() in _ENCODING_HEADERS else name, _LINE_BREAK.sub(" ", value))
        for name, value in headers
    ]
    return [*kept, ("Content-Length", str(length))]


def _warc_date(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
