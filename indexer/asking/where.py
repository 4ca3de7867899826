"""Places in a query: a suburb, postcode or pair of coordinates, after "near" or "in", or at its end."""

import math
import re
from dataclasses import dataclass, replace
from typing import Final

from data.locality import COUNTRY_PULL, Gazetteer, Locality, distance_km, name_key, pull
from data.place_meaning import meant
from indexer.asking.asked import Asked, Word
from indexer.asking.spelling import Correction, nearest_place
from indexer.matcher import fold, matcher
from indexer.search import Place

RADIUS_KM: Final = 10.0
"""How far is near, unless asked otherwise: a quarter of an hour's drive in a suburb."""
RADIUS_MOST_KM: Final = 500.0
NAME_WORDS_MOST: Final = 6
"""Words of the longest place: "North Tamborine Mountain QLD 4272" has five."""
COUNCIL_SHARE: Final = 0.9
"""Share of a council's suburbs that a search round its middle covers; the rest are its outliers."""
SAME_TOWN_KM: Final = 60.0
"""How far a suburb may lie from the city or region named behind it."""
NAMESAKES_MOST: Final = 4
"""Places of the same name, one a state, that are offered beside the likeliest."""
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
_KM = r"(\d{1,3}(?:\.\d+)?)\s*(?:kms?|k|kilometres?|kilometers?)\b"
_WITHIN = re.compile(
    rf"\b(?:with)?in\s+(?:a\s+)?{_KM}(?:\s+radius)?(?:\s+(?:of|from)\b)?"
    rf"|\b{_KM}(?:\s+(?:from|of|around|away from|radius(?: of)?)\b)",
    re.IGNORECASE,
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
    asked.take(*found.span())
    return min(RADIUS_MOST_KM, float(found[1] or found[2])) or None


def read_near(text: str, radius_km: float, gazetteer: Gazetteer) -> Where:
    """The place that `near` names, whole: words, a postcode, or `lat,lon`."""
    if found := _COORDINATES.fullmatch(text):
        return _at(float(found[1]), float(found[2]), radius_km, gazetteer)
    if places := gazetteer.resolve(text):
        return _where(places, radius_km, text, gazetteer)
    if loosely := meant(gazetteer, text):
        return _corrected(text, loosely[0], radius_km)
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
                return _where(places, radius_km, asked.text[run[at + 1].start : run[last].end], gazetteer)
    return Where()


def read_loose_place(asked: Asked, radius_km: float, gazetteer: Gazetteer) -> Where:
    """Take a place that merely stands in what is left: in the last run of words first, from its beginning."""
    starts = [(run, at) for run in reversed(asked.runs()) for at in range(len(run))]
    for run, at in starts:
        if found := _longest(asked, run, at, gazetteer):
            last, places = found
            if last == at and fold(run[at].text) in NOT_PLACES:
                continue
            last, places = _within_larger(asked, run, last, places, gazetteer)
            asked.take(run[at].start, run[last].end)
            return _where(places, radius_km, asked.text[run[at].start : run[last].end], gazetteer)
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
        place = nearest_place(run[-1].text, gazetteer) if loose else None
        if place and pull(place) >= COUNTRY_PULL:  # else a name of a business is a hamlet with a slip
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
        if places and _is_place(text, gazetteer) and not _holds_terms(text, places, gazetteer):
            return last, places
    return None


def _within_larger(
    asked: Asked, run: list[Word], last: int, places: tuple[Locality, ...], gazetteer: Gazetteer
) -> tuple[int, tuple[Locality, ...]]:
    """Of namesakes the one near a place named right behind it: "newtown geelong"."""
    larger = _longest(asked, run, last + 1, gazetteer) if len(places) > 1 and run[last + 1 :] else None
    if larger is None:
        return last, places
    end, around = larger
    near = gazetteer.outwards(places, around[0])
    return (
        (end, near) if distance_km(*_point(near[0]), *_point(around[0])) <= SAME_TOWN_KM else (last, places)
    )


def _point(place: Locality) -> tuple[float, float]:
    return place.lat, place.lon


def _holds_terms(text: str, places: tuple[Locality, ...], gazetteer: Gazetteer) -> bool:
    """Whether the place begins only behind a complaint or therapy: "(in) my neck massage Newport Vic".

    Other words before a name and its state are a street's.
    """
    _, _, rest = text.partition(" ")
    if not rest or gazetteer.resolve(rest) != places:
        return False
    return any(matcher(kind, queries=True).find(text) for kind in ("therapies", "conditions"))


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


def _where(places: tuple[Locality, ...], radius_km: float, text: str, gazetteer: Gazetteer) -> Where:
    """The likeliest place, with its namesakes named; a bare postcode is the middle of its suburbs."""
    first = places[0]
    if council := gazetteer.council(text):
        return _council(council, radius_km)
    if _is_bare(text, first) and (better := gazetteer.better_known(first)):
        corrected = _corrected(text, better, radius_km)
        return replace(corrected, place=_with_namesakes(better, radius_km, (str(first),)))
    if text.strip().isdigit():
        lat = round(sum(place.lat for place in places) / len(places), 5)
        lon = round(sum(place.lon for place in places) / len(places), 5)
        label = str(first) if len(places) == 1 else f"{first.state} {first.postcode}"
        return Where(Place(label=label, lat=lat, lon=lon, radius_km=radius_km), first.state)
    others = {place.state: str(place) for place in reversed(places) if place.state != first.state}
    namesakes = tuple(str(place) for place in places if str(place) in others.values())[:NAMESAKES_MOST]
    warnings = (f"{first} was taken; there is also {', '.join(namesakes)}",) if namesakes else ()
    return Where(_with_namesakes(first, radius_km, namesakes), first.state, warnings=warnings)


def _council(localities: tuple[Locality, ...], radius_km: float) -> Where:
    """A council: round its middle, over most of its suburbs unless another distance was asked for."""
    middle = localities[0]
    far = sorted(distance_km(*_point(middle), *_point(one)) for one in localities)
    whole = float(math.ceil(far[int(len(far) * COUNCIL_SHARE)]))
    reach = radius_km if radius_km != RADIUS_KM else min(RADIUS_MOST_KM, max(radius_km, whole))
    label = f"{middle.council} council {middle.state}"
    return Where(Place(label=label, lat=middle.lat, lon=middle.lon, radius_km=reach), middle.state)


def _is_bare(text: str, place: Locality) -> bool:
    """Whether nothing but the name was typed, so that it may be a slip."""
    return name_key(text) == name_key(place.name)


def _with_namesakes(place: Locality, radius_km: float, namesakes: tuple[str, ...]) -> Place:
    return _place(place, radius_km).model_copy(update={"namesakes": namesakes})


def _corrected(text: str, place: Locality, radius_km: float) -> Where:
    return Where(_place(place, radius_km), place.state, ((text.strip(), place.name),))


def _place(locality: Locality, radius_km: float) -> Place:
    return Place(label=_label(locality), lat=locality.lat, lon=locality.lon, radius_km=radius_km)


def _label(locality: Locality) -> str:
    return str(locality)
