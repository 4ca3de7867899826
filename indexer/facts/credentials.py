"""Registrations, qualifications and memberships a site states."""

from indexer.model import Credential, Practitioner
from indexer.page import Site


def find(site: Site, people: tuple[Practitioner, ...], country: str) -> tuple[Credential, ...]:
    """Credentials with number and holder where stated, with evidence."""
    return ()
