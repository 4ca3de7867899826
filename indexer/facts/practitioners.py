"""People who work there."""

from indexer.model import Practitioner
from indexer.page import Site


def find(site: Site) -> tuple[Practitioner, ...]:
    """Practitioners with role, and gender and languages where stated."""
    return ()
