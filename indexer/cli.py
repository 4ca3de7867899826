"""The indexer room's commands: index, export, search, facts, evaluate; decisions have modules of their own.

Each command's work is a module of `indexer.commands`, imported when it is asked for: the libraries behind it
take a second to load, which `rosanna --help` need not wait for.
"""

from pathlib import Path
from typing import Literal

import click

from indexer.commands.decisions_cli import correct_group, screening_group
from indexer.commands.identity_cli import identity_group
from indexer.commands.one_line import one_clear_line
from indexer.commands.suppress_cli import suppress_group

LIMIT_MOST = 100
"""Hits of one answer, as in the API."""


@click.command("index")
@click.option(
    "--full",
    "--from-archive",
    "full",
    is_flag=True,
    help="Work out every provider again from the kept pages and listings, not only what changed.",
)
def index_command(full: bool) -> None:
    """Work out what each provider states, with evidence, and make it searchable.

    Reads the listings and pages that `rosanna crawl` kept; asks the network for nothing. Listings that are
    the same provider are joined, the facts of their pages are found, and a new search index is built beside
    the one in use, which is switched to when it is whole. Whoever is searching goes on undisturbed.

    Only providers whose pages, listings or rules changed are worked out again; --full (or --from-archive)
    does all of them, from the archive and the store alone, and mends a damaged index. A page that cannot be
    read costs only itself and is named.

    \b
    Reads   $ROSANNA_HOME/rosanna.db, $ROSANNA_HOME/pages     (default ./var)
    Writes  $ROSANNA_HOME/index

    Exit status: 0 when the new index is in use; 1 otherwise, and the old one stays.
    """
    with one_clear_line():
        from indexer.commands import indexing  # noqa: PLC0415 (see the module's docstring)

        indexing.run(full)


@click.command("rebuild")
def rebuild_command() -> None:
    """Make everything that is derived anew, from the store and the archive.

    For a restored home without an index, a damaged index, or a new version: every site's pages are read
    again, who is who and every fact is worked out again, and a new index is built aside and switched to.
    Decisions are first brought into step between the store and decisions.jsonl. Asks the network for nothing.

    Reads and writes what `rosanna index` does; the same as `rosanna index --full`.

    Exit status: 0 when the new index is in use; 1 otherwise, and the old one stays.
    """
    with one_clear_line():
        from indexer.commands import indexing  # noqa: PLC0415 (see the module's docstring)

        indexing.run(full=True)


@click.command("export")
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "csv", "geojson"]),
    default="jsonl",
    show_default=True,
    help="jsonl: one provider a line, as docs/data-model.md has it.",
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Where to write; a file appears only when it is whole. Default: standard output.",
)
def export_command(form: Literal["jsonl", "csv", "geojson"], output: Path | None) -> None:
    """Write every provider with its sources, their addresses and dates.

    \b
    jsonl    every fact with its evidence; described in docs/data-model.md and docs/provider.schema.json
    csv      one row a provider; several values of a cell are joined by "; "
    geojson  one point a location that has coordinates; the CSV's columns as properties

    \b
    Examples:
        rosanna export --output providers.jsonl
        rosanna export --format csv | head

    Please keep the sources' addresses and dates with what you take from it, and mind each source's licence.
    """
    with one_clear_line():
        from indexer.commands import exporting  # noqa: PLC0415 (see the module's docstring)

        exporting.run(form, output)


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@click.option("--near", default="", metavar="PLACE", help="Suburb, postcode, or latitude,longitude.")
@click.option("--radius", type=float, metavar="KM", help="Largest distance. Default: 10 km round a place.")
@click.option(
    "--sort",
    type=click.Choice(["best", "distance", "price", "name"]),
    default="best",
    show_default=True,
    help="price: of 60 minutes.",
)
@click.option(
    "--limit", type=click.IntRange(1, LIMIT_MOST), default=10, show_default=True, help="Most hits shown."
)
@click.option("--json", "as_json", is_flag=True, help="The whole answer, as the API gives it.")
def search_command(
    words: tuple[str, ...], near: str, radius: float | None, sort: str, limit: int, as_json: bool
) -> None:
    """Ask the index from the shell.

    WORDS are read as on the site: therapies, complaints, places, days, prices, names.

    \b
    Examples:
        rosanna search "remedial massage near rosanna"
        rosanna search osteopath 3084 saturday
        rosanna search "pregnancy massage under $100" --near "Kew VIC" --sort price
    """
    with one_clear_line():
        from indexer.commands import searching  # noqa: PLC0415 (see the module's docstring)

        searching.run(" ".join(words), near, radius, sort, limit, as_json)


@click.command("facts")
@click.argument("target", metavar="URL|FILE|FOLDER")
@click.option(
    "--explain",
    "explain_id",
    metavar="ID",
    help="Why this therapy, condition, credential or feature "
    "was found, or was not: where its words stand, and what they weighed there.",
)
@click.option(
    "--url", metavar="URL", help="The address that the file or the folder's home page has on the web."
)
@click.option("--json", "as_json", is_flag=True, help="The same as JSON.")
def facts_command(target: str, explain_id: str | None, url: str | None, as_json: bool) -> None:
    """Show what is found on a site, the words that prove it, and why it counts.

    A FILE is one saved page, a FOLDER one site (its page nearest to the top is the home page). A URL is
    looked up among the pages that `rosanna crawl` kept; nothing is asked of the network.

    \b
    Examples:
        rosanna facts saved-page.html
        rosanna facts data/sample_web/rosanna-osteo.example
        rosanna facts https://clinic-one.example/ --explain dry-needling

    A weight such as "+0.75 item in services" is the chance that words standing there state the fact; the
    chances of all places join, and what reaches the threshold is kept. Ids are those of data/vocabulary/.
    """
    with one_clear_line():
        from indexer.commands import reading  # noqa: PLC0415 (see the module's docstring)

        reading.run(target, url, explain_id, as_json)


@click.command("evaluate")
@click.argument("labels", metavar="LABELS", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--pages",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Read the sites from FOLDER/<host>/... Default: compare what the index holds.",
)
@click.option(
    "--hosts",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Table with the columns folder and host, tab between them. Default: LABELS/hosts.tsv.",
)
@click.option("--errors", is_flag=True, help="Name everything wrong and missed, site by site.")
@click.option("--json", "as_json", is_flag=True, help="Scores and errors as JSON.")
def evaluate_command(
    labels: Path, pages: Path | None, hosts: Path | None, errors: bool, as_json: bool
) -> None:
    """Score what is found against labels made by hand, one JSON file a site.

    For each field over all sites: of what was found, how much is right (precision); of what the labels
    state, how much was found (recall); and F1. tests/sample_labels/README.md describes the labels.

    \b
    Example:
        rosanna evaluate tests/sample_labels --pages data/sample_web --errors
    """
    with one_clear_line():
        from indexer.commands import evaluating  # noqa: PLC0415 (see the module's docstring)

        evaluating.run(labels, pages, hosts, errors, as_json)


commands: tuple[click.Command, ...] = (
    index_command,
    rebuild_command,
    export_command,
    search_command,
    facts_command,
    evaluate_command,
    suppress_group,
    correct_group,
    screening_group,
    identity_group,
)
