"""Where Rosanna keeps its run state, and the settings that move it to other machines."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Home:
    """The run state of one installation. Nothing is created until a room needs it."""

    root: Path
    database_url: str
    """SQLAlchemy URL of the store of listings and runs."""
    pages: Path
    """Folder of the WARC files."""
    index: Path
    """Folder of the search index generations."""
    queue_url: str | None = None
    """Address of the Redis that hands out jobs; None: a file in the home does."""

    @property
    def log(self) -> Path:
        """What went wrong in crawls, at length."""
        return self.root / "crawl.log"

    @property
    def requests(self) -> Path:
        """Folder of the request log: what was asked of whom, and when."""
        return self.root / "requests"

    @property
    def host_locks(self) -> Path:
        """Locked byte by byte, for the hosts that are being asked."""
        return self.root / "hosts.lock"

    def make(self) -> None:
        """Create the home folder. Raises `HomeError` when there can be none."""
        try:
            self.root.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise HomeError(
                f"ROSANNA_HOME {self.root} cannot be used ({error.strerror}): name a folder to write to"
            ) from error

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> "Home":
        """Read `ROSANNA_HOME` (default `./var`), `ROSANNA_DATABASE_URL`, `ROSANNA_PAGES_URL`,
        `ROSANNA_SEARCH_URL`, `ROSANNA_QUEUE_URL`.

        Raises `HomeError` for a setting this version cannot serve.
        """
        root = Path(environ.get("ROSANNA_HOME") or "var").expanduser().absolute()
        return cls(
            root=root,
            database_url=environ.get("ROSANNA_DATABASE_URL") or f"sqlite:///{root / 'rosanna.db'}",
            pages=_folder(environ, "ROSANNA_PAGES_URL", root / "pages"),
            index=_folder(environ, "ROSANNA_SEARCH_URL", root / "index"),
            queue_url=environ.get("ROSANNA_QUEUE_URL") or None,
        )


class HomeError(Exception):
    """A setting cannot be served; the message says which and what to do."""


def _folder(environ: Mapping[str, str], name: str, default: Path) -> Path:
    value = environ.get(name)
    if not value:
        return default
    if "://" in value and not value.startswith("file://"):
        raise HomeError(
            f"{name}={value}: only a folder or a file:// address is supported; unset it to use {default}"
        )
    return Path(value.removeprefix("file://")).expanduser().absolute()
