"""What `rosanna screening` does: shows the verdicts of the index in use, and takes appeals."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import click

from crawler.home import Home
from crawler.kept.decisions import Decisions
from crawler.store import Store
from indexer.building import inputs
from indexer.building.generations import Generations
from indexer.errors import DecisionRefused, IndexBroken
from indexer.identity import Cluster, website_key
from indexer.identity.ids import Known
from indexer.screening.screening import Verdict
from indexer.screening.signs import signs

OUTCOMES = {"include": "listed", "hold": "held", "exclude": "left out"}
"""How each outcome is told."""


@dataclass(frozen=True, slots=True)
class Screened:
    """A business of the index in use, listed or not."""

    cluster: Cluster
    verdict: Verdict

    @property
    def name(self) -> str:
        """What it is called by those who list it."""
        names = (str(one.fields["name"]) for one in self.cluster.listings if one.fields.get("name"))
        return next(names, None) or self.cluster.listings[0].url


def show(outcome: str | None) -> None:
    """Print who is held or left out."""
    found = [
        one for one in _screened() if one.verdict.outcome in ({outcome} if outcome else {"hold", "exclude"})
    ]
    for one in sorted(found, key=lambda one: (one.verdict.outcome != "hold", one.cluster.id)):
        codes = ", ".join(reason.code for reason in one.verdict.reasons)
        click.echo(f"{one.cluster.id:<12}  {OUTCOMES[one.verdict.outcome]:<8}  {one.name[:50]:<50}  {codes}")
    click.echo(f"{len(found)} businesses" if found else "nobody is held or left out")


def why(who: str) -> None:
    """Print one business's verdict with its reasons."""
    found = _found(who)
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
    found = _found(who)
    listings = [one.key for one in found.cluster.listings]
    home = Home.from_environment()
    with Store(home.database_url) as store:
        decisions = Decisions(store, home)
        before = [
            one for one in decisions.standing("screening") if set(listings) & set(one.about["listings"])
        ]
        if not outcome and not before:
            raise DecisionRefused(f"nobody decided about {found.cluster.id}: the rules decide already")
        for one in before:
            decisions.lift(one.id, reason)
        if outcome:
            about = {"provider": found.cluster.id, "listings": listings, "outcome": outcome}
            decisions.make("screening", about, reason)
    said = f"will be {OUTCOMES[outcome]}" if outcome else "is left to the rules again"
    click.echo(f"{found.cluster.id} {said}; run `rosanna index`")


def _found(who: str) -> Screened:
    """The business of an id, a listing's key or a web address. Raises `DecisionRefused`."""
    site = website_key(who if "//" in who else f"http://{who}")
    for one in _screened():
        keys = {one.cluster.id, *one.cluster.former_ids, *(each.key for each in one.cluster.listings)}
        sites = {website_key(each.fields.get("website")) for each in one.cluster.listings}
        if who in keys or (site and site in sites):
            return one
    raise DecisionRefused(f"nobody is known as {who}: give an id, SOURCE/ID of a listing, or a web address")


def _screened() -> Iterator[Screened]:
    home = Home.from_environment()
    with Generations(home.index).open() as lease:
        verdicts = _verdicts(inputs.load(lease.folder))
    if verdicts is None:
        raise IndexBroken(home.index, "what was screened cannot be read")
    with Store(home.database_url) as store:
        clusters = _clusters(store, verdicts)
    yield from (Screened(one, verdicts[one.id]) for one in clusters)


def _verdicts(kept: Mapping[str, inputs.Inputs] | None) -> Mapping[str, Verdict] | None:
    return None if kept is None else {key: one.verdict for key, one in kept.items()}


def _clusters(store: Store, verdicts: Mapping[str, Verdict]) -> Sequence[Cluster]:
    """The businesses of the index, by what the store remembers of who is who."""
    known = Known(store.provider_ids(), store.merged_ids())
    by_id: dict[str, list[str]] = {}
    for listing, ids in known.ids.items():
        by_id.setdefault(ids[0], []).append(listing)
    listings = {one.key: one for one in store.listings(gone=True)}
    groups = {key: [listings[one] for one in sorted(own) if one in listings] for key, own in by_id.items()}
    return [Cluster(key, tuple(groups[key])) for key in verdicts if groups.get(key)]
