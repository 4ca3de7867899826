"""Sources: one YAML file each, checked against `source.schema.json`, read into frozen dataclasses.

`docs/adding-a-source.md` explains the keys.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

import yaml
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError, best_match
from lxml.etree import XPath, XPathError
from parsel.csstranslator import HTMLTranslator

from data.schedule import Schedule, ScheduleError, read_schedule

SOURCES_FOLDER = Path(__file__).parent / "sources"
"""The sources that come with the program."""
SCHEMA = Path(__file__).parent / "source.schema.json"
DEFAULT_DELAY = 2.0
"""Seconds between two requests to one host, where a source names none: slower than a person clicks."""
_SELECTOR_KEYS = ("no_results", "card", "link", "next")
KIND_ORDER = ("osm", "file", "directory", "sites")
"""Sites last: they are found through the listings that the others bring in."""
START_PLACEHOLDERS = frozenset({"state", "state_slug", "suburb", "suburb_slug", "postcode", "lat", "lon"})


class SourceError(Exception):
    """A source cannot be used; the message names file, line and what is wrong."""

    def __init__(self, path: Path, line: int | None, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}" if line else f"{path}: {message}")
        self.path = path
        self.line = line


@dataclass(frozen=True, slots=True)
class Selector:
    """Where in a page a value stands."""

    query: str
    xpath: bool = False
    regex: str | None = None
    """Applied to the text found; its first group (or all of it) is the value."""


@dataclass(frozen=True, slots=True)
class Areas:
    """What a source is asked about when the command line names no suburb."""

    suburbs: tuple[str, ...] = ()
    around: tuple[tuple[str, float], ...] = ()
    """(place, kilometres): every suburb whose point lies within."""
    bbox: tuple[float, float, float, float] | None = None
    """South, west, north, east in degrees."""


@dataclass(frozen=True, slots=True)
class OsmReading:
    """How to ask an Overpass endpoint."""

    endpoint: str = "https://overpass-api.de/api/interpreter"
    radius_km: float = 3.0
    """Round each suburb's point."""


@dataclass(frozen=True, slots=True)
class DirectoryReading:
    """How to read a directory: result pages, their cards, the detail pages behind them."""

    start: tuple[str, ...]
    items: str | None = None
    """Where a JSON answer keeps its records: a dotted path, `.` for the answer itself."""
    id: str | None = None
    """Where a record keeps its id."""
    no_results: Selector | None = None
    card: Selector | None = None
    link: Selector | None = None
    next: Selector | None = None
    detail_url: str | None = None
    card_fields: Mapping[str, Selector] = field(default_factory=dict)
    fields: Mapping[str, Selector] = field(default_factory=dict)

    @property
    def by_suburb(self) -> bool:
        """Whether the start URLs have a place for a suburb."""
        return any(name for url in self.start for _, name, _, _ in Formatter().parse(url))


@dataclass(frozen=True, slots=True)
class SitesReading:
    """Which providers' own sites to crawl."""

    from_listings: bool = True
    seeds: Path | None = None
    pages_per_site: int = 25


@dataclass(frozen=True, slots=True)
class FileReading:
    """How to read a published file."""

    path: Path
    format: str
    """`csv`, `geojson`, `overpass` or `warc`."""
    id: str | None = None
    """Column or property that names a record for good."""
    page: str | None = None
    """Column or property with the page a person can open."""
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    where: Mapping[str, str] = field(default_factory=dict)
    """Only records whose values match these regular expressions."""


@dataclass(frozen=True, slots=True)
class Source:
    """One source: who publishes it, how to crawl it, what to expect of it."""

    id: str
    title: str
    publisher: str
    url: str
    licence: str
    purpose: str
    kind: str
    reading: OsmReading | DirectoryReading | SitesReading | FileReading
    path: Path
    enabled: bool = True
    cadence: str = "weekly"
    delay: float = DEFAULT_DELAY
    requests_a_day: int | None = None
    """To one host in one UTC day; None: the crawler's own bound."""
    schedule: Schedule = field(default_factory=Schedule)
    """When it may be asked."""
    areas: Areas = field(default_factory=Areas)
    expect: Mapping[str, Any] = field(default_factory=dict)

    @property
    def stored_as(self) -> str:
        """The `source` of its listings and pages: its id, but `sites` for every source of that kind.

        A provider's own site is one thing, whichever seed list or archive led to it.
        """
        archived = isinstance(self.reading, FileReading) and self.reading.format == "warc"
        return "sites" if self.kind == "sites" or archived else self.id


