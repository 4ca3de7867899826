"""Whether a provider is a clinic, one person's practice, or only travels."""

from indexer.evidence import Found
from indexer.model import Kind, Location, Practitioner
from indexer.page import Site


def decide(
    site: Site, places: tuple[Found[Location], ...], areas: tuple[str, ...], people: tuple[Practitioner, ...]
) -> Kind:
    """The kind of provider."""
    return "clinic"
