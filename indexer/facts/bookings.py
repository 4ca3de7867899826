"""Links to online booking systems."""

from indexer.page import Site


def find(site: Site) -> tuple[str, ...]:
    """Booking addresses, one a system, most prominent first."""
    return ()
