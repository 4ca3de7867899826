"""Therapies a site offers."""

from indexer.model import StatedTerm
from indexer.page import Site


def find(site: Site) -> tuple[StatedTerm, ...]:
    """Therapies stated, or stated not to be offered, with evidence."""
    return ()
