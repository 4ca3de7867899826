"""Any string at all, as a search: no error, and how long the slowest takes. `BENCH_STRINGS` says how many."""

import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from indexer.engines import whoosh
from indexer.query import query, understand
from indexer.search import SearchRequest
from tests.benchmarks.generated import documents
from tests.benchmarks.harness import Row
from tests.engines.hostile import strings

PROVIDERS = int(os.environ.get("BENCH_PROVIDERS", "25000"))
STRINGS = int(os.environ.get("BENCH_STRINGS", "5000"))
MOST_SECONDS = 0.02


def rows() -> Iterator[Row]:
    """One row: the slowest string against 20 ms; CPU time."""
    with tempfile.TemporaryDirectory() as folder:
        index = Path(os.environ.get("BENCH_INDEX", f"{folder}/index"))
        if not index.exists():
            whoosh.write(index, documents(PROVIDERS))
        with whoosh.WhooshEngine(index) as engine:
            yield _asked(engine)


def _asked(engine: whoosh.WhooshEngine) -> Row:
    times = []
    for text in strings(STRINGS):
        began = time.process_time()
        request = SearchRequest(q=text)
        understood, _ = understand(request, knows=engine.knows)
        read = time.process_time()
        engine.search(query(request, understood))
        times.append((time.process_time() - began, read - began, text))
    times.sort(reverse=True)
    for whole, reading, text in times[:5]:
        print(f"  {whole * 1e3:8.2f} ms, of which understanding {reading * 1e3:8.2f}: {text[:60]!r}")
    over = sum(whole > MOST_SECONDS for whole, _, _ in times)
    note = f"{over} of {len(times)} over 20 ms"
    slowest, middle = times[0][0], times[len(times) // 2][0]
    ratio = slowest / MOST_SECONDS
    return Row(
        "any string, the slowest against 20 ms",
        slowest,
        MOST_SECONDS,
        ratio,
        (middle / MOST_SECONDS, ratio),
        1,
        note,
    )
