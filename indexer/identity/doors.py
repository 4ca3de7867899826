"""Street lines as they are compared: house number and street, however each source spells them."""

import re
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from indexer.facts.place.street import TYPE
from indexer.matcher import fold

LONG_ENOUGH = 4
"""Letters of a street's name from which one of them may be a slip."""
_NUMBER = re.compile(r"\b(\d{1,5})[a-z]?(?:\s?[-–&/]\s?(\d{1,5})[a-z]?)?\s+(?=[a-z])", re.IGNORECASE)
_TYPED = re.compile(rf"([a-z][a-z'’. -]{{1,40}}?)\s+(?:{TYPE}|str)\b", re.IGNORECASE)


class Door(NamedTuple):
    """A house and its street, folded, without units and the many ways to write "street"."""

    number: str
    street: str

    def __str__(self) -> str:
        return f"{self.number} {self.street}"


@lru_cache(maxsize=65_536)
def door(street: str) -> Door | None:
    """The door a street line names, or `None` where it names none: no number, or no street."""
    for number in _NUMBER.finditer(street):
        rest = street[number.end() :]
        typed = _TYPED.match(rest)
        named = fold(typed[1]) if typed else fold(re.split(r"[,\d]", rest)[0].strip())
        if typed or (named and not re.search(r"\d", rest)):
            # "2/45" is unit 2 of number 45, "12-14" stands at 12
            unit = "/" in number[0] and number[2]
            return Door(number[2] if unit else number[1], named)
    return None


@lru_cache(maxsize=65_536)
def is_same(one: Door, other: Door) -> bool:
    """Whether two doors are one, but for a slip in the street's name."""
    if one.number != other.number:
        return False
    if one.street == other.street:
        return True
    ours, theirs = one.street.replace(" ", ""), other.street.replace(" ", "")
    return min(len(ours), len(theirs)) >= LONG_ENOUGH and OSA.distance(ours, theirs, score_cutoff=1) <= 1
