"""When providers are open, and what an hour costs.

week                          number of the row's week; `UNKNOWN` when no hours are stated
week_open, _close, _start     the intervals of each different week, ragged, minutes from Monday
hour_price                    least standard price for 60 minutes; NaN when none is stated
price_row, _amount, _start    least price by therapy (all terms, its kinds too), ragged, by row
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from indexer.engines.arrays.folder import Array, Arrays, starts_of
from indexer.engines.entry import Entry
from indexer.engines.terms import all_terms, narrower
from indexer.engines.weeks import DAYS, WEEK_MINUTES, Interval, asked_minutes
from indexer.search import Open

UNKNOWN = -1
TIMES_REMEMBERED = 256


def build(entries: Sequence[Entry], rows: int) -> dict[str, Array]:
    """The arrays of entries in the order of their rows."""
    weeks: dict[tuple[Interval, ...], int] = {}
    week = np.full(rows, UNKNOWN, np.int32)
    for row, entry in enumerate(entries):
        if entry.week is not None:
            week[row] = weeks.setdefault(tuple(entry.week), len(weeks))
    flat = np.array([one for own in weeks for one in own], np.int32).reshape(-1, 2)
    return {
        "week": week,
        "week_open": flat[:, 0].copy(),
        "week_close": flat[:, 1].copy(),
        "week_start": starts_of(np.array([len(own) for own in weeks], np.int64)),
        **_prices(entries, rows),
    }


def _prices(entries: Sequence[Entry], rows: int) -> dict[str, Array]:
    wider: dict[str, list[int]] = {}
    """Therapy -> the terms it is a kind of, itself too."""
    terms = all_terms()
    for at, (kind, term_id) in enumerate(terms):
        for one in narrower(kind, term_id) if kind == "services" else ():
            wider.setdefault(one, []).append(at)
    least: dict[tuple[int, int], float] = {}
    any_price = np.full(rows, np.nan)
    for row, entry in enumerate(entries):
        if entry.hour_prices:
            any_price[row] = min(amount for _, amount in entry.hour_prices)
        for service, amount in entry.hour_prices:
            for at in wider.get(service or "", ()):
                least[at, row] = min(amount, least.get((at, row), amount))
    ordered = sorted(least.items())
    owners = np.array([at for (at, _), _ in ordered], np.int64)
    return {
        "hour_price": any_price,
        "price_row": np.array([row for (_, row), _ in ordered], np.int32),
        "price_amount": np.array([amount for _, amount in ordered], float),
        "price_start": starts_of(np.bincount(owners, minlength=len(terms))),
    }


def join(old: Arrays, new: Arrays, shift: int) -> dict[str, Array]:
    """The rows of `new`, moved by `shift`, behind those of `old`."""
    known = len(old["week_start"]) - 1
    moved = np.where(new["week"] == UNKNOWN, UNKNOWN, new["week"] + known).astype(np.int32)
    made = {
        "week": np.concatenate([old["week"], moved]),
        "week_start": np.concatenate([old["week_start"][:-1], new["week_start"] + old["week_start"][-1]]),
    }
    made |= {
        name: np.concatenate([old[name], new[name]]) for name in ("week_open", "week_close", "hour_price")
    }
    owner = [
        np.repeat(np.arange(len(one["price_start"]) - 1), np.diff(one["price_start"])) for one in (old, new)
    ]
    owners = np.concatenate(owner)
    order = np.argsort(owners, kind="stable")
    made["price_row"] = np.concatenate([old["price_row"], new["price_row"] + np.int32(shift)])[order]
    made["price_amount"] = np.concatenate([old["price_amount"], new["price_amount"]])[order]
    made["price_start"] = starts_of(np.bincount(owners, minlength=len(old["price_start"]) - 1))
    return made


def days_open(arrays: Arrays) -> Array:
    """(rows, days) whether it is open at some time of each day; not where hours are unknown."""
    times = Times(arrays)
    week = arrays["week"]
    known = [times.open(Open(day=day)) for day in DAYS]
    return np.stack([(week != UNKNOWN) & np.append(one, False)[week] for one in known], axis=1)


class Times:
    """Reads what `build` made."""

    def __init__(self, arrays: Arrays) -> None:
        self.week, self.hour_price = arrays["week"], arrays["hour_price"]
        self._opens, self._closes = arrays["week_open"], arrays["week_close"]
        self._starts = arrays["week_start"]
        self._price_row, self._price = arrays["price_row"], arrays["price_amount"]
        self._price_start = arrays["price_start"]
        self._number = {term: at for at, term in enumerate(all_terms())}
        self._asked = lru_cache(TIMES_REMEMBERED)(self._weeks_open)

    def open(self, when: Open) -> Array:
        """Whether each different week is open at some time asked for."""
        return self._asked(when.day, when.from_, when.to)

    def _weeks_open(self, day: str | None, start: str | None, end: str | None) -> Array:
        found = np.zeros(len(self._starts), bool)
        owner = np.repeat(np.arange(len(self._starts) - 1), np.diff(self._starts))
        for first, last in asked_minutes(Open.model_validate({"day": day, "from": start, "to": end})):
            for shift in (0, -WEEK_MINUTES):
                meets = (self._opens + shift < last) & (first < self._closes + shift)
                found[owner[meets]] = True
        return found[:-1]

    def prices_of(self, service: str) -> tuple[Array, Array]:
        """Rows with a price for 60 minutes of a therapy or a kind of it, and the least of them."""
        at = self._number.get(("services", service))
        if at is None:
            return self._price_row[:0], self._price[:0]
        first, last = int(self._price_start[at]), int(self._price_start[at + 1])
        return self._price_row[first:last], self._price[first:last]
