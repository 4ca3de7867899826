"""Searching, opening and building an index, against plain Whoosh, tantivy and SQLite doing the same work.

Times are CPU times of this process, for the machine may be busy. `BENCH_PROVIDERS` sets the size (25,000), and
`BENCH_QUERIES` the searches (1,000; plain Whoosh, which is slow, gets the first 40).
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from whoosh import index

from indexer.asking.completing import completions, near_completions
from indexer.engines import whoosh, whoosh_index
from indexer.engines.entry import words_in
from indexer.engines.protocol import Document
from indexer.engines.whoosh import WhooshEngine
from indexer.matcher import fold
from indexer.query import query, understand
from indexer.search import SearchRequest
from indexer.service import hit_of
from tests.benchmarks.generated import documents
from tests.benchmarks.harness import Row
from tests.benchmarks.search_peers import KINDS, PEERS, PlainWhoosh
from tests.benchmarks.search_work import parts, requests

PROVIDERS = int(os.environ.get("BENCH_PROVIDERS", "25000"))
QUERIES = int(os.environ.get("BENCH_QUERIES", "1000"))
PLAIN_QUERIES = 40
"""That plain Whoosh is asked; each takes it a good part of a second."""
PLAIN_DOCUMENTS = int(os.environ.get("BENCH_WRITTEN", "4000"))
"""That the plain writer is timed with: its time goes with their number."""
CHANGED = 0.01
TYPED = "remedial massage|osteopathy|rosanna|low back pain|quiet river massage|st kilda|sciatica|granite 3084"


def rows() -> Iterator[Row]:
    """Every row, as it is measured."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        yield from _building(folder)
        with WhooshEngine(folder / "ours") as engine:
            yield _opening(folder / "ours")
            yield from _searching(engine, folder)
            yield _suggesting(engine)


def _searching(engine: WhooshEngine, folder: Path) -> Iterator[Row]:
    asked = list(requests(QUERIES))
    read = [understand(one, knows=engine.knows)[0] for one in asked]
    plain = [parts(query(request, understood)) for request, understood in zip(asked, read, strict=True)]
    ours = _each(lambda request: _search(engine, request), asked)
    print(_told("ours, understanding included", ours))
    print(_told("ours, understanding alone", _each(lambda one: understand(one, knows=engine.knows), asked)))
    print(_told("ours, every hit decoded", _each(lambda one: _search(engine, one, look=True), asked)))
    print(f"  memory of this process but for shared pages: {_private_mb():.0f} MB")
    for peer in PEERS:
        count = PLAIN_QUERIES if peer is PlainWhoosh else QUERIES
        theirs = _each(peer(folder / peer.__name__, documents(PROVIDERS)).search, plain[:count])
        print(_told(peer.name, theirs))
        yield _row(f"search {PROVIDERS} providers, against {peer.name}", ours[:count], theirs)


def _search(engine: WhooshEngine, request: SearchRequest, *, look: bool = False) -> int:
    understood, _ = understand(request, knows=engine.knows)
    answer = engine.search(query(request, understood))
    hits = [hit_of(found, understood) for found in answer.found]
    if look:
        return sum(len(hit.snippet) for hit in hits)
    return len(hits)


def _suggesting(engine: WhooshEngine) -> Row:
    suburbs = engine.suburbs()
    typed = [text[:at] for text in TYPED.split("|") for at in range(1, len(text) + 1)] * 5

    def suggest(text: str) -> object:
        found = completions(text, engine.names(text, 8), 8, suburbs)
        return found or near_completions(text, engine.names_nearly(text, 8), 8, suburbs)

    times = _each(suggest, typed)
    print(_told("suggest", times))
    return _row("suggest, against 1 ms", times, [0.001] * len(times))


def _building(folder: Path) -> Iterator[Row]:
    made = list(documents(PLAIN_DOCUMENTS))
    began, worked = time.perf_counter(), _cpu()
    _write_plainly(folder / "plain", made)
    plain, plain_cpu = time.perf_counter() - began, _cpu() - worked
    began, worked = time.perf_counter(), _cpu()
    whoosh.write(folder / "few", made)
    few, few_cpu = time.perf_counter() - began, _cpu() - worked
    print(
        f"  {PLAIN_DOCUMENTS} documents: ours {few:.1f} s ({few_cpu:.1f} s of CPU), plain {plain:.1f} s ({plain_cpu:.1f})"
    )
    yield Row(
        f"write {PLAIN_DOCUMENTS} providers, against a plain writer", few, plain, few / plain, (0, 0), 1
    )
    began, worked = time.perf_counter(), _cpu()
    whoosh.write(folder / "ours", documents(PROVIDERS))
    whole, whole_cpu = time.perf_counter() - began, _cpu() - worked
    changed = [
        Document(one.provider, f"{one.text} changed") for one in documents(int(PROVIDERS * CHANGED), seed=8)
    ]
    began, worked = time.perf_counter(), _cpu()
    whoosh.refresh(folder / "next", folder / "ours", changed, ())
    again, again_cpu = time.perf_counter() - began, _cpu() - worked
    print(f"  {PROVIDERS} providers: {whole:.1f} s ({whole_cpu:.1f} s of CPU), making them included")
    print(f"  refresh of {len(changed)}: {again:.2f} s ({again_cpu:.2f} s of CPU)")
    yield Row(f"refresh 1% of {PROVIDERS}, against a whole build", again, whole, again / whole, (0, 0), 1)


def _write_plainly(folder: Path, made: Sequence[Document]) -> None:
    folder.mkdir()
    writer = index.create_in(str(folder), whoosh_index.schema()).writer(limitmb=256)
    for one in made:
        provider = one.provider
        (place,) = provider.locations
        writer.add_document(
            id=provider.id,
            name=fold(provider.name),
            suburb=fold(f"{place.suburb} {place.state}"),
            text=fold(" ".join((*words_in(provider), one.text))),
            **{kind: " ".join(term.id for term in getattr(provider, kind)) for kind in KINDS},
        )
    writer.commit()


def _opening(folder: Path) -> Row:
    times = _each(lambda _: WhooshEngine(folder).close(), range(15))
    print(_told("open", times))
    return _row("open an index, against 50 ms", times, [0.05] * len(times))


def _each(work: Callable[[Any], object], asked: Sequence[Any]) -> list[float]:
    """Seconds of CPU for each, after one round to warm up."""
    for one in asked[:60]:
        work(one)
    times = []
    for one in asked:
        began = time.process_time()
        work(one)
        times.append(time.process_time() - began)
    return times


def _told(name: str, times: Sequence[float]) -> str:
    ordered = sorted(times)
    middle, late = statistics.median(ordered), ordered[int(len(ordered) * 0.99)]
    return f"  {name:32} median {middle * 1e3:8.3f} ms  p99 {late * 1e3:8.3f} ms  most {ordered[-1] * 1e3:8.3f} ms"


def _row(name: str, ours: Sequence[float], theirs: Sequence[float]) -> Row:
    ratios = sorted(a / max(b, 1e-9) for a, b in zip(ours, theirs, strict=True))
    return Row(
        name=name,
        ours=statistics.median(ours),
        peer=statistics.median(theirs),
        ratio=statistics.median(ratios),
        spread=(ratios[len(ratios) // 4], ratios[3 * len(ratios) // 4]),
        runs=len(ratios),
    )


def _cpu() -> float:
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def _private_mb() -> float:
    lines = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private")) / 1024
