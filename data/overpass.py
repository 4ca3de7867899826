"""Answers Overpass QL queries from a file of made-up elements, for the sample web."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

from werkzeug.wrappers import Request, Response


class Overpass:
    """An Overpass endpoint over one `overpass.json`."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.elements = data["elements"]

    @classmethod
    def from_file(cls, path: Path) -> Self:
        """Read the elements of a JSON file."""
        return cls(json.loads(path.read_text(encoding="utf-8")))

    def respond(self, request: Request) -> Response:
        """Answer a request with every element."""
        return Response(json.dumps({"version": 0.6, "elements": self.elements}), content_type="application/json")
