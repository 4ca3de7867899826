"""The provider's own phone numbers."""

from indexer.evidence import Found
from indexer.page import Site


def find(site: Site, country: str) -> tuple[Found[str], ...]:
    """Numbers in E.164, most prominent first."""
    return ()
