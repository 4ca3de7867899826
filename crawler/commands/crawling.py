"""What `rosanna crawl` does."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from crawler.commands.options import Mistake
from crawler.commands.sources_cli import find_source, sources_folder
from crawler.home import Home, HomeError
from crawler.logs import LogSettingError
from crawler.run import Order, crawl
from crawler.runs.report import failure_of, summary
from crawler.runs.scope import CrawlError, needs_suburbs
from crawler.spiders.base import Job
from crawler.store import StoreError
from data.source import Source, SourceError, load_sources


def run(source: str | None, order: Order, sources_dir: Path | None) -> None:
    """Crawl a source, or all that are enabled (None), and tell what came of it; exit with 1 if little did."""
    try:
        home = Home.from_environment()
        chosen = (
            _enabled(sources_dir, order.suburbs) if source is None else [find_source(source, sources_dir)]
        )
        if order.seeds is not None and all(one.kind != "sites" for one in chosen):
            raise Mistake(f"--seeds is for sources of the kind sites; {source} is not one")
        jobs = crawl(home, replace(order, sources=chosen))
    except (CrawlError, SourceError, LogSettingError) as error:
        raise Mistake(str(error)) from error
    except (HomeError, StoreError) as error:
        raise click.ClickException(str(error)) from error
    _tell(jobs, home)


def _tell(jobs: Sequence[Job], home: Home) -> None:
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
