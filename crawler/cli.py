"""The crawler room's commands: `rosanna crawl` and `rosanna sources`."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crawler.home import Home, HomeError
from crawler.scope import CrawlError, areas_of, needs_suburbs, seeds_of
from crawler.store import StoreError
from data.source import SOURCES_FOLDER, Source, SourceError, load_source, load_sources, source_files

if TYPE_CHECKING:
    from crawler.spiders.base import Job

_sources_dir = click.option(
    "--sources-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of source YAML files. Default: $ROSANNA_SOURCES, else those that come with Rosanna.",
)


class Mistake(click.ClickException):
    """The command or a source's YAML is wrong: one line, exit status 2."""

    exit_code = 2


@click.command("crawl")
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
@_sources_dir
def crawl_command(
    source: str | None,
    everything: bool,
    suburbs: tuple[str, ...],
    seeds: Path | None,
    max_pages: int | None,
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

    A crawl that was interrupted, even killed, goes on where it stopped when the same command is given again.

    Exit status: 0 when the crawl ended well, 1 when nothing could be fetched or it was interrupted, 2 for a
    mistake in the command or a source's YAML.
    """
    from crawler.run import Order, crawl  # noqa: PLC0415 (Scrapy takes a second that other commands need not wait)

    if everything == (source is not None):
        raise Mistake("give one SOURCE, or --all")
    try:
        home = Home.from_environment()
        chosen = _enabled(sources_dir, suburbs) if source is None else [_find(source, sources_dir)]
        if seeds is not None and all(one.kind != "sites" for one in chosen):
            raise Mistake(f"--seeds is for sources of the kind sites; {source} is not one")
        jobs = crawl(home, Order(chosen, suburbs, seeds, max_pages))
    except (CrawlError, SourceError) as error:
        raise Mistake(str(error)) from error
    except (HomeError, StoreError) as error:
        raise click.ClickException(str(error)) from error
    _tell(jobs, home)


def _tell(jobs: Sequence["Job"], home: Home) -> None:
    from crawler.report import failure_of, summary  # noqa: PLC0415 (as above)

    for job in jobs:
        for line in summary(job, home.log):
            click.echo(line)
    failures = [failure for failure in map(failure_of, jobs) if failure is not None]
    for failure in failures:
        click.echo(f"Error: {failure}", err=True)
    if failures:
        raise SystemExit(1)


@click.group("sources")
def sources_group() -> None:
    """List and check the sources: one YAML file each, as docs/adding-a-source.md explains."""


@sources_group.command("list")
@_sources_dir
def list_sources(sources_dir: Path | None) -> None:
    """Name every source: id, kind, cadence, title."""
    try:
        loaded = load_sources(_folder(sources_dir))
    except SourceError as error:
        raise Mistake(str(error)) from error
    width = max((len(one.id) for one in loaded), default=0)
    for one in loaded:
        state = "" if one.enabled else "  (disabled)"
        click.echo(f"{one.id:<{width}}  {one.kind:<9}  {one.cadence:<11}  {one.title}{state}")


@sources_group.command("check")
@click.argument("files", nargs=-1, type=click.Path(dir_okay=False, path_type=Path))
@_sources_dir
def check_sources(files: tuple[Path, ...], sources_dir: Path | None) -> None:
    """Check source YAML files, by default all of the folder, without a request.

    Each fault is one line with file and line number. Suburbs and seed files are looked up as well.
    """
    try:
        paths = files or tuple(source_files(_folder(sources_dir)))
    except SourceError as error:
        raise Mistake(str(error)) from error
    faults = 0
    for path in paths:
        try:
            source = load_source(path)
            asked = needs_suburbs(source)
            if not asked:
                areas_of(source)
            seeds_of(source)
        except SourceError as error:
            faults += 1
            click.echo(str(error), err=True)
        except CrawlError as error:
            faults += 1
            click.echo(f"{path}: {error}", err=True)
        else:
            click.echo(f"{path}: ok{', asked with --suburb' if asked else ''}")
    if faults:
        raise SystemExit(1)


def _folder(given: Path | None) -> Path:
    if given is not None:
        return given
    named = os.environ.get("ROSANNA_SOURCES")
    return Path(named) if named else SOURCES_FOLDER


def _enabled(sources_dir: Path | None, suburbs: Sequence[str]) -> list[Source]:
    folder = _folder(sources_dir)
    chosen = []
    for source in load_sources(folder):
        if source.enabled and not suburbs and needs_suburbs(source):
            click.echo(f'{source.id}: left out: it is asked by suburb; add --suburb "Rosanna VIC" or areas')
        elif source.enabled:
            chosen.append(source)
    if not chosen:
        raise CrawlError(f"{folder} holds no enabled source")
    return chosen


def _find(name: str, sources_dir: Path | None) -> Source:
    """By path, by id in the chosen folder, or by id among those that come with Rosanna."""
    if name.endswith((".yaml", ".yml")):
        return load_source(Path(name))
    for folder in (_folder(sources_dir), SOURCES_FOLDER):
        path = folder / f"{name}.yaml"
        if "/" not in name and path.is_file():
            return load_source(path)
    known = ", ".join(path.stem for path in source_files(_folder(sources_dir))) or "none"
    raise CrawlError(f"no source {name!r}; known are: {known}. A path to a YAML file does as well")


commands: tuple[click.Command, ...] = (crawl_command, sources_group)
