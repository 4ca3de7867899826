"""What is known of each row by itself: its id, whether it can be found, how fresh and how complete it is.

id, id_order              ids, and the rows that are not replaced by id
document                  the number of the row in Whoosh; `NO_DOCUMENT` for rows that only fill up a word
hidden                    zero for those who can be found; see `Hidden`
id_rank, name_rank        places in the order of ids, and of folded names and ids
seen                      days since 1970 when last seen; completeness: 0 to 1
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from enum import IntFlag

import numpy as np

from indexer.engines.arrays.folder import Array, Arrays
from indexer.engines.entry import Entry
from indexer.matcher import fold

NO_DOCUMENT = -1
ROWS_TOGETHER = 64
"""Rows are filled up to a multiple of this, so that bits of a refresh begin a word of their own."""
SORTED_BYTES = 64
"""Of a folded name, by which names are sorted."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Hidden(IntFlag):
    """Why a row is not found."""

    REPLACED = 1
    """Deleted, or there is a newer row of its id."""
    GONE = 2
    """Closed for good: kept for exports and its own page."""


def filled(count: int) -> int:
    """Rows for `count` documents, some even for none."""
    return max(1, -(-count // ROWS_TOGETHER)) * ROWS_TOGETHER


def build(entries: Sequence[Entry], rows: int) -> dict[str, Array]:
    """The arrays of entries in the order of their rows."""
    count = len(entries)
    hidden = np.full(rows, Hidden.REPLACED, np.uint8)
    hidden[:count] = [Hidden.GONE if one.gone else 0 for one in entries]
    document = np.full(rows, NO_DOCUMENT, np.int32)
    document[:count] = np.arange(count)
    seen, complete = np.zeros(rows), np.zeros(rows)
    seen[:count] = [_days(one.last_seen) for one in entries]
    complete[:count] = [one.completeness for one in entries]
    names = [fold(one.name).encode("utf-8", "replace")[:SORTED_BYTES] for one in entries]
    made = {
        "id": _bytes([one.id.encode() for one in entries], rows),
        "sort_name": _bytes(names, rows),
        "document": document,
        "hidden": hidden,
        "seen": seen,
        "completeness": complete,
    }
    return made | _orders(made)


def _bytes(values: Sequence[bytes], rows: int) -> Array:
    made = np.zeros(rows, f"S{max(map(len, values), default=1) or 1}")
    made[: len(values)] = values
    return made


def _days(moment: str) -> float:
    return (datetime.fromisoformat(moment) - _EPOCH).total_seconds() / 86400


def join(old: Arrays, new: Arrays, replaced: Array, documents: int) -> dict[str, Array]:
    """`replaced`: rows of `old` that are no more; `documents`: how many Whoosh has before the new ones."""
    moved = np.where(new["document"] == NO_DOCUMENT, NO_DOCUMENT, new["document"] + documents)
    hidden = old["hidden"].copy()
    hidden[replaced] |= np.uint8(Hidden.REPLACED)
    made = {
        name: np.concatenate([old[name], new[name]]) for name in ("id", "sort_name", "seen", "completeness")
    }
    made["document"] = np.concatenate([old["document"], moved.astype(np.int32)])
    made["hidden"] = np.concatenate([hidden, new["hidden"]])
    return made | _orders(made)


def _orders(made: Arrays) -> dict[str, Array]:
    by_id = np.argsort(made["id"], kind="stable")
    kept = (made["hidden"][by_id] & Hidden.REPLACED) == 0
    by_name = by_id[np.argsort(made["sort_name"][by_id], kind="stable")]
    return {
        "id_order": by_id[kept].astype(np.int32),
        "id_rank": _ranks(by_id),
        "name_rank": _ranks(by_name),
    }


def _ranks(order: Array) -> Array:
    ranks = np.empty(len(order), np.int32)
    ranks[order] = np.arange(len(order))
    return ranks


class Rows:
    """Reads what `build` made."""

    def __init__(self, arrays: Arrays) -> None:
        self.hidden, self.document = arrays["hidden"], arrays["document"]
        self.id_rank, self.name_rank = arrays["id_rank"], arrays["name_rank"]
        self.seen, self.completeness = arrays["seen"], arrays["completeness"]
        self._id, self._order = arrays["id"], arrays["id_order"]
        kept = self._order
        self.newest = float(self.seen[kept].max(initial=0.0))

    def __len__(self) -> int:
        return len(self.hidden)

    @property
    def count(self) -> int:
        """How many providers there are, those gone for good too."""
        return len(self._order)

    def by_id(self) -> Array:
        """The rows of all providers, by id."""
        return self._order

    def ids(self, rows: Array) -> list[str]:
        """The ids of some rows."""
        return [one.decode() for one in self._id[rows].tolist()]

    def find(self, provider_id: str) -> int | None:
        """The row of an id."""
        key = provider_id.encode("utf-8", "surrogatepass")
        low, high = 0, len(self._order)
        while low < high:
            middle = (low + high) // 2
            if bytes(self._id[self._order[middle]]) < key:
                low = middle + 1
            else:
                high = middle
        if low < len(self._order) and bytes(self._id[self._order[low]]) == key:
            return int(self._order[low])
        return None
