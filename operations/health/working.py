"""What works: the sources, how long ago anything was crawled, the worker, and the index that is served."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select

from crawler.kept.revisit import CADENCE_HOURS
from crawler.kept.tables import ChangeRow, DecisionRow, RunRow
from crawler.records import Run
from crawler.runs.diagnosis import CAUSES, Diagnosis, diagnose
from crawler.runs.scope import CrawlError, areas_of, needs_suburbs, seeds_of
from data.source import Source, SourceError, load_source, source_files
from indexer.building.generations import Generations, Lease
from indexer.engines.whoosh import WhooshEngine
from indexer.errors import IndexMissing, IndexProblem
from operations.health.finding import Finding
from operations.health.look import Look
from operations.health.thresholds import (
    CRAWL_CADENCES,
    CRAWL_LEAST,
    JOB_WAITS,
    REMOVAL_SHOWN,
    RUNS_BACK,
    SICK_RUNS,
    SICK_SHARE,
    WORKER_AWAY,
)

_CHANGES, _DECISIONS, _RUNS = ChangeRow.__table__, DecisionRow.__table__, RunRow.__table__


def sources(look: Look) -> Iterator[Finding]:
    """Whether every source's file can be used."""
    if not look.sources.is_dir():
        yield Finding("sources", "error", f"there is no folder {look.sources}", "look at ROSANNA_SOURCES")
        return
    found, troubles = _load(look)
    for about, trouble in troubles.items():
        yield Finding(
            "sources", "error", trouble, "mend the line; `rosanna sources check` tells all faults", about
        )
    enabled = sum(one.enabled for one in found)
    if not enabled and not troubles:
        yield Finding(
            "sources", "note", f"none in {look.sources} is enabled", "write one: docs/adding-a-source.md"
        )
    else:
        yield Finding("sources", "ok", f"{enabled} enabled of {len(found)} in {look.sources}")


def _load(look: Look) -> tuple[Sequence[Source], Mapping[str, str]]:
    """The sources, and what is wrong with the others, by file name."""
    found, troubles = [], {}
    for path in source_files(look.sources) if look.sources.is_dir() else ():
        try:
            source = load_source(path)
            if not needs_suburbs(source):
                areas_of(source)
            seeds_of(source)
            found.append(source)
        except SourceError as error:
            troubles[path.stem] = str(error)
        except CrawlError as error:
            troubles[path.stem] = f"{path}: {error}"
    return found, troubles


def source_health(look: Look) -> Iterator[Finding]:
    """Which sources are unhealthy: most of their areas fail, or one does again and again."""
    paused, (found, _) = look.ledger.pauses(), _load(look)
    disabled = {one.id for one in found if not one.enabled}
    by_source: dict[str, list[Diagnosis]] = {}
    for one in diagnose(_recent_runs(look)):
        if one.state != "interrupted" and one.source not in paused and one.source not in disabled:
            by_source.setdefault(one.source, []).append(one)
    for name, scopes in by_source.items():
        failing = [one for one in scopes if one.state == "failing"]
        if len(failing) >= SICK_SHARE * len(scopes) or any(one.runs >= SICK_RUNS for one in failing):
            yield _unhealthy(name, failing, len(scopes))
    yield Finding("health", "ok", f"{len(by_source)} sources were crawled and judged")


def _recent_runs(look: Look) -> Iterator[Run]:
    """Runs, newest first; of those that failed the newest of each area with its manifest, which says why."""
    told: set[tuple[str, str]] = set()
    for run in look.store.brief_runs(look.now - RUNS_BACK):
        area = run.source, run.scope
        if run.state in {"failed", "complete"} and area not in told:
            told.add(area)
            yield (look.store.run(run.id) or run) if run.state == "failed" else run
        else:
            yield run


def _unhealthy(name: str, failing: Sequence[Diagnosis], scopes: int) -> Finding:
    worst = max(failing, key=lambda one: one.runs)
    what, remedy = CAUSES[worst.cause or "unknown"]
    since = min(one.since for one in failing if one.since is not None)
    areas = f", {len(failing)} of {scopes} areas" if scopes > 1 else ""
    evidence = f" ({worst.evidence[0]})" if worst.evidence else ""
    words = f"{name} is failing since {since:%Y-%m-%d %H:%M} UTC{areas}: {what}{evidence}"
    return Finding("health", "error", words, f"{remedy}; `rosanna diagnose {name}` tells more", name)


