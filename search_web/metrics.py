"""What the site counts, for Prometheus. Imported only where it is allowed (see `search_web.health`).

Worker processes count together by files in the folder that PROMETHEUS_MULTIPROC_DIR names, which `rosanna
serve` makes before this is imported; alone, a process counts in memory.
"""

import os
import time

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from crawler.home import Home
from indexer.search import Results, SearchRequest
from indexer.service import SearchService
from operations.figures import Figures

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)
"""Bounds of the histograms: a search takes some milliseconds, and beyond a second people have left."""
HERE = CollectorRegistry()

REQUESTS = Counter(
    "rosanna_http_requests", "Requests answered.", ("endpoint", "method", "status"), registry=HERE
)
ANSWER_SECONDS = Histogram(
    "rosanna_http_answer_seconds", "Until the answer began.", ("endpoint",), registry=HERE, buckets=SECONDS
)
OVERLOADED = Counter(
    "rosanna_http_overloaded", "Requests turned away after they had waited for a thread.", registry=HERE
)
SEARCHES = Counter("rosanna_searches", "Searches asked of the index.", ("found",), registry=HERE)
SEARCH_SECONDS = Histogram(
    "rosanna_search_seconds", "Searches asked of the index.", registry=HERE, buckets=SECONDS
)


def observe(endpoint: str, method: str, status: int, seconds: float) -> None:
    """Count one request."""
    REQUESTS.labels(endpoint, method, str(status)).inc()
    ANSWER_SECONDS.labels(endpoint).observe(seconds)


class CountedSearch(SearchService):
    """The index, its searches counted."""

    def search(self, request: SearchRequest) -> Results:
        """Answer one search."""
        began = time.perf_counter()
        results = super().search(request)
        SEARCH_SECONDS.observe(time.perf_counter() - began)
        SEARCHES.labels("some" if results.total else "none").inc()
        return results


class Exposition:
    """All figures as Prometheus reads them: those of all worker processes, and the state of the home."""

    def __init__(self, home: Home) -> None:
        self._state = Figures(home)

    def text(self) -> bytes:
        """In Prometheus's text format."""
        registry = HERE
        if os.environ.get(FOLDER):
            registry = CollectorRegistry()
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        state = CollectorRegistry()
        state.register(self._state)
        return generate_latest(registry) + generate_latest(state)
