"""How many providers state what, and where: the counts behind landing pages and sitemaps.

A build notes one line a provider beside the index (`census.jsonl`), so that nobody has to read every provider
to count them. Only who can be found is counted. A therapy counts for the wider ones it is a kind of, as in a
search. Places are localities, by their slug (`rosanna-vic-3084`); a place that the gazetteer does not know is
not counted.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from data.locality import Locality, gazetteer, name_key
from data.term import Kind, vocabulary
from indexer.engines.protocol import Document
from indexer.model import Location, Provider, StatedTerm

FILE = "census.jsonl"
LOOKED_UP = 16_384
"""Places whose locality is remembered during a build: more than Australia has."""
_SLUG = re.compile(r"(?P<name>[a-z0-9-]+)-(?P<state>[a-z]{2,3})-(?P<postcode>[0-9]{4})")


@dataclass(frozen=True, slots=True)
class Noted:
    """What is noted of one provider that can be found."""

    id: str
    changed_at: str
    places: Sequence[str]
    """Slugs of the localities it works in."""
    services: Sequence[str]
    conditions: Sequence[str]


@dataclass(frozen=True)
class Census:
    """The counts of one index."""

    providers: tuple[tuple[str, str], ...] = ()
    """Id and time of the last change (RFC 3339) of everybody who can be found, by id."""
    places: Mapping[str, int] = field(default_factory=dict)
    """Providers by place."""
    services: Mapping[str, int] = field(default_factory=dict)
    conditions: Mapping[str, int] = field(default_factory=dict)
    service_places: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """Therapy -> place -> how many there state it."""
    condition_places: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    place_services: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """Place -> therapy -> how many there state it."""


def note(provider: Provider) -> Noted | None:
    """What is noted of a provider; nothing of one that is gone."""
    if provider.status == "gone":
        return None
    places = (locality_of(place) for place in provider.locations)
    return Noted(
        id=provider.id,
        changed_at=provider.changed_at,
        places=tuple(dict.fromkeys(slug(place) for place in places if place)),
        services=_stated("therapies", provider.services),
        conditions=_stated("conditions", provider.conditions),
    )


def _stated(kind: Kind, terms: Iterable[StatedTerm]) -> tuple[str, ...]:
    own = [term.id for term in terms if term.status == "stated"]
    return tuple(dict.fromkeys(one for term_id in own for one in (term_id, *_wider(kind, term_id))))


@cache
def _wider(kind: Kind, term_id: str) -> tuple[str, ...]:
    return vocabulary(kind).ancestors(term_id)


def locality_of(place: Location) -> Locality | None:
    """The locality of a location; `None` for one that the gazetteer does not know."""
    if place.country != "AU" or not place.suburb or not place.state:
        return None
    return _locality(place.suburb, place.state, place.postcode)


@lru_cache(maxsize=LOOKED_UP)
def _locality(suburb: str, state: str, postcode: str | None) -> Locality | None:
    found = gazetteer().by_name(suburb, state)
    return next((one for one in found if one.postcode == postcode), next(iter(found), None))


def slug(place: Locality) -> str:
    """A locality in an address: `rosanna-vic-3084`."""
    return slug_of(str(place))


def slug_of(label: str) -> str:
    """The same of a locality's label: `Rosanna VIC 3084`."""
    return "-".join(name_key(label).split())


def locality_at(text: str) -> Locality | None:
    """The locality of a slug."""
    parts = _SLUG.fullmatch(text)
    if parts is None:
        return None
    found = gazetteer().by_name(parts["name"].replace("-", " "), parts["state"])
    return next((one for one in found if one.postcode == parts["postcode"] and slug(one) == text), None)


class Notes:
    """The notes of the generation that is being built."""

    def __init__(self, known: Iterable[Noted] = ()) -> None:
        """`known`: those of the generation that is built upon."""
        self._lines = {one.id: one for one in known}

    def taking(self, documents: Iterable[Document]) -> Iterator[Document]:
        """The documents, each noted as it passes."""
        for document in documents:
            noted = note(document.provider)
            if noted is None:
                self._lines.pop(document.provider.id, None)
            else:
                self._lines[noted.id] = noted
            yield document

    def save(self, folder: Path, removed: Iterable[str]) -> None:
        """Write the notes into the generation's folder, without those who are not in it any more."""
        for provider_id in removed:
            self._lines.pop(provider_id, None)
        with (folder / FILE).open("w", encoding="utf-8") as file:
            file.writelines(_line(one) for _, one in sorted(self._lines.items()))


def _line(one: Noted) -> str:
    row = (one.id, one.changed_at, list(one.places), list(one.services), list(one.conditions))
    return json.dumps(row, separators=(",", ":")) + "\n"


def known(folder: Path, providers: Callable[[], Iterable[Provider]]) -> list[Noted]:
    """The notes of a generation; made again of its providers where they are missing or damaged."""
    try:
        with (folder / FILE).open(encoding="utf-8") as file:
            return [Noted(*json.loads(line)) for line in file]
    except (OSError, ValueError, TypeError):
        return [noted for one in providers() if (noted := note(one))]


def count(noted: Iterable[Noted]) -> Census:
    """The counts over all notes."""
    providers: list[tuple[str, str]] = []
    places: Counter[str] = Counter()
    stated: Mapping[str, Counter[str]] = {"services": Counter(), "conditions": Counter()}
    there: Mapping[str, dict[str, Counter[str]]] = {
        "services": defaultdict(Counter), "conditions": defaultdict(Counter), "places": defaultdict(Counter)
    }  # fmt: skip
    for one in noted:
        providers.append((one.id, one.changed_at))
        places.update(one.places)
        for kind, ids in (("services", one.services), ("conditions", one.conditions)):
            stated[kind].update(ids)
            for term_id in ids:
                there[kind][term_id].update(one.places)
        for place in one.places:
            there["places"][place].update(one.services)
    return Census(
        tuple(sorted(providers)), places, stated["services"], stated["conditions"],
        there["services"], there["conditions"], there["places"],
    )  # fmt: skip
