"""Processes that work for a build."""

import multiprocessing
import os
import signal
from multiprocessing.connection import wait
from threading import Thread


def follow_parent() -> None:
    """Leave Ctrl-C to the parent; and end with it: a worker whose parent is killed would wait for ever."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    sentinel = parent.sentinel

    def watch() -> None:
        wait([sentinel])
        os._exit(1)

    Thread(target=watch, daemon=True).start()
