"""Generations on a real folder, with real locks."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from indexer.building.generations import FORMAT, GenerationInfo, Generations
from indexer.errors import IndexBroken, IndexBusy, IndexMissing, IndexNewer, IndexUnwritable


def publish(index: Generations, words: str = "") -> GenerationInfo:
    with index.building() as folder:
        (folder / "words").write_text(words)
        return index.publish(folder, providers=1, sources=(), problems=0)


def test_without_an_index_the_error_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="run `rosanna index`"):
        Generations(tmp_path / "index").open()


def test_a_published_generation_is_served(tmp_path: Path) -> None:
    index = Generations(tmp_path)
    publish(index, "one")
    info = publish(index, "two")
    with index.open() as lease:
        assert lease.info == info
        assert (lease.folder / "words").read_text() == "two"


def test_a_build_that_fails_leaves_the_served_generation_and_no_rubbish(tmp_path: Path) -> None:
    index = Generations(tmp_path)
    info = publish(index)
    with pytest.raises(IndexUnwritable), index.building() as folder:
        folder.read_text()
    assert index.current() == info.id
    assert [path.name for path in (tmp_path / "generations").iterdir()] == [info.id]


def test_what_a_killed_build_left_is_removed_by_the_next(tmp_path: Path) -> None:
    index = Generations(tmp_path)
    left = tmp_path / "generations" / "g20200101T000000000000"
    left.mkdir(parents=True)
    publish(index)
    assert not left.exists()


def test_a_generation_in_use_outlives_later_ones(tmp_path: Path) -> None:
    index = Generations(tmp_path)
    publish(index, "first")
    with index.open() as lease:
        for _ in range(4):
            publish(index)
        assert (lease.folder / "words").read_text() == "first"
    publish(index)
    assert not lease.folder.exists()
    assert len(list((tmp_path / "generations").iterdir())) == 2


def test_two_builds_at_once_are_refused(tmp_path: Path) -> None:
    index = Generations(tmp_path)
    with index.building(), pytest.raises(IndexBusy, match="wait"), Generations(tmp_path).building():
        pass


def test_a_killed_builder_holds_no_lock(tmp_path: Path) -> None:
    code = (
        "import os,sys; from pathlib import Path; from indexer.building.generations import Generations\n"
        "with Generations(Path(sys.argv[1])).building(): os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False, cwd=Path(__file__).parents[2])
    assert list((tmp_path / "generations").iterdir())
    assert publish(Generations(tmp_path)).id == Generations(tmp_path).current()


@pytest.mark.parametrize("rest", ["", "{", "[]", "{}", '{"format": 1}', '{"format": 1, "sources": [3]}'])
def test_a_half_written_generation_says_how_to_mend_it(tmp_path: Path, rest: str) -> None:
    index = Generations(tmp_path)
    publish(index)
    meta = tmp_path / "generations" / str(index.current()) / "generation.json"
    meta.write_text(rest)
    with pytest.raises(IndexBroken, match="rosanna index --full"):
        index.open()


def test_a_pointer_to_nowhere_says_how_to_mend_it(tmp_path: Path) -> None:
    (tmp_path / "current").write_text("g1")
    with pytest.raises(IndexBroken, match="g1 is missing"):
        Generations(tmp_path).open()


def test_a_newer_format_is_named(tmp_path: Path) -> None:
    index = Generations(tmp_path)
    publish(index)
    meta = tmp_path / "generations" / str(index.current()) / "generation.json"
    meta.write_text(json.dumps(json.loads(meta.read_text()) | {"format": FORMAT + 1}))
    with pytest.raises(IndexNewer, match="upgrade"):
        index.open()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(IndexUnwritable, match="cannot write"), Generations(tmp_path / "file").building():
        pass
