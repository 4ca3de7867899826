"""The log of what people did at the desk and with accounts: who, when, what, how it was before and after."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, insert, select

from operations.accounts.tables import AuditRow

_AUDIT = AuditRow.__table__


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that somebody did."""

    id: int
    at: datetime
    by: str
    """A user's name; `shell:NAME` for a command."""
    action: str
    """`area.verb`, such as `merges.judge`."""
    about: str
    """What it was done to, in words."""
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


class AuditLog:
    """The log. There is no way to change or drop an entry."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime]) -> None:
        self._engine, self._clock = engine, clock

    def write(
        self,
        by: str,
        action: str,
        about: str,
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
    ) -> Entry:
        """Note what was done."""
        values = {"at": self._clock(), "by": by, "action": action, "about": about[:500],
                  "before": before, "after": after}  # fmt: skip
        with self._engine.begin() as connection:
            row = connection.execute(insert(AuditRow).values(values).returning(*_AUDIT.columns)).mappings()
            return Entry(**row.one())

    def entry(self, number: int) -> Entry | None:
        """One entry."""
        with self._engine.connect() as connection:
            found = connection.execute(select(*_AUDIT.columns).where(_AUDIT.c.id == number)).mappings()
            row = found.first()
        return Entry(**row) if row else None

    def entries(
        self, limit: int, before: int | None = None, by: str | None = None, area: str | None = None
    ) -> tuple[Entry, ...]:
        """Entries, the newest first; older than the number `before`, of one person, of one area."""
        query = select(*_AUDIT.columns).order_by(_AUDIT.c.id.desc()).limit(limit)
        if before is not None:
            query = query.where(_AUDIT.c.id < before)
        if by:
            query = query.where(_AUDIT.c.by == by)
        if area:
            query = query.where(_AUDIT.c.action.startswith(f"{area}.", autoescape=True))
        with self._engine.connect() as connection:
            return tuple(Entry(**row) for row in connection.execute(query).mappings())
