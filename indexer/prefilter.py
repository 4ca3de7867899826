"""Regular expressions that run only on texts that can match them.

Facts are found by some hundreds of rules, most of them long alternations, and nearly every text holds none of
a rule's words. From each rule's own syntax tree we take strings one of which every match must hold; one
Aho-Corasick pass over a text then says of all rules at once whether they can match. The answer is kept by
text, so that asking a rule about a text it has nothing to do with costs a look-up.

Texts and strings are compared in lower case. The method is that of RE2's `FilteredRE2` and of code search
(Cox, "Regular Expression Matching with a Trigram Index", 2012), with whole strings instead of trigrams.
"""

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, reduce
from itertools import product
from operator import or_
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any, Generic, TypeVar

import ahocorasick

STRINGS_MOST = 400
"""Strings kept for one rule, of which a match must hold one."""
PRODUCT_MOST = 60
"""Strings that joining two parts of a rule may make; beyond it the parts are looked for apart."""
COMMON = 0.06
"""Chance at a place above which a rule is run on every text: nearly all texts hold one of its strings."""
TEXTS_MOST, KEPT_MOST = 8192, 2000
"""Texts whose answer is kept, those of the largest sites, and how long they may be: 3 MB, at worst 20."""
LETTER, OTHER = 1 / 12, 1 / 200
"""Chance of a given letter or blank at a place, and of a digit or a sign, roughly."""

_SAME = {ord("ı"): "i", ord("İ"): "i", ord("ſ"): "s", ord("\u212a"): "k"}
"""What a rule that ignores case takes for a plain letter, though lower case does not make it one."""
_DIGITS = {code: str(int(chr(code))) for code in range(128, 0x1FC00) if chr(code).isdecimal()}
_FOLDED = _SAME | _DIGITS
_Strings = frozenset[str] | None
Meaning = TypeVar("Meaning")


class Rule:
    """A regular expression with the methods of `re.Pattern` that rules use, quick to say no."""

    __slots__ = ("bit", "pattern")

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = re.compile(pattern, flags)
        self.bit = _CUES.add(self.pattern)

    def may(self, text: str) -> bool:
        """Whether `text`, or what it is in another case, can match."""
        return bool(cues(text) & self.bit)

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The first match in `text[start:end]`."""
        return self.pattern.search(text, start, end) if cues(text) & self.bit else None

    def match(self, text: str) -> re.Match[str] | None:
        """A match at the start of `text`."""
        return self.pattern.match(text) if cues(text) & self.bit else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All matches in `text`, one after the other."""
        return self.pattern.finditer(text) if cues(text) & self.bit else iter(())

    def findall(self, text: str) -> list[Any]:
        """The words of all matches in `text`, or of their group where the rule has one."""
        return self.pattern.findall(text) if cues(text) & self.bit else []

    def sub(self, put: str | Callable[[re.Match[str]], str], text: str) -> str:
        """`text` with `put` in place of every match."""
        return self.pattern.sub(put, text) if cues(text) & self.bit else text


def cues(text: str) -> int:
    """The bits of the rules that can match in `text`."""
    if len(text) <= KEPT_MOST:
        return _kept(text)
    lines = text.split("\n")
    return reduce(or_, [_kept(line) if len(line) <= KEPT_MOST else _CUES.of(line) for line in lines])


@lru_cache(maxsize=TEXTS_MOST)
def _kept(text: str) -> int:
    return _CUES.of(text)


class Rules(Generic[Meaning]):
    """Rules in a row, each with what it means."""

    def __init__(self, rules: Iterable[tuple[Meaning, Rule]]) -> None:
        self.rules = tuple((meaning, rule.pattern, rule.bit) for meaning, rule in rules)
        self._bits = reduce(or_, (bit for _, _, bit in self.rules), 0)

    def __iter__(self) -> Iterator[Meaning]:
        return (meaning for meaning, _, _ in self.rules)

    def able(self, text: str) -> list[tuple[Meaning, re.Pattern[str]]]:
        """Those that can match in `text`, or in what it is in another case; in their order."""
        found = cues(text) & self._bits
        return [(meaning, rule) for meaning, rule, bit in self.rules if bit & found] if found else []


def needed(pattern: str, flags: int = 0) -> _Strings:
    """Lower-case strings one of which stands in every text that matches; `None` when there is no such set."""
    found = _sequence(_parser.parse(pattern, flags))[1]
    if found is None or _chance(found) > COMMON:
        return None
    return found


