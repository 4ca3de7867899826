"""Searches as people ask them: a few again and again, most of them seldom, some never before.

Made up, for nobody's searches are at hand. What is popular follows Zipf's law, as queries of search engines do;
a share of all is new, which is what large search engines say of theirs. Places crowd as the made-up providers do.
"""

import itertools
import random
from collections.abc import Iterator
from urllib.parse import urlencode

from data.locality import gazetteer
from tests.benchmarks.generated import crowding

POPULAR = 3000
"""Different searches that are asked more than once: about 30 wishes in 100 suburbs."""
NEW = 0.15
"""Share of searches that nobody asked before. Half of them narrow a popular one, half are of a place of their own."""
WISHES = (
    "remedial massage", "massage", "osteopath", "osteopathy", "deep tissue massage", "pregnancy massage",
    "myotherapy", "sports massage", "relaxation massage", "lymphatic drainage", "thai massage", "back pain",
    "neck pain", "remedial massage hicaps", "dry needling", "cupping", "hot stone massage", "headache osteopath",
    "sciatica", "cranial osteopathy", "mobile massage", "reflexology", "couples massage", "massage near me",
    "shoulder pain", "osteopath saturday", "massage open sunday", "shiatsu", "swedish massage", "remedial masage",
)  # fmt: skip
"""What is typed, the most frequent first; one with a slip, as there always is."""
NARROWED = (
    "sort=distance",
    "sort=price",
    "open_day=Sa",
    "feature=hicaps",
    "page=2",
    "radius_km=25",
    "radius_km=5",
)


class Traffic:
    """The same searches for the same seed, without end."""

    def __init__(self, seed: int = 5) -> None:
        self._chance = random.Random(seed)
        self._number = itertools.count(seed * 1_000_000)
        places = list(gazetteer().localities)
        self._places = [f"{one.name} {one.state}" for one in places]
        self._crowding = list(itertools.accumulate(crowding(places)))
        likely = [1 / rank for rank in range(1, len(WISHES) + 1)]
        wished = self._chance.choices(WISHES, likely, k=POPULAR * 4)
        pairs = dict.fromkeys(zip(wished, self._some(POPULAR * 4), strict=True))
        self.popular = [_search(*pair) for pair in list(pairs)[:POPULAR]]
        self._often = list(itertools.accumulate(1 / rank for rank in range(1, len(self.popular) + 1)))

    def __iter__(self) -> Iterator[str]:
        while True:
            yield self.new() if self._chance.random() < NEW else self.known()

    def known(self) -> str:
        """One that is asked more than once."""
        return self._chance.choices(self.popular, cum_weights=self._often)[0]

    def new(self) -> str:
        """One that was never asked before: the number in it, a limit that nobody reaches, sees to that."""
        limit = f"max_price={10_000 + next(self._number)}"
        if self._chance.random() < 0.5:
            return f"{self.known()}&{self._chance.choice(NARROWED)}&{limit}"
        return f"{_search(self._chance.choice(WISHES), self._some(1)[0])}&{limit}"

    def _some(self, count: int) -> list[str]:
        return self._chance.choices(self._places, cum_weights=self._crowding, k=count)


def _search(what: str, where: str) -> str:
    return f"/search?{urlencode({'q': what, 'near': where})}"
