"""Addresses where the provider works."""

from indexer.evidence import Found
from indexer.model import Location
from indexer.page import Site


def find(site: Site, country: str) -> tuple[Found[Location], ...]:
    """Locations, main one first, without coordinates unless the page gives them."""
    return ()
