"""Incidents as they are kept: opened when something is found wrong, closed when it is not any more.

They lie in the store, so that neither a restart nor a second worker tells of the same trouble again.
"""

import os
import socket
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Engine, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from operations.alerts.tables import IncidentRow, LeaseRow
from operations.health.finding import Finding

KEPT = timedelta(days=90)
"""Closed incidents are forgotten after a season."""
LEASE = timedelta(minutes=10)
"""Longer than a check with its deliveries takes; after it another process takes over from one that died."""

_INCIDENTS, _LEASES = IncidentRow.__table__, LeaseRow.__table__


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """Something that went wrong."""

    id: int
    key: str
    level: str
    words: str
    remedy: str
    opened_at: datetime
    seen_at: datetime
    closed_at: datetime | None
    told: Mapping[str, Any]

    def was_told(self, channel: str, what: str) -> bool:
        """Whether a channel delivered that it was `raised`, or that it `ended`."""
        return what in self.told.get(channel, {})

    def was_tried(self, channel: str) -> bool:
        """Whether a channel was there when it was open."""
        return channel in self.told


def update_incidents(engine: Engine, wrong: Iterable[Finding], now: datetime) -> None:
    """Open an incident for each finding that has none, and close those that were not found again."""
    found = {one.key: one for one in wrong}
    with engine.begin() as connection:
        is_open = {one.key: one for one in _read(connection, _INCIDENTS.c.closed_at.is_(None))}
        for key, one in is_open.items():
            mine = update(IncidentRow).where(_INCIDENTS.c.id == one.id)
            if key in found:
                said = found[key]
                connection.execute(
                    mine.values(level=said.level, words=said.words, remedy=said.remedy, seen_at=now)
                )
            else:
                connection.execute(mine.values(closed_at=now, open_key=None))
        connection.execute(delete(IncidentRow).where(_INCIDENTS.c.closed_at < now - KEPT))
    for key, said in found.items():
        if key not in is_open:
            _open(engine, said, now)


def _open(engine: Engine, said: Finding, now: datetime) -> None:
    values = {"key": said.key, "open_key": said.key, "level": said.level, "words": said.words,
              "remedy": said.remedy, "opened_at": now, "seen_at": now, "told": {}}  # fmt: skip
    try:
        with engine.begin() as connection:
            connection.execute(insert(IncidentRow).values(values))
    except IntegrityError:  # another process has just opened it
        return


def incidents(engine: Engine, since: datetime | None = None) -> Sequence[Incident]:
    """Those that are open, and those closed after a moment, oldest first."""
    wanted: ColumnElement[bool] = _INCIDENTS.c.closed_at.is_(None)
    if since is not None:
        wanted = or_(wanted, _INCIDENTS.c.closed_at > since)
    with engine.connect() as connection:
        return list(_read(connection, wanted))


def note(engine: Engine, told: Iterable[Incident], channel: str, what: Mapping[str, str]) -> None:
    """Note what a channel delivered of incidents, or that it could not."""
    with engine.begin() as connection:
        for one in told:
            before = connection.execute(
                select(_INCIDENTS.c.told).where(_INCIDENTS.c.id == one.id)
            ).scalar_one()
            after = {**before, channel: {**before.get(channel, {}), **what}}
            connection.execute(update(IncidentRow).where(_INCIDENTS.c.id == one.id).values(told=after))


@contextmanager
def alone(engine: Engine, now: datetime) -> Iterator[bool]:
    """Whether this process is the one that looks after alerts at the moment; of all machines, one is."""
    holder = f"{socket.gethostname()}:{os.getpid()}"
    taken = {"holder": holder, "until": now + LEASE}
    with engine.begin() as connection:
        free = update(LeaseRow).where(_LEASES.c.name == "alerts", _LEASES.c.until <= now).values(taken)
        mine = connection.execute(free).rowcount == 1
        there = connection.execute(select(_LEASES.c.name).where(_LEASES.c.name == "alerts")).first()
    if not mine and there is None:
        try:
            with engine.begin() as connection:
                connection.execute(insert(LeaseRow).values(name="alerts", **taken))
            mine = True
        except IntegrityError:
            mine = False
    try:
        yield mine
    finally:
        if mine:
            with engine.begin() as connection:
                held = _LEASES.c.name == "alerts", _LEASES.c.holder == holder
                connection.execute(update(LeaseRow).where(*held).values(until=now))


def _read(connection: Any, wanted: Any) -> Iterator[Incident]:
    rows = connection.execute(select(*_INCIDENTS.columns).where(wanted).order_by(_INCIDENTS.c.id)).mappings()
    for row in rows:
        yield Incident(**{name: row[name] for name in Incident.__dataclass_fields__})
