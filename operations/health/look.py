"""What a check is given to look at."""

import os
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from crawler.commands.sources_cli import sources_folder
from crawler.home import Home
from crawler.store import Store
from operations.health.thresholds import Thresholds
from operations.ledger import Ledger


@dataclass
class Look:
    """A home at one moment. The store is opened when the first check asks for it."""

    home: Home
    now: datetime
    thresholds: Thresholds = field(default_factory=Thresholds)
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    known: frozenset[str] = frozenset()
    """Keys of what was found wrong before: it counts as mended only when it clearly is."""
    _stack: ExitStack = field(default_factory=ExitStack)
    _store: Store | None = None
    _ledger: Ledger | None = None

    @classmethod
    def of(cls, home: Home, environ: Mapping[str, str] = os.environ) -> "Look":
        """The home as it is now. Raises `ThresholdError`."""
        return cls(home, datetime.now(UTC), Thresholds.from_environment(environ), environ)

    @property
    def store(self) -> Store:
        """Raises `StoreError`."""
        if self._store is None:
            self._store = self._stack.enter_context(Store(self.home.database_url))
        return self._store

    @property
    def ledger(self) -> Ledger:
        """Raises `StoreError`."""
        if self._ledger is None:
            self._ledger = self._stack.enter_context(Ledger(self.home.database_url, lambda: self.now))
        return self._ledger

    @property
    def sources(self) -> Path:
        """The folder of the sources."""
        named = self.environ.get("ROSANNA_SOURCES")
        return Path(named) if named else sources_folder(None)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()
