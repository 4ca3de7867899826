"""Pairs of listings that wait for a person to say whether they are one provider, side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from crawler.records import Judgement, Listing
from indexer.building import unsure
from indexer.errors import IndexProblem
from indexer.identity.clustering import pair
from indexer.identity.comparison import Reason
from indexer.identity.judging import standing
from operations.installation import Installation
from operations.looking.changes import in_words

SHOWN = ("name", "street", "suburb", "postcode", "phones", "emails", "website", "practitioners", "services",
         "hours")  # fmt: skip
"""Fields of a listing by which a person can tell."""


@dataclass(frozen=True, slots=True)
class Row:
    """One field of both."""

    field: str
    first: str
    second: str

    @property
    def agrees(self) -> bool:
        """Whether both say the same, and something."""
        return bool(self.first) and self.first.casefold() == self.second.casefold()


@dataclass(frozen=True, slots=True)
class Waiting:
    """Two listings, and what speaks for and against their being one."""

    first: Listing
    second: Listing
    score: float
    reasons: Sequence[Reason]

    @property
    def rows(self) -> Sequence[Row]:
        """What they say, field by field; nothing of fields that neither has."""
        said = (
            (name, *(in_words(one.fields.get(name)) for one in (self.first, self.second))) for name in SHOWN
        )
        return [Row(*one) for one in said if one[1] or one[2]]


def waiting(rooms: Installation) -> Sequence[tuple[str, str]]:
    """The pairs nobody has judged since the last index run, by their keys, the likeliest first."""
    return [(one.first, one.second) for one in _open(rooms)]


def side_by_side(rooms: Installation, start: int, limit: int) -> Sequence[Waiting]:
    """Some of them with all that is known; those whose listings are no more are passed over."""
    found = []
    for one in _open(rooms)[start : start + limit]:
        first, second = rooms.store.listing(one.first), rooms.store.listing(one.second)
        if first is not None and second is not None:
            found.append(Waiting(first, second, one.decision.score, one.decision.reasons))
    return found


def judged(rooms: Installation, limit: int) -> Sequence[Judgement]:
    """The judgements that hold, the newest first."""
    return tuple(reversed(standing(rooms.store.judgements())))[:limit]


def _open(rooms: Installation) -> Sequence[unsure.Unsure]:
    try:
        with rooms.generations.open() as lease:
            pairs = unsure.load(lease.folder)
    except IndexProblem:
        return []
    done = {pair(one.first, one.second) for one in standing(rooms.store.judgements())}
    return [one for one in pairs if pair(one.first, one.second) not in done]
