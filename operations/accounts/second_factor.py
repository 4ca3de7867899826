"""Codes of an authenticator as a second factor: TOTP (RFC 6238)."""

import base64
import binascii
import hmac
import secrets
from datetime import datetime

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from operations.accounts.limits import CODE_DIGITS, CODE_SECONDS, CODE_STEPS

SECRET_BYTES = 20
"""As long as the hash (RFC 4226, 4)."""
ISSUER = "Rosanna"


def new_secret() -> str:
    """A secret for one account, in base32."""
    return base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode()


def enrolment_uri(secret: str, name: str) -> str:
    """The address that authenticators read."""
    return _totp(secret).get_provisioning_uri(name, ISSUER)


def code_at(secret: str, moment: datetime) -> str:
    """The code that is good at a moment."""
    return _totp(secret).generate(int(moment.timestamp())).decode()


def step_of(secret: str, code: str, now: datetime, used: int | None) -> int | None:
    """The time step a code is good for; None for a wrong one, and for one that was `used` or is older."""
    typed = "".join(code.split())
    current = int(now.timestamp()) // CODE_SECONDS
    found = None
    for step in range(current - CODE_STEPS, current + CODE_STEPS + 1):
        good = _totp(secret).generate(step * CODE_SECONDS)
        if hmac.compare_digest(good, typed.encode()) and (used is None or step > used):
            found = step
    return found


def _totp(secret: str) -> TOTP:
    try:
        key = base64.b32decode(secret)
    except binascii.Error as error:
        raise ValueError("a second factor's secret is base32") from error
    return TOTP(key, CODE_DIGITS, SHA1(), CODE_SECONDS)  # noqa: S303 (HMAC; what authenticators know)
