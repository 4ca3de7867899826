"""`rosanna export`: writes every provider."""

import sys
from pathlib import Path

import click

from crawler.home import Home
from indexer.export import Format, export
from indexer.service import SearchService


def run(form: Format, output: Path | None) -> None:
    """Write the export, and say how many went into a file."""
    with SearchService(Home.from_environment()) as service:
        count = export(service.providers(), form, output, sys.stdout)
    if output is not None:
        click.echo(f"{count} providers written to {output}", err=True)
