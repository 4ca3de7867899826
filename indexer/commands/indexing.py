"""`rosanna index`: builds the search index and says what it did."""

import sys
from collections.abc import Callable

import click

from crawler import logs
from crawler.home import Home
from indexer.build import BuildReport, build

PROBLEMS_SHOWN = 10
"""Problems of a build that are printed one by one; the rest are counted."""


def run(full: bool) -> None:
    """Build, and print the report."""
    try:
        logs.set_up("index")
    except logs.LogSettingError as error:
        raise click.ClickException(str(error)) from error
    report = build(Home.from_environment(), full=full, progress=_progress())
    _print_report(report)


def _progress() -> Callable[[int, int], None]:
    if not sys.stderr.isatty():
        return lambda _done, _all: None

    def show(done: int, everything: int) -> None:
        end = "\n" if done == everything else ""
        click.echo(f"\rReading sites and providers: {done} of {everything}{end}", nl=False, err=True)

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
    if report.held:
        click.echo(f"{report.held} held for you to look at: `rosanna screening list --held`")
    if report.agreed:
        click.echo(f"{report.agreed} corrections ended: the sources agree with them now")
