"""Completions of what is half typed: therapies, conditions and places that begin like it, or nearly."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from urllib.parse import urlencode

import numpy as np

from data.locality import CITIES, CITY_REACH_KM, Locality, gazetteer, name_key
from data.place_words import beginnings
from data.term import Kind, vocabulary
from indexer.engines.arrays.beginnings import sorted_keys, starting
from indexer.engines.arrays.folder import Array
from indexer.engines.arrays.places import chords, kilometres, xyz
from indexer.engines.typing_slips import slips_of
from indexer.matcher import fold
from indexer.search import Suggestion

SEARCH_PATH = "/search"
SHORTEST_TYPED = 2
"""Letters from which completing makes sense."""
NOBODY_THERE = 1 << 30
"""Set behind all places with providers: more than there are places."""

Names = Sequence[tuple[str, str]]
"""Id and name of providers."""


def completions(
    text: str, names: Names, limit: int, suburbs: frozenset[str] = frozenset()
) -> tuple[Suggestion, ...]:
    """Therapies, places, `names` and conditions that begin like `text`, the kinds taking turns.

    Places of `suburbs` (name and state), where there are providers, come first.
    """
    if len(fold(text)) < SHORTEST_TYPED or limit < 1:
        return ()
    return _in_turn((fold(text),), beginnings(text), names, limit, suburbs)


def near_completions(
    text: str, names: Names, limit: int, suburbs: frozenset[str] = frozenset()
) -> tuple[Suggestion, ...]:
    """As `completions`, for every beginning that is one slip from `text`."""
    slips = slips_of(fold(text))
    return _in_turn(slips, slips, names, limit, suburbs) if limit > 0 else ()


def _in_turn(
    starts: tuple[str, ...], places: tuple[str, ...], names: Names, limit: int, suburbs: frozenset[str]
) -> tuple[Suggestion, ...]:
    kinds = [
        [_completion(name, service=key) for key, name in _terms_like("therapies", starts)[:limit]],
        [_completion(str(place), near=str(place)) for place in _places_like(places, suburbs, limit)],
        [Suggestion(text=name, url=f"/provider/{key}") for key, name in names],
        [_completion(name, condition=key) for key, name in _terms_like("conditions", starts)[:limit]],
    ]
    longest = max(map(len, kinds))
    return tuple(kind[turn] for turn in range(longest) for kind in kinds if turn < len(kind))[:limit]


def _completion(text: str, **parameters: str) -> Suggestion:
    return Suggestion(text=text, url=f"{SEARCH_PATH}?{urlencode(parameters)}")


@cache
def _term_starts(kind: Kind) -> tuple[Array, tuple[tuple[int, str, str, str], ...]]:
    """Sorted words that terms are found by; of each, how good it is, and label and id of the term."""
    found: dict[tuple[str, str], tuple[int, str, str, str]] = {}
    for term in vocabulary(kind):
        label = fold(term.label)
        found[label, term.id] = (0, label, term.id, term.label)
        for surface in map(fold, term.surfaces):
            words = surface.split()
            for at in range(len(words)):
                found.setdefault((" ".join(words[at:]), term.id), (1, label, term.id, term.label))
    ordered = sorted(found.items())
    return sorted_keys(word for (word, _), _ in ordered), tuple(term for _, term in ordered)


def _terms_like(kind: Kind, starts: tuple[str, ...]) -> list[tuple[str, str]]:
    """(id, label) of terms whose label begins with one of `starts`, then of those where another word does."""
    keys, terms = _term_starts(kind)
    found = {term for first, last in starting(starts).runs(keys) for term in terms[first:last]}
    return list({term_id: (term_id, label) for _, _, term_id, label in sorted(found)}.values())


@dataclass(frozen=True, slots=True)
class _Places:
    """Every beginning of a place, sorted: by its name, state and postcode, and by its postcode."""

    keys: Array
    ranks: Array
    """The likeliest place has the least."""
    places: tuple[Locality, ...]


@cache
def _all_places() -> _Places:
    known = gazetteer().localities
    named = ((f"{name_key(one.name)} {one.state.lower()} {one.postcode}", at) for at, one in enumerate(known))
    coded = ((one.postcode, at) for at, one in enumerate(known))
    texts, numbers = zip(*sorted([*named, *coded]), strict=True)
    pulls = _pulls(known)
    lengths = np.array([len(one.name) for one in known])
    ranks = np.argsort(np.lexsort((-pulls, lengths, -np.round(pulls))))
    return _Places(sorted_keys(texts), ranks[list(numbers)], tuple(known[at] for at in numbers))


def _pulls(known: Sequence[Locality]) -> Array:
    """The pull of the cities round each place; see `data.locality`."""
    points = xyz(np.array([one.lat for one in known]), np.array([one.lon for one in known]))
    pulls = np.zeros(len(known))
    for lat, lon, people in CITIES:
        away = kilometres(chords(points, xyz(np.array([lat]), np.array([lon]))[0]))
        pulls += people * np.exp(-away / CITY_REACH_KM)
    return pulls


@lru_cache(4)
def _ranks(suburbs: frozenset[str]) -> Array:
    """Ranks of all beginnings, those of places without providers behind the others."""
    known = _all_places()
    empty = np.array([f"{place.name} {place.state}" not in suburbs for place in known.places])
    ranks: Array = known.ranks + empty * NOBODY_THERE
    return ranks


def _places_like(starts: tuple[str, ...], suburbs: frozenset[str], limit: int) -> list[Locality]:
    """Places that begin like one of `starts`: whole names, then where providers are, then the likeliest."""
    known = _all_places()
    runs = starting(starts).runs(known.keys)
    whole = {place for start in starts for place in _named().get(start.strip(), ())}
    if not runs:
        return []
    at = np.concatenate([np.arange(first, last) for first, last in runs])
    ranks = _ranks(suburbs)[at]
    enough = 2 * limit  # a place may stand here by its name and by its postcode
    if len(at) > enough:
        kept = ranks.argpartition(enough)[:enough]
        at, ranks = at[kept], ranks[kept]
    found = {known.places[one]: rank for one, rank in zip(at.tolist(), ranks.tolist(), strict=True)}
    best = {**dict.fromkeys(whole, 0), **found}
    return sorted(best, key=lambda one: (one not in whole, best[one]))[:limit]


@cache
def _named() -> Mapping[str, Sequence[Locality]]:
    """Places by the whole of their name, as it is compared."""
    named: dict[str, list[Locality]] = {}
    for one in gazetteer().localities:
        named.setdefault(name_key(one.name), []).append(one)
    return named
