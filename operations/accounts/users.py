"""Accounts: made, changed and removed by whoever has the shell (`rosanna user`)."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from sqlalchemy import Engine, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from operations.accounts.limits import NAME_MOST
from operations.accounts.lockout import forget_failures
from operations.accounts.passwords import hashed
from operations.accounts.tables import BrowserRow, SessionRow, UserRow
from operations.job import OperationsError

Role = Literal["viewer", "operator"]
"""A viewer sees everything and changes nothing."""
ROLES: tuple[Role, ...] = get_args(Role)
_USERS = UserRow.__table__
_NAME = re.compile(rf"[a-z0-9][a-z0-9._-]{{0,{NAME_MOST - 1}}}")


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who may sign in."""

    name: str
    role: Role
    made_at: datetime
    has_code: bool
    """Whether a second factor is asked for."""


class Users:
    """The accounts of an installation. Every change ends the account's sessions."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime]) -> None:
        self._engine, self._clock = engine, clock

    def everybody(self) -> tuple[User, ...]:
        """All accounts, by name."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(*_USERS.columns).order_by(_USERS.c.name)).mappings()
            return tuple(
                User(row["name"], row["role"], row["made_at"], row["totp_secret"] is not None) for row in rows
            )

    def find(self, name: str) -> User:
        """One account. Raises `OperationsError` when there is none of that name."""
        found = next((one for one in self.everybody() if one.name == name), None)
        if found is None:
            raise OperationsError(f"there is no user {name}: `rosanna user list` names them")
        return found

    def add(self, name: str, password: str, role: Role) -> User:
        """Make an account. Raises `OperationsError` for a name that is taken or unfit, or a weak password."""
        if not _NAME.fullmatch(name):
            raise OperationsError(
                f"{name!r} is no user name: small letters, digits, `.`, `_`, `-`, at most {NAME_MOST}"
            )
        values = {"name": name, "password": hashed(password, name), "role": role, "made_at": self._clock()}
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(UserRow).values(values))
        except IntegrityError as error:
            raise OperationsError(
                f"there is a user {name} already: `rosanna user password {name}` sets a new password"
            ) from error
        return self.find(name)

    def set_password(self, name: str, password: str) -> User:
        """Give an account a new password; failures to sign in are forgotten with the old one."""
        return self._change(name, password=hashed(password, name))

    def set_role(self, name: str, role: Role) -> User:
        """Let somebody do more, or less."""
        return self._change(name, role=role)

    def set_second_factor(self, name: str, secret: str | None) -> User:
        """Ask for codes of this secret from now on; None: for none."""
        return self._change(name, totp_secret=secret, totp_step=None)

    def remove(self, name: str) -> User:
        """Drop an account."""
        held = self.find(name)
        with self._engine.begin() as connection:
            for table in (SessionRow, BrowserRow):
                connection.execute(delete(table).where(table.__table__.c.user == name))
            connection.execute(delete(UserRow).where(_USERS.c.name == name))
            forget_failures(connection, name)
        return held

    def _change(self, name: str, **values: object) -> User:
        self.find(name)
        with self._engine.begin() as connection:
            connection.execute(update(UserRow).where(_USERS.c.name == name).values(values))
            for table in (SessionRow, BrowserRow):
                connection.execute(delete(table).where(table.__table__.c.user == name))
            forget_failures(connection, name)
        return self.find(name)
