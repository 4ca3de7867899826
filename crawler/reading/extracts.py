"""Reads published files as listings: CSV, GeoJSON (All the Places, Overture), Overpass JSON, WARC.

Nothing is asked of anybody. Values are taken by column or property name, or by dotted path
(`crawler.reading.paths`).
"""

import csv
import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawler.items import FetchedPage, FoundListing
from crawler.reading import overpass
from crawler.reading.paths import raw_fields, value_at
from crawler.reading.warc_sites import archived_sites
from data.source import FileReading

MAX_FILE_BYTES = 2_000_000_000
"""Of a JSON file, which is read whole. Larger ones are cut by area with the publisher's own tools first."""


class FileError(Exception):
    """A file cannot be read; the message says what is expected."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A record that could not be read."""

    where: str
    detail: str
    outcome: str = "unreadable"


Found = FoundListing | FetchedPage | Unreadable


def read_file(reading: FileReading, url: str) -> Iterator[Found]:
    """Everything in a file. `url` is the page of listings that have none of their own. Raises `FileError`."""
    try:
        if reading.format != "warc" and reading.path.stat().st_size > MAX_FILE_BYTES:
            raise FileError(f"larger than {MAX_FILE_BYTES / 1e9:.0f} GB: cut out the area you need first")
        yield from _READERS[reading.format](reading, url)
    except (OSError, UnicodeDecodeError) as error:
        raise FileError(f"cannot be read: {error}") from error
    except (ValueError, csv.Error) as error:
        raise FileError(f"is no {reading.format}: {error}") from error


def _csv(reading: FileReading, url: str) -> Iterator[Found]:
    with reading.path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file, strict=True)
        missing = sorted(
            {path for paths in reading.fields.values() for path in paths} - set(rows.fieldnames or ())
        )
        if missing:
            raise ValueError(f"it has no column {missing[0]!r}, only {', '.join(rows.fieldnames or ())}")
        for row in rows:
            if _is_chosen(row, reading.where):
                yield _listing(row, raw_fields(row, reading.fields), reading, url, f"line {rows.line_num}")


def _geojson(reading: FileReading, url: str) -> Iterator[Found]:
    for number, feature in enumerate(_features(reading.path)):
        record = feature.get("properties") if isinstance(feature, Mapping) else None
        if not isinstance(record, Mapping):
            yield Unreadable(f"feature {number}", "it has no properties")
            continue
        record = {"id": feature.get("id"), **record}
        if not _is_chosen(record, reading.where):
            continue
        raw = raw_fields(record, reading.fields or PROPERTIES)
        lon, lat = _point(feature.get("geometry"))
        if lat is not None:
            raw |= {"lat": lat, "lon": lon}
        yield _listing(record, raw, reading, url, f"feature {number}")


def _features(path: Path) -> Iterator[Any]:
    """A FeatureCollection, or one feature a line."""
    with path.open(encoding="utf-8-sig") as file:
        first = file.readline()
        line = first.strip().strip("\x1e,")
        try:
            one = json.loads(line)
        except ValueError:
            one = None
        if isinstance(one, dict) and one.get("type") == "Feature":
            yield one
            yield from (json.loads(rest.strip("\x1e \r\n")) for rest in file if rest.strip("\x1e \r\n"))
            return
        collection = one if one is not None else json.loads(first + file.read())
    if not isinstance(collection, dict) or not isinstance(collection.get("features"), list):
        raise ValueError("expected a FeatureCollection, or one Feature a line")
    yield from collection["features"]


def _point(geometry: Any) -> tuple[Any, Any]:
    """Longitude and latitude of a point, or of an outline's first corner."""
    place = geometry.get("coordinates") if isinstance(geometry, Mapping) else None
    while isinstance(place, list) and place and isinstance(place[0], list):
        place = place[0]
    return (place[0], place[1]) if isinstance(place, list) and len(place) >= 2 else (None, None)


def _overpass(reading: FileReading, _url: str) -> Iterator[Found]:
    answer = json.loads(reading.path.read_text(encoding="utf-8"))
    elements = answer.get("elements") if isinstance(answer, Mapping) else None
    if not isinstance(elements, list):
        raise ValueError("expected Overpass JSON with `elements`")
    for element in elements:
        tags = element.get("tags") if isinstance(element, Mapping) else None
        if isinstance(tags, Mapping) and overpass.is_wanted(tags) and _is_chosen(tags, reading.where):
            key = overpass.element_id(element)
            yield FoundListing(key, f"https://www.openstreetmap.org/{key}", overpass.listing_fields(element))


def _warc(reading: FileReading, _url: str) -> Iterator[Found]:
    wanted = reading.where.get("url")
    yield from archived_sites(reading.path, re.compile(wanted) if wanted else None)


def _is_chosen(record: Mapping[str, Any], where: Mapping[str, str]) -> bool:
    """Whether each named value matches its regular expression somewhere."""
    return all(
        re.search(pattern, _flat(value_at(record, path)), re.IGNORECASE) for path, pattern in where.items()
    )


def _flat(value: Any) -> str:
    return ";".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)


def _listing(
    record: Mapping[str, Any], raw: Mapping[str, Any], reading: FileReading, url: str, where: str
) -> Found:
    if not raw.get("name") and not raw.get("phones"):
        return Unreadable(where, "neither name nor phone")
    ident = value_at(record, reading.id) if reading.id else next(
        (found for path in IDS if (found := value_at(record, path)) not in (None, "")), None
    )  # fmt: skip
    if ident in (None, ""):
        told = json.dumps([raw.get(name) for name in ("name", "street", "suburb", "postcode")], default=str)
        ident = hashlib.sha256(told.encode()).hexdigest()[:16]
    page = value_at(record, reading.page) if reading.page else None
    return FoundListing(str(ident), str(page) if page else url, {**raw, "record": dict(record)})


IDS = ("id", "ref", "@id")
PROPERTIES: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "names.primary", "branch", "brand"),
    "website": ("website", "websites", "contact:website"),
    "phones": ("phone", "phones", "contact:phone"),
    "emails": ("email", "emails", "contact:email"),
    "street": ("addr:street_address", "addr:full", "addresses.freeform", "addr:street"),
    "suburb": ("addr:suburb", "addr:city", "addresses.locality"),
    "state": ("addr:state", "addresses.region"),
    "postcode": ("addr:postcode", "addresses.postcode"),
    "country": ("addr:country", "addresses.country"),
    "services": ("healthcare:speciality", "categories.primary", "categories.alternate"),
    "hours": ("opening_hours",),
}
"""Where All the Places (OpenStreetMap's keys) and Overture Places keep what a listing has."""
_READERS: Mapping[str, Callable[[FileReading, str], Iterator[Found]]] = {
    "csv": _csv,
    "geojson": _geojson,
    "overpass": _overpass,
    "warc": _warc,
}
