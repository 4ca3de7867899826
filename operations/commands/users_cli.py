"""`rosanna user`: who may sign in at the desk."""

import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

import click

from crawler.home import Home, HomeError
from crawler.store import StoreError
from operations.accounts import second_factor
from operations.accounts.audit import AuditLog
from operations.accounts.users import ROLES, Role, User, Users
from operations.job import OperationsError
from operations.ledger import Ledger

OUT = "Their browsers are signed out."
role_option = click.option(
    "--role",
    type=click.Choice(ROLES),
    default="operator",
    show_default=True,
    help="A viewer changes nothing.",
)
stdin_option = click.option(
    "--password-stdin", "from_stdin", is_flag=True, help="Read the password from standard input, one line."
)


@dataclass(frozen=True, slots=True)
class _Accounts:
    """The accounts of the home, and who changes them."""

    users: Users
    audit: AuditLog
    by: str

    def note(self, verb: str, user: User, before: User | None = None) -> None:
        """Write down what was done; neither passwords nor secrets."""
        told = [None if one is None else {"role": one.role, "code": one.has_code} for one in (before, user)]
        self.audit.write(self.by, f"users.{verb}", user.name, told[0], None if verb == "remove" else told[1])


@contextmanager
def _accounts() -> Iterator[_Accounts]:
    try:
        home = Home.from_environment()
        home.make()
        with Ledger(home.database_url) as ledger:
            users = Users(ledger.engine, ledger.clock)
            yield _Accounts(users, AuditLog(ledger.engine, ledger.clock), _who())
    except (HomeError, StoreError, OperationsError) as error:
        raise click.ClickException(str(error)) from error


@click.group("user", short_help="Say who may sign in at the desk.")
def user_group() -> None:
    """Accounts of the operator's desk, at /desk of `rosanna serve`.

    A viewer sees everything there, an operator acts as well. Accounts are made here alone, never through the
    web. Whatever is changed of an account, its browsers are signed out.

    \b
    Examples:
        rosanna user add mira
        rosanna user totp mira
    """


@user_group.command("add")
@click.argument("name")
@role_option
@stdin_option
def add_command(name: str, role: str, from_stdin: bool) -> None:
    """Make an account for NAME; its password is asked for."""
    with _accounts() as accounts:
        made = accounts.users.add(name, _password(from_stdin), cast("Role", role))
        accounts.note("add", made)
    click.echo(f"{name} may sign in at /desk as {role}.")


@user_group.command("list")
def list_command() -> None:
    """Show who may sign in."""
    with _accounts() as accounts:
        everybody = accounts.users.everybody()
    for one in everybody:
        code = "password and code" if one.has_code else "password"
        click.echo(f"{one.name:<20}  {one.role:<8}  {code:<17}  since {one.made_at:%Y-%m-%d}")
    if not everybody:
        click.echo("Nobody may sign in yet: rosanna user add NAME")


@user_group.command("remove")
@click.argument("name")
def remove_command(name: str) -> None:
    """Drop the account of NAME; what they did stays in the log."""
    with _accounts() as accounts:
        gone = accounts.users.remove(name)
        accounts.note("remove", gone, gone)
    click.echo(f"{name} may not sign in any more. {OUT}")


@user_group.command("password")
@click.argument("name")
@stdin_option
def password_command(name: str, from_stdin: bool) -> None:
    """Set a new password for NAME; also lets them try again at once after failures."""
    with _accounts() as accounts:
        before = accounts.users.find(name)
        accounts.note("password", accounts.users.set_password(name, _password(from_stdin)), before)
    click.echo(f"{name} has a new password. {OUT}")


@user_group.command("role")
@click.argument("name")
@click.argument("role", type=click.Choice(ROLES))
def role_command(name: str, role: str) -> None:
    """Make NAME a viewer or an operator."""
    with _accounts() as accounts:
        before = accounts.users.find(name)
        accounts.note("role", accounts.users.set_role(name, cast("Role", role)), before)
    click.echo(f"{name} is {role} now. {OUT}")


@user_group.command("totp")
@click.argument("name")
@click.option("--off", is_flag=True, help="Ask for no code any more, as when an authenticator is lost.")
def totp_command(name: str, off: bool) -> None:
    """Ask NAME for a code of an authenticator as well (TOTP, RFC 6238).

    Prints the secret for the authenticator and asks for a code of it, so that nobody locks themselves out.
    """
    with _accounts() as accounts:
        before = accounts.users.find(name)
        secret = None if off else second_factor.new_secret()
        if secret is not None:
            click.echo(f"Secret: {secret}\n{second_factor.enrolment_uri(secret, name)}")
            code = click.prompt("A code it shows now")
            if second_factor.step_of(secret, code, datetime.now(UTC), None) is None:
                raise OperationsError(
                    "that is not its code, nothing was changed: check both clocks, and try again"
                )
        accounts.note("totp", accounts.users.set_second_factor(name, secret), before)
    click.echo(f"{name} signs in with {'a password alone' if off else 'password and code'} now. {OUT}")


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    typed: str = click.prompt("Password", hide_input=True, confirmation_prompt="Once more")
    return typed


def _who() -> str:
    try:
        return f"shell:{getpass.getuser()}"
    except (OSError, KeyError):  # a container's user may have no name
        return "shell"
