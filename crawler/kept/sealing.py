"""Keyed hashes, for what must be recognised and not be read: phones, addresses and names of those who left.

HMAC-SHA256 with a key of the home's own: without the key the few hundred million phone numbers could be tried
one by one against a list of plain hashes.
"""

import hmac
import os
import secrets
from pathlib import Path

from crawler.home import Home
from crawler.kept.decisions import DecisionsError

FILE = "suppression.key"
KEY_BYTES = 32
SEAL_LENGTH = 32
"""Hex digits kept of a hash: 128 bits, so that no two values meet by chance."""
MARK_LENGTH = 8
"""Hex digits by which a key is told from another; they say nothing of it."""


class Sealer:
    """Makes keyed hashes with the key of a home, which is made when first needed."""

    def __init__(self, home: Home, marks: frozenset[str]) -> None:
        """`marks` are those of the keys that what is kept was sealed with.

        Raises `DecisionsError` when that was another key, or when others can read the key.
        """
        self._file = home.root / FILE
        self._key = _read(self._file) if self._file.exists() else None
        if marks and (self._key is None or marks != {self.mark}):
            state = "is not the one" if self._key else "is missing, with"
            raise DecisionsError(
                f"{self._file} {state} that suppressions were sealed with: put it back from a backup (every "
                "machine needs the same). Without it nobody knows who asked to be left out"
            )

    @property
    def mark(self) -> str:
        """By which a key is told from another."""
        return self.seal("mark")[:MARK_LENGTH]

    def seal(self, text: str) -> str:
        """The keyed hash of a text."""
        if self._key is None:
            self._key = _make(self._file)
        return hmac.digest(self._key, text.encode(), "sha256").hex()[:SEAL_LENGTH]


def _read(file: Path) -> bytes:
    try:
        if file.stat().st_mode & 0o077:
            raise DecisionsError(f"{file} can be read by others: chmod 600 {file}")
        key = bytes.fromhex(file.read_text(encoding="ascii").strip())
    except (OSError, ValueError) as error:
        raise DecisionsError(f"cannot read {file}: {error}; put it back from a backup") from error
    if len(key) != KEY_BYTES:
        raise DecisionsError(f"{file} holds no key of {KEY_BYTES} bytes; put it back from a backup")
    return key


def _make(file: Path) -> bytes:
    """A new key, on disk before it is used. Another process may be first: then its key counts."""
    key = secrets.token_bytes(KEY_BYTES)
    aside = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            os.write(descriptor, f"{key.hex()}\n".encode())
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        try:
            os.link(aside, file)
        except FileExistsError:
            return _read(file)
    except OSError as error:
        raise DecisionsError(
            f"cannot write {file}: {error.strerror}; make room, or move ROSANNA_HOME"
        ) from error
    finally:
        aside.unlink(missing_ok=True)
    return key
