"""`rosanna alerts`."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import click

from crawler.home import Home, HomeError
from crawler.store import StoreError
from operations.alerts.alerting import check_and_send, origin
from operations.alerts.channels import AlertSettingError, channels
from operations.alerts.delivery import DeliveryError
from operations.alerts.incidents import Incident, incidents
from operations.alerts.message import Message
from operations.health.thresholds import ThresholdError
from operations.ledger import Ledger


@click.group("alerts")
def alerts_group() -> None:
    """Be told by mail or webhook when something needs you.

    Told are: an unhealthy source, nothing crawled for too long, a disk that is nearly full, an index that is
    stale or damaged, a worker without a sign of life, a backup that is old. Each once, and once more when it
    is over. docs/operating.md names the settings. `rosanna worker` checks by itself every few minutes.
    """


@alerts_group.command("check")
def check_command() -> None:
    """Look now, and tell what is new or over; for cron, where no worker runs.

    Exit status: 0 when all could be told, 1 otherwise; what could not is tried again by the next check.
    """
    with _one_clear_line():
        home = Home.from_environment()
        report = check_and_send(home)
    if report.elsewhere:
        click.echo("another process is checking at this moment")
        return
    for one in report.open:
        click.echo(_line(one))
    for name, count in report.told.items():
        click.echo(f"{name}: {f'told of {count}' if count else 'nothing new to tell'}")
    if not report.told:
        click.echo("nobody is told: set ROSANNA_ALERT_MAIL_TO or ROSANNA_ALERT_WEBHOOK_URL")
    for name, trouble in report.troubles.items():
        click.echo(f"Error: {name}: {trouble}", err=True)
    if report.troubles:
        raise SystemExit(1)


@alerts_group.command("list")
@click.option(
    "--days", type=click.IntRange(min=0), default=7, show_default=True, help="Also those over since."
)
def list_command(days: int) -> None:
    """Show what is open, and what was lately, as of the last check."""
    with _one_clear_line(), Ledger(Home.from_environment().database_url) as ledger:
        found = incidents(ledger.engine, datetime.now(UTC) - timedelta(days=days))
    for one in found:
        click.echo(_line(one))
    if not found:
        click.echo("nothing")


@alerts_group.command("test")
def test_command() -> None:
    """Send a message to every channel that is set up, to see whether it arrives.

    Exit status: 0 when all took it, 1 otherwise.
    """
    with _one_clear_line():
        home = Home.from_environment()
        now = datetime.now(UTC)
        ways = list(channels(os.environ))
        if not ways:
            raise AlertSettingError("nobody is told: set ROSANNA_ALERT_MAIL_TO or ROSANNA_ALERT_WEBHOOK_URL")
        one = Incident(
            id=0, key="test", level="note", words="this is a test; nothing is wrong", remedy="nothing",
            opened_at=now, seen_at=now, closed_at=None, told={},
        )  # fmt: skip
        failed = False
        for way in ways:
            try:
                trouble = way.send(Message(origin(home), [one], []))
            except DeliveryError as error:
                trouble = str(error)
            click.echo(f"{way.name}: {trouble or 'sent'}")
            failed = failed or trouble is not None
    if failed:
        raise SystemExit(1)


def _line(one: Incident) -> str:
    until = f" to {one.closed_at:%Y-%m-%d %H:%M}" if one.closed_at else ""
    told = [name for name in one.told if one.was_told(name, "raised")]
    waits = [f"{name}: {said['trouble']}" for name, said in one.told.items() if name not in told]
    how = f"told by {', '.join(told)}" if told else "told to nobody yet"
    how += f" ({'; '.join(waits)})" if waits else ""
    return f"{one.level:<7}  {one.opened_at:%Y-%m-%d %H:%M}{until} UTC  {one.words}; {how}"


@contextmanager
def _one_clear_line() -> Iterator[None]:
    try:
        yield
    except (HomeError, StoreError, ThresholdError, AlertSettingError) as error:
        raise click.ClickException(str(error)) from error
