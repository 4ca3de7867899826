"""Links to the provider's own pages on social platforms."""

from indexer.page import Site


def find(site: Site) -> tuple[str, ...]:
    """Social addresses, one a platform."""
    return ()
