"""Completions of therapies, places, names and conditions, and what one slip is forgiven."""

from collections.abc import Iterator

import pytest

from indexer.asking.completing import completions, near_completions
from indexer.engines.protocol import Document, Engine
from indexer.engines.typing_slips import slips_of
from indexer.search import Suggestion
from tests.engines.clinics import NEAR, made
from tests.engines.conftest import Kind


@pytest.fixture(scope="module")
def engine(kind: Kind, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    names = ("Quiet Palms", "Quiet Harbour", "Quince Rooms", "Palms & Quiet", "Zoë's Hände", "Quiet Gone")
    documents = (
        Document(made(f"p-{at}", name, locations=NEAR, status="gone" if "Gone" in name else "active"))
        for at, name in enumerate(names)
    )
    folder = tmp_path_factory.mktemp("names") / "index"
    kind.write(folder, documents)
    with kind.open(folder) as opened:
        yield opened


def texts(found: tuple[Suggestion, ...]) -> list[str]:
    return [one.text for one in found]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("qui", ["Palms & Quiet", "Quiet Harbour", "Quiet Palms", "Quince Rooms"]),
        ("quiet pa", ["Palms & Quiet", "Quiet Palms"]),
        ("PALMS qui", ["Palms & Quiet", "Quiet Palms"]),
        ("zoe", ["Zoë's Hände"]),
        ("hande", ["Zoë's Hände"]),
        ("quiet gone", []),
        ("nobody", []),
        ("", []),
    ],
)
def test_names_begin_with_what_was_typed(engine: Engine, typed: str, expected: list[str]) -> None:
    assert [name for _, name in engine.names(typed, 8)] == expected


def test_names_are_as_many_as_asked_for(engine: Engine) -> None:
    assert [name for _, name in engine.names("qui", 2)] == ["Palms & Quiet", "Quiet Harbour"]


@pytest.mark.parametrize("typed", ["qiuet palm", "quiet parm", "quiet paalm", "quiet plms", "quiet plam"])
def test_names_forgive_one_slip_in_the_last_word(engine: Engine, typed: str) -> None:
    found = [name for _, name in engine.names_nearly(typed, 8)]
    assert ("Quiet Palms" in found) == (not typed.startswith("qiuet"))


def test_the_first_letter_and_short_words_are_not_mended(engine: Engine) -> None:
    assert engine.names_nearly("xuiet", 8) == ()
    assert engine.names_nearly("qxi", 8) == ()
    assert slips_of("qxi") == ()


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("remedial", "Remedial massage"),
        ("rosan", "Rosanna VIC 3084"),
        ("3084", "Rosanna VIC 3084"),
        ("low back", "Low back pain"),
        ("st kilda", "St Kilda VIC 3182"),
        ("mt eliz", "Mount Eliza VIC 3930"),
    ],
)
def test_the_best_completion_comes_first(typed: str, first: str) -> None:
    assert texts(completions(typed, (), 8, frozenset({"Rosanna VIC"})))[0] == first


def test_kinds_take_turns_and_are_at_most_eight() -> None:
    found = completions("ma", (("p-1", "Malvern Massage"),), 8)
    assert len(found) == 8
    assert [one.url.partition("=")[0].rpartition("/")[0] for one in found[:4]] == ["", "", "/provider", ""]


def test_places_with_providers_come_first() -> None:
    assert texts(completions("richm", (), 2, frozenset({"Richmond TAS"})))[0] == "Richmond TAS 7025"
    assert texts(completions("richm", (), 2, frozenset()))[0] != "Richmond TAS 7025"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("remidial", "Remedial massage"),
        ("rosana", "Rosanna VIC 3084"),
        ("osteopth", "Osteopathy"),
        ("sciatcia", "Sciatica"),
        ("heidleberg", "Heidelberg VIC 3084"),
    ],
)
def test_one_slip_is_forgiven(typed: str, found: str) -> None:
    assert found in texts(near_completions(typed, (), 8))


@pytest.mark.parametrize("typed", ["", " ", "a", "\x00\x00", "ß" * 90, "💆" * 30, "%", "-", "'", "x" * 5000])
def test_anything_can_be_typed(engine: Engine, typed: str) -> None:
    assert len(completions(typed, engine.names(typed, 8), 8, engine.suburbs())) <= 8
    assert len(near_completions(typed, engine.names_nearly(typed, 8), 8, engine.suburbs())) <= 8
