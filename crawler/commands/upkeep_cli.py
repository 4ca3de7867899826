"""`rosanna diagnose` and `rosanna archive`: what an operator looks at between crawls."""

from datetime import timedelta

import click

from crawler.archive import Archive
from crawler.home import Home, HomeError
from crawler.kept.holding import ArchiveHeld
from crawler.store import Store, StoreError


@click.command("diagnose")
@click.argument("source", required=False)
def diagnose_command(source: str | None) -> None:
    """Say what is wrong with SOURCE (by default with every source), since when, and most likely why.

    Reads what the runs noted; asks nobody. A source whose run was not as its YAML expects keeps its last good
    listings in service until a run is good again.

    Exit status: 0 when all is well, 1 when a source is failing.
    """
    from crawler.runs.diagnosis import diagnose, in_words  # noqa: PLC0415 (Scrapy takes a second to load)

    try:
        with Store(Home.from_environment().database_url) as store:
            found = list(diagnose(store.runs(source)))
    except (HomeError, StoreError) as error:
        raise click.ClickException(str(error)) from error
    if not found:
        never = f"{source} was never" if source else "nothing was ever"
        raise click.ClickException(f"{never} crawled: run `rosanna crawl` first")
    for one in found:
        for line in in_words(one):
            click.echo(line)
    if any(one.state == "failing" for one in found):
        raise SystemExit(1)


@click.group("archive")
def archive_group() -> None:
    """The archive of fetched pages: how large it is, and making it smaller."""


@archive_group.command("stats")
def archive_stats() -> None:
    """Show files, bytes, and how much of it is in service."""
    from crawler.kept.retention import archive_files, stats  # noqa: PLC0415 (as above)

    store, archive = _opened()
    with store:
        for line in stats(archive_files(store, archive)):
            click.echo(line)


@archive_group.command("prune")
@click.option(
    "--older-than",
    type=click.IntRange(min=1),
    default=30,
    show_default=True,
    metavar="DAYS",
    help="Leave files alone that were written to within so many days.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
def archive_prune(older_than: int, dry_run: bool) -> None:
    """Let go of archived pages that were replaced since.

    Pages in service are never lost: a file that holds few of them is written anew before it goes.
    """
    from crawler.kept.retention import prune  # noqa: PLC0415 (as above)

    store, archive = _opened()
    with store:
        try:
            done = prune(store, archive, timedelta(days=older_than), dry_run=dry_run)
        except ArchiveHeld as error:
            raise click.ClickException(str(error)) from error
        except OSError as error:
            raise click.ClickException(f"cannot prune {archive.folder}: {error}") from error
    click.echo("Nothing was done. It would be:" if dry_run else "Done:")
    click.echo(
        f"{done.removed:,} files removed, {done.rewritten:,} rewritten, {done.freed / 1e6:,.1f} MB freed"
    )
    if done.unreadable:
        click.echo(f"{done.unreadable:,} files hold damaged pages and were left; crawl their sources again")


def _opened() -> tuple[Store, Archive]:
    try:
        home = Home.from_environment()
        return Store(home.database_url), Archive(home.pages)
    except (HomeError, StoreError) as error:
        raise click.ClickException(str(error)) from error
