"""What several of the crawler's commands share."""

from pathlib import Path

import click

sources_dir = click.option(
    "--sources-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of source YAML files. Default: $ROSANNA_SOURCES, else those that come with Rosanna.",
)


class Mistake(click.ClickException):
    """The command or a source's YAML is wrong: one line, exit status 2."""

    exit_code = 2
