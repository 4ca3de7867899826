"""`rosanna crawl log HOST`, beside `rosanna crawl SOURCE`."""

from collections import Counter
from typing import Any

import click

from crawler.home import Home, HomeError
from crawler.manners.request_log import NOT_SENT, Entry, RequestLog


@click.command("log")
@click.argument("host")
@click.option("--last", type=click.IntRange(min=1), metavar="N", help="Only the last N requests.")
def log_command(host: str, last: int | None) -> None:
    """Show every request made to HOST, for its owner to see: when, what for, and what robots.txt said.

    Requests that robots.txt or a bound of Rosanna's kept from being made are listed too, with `-` for a
    status. The log goes back 90 days. Times are UTC.
    """
    try:
        log = RequestLog(Home.from_environment().requests)
    except HomeError as error:
        raise click.ClickException(str(error)) from error
    entries = list(log.entries(host))
    if not entries:
        raise click.ClickException(f"no request to {host} in {log.folder}: nothing was asked of it")
    click.echo(f"{'time':<20}  {'status':>6}  {'bytes':>9}  {'robots.txt':<10}  URL")
    for entry in entries[-(last or len(entries)) :]:
        click.echo(_line(entry))
    click.echo(_sum(entries))


class CrawlCommand(click.Command):
    """`rosanna crawl SOURCE`, which hands over to `log` where that is the first word."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """The context of the command that is meant."""
        if args[:1] == [log_command.name]:
            return log_command.make_context(f"{info_name} log", args[1:], parent, **extra)
        return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run what the context is of."""
        return super().invoke(ctx) if ctx.command is self else ctx.command.invoke(ctx)


def _line(entry: Entry) -> str:
    why = f"  ({entry.outcome})" if entry.outcome and entry.outcome != "robots" else ""
    return f"{entry.time:<20}  {entry.status:>6}  {entry.size:>9,}  {entry.robots:<10}  {entry.url}{why}"


def _sum(entries: list[Entry]) -> str:
    sent = [entry for entry in entries if entry.status != NOT_SENT]
    text = f"{_counted(len(sent), 'request')}, {sum(entry.size for entry in sent):,} bytes"
    if sent:
        day, most = Counter(entry.time[:10] for entry in sent).most_common(1)[0]
        text += f"; the busiest day was {day} with {most:,}"
    if len(entries) > len(sent):
        text += f"; {_counted(len(entries) - len(sent), 'address')} not asked for"
    return text


def _counted(number: int, word: str) -> str:
    plural = f"{word}es" if word.endswith("s") else f"{word}s"
    return f"{number:,} {word if number == 1 else plural}"
