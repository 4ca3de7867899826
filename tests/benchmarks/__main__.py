"""`make bench`: every row of the table, or those of the modules named as arguments."""

import sys

from tests.benchmarks import crawling, extraction, hostile, resolving, searching, serving
from tests.benchmarks.harness import HEAD

MODULES = {
    "crawling": crawling,
    "extraction": extraction,
    "resolving": resolving,
    "hostile": hostile,
    "searching": searching,
    "serving": serving,
}


def main() -> None:
    """Print the table."""
    wanted = sys.argv[1:] or list(MODULES)
    unknown = sorted(set(wanted) - set(MODULES))
    if unknown:
        sys.exit(f"unknown: {', '.join(unknown)}; there are {', '.join(MODULES)}")
    print(HEAD)
    for name in wanted:
        for row in MODULES[name].rows():
            print(row, flush=True)


if __name__ == "__main__":
    main()