def load_source(path: Path) -> Source:
    """Read one source. Raises `SourceError` with file and line."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(path, None, f"cannot be read: {error}") from error
    node = _compose(path, text)
    values = yaml.safe_load(text)
    problem = best_match(_validator().iter_errors(values), key=_depth_first)
    if problem is not None:
        raise SourceError(path, _problem_line(node, problem), _in_words(problem))
    if values["id"] != path.stem:
        raise SourceError(
            path, 1, f"id is {values['id']!r}, but the file is named {path.name}: make them the same"
        )
    _check_selectors(values.get("directory", {}), node, path)
    try:
        source = _source(values, path)
    except ScheduleError as error:
        steps = ("schedule", *error.steps)
        raise SourceError(path, _line(node, steps), f"{'.'.join(map(str, steps))}: {error}") from error
    _check_placeholders(source)
    return source


def load_sources(folder: Path) -> tuple[Source, ...]:
    """Every source of a folder, in the order in which they are best crawled. Raises `SourceError`."""
    if not folder.is_dir():
        raise SourceError(
            folder, None, "no such folder: give ROSANNA_SOURCES or --sources-dir a folder of YAML files"
        )
    loaded = [load_source(path) for path in source_files(folder)]
    return tuple(sorted(loaded, key=lambda source: (KIND_ORDER.index(source.kind), source.id)))


def source_files(folder: Path) -> Iterator[Path]:
    """The YAML files of a folder, by name."""
    return iter(sorted(folder.glob("*.yaml")))


def _compose(path: Path, text: str) -> yaml.Node:
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or "not YAML"
        raise SourceError(path, mark.line + 1 if mark else None, f"malformed YAML: {reason}") from error
    if not isinstance(node, yaml.MappingNode):
        raise SourceError(path, 1, "expected keys and values, such as `id: my-directory`")
    return node


@cache
def _validator() -> Draft202012Validator:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return Draft202012Validator(schema, format_checker=FormatChecker(["regex"]))


def _depth_first(error: ValidationError) -> tuple[int, bool]:
    """An unknown or missing key is a better message than the branch it made fail."""
    return len(error.path), error.validator not in {"allOf", "anyOf", "if", "not"}


def _problem_line(node: yaml.Node, problem: ValidationError) -> int:
    """The line of the value at fault, or of the mapping that lacks a key."""
    steps = list(problem.absolute_path)
    instance, schema = problem.instance, problem.schema
    if (
        problem.validator == "additionalProperties"
        and isinstance(instance, Mapping)
        and isinstance(schema, Mapping)
    ):
        steps.extend(sorted(map(str, set(instance) - set(schema["properties"])))[:1])
    return _line(node, steps)


def _line(node: yaml.Node, steps: Iterable[str | int]) -> int:
    for step in steps:
        if isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == str(step)), node)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            node = node.value[step]
    return int(node.start_mark.line) + 1


def _in_words(problem: ValidationError) -> str:
    where = ".".join(str(step) for step in problem.absolute_path)
    if problem.validator == "not" and isinstance(problem.validator_value, Mapping):
        return f"holds the key {problem.validator_value['required'][0]!r} of another kind of source"
    if problem.validator == "anyOf":
        return f"{where}: {problem.instance!r} is not what is expected here"
    return f"{where}: {problem.message}" if where else problem.message


def _source(values: Mapping[str, Any], path: Path) -> Source:
    kind = values["kind"]
    described = values.get(kind, {})
    given = {name: values[name] for name in ("enabled", "cadence", "expect") if name in values}
    return Source(
        **{name: values[name] for name in ("id", "title", "publisher", "url", "licence", "purpose", "kind")},
        reading=_READINGS[kind](described, path),
        path=path,
        delay=float(values.get("rate", {}).get("delay", DEFAULT_DELAY)),
        requests_a_day=values.get("rate", {}).get("per_day"),
        schedule=read_schedule(values.get("schedule", {})),
        areas=_areas(values.get("areas", {})),
        **given,
    )


def _areas(values: Mapping[str, Any]) -> Areas:
    return Areas(
        suburbs=tuple(str(place) for place in values.get("suburbs", ())),
        around=tuple((str(one["place"]), float(one["radius_km"])) for one in values.get("around", ())),
        bbox=tuple(values["bbox"]) if "bbox" in values else None,
    )


def _osm(values: Mapping[str, Any], _path: Path) -> OsmReading:
    return OsmReading(**values)


def _directory(values: Mapping[str, Any], _path: Path) -> DirectoryReading:
    start = values["start"]
    single = {
        name: _selector(values[name]) for name in ("no_results", "card", "link", "next") if name in values
    }
    return DirectoryReading(
        start=tuple(start) if isinstance(start, list) else (start,),
        detail_url=values.get("detail_url"),
        items=values.get("items"),
        id=values.get("id"),
        card_fields=_selectors(values.get("card_fields", {})),
        fields=_selectors(values.get("fields", {})),
        **single,
    )


def _sites(values: Mapping[str, Any], path: Path) -> SitesReading:
    given = {name: values[name] for name in ("from_listings", "pages_per_site") if name in values}
    return SitesReading(seeds=path.parent / values["seeds"] if "seeds" in values else None, **given)


def _file(values: Mapping[str, Any], path: Path) -> FileReading:
    fields = {
        name: tuple(paths) if isinstance(paths, list) else (paths,)
        for name, paths in values.get("fields", {}).items()
    }
    given = {name: values[name] for name in ("format", "id", "page", "where") if name in values}
    return FileReading(path=path.parent / values["path"], fields=fields, **given)


_Reading = OsmReading | DirectoryReading | SitesReading | FileReading
_READINGS: Mapping[str, Callable[[Mapping[str, Any], Path], _Reading]] = {
    "osm": _osm,
    "directory": _directory,
    "sites": _sites,
    "file": _file,
}


def _selectors(values: Mapping[str, Any]) -> dict[str, Selector]:
    return {name: _selector(value) for name, value in values.items()}


def _selector(value: str | Mapping[str, str]) -> Selector:
    if isinstance(value, str):
        return Selector(value, xpath=re.match(r"\.?/|\(", value) is not None)
    return Selector(value.get("css") or value["xpath"], xpath="xpath" in value, regex=value.get("regex"))


def _check_selectors(values: Mapping[str, Any], node: yaml.Node, path: Path) -> None:
    # In a JSON answer, link, next and card_fields are dotted paths: nothing to compile.
    keys, groups = ((), ("fields",)) if "items" in values else (_SELECTOR_KEYS, ("card_fields", "fields"))
    found: list[tuple[tuple[str, ...], Any]] = [
        (("directory", name), values[name]) for name in keys if name in values
    ]
    for group in groups:
        found.extend((("directory", group, name), value) for name, value in values.get(group, {}).items())
    for steps, value in found:
        selector = _selector(value)
        try:
            XPath(selector.query if selector.xpath else HTMLTranslator().css_to_xpath(selector.query))
        except (SyntaxError, XPathError) as error:  # cssselect's errors are SyntaxErrors
            kind = "XPath" if selector.xpath else "CSS"
            raise SourceError(
                path,
                _line(node, steps),
                f"{'.'.join(steps)}: {selector.query!r} is not valid {kind}: {error}",
            ) from error


def _check_placeholders(source: Source) -> None:
    if not isinstance(source.reading, DirectoryReading):
        return
    for url in source.reading.start:
        try:
            names = {name for _, name, _, _ in Formatter().parse(url) if name is not None}
        except ValueError as error:
            raise SourceError(source.path, None, f"directory.start: {error} in {url}") from error
        if unknown := sorted(names - START_PLACEHOLDERS):
            known = ", ".join(sorted(START_PLACEHOLDERS))
            raise SourceError(source.path, None, f"directory.start: {{{unknown[0]}}} is none of {known}")
