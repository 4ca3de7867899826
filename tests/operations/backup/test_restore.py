"""What is damaged is refused with the reason, and nothing is ever put back by half."""

import json
import os
import random
import resource
import signal
import time
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from sqlalchemy import insert, select

from crawler.store import Store
from operations.backup import manifest, restoring
from operations.backup.checking import check, places
from operations.backup.errors import BackupDamaged, BackupError
from operations.backup.restoring import finish, restore
from operations.commands.backup_cli import restore_command
from operations.tables import WorkerRow
from tests.operations.backup.conftest import read_back
from tests.operations.backup.test_backup import files_of, in_a_child


def flip(path):
    whole = bytearray(path.read_bytes())
    whole[random.randrange(len(whole))] ^= 1 << random.randrange(8)
    path.write_bytes(whole)


def cut(path):
    os.truncate(path, path.stat().st_size - 1)


def lengthen(path):
    with path.open("ab") as file:
        file.write(b"\0")


@pytest.mark.parametrize(
    "damage", [flip, cut, lambda path: path.unlink()], ids=["flipped bit", "cut", "missing"]
)
def test_a_backup_of_which_any_file_is_damaged_is_refused_by_name(kept, empty, damage):
    snapshot = kept.take()
    held = manifest.read(snapshot)
    everything = [path for path, part in places(kept.backups, snapshot, held) if part.size]
    assert len(everything) >= 7
    for path in [*everything, snapshot / manifest.MANIFEST]:
        good = path.read_bytes()
        damage(path)
        if path.name != manifest.MANIFEST:
            assert any(str(path) in one for one in check(kept.backups, snapshot)[1])
        with pytest.raises(BackupDamaged) as refused:
            restore(empty, kept.backups)
        assert str(path) in str(refused.value)
        assert not empty.root.exists()
        path.unlink(missing_ok=True)
        path.write_bytes(good)
    restore(empty, kept.backups)
    assert read_back(empty) == kept.bodies


def test_a_file_that_is_too_long_is_refused_but_for_those_that_a_later_backup_grew(kept, empty):
    snapshot = kept.take()
    lengthen(next((kept.backups / "pages").iterdir()))
    assert check(kept.backups, snapshot)[1] == []
    lengthen(snapshot / "decisions.jsonl")
    with pytest.raises(BackupDamaged, match="instead of"):
        restore(empty, kept.backups)


def test_a_manifest_that_was_changed_with_care_is_refused(kept, empty):
    snapshot = kept.take()
    path = snapshot / manifest.MANIFEST
    told = json.loads(path.read_text())
    del told["backup"]["files"]["decisions.jsonl"]
    path.write_text(json.dumps(told))
    with pytest.raises(BackupDamaged, match="own hash"):
        restore(empty, kept.backups)


@pytest.mark.parametrize("name", ["../outside", "/etc/passwd", ""])
def test_a_manifest_that_names_files_outside_of_the_backup_is_refused(kept, empty, name):
    snapshot = kept.take()
    held = manifest.read(snapshot)
    evil = manifest.Manifest(**{**{key: getattr(held, key) for key in held.__dataclass_fields__},
                                "files": {**held.files, name: held.files["decisions.jsonl"]}})  # fmt: skip
    manifest.write(evil, snapshot)
    with pytest.raises(BackupDamaged, match="outside"):
        restore(empty, kept.backups)


def test_a_backup_of_a_newer_version_is_left_alone(kept, empty, monkeypatch):
    monkeypatch.setattr(manifest, "FORMAT", 2)
    kept.take()
    monkeypatch.setattr(manifest, "FORMAT", 1)
    with pytest.raises(BackupError, match="upgrade"):
        restore(empty, kept.backups)


def test_a_home_that_holds_something_is_never_written_to(kept):
    kept.take()
    before = files_of(kept.home)
    with pytest.raises(BackupError, match="not empty"):
        restore(kept.home, kept.backups)
    assert files_of(kept.home) == before


def test_a_disk_of_its_own_that_holds_nothing_counts_as_empty(kept, empty):
    kept.take()
    (empty.root / "lost+found").mkdir(parents=True)
    (empty.root / "pages").mkdir()
    restore(empty, kept.backups)
    assert read_back(empty) == kept.bodies


