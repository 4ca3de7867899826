"""The results page: its parts, paging and next steps, made from a search and its answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from indexer.search import Results, SearchRequest
from search_web.cards import Shown
from search_web.links import search_url
from search_web.understanding import RADII, Step
from search_web.understanding import parts as understood_parts

PAGES_AROUND = 2
WIDER_STEPS = 2
FEWER_STEPS = 5
"""Next steps of each kind that are offered where nothing was found."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A link to a page of results; `None` as its number stands for a gap."""

    number: int | None
    url: str = ""
    here: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Cards under one heading; the first part has none. `start` is the number of its first card."""

    heading: str
    start: int
    cards: tuple[Shown, ...]


WORDS_ONLY = "Mentions the words only"


def parts(request: SearchRequest, results: Results, shown: Sequence[Shown]) -> list[Part]:
    """The cards in their order; by best match, those that state what was asked stand before the others.

    Any other order is what the reader asked for, so there each card says it for itself.
    """
    first = summary(results)["first"]
    if request.sort != "best":
        return [Part("", first, tuple(shown))] if shown else []
    stating = tuple(card for card in shown if card.drawn.states_it)
    others = tuple(card for card in shown if not card.drawn.states_it)
    made = (Part("", first, stating), Part(WORDS_ONLY, first + len(stating), others))
    return [part for part in made if part.cards]


def turns(request: SearchRequest, results: Results) -> list[Turn]:
    """Links to the pages around this one, the first and the last; empty when there is one page."""
    last = -(-results.total // results.per_page)
    if last < 2:
        return []
    around = range(results.page - PAGES_AROUND, results.page + PAGES_AROUND + 1)
    shown = sorted({1, last, *(number for number in around if 1 <= number <= last)})
    links: list[Turn] = []
    for number in shown:
        if links and links[-1].number != number - 1:
            links.append(Turn(None))
        links.append(Turn(number, search_url(request, page=number), number == results.page))
    return links


def next_steps(request: SearchRequest, results: Results) -> list[Step]:
    """What to try when nothing was found: further away, fewer parts, other words."""
    steps: list[Step] = []
    place = results.understood.place
    if place and not results.suggestions:
        steps += [
            Step(f"Look within {radius} km of {place.label}", search_url(request, radius_km=float(radius)))
            for radius in RADII
            if radius > place.radius_km
        ][:WIDER_STEPS]
    steps += [
        Step(f"Without {part.label if '“' in part.label else f'“{part.label}”'}", part.without)
        for part in understood_parts(request, results)
        if not part.label.startswith("within")
    ][:FEWER_STEPS]
    if place:
        near = request.near or place.label
        steps.append(
            Step(f"Everyone near {place.label.removeprefix('near ')}", search_url(SearchRequest(near=near)))
        )
    elif request.near:
        steps.append(Step("Search everywhere", search_url(request, near="")))
    return list({step.url: step for step in reversed(steps)}.values())[::-1]


def summary(results: Results) -> Mapping[str, int]:
    """Which results a page shows: first, last and total."""
    first = (results.page - 1) * results.per_page + 1
    return {"first": first, "last": first + len(results.results) - 1, "total": results.total}
