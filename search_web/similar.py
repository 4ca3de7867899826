"""Who else is near and states much of the same: shown below a provider, for whom this one does not suit."""

from datetime import datetime

from indexer.model import Provider
from search_web import cards
from search_web.cards import Card
from search_web.finder import finder

SHOWN = 4


def near(provider: Provider, now: datetime) -> list[Card]:
    """The likest providers with their distance from this one; none where its place is not known."""
    place = next((one for one in provider.locations if one.lat is not None and one.lon is not None), None)
    return cards.near(place, finder().similar(provider.id, SHOWN), now) if place else []
