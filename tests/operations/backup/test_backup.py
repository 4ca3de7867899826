"""A home is copied while it is worked in, only what is new is copied again, and all of it comes back."""

import os
import resource
import shutil
import signal
import stat
import subprocess
import sys
import threading
import time
from datetime import timedelta

import pytest
from click.testing import CliRunner

from crawler.archive import Archive
from crawler.home import Home
from crawler.kept.holding import ArchiveHeld, holding
from crawler.kept.retention import prune
from crawler.store import Store
from indexer.building.generations import Generations
from operations.backup import manifest, note
from operations.backup.checking import check
from operations.backup.errors import BackupError
from operations.backup.restoring import restore
from operations.backup.store_copy import sqlite_file
from operations.backup.taking import take
from operations.commands.backup_cli import backup_command, restore_command
from tests.operations.backup.conftest import home_at, read_back

DERIVED_OR_PASSING = {"prune.lock", "build.lock", "backup.json", "rosanna.db-wal", "rosanna.db-shm"}
"""What a backup may leave out: locks, its own note, and SQLite's log, which is in the copy of the store."""


def files_of(home):
    kept = (path for path in home.root.rglob("*") if path.is_file() and path.name not in DERIVED_OR_PASSING)
    return {path.relative_to(home.root).as_posix(): path.read_bytes() for path in kept}


def test_everything_comes_back_and_the_key_stays_private(kept, empty):
    kept.take()
    restore(empty, kept.backups)
    before, after = files_of(kept.home), files_of(empty)
    assert set(before) == set(after)
    assert {name for name in before if before[name] != after[name]} <= {"rosanna.db"}
    assert read_back(empty) == kept.bodies
    with Store(empty.database_url) as store:
        assert [one.source_id for one in store.listings()] == ["alpha", "beta"]
        assert [row["reason"] for row in store.decisions()] == ["asked by phone"]
    with Generations(empty.index).open() as lease:
        assert lease.info.providers == 2
    for name in ("suppression.key", "decisions.jsonl", "rosanna.db"):
        assert stat.S_IMODE((empty.root / name).stat().st_mode) == 0o600


def test_a_second_backup_copies_only_what_is_new(kept):
    first = take(kept.home, kept.backups)
    assert first.new_files == 2
    kept.crawl("gamma")
    with (kept.home.root / "requests" / "2026-11-20.tsv").open("a") as log:
        log.write("another line\n")
    second = take(kept.home, kept.backups)
    new = [path for name, path in pages(kept) if name not in first.manifest.growing]
    assert len(new) == 1
    assert second.copied == new[0].stat().st_size + len("another line\n")
    shared = f"index/{second.manifest.index}/arrays/postings"
    assert (first.folder / shared).samefile(second.folder / shared)
    assert [check(kept.backups, path)[1] for path in (first.folder, second.folder)] == [[], []]


def pages(kept):
    return [(f"pages/{path.name}", path) for path in kept.home.pages.glob("*.warc.gz")]


def test_each_backup_of_a_folder_can_be_put_back(kept, empty):
    first = kept.take()
    kept.crawl("gamma")
    kept.take()
    restore(empty, kept.backups, first.name)
    assert set(read_back(empty)) == {"https://alpha.example/", "https://beta.example/"}


def test_backups_taken_while_a_crawl_writes_hold_every_page_their_store_knows(kept):
    stop, crawled = threading.Event(), []

    def crawl():
        while not stop.is_set():
            crawled.append(f"site{len(crawled)}")
            kept.crawl(*(f"{crawled[-1]}-{number}" for number in range(20)))

    thread = threading.Thread(target=crawl)
    thread.start()
    try:
        taken = []
        for number in range(5):
            kept.backups = kept.backups.with_name(f"backups{number}")
            taken.append(take(kept.home, kept.backups).manifest)
    finally:
        stop.set()
        thread.join()
    assert [one.pages_missing for one in taken] == [0] * 5
    assert taken[0].pages < taken[-1].pages


def test_old_backups_go_and_so_do_the_pages_that_only_they_needed(kept):
    kept.take()
    for _, path in pages(kept):
        path.unlink()
    newest = kept.take(keep=1)
    assert kept.names() == [newest.name]
    assert list((kept.backups / "pages").iterdir()) == []


