"""`rosanna doctor`."""

import json
from collections.abc import Mapping

import click

from crawler.home import Home, HomeError
from operations.health.doctor import examine
from operations.health.finding import LEVELS, Level
from operations.health.look import Look
from operations.health.thresholds import ThresholdError

COLOURS: Mapping[Level, str | None] = {"ok": "green", "note": None, "warning": "yellow", "error": "red"}


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="The same as JSON.")
def doctor_command(as_json: bool) -> None:
    """Look at everything this installation needs, and say what to do about what is wrong.

    Versions, disk, store and its schema, clock, decisions and their key, archive, index, sources, worker and
    queue, backup. Changes nothing and asks nobody on the network.

    \b
    ok       as it should be
    note     worth knowing; nothing is wrong
    warning  it will go wrong
    error    it has

    Exit status: 0 when nothing is wrong, 1 with a warning or an error.
    """
    try:
        with Look.of(Home.from_environment()) as look:
            found = examine(look)
    except (HomeError, ThresholdError) as error:
        raise click.ClickException(str(error)) from error
    worst = max((LEVELS.index(one.level) for one in found), default=0)
    if as_json:
        click.echo(
            json.dumps({"state": LEVELS[worst], "findings": [one.as_json() for one in found]}, indent=1)
        )
    else:
        for one in found:
            level = click.style(f"{one.level:<7}", fg=COLOURS[one.level])
            click.echo(f"{one.check:<10} {level}  {one.words}")
            if one.remedy:
                click.echo(f"{'':<20}-> {one.remedy}")
    if any(one.is_wrong for one in found):
        raise SystemExit(1)
