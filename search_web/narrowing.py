"""The ways to narrow and sort a search, as links that change one argument each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from indexer.search import FacetCount, Results, SearchRequest
from search_web.finder import KINDS, labels
from search_web.links import adding, changed_url, removing, search_url
from search_web.understanding import PRICES, radius_steps

SHOWN: Final = 6
"""Facet values shown before "more"."""
LISTED: Final = 18
"""Facet values on a page at all: beyond them nobody reads a list; typing the word asks for any other."""
FACETS: Final = (
    ("services", "service", "Therapies stated"),
    ("conditions", "condition", "Mentioned on their pages"),
    ("credentials", "credential", "Qualifications stated"),
    ("features", "feature", "Also stated"),
    ("suburbs", "suburb", "Suburbs"),
    ("price_bands", "price_band", "Price for 60 minutes"),
    ("open_days", "open_day", "Days open"),
)
"""Facet of an answer, the repeatable parameter that chooses its values, and its title.

An index that does not count a facet has none.
"""
SORTS: Final = {"best": "Best match", "distance": "Nearest", "price": "Lowest price", "name": "Name"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet or a sort: where it leads, and whether it is on."""

    label: str
    url: str
    count: int | None = None
    on: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """A titled group of choices."""

    title: str
    choices: tuple[Choice, ...]

    @property
    def first(self) -> tuple[Choice, ...]:
        """The choices to show at once: the most frequent, and all that are on."""
        return tuple(c for number, c in enumerate(self.choices) if number < SHOWN or c.on)

    @property
    def is_on(self) -> bool:
        """Whether it narrows the search now."""
        return any(choice.on for choice in self.choices)

    @property
    def more(self) -> tuple[Choice, ...]:
        """The rest."""
        return tuple(c for number, c in enumerate(self.choices) if number >= SHOWN and not c.on)


def facets(request: SearchRequest, results: Results) -> list[Facet]:
    """Every way to narrow a search; where nothing was found, only those that are on."""
    groups = [Facet("Open", (_open_now(request),)), *_counted(request, results)]
    if results.understood.place:
        steps = radius_steps(request, results.understood)
        groups.insert(0, Facet("Distance", tuple(Choice(one.label, one.url, on=one.on) for one in steps)))
    if not any(facet.title == "Price for 60 minutes" and facet.choices for facet in groups):
        groups.append(Facet("Price for 60 minutes", _prices(request)))
    return [facet for facet in groups if facet.choices and (results.total or facet.is_on)]


def _counted(request: SearchRequest, results: Results) -> Iterator[Facet]:
    for field, parameter, title in FACETS:
        counts: tuple[FacetCount, ...] = getattr(results.facets, field)
        yield Facet(title, tuple(_values(request, parameter, counts)))


def _values(request: SearchRequest, parameter: str, counts: Iterable[FacetCount]) -> Iterator[Choice]:
    """The values counted, and those chosen that nobody found has."""
    chosen: list[str] = getattr(request, parameter)
    added = adding(request, parameter)
    for place, one in enumerate(counts):
        if one.id in chosen:
            yield Choice(one.label, removing(request, parameter, one.id), one.count, on=True)
        elif one.adding and place < LISTED:
            yield Choice(one.label, added(one.id), one.adding)
    counted = {one.id for one in counts}
    nowhere = [one for one in dict.fromkeys(chosen) if one not in counted]
    said = labels(parameter) if nowhere and parameter in KINDS else {}
    for id_ in nowhere:
        if parameter not in KINDS or id_ in said:  # an id that no vocabulary has was left out of the search
            yield Choice(said.get(id_, id_), removing(request, parameter, id_), 0, on=True)


def _prices(request: SearchRequest) -> tuple[Choice, ...]:
    now = request.max_price
    return tuple(
        Choice(
            f"${step} or less",
            changed_url(request, {"max_price": None if step == now else float(step)}),
            on=step == now,
        )
        for step in PRICES
    )


def _open_now(request: SearchRequest) -> Choice:
    on = request.open_at == "now"
    return Choice("Open now", search_url(request, open_at=None if on else "now"), on=on)


def sorts(request: SearchRequest, results: Results) -> list[Choice]:
    """The orders that make sense for a search."""
    return [
        Choice(label, search_url(request, sort=name), on=request.sort == name)
        for name, label in SORTS.items()
        if name != "distance" or results.understood.place
    ]


def kept(request: SearchRequest, *but: str) -> list[tuple[str, str]]:
    """The arguments of a search as hidden fields of a form that sets the others (`but`)."""
    given = request.model_dump(exclude_defaults=True, exclude={*but, "page"})
    pairs = ((name, value) for name, value in given.items() if value is not None)
    return [
        (name, f"{one:g}" if isinstance(one, float) else str(one))
        for name, value in pairs
        for one in (value if isinstance(value, list) else [value])
    ]
