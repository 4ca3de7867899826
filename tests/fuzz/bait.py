"""Texts on which a careless regular expression takes for ever, made from each rule's own syntax tree.

Each bait follows the rule to one of its repetitions, goes round it a few thousand times, and ends on a
character that fits nothing: an expression that can take a text apart in many ways tries them all.
"""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from random import Random
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

from indexer import facts
from indexer.prefilter import Rule, Rules

PUMPED = 3_000
"""Characters of the repeated part."""
CATEGORIES = {
    op.CATEGORY_DIGIT: "0123456789",
    op.CATEGORY_SPACE: " ",
    op.CATEGORY_WORD: "aZ9",
    op.CATEGORY_NOT_DIGIT: "a ",
    op.CATEGORY_NOT_SPACE: "a9",
    op.CATEGORY_NOT_WORD: " -",
}
ANY = "a 9,-A"
BREAKS = ("\x01", "!", "\n", "é", "")


@cache
def patterns() -> tuple[re.Pattern[str], ...]:
    """Every regular expression of the modules that read facts."""
    found: dict[tuple[str, int], re.Pattern[str]] = {}
    for module in pkgutil.walk_packages(facts.__path__, "indexer.facts."):
        for value in vars(importlib.import_module(module.name)).values():
            for one in _held(value):
                found.setdefault((one.pattern, one.flags), one)
    return tuple(found.values())


def _held(value: Any) -> Iterator[re.Pattern[str]]:
    if isinstance(value, Rule):
        yield value.pattern
    elif isinstance(value, Rules):
        yield from (rule for _, rule, _ in value.rules)
    elif isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, (tuple, list, frozenset)):
        for one in value:
            yield from _held(one)
    elif isinstance(value, dict):
        yield from _held(tuple(value.values()))


def bait(random: Random, pattern: re.Pattern[str], pumped: int = PUMPED) -> str:
    """A text that nearly matches, with about `pumped` characters of one of its repetitions."""
    tree = _parser.parse(pattern.pattern, pattern.flags)
    return _Bait(random, pumped).sequence(tree) + random.choice(BREAKS)


class _Bait:
    """Writes a text along a syntax tree; the first repetition that luck picks is pumped."""

    def __init__(self, random: Random, pumped: int) -> None:
        self.random = random
        self.left = pumped

    def sequence(self, parts: Any) -> str:
        return "".join(self._part(kind, value) for kind, value in parts)

    def _part(self, kind: Any, value: Any) -> str:
        if kind is op.LITERAL:
            return chr(value)
        if kind is op.NOT_LITERAL or kind is op.ANY:
            return self.random.choice(ANY)
        if kind is op.IN:
            return self._character(value)
        if kind is op.BRANCH:
            return self.sequence(self.random.choice(value[1]))
        if kind is op.SUBPATTERN:
            return self.sequence(value[-1])
        if kind is op.ATOMIC_GROUP:
            return self.sequence(value)
        if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            return self._repeated(*value)
        return ""

    def _repeated(self, least: int, most: int, parts: Any) -> str:
        once = self.sequence(parts)
        times = self.random.randint(least, min(most, least + 2))
        if most > 2 and self.left and self.random.random() < 0.6:
            times = max(least, min(most, self.left // max(1, len(once))))
            self.left = 0
        if self.random.random() < 0.5:
            return once * times
        return "".join(self.sequence(parts) for _ in range(min(times, 300)))

    def _character(self, items: Any) -> str:
        kind, value = self.random.choice(items)
        if kind is op.LITERAL:
            return chr(value)
        if kind is op.RANGE:
            return chr(self.random.randint(*value))
        return self.random.choice(CATEGORIES.get(value, ANY)) if kind is op.CATEGORY else "~"
