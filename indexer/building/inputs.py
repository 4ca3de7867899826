"""What each provider of a generation was made from, so that the next build works out only what changed."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import crawler
import data
import indexer
from indexer.building.extraction import Extracted, Job, Problem
from indexer.building.geocoding import geocoder_name
from indexer.building.life import is_unconfirmed
from indexer.screening.screening import Outcome, Reason, Verdict

FILE = "inputs.json"
LISTED = Verdict("include")
UNREAD = ""
"""Stands for the contents of a provider some of whose pages could not be read: no later contents equal it."""
READ_WITH = (
    (indexer, "**/*.py"),
    (indexer, "**/*.txt"),
    (data, "*.py"),
    (data, "*.csv"),
    (data, "vocabulary/*.yaml"),
    (data, "screening.yaml"),
    (crawler, "archive.py"),
    (crawler, "records.py"),
    (crawler, "reading/structured.py"),
)
"""Package and pattern of the files that facts are worked out with."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a provider was made from: hashes of contents and dates; whether it is listed; what was wrong."""

    contents: str
    dates: str
    listed: bool
    problems: tuple[Problem, ...] = ()
    verdict: Verdict = LISTED
    """Of screening."""


def inputs_of(job: Job, before: Inputs | None) -> Inputs:
    """A job's inputs, with what is known of it from the build before."""
    listings = [
        [one.key, one.url, dict(one.fields), dict(one.raw), one.gone_at] for one in job.cluster.listings
    ]
    pages = [[page.url, page.status, page.content_hash] for pages in job.pages.values() for page in pages]
    dates = [[one.first_seen, one.last_seen, one.changed_at] for one in job.cluster.listings]
    return Inputs(
        hash_of([code_version(), listings, sorted(pages), job.cluster.former_ids, *_decided(job)]),
        hash_of([dates, is_unconfirmed(job.cluster, job.now)]),
        before.listed if before else True,
        before.problems if before else (),
        before.verdict if before else LISTED,
    )


def _decided(job: Job) -> tuple[object, ...]:
    """What people decided of it, and who is asked where it lies."""
    return [one.id for one in job.corrections], job.ruling, geocoder_name()


def outcome(now: Inputs, extracted: Extracted) -> Inputs:
    """What to remember of a job that was worked out: one with unread pages is to be worked out again."""
    contents = UNREAD if any(one.unread for one in extracted.problems) else now.contents
    listed = extracted.document is not None
    return Inputs(contents, now.dates, listed, extracted.problems, extracted.verdict)


def save(folder: Path, inputs: Mapping[str, Inputs]) -> None:
    """Write the inputs into a generation's folder."""
    rows = {
        key: (
            one.contents,
            one.dates,
            one.listed,
            [(each.url, each.why, each.unread) for each in one.problems],
            [one.verdict.outcome, [(each.code, each.quotes) for each in one.verdict.reasons]],
        )
        for key, one in inputs.items()
    }
    (folder / FILE).write_text(json.dumps(rows), encoding="utf-8")


def load(folder: Path) -> Mapping[str, Inputs] | None:
    """Read what `save` wrote; `None` for a damaged file, or an older version's."""
    try:
        found = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return {
            key: Inputs(contents, dates, listed, tuple(Problem(*one) for one in problems), _verdict(*verdict))
            for key, (contents, dates, listed, problems, verdict) in found.items()
        }
    except (OSError, ValueError, TypeError, AttributeError):
        return None


def _verdict(outcome: Outcome, reasons: Iterable[tuple[str, Iterable[str]]]) -> Verdict:
    return Verdict(outcome, tuple(Reason(code, tuple(quotes)) for code, quotes in reasons))


def hash_of(value: object) -> str:
    """A hash of anything that JSON can hold."""
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()[:32]


@cache
def code_version() -> str:
    """A hash of the code and data that facts are worked out with: when they change, so may the facts."""
    return files_hash(
        path for package, pattern in READ_WITH for path in Path(next(iter(package.__path__))).glob(pattern)
    )


def files_hash(paths: Iterable[Path]) -> str:
    """A hash of files' names and contents; their order does not matter."""
    digest = hashlib.sha256()
    for path in sorted(set(paths)):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
