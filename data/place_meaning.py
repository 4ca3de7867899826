"""What somebody means who writes a place loosely: two places in a row, a slip of the pen, words run together.

`Gazetteer.resolve` reads what is written as names are written. This goes on where that finds nothing, and
guesses; so it is for what can only be a place, such as the box that asks where, not for running text.
"""

import re
from collections.abc import Mapping
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from data.locality import Gazetteer, Locality, distance_km
from data.place_words import SHORT_FORMS, STATES, Asked, name_key, undoubled, words_of
from data.term import plain_words

WITHIN_KM = 60.0
"""Farthest that a suburb lies from the larger place named after it: "Paddington Brisbane"."""
SLIPS = ((5, 1), (8, 2))
"""From so many letters on so many wrong, missing, added or swapped ones are forgiven; doubled count once."""
_ASIDE = re.compile(r"\([^)]*\)|\[[^]]*\]")


def meant(gazetteer: Gazetteer, text: str) -> tuple[Locality, ...]:
    """What somebody may mean by `text`, best first; empty when it is like no place known."""
    plain = _ASIDE.sub(" ", text)
    for read in (_named, _within, _run_together, mended):
        if found := read(gazetteer, text) or (read(gazetteer, plain) if plain != text else ()):
            return found
    return ()


def mended(gazetteer: Gazetteer, text: str) -> tuple[Locality, ...]:
    """The places whose name is a slip or more away from what is written, the nearest name's alone."""
    asked = Asked.read(_with_state_mended(text))
    for name, state in sorted(asked.readings, key=lambda reading: reading[1] is None):
        if name in plain_words():
            continue
        if best := _nearest(name, _names_by_letter(gazetteer, state).get(name[:1], {})):
            named = [place for each in best for place in gazetteer.by_name(each, state)]
            coded = [one for one in named if one.postcode == asked.postcode]
            first = gazetteer.likeliest(coded or named)
            return (first, *(one for one in named if one.name == first.name and one != first))
    return ()


def _named(gazetteer: Gazetteer, text: str) -> tuple[Locality, ...]:
    """What bears the name; before a hamlet the well-known suburb that is spelled all but the same."""
    found = gazetteer.resolve(text)
    bare = found and name_key(text) == name_key(found[0].name)
    better = gazetteer.better_known(found[0]) if bare else None
    return (better, *found) if better else found


def _within(gazetteer: Gazetteer, text: str) -> tuple[Locality, ...]:
    """Of two places in a row the first, where the second lies near it, and that one after it."""
    words = text.split()
    for cut in range(len(words) - 1, 0, -1):
        first = gazetteer.resolve(" ".join(words[:cut]).strip(" /,-&"))
        second = gazetteer.resolve(" ".join(words[cut:]).strip(" /,-&"))
        near = [one for one in first if second and _away(one, second[0]) <= WITHIN_KM]
        if near:
            return (*sorted(near, key=lambda one: _away(one, second[0])), second[0])
    return _within(gazetteer, text.replace("/", " / ")) if re.search(r"\w/\w", text) else ()


def _run_together(gazetteer: Gazetteer, text: str) -> tuple[Locality, ...]:
    """A name without its blanks: "mtwaverley"."""
    words = words_of(text)
    for cut in range(len(words), 0, -1):
        joined = "".join(words[:cut])
        longer = (
            long + joined.removeprefix(short)
            for short, long in SHORT_FORMS.items()
            if joined.startswith(short)
        )
        for name in (joined, *longer):
            if found := _joined_names(gazetteer).get(name):
                return gazetteer.resolve(" ".join((found, *words[cut:])))
    return ()


def _with_state_mended(text: str) -> str:
    """A text whose last word is a slip away from a state's short name, with that name."""
    *before, last = text.split() or [""]
    near = [
        one
        for one in STATES
        if len(one) == len(last) == 3 and DamerauLevenshtein.distance(one, last.lower()) == 1
    ]
    return " ".join((*before, near[0])) if before and len(near) == 1 else text


def _nearest(name: str, candidates: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The names least unlike `name`, all of them when several are."""
    spelled = undoubled(name)
    slips = max((count for length, count in SLIPS if len(spelled) >= length), default=0)
    found = process.extract(
        spelled, list(candidates), scorer=DamerauLevenshtein.distance, score_cutoff=slips, limit=None
    )
    least = min((distance for _, distance, _ in found), default=0)
    return (
        [each for key, distance, _ in found if distance == least for each in candidates[key]] if slips else []
    )


@cache
def _names_by_letter(gazetteer: Gazetteer, state: str | None) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """First letter -> name without doubled letters -> the names that it stands for."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for one in gazetteer:
        if state in {None, one.state}:
            name = " ".join(words_of(one.name))
            alike = found.setdefault(name[0], {})
            key = undoubled(name)
            alike[key] = tuple(dict.fromkeys((*alike.get(key, ()), name)))
    return found


@cache
def _joined_names(gazetteer: Gazetteer) -> dict[str, str]:
    return {"".join(words): one.name for one in gazetteer if len(words := words_of(one.name)) > 1}


def _away(one: Locality, other: Locality) -> float:
    return distance_km(one.lat, one.lon, other.lat, other.lon)
