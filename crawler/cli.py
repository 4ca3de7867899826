"""The crawler room's commands; `rosanna crawl` itself."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crawler.commands.cli_log import CrawlCommand
from crawler.commands.sources_cli import Mistake, find_source, sources_dir, sources_folder, sources_group
from crawler.commands.upkeep_cli import archive_group, diagnose_command
from crawler.home import Home, HomeError
from crawler.runs.scope import CrawlError, needs_suburbs
from crawler.store import StoreError
from data.source import Source, SourceError, load_sources

if TYPE_CHECKING:
    from crawler.spiders.base import Job


@click.command("crawl", cls=CrawlCommand)
@click.argument("source", required=False)
@click.option(
    "--all", "everything", is_flag=True, help="Crawl every enabled source: osm, directories, then sites."
)
@click.option(
    "--suburb",
    "suburbs",
    multiple=True,
    metavar="PLACE",
    help='Ask about this suburb, such as "Rosanna VIC" or 3084. Repeatable. Default: the source\'s areas.',
)
@click.option(
    "--seeds",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Sites to crawl, one URL a line; # begins a comment. Only for sources of the kind `sites`.",
)
@click.option(
    "--max-pages",
    type=click.IntRange(min=1),
    metavar="N",
    help="At most N pages of a site (never over 25), or N result pages a suburb.",
)
@click.option(
    "--due",
    is_flag=True,
    help="Only sources whose cadence has passed, and sites that are due by how often they changed.",
)
@sources_dir
def crawl_command(
    *,
    source: str | None,
    everything: bool,
    suburbs: tuple[str, ...],
    seeds: Path | None,
    max_pages: int | None,
    due: bool,
    sources_dir: Path | None,
) -> None:
    """Fetch what a source says about providers, politely, and keep it.

    SOURCE is the id of a source (`rosanna sources list` names them) or the path of a YAML file.

    \b
    A first crawl of your own list of clinics:
        printf 'https://clinic-one.example/\\nhttps://clinic-two.example/\\n' > seeds.txt
        rosanna crawl sites --seeds seeds.txt

    \b
    The map or a directory, suburb by suburb:
        rosanna crawl osm --suburb "Rosanna VIC"
        rosanna crawl my-directory --suburb "Rosanna VIC" --suburb 3085

    Pages go to $ROSANNA_HOME/pages, listings to $ROSANNA_HOME/rosanna.db (default ./var). robots.txt is
    always obeyed, a host gets one request at a time, and at least a second lies between two of them. Set
    ROSANNA_CONTACT to a page that says who you are: it is sent with every request. http_proxy and
    https_proxy are used when set.

    \b
    What was asked of a site, for its owner to see:
        rosanna crawl log clinic-one.example

    What was fetched before is asked for conditionally: an unchanged page costs no download. A run that does
    not find what its source's YAML expects is kept aside, and the last good listings stay in service;
    `rosanna diagnose` says what is wrong.

    \b
    Every night, from cron:
        rosanna crawl --all --due

    A crawl that was interrupted, even killed, goes on where it stopped when the same command is given again.

    Exit status: 0 when the crawl ended well, 1 when nothing could be fetched or it was interrupted, 2 for a
    mistake in the command or a source's YAML.
    """
    from crawler.run import Order, crawl  # noqa: PLC0415 (Scrapy takes a second that other commands need not wait)

    if everything == (source is not None):
        raise Mistake("give one SOURCE, or --all")
    try:
        home = Home.from_environment()
        chosen = _enabled(sources_dir, suburbs) if source is None else [find_source(source, sources_dir)]
        if seeds is not None and all(one.kind != "sites" for one in chosen):
            raise Mistake(f"--seeds is for sources of the kind sites; {source} is not one")
        jobs = crawl(home, Order(chosen, suburbs, seeds, max_pages, due))
    except (CrawlError, SourceError) as error:
        raise Mistake(str(error)) from error
    except (HomeError, StoreError) as error:
        raise click.ClickException(str(error)) from error
    _tell(jobs, home)


def _tell(jobs: Sequence["Job"], home: Home) -> None:
    from crawler.runs.report import failure_of, summary  # noqa: PLC0415 (as above)

    for job in jobs:
        for line in summary(job, home.log):
            click.echo(line)
    failures = [failure for failure in map(failure_of, jobs) if failure is not None]
    for failure in failures:
        click.echo(f"Error: {failure}", err=True)
    if failures:
        raise SystemExit(1)


def _enabled(sources_dir: Path | None, suburbs: Sequence[str]) -> list[Source]:
    folder = sources_folder(sources_dir)
    chosen = []
    for source in load_sources(folder):
        if source.enabled and not suburbs and needs_suburbs(source):
            click.echo(f'{source.id}: left out: it is asked by suburb; add --suburb "Rosanna VIC" or areas')
        elif source.enabled:
            chosen.append(source)
    if not chosen:
        raise CrawlError(f"{folder} holds no enabled source")
    return chosen


commands: tuple[click.Command, ...] = (crawl_command, sources_group, diagnose_command, archive_group)
