"""The log of requests that an operator can show a site's owner: what was asked of a host, when, and why.

One file a UTC day in the home's `requests/`, one line a request, only ever appended to:
time, status, bytes as received, what robots.txt said, what became of it, URL. Tabs between them. A request
that was not made (robots.txt, a bound) has the status `-`. Old days go when they are too many or too large.
"""

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from crawler.reading.urls import bare_host

KEPT_DAYS = 90
"""A complaint older than a season is nobody's; the owner's own log is seldom kept longer."""
KEPT_BYTES = 1_000_000_000
"""All days together: about eight million requests."""
_FIELDS = 6
NOT_SENT = "-"


@dataclass(frozen=True, slots=True)
class Entry:
    """One request."""

    time: str
    """RFC 3339, UTC."""
    status: str
    """HTTP status; `-` when nothing was sent, `failed` when nothing came back."""
    size: int
    """Bytes of the body as they came over the wire."""
    robots: str
    """What robots.txt said: `allowed`, `disallowed`, `none` (there is no robots.txt), `itself`."""
    outcome: str
    """Why a request was not made or got no answer; empty for an answer."""
    url: str

    @property
    def line(self) -> str:
        """As it stands in the file."""
        values = (self.time, self.status, str(self.size), self.robots, self.outcome, self.url)
        return "\t".join(" ".join(value.split()) for value in values) + "\n"


class RequestLog:
    """The log files of one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._file: int | None = None
        self._day: date | None = None

    def write(self, entry: Entry, now: datetime) -> None:
        """Append a line in one write, so that several processes can log at once. Raises `OSError`."""
        if self._day != now.date():
            self.close()
            self._open(now.date())
        if self._file is not None:
            os.write(self._file, entry.line.encode("utf-8", "replace"))

    def close(self) -> None:
        """Close the day's file."""
        if self._file is not None:
            os.close(self._file)
        self._file, self._day = None, None

    def entries(self, host: str) -> Iterator[Entry]:
        """Every kept request to a host, with or without `www.`, oldest first."""
        wanted = host.lower().strip().rstrip("./").removeprefix("www.")
        for path in self._files():
            for entry in read_day(path):
                if bare_host(entry.url) == wanted:
                    yield entry

    def prune(self, today: date) -> None:
        """Drop days that are too old, then the oldest while all of them are too large."""
        files = self._files()
        total = sum(path.stat().st_size for path in files)
        for path in files[:-1]:
            age = (today - date.fromisoformat(path.stem)).days
            if age <= KEPT_DAYS and total <= KEPT_BYTES:
                return
            total -= path.stat().st_size
            path.unlink(missing_ok=True)

    def _open(self, day: date) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.prune(day)
        path = self.folder / f"{day.isoformat()}.tsv"
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        self._day = day

    def _files(self) -> list[Path]:
        return sorted(self.folder.glob("[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9].tsv"))


class SentToday:
    """Requests sent to each host on one UTC day, by all processes; each look reads on from the last."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._day: date | None = None
        self._read = 0
        self._sent: Counter[str] = Counter()

    def to(self, host: str, day: date) -> int:
        """How many so far; a host goes by its name in URLs."""
        if day != self._day:
            self._day, self._read = day, 0
            self._sent.clear()
        path = self._folder / f"{day.isoformat()}.tsv"
        if path.exists():
            with path.open("rb") as file:
                file.seek(self._read)
                whole, _, _ = file.read().rpartition(b"\n")
            self._read += len(whole) + 1 if whole else 0
            lines = whole.decode("utf-8", "replace").split("\n") if whole else []
            self._sent.update(_host_of(one.url) for one in _entries(lines) if one.status != NOT_SENT)
        return self._sent[host]


def _host_of(url: str) -> str:
    return url.partition("://")[2].partition("/")[0].partition(":")[0]


def moment(now: datetime) -> str:
    """A time as the log writes it."""
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_day(path: Path) -> Iterator[Entry]:
    """The requests in one day's file. Lines that a full disk or a killed machine tore are passed over."""
    with path.open(encoding="utf-8", errors="replace", newline="\n") as lines:
        yield from _entries(lines)


def _entries(lines: Iterable[str]) -> Iterator[Entry]:
    for line in lines:
        values = line.rstrip("\n").split("\t")
        if len(values) == _FIELDS and values[2].isdigit():
            yield Entry(values[0], values[1], int(values[2]), *values[3:])
