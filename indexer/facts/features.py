"""Practical facts: payment, funding, access, ways of booking."""

from indexer.model import StatedTerm
from indexer.page import Site


def find(site: Site) -> tuple[StatedTerm, ...]:
    """Features stated, or stated not, with evidence."""
    return ()
