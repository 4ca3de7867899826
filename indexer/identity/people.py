"""Names of people as listings give them, and whether two of them may be one person's."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from indexer.facts.people.nicknames import is_short_for
from indexer.matcher import fold

TITLES = frozenset({"dr", "mr", "mrs", "ms", "miss", "mx", "prof"})
LONG_ENOUGH = 4
"""Letters of a name from which one of them may be a slip: "Jan" and "Jon" are two names."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person's name, folded; `family` is empty where only the given name is stated."""

    given: str
    family: str = ""

    def __str__(self) -> str:
        return f"{self.given} {self.family}".strip()


@lru_cache(maxsize=65_536)
def person(name: str) -> Person | None:
    """Read "Dr Jane Smith (Osteopath)", "Smith, Jane" or "Jane"; `None` for what has no words."""
    family_first = re.fullmatch(r"\s*([^,]+),\s*([\w'’ .-]+?)\s*", name)
    if family_first and len(fold(family_first[2]).split()) == 1 == len(fold(family_first[1]).split()):
        name = f"{family_first[2]} {family_first[1]}"
    bare = re.sub(r"[^a-z' ]", " ", fold(name.split(",")[0].split("(")[0])).replace("'", "")
    words = [word for word in bare.split() if word not in TITLES]
    if not words:
        return None
    return Person(words[0], words[-1] if len(words) > 1 else "")


def may_be_one(one: Person, other: Person) -> bool:
    """Whether both names may be one person's: short forms, initials, a missing family name, one slip."""
    if not one.family or not other.family:
        return _is_same_given(one.given, other.given)
    if one.family == other.family:
        return _is_same_given(one.given, other.given) or _is_slip(one.given, other.given)
    return one.given == other.given and len(one.given) > 1 and _is_slip(one.family, other.family)


def share(ours: Iterable[Person], theirs: Iterable[Person]) -> bool:
    """Whether somebody may be among both."""
    others = tuple(theirs)
    return any(may_be_one(one, other) for one in ours for other in others)


def _is_same_given(one: str, other: str) -> bool:
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    return is_short_for(one, other) or is_short_for(other, one)


def _is_slip(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= LONG_ENOUGH and OSA.distance(one, other, score_cutoff=1) <= 1
