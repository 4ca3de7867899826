"""What a search was understood to mean, part by part, each with the searches that differ in it alone."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from indexer.asking.rewording import DAY_NAMES, as_typed, reworded
from indexer.query import understand
from indexer.search import Results, SearchRequest, Understood
from search_web import words
from search_web.asked import FIELDS, opening, short_label
from search_web.finder import KINDS, labels
from search_web.links import removing, search_url

RADII: Final = (2, 5, 10, 25, 50)
"""Distance steps, km: walking, local, default, across a city, a region."""
PRICES: Final = (80, 100, 120, 150)
"""Price steps for 60 minutes, in the usual span of Australian fees."""
SAID: Final[Mapping[str, str]] = {
    "service": "states {}",
    "condition": "mentions {}",
    "credential": "states {}",
    "feature": "states {}",
}
"""How a filter of each repeatable parameter is said. Never "treats", never "verified"."""


@dataclass(frozen=True, slots=True)
class Step:
    """A search that differs in one part, and whether it is the present one."""

    label: str
    url: str
    on: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """A titled group of searches that have another value of one part."""

    title: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a search in words, the search without it, and what it can be changed to."""

    label: str
    without: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Mended:
    """A word that was read as another, and the search that takes it as typed."""

    typed: str
    read: str
    as_typed: str


class Reading:
    """A search and how it was understood."""

    def __init__(self, request: SearchRequest, understood: Understood) -> None:
        self.request, self.understood = request, understood

    @cached_property
    def spoken(self) -> Understood:
        """What the words alone say: a parameter may repeat them."""
        return understand(SearchRequest(q=self.request.q))[0] if self.request.q else Understood()

    def without(self, **changes: Any) -> str:
        """The search for what was understood but for `changes`, said in our words."""
        return search_url(reworded(self.request, self.understood.model_copy(update=changes)))

    def without_parameter(self, held: Callable[[Understood], object], plain: str, **changes: Any) -> str:
        """The search without a parameter; its words stay as typed unless they ask for the same (`held`)."""
        return self.without(**changes) if held(self.spoken) else plain

    def without_one(self, field: str, value: str) -> str:
        """The search without one of several values of a field of `Understood`."""
        return self.without(**{field: tuple(one for one in getattr(self.understood, field) if one != value)})


def parts(request: SearchRequest, answer: Results) -> list[Part]:
    """Every part of a search, in the order a sentence would have them."""
    reading = Reading(request, answer.understood)
    return [
        *_terms(reading),
        *_other_values(reading, answer),
        *_words(reading),
        *_opening(reading),
        *_price(reading),
        *_place(reading),
    ]


def _terms(reading: Reading) -> Iterator[Part]:
    request, understood = reading.request, reading.understood
    for name in KINDS:
        known, field = labels(name), FIELDS[name]
        for id_ in dict.fromkeys((*getattr(understood, field), *getattr(request, name))):
            said = short_label(known.get(id_, id_))
            if id_ not in getattr(request, name):
                yield Part(
                    f"mentions {said}" if name == "condition" else said, reading.without_one(field, id_)
                )
                continue
            rest = tuple(one for one in getattr(understood, field) if one != id_)
            plain = removing(request, name, id_)
            url = reading.without_parameter(_holding(field, id_), plain, **{field: rest})
            yield Part(SAID[name].format(said), url)


def _holding(field: str, id_: str) -> Callable[[Understood], bool]:
    return lambda spoken: id_ in getattr(spoken, field)


def _other_values(reading: Reading, answer: Results) -> Iterator[Part]:
    """Values of repeatable parameters that no vocabulary has, such as suburbs, as their facet says them."""
    request = reading.request
    fields = type(request).model_fields
    others = (name for name in fields if fields[name].default_factory is list and name not in KINDS)
    said = {count.id: count.label for _, counts in answer.facets for count in counts}
    for name in others:
        for value in getattr(request, name):
            yield Part(words.lower_first(said.get(value, value)), removing(request, name, value))


def _words(reading: Reading) -> Iterator[Part]:
    understood = reading.understood
    yield from (Part(f"speaks {one}", reading.without_one("languages", one)) for one in understood.languages)
    if understood.minutes:
        yield Part(f"{understood.minutes} minutes", reading.without(minutes=None))
    yield from (Part(f"“{one}”", reading.without_one("phrases", one)) for one in understood.phrases)
    if understood.text:
        yield Part(f"the words “{understood.text}”", reading.without(text=""))
    known = labels("service")
    for id_ in understood.without_services:
        said = short_label(known.get(id_, id_))
        yield Part(f"without {said}", reading.without_one("without_services", id_))
    unwanted = understood.without_text.split()
    for word in unwanted:
        rest = " ".join(one for one in unwanted if one != word)
        yield Part(f"without “{word}”", reading.without(without_text=rest))


def _opening(reading: Reading) -> Iterator[Part]:
    request, understood = reading.request, reading.understood
    if request.open_at:
        said = opening(request, understood) or f"open {request.open_at}"
        plain = search_url(request, open_at=None)
        yield Part(said, reading.without_parameter(lambda spoken: spoken.open, plain, open=None))
    elif understood.open:
        days = tuple(
            Step(
                name,
                reading.without(open=understood.open.model_copy(update={"day": day})),
                day == understood.open.day,
            )
            for day, name in list(DAY_NAMES.items())[:7]
        )
        yield Part(opening(request, understood), reading.without(open=None), (Change("Another day", days),))


def _price(reading: Reading) -> Iterator[Part]:
    now = reading.understood.max_price
    if now is None:
        return
    steps = tuple(
        Step(f"${one} or less", reading.without(max_price=float(one)), one == now) for one in PRICES
    )
    said = f"${now:g} or less for 60 minutes"
    yield Part(said, reading.without(max_price=None), (Change("Price for 60 minutes", steps),))


def _place(reading: Reading) -> Iterator[Part]:
    request, place = reading.request, reading.understood.place
    if place is None:
        if request.near:
            yield Part(f"near “{request.near}”", search_url(request, near="", radius_km=None))
        return
    where = place.label.removeprefix("near ")
    changes = (
        Change("How far", tuple(radius_steps(request, reading.understood))),
        Change("Other places of this name", tuple(namesake_steps(request, reading.understood))),
    )
    everywhere = search_url(request, near="", radius_km=None) if request.near else reading.without(place=None)
    said = f"within {place.radius_km:g} km of {where}"
    yield Part(said, everywhere, tuple(change for change in changes if change.steps))


def radius_steps(request: SearchRequest, understood: Understood) -> Iterator[Step]:
    """The same place with each distance."""
    now = understood.place.radius_km if understood.place else None
    for step in RADII:
        yield Step(f"{step} km", search_url(request, radius_km=float(step)), step == now)


def namesake_steps(request: SearchRequest, understood: Understood) -> Iterator[Step]:
    """The same search round each other place of that name."""
    place = understood.place
    for label in place.namesakes if place else ():
        elsewhere = request.model_copy(update={"near": label})
        asked = elsewhere if request.near else reworded(elsewhere, understood)
        yield Step(label, search_url(asked))


def mended(request: SearchRequest, understood: Understood) -> list[Mended]:
    """The corrections, each with the way to undo it."""
    return [
        Mended(one.from_, one.to, search_url(as_typed(request, understood, one)))
        for one in understood.corrections
    ]


def warnings(answer: Results) -> Iterable[str]:
    """What else a person should be told; other places of a name are links already."""
    place = answer.understood.place
    namesakes = place.namesakes if place else ()
    return [one for one in answer.warnings if not (namesakes and all(name in one for name in namesakes))]
