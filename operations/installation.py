"""One installation as the desk sees it: opened when it is first asked for, shared by all threads."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from threading import RLock

from crawler.home import Home
from crawler.kept.opening import utc_now
from crawler.store import Store
from indexer.building.generations import Generations
from indexer.service import SearchService
from operations.accounts.audit import AuditLog
from operations.accounts.sessions import Sessions
from operations.accounts.users import Users
from operations.asked import Sources
from operations.due import Plan
from operations.ledger import Clock, Ledger


class Installation:
    """The rooms behind the desk. Every use may raise `StoreError`."""

    def __init__(self, home: Home, sources: Path, clock: Clock = utc_now) -> None:
        self.home, self.clock = home, clock
        self.generations = Generations(home.index)
        self._lock = RLock()
        self._sources = Sources(sources)

    @cached_property
    def store(self) -> Store:
        """Runs, listings, decisions."""
        with self._lock:
            return Store(self.home.database_url)

    @cached_property
    def ledger(self) -> Ledger:
        """Jobs, pauses, workers."""
        with self._lock:
            return Ledger(self.home.database_url, self.clock)

    @cached_property
    def service(self) -> SearchService:
        """The index in use."""
        return SearchService(self.home)

    @cached_property
    def users(self) -> Users:
        """Who may sign in."""
        return Users(self.ledger.engine, self.clock)

    @cached_property
    def sessions(self) -> Sessions:
        """Who is signed in."""
        return Sessions(self.ledger.engine, self.clock)

    @cached_property
    def audit(self) -> AuditLog:
        """What everybody did."""
        return AuditLog(self.ledger.engine, self.clock)

    def plans(self) -> tuple[Sequence[Plan], Sequence[str]]:
        """Every usable source with what is due of it; and what is wrong with files that are not usable."""
        with self._lock:
            found = self._sources.plans(self.ledger)
            return found, tuple(self._sources.troubles)

    def close(self) -> None:
        """Give up what was opened."""
        opened = self.__dict__
        if "store" in opened:
            self.store.close()
        if "ledger" in opened:
            self.ledger.engine.dispose()
        if "service" in opened:
            self.service.close()
