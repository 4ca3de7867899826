"""Where the map's pictures come from: one setting, which also switches them off.

ROSANNA_TILES_URL      address of a tile with {z}, {x} and {y}; `off` for a plain ground and no request
                       to anybody; default OpenStreetMap's
ROSANNA_TILES_CREDIT   whom to name on the map for other tiles; default OpenStreetMap's contributors
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

OFF: Final = "off"
DEFAULT: Final = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
"""Its policy asks for a real Referer, visible credit and no bulk use: a map that a person opened."""
CREDIT: Final = "© OpenStreetMap contributors"
_ADDRESS: Final = re.compile(
    r"(?P<origin>https?://(?P<any>\{s\}\.)?[A-Za-z0-9.-]+(?::\d{1,5})?)/[^\s\"'<>;,\\]*"
)


class TilesError(Exception):
    """The setting is no address of a tile; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Tiles:
    """A source of tiles; an empty `url` is none. `origin` is what a content policy has to allow."""

    url: str = ""
    credit: str = CREDIT
    origin: str = ""


def read_tiles(environ: Mapping[str, str]) -> Tiles:
    """The tiles that the settings name. Raises `TilesError` for an address that is none of a tile."""
    url = environ.get("ROSANNA_TILES_URL", DEFAULT).strip()
    credit = environ.get("ROSANNA_TILES_CREDIT", "").strip() or CREDIT
    if url.lower() in {OFF, ""}:
        return Tiles()
    found = _ADDRESS.fullmatch(url)
    if found is None or not all(part in url for part in ("{z}", "{x}", "{y}")):
        raise TilesError(
            f"ROSANNA_TILES_URL is {url[:200]!r}: give an http(s) address with {{z}}, {{x}} and {{y}}, "
            f"such as {DEFAULT}, or `{OFF}` for a map without pictures"
        )
    return Tiles(url, credit, found["origin"].replace("{s}.", "*."))
