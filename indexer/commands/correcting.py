"""What `rosanna correct` does."""

import click

from crawler.home import Home
from crawler.kept.decisions import Decisions
from crawler.store import Store
from indexer.building.correcting import field_named
from indexer.building.decided import REPLACED, standing_decision
from indexer.errors import DecisionRefused
from indexer.service import SearchService


def add(provider_id: str, field: str, value: str, reason: str) -> None:
    """Correct one field of one provider."""
    home = Home.from_environment()
    with SearchService(home) as service:
        provider = service.provider(provider_id)
    if provider is None:
        raise DecisionRefused(f"the index has no provider {provider_id}; searches and exports give ids")
    if not reason.strip():
        raise DecisionRefused("--reason: say what the correction rests on; it is shown")
    chosen = field_named(field)
    said = chosen.read(value, provider)
    if chosen.tell(provider) == said:
        raise DecisionRefused(f"{field} of {provider.id} is {said!r} already: there is nothing to correct")
    listings = [f"{ref.source}/{ref.source_id}" for ref in provider.sources]
    about = {"provider": provider.id, "listings": listings, "field": field, "value": said}
    with Store(home.database_url) as store:
        decisions = Decisions(store, home)
        for one in decisions.standing("correction"):
            if one.about["field"] == field and set(listings) & set(one.about["listings"]):
                decisions.lift(one.id, REPLACED)
        made = decisions.make("correction", about, reason.strip())
    click.echo(
        f"{made.id}: {field} of {provider.id} is {said!r} instead of {chosen.tell(provider)!r}. "
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
        decisions = Decisions(store, home)
        lifted = decisions.lift(standing_decision(decisions, "correction", correction_id).id, reason)
    click.echo(f"{lifted.id} taken back; run `rosanna index`, and the sources' word stands again")