def crawling(look: Look) -> Iterator[Finding]:
    """How long ago anything was crawled to a good end."""
    with look.ledger.engine.connect() as connection:
        good = select(func.max(_RUNS.c.finished_at)).where(_RUNS.c.state == "complete")
        last = connection.execute(good).scalar_one()
        began = connection.execute(select(func.min(_RUNS.c.started_at))).scalar_one()
    if last is None and began is None:
        yield Finding(
            "crawling", "note", "nothing was crawled yet", "run `rosanna crawl`, or `rosanna worker`"
        )
        return
    longest = look.thresholds.crawl
    if longest is None:
        enabled = [timedelta(hours=CADENCE_HOURS[one.cadence]) for one in _load(look)[0] if one.enabled]
        longest = max(CRAWL_LEAST, CRAWL_CADENCES * min(enabled, default=timedelta(0)))
    words = f"the last good crawl ended {last:%Y-%m-%d %H:%M} UTC" if last else "no crawl ended well yet"
    if look.now - (last or began) > longest:
        hours = longest.total_seconds() / 3600
        yield Finding(
            "crawling", "error", f"{words}, more than {hours:,.0f} hours ago",
            "look whether `rosanna worker` runs, and at `rosanna diagnose`",
        )  # fmt: skip
    else:
        yield Finding("crawling", "ok", words)


def worker(look: Look) -> Iterator[Finding]:
    """Whether a worker runs, and whether jobs wait for one."""
    workers = look.ledger.workers()
    up = [one for one in workers if one.is_up(look.now)]
    waiting = [
        job for job in look.ledger.jobs("waiting")
        if look.now - job.due_at > JOB_WAITS and job.source not in look.ledger.pauses()
    ]  # fmt: skip
    if not workers:
        yield Finding(
            "worker", "note", "no worker has run here",
            "start `rosanna worker`, unless you crawl by cron or by hand",
        )  # fmt: skip
    elif not up and workers[0].stopped_at is None:
        yield Finding(
            "worker", "error",
            f"{workers[0].name} gives no sign of life since {workers[0].heartbeat_at:%Y-%m-%d %H:%M:%S} UTC",
            "start `rosanna worker` again; its log says why it ended",
        )  # fmt: skip
    elif not up:
        stopped = workers[0].stopped_at or look.now
        yield Finding(
            "worker", "warning" if look.now - stopped > WORKER_AWAY else "note",
            f"it was stopped {stopped:%Y-%m-%d %H:%M} UTC", "start `rosanna worker`",
        )  # fmt: skip
    elif waiting:
        yield Finding(
            "worker", "warning", f"{len(waiting)} jobs wait for more than {JOB_WAITS.seconds // 3600} hours",
            "`rosanna schedule list` says what holds them",
        )  # fmt: skip
    else:
        yield Finding(
            "worker", "ok", f"{len(up)} running, {len(look.ledger.jobs(('running',)))} jobs under way"
        )


def index(look: Look) -> Iterator[Finding]:
    """Whether the index is whole, and holds what was found and decided."""
    try:
        with Generations(look.home.index).open() as lease, WhooshEngine(lease.folder) as engine:
            providers = len(engine)
            for path in lease.folder.glob("*.json"):  # the arrays are read when the engine opens them
                json.loads(path.read_text("utf-8"))
            yield _freshness(look, lease, providers)
    except IndexProblem as error:
        words, _, remedy = str(error).partition("; ")
        listed = not isinstance(error, IndexMissing) or next(look.store.listings(), None) is not None
        yield Finding("index", "error" if listed else "note", words, remedy)
    except (OSError, ValueError, KeyError) as error:
        yield Finding(
            "index",
            "error",
            f"the index is damaged ({type(error).__name__}: {error})",
            "run `rosanna rebuild`",
        )


def _freshness(look: Look, lease: Lease, providers: int) -> Finding:
    begun = begun_at(lease.info.id, lease.info.built_at)
    with look.ledger.engine.connect() as connection:
        waits = connection.execute(select(func.min(_CHANGES.c.at)).where(_CHANGES.c.at > begun)).scalar_one()
        left = connection.execute(
            select(func.min(_DECISIONS.c.made_at)).where(
                _DECISIONS.c.topic == "suppression",
                _DECISIONS.c.made_at > begun,
                _DECISIONS.c.lifted_at.is_(None),
            )
        ).scalar_one()
    words = f"{providers:,} providers, built {begun:%Y-%m-%d %H:%M} UTC"
    if left is not None and look.now - left > REMOVAL_SHOWN:
        since = f"somebody asked to be left out {left:%Y-%m-%d %H:%M} UTC and may still be shown"
        return Finding(
            "index", "error", f"{words}; {since}", "run `rosanna index` now; look why the worker did not"
        )
    if waits is not None and look.now - waits > look.thresholds.index:
        since = f"what was found since {waits:%Y-%m-%d %H:%M} UTC is not in it"
        return Finding(
            "index", "error", f"{words}; {since}", "run `rosanna index`; look why the worker did not"
        )
    return Finding("index", "ok", words)


def begun_at(generation: str, built_at: str) -> datetime:
    """When a build began to read the store: what came after that is not in it. Its id says so."""
    try:
        return datetime.strptime(generation, "g%Y%m%dT%H%M%S%f").replace(tzinfo=UTC)
    except ValueError:
        return datetime.fromisoformat(built_at)
