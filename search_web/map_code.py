"""Leaflet and its clusters, served from the packages that bring them. Only pages with a map ask for them."""

from collections.abc import Mapping
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Final

from flask import Blueprint, abort, send_file
from flask.typing import ResponseReturnValue

map_code = Blueprint("map_code", __name__)

_LEAFLET: Final = Path(str(files("xstatic.pkg.leaflet") / "data"))
_CLUSTERS: Final = Path(str(files("xstatic.pkg.leaflet_markercluster") / "data"))
FILES: Final[Mapping[str, Path]] = {
    "leaflet.css": _LEAFLET / "leaflet.css",
    "leaflet.js": _LEAFLET / "leaflet.js",
    "clusters.css": _CLUSTERS / "MarkerCluster.css",
    "clusters.js": _CLUSTERS / "leaflet.markercluster.js",
}
"""Name in an address -> file: of what the packages bring, a map needs these."""
EDITION: Final = f"{version('XStatic-Leaflet')}-{version('XStatic-Leaflet-MarkerCluster')}"


@map_code.get("/static/map/<name>")
def send(name: str) -> ResponseReturnValue:
    """One of the files."""
    if name not in FILES:
        abort(404, "The map has no file of this name.")
    return send_file(FILES[name])
