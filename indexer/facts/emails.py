"""The provider's own e-mail addresses."""

from indexer.evidence import Found
from indexer.page import Site


def find(site: Site) -> tuple[Found[str], ...]:
    """Addresses, most prominent first."""
    return ()
