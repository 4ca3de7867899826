"""Reads the part of Overpass QL that a crawler of points needs.

Understood: settings (`[out:json][timeout:25][maxsize:1000000][bbox:s,w,n,e]`), queries for `node`, `way`,
`relation`, `nwr` and their pairs with tag filters, `(around:metres,lat,lon)` and `(s,w,n,e)`, unions, `out`.
Whatever else Overpass knows (areas, named sets, recursion) is refused like a mistake, in one clear line.
Language: https://wiki.openstreetmap.org/wiki/Overpass_API/Overpass_QL
"""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

Element = Mapping[str, Any]
Filter = Callable[[Element], bool]

_KINDS = {
    "node": {"node"},
    "way": {"way"},
    "rel": {"relation"},
    "relation": {"relation"},
    "nwr": {"node", "way", "relation"},
    "nw": {"node", "way"},
    "nr": {"node", "relation"},
    "wr": {"way", "relation"},
}
_DETAILS = frozenset({"ids", "skel", "body", "tags", "meta", "count"})
_GEOMETRIES = frozenset({"center", "bb", "geom"})
_ORDERS = frozenset({"asc", "qt"})
_EARTH_METRES = 6_371_000
_TOKEN = re.compile(
    r"""(?P<space>\s+|//[^\n]*|/\*.*?\*/)
      | (?P<string>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')
      | (?P<number>-?\d+(?:\.\d+)?)
      | (?P<word>[A-Za-z_]\w*)
      | (?P<mark>->|!~|!=|[][();:,=~!.])""",
    re.VERBOSE | re.DOTALL,
)


class QueryError(Exception):
    """A query that cannot be answered; the message names line and fault, as Overpass does."""


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    line: int

    @property
    def value(self) -> str:
        if self.kind == "string":
            return re.sub(r"\\(.)", r"\1", self.text[1:-1], flags=re.DOTALL)
        return self.text


@dataclass(frozen=True, slots=True)
class Selection:
    """Elements of these kinds that pass every filter."""

    kinds: set[str]
    filters: tuple[Filter, ...]


@dataclass(frozen=True, slots=True)
class Output:
    """How to write what was found."""

    detail: str = "body"
    geometry: bool = False
    limit: int | None = None


@dataclass(slots=True)
class Script:
    """A parsed query: alternately what to look for and what to write of it."""

    box: Filter | None = None
    steps: list[list[Selection] | Output] = field(default_factory=list)


def parse(query: str) -> Script:
    """Read a query. Raises `QueryError` for what Overpass would refuse, or this endpoint does not know."""
    return _Parser(query).script()


