"""`rosanna backup` and `rosanna restore`."""

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crawler.home import Home, HomeError
from operations.backup.earlier import KEPT
from operations.backup.errors import BackupDamaged, BackupError

if TYPE_CHECKING:
    from operations.backup.taking import Taken

FOLDER = click.argument("folder", type=click.Path(file_okay=False, path_type=Path))


@click.command("backup")
@FOLDER
@click.option(
    "--verify", is_flag=True, help="Take none; read every backup in FOLDER and say whether it is whole."
)
@click.option(
    "--keep",
    type=click.IntRange(min=1),
    default=KEPT,
    show_default=True,
    metavar="N",
    help="Let older backups in FOLDER go, but for the newest N.",
)
@click.option(
    "--without-store",
    is_flag=True,
    help="For a store on a database server, after you have dumped it with the server's own tools.",
)
def backup_command(folder: Path, verify: bool, keep: int, without_store: bool) -> None:
    """Copy everything that is kept to FOLDER, while crawls, index runs and the site go on.

    FOLDER holds several backups. Fetched pages are shared between them, so the next one copies only what is
    new; each has its own copy of the store, the decisions, the key of the suppressions, and the index. Every
    copy is read back and its SHA-256 noted. Nothing of a backup that failed stays.

    \b
    Every night, from cron or a systemd timer:
        rosanna backup /mnt/backup/rosanna

    FOLDER holds the key of the suppressions and what visitors wrote: it is for you alone.

    Exit status: 0 when the backup was taken and verified (or, with --verify, when all are whole), 1
    otherwise.
    """
    try:
        if verify:
            _verify(folder)
        else:
            from operations.backup.taking import take  # noqa: PLC0415 (the index's libraries take a second)

            began = time.monotonic()
            taken = take(Home.from_environment(), folder, keep, without_store=without_store)
            _tell(taken, time.monotonic() - began)
    except (BackupError, HomeError) as error:
        raise click.ClickException(str(error)) from error


@click.command("restore")
@FOLDER
@click.option("--from", "name", metavar="NAME", help="Which backup of FOLDER; by default the newest.")
def restore_command(folder: Path, name: str | None) -> None:
    """Put a backup of FOLDER into an empty ROSANNA_HOME.

    A home that holds anything is left alone. Everything is compared with its noted SHA-256 before anything is
    in its place; a damaged backup is refused, and the home stays empty. A restore that was killed is
    finished, or begun anew, by the same command.

    \b
    Example:
        ROSANNA_HOME=/var/lib/rosanna rosanna restore /mnt/backup/rosanna

    Exit status: 0 when the home holds the backup, 1 otherwise.
    """
    from operations.backup.restoring import restore  # noqa: PLC0415 (as above)

    try:
        home = Home.from_environment()
        done = restore(home, folder, name)
    except (BackupError, HomeError) as error:
        raise click.ClickException(str(error)) from error
    held = done.manifest
    if done.finished:
        click.echo("A restore was cut short here; it is finished now.")
    click.echo(
        f"{home.root} holds the backup {done.snapshot.name}: {held.listings:,} listings, {held.pages:,} "
        "pages, "
        f"{'index ' + held.index if held.index else 'no index'}."
    )
    click.echo("What to do next:")
    if held.store != "sqlite":
        click.echo(
            f"  - the store is not in it: `pg_restore` your dump into {held.store}, if you have not yet"
        )
    click.echo(
        f"  - who asked to be left out after {held.taken_at:%Y-%m-%d %H:%M} UTC is back. If you still have "
        "the "
        "decisions.jsonl of the lost home,\n    append it to the one here; else `rosanna suppress add` them "
        "again"
    )
    click.echo("  - `rosanna doctor`, then `rosanna index`; start the worker and the site")


def _tell(taken: "Taken", seconds: float) -> None:
    held = taken.manifest
    store = f"{held.listings:,} listings, {held.pages:,} pages" if held.store == "sqlite" else "no store"
    index = (
        f"index {held.index}"
        if held.index
        else "no index (there is none, or it is damaged: run `rosanna index`)"
    )
    click.echo(f"{taken.folder}: {store}, {index}; {held.size / 1e6:,.1f} MB, every copy read back")
    click.echo(
        f"  new: {taken.new_files:,} of {len(held.growing):,} files of pages and requests, "
        f"{taken.copied / 1e6:,.1f} MB; {seconds:.1f} s"
    )
    if held.store != "sqlite":
        click.echo(f"  NOT in it: the store, {held.store}. Keep your dump of it beside this folder")
    if held.pages_missing:
        click.echo(f"  {held.pages_missing:,} pages were missing in the home already; see `rosanna doctor`")
    if taken.removed:
        click.echo(f"  let go: {taken.removed} older")


def _verify(folder: Path) -> None:
    from operations.backup.checking import check  # noqa: PLC0415 (as above)
    from operations.backup.manifest import snapshots  # noqa: PLC0415 (as above)

    damaged = 0
    for snapshot in snapshots(folder):
        try:
            held, wrong = check(folder, snapshot)
        except BackupDamaged as error:
            wrong = list(error.troubles)
        except BackupError as error:
            wrong = [str(error)]
        if wrong:
            damaged += 1
            click.echo(f"{snapshot.name}: damaged")
            for one in wrong:
                click.echo(f"  - {one}")
        else:
            click.echo(
                f"{snapshot.name}: whole. {held.listings:,} listings, {held.pages:,} pages, {held.size:,} "
                "bytes"
            )
    if damaged:
        raise BackupError(f"{damaged} damaged: back up to a new folder, and restore none of these")
