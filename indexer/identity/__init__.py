"""Which listings are the same provider: blocking, comparison, a scored decision, clusters, stable ids.

Data in: stored listings, what their own pages state, and what people decided; data out: `Cluster`s for
`indexer.building.provider`, every join with its reasons.
"""

from indexer.identity.names import is_person
from indexer.identity.providers import Cluster, clusters
from indexer.identity.web import is_platform, website_key

__all__ = ["Cluster", "clusters", "is_person", "is_platform", "website_key"]
