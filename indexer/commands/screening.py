"""What `rosanna screening` does: shows the verdicts of the index in use, and takes appeals."""

from typing import cast

import click

from crawler.home import Home
from crawler.store import Store
from indexer.deciding import screening
from indexer.screening.screening import Outcome
from indexer.screening.signs import signs

OUTCOMES = {"include": "listed", "hold": "held", "exclude": "left out"}
"""How each outcome is told."""


def show(outcome: str | None) -> None:
    """Print who is held or left out."""
    wanted: tuple[Outcome, ...] = (cast("Outcome", outcome),) if outcome else ("hold", "exclude")
    home = Home.from_environment()
    with Store(home.database_url) as store:
        found = list(screening.screened(store, home, wanted))
    for one in sorted(found, key=lambda one: (one.verdict.outcome != "hold", one.cluster.id)):
        codes = ", ".join(reason.code for reason in one.verdict.reasons)
        click.echo(f"{one.cluster.id:<12}  {OUTCOMES[one.verdict.outcome]:<8}  {one.name[:50]:<50}  {codes}")
    click.echo(f"{len(found)} businesses" if found else "nobody is held or left out")


def why(who: str) -> None:
    """Print one business's verdict with its reasons."""
    home = Home.from_environment()
    with Store(home.database_url) as store:
        found = screening.found(store, home, who)
    click.echo(f"{found.cluster.id}  {found.name}: {OUTCOMES[found.verdict.outcome]}")
    meanings = signs().reasons
    for reason in found.verdict.reasons:
        click.echo(f"  {reason.code}: {meanings.get(reason.code, '')}")
        for quote in reason.quotes:
            click.echo(f"      {quote}")
    if not found.verdict.reasons:
        click.echo("  nothing speaks for it or against it, and silence is no reason")


def appeal(who: str, outcome: str, reason: str) -> None:
    """Rule on one business, or let the rules decide again."""
    home = Home.from_environment()
    with Store(home.database_url) as store:
        about = screening.rule(store, home, who, outcome, reason).cluster
    said = f"will be {OUTCOMES[outcome]}" if outcome else "is left to the rules again"
    click.echo(f"{about.id} {said}; run `rosanna index`")
