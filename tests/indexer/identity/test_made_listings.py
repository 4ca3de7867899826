"""Identity on made-up listings whose truth is known: 1,200 providers seen by four sources."""

import pytest

from indexer.identity.providers import resolver
from tests.indexer.identity.measuring import made, score

LISTINGS, PROVIDERS = 3_000, 1_200


@pytest.mark.parametrize("seed", [21, 22])
def test_listings_of_one_provider_are_joined_and_no_two_practitioners_are(seed: int) -> None:
    gold, listings = made(LISTINGS, seed)
    assert len(listings) >= LISTINGS
    assert len(gold.providers) >= PROVIDERS
    assert len({one.source for one in listings}) == 4
    clusters = [[record.key for record in cluster] for cluster in resolver(listings).clusters()]
    found = score(clusters, gold)
    assert found.precision >= 0.995, found
    assert found.recall >= 0.97, found
    assert found.people_merged == ()
