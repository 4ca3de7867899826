"""The `rosanna` command: one group; each room adds its own commands."""

import sys
from importlib.metadata import version

import click

import crawler.cli
import data.cli
import indexer.cli
import search_web.cli


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(version("rosanna"), prog_name="rosanna")
def main() -> None:
    """Find osteopathy and massage providers, with the source of every fact.

    \b
    The usual order of work:
      rosanna crawl sites --seeds FILE   fetch the sites listed in FILE, politely, and keep their pages
      rosanna index                      work out what each provider states, with evidence
      rosanna search "massage rosanna"   ask the index from the shell
      rosanna serve                      open the web site on http://127.0.0.1:8000
      rosanna export                     write every provider as JSON, CSV or GeoJSON

    All state lies under one folder, ROSANNA_HOME (default ./var). Nothing else is written but the files
    that you name yourself, such as --output.
    """


for room in (crawler.cli, indexer.cli, search_web.cli, data.cli):
    for command in room.commands:
        main.add_command(command)

if __name__ == "__main__":
    sys.exit(main())
