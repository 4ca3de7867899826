"""Conditions a site mentions as something it sees."""

from indexer.model import StatedTerm
from indexer.page import Site


def find(site: Site) -> tuple[StatedTerm, ...]:
    """Conditions with evidence."""
    return ()
