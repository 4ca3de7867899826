"""Builds or refreshes an index of made-up providers in a process of its own, which the tests kill.

python -m tests.engines.builder <index folder> <providers> <seed>
"""

import sys
from pathlib import Path

from indexer.building.generations import Generations
from indexer.engines import whoosh
from indexer.errors import IndexMissing
from tests.engines.made_up import documents


def build(folder: Path, count: int, seed: int) -> None:
    """A whole index, or on top of the served one a tenth of the providers anew."""
    generations = Generations(folder)
    with generations.building() as fresh:
        try:
            lease = generations.open()
        except IndexMissing:
            whoosh.write(fresh, documents(count, seed))
        else:
            with lease:
                changed = (
                    one for one in documents(count, seed) if int(one.provider.id[2:]) % 10 == seed % 10
                )
                whoosh.refresh(fresh, lease.folder, changed, ())
        generations.publish(fresh, providers=count)


if __name__ == "__main__":
    build(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
