"""Areas that mobile therapists travel to."""

from indexer.page import Site


def find(site: Site, country: str) -> tuple[str, ...]:
    """Area names as written."""
    return ()
