"""`rosanna crawl`."""

from pathlib import Path

import click

from crawler.commands.cli_log import CrawlCommand
from crawler.commands.options import Mistake, sources_dir


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
    if everything == (source is not None):
        raise Mistake("give one SOURCE, or --all")

    from crawler.commands import crawling  # noqa: PLC0415 (Scrapy takes a second that --help need not wait)
    from crawler.run import Order  # noqa: PLC0415

    crawling.run(source, Order((), suburbs, seeds, max_pages, due), sources_dir)
