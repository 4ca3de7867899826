"""What is wrong with a source, since when, with which evidence and most likely why; in words.

Works on the manifests of its runs alone: no request is made.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from crawler.records import Run
from crawler.runs.tally import FINE, OUTCOMES

EVIDENCE = 3
"""Addresses shown."""
DOMINANT = 0.5
"""A cause is believed when it accounts for at least this share of what went wrong."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The state of one source over one scope."""

    source: str
    scope: str
    state: str
    """`good`, `failing` or `interrupted`."""
    cause: str | None = None
    """A key of `CAUSES`."""
    since: datetime | None = None
    """When the first run after the last good one began."""
    runs: int = 0
    """Failed runs since then."""
    last_good: Run | None = None
    evidence: tuple[str, ...] = ()


CAUSES: Mapping[str, tuple[str, str]] = {
    "blocked": ("it refuses us", "it does not want to be read by a program: leave it out"),
    "robots": ("its robots.txt forbids us", "Rosanna obeys: leave it out"),
    "robots_unavailable": ("its robots.txt cannot be had, so it was left alone",
                           "wait for it to mend; look at http_proxy when other sources fail too"),
    "unreachable": ("its host cannot be reached",
                    "check the address in a browser, the network and http_proxy"),
    "limited": ("it asks for fewer requests", "raise rate.delay in its YAML and try again later"),
    "server": ("its server is broken", "try again later"),
    "moved": ("its addresses lead nowhere any more: it has most likely moved",
              "open its url in a browser and mend the addresses in its YAML"),
    "suspended": ("its hosting is suspended, with HTTP 200 as if all were well", "try again in some weeks"),
    "parked": ("its domain is for sale", "it is gone: remove its YAML"),
    "challenge": ("it asks visitors to prove that they are human", "leave it out"),
    "layout": ("its pages changed their layout: they answer, but what its YAML describes is not in them",
               "run `rosanna sources preview URL` on one of them and mend the selectors"),
    "empty": ("it answers, and lists nobody",
              "look at it in a browser: the addresses or the areas may be wrong"),
    "dropped": ("it lists far fewer providers than before, and its pages read well",
                "look whether it removed them; if so, raise expect.largest_drop for one run"),
    "few": ("it lists fewer providers than its YAML expects", "correct expect.least_listings, or the areas"),
    "repeated": ("many of its listings share a phone number",
                 "look whether a selector takes the directory's own number"),
    "unknown": ("nothing could be read", "see the log"),
}  # fmt: skip
"""Causes: what is the matter, and what to do."""

_BY_OUTCOME: Mapping[str, str] = {
    "refused": "blocked", "robots": "robots", "robots_unavailable": "robots_unavailable",
    "unresolved": "unreachable", "unreachable": "unreachable", "timeout": "unreachable",
    "address": "unreachable", "slow_site": "unreachable", "limited": "limited", "come_back": "limited",
    "server_error": "server", "partial": "server", "error_page": "server", "unreadable": "layout",
    "missing": "moved", "soft_missing": "moved", "bad_target": "moved", "redirects": "moved",
    "suspended": "suspended", "unfinished": "suspended", "parked": "parked", "challenge": "challenge",
    "cookie_wall": "challenge", "empty": "layout", "not_html": "layout",
}  # fmt: skip
_BY_REASON: Mapping[str, str] = {
    "unfilled": "layout", "dropped": "dropped", "too_few": "few", "repeated_phones": "repeated",
}  # fmt: skip


def diagnose(runs: Iterable[Run]) -> Iterator[Diagnosis]:
    """One diagnosis a source and scope, from runs newest first."""
    by_scope: dict[tuple[str, str], list[Run]] = {}
    for run in runs:
        by_scope.setdefault((run.source, run.scope), []).append(run)
    for key in sorted(by_scope):
        yield _of_scope(by_scope[key])


def _of_scope(runs: Sequence[Run]) -> Diagnosis:
    """`runs` of one source and scope, newest first."""
    newest = runs[0]
    good = next((run for run in runs if run.state == "complete"), None)
    failed = [run for run in runs[: runs.index(good) if good else None] if run.state == "failed"]
    if not failed:
        state = "good" if newest.state == "complete" else "interrupted"
        return Diagnosis(newest.source, newest.scope, state, last_good=good, since=newest.started_at)
    cause, evidence = _cause(failed[0])
    return Diagnosis(
        newest.source, newest.scope, "failing", cause, failed[-1].started_at, len(failed), good, evidence
    )


def _cause(run: Run) -> tuple[str, tuple[str, ...]]:
    manifest = run.manifest or {}
    outcomes: Mapping[str, int] = manifest.get("outcomes", {})
    causes: Counter[str] = Counter()
    for outcome, count in outcomes.items():
        if outcome in _BY_OUTCOME and (outcome not in FINE or outcome == "robots"):
            causes[_BY_OUTCOME[outcome]] += count
    kinds = [one["kind"] for one in manifest.get("reasons", ())]
    answered = sum(outcomes.get(name, 0) for name in ("kept", "unchanged", "not_modified", "again"))
    cause = _dominant(causes, answered) or next(
        (_BY_REASON[kind] for kind in kinds if kind in _BY_REASON), None
    )
    if cause is None:
        cause = "empty" if outcomes.get("no_results") else "unknown"
    return cause, tuple(_evidence(manifest, cause))


def _dominant(causes: Counter[str], answered: int) -> str | None:
    """What most requests that went wrong have in common, if they are a good part of all."""
    if not causes:
        return None
    cause, count = causes.most_common(1)[0]
    # A layout that changed is only seen on result pages, which are few beside all the others.
    weighty = cause == "layout" or count >= DOMINANT * (answered + causes.total()) * DOMINANT
    return cause if weighty and count >= DOMINANT * causes.total() else None


def _evidence(manifest: Mapping[str, Any], cause: str) -> Iterator[str]:
    for reason in manifest.get("reasons", ()):
        yield reason["words"]
    shown = [one for one in manifest.get("examples", ()) if _BY_OUTCOME.get(one["outcome"]) == cause]
    for one in shown[:EVIDENCE]:
        detail = f" ({one['detail']})" if one["detail"] else ""
        yield f"{one['url']}: {OUTCOMES[one['outcome']]}{detail}"


def in_words(found: Diagnosis) -> Iterator[str]:
    """Lines for people."""
    if found.state == "good" and found.last_good is not None:
        listings = found.last_good.counts.get("listings", 0)
        yield f"{found.source}: well. {listings:,} listings on {_day(found.last_good.started_at)}."
        return
    if found.state == "interrupted" or found.cause is None:
        yield f"{found.source}: interrupted on {_day(found.since)}; the same `rosanna crawl` command goes on."
        return
    what, remedy = CAUSES[found.cause]
    times = "1 run" if found.runs == 1 else f"{found.runs} runs"
    yield f"{found.source}: failing since {_day(found.since)} ({times}): {what}."
    for line in found.evidence:
        yield f"  - {line}"
    if found.last_good is not None:
        listings = found.last_good.counts.get("listings", 0)
        yield f"  In service: the {listings:,} listings of {_day(found.last_good.started_at)}."
    else:
        yield "  In service: nothing of it; it has had no good run."
    yield f"  What to do: {remedy}."


def _day(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC" if moment is not None else "no date"
