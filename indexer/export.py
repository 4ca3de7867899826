"""Writes every provider as JSON lines, CSV or GeoJSON; a file is written aside and renamed when whole.

JSON lines is the public shape itself (`docs/data-model.md`). CSV has one row a provider: several values of
one cell are joined by "; ", places and prices are written out in words. GeoJSON has one point a location with
coordinates, its properties being the CSV columns. Every row names its sources, their addresses and dates.
"""

import csv
import io
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, TextIO

from indexer.errors import ExportFailed, OutputRefused
from indexer.model import Location, Price, Provider

Format = Literal["jsonl", "csv", "geojson"]
SEPARATOR = "; "


def lines(providers: Iterable[Provider], form: Format) -> Iterator[str]:
    """The export, line by line."""
    return WRITERS[form](providers)


def export(providers: Iterable[Provider], form: Format, output: Path | None, stdout: TextIO) -> int:
    """Write an export to `output`, or to `stdout`; gives the number of providers.

    Raises `ExportFailed` when the file cannot be written (nothing half-written is left then), `OutputRefused`
    when standard output cannot.
    """
    counted = _Counted(providers)
    if output is None:
        try:
            stdout.writelines(lines(counted, form))
            stdout.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OutputRefused(error.strerror) from error
        return counted.count
    with _aside(output) as file:
        file.writelines(lines(counted, form))
    return counted.count


class _Counted:
    """Providers, counted as they pass."""

    def __init__(self, providers: Iterable[Provider]) -> None:
        self._providers = providers
        self.count = 0

    def __iter__(self) -> Iterator[Provider]:
        for provider in self._providers:
            self.count += 1
            yield provider


@contextmanager
def _aside(output: Path) -> Iterator[TextIO]:
    aside = output.with_name(f".{output.name}.{os.getpid()}.part")
    try:
        if output.exists() and not output.is_file():  # a pipe or a device is written to, never replaced
            with output.open("w", encoding="utf-8", newline="") as file:
                yield file
            return
        try:
            with aside.open("w", encoding="utf-8", newline="") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            aside.replace(output)
        finally:
            aside.unlink(missing_ok=True)
    except OSError as error:
        raise ExportFailed(
            f"cannot write {output}: {error.strerror}; nothing was written, try another --output"
        ) from error


def _jsonl(providers: Iterable[Provider]) -> Iterator[str]:
    return (provider.model_dump_json() + "\n" for provider in providers)


def _csv(providers: Iterable[Provider]) -> Iterator[str]:
    yield _csv_row(list(CSV_COLUMNS))
    for provider in providers:
        yield _csv_row([_harmless(cell) for cell in row(provider).values()])


def _csv_row(cells: Sequence[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue()


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: scraped text is anybody's text."""
    is_number = cell[1:].replace(SEPARATOR, "").replace("+", "").replace(".", "").isdigit()
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} and not is_number else cell


def _geojson(providers: Iterable[Provider]) -> Iterator[str]:
    yield '{"type": "FeatureCollection", "features": ['
    before = "\n"
    for provider in providers:
        for place in provider.locations:
            if place.lat is not None and place.lon is not None:
                yield before + json.dumps(_feature(provider, place), ensure_ascii=False)
                before = ",\n"
    yield "\n]}\n"


def _feature(provider: Provider, place: Location) -> dict[str, object]:
    point = {"type": "Point", "coordinates": [place.lon, place.lat]}
    properties: dict[str, object] = {
        **row(provider),
        "address": _address(place),
        "precision": place.precision,
    }
    return {"type": "Feature", "id": provider.id, "geometry": point, "properties": properties}


WRITERS: Mapping[Format, Callable[[Iterable[Provider]], Iterator[str]]] = {
    "jsonl": _jsonl,
    "csv": _csv,
    "geojson": _geojson,
}


def _address(place: Location) -> str:
    parts = (place.street, " ".join(filter(None, (place.suburb, place.state, place.postcode))), place.country)
    return ", ".join(part for part in parts if part)


def _coordinate(provider: Provider, axis: Literal["lat", "lon"]) -> str:
    return next(
        (str(value) for place in provider.locations if (value := getattr(place, axis)) is not None), ""
    )


def _price(price: Price) -> str:
    return f"{price.label}: {price.amount:g} {price.currency}"


def _join(values: Iterable[str | None]) -> str:
    return SEPARATOR.join(value for value in values if value)


CSV_COLUMNS: Mapping[str, Callable[[Provider], str]] = {
    "id": lambda one: one.id,
    "name": lambda one: one.name,
    "other_names": lambda one: _join(one.other_names),
    "kind": lambda one: one.kind,
    "addresses": lambda one: _join(map(_address, one.locations)),
    "lat": lambda one: _coordinate(one, "lat"),
    "lon": lambda one: _coordinate(one, "lon"),
    "service_areas": lambda one: _join(one.service_areas),
    "phones": lambda one: _join(one.phones),
    "emails": lambda one: _join(one.emails),
    "website": lambda one: one.website or "",
    "booking_urls": lambda one: _join(one.booking_urls),
    "services": lambda one: _join(term.id for term in one.services if term.status == "stated"),
    "services_stated_not": lambda one: _join(term.id for term in one.services if term.status == "stated_not"),
    "conditions": lambda one: _join(term.id for term in one.conditions if term.status == "stated"),
    "credentials": lambda one: _join(
        f"{each.id} {each.number or ''}".strip() for each in one.credentials if each.status == "stated"
    ),
    "features": lambda one: _join(term.id for term in one.features if term.status == "stated"),
    "features_stated_not": lambda one: _join(term.id for term in one.features if term.status == "stated_not"),
    "hours": lambda one: one.hours.osm or "",
    "prices": lambda one: _join(map(_price, one.prices)),
    "practitioners": lambda one: _join(person.name for person in one.practitioners),
    "sources": lambda one: _join(ref.source for ref in one.sources),
    "source_urls": lambda one: _join(ref.url for ref in one.sources),
    "status": lambda one: one.status,
    "first_seen": lambda one: one.first_seen,
    "last_seen": lambda one: one.last_seen,
    "changed_at": lambda one: one.changed_at,
}
"""The CSV's columns, in order."""


def row(provider: Provider) -> dict[str, str]:
    """A provider's CSV row."""
    return {name: cell(provider) for name, cell in CSV_COLUMNS.items()}
