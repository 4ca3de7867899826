"""Ids of providers: minted from the founding listing, kept whatever happens to it, passed on at a merge.

An id holds no name. Each listing remembers the ids it was under, so a provider keeps its id when its founding
listing vanishes, when other listings join, and when a merge is taken back; of two that merge the id of the
one known longer stays and the other leads to it.
"""

import base64
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

PREFIX = "p-"
LENGTH = 8
"""Base32 characters: 40 bits, so that 100,000 providers seldom collide; a collision takes two more."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is remembered of ids from build to build."""

    ids: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Listing key -> the ids of the providers it was part of, the present one first."""
    merged: Mapping[str, str] = field(default_factory=dict)
    """Id that is no more -> the id it was merged into."""


@dataclass(frozen=True, slots=True)
class Assigned:
    """The ids of some groups of listings, and where ids that are no more lead."""

    ids: tuple[str, ...]
    """One a group, in the groups' order."""
    merged: Mapping[str, str]
    """Id that is no more -> id that is; never a chain."""


def mint(founding_key: str, taken: Iterable[str] = ()) -> str:
    """The id that a listing founds, longer than usual where that is taken."""
    digest = base64.b32encode(hashlib.sha256(founding_key.encode()).digest()).decode("ascii").lower()
    length = LENGTH
    while (found := PREFIX + digest[:length]) in taken:
        length += 2
    return found


def assign(groups: Sequence[Sequence[str]], known: Known) -> Assigned:
    """Give each group an id. A group is its listings' keys, those seen first at the head."""
    won = _won(groups, known)
    claimed = {id_ for ids in won.values() for id_ in ids}
    live: dict[int, str] = {}
    taken: set[str] = set()
    for number, keys in enumerate(groups):
        mine = won.get(number, [])
        free = [*mine, *_former(keys, known, taken | claimed)]
        live[number] = _founded(keys, free) or next(iter(free), None) or mint(keys[0], taken | claimed)
        taken.add(live[number])
    passed = {old: live[number] for number, ids in won.items() for old in ids if old != live[number]}
    merged = {old: into for old, into in {**known.merged, **passed}.items() if old not in taken}
    return Assigned(
        tuple(live[number] for number in range(len(groups))),
        {old: _end(into, merged) for old, into in merged.items()},
    )


def _founded(keys: Sequence[str], ids: Sequence[str]) -> str | None:
    """Of some ids the one that the oldest listing founded."""
    if len(ids) < 2:
        return None
    return next((id_ for key in keys for id_ in ids if id_.startswith(mint(key))), None)


def _won(groups: Sequence[Sequence[str]], known: Known) -> dict[int, list[str]]:
    """Which group goes on under which present ids, the one its oldest listing was under first."""
    claims: dict[str, dict[int, str]] = defaultdict(dict)
    for number, keys in enumerate(groups):
        for key in keys:
            if ids := known.ids.get(key):
                claims[ids[0]].setdefault(number, key)
    won: dict[int, list[str]] = defaultdict(list)
    winners = {id_: _winner(id_, claimants, groups) for id_, claimants in claims.items()}
    for number, keys in enumerate(groups):
        for key in keys:
            if (ids := known.ids.get(key)) and winners[ids[0]] == number and ids[0] not in won[number]:
                won[number].append(ids[0])
    return {number: ids for number, ids in won.items() if ids}


def _winner(id_: str, claimants: Mapping[int, str], groups: Sequence[Sequence[str]]) -> int:
    """Of the parts of a provider that fell apart, the one with its founding listing goes on under its id."""
    if len(claimants) == 1:
        return next(iter(claimants))
    founded = (n for n in claimants for key in groups[n] if id_.startswith(mint(key)))
    largest = max(claimants, key=lambda n: (len(groups[n]), claimants[n]))
    return next(founded, largest)


def _former(keys: Sequence[str], known: Known, taken: set[str]) -> list[str]:
    """The ids that a group was under before it was merged into another, and that are free again."""
    former = (id_ for key in keys for id_ in known.ids.get(key, ())[1:])
    return [id_ for id_ in dict.fromkeys(former) if id_ in known.merged and id_ not in taken]


def _end(into: str, merged: Mapping[str, str]) -> str:
    seen = {into}
    while into in merged and merged[into] not in seen:
        into = merged[into]
        seen.add(into)
    return into
