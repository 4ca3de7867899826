"""The provider's name."""

from indexer.evidence import Found
from indexer.page import Site


def find(site: Site) -> tuple[Found[str], ...]:
    """Names, best first."""
    return ()
