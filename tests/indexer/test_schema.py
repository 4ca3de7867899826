"""The published schema is that of the code, and exports fit it."""

import json
import re

import pytest
from jsonschema import Draft202012Validator, ValidationError

from indexer.build import build
from indexer.export import CSV_COLUMNS, lines
from indexer.model import Provider
from indexer.schema import FILE, schema_text
from indexer.service import SearchService


def test_the_published_schema_is_that_of_the_model() -> None:
    assert FILE.read_text(encoding="utf-8") == schema_text(), "run `python -m indexer.schema`"


def test_exports_fit_the_published_schema(filled) -> None:
    schema = json.loads(FILE.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    build(filled.home)
    with SearchService(filled.home) as service:
        written = [json.loads(line) for line in lines(service.providers(), "jsonl")]
    assert len(written) == 3
    for one in written:
        validator.validate(one)
    with pytest.raises(ValidationError, match="extra"):
        validator.validate({**written[0], "extra": 1})
    with pytest.raises(ValidationError, match="required"):
        validator.validate({key: value for key, value in written[0].items() if key != "hours"})


def test_the_page_names_every_key_and_every_column() -> None:
    page = (FILE.parent / "data-model.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z_]+)`", page))
    assert set(Provider.model_fields) | set(CSV_COLUMNS) <= named
