"""An Overpass endpoint over a file of made-up elements, for the sample web."""

import html
import json
from collections.abc import Iterable
from pathlib import Path
from threading import Lock
from typing import Any, Self

from werkzeug.wrappers import Request, Response

from data.overpass_ql import Element, Output, QueryError, Selection, parse


class ElementsError(Exception):
    """A file of elements cannot be read; the message names file and fault."""


class Overpass:
    """Answers queries from elements in Overpass's own JSON form (ways with `center`).

    `refuse_first` requests are answered with 429 and Retry-After before the first is served.
    """

    def __init__(self, elements: Iterable[Element], *, timestamp: str = "", refuse_first: int = 0) -> None:
        self._elements = sorted(elements, key=lambda element: (element["type"], element["id"]))
        self._timestamp = timestamp
        self._refusals = refuse_first
        self._lock = Lock()

    @classmethod
    def from_file(cls, path: Path) -> Self:
        """Read `overpass.json`: `elements`, and if wanted `timestamp_osm_base` and `refuse_first`.

        Raises `ElementsError` when the file cannot serve.
        """
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            return cls(
                data["elements"],
                timestamp=data.get("timestamp_osm_base", ""),
                refuse_first=data.get("refuse_first", 0),
            )
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            raise ElementsError(
                f"{path.parent.name}/{path.name} holds no Overpass elements: {error!r}"
            ) from error

    def respond(self, request: Request) -> Response:
        """Answer `data=` of a form or of the query string, or a query that is the whole body of a POST."""
        if request.method not in {"GET", "HEAD", "POST"}:
            return _page("405 Method Not Allowed", 405)
        with self._lock:
            refused, self._refusals = self._refusals > 0, max(0, self._refusals - 1)
        if refused:
            busy = _page("Too many requests: wait, then ask again.", 429)
            busy.headers["Retry-After"] = "1"
            return busy
        body = request.get_data(as_text=True)  # first: reading the form would use it up
        query = request.values.get("data", body)
        try:
            elements = self.elements(query)
        except QueryError as error:
            return _page(str(error), 400)
        answer = {
            "version": 0.6,
            "generator": "Rosanna sample web",
            "osm3s": {
                "timestamp_osm_base": self._timestamp,
                "copyright": "Everything in this answer is made up. Real answers are © OpenStreetMap, ODbL.",
            },
            "elements": elements,
        }
        body = json.dumps(answer, ensure_ascii=False, indent=2)
        return Response(body, content_type="application/json")

    def elements(self, query: str) -> list[dict[str, Any]]:
        """The elements that a query writes. Raises `QueryError`."""
        script = parse(query)
        found: list[Element] = []
        written: list[dict[str, Any]] = []
        for step in script.steps:
            if isinstance(step, Output):
                written += _written(found, step)
            else:
                found = [
                    element
                    for element in self._elements
                    if (script.box is None or script.box(element))
                    and any(_selects(selection, element) for selection in step)
                ]
        return written


def _selects(selection: Selection, element: Element) -> bool:
    return element["type"] in selection.kinds and all(wanted(element) for wanted in selection.filters)


def _written(found: list[Element], output: Output) -> list[dict[str, Any]]:
    if output.detail == "count":
        count = {
            f"{kind}s": str(sum(e["type"] == kind for e in found)) for kind in ("node", "way", "relation")
        }
        return [{"type": "count", "id": 0, "tags": {**count, "total": str(len(found))}}]
    keys = {"type", "id"}
    if output.detail in {"skel", "body", "meta"}:
        keys |= {"lat", "lon", "nodes", "members"}
    if output.geometry:
        keys |= {"lat", "lon", "center"}
    if output.detail in {"tags", "body", "meta"}:
        keys |= {"tags"}
    return [{key: element[key] for key in element if key in keys} for element in found[: output.limit]]


def _page(fault: str, status: int) -> Response:
    """An error in the form Overpass gives it: a small page with the fault in red."""
    return Response(
        '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>OSM3S Response</title>'
        f'<p><strong style="color:#FF0000">Error</strong>: {html.escape(fault, quote=False)} </p></html>',
        status=status,
        content_type="text/html; charset=utf-8",
    )
