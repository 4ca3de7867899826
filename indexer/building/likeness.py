"""Whether two listings name the same door and the same practice, however each source spells them."""

import re
from collections.abc import Collection

from rapidfuzz import fuzz

from indexer.facts.place.street import TYPE
from indexer.matcher import fold

OWN_WORDS_ALIKE = 85
"""Likeness (0 to 100) of names without trade and suburb; order and extra words do not count."""
WHOLE_ALIKE = 80
"""The same of whole names without own words: "Rosanna Osteopathy", "Rosanna Osteopathy Clinic"."""

_HOUSE = re.compile(
    rf"\b(\d{{1,5}})[a-z]?(?:\s?[-–&/]\s?\d{{1,5}}[a-z]?)?\s+([a-z][a-z'’. -]{{1,40}}?)\s+{TYPE}\b",
    re.IGNORECASE,
)


def door(street: str) -> str | None:
    """House number and street name without units, ranges and the many ways to write "street"."""
    found = _HOUSE.search(street)
    return f"{found[1]} {fold(found[2])}" if found else None


def are_alike(one: str, other: str, shared: Collection[str]) -> bool:
    """Whether two practices' names agree loosely; `shared` are words that many names there have."""
    ours, theirs = fold(one).split(), fold(other).split()
    own, their_own = ([word for word in words if word not in shared] for words in (ours, theirs))
    if own and their_own:
        return fuzz.token_set_ratio(" ".join(own), " ".join(their_own)) >= OWN_WORDS_ALIKE
    if own or their_own or not ours or not theirs:
        return False
    return fuzz.token_sort_ratio(" ".join(ours), " ".join(theirs)) >= WHOLE_ALIKE
