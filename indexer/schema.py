"""The JSON Schema of a provider, as `docs/provider.schema.json` publishes it.

`python -m indexer.schema` writes that file anew; a test says when it must.
"""

import json
from pathlib import Path

from indexer.model import Provider

FILE = Path(__file__).parents[1] / "docs" / "provider.schema.json"


def schema_text() -> str:
    """The schema, as the file holds it."""
    schema = Provider.model_json_schema(mode="serialization")
    for one in (schema, *schema["$defs"].values()):
        one["required"] = sorted(one["properties"])  # a default in the code is still written to every export
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return json.dumps(schema, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


if __name__ == "__main__":
    FILE.write_text(schema_text(), encoding="utf-8")
