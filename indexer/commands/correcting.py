"""What `rosanna correct` does."""

import click

from crawler.home import Home
from crawler.kept.decisions import Decisions
from crawler.store import Store
from indexer.deciding.correcting import correct, take_back


def add(provider_id: str, field: str, value: str, reason: str) -> None:
    """Correct one field of one provider."""
    home = Home.from_environment()
    with Store(home.database_url) as store:
        made = correct(store, home, provider_id, field, value, reason)
    click.echo(
        f"{made.decision.id}: {field} of {made.provider_id} is {made.after!r} instead of {made.before!r}. "
        "Now run `rosanna index`."
    )


def show(everything: bool) -> None:
    """Print the corrections."""
    home = Home.from_environment()
    home.make()
    with Store(home.database_url) as store:
        decisions = Decisions(store, home)
        found = decisions.every("correction") if everything else decisions.standing("correction")
    if not found:
        click.echo("nothing is corrected")
    for one in found:
        ended = f"; ended {one.lifted_at:%Y-%m-%d}: {one.lifted_why}" if one.lifted_at else ""
        click.echo(
            f"{one.id}  {one.made_at:%Y-%m-%d}  {one.about['provider']}  "
            f"{one.about['field']} = {one.about['value']!r} ({one.reason}){ended}"
        )


def remove(correction_id: str, reason: str) -> None:
    """Lift a correction."""
    home = Home.from_environment()
    home.make()
    with Store(home.database_url) as store:
        lifted = take_back(store, home, correction_id, reason)
    click.echo(f"{lifted.id} taken back; run `rosanna index`, and the sources' word stands again")
