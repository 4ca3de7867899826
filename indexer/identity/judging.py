"""What people decided about listings: from the log of judgements to the pairs that hold now.

The log is only ever added to. Of two judgements on one pair the later holds; one that was undone holds no
more, and an undoing cannot be undone (judge again instead).
"""

from collections.abc import Iterable, Sequence

from crawler.records import Judgement
from indexer.identity.clustering import Judged, Pair, pair

SAME, DIFFERENT, UNDONE = "same", "different", "undone"


class CannotJudge(ValueError):  # noqa: N818 (what it says)
    """A judgement that cannot be made; the message says why and what to do."""


def standing(log: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """The judgements that hold, oldest first: one a pair."""
    entries = list(log)
    undone = {one.undoes for one in entries if one.verdict == UNDONE}
    latest: dict[Pair, Judgement] = {}
    for one in entries:
        if one.verdict != UNDONE and one.id not in undone:
            latest.pop(pair(one.first, one.second), None)
            latest[pair(one.first, one.second)] = one
    return tuple(latest.values())


def judged(log: Iterable[Judgement]) -> Judged:
    """The pairs that people hold for one, and for two."""
    holding = standing(log)
    return Judged(
        same=frozenset(pair(one.first, one.second) for one in holding if one.verdict == SAME),
        different=frozenset(pair(one.first, one.second) for one in holding if one.verdict == DIFFERENT),
    )


def check(log: Sequence[Judgement], verdict: str, first: str, second: str) -> None:
    """Raise `CannotJudge` for a judgement that contradicts what people decided by way of other listings."""
    if first == second:
        raise CannotJudge(f"{first} is one listing; name two")
    holding = [one for one in standing(log) if pair(one.first, one.second) != pair(first, second)]
    same = [one for one in holding if one.verdict == SAME]
    if verdict == DIFFERENT and (way := _way(first, second, same)):
        raise CannotJudge(
            f"{first} and {second} were judged the same by way of {_numbers(way)}; undo one of these first"
        )
    if verdict == SAME:
        for one in holding:
            if one.verdict == DIFFERENT and (way := _contradiction(one, first, second, same)) is not None:
                raise CannotJudge(
                    f"{one.first} and {one.second} were judged different "
                    f"({_numbers([one, *way])}); undo that first"
                )


def undoing(log: Sequence[Judgement], number: int) -> Judgement:
    """The judgement of that number, if it can be taken back."""
    found = next((one for one in log if one.id == number), None)
    if found is None:
        raise CannotJudge(f"there is no judgement {number}; rosanna identity log lists them")
    if found.verdict == UNDONE:
        raise CannotJudge(f"judgement {number} takes another back; judge the listings again instead")
    if any(one.undoes == number for one in log):
        raise CannotJudge(f"judgement {number} was undone before")
    return found


def _contradiction(
    different: Judgement, first: str, second: str, same: Sequence[Judgement]
) -> list[Judgement] | None:
    """The judgements by which joining two listings would join two that were judged different."""
    for one, other in ((first, second), (second, first)):
        ours, theirs = _way(different.first, one, same), _way(different.second, other, same)
        if ours is not None and theirs is not None:
            return [*ours, *theirs]
    return None


def _way(start: str, goal: str, same: Sequence[Judgement]) -> list[Judgement] | None:
    """The judgements that lead from one listing to another; empty for the listing itself."""
    ways: dict[str, list[Judgement]] = {start: []}
    waiting = [start]
    while waiting:
        here = waiting.pop(0)
        for one in same:
            if here in {one.first, one.second}:
                there = one.second if here == one.first else one.first
                if there not in ways:
                    ways[there] = [*ways[here], one]
                    waiting.append(there)
    return ways.get(goal)


def _numbers(judgements: Iterable[Judgement]) -> str:
    return "judgement " + " and ".join(str(one.id) for one in judgements)
