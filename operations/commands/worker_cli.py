"""`rosanna worker`."""

from pathlib import Path

import click

from crawler.commands.options import Mistake, sources_dir
from operations.limits import MEMORY_MB, SLOTS


@click.command("worker")
@click.option(
    "--slots",
    type=click.IntRange(1, 64),
    default=SLOTS,
    show_default=True,
    help="Crawls at once, each of another source. An index refresh runs beside them.",
)
@click.option(
    "--memory",
    "memory_mb",
    type=click.IntRange(min=100),
    default=MEMORY_MB,
    show_default=True,
    metavar="MB",
    help="What a job and the processes it begins may take together; one that takes more is ended.",
)
@sources_dir
def worker_command(slots: int, memory_mb: int, sources_dir: Path | None) -> None:
    """Crawl what is due, by itself, and refresh the index when that brought something new.

    Runs until it is told to end (Ctrl-C, or TERM from a service manager), and then ends its jobs in good
    order; what they leave is due. Killed at any moment it loses nothing: another `rosanna worker` takes up
    what is left. Each job is a process of its own, and says what it does in $ROSANNA_HOME/jobs.log.

    What is due follows from `cadence` and `areas` of each source, and from what was covered when; a source is
    left alone in its quiet hours, after failures, and while it is paused. `rosanna schedule` shows and
    changes it. What goes wrong is looked for every five minutes, and told where `rosanna alerts` is set up.

    \b
    Several workers share one home, also on several machines: ROSANNA_DATABASE_URL names the PostgreSQL,
    ROSANNA_QUEUE_URL the Redis (redis://...) that they have in common. By default both are files in
    the home. deploy/ has units for systemd and a container file.

    Exit status: 0 when it was told to end, 1 when it cannot begin.
    """
    from crawler import logs  # noqa: PLC0415 (with the rest)
    from crawler.commands.sources_cli import sources_folder  # noqa: PLC0415 (the libraries behind it take a second)
    from crawler.home import Home, HomeError  # noqa: PLC0415
    from crawler.store import StoreError  # noqa: PLC0415
    from operations.worker import WorkerProcess  # noqa: PLC0415

    folder = sources_folder(sources_dir)
    if not folder.is_dir():
        raise Mistake(
            f"{folder}: no such folder: give --sources-dir or ROSANNA_SOURCES a folder of YAML files"
        )
    try:
        logs.set_up("worker", tells=True)
        worker = WorkerProcess(Home.from_environment(), folder, slots, memory_mb)
    except (HomeError, StoreError, logs.LogSettingError) as error:
        raise click.ClickException(str(error)) from error
    worker.run()