class _Parser:
    def __init__(self, query: str) -> None:
        if not query.strip():
            raise QueryError("line 1: parse error: the query is empty: send it as the form field 'data'")
        self._tokens = _tokens(query)
        self._at = 0

    def script(self) -> Script:
        script = Script()
        if self._now.text == "[":
            script.box = self._settings()
        while self._now.kind != "end":
            if self._now.text == "out":
                script.steps.append(self._output())
            else:
                script.steps.append(self._union() if self._now.text == "(" else [self._selection()])
            self._take(";")
        if not script.steps:
            self._fail("a statement expected, none found")
        return script

    @property
    def _now(self) -> _Token:
        return self._tokens[self._at]

    def _fail(self, fault: str) -> NoReturn:
        raise QueryError(f"line {self._now.line}: parse error: {fault}")

    def _take(self, text: str) -> _Token:
        if self._now.kind == "string" or self._now.text != text:
            self._fail(f"'{text}' expected - '{self._now.text}' found.")
        return self._next()

    def _next(self, *kinds: str) -> _Token:
        token = self._now
        if kinds and token.kind not in kinds:
            self._fail(f"{' or '.join(kinds)} expected - '{token.text}' found.")
        if token.kind != "end":
            self._at += 1
        return token

    def _skip(self, text: str) -> bool:
        if self._now.kind != "string" and self._now.text == text:
            self._at += 1
            return True
        return False

    def _settings(self) -> Filter | None:
        box = None
        while self._skip("["):
            name = self._next("word").text
            self._take(":")
            if name == "bbox":
                box = _in_box(self._numbers(4))
            elif name in {"timeout", "maxsize"}:
                if float(self._next("number").text) <= 0:
                    self._fail(f"'{name}' must be more than 0.")
            elif name != "out":
                self._fail(f"unknown setting '{name}'.")
            elif self._next("word").text != "json":
                self._fail("this endpoint writes only [out:json].")
            self._take("]")
        self._take(";")
        return box

    def _numbers(self, count: int) -> tuple[float, ...]:
        numbers = [float(self._next("number").text)]
        while self._skip(","):
            numbers.append(float(self._next("number").text))
        if len(numbers) != count:
            self._fail(f"{count} numbers expected - {len(numbers)} found.")
        return tuple(numbers)

    def _union(self) -> list[Selection]:
        self._take("(")
        members = []
        while not self._skip(")"):
            members.append(self._selection())
            self._take(";")
        return members

    def _selection(self) -> Selection:
        kind = self._next("word").text
        if kind not in _KINDS:
            self._fail(f'unknown type "{kind}".')
        filters = []
        while self._now.kind == "mark" and self._now.text in {"[", "("}:
            filters.append(self._tag_filter() if self._skip("[") else self._place_filter())
        if not filters:
            self._fail(f"a query for '{kind}' needs at least one filter.")
        return Selection(_KINDS[kind], tuple(filters))

    def _tag_filter(self) -> Filter:
        absent = self._skip("!")
        key = self._next("string", "word").value
        test = self._now.text if self._now.kind == "mark" else ""
        if test in {"=", "!=", "~", "!~"} and not absent:
            self._next()
            value = self._next("string", "word", "number").value
            matches = self._pattern(value) if "~" in test else _equals(value)
            wanted = _tag_test(key, matches, negated=test.startswith("!"))
        else:
            wanted = _tag_test(key, lambda _: True, negated=absent)
        self._take("]")
        return wanted

    def _pattern(self, text: str) -> Callable[[str], bool]:
        flags = re.IGNORECASE if self._skip(",") and self._take("i") else 0
        try:
            pattern = re.compile(text, flags)
        except re.error as error:
            self._fail(f"invalid regular expression '{text}': {error}.")
        return lambda value: pattern.search(value) is not None

    def _place_filter(self) -> Filter:
        self._take("(")
        if self._now.kind == "number":
            wanted = _in_box(self._numbers(4))
        elif self._skip("around"):
            self._take(":")
            wanted = _around(*self._numbers(3))
        else:
            self._fail(f"'around' or a bounding box expected - '{self._now.text}' found.")
        self._take(")")
        return wanted

    def _output(self) -> Output:
        self._take("out")
        detail, geometry, limit = "body", False, None
        while self._now.kind in {"word", "number"}:
            token = self._next()
            if token.kind == "number":
                limit = int(float(token.text))
            elif token.text in _DETAILS:
                detail = token.text
            elif token.text in _GEOMETRIES:
                geometry = True
            elif token.text not in _ORDERS:
                self._fail(f"unknown word '{token.text}' after 'out'.")
        return Output(detail, geometry, limit)


def _tokens(query: str) -> list[_Token]:
    tokens: list[_Token] = []
    at, line = 0, 1
    while at < len(query):
        match = _TOKEN.match(query, at)
        if match is None:
            raise QueryError(f"line {line}: parse error: unexpected '{query[at]}'.")
        if match.lastgroup != "space":
            tokens.append(_Token(str(match.lastgroup), match[0], line))
        line += match[0].count("\n")
        at = match.end()
    tokens.append(_Token("end", "end of the query", line))
    return tokens


def _equals(wanted: str) -> Callable[[str], bool]:
    return lambda value: value == wanted


def _tag_test(key: str, matches: Callable[[str], bool], *, negated: bool) -> Filter:
    def test(element: Element) -> bool:
        value = element.get("tags", {}).get(key)
        return (value is not None and matches(value)) is not negated

    return test


def _point(element: Element) -> tuple[float, float]:
    at = element.get("center", element)
    return at["lat"], at["lon"]


def _in_box(box: tuple[float, ...]) -> Filter:
    south, west, north, east = box

    def test(element: Element) -> bool:
        lat, lon = _point(element)
        return south <= lat <= north and west <= lon <= east

    return test


def _around(metres: float, lat: float, lon: float) -> Filter:
    def test(element: Element) -> bool:
        there_lat, there_lon = _point(element)
        half_lat, half_lon = math.radians(there_lat - lat) / 2, math.radians(there_lon - lon) / 2
        slant = math.cos(math.radians(lat)) * math.cos(math.radians(there_lat)) * math.sin(half_lon) ** 2
        return 2 * _EARTH_METRES * math.asin(math.sqrt(math.sin(half_lat) ** 2 + slant)) <= metres

    return test
