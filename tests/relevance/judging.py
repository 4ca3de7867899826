"""Runs the cases of `relevance.yaml` against a served index and says what is wrong with the hits."""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from indexer.model import Provider
from indexer.search import Hit, Results, SearchRequest
from indexer.service import SearchService
from search_web.asked import unreadable
from search_web.words import phone
from tests.relevance.properties import Candidate, has_all
from tests.relevance.reading import unlike

FILE = Path(__file__).parent / "relevance.yaml"
PER_PAGE = 100
NOT_PARAMETERS = frozenset({"theme", "subject", "checks", "expect_error", "fails"})
LISTS = frozenset({"service", "condition", "credential", "feature"})


def cases() -> tuple[datetime, list[dict[str, Any]]]:
    """The moment that "now" means, and the cases."""
    read = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return datetime.fromisoformat(read["today"]), read["cases"]


@dataclass(frozen=True)
class World:
    """A served index and all that stands in it."""

    service: SearchService
    providers: Sequence[Provider]


class NoSubjectError(Exception):
    """The set holds no provider of the kind that a case draws."""


def faults(world: World, case: Mapping[str, Any]) -> list[str]:
    """What is wrong with the answer to a case; raises `NoSubjectError` where it cannot be asked."""
    subject = _subject(world, case.get("subject"))
    try:
        request = _request(case, subject)
    except ValidationError:
        return [] if case.get("expect_error") else ["refused"]
    results = world.service.search(request)
    if case.get("expect_error"):
        return [] if unreadable(request, results.understood) else ["not refused"]
    judge = _Judge(world, request, results, subject.id if subject else None)
    return [fault for name, wanted in case["checks"].items() for fault in getattr(judge, name)(wanted)]


def _subject(world: World, wanted: Mapping[str, Any] | None) -> Provider | None:
    if wanted is None:
        return None
    names = Counter(one.name for one in world.providers)
    properties = {f"state_{key}": value for key, value in wanted.items() if key != "seed"}
    fitting = [
        one
        for one in world.providers
        if names[one.name] == 1 and has_all(Candidate(one, 0, None), properties)
    ]
    if not fitting:
        raise NoSubjectError
    return random.Random(wanted["seed"]).choice(fitting)


def _request(case: Mapping[str, Any], subject: Provider | None) -> SearchRequest:
    given = {key: value for key, value in case.items() if key not in NOT_PARAMETERS}
    words = _words(subject) if subject else {}
    for key in ("q", "near"):
        if subject and key in given:
            given[key] = given[key].format(**words)
    for key in LISTS & set(given):
        given[key] = given[key] if isinstance(given[key], list) else [given[key]]
    return SearchRequest(**{"per_page": PER_PAGE, **given})


def _words(subject: Provider) -> dict[str, str]:
    place = subject.locations[0]
    longest = max(subject.name.split(), key=len)
    middle = len(longest) // 2
    swapped = longest[: middle - 1] + longest[middle] + longest[middle - 1] + longest[middle + 1 :]
    return {
        "name": subject.name,
        "name_typo": subject.name.replace(longest, swapped),
        "name_part": longest,
        "practitioner": subject.practitioners[0].name,
        "suburb": place.suburb or "",
        "state": place.state or "",
        "postcode": place.postcode or "",
        "phone": phone(subject.phones[0]),
    }


class _Judge:
    """One method a check of `relevance.yaml`, each giving what is wrong."""

    def __init__(self, world: World, request: SearchRequest, answer: Results, subject: str | None) -> None:
        self._world, self._request, self._answer, self._subject = world, request, answer, subject
        self._understood = answer.understood
        self._hits = [Candidate.of(one, answer.understood.place, subject) for one in answer.results]

    def first(self, wanted: Mapping[str, Any]) -> Iterator[str]:
        known = sum(map(self._has(wanted), self._all()))
        for hit in self._hits[: min(wanted["n"], known)]:
            if not has_all(hit, wanted):
                yield f"among the first {wanted['n']}: {hit.provider.name}"
        if known and not self._hits:
            yield f"no hits, {known} fit"

    def some(self, wanted: Mapping[str, Any]) -> Iterator[str]:
        if any(map(self._has(wanted), self._all())) and not any(
            map(self._has(wanted), self._hits[: wanted["n"]])
        ):
            yield f"none of the first {wanted['n']} has {wanted}"

    def none_in_first_n(self, wanted: Mapping[str, Any]) -> Iterator[str]:
        yield from (
            f"among the first: {hit.provider.name}"
            for hit in self._hits[: wanted["n"]]
            if has_all(hit, wanted)
        )

    def must_not(self, wanted: Mapping[str, Any]) -> Iterator[str]:
        for found in self._every_hit():
            if has_all(Candidate.of(found, self._understood.place, self._subject), wanted):
                yield f"found: {found.provider.name}"

    def order(self, by: str) -> Iterator[str]:
        keys = {
            "distance": lambda one: one.distance_km if one.distance_km is not None else float("inf"),
            "name": lambda one: one.provider.name.lower(),
            "price": lambda one: min(
                (p.amount for p in one.provider.prices if p.minutes == 60), default=float("inf")
            ),
        }
        values = [keys[by](one) for one in self._answer.results]
        if values != sorted(values):
            yield f"not in the order of {by}"

    def total(self, bounds: Mapping[str, int]) -> Iterator[str]:
        if self._answer.total > bounds.get("max", self._answer.total):
            yield f"{self._answer.total} in total"

    def hours_unknown_apart(self, _: bool) -> Iterator[str]:
        said = any("do not state their hours" in one.text for one in self._answer.suggestions)
        if any(one.provider.hours.osm is None for one in self._answer.results) or not said:
            yield "providers without hours are not counted apart"

    def same_as(self, other: Mapping[str, Any]) -> Iterator[str]:
        answer = self._world.service.search(_request({**other}, None))
        if [one.provider.id for one in answer.results] != [one.provider.id for one in self._answer.results]:
            yield f"other hits than {other}"

    def understood(self, wanted: Mapping[str, Any]) -> Iterator[str]:
        yield from (f"{field}: {pair}" for field, pair in unlike(self._understood, wanted, wanted).items())

    def _all(self) -> Iterator[Candidate]:
        for one in self._world.providers:
            yield Candidate(one, 0, self._understood.place, one.id == self._subject)

    def _has(self, wanted: Mapping[str, Any]) -> Callable[[Candidate], bool]:
        return lambda hit: has_all(hit, wanted)

    def _every_hit(self) -> Iterator[Hit]:
        for page in range(1, -(-self._answer.total // PER_PAGE) + 1):
            request = self._request.model_copy(update={"page": page, "per_page": PER_PAGE})
            yield from self._world.service.search(request).results
