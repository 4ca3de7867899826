"""What was used last, kept in bounded memory: whole answers, and the cards they are made of."""

from collections import OrderedDict
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Recent(Generic[Value]):
    """Values by key; the one not used for longest goes first. Safe to use from several threads."""

    def __init__(self, bytes_most: int) -> None:
        self._most, self._bytes = bytes_most, 0
        self._kept: OrderedDict[object, tuple[Value, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: object) -> Value | None:
        """The value kept under a key."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is None:
                return None
            self._kept.move_to_end(key)
            return kept[0]

    def keep(self, key: object, value: Value, size: int) -> None:
        """Keep a value of so many bytes, and let go of what no longer fits."""
        with self._lock:
            self._drop(key)
            self._kept[key] = (value, size)
            self._bytes += size
            while self._bytes > self._most:
                self._drop(next(iter(self._kept)))

    def drop(self, key: object) -> None:
        """Let go of what is kept under a key."""
        with self._lock:
            self._drop(key)

    @property
    def size(self) -> int:
        """Bytes of all that is kept."""
        return self._bytes

    def _drop(self, key: object) -> None:
        dropped = self._kept.pop(key, None)
        if dropped is not None:
            self._bytes -= dropped[1]
