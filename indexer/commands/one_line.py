"""Errors that a person can mend, as one line on the terminal."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click


@contextmanager
def one_clear_line() -> Iterator[None]:
    """Errors that a person can mend are one line and exit status 1."""
    from crawler.home import HomeError  # noqa: PLC0415 (see `indexer.cli`)
    from crawler.store import StoreError  # noqa: PLC0415
    from indexer.errors import IndexProblem, OutputRefused  # noqa: PLC0415

    try:
        yield
    except (HomeError, StoreError, IndexProblem) as error:
        if isinstance(error, OutputRefused):
            _drop_output()
        raise click.ClickException(str(error)) from error
    except BrokenPipeError:  # the reader (`head`) has seen enough
        _drop_output()
        sys.exit(0)
    except OSError as error:
        if error.errno != errno.ENOSPC or error.filename is not None:
            raise
        _drop_output()
        raise click.ClickException(f"cannot write the answer: {error.strerror}; make room") from error


def _drop_output() -> None:
    """Send what is left in standard output nowhere: Python would fail again, loudly, when it closes it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
