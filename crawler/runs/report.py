"""A crawl in words, for the end of `rosanna crawl`."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from crawler.runs.tally import FINE, OUTCOMES, REMEDIES
from crawler.spiders.base import Job

SHOWN_EXAMPLES = 5
CHANGES: Mapping[str, str] = {
    "new": "new", "changed": "changed", "back": "back again", "page": "with changed pages",
    "missed": "not seen this time", "gone": "gone",
}  # fmt: skip
"""What happened to listings, in words."""


def summary(job: Job, log: Path) -> Iterator[str]:
    """What was fetched, what broke and where, and what to do next."""
    tally = job.tally
    verdict = job.verdict
    state = "interrupted" if verdict is None else "complete" if verdict.good else "failed"
    yield f"{job.source.id}: {state}. {tally.pages:,} pages, {tally.listings:,} listings."
    if verdict is not None and any(verdict.changes.values()):
        told = (f"{count:,} {CHANGES[kind]}" for kind, count in verdict.changes.items() if count)
        yield f"  {', '.join(told)}"
    for outcome, words in OUTCOMES.items():
        if tally.outcomes[outcome]:
            yield f"  {tally.outcomes[outcome]:>7,}  {words}"
    for name, count in sorted(tally.bad_fields.items()):
        yield f"  {count:>7,}  listings with an unusable {name}, left out"
    for example in tally.examples[:SHOWN_EXAMPLES]:
        detail = f" ({example.detail})" if example.detail else ""
        yield f"  - {example.url}: {OUTCOMES[example.outcome]}{detail}"
    if tally.errors or tally.bad_fields:
        yield f"  More in {log}"


def failure_of(job: Job) -> str | None:
    """One line on why a run got nowhere, or None for a good one."""
    if job.trouble is not None:
        return job.trouble
    if job.verdict is None:
        return f"{job.source.id}: interrupted; the same command goes on where it stopped"
    if job.verdict.good:
        return None
    if job.tally.listings:
        reasons = "; ".join(job.verdict.reasons)
        return (
            f"{job.source.id}: {reasons}. What it found is kept aside and the last good listings stay; "
            f"`rosanna diagnose {job.source.id}` tells more"
        )
    worst = next((one for one in job.tally.examples if one.outcome not in FINE), None)
    what = "no listing could be read" if job.tally.pages else "nothing could be fetched"
    if worst is None:
        return f"{job.source.id}: {what}"
    remedy = REMEDIES.get(worst.outcome, "see the log")
    return f"{job.source.id}: {what}: {worst.url}: {OUTCOMES[worst.outcome]}; {remedy}"
