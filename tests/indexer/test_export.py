"""Exports: whole or not at all, with sources and dates in every row."""

import csv
import io
import json
import os
import sys
from pathlib import Path

import pytest

from indexer.build import build
from indexer.errors import ExportFailed
from indexer.export import CSV_COLUMNS, export, lines
from indexer.model import Provider
from indexer.service import SearchService


@pytest.fixture
def providers(filled) -> list[Provider]:
    build(filled.home)
    with SearchService(filled.home) as service:
        return list(service.providers())


def test_json_lines_are_the_providers(providers: list[Provider], tmp_path: Path) -> None:
    out = tmp_path / "all.jsonl"
    assert export(providers, "jsonl", out, sys.stdout) == 3
    assert [Provider.model_validate_json(line) for line in out.read_text().splitlines()] == providers


def test_csv_has_one_row_a_provider_with_its_sources_and_dates(providers: list[Provider]) -> None:
    rows = list(csv.DictReader(io.StringIO("".join(lines(providers, "csv")))))
    assert list(rows[0]) == list(CSV_COLUMNS)
    clinic = next(row for row in rows if row["name"] == "Backroom Remedial Massage")
    assert clinic["source_urls"] == "https://listed.example/12; https://backroom.example/"
    assert clinic["phones"] == "+61370100001; +61491570156"
    assert "remedial-massage" in clinic["services"].split("; ")
    assert clinic["last_seen"] == "2026-11-20T03:04:05Z"


def test_csv_cells_are_no_formulas(providers: list[Provider]) -> None:
    sly = providers[0].model_copy(update={"name": "=HYPERLINK(1)", "phones": ("+61370100001",)})
    (row,) = csv.DictReader(io.StringIO("".join(lines([sly], "csv"))))
    assert (row["name"], row["phones"]) == ("'=HYPERLINK(1)", "+61370100001")


def test_geojson_has_one_point_a_placed_location(providers: list[Provider]) -> None:
    found = json.loads("".join(lines(providers, "geojson")))
    assert found["type"] == "FeatureCollection"
    assert len(found["features"]) == 3
    first = found["features"][0]
    assert first["geometry"]["coordinates"][1] == pytest.approx(-37.75, abs=0.1)
    assert first["properties"]["source_urls"]
    assert json.loads("".join(lines([], "geojson")))["features"] == []


def test_a_full_disk_leaves_nothing_and_the_old_file(providers: list[Provider], tmp_path: Path) -> None:
    with pytest.raises(ExportFailed, match="nothing was written"):
        export(providers, "jsonl", tmp_path / "no" / "such" / "folder.jsonl", sys.stdout)
    old = tmp_path / "all.jsonl"
    old.write_text("old")

    def broken():
        yield providers[0]
        raise OSError(28, "No space left on device")

    with pytest.raises(ExportFailed, match="No space left"):
        export(broken(), "jsonl", old, sys.stdout)
    assert [path.name for path in tmp_path.glob("*.jsonl*")] == ["all.jsonl"]
    assert old.read_text() == "old"


def test_a_device_is_written_to_and_never_replaced(providers: list[Provider]) -> None:
    assert export(providers, "csv", Path(os.devnull), sys.stdout) == 3
    assert Path(os.devnull).is_char_device()