def test_pages_that_are_missing_in_the_home_are_told(kept):
    for _, path in pages(kept):
        path.unlink()
    assert take(kept.home, kept.backups).manifest.pages_missing == 2


def test_pruning_waits_for_a_backup_and_a_backup_for_pruning(kept):
    archive = Archive(kept.home.pages)
    with Store(kept.home.database_url) as store, holding(archive), pytest.raises(ArchiveHeld, match="backup"):
        prune(store, archive, timedelta(days=1))


def test_two_backups_at_once_to_one_folder_are_refused(kept):
    kept.take()
    script = (
        "import fcntl, sys, time; lock = open(sys.argv[1], 'a'); fcntl.flock(lock, fcntl.LOCK_EX);"
        "print('held', flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", script, str(kept.backups / manifest.LOCK)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as holder:
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(BackupError, match="under way"):
            kept.take()
        holder.kill()


@pytest.mark.parametrize("inside", ["x", "pages/x", ""])
def test_a_folder_within_the_home_is_refused(kept, inside):
    with pytest.raises(BackupError, match="would be lost with it"):
        take(kept.home, kept.home.root / inside)


def test_a_folder_of_other_things_is_left_alone(kept):
    kept.backups.mkdir()
    (kept.backups / "letter.txt").write_text("mine")
    with pytest.raises(BackupError, match="other things"):
        kept.take()
    assert [path.name for path in kept.backups.iterdir()] == ["letter.txt"]


def test_a_damaged_store_is_not_taken_for_a_backup(kept):
    store = sqlite_file(kept.home.database_url)
    size = store.stat().st_size
    with store.open("r+b") as file:
        for place in range(4096, size, 4096):
            file.seek(place)
            file.write(os.urandom(2000))
    with pytest.raises(BackupError, match="damaged"):
        kept.take()
    assert kept.names() == []


def test_a_page_file_that_changed_where_it_should_have_grown_is_told(kept):
    kept.take()
    _, path = pages(kept)[0]
    whole = bytearray(path.read_bytes())
    whole[5] ^= 1
    path.write_bytes(whole + b"more")
    with pytest.raises(BackupError, match="damaged, or its copy is"):
        kept.take()


SERVER = "postgresql://rosanna:secret@db.example/rosanna"


def test_a_store_on_a_server_is_never_left_out_in_silence(kept, empty):
    there = Home(kept.home.root, SERVER, kept.home.pages, kept.home.index)
    with pytest.raises(BackupError, match="pg_dump") as refused:
        take(there, kept.backups)
    assert "secret" not in str(refused.value)
    taken = take(there, kept.backups, without_store=True)
    assert "secret" not in (taken.folder / manifest.MANIFEST).read_text()
    with pytest.raises(BackupError, match="ROSANNA_DATABASE_URL"):
        restore(empty, kept.backups)
    here = Home(empty.root, SERVER, empty.pages, empty.index)
    result = CliRunner().invoke(
        restore_command,
        [str(kept.backups)],
        env={"ROSANNA_HOME": str(here.root), "ROSANNA_DATABASE_URL": SERVER},
    )
    assert result.exit_code == 0, result.output
    assert "pg_restore" in result.output
    assert sorted(path.name for path in empty.pages.iterdir()) == sorted(path.name for _, path in pages(kept))


def test_a_store_that_is_a_file_is_not_left_out_by_mistake(kept):
    with pytest.raises(BackupError, match="leave --without-store out"):
        kept.take(without_store=True)


def test_a_backup_that_cannot_be_noted_in_the_home_is_said_to_be_good(kept):
    (kept.home.root / note.FILE).mkdir()
    with pytest.raises(BackupError, match="taken and good"):
        kept.take()
    assert check(kept.backups, manifest.snapshots(kept.backups)[0])[1] == []


def in_a_child(work):
    """Start `work` in a process of its own, that can be killed."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    return child


def test_a_backup_killed_at_any_moment_leaves_none_that_looks_whole_and_the_next_is_good(kept, empty):
    took = time.monotonic()
    kept.take()
    took = time.monotonic() - took
    whole = kept.names()
    for number in range(8):
        kept.crawl(f"more{number}")
        time.sleep(0.15)
        child = in_a_child(lambda: take(kept.home, kept.backups))
        time.sleep(took * number / 8)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    for name in kept.names():
        if not name.endswith(manifest.UNFINISHED):
            assert check(kept.backups, kept.backups / manifest.SNAPSHOTS / name)[1] == []
    assert whole[0] in kept.names()
    kept.take()
    assert not any(name.endswith(manifest.UNFINISHED) for name in kept.names())
    restore(empty, kept.backups)
    assert read_back(empty) == kept.bodies


def test_a_file_that_cannot_be_written_leaves_no_backup_and_says_so(kept):
    def too_little():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
        result = CliRunner().invoke(
            backup_command, [str(kept.backups)], env={"ROSANNA_HOME": str(kept.home.root)}
        )
        told = "no new backup" in result.output.lower() or "make room" in result.output
        os._exit(0 if result.exit_code == 1 and told else 1)

    assert os.waitpid(in_a_child(too_little), 0)[1] == 0
    assert kept.names() == []
    assert check(kept.backups, kept.take())[1] == []


IN_A_SMALL_DISK = """
mount -t tmpfs -o size=$1k tmpfs $2 && exec {python} -c '
import sys, operations.backup.taking as taking, rosanna
taking.ROOM_TO_SPARE = -1 << 40
sys.argv = ["rosanna", *sys.argv[1:]]
code = 0
try: rosanna.main()
except SystemExit as ended: code = ended.code
import os
print([name for _, folders, _ in os.walk(sys.argv[2]) for name in folders if name.startswith("2")])
sys.exit(code)
' backup $2/b
"""


@pytest.mark.skipif(
    shutil.which("unshare") is None
    or subprocess.run(["unshare", "-rm", "true"], check=False).returncode != 0,
    reason="no disk of one's own can be made here",
)
@pytest.mark.parametrize("size", [40, 172])
def test_a_full_disk_leaves_no_backup_and_says_so(kept, tmp_path, size):
    small = tmp_path / "small"
    small.mkdir()
    command = IN_A_SMALL_DISK.format(python=sys.executable)
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", command, "sh", str(size), str(small)],
        env={**os.environ, "ROSANNA_HOME": str(kept.home.root)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "make room" in done.stderr
    assert done.stdout.strip() == "[]"


def test_a_disk_that_is_too_small_is_told_before_the_first_byte(kept, monkeypatch):
    monkeypatch.setattr("operations.backup.taking.ROOM_TO_SPARE", 1 << 60)
    with pytest.raises(BackupError, match="MB free"):
        kept.take()
    assert kept.names() == []


def test_the_commands_tell_what_they_did(kept, empty):
    env = {"ROSANNA_HOME": str(kept.home.root)}
    taken = CliRunner().invoke(backup_command, [str(kept.backups)], env=env)
    assert taken.exit_code == 0
    assert "2 listings, 2 pages" in taken.output
    looked = CliRunner().invoke(backup_command, [str(kept.backups), "--verify"], env=env)
    assert (looked.exit_code, "whole" in looked.output) == (0, True)
    nothing = CliRunner().invoke(backup_command, [str(kept.backups)], env={"ROSANNA_HOME": str(empty.root)})
    assert (nothing.exit_code, "nothing to back up" in nothing.output) == (1, True)
    put = CliRunner().invoke(restore_command, [str(kept.backups)], env={"ROSANNA_HOME": str(empty.root)})
    assert put.exit_code == 0, put.output
    assert "rosanna doctor" in put.output


def test_settings_that_move_parts_of_the_home_are_followed(kept, tmp_path):
    moved = {"ROSANNA_HOME": str(tmp_path / "a"), "ROSANNA_PAGES_URL": str(tmp_path / "p" / "pages"),
             "ROSANNA_SEARCH_URL": str(tmp_path / "i"), "ROSANNA_DATABASE_URL": f"sqlite:///{tmp_path}/d/my.db"}  # fmt: skip
    kept.take()
    there = Home.from_environment(moved)
    restore(there, kept.backups)
    assert read_back(there) == kept.bodies
    assert Generations(there.index).current() is not None
    assert sorted(path.name for path in there.root.iterdir()) == [
        "backup.json", "decisions.jsonl", "requests", "suppression.key",
    ]  # fmt: skip
    again = tmp_path / "again"
    take(there, again)
    restore(home_at(tmp_path / "home2"), again)
    assert read_back(home_at(tmp_path / "home2")) == kept.bodies
