"""Who else is near and states the same: shown below a provider, for whom this one does not suit."""

from datetime import datetime

from indexer.model import Provider
from indexer.search import SearchRequest
from search_web import results
from search_web.finder import finder
from search_web.results import Card

SHOWN = 4
REACH_KM = 15.0
"""As far as somebody who looked at this one would go instead."""


def near(provider: Provider, now: datetime) -> list[Card]:
    """The nearest providers that state this one's first therapy; none without a place or a therapy."""
    place = next((one for one in provider.locations if one.lat is not None and one.lon is not None), None)
    therapy = next((term.id for term in provider.services if term.status == "stated"), None)
    if place is None or therapy is None:
        return []
    found = finder().search(
        SearchRequest(
            service=[therapy],
            near=f"{place.lat},{place.lon}",
            radius_km=REACH_KM,
            sort="distance",
            per_page=SHOWN + 1,
        )
    )
    others = (card for card in results.cards(found, now) if card.provider.id != provider.id)
    return list(others)[:SHOWN]
