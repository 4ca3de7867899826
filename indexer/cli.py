"""The indexer room's commands: `rosanna index`, `rosanna export` and `rosanna search`."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from pydantic import ValidationError

from crawler.home import Home, HomeError
from crawler.store import StoreError
from indexer.build import BuildReport, build
from indexer.errors import IndexProblem, OutputRefused
from indexer.export import Format, export
from indexer.search import PER_PAGE_MOST, Hit, Results, SearchRequest
from indexer.service import SearchService

PROBLEMS_SHOWN = 10
"""Problems of a build that are printed one by one; the rest are counted."""


@contextmanager
def _one_clear_line() -> Iterator[None]:
    """Errors that a person can mend are one line and exit status 1."""
    try:
        yield
    except (HomeError, StoreError, IndexProblem) as error:
        if isinstance(error, OutputRefused):
            _drop_output()
        raise click.ClickException(str(error)) from error
    except BrokenPipeError:  # the reader (`head`) has seen enough
        _drop_output()
        sys.exit(0)


def _drop_output() -> None:
    """Send what is left in standard output nowhere: Python would fail again, loudly, when it closes it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@click.command("index")
@click.option("--full", is_flag=True, help="Work out every provider again, not only what changed.")
def index_command(full: bool) -> None:
    """Work out what each provider states, with evidence, and make it searchable.

    Reads the listings and pages that `rosanna crawl` kept; asks the network for nothing. Listings that are
    the same provider are joined, the facts of their pages are found, and a new search index is built beside
    the one in use, which is switched to when it is whole. Whoever is searching goes on undisturbed.

    Only providers whose pages, listings or rules changed are worked out again; --full does all of them, and
    mends a damaged index. A page that cannot be read costs only itself and is named.

    \b
    Reads   $ROSANNA_HOME/rosanna.db, $ROSANNA_HOME/pages     (default ./var)
    Writes  $ROSANNA_HOME/index

    Exit status: 0 when the new index is in use; 1 otherwise, and the old one stays.
    """
    with _one_clear_line():
        report = build(Home.from_environment(), full=full, progress=_progress())
    _print_report(report)


def _progress() -> Callable[[int, int], None]:
    if not sys.stderr.isatty():
        return lambda _done, _all: None

    def show(done: int, everything: int) -> None:
        end = "\n" if done == everything else ""
        click.echo(f"\rReading providers: {done} of {everything}{end}", nl=False, err=True)

    return show


def _print_report(report: BuildReport) -> None:
    for problem in report.problems[:PROBLEMS_SHOWN]:
        click.echo(f"  {problem.url}: {problem.why}", err=True)
    if len(report.problems) > PROBLEMS_SHOWN:
        click.echo(f"  and {len(report.problems) - PROBLEMS_SHOWN} more that could not be read", err=True)
    click.echo(
        f"{report.providers} providers from {report.listings} listings in {report.seconds:.1f} s: "
        f"{report.extracted} worked out, {report.redated} seen again, {report.kept} kept, "
        f"{report.out_of_scope} not of our field, {len(report.problems)} problems"
    )


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
def export_command(form: Format, output: Path | None) -> None:
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
    with _one_clear_line(), SearchService(Home.from_environment()) as service:
        count = export(service.providers(), form, output, sys.stdout)
    if output is not None:
        click.echo(f"{count} providers written to {output}", err=True)


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
    "--limit", type=click.IntRange(1, PER_PAGE_MOST), default=10, show_default=True, help="Most hits shown."
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
    try:
        request = SearchRequest.model_validate(
            {"q": " ".join(words), "near": near, "radius_km": radius, "sort": sort, "per_page": limit}
        )
    except ValidationError as error:
        first = error.errors()[0]
        raise click.UsageError(f"{first['loc'][0]}: {first['msg']}") from error
    with _one_clear_line(), SearchService(Home.from_environment()) as service:
        results = service.search(request)
        if as_json:
            click.echo(results.model_dump_json(indent=2, by_alias=True))
        else:
            _print_results(results)


def _print_results(results: Results) -> None:
    click.echo(f"Understood: {_understood(results)}")
    for correction in results.understood.corrections:
        click.echo(f"  “{correction.from_}” was read as “{correction.to}”")
    for warning in results.warnings:
        click.echo(f"  {warning}")
    click.echo(f"{results.total} found\n")
    for hit in results.results:
        _print_hit(hit)
    for suggestion in results.suggestions:
        click.echo(suggestion.text)


def _understood(results: Results) -> str:
    said = results.understood.model_dump(by_alias=True, exclude_none=True, exclude={"corrections", "place"})
    parts = [f"{key} {json.dumps(value, ensure_ascii=False)}" for key, value in said.items() if value]
    if place := results.understood.place:
        parts.append(f"within {place.radius_km:g} km of {place.label}")
    return ", ".join(parts) or "everything"


def _print_hit(hit: Hit) -> None:
    provider = hit.provider
    where = (
        provider.locations[hit.location] if hit.location is not None else next(iter(provider.locations), None)
    )
    suburb = " ".join(filter(None, (where.suburb, where.state, where.postcode))) if where else ""
    distance = f"{hit.distance_km:.1f} km" if hit.distance_km is not None else ""
    click.secho(provider.name, bold=True, nl=False)
    click.echo("".join(f"  {part}" for part in (suburb, distance, *provider.phones[:1]) if part))
    why = ", ".join(f"{reason.why} ({reason.value:.1f})" for reason in hit.reasons)
    click.echo(f"  {hit.score:.2f}: {why}")
    if hit.snippet:
        pieces = (click.style(piece.text, bold=True) if piece.hit else piece.text for piece in hit.snippet)
        click.echo(f"  “{''.join(pieces)}”")
    click.echo(f"  {provider.website or provider.sources[0].url}\n")


commands: tuple[click.Command, ...] = (index_command, export_command, search_command)
