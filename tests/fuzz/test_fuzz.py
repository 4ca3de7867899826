"""A short run of the fuzz pages, and that the watch sees the faults it is there for."""

from collections.abc import Iterator

import pytest

from tests.fuzz import watch
from tests.fuzz.pages import page
from tests.fuzz.watch import Watched

SEED, FEW = 20260101, 60


@pytest.fixture(scope="module")
def watched() -> list[Watched]:
    return list(watch.watch(SEED, range(1, FEW + 1)))


def test_no_spoiled_page_fails_or_hangs_or_needs_much_memory(watched: list[Watched]) -> None:
    """Seconds are judged by `make fuzz` alone, on a quiet machine."""
    assert [f"page {one.number} ({one.what}): {one.error}" for one in watched if one.error] == []
    assert max(one.megabytes for one in watched) <= watch.MEGABYTES_MOST


def test_every_page_is_read_and_measured(watched: list[Watched]) -> None:
    assert [one.number for one in watched] == list(range(1, FEW + 1))
    assert all(one.seconds > 0 and one.megabytes > 10 for one in watched)


def test_pages_are_the_same_again() -> None:
    assert [page(SEED, number) for number in (3, 4, 5)] == [page(SEED, number) for number in (3, 4, 5)]


@pytest.mark.parametrize(
    ("one", "fault"),
    [
        (Watched(1, "page", 0.1, 100.0), ""),
        (Watched(1, "page", 2.5, 100.0), "took 2.5 s"),
        (Watched(1, "page", 0.1, 301.0), "held 301 MB"),
        (Watched(1, "page", 0.1, 100.0, "ValueError"), "ValueError"),
    ],
)
def test_faults_are_told(one: Watched, fault: str) -> None:
    assert one.fault == fault


class _Lost:
    """A child that is gone when it is asked."""

    def send(self, _number: int) -> None:
        raise BrokenPipeError


def test_a_child_that_dies_is_a_fault_and_the_rest_goes_on() -> None:
    waiting = [2, 1]
    served: Iterator[Watched] = watch._served(SEED, waiting, _Lost(), 0)  # type: ignore[arg-type]
    assert [one.fault for one in served] == ["the process died"]
    assert waiting == [2]
