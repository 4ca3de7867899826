"""Correcting one fact of a provider by a person's decision, and taking that back."""

from dataclasses import dataclass

from crawler.home import Home
from crawler.kept.decisions import Decision, Decisions
from crawler.store import Store
from indexer.building.correcting import field_named
from indexer.building.decided import REPLACED, standing_decision
from indexer.errors import DecisionRefused
from indexer.service import SearchService


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction; values in the one spelling of their field, empty for what is not known."""

    decision: Decision
    provider_id: str
    before: str
    after: str


def correct(store: Store, home: Home, provider_id: str, field: str, value: str, reason: str) -> Corrected:
    """Say what one field of a provider is. Raises `DecisionRefused`, `IndexMissing`, `IndexBroken`."""
    with SearchService(home) as service:
        provider = service.provider(provider_id)
    if provider is None:
        raise DecisionRefused(f"the index has no provider {provider_id}; searches and exports give ids")
    if not reason.strip():
        raise DecisionRefused("--reason: say what the correction rests on; it is shown")
    chosen = field_named(field)
    said, told = chosen.read(value, provider), chosen.tell(provider)
    if told == said:
        raise DecisionRefused(f"{field} of {provider.id} is {said!r} already: there is nothing to correct")
    listings = [f"{ref.source}/{ref.source_id}" for ref in provider.sources]
    about = {"provider": provider.id, "listings": listings, "field": field, "value": said}
    decisions = Decisions(store, home)
    for one in decisions.standing("correction"):
        if one.about["field"] == field and set(listings) & set(one.about["listings"]):
            decisions.lift(one.id, REPLACED)
    return Corrected(decisions.make("correction", about, reason.strip()), provider.id, told, said)


def take_back(store: Store, home: Home, correction_id: str, why: str) -> Decision:
    """Lift a correction. Raises `DecisionRefused`."""
    decisions = Decisions(store, home)
    return decisions.lift(standing_decision(decisions, "correction", correction_id).id, why)
