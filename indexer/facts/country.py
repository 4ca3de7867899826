"""Which country a site's provider works in."""

from indexer.page import Site


def infer(site: Site) -> str:
    """ISO 3166-1 alpha-2; Australia when nothing says otherwise."""
    return "AU"
