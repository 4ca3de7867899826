"""What to try next: links to a neighbouring search, and completions of a word half typed."""

from collections.abc import Collection, Iterator, Sequence
from urllib.parse import urlencode

from data.locality import Locality, gazetteer
from data.term import Kind, vocabulary
from indexer.engines.protocol import Answer
from indexer.engines.rank import label
from indexer.matcher import fold
from indexer.search import SearchRequest, Suggestion, Understood

SEARCH_PATH = "/search"
RADIUS_MOST_KM = 500.0
SHORTEST_TYPED = 2
"""Letters from which completing makes sense."""
PLACES_MOST = 500
"""Places that begin alike and are looked through for those with providers: "ma" begins some 400."""


def next_steps(request: SearchRequest, understood: Understood, answer: Answer) -> Iterator[Suggestion]:
    """Searches that find what this one left out."""
    place = understood.place
    if answer.nearest_outside and place:
        suburb, distance = answer.nearest_outside
        where = f"the nearest is {distance:g} km away" + (f", in {suburb}" if suburb else "")
        wider = min(RADIUS_MOST_KM, float(int(distance) + 1))
        text = f"Nothing within {place.radius_km:g} km; {where}"
        yield Suggestion(text=text, url=_url(request, radius_km=wider))
    if answer.unknown_hours:
        text = f"{answer.unknown_hours} more do not state their hours: search without a time"
        yield Suggestion(text=text, url=_url(_in_parts(request, understood)))
    if answer.unknown_price:
        text = f"{answer.unknown_price} more do not state a price for 60 minutes: search without a limit"
        open_at = request.open_at
        yield Suggestion(text=text, url=_url(_in_parts(request, understood), open_at=open_at, max_price=None))


def completions(
    text: str, names: Sequence[tuple[str, str]], limit: int, suburbs: Collection[str] = ()
) -> tuple[Suggestion, ...]:
    """Therapies, places, names (id, name) and conditions that begin like `text`, the kinds taking turns.

    Places of `suburbs` (name and state), where there are providers, come first.
    """
    if len(fold(text)) < SHORTEST_TYPED or limit < 1:
        return ()
    kinds = [
        [_completion(name, service=key) for key, name in _terms_like("therapies", text)],
        [_completion(str(place), near=str(place)) for place in _places_like(text, suburbs)[:limit]],
        [Suggestion(text=name, url=f"/provider/{key}") for key, name in names],
        [_completion(name, condition=key) for key, name in _terms_like("conditions", text)],
    ]
    longest = max(map(len, kinds))
    return tuple(kind[turn] for turn in range(longest) for kind in kinds if turn < len(kind))[:limit]


def _places_like(text: str, suburbs: Collection[str]) -> list[Locality]:
    found = gazetteer().prefix(text, PLACES_MOST)
    return sorted(found, key=lambda place: f"{place.name} {place.state}" not in suburbs)


def _terms_like(kind: Kind, text: str) -> list[tuple[str, str]]:
    """(id, label) of terms whose label begins with `text`, then of those where another word does."""
    start = fold(text)
    found = []
    for term in vocabulary(kind):
        surfaces = [fold(surface) for surface in term.surfaces]
        if surfaces[0].startswith(start):
            found.append((0, surfaces[0], term))
        elif any(surface.startswith(start) or f" {start}" in surface for surface in surfaces):
            found.append((1, surfaces[0], term))
    return [(term.id, term.label) for _, _, term in sorted(found, key=lambda one: one[:2])]


def _completion(text: str, **parameters: str) -> Suggestion:
    return Suggestion(text=text, url=f"{SEARCH_PATH}?{urlencode(parameters)}")


def _in_parts(request: SearchRequest, understood: Understood) -> SearchRequest:
    """The search as understood, without its time: what stood in the words moves to the parameters."""
    place = understood.place
    mentioned = [label("conditions", one) for one in understood.conditions if one not in request.condition]
    return request.model_copy(
        update={
            "q": " ".join((understood.text, *mentioned, *_unwanted(understood))).strip(),
            "near": _near(understood) if place else request.near,
            "radius_km": place.radius_km if place else request.radius_km,
            "service": list(understood.services),
            "credential": list(understood.credentials),
            "feature": list(understood.features),
            "max_price": understood.max_price,
            "open_at": None,
        }
    )


def _unwanted(understood: Understood) -> Iterator[str]:
    yield from (f"-{word}" for word in understood.without_text.split())
    yield from (f"-{label('services', one)}" for one in understood.without_services)


def _near(understood: Understood) -> str:
    place = understood.place
    if place is None:
        return ""
    return place.label if gazetteer().resolve(place.label) else f"{place.lat},{place.lon}"


def _url(request: SearchRequest, **changes: object) -> str:
    values = request.model_copy(update={"page": 1, **changes}).model_dump(
        exclude_defaults=True, exclude_none=True
    )
    return f"{SEARCH_PATH}?{urlencode(values, doseq=True)}"
