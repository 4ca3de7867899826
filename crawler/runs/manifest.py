"""A finished run in figures, kept with the run: measures, what became of its requests, the verdict."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from crawler.kept.closing import Closing
from crawler.reading.frontier import site_key
from crawler.records import Run
from crawler.runs.judging import Measures, Reason, judge, measure, measures_of
from crawler.spiders.base import Job

LOST = ("server_error", "timeout", "unreachable", "unresolved", "limited", "refused", "partial", "unreadable",
        "failed", "missing", "robots")  # fmt: skip
"""Outcomes through which a run may have missed listings that are there."""
MAY_BE_LOST = 0.02
"""Share of a run's requests that may be lost while it still counts as whole."""
SITES_ANSWERED = 0.5
"""Below this share of sites that answer, the fault is more likely ours (or the network's) than theirs."""


def closing_of(job: Job) -> Closing:
    """Judge a finished run against its source's expectations and the last good run of its scope."""
    run = job.run
    is_sites = job.source.kind == "sites"
    found = measure(job.store.listed_by(run.id) if is_sites else job.store.staged(run.id))
    last = job.store.last_good(run.source, run.scope)
    # Errors alone condemn nothing: a directory with two dead links is whole. Nothing found and errors do.
    reasons = judge(job.source.expect, found, measures_of(last), broken=job.tally.errors > 0, part=job.part)
    return Closing(
        run=run,
        stored_as=job.source.stored_as,
        good=not reasons,
        counts={**job.tally.counts(), "listings": found.listings},
        manifest=_manifest(job, found, reasons, last),
        cadence=job.source.cadence,
        whole=_is_whole(job, found),
        covered=[site_key(url) for url in job.seeds] if is_sites else None,
        areas=None if job.max_pages is not None else [str(one) for one in job.suburbs],
    )


def _manifest(job: Job, found: Measures, reasons: tuple[Reason, ...], last: Run | None) -> Mapping[str, Any]:
    tally = job.tally
    return {
        "measures": asdict(found),
        "seconds": round((datetime.now(UTC) - job.run.started_at).total_seconds(), 1),
        "pages": tally.pages,
        "bytes": tally.received,
        "outcomes": dict(tally.outcomes),
        "bad_fields": dict(tally.bad_fields),
        "examples": [asdict(one) for one in tally.examples],
        "verdict": "failed" if reasons else "good",
        "reasons": [one.as_json() for one in reasons],
        "against": last.id if last is not None else None,
        "resumed": job.resumed,
    }


def _is_whole(job: Job, found: Measures) -> bool:
    """Whether listings that the run did not see can be believed to be missing."""
    if job.max_pages is not None:
        return False
    if job.source.kind == "sites":
        return found.listings >= SITES_ANSWERED * len(job.seeds)
    lost = sum(job.tally.outcomes[outcome] for outcome in LOST)
    return lost <= MAY_BE_LOST * (job.tally.pages + lost)
