"""Finds the terms of a vocabulary in running text: which words of a page or a query mean which id.

Aho-Corasick over folded text: case, accents, hyphens, slashes, apostrophes and runs of blanks do not count,
the last word may be singular or plural, words match whole, and of overlapping matches the longest wins.
Offsets are always those of the text as given. The words come from `data/vocabulary/*.yaml`.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Literal

import ahocorasick

from data.term import Kind, Term, Vocabulary, vocabulary

SurfaceKind = Literal["label", "synonym", "misspelling", "abbreviation", "query_word"]


@dataclass(frozen=True, slots=True)
class TermMatch:
    """A term found at `text[start:end]`; `surface` are those very words."""

    id: str
    start: int
    end: int
    surface: str
    kind_of_surface: SurfaceKind


@dataclass(frozen=True, slots=True)
class _Entry:
    id: str
    kind: SurfaceKind | Literal["not"]
    exact: str | None = None
    """For an abbreviation whose case counts: the characters the text must have."""
    near: tuple[str, ...] = ()
    """Folded words, one of which must stand somewhere in the same text."""


_Found = tuple[int, int, _Entry]
"""An entry and its folded start and end."""

BLANKS = "-‐‑‒–—―−/\\|_·•"
"""Written between the words of one name as often as a blank: "lomi-lomi", "neck/shoulder"."""

ALSO_WORDS = frozenset({"abi", "ais", "arm", "art", "boa", "got", "met", "mets", "most", "str"})
"""Abbreviations that are words or names; others may be typed in small letters when someone searches."""

SHORTENED = tuple("adv assoc aust bach cert clin dip grad hons inc ost osteo rem st".split())
"""Words of qualifications that are written with or without their full stop: "Adv. Dip. Rem. Massage"."""

_STOPS = "|".join(rf"(?<=\b{word}\.)" for word in SHORTENED)
_DEGREES = (
    r"(?<=\b[bm]\.)(?=(?:sc|app|h\.?sc|clin)\b)|(?<=\b[bm]\.h\.)(?=sc\b)|(?<=\b[bm]\.sc\.)"
    r"|(?<=\b[bm]sc\.)|(?<=\bbhsc\.)|(?<=h\.sc\.)"
)
"""Behind stops within and behind letters of degrees: "B.Sc." is "BSc"."""
_UNSEEN = "|".join(f"{char}{char}*" for char in "'\u00ad\u200b\u200c\u200d\u2060\ufeff")
# Every branch begins with a plain character: so the search runs from one to the next without looking between.
_DROPPED = re.compile(rf"\.(?:{_DEGREES}|{_STOPS})|  +|{_UNSEEN}")
_WORD = re.compile(r"[a-z]+")


def _fold_table() -> dict[int, str]:
    """Each character to one character, so that offsets survive."""
    table = dict.fromkeys(map(ord, "\t\n\r\x0b\x0c\xa0\u2002\u2003\u2009\u202f" + BLANKS), " ")
    table |= dict.fromkeys(map(ord, "’‘`´ʼ′"), "'")
    for code in range(0xC0, 0x250):
        plain = unicodedata.normalize("NFKD", chr(code))[0].lower()
        if plain.isascii() and plain.isalpha():
            table[code] = plain
    return table


_FOLDED = _fold_table()


class _Folded:
    """A text folded for matching, which can lead a folded offset back to the text as given."""

    __slots__ = ("_at", "_shift", "original", "text")

    def __init__(self, original: str) -> None:
        self.original = original
        folded = original.translate(_FOLDED)
        lower = folded.lower()
        if len(lower) != len(folded):  # a few capitals grow when lowered ("İ")
            lower = "".join(low if len(low := char.lower()) == 1 else char for char in folded)
        self._at: list[int] = []
        self._shift: list[int] = []
        self.text = self._squeeze(lower)

    def _squeeze(self, text: str) -> str:
        pieces, kept, dropped, start = [], 0, 0, 0
        for found in _DROPPED.finditer(text):
            stay = 1 if text[found.start()] == " " else 0
            pieces.append(text[start : found.start() + stay])
            kept += found.start() + stay - start
            dropped += found.end() - found.start() - stay
            start = found.end()
            self._at.append(kept)
            self._shift.append(dropped)
        pieces.append(text[start:])
        return "".join(pieces)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original offsets of the folded `text[start:end]`."""
        return self._original(start), self._original(end - 1) + 1

    def _original(self, offset: int) -> int:
        cut = bisect_right(self._at, offset)
        return offset + self._shift[cut - 1] if cut else offset

    def has_word(self, word: str) -> bool:
        """Whether the folded `word`, or its plural, stands in the text."""
        size = len(word)
        return any(_is_whole(self.text, at, at + size, plural=True) for at in _occurrences(self.text, word))


