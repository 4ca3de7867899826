"""`rosanna` as the test runs it: the real command, with times cut short and a small DNS of our own.

The first argument is the file of names and addresses, `name address address...`: each look-up of a name gets
the next address, the last one for ever. What is counted of each URL is written beside it.
"""

import socket
import sys
from itertools import chain, repeat
from pathlib import Path

from crawler.manners import bounds
from crawler.runs.tally import Tally


def main(names: Path, *arguments: str) -> None:
    bounds.REQUEST_SECONDS = 6.0
    answers = {}
    for line in names.read_text().splitlines():
        name, *addresses = line.split()
        answers[name] = chain(addresses, repeat(addresses[-1]))
    look_up = socket.gethostbyname
    socket.gethostbyname = lambda name: next(answers[name]) if name in answers else look_up(name)
    _write_outcomes(names.with_name("outcomes.tsv"))
    from rosanna import main as rosanna  # noqa: PLC0415 (the bounds come first)

    rosanna(arguments)


def _write_outcomes(path: Path) -> None:
    count = Tally.count
    file = path.open("a", buffering=1)

    def counted(self: Tally, outcome: str, url: str, detail: str = "") -> None:
        file.write(f"{outcome}\t{url}\t{' '.join(detail.split())}\n")
        count(self, outcome, url, detail)

    Tally.count = counted  # type: ignore[method-assign]


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
