"""Judgements on who is who: checked against the log, and added to it."""

from datetime import UTC, datetime

from crawler.records import Judgement
from crawler.store import Store
from indexer.identity.judging import UNDONE, check, undoing


def judge(store: Store, verdict: str, first: str, second: str, by: str, note: str = "") -> Judgement:
    """Judge two listings, by their keys, the same or different. Raises `CannotJudge`."""
    check(store.judgements(), verdict, first, second)
    return store.judge(
        Judgement(verdict=verdict, first=first, second=second, at=datetime.now(UTC), by=by, note=note)
    )


def take_back(store: Store, number: int, by: str, note: str = "") -> Judgement:
    """Take a judgement back; the log keeps both. Raises `CannotJudge`."""
    old = undoing(store.judgements(), number)
    return store.judge(
        Judgement(
            verdict=UNDONE, first=old.first, second=old.second, at=datetime.now(UTC), by=by, note=note,
            undoes=number,
        )
    )  # fmt: skip
