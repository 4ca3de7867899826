"""Values out of JSON-like records by dotted path: `names.primary`, `addresses.locality`.

A key that itself holds dots or colons is taken as it stands. A part that is a list stands for its first entry
that has the rest, or for all of them in list fields.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from crawler.reading.clean import LIST_FIELDS


def value_at(record: Any, path: str) -> Any:
    """The value at a dotted path, or None."""
    if isinstance(record, Mapping):
        if path in record:
            return record[path]
        head, _, rest = path.partition(".")
        return value_at(record[head], rest) if rest and head in record else None
    if isinstance(record, list):
        return next((found for one in record if (found := value_at(one, path)) not in (None, "")), None)
    return None


def raw_fields(record: Mapping[str, Any], fields: Mapping[str, Iterable[str]]) -> dict[str, Any]:
    """Raw listing fields: of each the first path that holds something, in list fields all that do."""
    raw: dict[str, Any] = {}
    for name, paths in fields.items():
        values = [value for path in paths if (value := value_at(record, path)) not in (None, "", [], {})]
        if name in LIST_FIELDS:
            parts = [part for value in values for part in _parts(value)]
            if parts:
                raw[name] = parts
        elif values:
            raw[name] = values[0][0] if isinstance(values[0], list) else values[0]
    return raw


def _parts(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    return [part.strip() for part in str(value).split(";") if part.strip()]
