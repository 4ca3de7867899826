"""Who asked to be left out: their own site said so, and it counts for what anyone else lists of them too."""

from collections.abc import Collection, Iterable

from crawler.reading.frontier import site_key
from crawler.records import Listing
from indexer.building.provider import OWN_SITE
from indexer.identity import Cluster, website_key


def staying(clusters: Iterable[Cluster], left: Collection[str]) -> tuple[Cluster, ...]:
    """Those providers none of whose listings is, or names as its web site, a site that opted out."""
    if not left:
        return tuple(clusters)
    return tuple(one for one in clusters if not any(_has_left(each, left) for each in one.listings))


def _has_left(listing: Listing, left: Collection[str]) -> bool:
    if listing.source == OWN_SITE and listing.source_id in left:
        return True
    website = listing.fields.get("website")
    return website_key(website) is not None and site_key(str(website).strip()) in left
