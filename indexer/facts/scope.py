"""Whether a site belongs to a provider of osteopathy, massage or bodywork."""

from indexer.model import StatedTerm
from indexer.page import Site


def decide(site: Site, services: tuple[StatedTerm, ...]) -> tuple[bool, tuple[str, ...]]:
    """In scope or not, with the reasons."""
    return bool(services), ()
