"""How failures to sign in slow the next attempt down.

They are counted by the name that was tried, whether it exists or not. A browser that the user has signed in
with before is counted by itself: so nobody can lock others out by failing in their name.
"""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, select

from crawler.kept.writing import upsert
from operations.accounts.limits import FIRST_WAIT, FORGOTTEN_AFTER, FREE_FAILURES, LONGEST_WAIT
from operations.accounts.tables import FailureRow

NAMES_MOST = 10_000
"""Names that failures are remembered of: a flood of made-up ones is to fill no disk."""
_FAILURES = FailureRow.__table__


def wait_left(connection: Connection, about: str, now: datetime) -> timedelta:
    """How long to wait before the next attempt; zero or less: not at all."""
    row = connection.execute(select(*_FAILURES.columns).where(_FAILURES.c.about == _key(about))).first()
    if row is None or now - row.last_at >= FORGOTTEN_AFTER:
        return timedelta(0)
    left: timedelta = row.last_at + wait_after(row.failures) - now
    return left


def wait_after(failures: int) -> timedelta:
    """The wait that so many failures in a row bring."""
    over = failures - FREE_FAILURES
    return min(FIRST_WAIT * 2 ** min(over, 20), LONGEST_WAIT) if over >= 0 else timedelta(0)


def note_failure(connection: Connection, about: str, now: datetime) -> int:
    """Count a failure; returns how many there are in a row."""
    forgotten = _FAILURES.c.last_at < now - FORGOTTEN_AFTER
    connection.execute(delete(FailureRow).where(forgotten))
    known = connection.execute(select(_FAILURES.c.failures).where(_FAILURES.c.about == _key(about))).scalar()
    count = (known or 0) + 1
    remembered = connection.execute(select(func.count()).select_from(_FAILURES)).scalar_one()
    if known is None and remembered >= NAMES_MOST:
        oldest = select(_FAILURES.c.about).order_by(_FAILURES.c.last_at).limit(1)
        connection.execute(delete(FailureRow).where(_FAILURES.c.about.in_(oldest)))
    upsert(connection, FailureRow, [{"about": _key(about), "failures": count, "last_at": now}], ("about",))
    return count


def forget_failures(connection: Connection, about: str) -> None:
    """Begin anew, after a success."""
    connection.execute(delete(FailureRow).where(_FAILURES.c.about == _key(about)))


def _key(about: str) -> str:
    return hashlib.sha256(about.encode("utf-8", "surrogatepass")).hexdigest()
