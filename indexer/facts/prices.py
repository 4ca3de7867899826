"""Prices of sessions."""

from indexer.model import Price
from indexer.page import Site


def find(site: Site, country: str) -> tuple[Price, ...]:
    """Prices with service, minutes, currency, audience and visit where stated."""
    return ()