FOLDED_MOST = 4000
"""Characters of the longest text whose folding is kept: four vocabularies read each text in turn."""


@lru_cache(maxsize=2048)
def _kept_folded(text: str) -> _Folded:
    return _Folded(text)


def _folded(text: str) -> _Folded:
    return _kept_folded(text) if len(text) <= FOLDED_MOST else _Folded(text)


def fold(text: str) -> str:
    """`text` as the matcher compares it: lower case, no accents, hyphens as blanks, single blanks."""
    return _folded(text).text.strip()


def _occurrences(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def _is_whole(text: str, start: int, end: int, *, plural: bool = False) -> bool:
    if plural and text[end : end + 1] == "s":
        end += 1
    return not (start and text[start - 1].isalnum()) and not (end < len(text) and text[end].isalnum())


class Matcher:
    """Finds the terms of one vocabulary.

    `queries` adds the words that mean a term only when someone searches for it ("bad back").
    """

    def __init__(self, terms: Vocabulary, *, queries: bool = False) -> None:
        self.vocabulary = terms
        entries: dict[str, dict[_Entry, None]] = {}
        for term in terms:
            for surface, entry in _surfaces(term, queries=queries):
                for spelling in _spellings(surface, inflect=entry.kind != "abbreviation"):
                    entries.setdefault(spelling, {})[entry] = None
        self._automaton = ahocorasick.Automaton()
        for spelling, meant in entries.items():
            self._automaton.add_word(spelling, (len(spelling), tuple(meant)))
        self._automaton.make_automaton()
        self._empty = not entries

    def find(self, text: str) -> list[TermMatch]:
        """The terms in `text`, in the order of their places. Words that mean two terms give both."""
        if self._empty or not text:
            return []
        folded = _folded(text)
        candidates: list[_Found] = []
        barred: list[_Found] = []
        for last, (length, meant) in self._automaton.iter(folded.text):
            start, end = last + 1 - length, last + 1
            if not _is_whole(folded.text, start, end):
                continue
            for entry in meant:
                if entry.kind == "not":
                    barred.append((start, end, entry))
                elif _is_meant(entry, folded, start, end):
                    candidates.append((start, end, entry))
        if not candidates:
            return []
        allowed = (item for item in candidates if not any(_bars(bar, item) for bar in barred))
        return [_match(folded, *item) for item in _longest(allowed)]

    def ids(self, text: str) -> tuple[str, ...]:
        """The ids of the terms in `text`, each once, in the order of their first place."""
        return tuple(dict.fromkeys(match.id for match in self.find(text)))


@lru_cache(maxsize=16)
def matcher(kind: Kind, *, queries: bool = False) -> Matcher:
    """The matcher of `therapies`, `conditions`, `credentials` or `features`, made once a process."""
    return Matcher(vocabulary(kind), queries=queries)


def _is_meant(entry: _Entry, folded: _Folded, start: int, end: int) -> bool:
    if entry.exact is not None:
        first, last = folded.span(start, end)
        if folded.original[first:last] != entry.exact:
            return False
    return not entry.near or any(folded.has_word(word) for word in entry.near)


def _bars(bar: _Found, item: _Found) -> bool:
    """Whether a must-not-match phrase rules the match out.

    It rules out whatever of its own term it overlaps, and every shorter match inside it; but words that
    hold the whole phrase and more are a name of their own.
    """
    (first, last, phrase), (start, end, entry) = bar, item
    if end - start > last - first and start <= first and last <= end:
        return False
    inside = first <= start and end <= last and end - start < last - first
    return inside or (phrase.id == entry.id and first < end and start < last)


_RANK: Mapping[str, int] = {"label": 0, "synonym": 1, "abbreviation": 2, "misspelling": 3, "query_word": 4}


def _longest(candidates: Iterable[_Found]) -> list[_Found]:
    """The candidates that no longer (at equal length: earlier) one overlaps, by place.

    Of the same words and id only the plainest kind of surface is kept. Works cluster by cluster of
    overlapping candidates, so a long text costs no more than its matches.
    """
    chosen: list[_Found] = []
    cluster: list[_Found] = []
    reach = -1
    for item in sorted(candidates, key=lambda item: item[0]):
        if item[0] >= reach and cluster:
            chosen += _settle(cluster)
            cluster = []
        cluster.append(item)
        reach = max(reach, item[1])
    return chosen + _settle(cluster)


def _preference(item: _Found) -> tuple[int, int, str, int]:
    start, end, entry = item
    return start - end, start, entry.id, _RANK[entry.kind]


def _settle(cluster: list[_Found]) -> list[_Found]:
    kept: list[_Found] = []
    for item in sorted(cluster, key=_preference):
        start, end, entry = item
        rivals = [other for other in kept if other[0] < end and start < other[1]]
        if all(other[:2] == (start, end) and other[2].id != entry.id for other in rivals):
            kept.append(item)
    return sorted(kept, key=lambda item: (item[0], item[2].id))


def _match(folded: _Folded, start: int, end: int, entry: _Entry) -> TermMatch:
    first, last = folded.span(start, end)
    assert entry.kind != "not"  # noqa: S101 - tells the type checker what `find` has sorted out
    return TermMatch(entry.id, first, last, folded.original[first:last], entry.kind)


def _surfaces(term: Term, *, queries: bool) -> Iterator[tuple[str, _Entry]]:
    yield term.label, _Entry(term.id, "label")
    yield from ((words, _Entry(term.id, "synonym")) for words in term.synonyms)
    yield from ((words, _Entry(term.id, "misspelling")) for words in term.misspellings)
    yield from ((words, _Entry(term.id, "not")) for words in term.not_words)
    for short in term.abbreviations:
        near = tuple(fold(word) for word in short.near)
        yield short.text, _Entry(term.id, "abbreviation", short.text if short.case_sensitive else None, near)
        if queries and len(short.text) > 2 and short.text.lower() not in ALSO_WORDS:
            yield short.text, _Entry(term.id, "query_word")
    if queries:
        yield from ((words, _Entry(term.id, "query_word")) for words in term.query_words)


_AND = re.compile(r" (?:and|&|\+) ")


def _spellings(surface: str, *, inflect: bool) -> set[str]:
    """The folded ways to write `surface`: and/&, the last word in singular and plural."""
    words = fold(surface)
    if not words:
        return set()
    parts = _AND.split(words)
    joined = {
        "".join(piece + joint for piece, joint in zip(parts, (*joints, ""), strict=True))
        for joints in product((" and ", " & ", " + "), repeat=len(parts) - 1)
    }
    return joined if not inflect else {form for words in joined for form in _numbers(words)}


def _numbers(words: str) -> set[str]:
    """`words` with the last one as written, plural and singular."""
    head, blank, last = words.rpartition(" ")
    if len(last) < 4 or not _WORD.fullmatch(last):
        return {words}
    forms = {last}
    if last.endswith("ies"):
        forms.add(last[:-3] + "y")
    elif last.endswith("s") and not last.endswith(("ss", "us", "is")):
        forms.add(last[:-1])
    elif last.endswith("y") and last[-2] not in "aeiou":
        forms.add(last[:-1] + "ies")
    elif last.endswith(("s", "x", "z", "ch", "sh")):
        forms.add(last + "es")
    else:
        forms.add(last + "s")
    return {head + blank + form for form in forms}
