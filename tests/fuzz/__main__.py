"""`make fuzz`: many spoiled pages through the parser and all facts; `python -m tests.fuzz [PAGES] [SEED] [FIRST]`."""

import sys

from tests.fuzz.watch import Watched, watch

PAGES = 100_000
TOLD_EVERY = 5_000


def main() -> None:
    """Print faults as they are found, and the figures; exit with 1 when there were faults."""
    pages, seed, first = (int(word) for word in (*sys.argv[1:], *(str(PAGES), "1", "0")[len(sys.argv) - 1 :]))
    faults = 0
    slowest: list[Watched] = []
    largest: list[Watched] = []
    for count, one in enumerate(watch(seed, range(first, first + pages)), 1):
        if one.fault:
            faults += 1
            print(f"page {one.number} ({one.what}): {one.fault}", flush=True)
        slowest = sorted([*slowest, one], key=lambda page: -page.seconds)[:5]
        largest = sorted([*largest, one], key=lambda page: -page.megabytes)[:5]
        if count % TOLD_EVERY == 0:
            print(f"{count} pages, {faults} faults", flush=True)
    print(f"{pages} pages of seed {seed} from {first}: {faults} faults")
    print("slowest:", *(f"{one.seconds:.2f} s page {one.number} ({one.what})" for one in slowest), sep="\n  ")
    print(
        "largest:", *(f"{one.megabytes:.0f} MB page {one.number} ({one.what})" for one in largest), sep="\n  "
    )
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