class _Cues:
    """All rules' strings in one automaton; each string bears the bits of the rules that need it."""

    def __init__(self) -> None:
        self._rules: list[re.Pattern[str]] = []
        self._strings: list[_Strings] = []
        self._always = 0
        self._automaton: ahocorasick.Automaton | None = None

    def add(self, rule: re.Pattern[str]) -> int:
        """A bit of its own for a rule."""
        self._rules.append(rule)
        self._automaton = None
        _kept.cache_clear()
        return 1 << (len(self._rules) - 1)

    def of(self, text: str) -> int:
        """The bits of the rules that can match in `text`."""
        automaton = self._automaton or self._make()
        found = self._always
        folded = text.lower() if text.isascii() else text.translate(_FOLDED).lower()
        for _, bits in automaton.iter(folded):
            found |= bits
        return found

    def _make(self) -> ahocorasick.Automaton:
        new = self._rules[len(self._strings) :]
        self._strings += [needed(rule.pattern, rule.flags) for rule in new]
        bits: dict[str, int] = {}
        for number, strings in enumerate(self._strings):
            if strings is None:
                self._always |= 1 << number
            for string in strings or ():
                bits[string] = bits.get(string, 0) | 1 << number
        self._automaton = ahocorasick.Automaton()
        for string, rules in bits.items():
            self._automaton.add_word(string, rules)
        self._automaton.make_automaton()
        return self._automaton


_CUES = _Cues()


def _sequence(parts: Iterable[Any]) -> tuple[_Strings, _Strings]:
    """Of parts in turn: all strings they can match, when few; else strings of which a match must hold one."""
    whole, best = True, None
    run: _Strings = frozenset([""])
    for part in parts:
        exact, inner = _part(part)
        best = _rarer(best, inner)
        joined = _joined(run, exact)
        if joined is None:
            whole = False
            best = _rarer(best, run)
            run = frozenset([""]) if exact is None else exact
        else:
            run = joined
    return (run if whole else None), _rarer(best, run)


def _part(part: Any) -> tuple[_Strings, _Strings]:
    kind, value = part
    if kind is op.LITERAL:
        return _characters([(op.LITERAL, value)]), None
    if kind is op.IN:
        return _characters(value), None
    if kind in (op.AT, op.ASSERT_NOT):
        return frozenset([""]), None
    if kind is op.ASSERT:
        return frozenset([""]), _sequence(value[1])[1]
    if kind is op.SUBPATTERN:
        return _sequence(value[-1])
    if kind is op.ATOMIC_GROUP:
        return _sequence(value)
    if kind is op.BRANCH:
        return _branches(value[1])
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        return _repeated(*value)
    return None, None


def _branches(branches: Iterable[Any]) -> tuple[_Strings, _Strings]:
    exact: set[str] | None = set()
    inner: set[str] | None = set()
    for branch in branches:
        whole, needs = _sequence(branch)
        exact = None if exact is None or whole is None else exact | whole
        inner = None if inner is None or needs is None else inner | needs
    return (
        None if exact is None or len(exact) > STRINGS_MOST else frozenset(exact),
        None if inner is None or len(inner) > STRINGS_MOST else frozenset(inner),
    )


def _repeated(least: int, most: int, parts: Any) -> tuple[_Strings, _Strings]:
    exact, inner = _sequence(parts)
    if most == 1:
        return (exact | {""} if exact is not None and least == 0 else exact), (inner if least else None)
    return None, (inner if least else None)


def _characters(items: Any) -> _Strings:
    """The characters of a class, one string each, when they are few and lower case tells no two apart."""
    found: set[str] = set()
    for kind, value in items:
        if kind is op.LITERAL:
            codes: Iterable[int] = [value]
        elif kind is op.RANGE and value[1] - value[0] < PRODUCT_MOST:
            codes = range(value[0], value[1] + 1)
        elif kind is op.CATEGORY and value is op.CATEGORY_DIGIT:
            codes = range(ord("0"), ord("9") + 1)
        else:
            return None
        if ord("\n") in codes:  # long texts are looked at line by line
            return None
        characters = {chr(code) for code in codes}
        if not all(c.isascii() or c.lower() == c.upper() for c in characters):
            return None
        found |= {c.lower() for c in characters}
    return frozenset(found)


def _joined(first: _Strings, second: _Strings) -> _Strings:
    if first is None or second is None or len(first) * len(second) > PRODUCT_MOST:
        return None
    return frozenset(a + b for a, b in product(first, second))


def _rarer(first: _Strings, second: _Strings) -> _Strings:
    """Of two sets, one string of each of which a match must hold, the one that fewer texts hold."""
    if first is None or second is None:
        return second if first is None else first
    return min(first, second, key=_chance)


@lru_cache(maxsize=1024)
def _chance(strings: frozenset[str]) -> float:
    """How likely one of the strings begins at a given place."""
    return sum(map(_chance_of, strings))


@lru_cache(maxsize=8192)
def _chance_of(string: str) -> float:
    plain = sum(c.isalpha() or c == " " for c in string)
    return LETTER**plain * OTHER ** (len(string) - plain)
