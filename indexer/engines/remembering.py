"""What searches without a place find, kept while the index is open.

Such a search looks at every row, and few of them differ: most name one therapy, and words beside it only
rank. Who fits, and the counts over them, do not depend on how they are ranked.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

from indexer.engines.fitting import Fits
from indexer.engines.protocol import Query
from indexer.search import Facets

ROWS_MOST = 1_000_000
"""Rows of all that is kept together; a row takes 30 bytes."""

Found = tuple[Fits, Facets]


class Remembered:
    """Keeps what was asked for last. Safe to use from several threads."""

    def __init__(self) -> None:
        self._found: OrderedDict[Hashable, Found] = OrderedDict()
        self._rows = 0
        self._lock = Lock()

    def get(self, key: Hashable, find: Callable[[], Found]) -> Found:
        """What is kept under the key, or else what `find` gives."""
        with self._lock:
            if key in self._found:
                self._found.move_to_end(key)
                return self._found[key]
        found = find()
        with self._lock:
            if key not in self._found:
                self._found[key] = found
                self._rows += len(found[0])
            while self._rows > ROWS_MOST:
                _, (fits, _) = self._found.popitem(last=False)
                self._rows -= len(fits)
        return found


def narrowing(query: Query, words_narrow: bool) -> Hashable:
    """All of a query that decides who fits, and how they are counted."""
    said = dict(query.understood)
    text = said.pop("text")
    for name in ("corrections", "place"):
        said.pop(name)
    filters = tuple(sorted(query.filters.items()))
    return (*said.items(), text if words_narrow else "", filters)
