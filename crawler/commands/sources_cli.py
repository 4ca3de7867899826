"""`rosanna sources`: list, check, preview, suggest; and how a command finds a source."""

import os
from pathlib import Path

import click

from crawler.commands.options import Mistake, sources_dir
from crawler.home import Home, HomeError
from crawler.runs.scope import CrawlError, areas_of, needs_suburbs, seeds_of
from crawler.store import Store, StoreError
from data.source import SOURCES_FOLDER, Source, SourceError, load_source, load_sources, source_files


@click.group("sources")
def sources_group() -> None:
    """List and check the sources: one YAML file each, as docs/adding-a-source.md explains."""


@sources_group.command("list")
@sources_dir
def list_sources(sources_dir: Path | None) -> None:
    """Name every source: id, kind, cadence, title."""
    try:
        loaded = load_sources(sources_folder(sources_dir))
    except SourceError as error:
        raise Mistake(str(error)) from error
    width = max((len(one.id) for one in loaded), default=0)
    for one in loaded:
        state = "" if one.enabled else "  (disabled)"
        click.echo(f"{one.id:<{width}}  {one.kind:<9}  {one.cadence:<11}  {one.title}{state}")


@sources_group.command("check")
@click.argument("files", nargs=-1, type=click.Path(dir_okay=False, path_type=Path))
@sources_dir
def check_sources(files: tuple[Path, ...], sources_dir: Path | None) -> None:
    """Check source YAML files, by default all of the folder, without a request.

    Each fault is one line with file and line number. Suburbs and seed files are looked up as well.
    """
    try:
        paths = files or tuple(source_files(sources_folder(sources_dir)))
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


@sources_group.command("preview")
@click.argument("url")
@click.option(
    "--source", metavar="SOURCE", help="Also try the selectors of this source: an id, or a YAML file."
)
@sources_dir
def preview_page(url: str, source: str | None, sources_dir: Path | None) -> None:
    """Show what one page yields already: its structured data, and what a source's selectors find.

    The page is fetched as politely as in a crawl (robots.txt is asked first) and nothing of it is kept.
    """
    from crawler.run import look_at  # noqa: PLC0415 (as above)
    from crawler.runs.preview import preview  # noqa: PLC0415 (Scrapy takes a second that other commands need not wait)
    from crawler.runs.tally import OUTCOMES  # noqa: PLC0415 (as above)

    try:
        described = find_source(source, sources_dir) if source is not None else None
        seen, tally = look_at(Home.from_environment(), url, described)
    except (CrawlError, SourceError) as error:
        raise Mistake(str(error)) from error
    except (HomeError, StoreError) as error:
        raise click.ClickException(str(error)) from error
    for example in tally.examples:
        click.echo(f"{example.url}: {OUTCOMES[example.outcome]} ({example.detail})", err=True)
    if seen.text is None:
        why = ", ".join(OUTCOMES[outcome] for outcome in tally.outcomes)
        raise click.ClickException(f"{url}: nothing came that could be read ({why})")
    click.echo(f"{seen.url}: HTTP {seen.status}, {seen.content_type or 'no content type'}")
    for line in preview(seen.text, seen.url, described):
        click.echo(line)


@sources_group.command("suggest-expectations")
@click.argument("source")
@sources_dir
def suggest_expectations(source: str, sources_dir: Path | None) -> None:
    """Propose `expect` for SOURCE from its last good runs, with room to spare: a line for its YAML."""
    from crawler.runs.expectations import suggest  # noqa: PLC0415 (as above)

    try:
        described = find_source(source, sources_dir)
        with Store(Home.from_environment().database_url) as store:
            line = suggest(list(store.runs(described.id)))
    except (CrawlError, SourceError) as error:
        raise Mistake(str(error)) from error
    except (HomeError, StoreError) as error:
        raise click.ClickException(str(error)) from error
    if line is None:
        raise click.ClickException(f"{described.id} has no good run yet: crawl it first")
    click.echo(line)


def sources_folder(given: Path | None) -> Path:
    """The folder given, or named by `ROSANNA_SOURCES`, or the program's own."""
    if given is not None:
        return given
    named = os.environ.get("ROSANNA_SOURCES")
    return Path(named) if named else SOURCES_FOLDER


def find_source(name: str, sources_dir: Path | None) -> Source:
    """By path, by id in the chosen folder, or by id among those that come with Rosanna.

    Raises `CrawlError` and `SourceError`.
    """
    if name.endswith((".yaml", ".yml")):
        return load_source(Path(name))
    for folder in (sources_folder(sources_dir), SOURCES_FOLDER):
        path = folder / f"{name}.yaml"
        if "/" not in name and path.is_file():
            return load_source(path)
    known = ", ".join(path.stem for path in source_files(sources_folder(sources_dir))) or "none"
    raise CrawlError(f"no source {name!r}; known are: {known}. A path to a YAML file does as well")
