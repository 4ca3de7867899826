"""The index refresh of one job."""

from crawler.home import Home, HomeError
from crawler.store import StoreError
from indexer.build import build
from indexer.errors import IndexProblem
from operations.job import State

PROBLEMS_TOLD = 3


def refresh(home: Home) -> tuple[State, str | None]:
    """Refresh the index; returns how it ended, and what went wrong."""
    try:
        report = build(home)
    except (HomeError, IndexProblem, StoreError) as error:
        return "failed", str(error)
    told = [f"{one.url}: {one.why}" for one in report.problems[:PROBLEMS_TOLD]]
    if len(report.problems) > PROBLEMS_TOLD:
        told.append(f"and {len(report.problems) - PROBLEMS_TOLD} more that could not be read")
    return "done", "; ".join(told) or None
