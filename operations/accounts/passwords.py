"""Passwords, kept as Argon2id hashes (RFC 9106) with argon2-cffi's costs."""

import secrets
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from operations.accounts.limits import HASHES_AT_ONCE, PASSWORD_LEAST, PASSWORD_MOST
from operations.job import OperationsError

HASHER = PasswordHasher()
"""64 MiB, three passes, four lanes: the second recommendation of RFC 9106."""
_AT_ONCE = BoundedSemaphore(HASHES_AT_ONCE)
NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$R8pMLgYFMVgpBCuIfBVZ1Q$XqHhnJg7gSqeZ+hOnzKnnHqMl/zg8vJmyz0R0R6nDDU"
"""Compared with where there is no such user, so that the time an answer takes does not tell."""


@cache
def _nobodys() -> str:
    """Compared with where there is no such user, so that the time an answer takes does not tell."""
    return HASHER.hash(secrets.token_urlsafe())


def hashed(password: str, name: str) -> str:
    """A password as it is kept. Raises `OperationsError` for one that is too easily guessed."""
    if not PASSWORD_LEAST <= len(password) <= PASSWORD_MOST:
        raise OperationsError(
            f"a password has {PASSWORD_LEAST} to {PASSWORD_MOST} characters: a few words make a good one"
        )
    if len(set(password)) < PASSWORD_LEAST // 3 or name.lower() in password.lower():
        raise OperationsError(
            "that password is easily guessed: take a few words that have nothing to do with you"
        )
    with _AT_ONCE:
        return HASHER.hash(password)


def matches(password: str, kept: str | None) -> bool:
    """Whether it is the password; takes as long where there is none to compare with."""
    if len(password) > PASSWORD_MOST:
        return False
    try:
        with _AT_ONCE:
            return HASHER.verify(kept or _nobodys(), password) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def rehashed(password: str) -> str:
    """A password that was right, with today's costs."""
    with _AT_ONCE:
        return HASHER.hash(password)


def is_outdated(kept: str) -> bool:
    """Whether a hash was made with lower costs than today's."""
    return HASHER.check_needs_rehash(kept)
