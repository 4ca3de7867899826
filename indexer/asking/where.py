"""Places in a query: a suburb, postcode or pair of coordinates, after "near" or "in", or at its end."""

import re
from dataclasses import dataclass
from typing import Final

from data.locality import Gazetteer, Locality
from indexer.asking.asked import Asked, Word
from indexer.asking.spelling import Correction, nearest_place
from indexer.matcher import fold
from indexer.search import Place

RADIUS_KM: Final = 10.0
"""How far is near, unless asked otherwise: a quarter of an hour's drive in a suburb."""
RADIUS_MOST_KM: Final = 500.0
NAME_WORDS_MOST: Final = 6
"""Words of the longest place: "North Tamborine Mountain QLD 4272" has five."""
NOT_PLACES: Final = frozenset(
    """
    back ball bath beauty brace cure deep exchange female good health home hope hot male mobile mountain
    natural nice orange pain park reid rest spa spring sport sun sunrise the touch travel united
    """.split()
)
"""Suburbs whose one-word name means something else in a query, unless "in" or "near" stands before it."""

_COORDINATES = re.compile(r"\s*(-?\d{1,2}(?:\.\d+)?)\s*[,; ]\s*(-?\d{1,3}(?:\.\d+)?)\s*")
_IN_TEXT = re.compile(r"(-?\d{1,2}\.\d+)\s*,\s*(-?\d{1,3}\.\d+)")
_POSTCODE = re.compile(r"(?<!\d)\d{4}(?!\d)")
_WITHIN = re.compile(
    r"\bwithin\s+(\d{1,3}(?:\.\d+)?)\s*(?:kms?|kilometres?|kilometers?)\b(?:\s+of\b)?", re.IGNORECASE
)
_BEFORE_PLACE = frozenset(
    {"near", "in", "around", "at", "nearby", "close", "from", "of", "within", "next", "by"}
)
_NEAR_ME = re.compile(
    r"\b(?:near(?:by|est)?|close to|around) (?:me|here|my (?:home|house|place|work))\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Where:
    """A place that was read, its state, and what to tell about the reading."""

    place: Place | None = None
    state: str | None = None
    corrections: tuple[Correction, ...] = ()
    warnings: tuple[str, ...] = ()


def is_postcode(word: str) -> bool:
    """Whether a word has the form of an Australian postcode, known or not."""
    return _POSTCODE.fullmatch(word) is not None


def read_radius(asked: Asked) -> float | None:
    """Take "within 5 km"."""
    found = _WITHIN.search(asked.left)
    if not found:
        return None
    asked.take(*found.span(1))
    asked.take(found.start(), found.end())
    return min(RADIUS_MOST_KM, float(found[1])) or None


def read_near(text: str, radius_km: float, gazetteer: Gazetteer) -> Where:
    """The place that `near` names, whole: words, a postcode, or `lat,lon`."""
    if found := _COORDINATES.fullmatch(text):
        return _at(float(found[1]), float(found[2]), radius_km, gazetteer)
    if places := gazetteer.resolve(text):
        return _where(places, radius_km, text)
    if place := nearest_place(text, gazetteer):
        return _corrected(text, place, radius_km)
    if is_postcode(text.strip()):
        return Where(warnings=(f"no postcode {text.strip()} known, so all places are searched",))
    return Where(warnings=(f"“{text.strip()}” is no place known here, so all places are searched",))


def read_place(asked: Asked, radius_km: float, gazetteer: Gazetteer) -> Where:
    """Take a place that a preposition announces. Call before reading therapies: "near Bowen" is a town."""
    if found := _IN_TEXT.search(asked.left):
        asked.take(*found.span())
        return _at(float(found[1]), float(found[2]), radius_km, gazetteer)
    if found := _NEAR_ME.search(asked.left):
        asked.take(*found.span())
        return Where(warnings=("“near me” needs a suburb or postcode",))
    for run in asked.runs():
        for at, word in enumerate(run[:-1]):
            if word.text.lower() in _BEFORE_PLACE and (
                found_place := _longest(asked, run, at + 1, gazetteer)
            ):
                last, places = found_place
                asked.take(word.start, run[last].end)
                return _where(places, radius_km, asked.text[run[at + 1].start : run[last].end])
    return Where()


def read_loose_place(asked: Asked, radius_km: float, gazetteer: Gazetteer) -> Where:
    """Take a place that merely stands in what is left: in the last run of words first, from its beginning."""
    starts = [(run, at) for run in reversed(asked.runs()) for at in range(len(run))]
    for run, at in starts:
        if found := _longest(asked, run, at, gazetteer):
            last, places = found
            if last == at and fold(run[at].text) in NOT_PLACES:
                continue
            asked.take(run[at].start, run[last].end)
            return _where(places, radius_km, asked.text[run[at].start : run[last].end])
    return Where()


def read_misspelled_place(asked: Asked, radius_km: float, gazetteer: Gazetteer, *, loose: bool) -> Where:
    """Take a place with a slip in its name: after a preposition, or (`loose`) the last word."""
    for run in reversed(asked.runs()):
        for at, word in enumerate(run):
            if not (word.text.lower() in _BEFORE_PLACE and run[at + 1 :]):
                continue
            for last in range(len(run) - 1, at, -1):
                text = " ".join(one.text for one in run[at + 1 : last + 1])
                if place := nearest_place(text, gazetteer):
                    asked.take(word.start, run[last].end)
                    return _corrected(text, place, radius_km)
        if loose and (place := nearest_place(run[-1].text, gazetteer)):
            asked.take(run[-1].start, run[-1].end)
            return _corrected(run[-1].text, place, radius_km)
    return Where()


def _longest(
    asked: Asked, run: list[Word], at: int, gazetteer: Gazetteer
) -> tuple[int, tuple[Locality, ...]] | None:
    """The most words from `at` on that name a place: index of the last one, and the places."""
    if run[at].text.isdigit() and len(run[at].text) != 4:
        return None
    for last in range(min(len(run), at + NAME_WORDS_MOST) - 1, at - 1, -1):
        text = asked.text[run[at].start : run[last].end]
        places = gazetteer.resolve(text)
        if places and _is_place(text, gazetteer):
            return last, places
    return None


def _is_place(text: str, gazetteer: Gazetteer) -> bool:
    """Whether all of the words are a place's: a postcode does not make one of "massage 3084"."""
    name = _POSTCODE.sub(" ", text).strip()
    return not name or bool(gazetteer.resolve(name))


def _at(lat: float, lon: float, radius_km: float, gazetteer: Gazetteer) -> Where:
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        return Where(warnings=(f"{lat}, {lon} is no place on Earth: latitude comes first",))
    around = gazetteer.nearest(lat, lon, within_km=25)
    label = f"near {_label(around[0])}" if around else f"{lat}, {lon}"
    return Where(
        Place(label=label, lat=lat, lon=lon, radius_km=radius_km), around[0].state if around else None
    )


def _where(places: tuple[Locality, ...], radius_km: float, text: str) -> Where:
    """The likeliest place, with its namesakes named; a bare postcode is the middle of its suburbs."""
    first = places[0]
    if text.strip().isdigit():
        lat = round(sum(place.lat for place in places) / len(places), 5)
        lon = round(sum(place.lon for place in places) / len(places), 5)
        label = str(first) if len(places) == 1 else f"{first.state} {first.postcode}"
        return Where(Place(label=label, lat=lat, lon=lon, radius_km=radius_km), first.state)
    others = sorted({f"{place.name} {place.state}" for place in places if place.state != first.state})
    warnings = (
        (f"{first.name} {first.state} was taken; there is also {', '.join(others[:4])}",) if others else ()
    )
    return Where(_place(first, radius_km), first.state, warnings=warnings)


def _corrected(text: str, place: Locality, radius_km: float) -> Where:
    return Where(_place(place, radius_km), place.state, ((text.strip(), place.name),))


def _place(locality: Locality, radius_km: float) -> Place:
    return Place(label=_label(locality), lat=locality.lat, lon=locality.lon, radius_km=radius_km)


def _label(locality: Locality) -> str:
    return str(locality)