@pytest.mark.parametrize("make", ["", "snapshots", "snapshots/20261127T000000Z.part"])
def test_a_folder_without_a_whole_backup_is_told(tmp_path, empty, make):
    (tmp_path / "backups" / make).mkdir(parents=True)
    with pytest.raises(BackupError, match="holds"):
        restore(empty, tmp_path / "backups")


def test_an_unknown_name_is_answered_with_those_there_are(kept, empty):
    taken = kept.take()
    with pytest.raises(BackupError, match=taken.name):
        restore(empty, kept.backups, "yesterday")


def test_a_restore_killed_at_any_moment_is_finished_by_the_same_command(kept, empty):
    kept.crawl(*(f"site{number}" for number in range(50)))
    kept.take()
    seen = set()
    began = time.monotonic()
    restore(empty, kept.backups)
    took = time.monotonic() - began
    whole = files_of(empty)
    for number in range(12):
        root = empty.root.with_name(f"killed{number}")
        home = type(empty)(root, f"sqlite:///{root / 'rosanna.db'}", root / "pages", root / "index")
        child = in_a_child(lambda home=home: restore(home, kept.backups))
        time.sleep(took * number / 10)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        if (root / "rosanna.db").exists() and not restoring.is_unfinished(home):
            seen.add("done")
        else:
            restore(home, kept.backups)
            seen.add("finished")
        assert files_of(home) == whole
    assert "finished" in seen


def test_a_restore_killed_before_its_very_last_step_is_done(kept, empty):
    kept.take()
    restore(empty, kept.backups)
    (empty.root / restoring.ASIDE).mkdir()
    assert not restoring.is_unfinished(empty)
    with pytest.raises(BackupError, match="not empty"):
        restore(empty, kept.backups)


def test_a_restore_killed_while_it_tidies_up_is_finished_by_the_same_command(kept, empty, monkeypatch):
    kept.take()
    with monkeypatch.context() as patched:
        patched.setattr(restoring.shutil, "rmtree", _cut_off)
        with pytest.raises(KeyboardInterrupt):
            restore(empty, kept.backups)
    assert restoring.is_unfinished(empty)
    assert restore(empty, kept.backups).finished
    assert read_back(empty) == kept.bodies


def _cut_off(path, **_):
    if path.parent.name == restoring.ASIDE:
        raise KeyboardInterrupt


def test_a_home_that_cannot_take_it_all_stays_empty_and_that_is_told(kept, empty):
    kept.take()

    def too_little():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
        result = CliRunner().invoke(
            restore_command, [str(kept.backups)], env={"ROSANNA_HOME": str(empty.root)}
        )
        os._exit(0 if result.exit_code == 1 and "make room" in result.output else 1)

    assert os.waitpid(in_a_child(too_little), 0)[1] == 0
    assert not empty.root.exists()
    restore(empty, kept.backups)
    assert read_back(empty) == kept.bodies


def test_moves_that_were_cut_short_are_brought_to_their_end(kept, empty, monkeypatch):
    kept.take()
    real = restoring.finish
    monkeypatch.setattr(restoring, "finish", lambda _: None)
    restore(empty, kept.backups)
    monkeypatch.setattr(restoring, "finish", real)
    assert not (empty.root / "rosanna.db").exists()
    done = restore(empty, kept.backups)
    assert done.finished
    assert read_back(empty) == kept.bodies
    assert finish(empty) is None


def test_a_store_that_was_made_since_a_restore_was_cut_short_is_not_overwritten(kept, empty, monkeypatch):
    kept.take()
    monkeypatch.setattr(restoring, "finish", lambda _: None)
    restore(empty, kept.backups)
    monkeypatch.undo()
    (empty.root / "rosanna.db").write_bytes(b"mine")
    with pytest.raises(BackupError, match="made since"):
        restore(empty, kept.backups)
    assert (empty.root / "rosanna.db").read_bytes() == b"mine"


def test_a_restored_home_has_no_workers_of_the_old_machine(kept, empty):
    with Store(kept.home.database_url) as store, store._engine.begin() as connection:
        now = datetime.now(UTC)
        connection.execute(insert(WorkerRow).values(name="old:1", slots=1, started_at=now, heartbeat_at=now))
    kept.take()
    restore(empty, kept.backups)
    with Store(empty.database_url) as store, store._engine.begin() as connection:
        assert connection.execute(select(WorkerRow)).all() == []
