"""What to try next: links to a neighbouring search."""

from collections.abc import Iterator
from urllib.parse import urlencode

from data.locality import gazetteer
from indexer.engines.protocol import Answer
from indexer.engines.terms import label
from indexer.search import SearchRequest, Suggestion, Understood

SEARCH_PATH = "/search"
RADIUS_MOST_KM = 500.0


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
