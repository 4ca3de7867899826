"""Weights set by hand against weights learnt from the same pairs without labels, on made-up listings.

python -m tests.indexer.identity.weighing
"""

from indexer.identity.comparison import Scheme
from indexer.identity.listings import LISTINGS
from indexer.identity.record import Record, record_of
from indexer.identity.resolver import Resolver
from tests.indexer.identity.learning import fit, learnt_scheme
from tests.indexer.identity.measuring import Score, made, score

COUNT, SEEDS = 3_000, (41, 42, 43)


def measured(scheme: Scheme[Record], records: list[Record], gold: object) -> Score:
    resolver = Resolver(scheme)
    resolver.update(records)
    clusters = [[record.key for record in cluster] for cluster in resolver.clusters()]
    return score(clusters, gold)  # type: ignore[arg-type]


def main() -> None:
    for seed in SEEDS:
        gold, listings = made(COUNT, seed)
        records = [record_of(one) for one in listings]
        known = Resolver(LISTINGS)
        known.update(records)
        learnt = learnt_scheme(LISTINGS, fit(LISTINGS, records, known.crowd))
        for name, scheme in (("by hand", LISTINGS), ("learnt", learnt)):
            found = measured(scheme, records, gold)
            print(
                f"seed {seed} {name:8} precision {found.precision:.4f} recall {found.recall:.4f} "
                f"people merged {len(found.people_merged)}"
            )


if __name__ == "__main__":
    main()
