"""Signing in, and the sessions that follow: kept in the store, so that any can be ended at once."""

import hashlib
import math
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, or_, select, update

from operations.accounts import lockout, second_factor
from operations.accounts.limits import SEEN_EVERY, SESSION_IDLE, SESSION_LIFE
from operations.accounts.passwords import is_outdated, matches, rehashed
from operations.accounts.tables import BrowserRow, SessionRow, UserRow
from operations.accounts.users import Role

TOKEN_BYTES = 32
BROWSERS_MOST = 20
"""Known browsers of one user; the oldest is forgotten first."""
_USERS, _SESSIONS, _BROWSERS = UserRow.__table__, SessionRow.__table__, BrowserRow.__table__


@dataclass(frozen=True, slots=True)
class Session:
    """A browser that is signed in."""

    id: str
    user: str
    role: Role
    csrf: str
    begun_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class SignedIn:
    """What the browser is given."""

    token: str
    """Of the session."""
    browser: str
    """By which it is known the next time."""
    user: str


class SignInRefused(Exception):  # noqa: N818 (an answer, not a failure)
    """Nobody is signed in. `retry_after`: seconds to wait, 0 for a wrong name, password or code."""

    def __init__(self, retry_after: int, failures: int = 0, user: str | None = None) -> None:
        super().__init__("sign-in refused")
        self.retry_after, self.failures, self.user = retry_after, failures, user


class Sessions:
    """Who is signed in."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime]) -> None:
        self._engine, self._clock = engine, clock

    def sign_in(self, name: str, password: str, code: str = "", browser: str = "") -> SignedIn:
        """Sign somebody in. Raises `SignInRefused`; it does not say which of the three was wrong."""
        now = self._clock()
        with self._engine.connect() as connection:
            known = self._is_known(connection, browser, name)
            about = f"browser {_hash(browser)}" if known else name
            left = lockout.wait_left(connection, about, now).total_seconds()
            user = connection.execute(select(*_USERS.columns).where(_USERS.c.name == name)).mappings().first()
        if left > 0:
            raise SignInRefused(math.ceil(left))
        is_right = matches(password, user["password"] if user else None)
        step = _step(user, code, now) if user else None
        with self._engine.begin() as connection:
            if user is None or not is_right or (user["totp_secret"] and step is None):
                failures = lockout.note_failure(connection, about, now)
                wait = math.ceil(lockout.wait_after(failures).total_seconds())
                refused = SignInRefused(wait, failures, user["name"] if user else None)
            elif not self._use_code(connection, user, step):
                refused = SignInRefused(0, 0, user["name"])
            else:
                lockout.forget_failures(connection, about)
                if is_outdated(user["password"]):
                    better = {"password": rehashed(password)}
                    connection.execute(update(UserRow).where(_USERS.c.name == name).values(better))
                return self._begin(connection, name, browser if known else "", now)
        raise refused

    def of(self, token: str) -> Session | None:
        """The session of a browser's token, while it lasts."""
        now = self._clock()
        query = select(*_SESSIONS.columns, _USERS.c.role).join(_USERS, _USERS.c.name == _SESSIONS.c.user)
        alive = (
            _SESSIONS.c.id == _hash(token),
            _SESSIONS.c.ended_at.is_(None),
            _SESSIONS.c.begun_at > now - SESSION_LIFE,
            _SESSIONS.c.seen_at > now - SESSION_IDLE,
        )
        with self._engine.connect() as connection:
            row = connection.execute(query.where(*alive)).mappings().first()
        if row is None:
            return None
        if now - row["seen_at"] >= SEEN_EVERY:
            with self._engine.begin() as connection:
                connection.execute(update(SessionRow).where(_SESSIONS.c.id == row["id"]).values(seen_at=now))
        return _session(row)

    def of_user(self, name: str) -> tuple[Session, ...]:
        """Somebody's sessions that last, the newest first."""
        now = self._clock()
        query = select(*_SESSIONS.columns, _USERS.c.role).join(_USERS, _USERS.c.name == _SESSIONS.c.user)
        alive = (
            _SESSIONS.c.user == name,
            _SESSIONS.c.ended_at.is_(None),
            _SESSIONS.c.begun_at > now - SESSION_LIFE,
            _SESSIONS.c.seen_at > now - SESSION_IDLE,
        )
        with self._engine.connect() as connection:
            rows = connection.execute(query.where(*alive).order_by(_SESSIONS.c.begun_at.desc())).mappings()
            return tuple(map(_session, rows))

    def end(self, session_id: str) -> None:
        """Sign a browser out."""
        self._end(_SESSIONS.c.id == session_id)

    def end_others(self, session: Session) -> int:
        """Sign somebody's other browsers out, and forget them; returns how many were signed in."""
        return self._end((_SESSIONS.c.user == session.user) & (_SESSIONS.c.id != session.id))

    def _end(self, which: Any) -> int:
        with self._engine.begin() as connection:
            ended = update(SessionRow).where(which, _SESSIONS.c.ended_at.is_(None))
            return connection.execute(ended.values(ended_at=self._clock())).rowcount

    def _begin(self, connection: Connection, name: str, browser: str, now: datetime) -> SignedIn:
        over = or_(_SESSIONS.c.begun_at < now - SESSION_LIFE, _SESSIONS.c.ended_at.is_not(None))
        connection.execute(delete(SessionRow).where(over))
        token = secrets.token_urlsafe(TOKEN_BYTES)
        values = {"id": _hash(token), "user": name, "csrf": secrets.token_urlsafe(TOKEN_BYTES),
                  "begun_at": now, "seen_at": now}  # fmt: skip
        connection.execute(insert(SessionRow).values(values))
        return SignedIn(token, browser or self._remember(connection, name, now), name)

    def _remember(self, connection: Connection, name: str, now: datetime) -> str:
        oldest = (
            select(_BROWSERS.c.id)
            .where(_BROWSERS.c.user == name)
            .order_by(_BROWSERS.c.since.desc())
            .offset(BROWSERS_MOST - 1)
        )
        connection.execute(
            delete(BrowserRow).where(_BROWSERS.c.id.in_(list(connection.execute(oldest).scalars())))
        )
        token = secrets.token_urlsafe(TOKEN_BYTES)
        connection.execute(insert(BrowserRow).values(id=_hash(token), user=name, since=now))
        return token

    def _is_known(self, connection: Connection, browser: str, name: str) -> bool:
        query = select(_BROWSERS.c.id).where(_BROWSERS.c.id == _hash(browser), _BROWSERS.c.user == name)
        return bool(browser) and connection.execute(query).first() is not None

    def _use_code(self, connection: Connection, user: Any, step: int | None) -> bool:
        """Whether the code was still unused: of two requests with the same one only one gets in."""
        if step is None:
            return True
        unused = or_(_USERS.c.totp_step.is_(None), _USERS.c.totp_step < step)
        used = update(UserRow).where(_USERS.c.name == user["name"], unused).values(totp_step=step)
        return connection.execute(used).rowcount == 1


def _step(user: Any, code: str, now: datetime) -> int | None:
    if not user["totp_secret"]:
        return None
    return second_factor.step_of(user["totp_secret"], code, now, user["totp_step"])


def _session(row: Any) -> Session:
    return Session(**{name: row[name] for name in Session.__dataclass_fields__})


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
