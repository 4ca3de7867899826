"""Crawls in processes that need not import anything first.

A test's crawl takes a tenth of a second, the imports before it more than one. So one process a test session
imports them, and each crawl is forked from it: a process of its own all the same, with its own arguments,
environment, output and end. What happens while a command starts is for tests that start it plainly.
"""

import os
import pickle
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
SECONDS = 120.0
_LONGEST = 1 << 17
"""Bytes of an order: arguments and an environment."""


class Order(NamedTuple):
    """What a crawl is started with."""

    arguments: Sequence[str]
    environment: Mapping[str, str]
    out: Path
    err: Path


class Preloaded:
    """The process that crawls are forked from. Must be closed."""

    def __init__(self) -> None:
        self._pipe, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        command = [sys.executable, "-W", "error::ResourceWarning", "-m", __name__, str(theirs.fileno())]
        self._process = subprocess.Popen(command, cwd=ROOT, pass_fds=[theirs.fileno()])
        theirs.close()
        self._pipe.settimeout(SECONDS)

    def close(self) -> None:
        self._pipe.close()
        self._process.wait()

    def crawl(
        self, arguments: Sequence[str], environment: Mapping[str, str]
    ) -> subprocess.CompletedProcess[str]:
        """`rosanna crawl ARGUMENTS`, to its end."""
        with TemporaryDirectory() as folder:
            order = Order(arguments, environment, Path(folder, "out"), Path(folder, "err"))
            self._pipe.send(pickle.dumps(order))
            code = pickle.loads(self._pipe.recv(_LONGEST))
            return subprocess.CompletedProcess(arguments, code, order.out.read_text(), order.err.read_text())


def serve(pipe: socket.socket) -> Sequence[str]:
    """Fork a process for each order; returns in that process, with the arguments it is to crawl with."""
    while received := pipe.recv(_LONGEST):
        order: Order = pickle.loads(received)
        if (child := os.fork()) == 0:
            os.environ.clear()
            os.environ.update(order.environment)
            for path, number in ((order.out, 1), (order.err, 2)):
                os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), number)
            pipe.close()
            return order.arguments
        _, status = os.waitpid(child, 0)
        pipe.send(pickle.dumps(os.waitstatus_to_exitcode(status)))
    sys.exit()


if __name__ == "__main__":
    import crawler.run  # noqa: F401 (the point of it all)
    from crawler.cli import crawl_command

    crawl_command(serve(socket.socket(fileno=int(sys.argv[1]))))
