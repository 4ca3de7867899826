"""What `rosanna suppress` does."""

from collections.abc import Mapping

import click

from crawler.home import Home
from crawler.kept.decisions import Decisions
from crawler.store import Store
from indexer.deciding.suppressing import LeftOut, goes_by, key_of, leave_out, let_return

NAMES_SHOWN = 20


def add(by: Mapping[str, str | None], reason: str, dry_run: bool) -> None:
    """Leave somebody out and say whom."""
    home = Home.from_environment()
    home.make()
    with Store(home.database_url) as store:
        _tell(leave_out(store, home, key_of(by, home), reason, rehearsed=dry_run), dry_run)


def show(everything: bool) -> None:
    """Print the suppressions."""
    home = Home.from_environment()
    home.make()
    with Store(home.database_url) as store:
        decisions = Decisions(store, home)
        found = decisions.every("suppression") if everything else decisions.standing("suppression")
    if not found:
        click.echo("nobody is left out")
        return
    click.echo(f"{'id':<12}  {'since':<10}  {'by':<8}  {'providers':>9}  what, why")
    for one in found:
        count, lifted = len(one.about.get("providers", ())), one.lifted_at
        ended = f"; lifted {lifted:%Y-%m-%d}: {one.lifted_why}" if lifted else ""
        click.echo(
            f"{one.id:<12}  {one.made_at:%Y-%m-%d}  {one.by:<8}  {count:>9}  "
            f"{goes_by(one)}, {one.reason}{ended}"
        )


def remove(suppression_id: str, reason: str) -> None:
    """Lift a suppression."""
    home = Home.from_environment()
    home.make()
    with Store(home.database_url) as store:
        lifted = let_return(store, home, suppression_id, reason)
    click.echo(f"{lifted.id} lifted: crawl, then `rosanna index`, and they are listed again")


def _tell(done: LeftOut, dry_run: bool) -> None:
    made, gone, listings = done.decision, done.providers, done.listings
    for id_, name in gone[:NAMES_SHOWN]:
        click.echo(f"  {id_}  {name}")
    if len(gone) > NAMES_SHOWN:
        click.echo(f"  and {len(gone) - NAMES_SHOWN} more")
    what = f"{len(gone)} provider{'s' * (len(gone) != 1)}, {listings} listing{'s' * (listings != 1)}"
    if dry_run:
        click.echo(f"Nothing was done. It would take out {what}.")
    elif gone:
        click.echo(f"{made.id}: left out by {goes_by(made)}; takes out {what}. Now run `rosanna index`.")
    else:
        click.echo(
            f"{made.id}: left out by {goes_by(made)}. Nobody known is named by it; whoever appears will be."
        )
