"""The sources of what is shown: what each is called, and whom the licence of its data has us name."""

from collections.abc import Iterable

from flask import g

from search_web.finder import SourceCoverage, finder

SAID = {"sites": "the provider’s own web site", "osm": "OpenStreetMap"}
"""How the two sources that come with the program are called in a sentence."""
MAP_COPYRIGHT = "https://www.openstreetmap.org/copyright"
"""The page that the map's licence (ODbL) asks to link to wherever its data shows."""
_MAP = "OpenStreetMap contributors"


def known() -> dict[str, SourceCoverage]:
    """The sources of the index by id; asked for once in a request."""
    if "sources" not in g:
        g.sources = {source.source: source for source in finder().coverage().sources}
    found: dict[str, SourceCoverage] = g.sources
    return found


def source_title(id_: str) -> str:
    """What a source is called: by us, by its own file, or else its id in words."""
    if said := SAID.get(id_):
        return said
    source = known().get(id_)
    return (source.title if source else "") or id_.replace("-", " ")


def from_the_map(ids: Iterable[str]) -> bool:
    """Whether one of these sources is OpenStreetMap, under whatever id an operator reads it."""
    sources = known()
    return any(id_ == "osm" or (id_ in sources and _MAP in sources[id_].publisher) for id_ in ids)
