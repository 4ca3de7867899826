"""Each thing that can be wrong with an installation is broken once, and the doctor says which and what to do."""

import json
import os
import shutil
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from crawler.kept.decisions import Decisions
from crawler.store import Store
from operations.backup import note
from operations.commands.doctor_cli import doctor_command
from operations.health.doctor import CHECKS, examine
from operations.health.look import Look
from operations.tables import JobRow, WorkerRow


def examined(installed, now=None, **environ):
    with Look.of(installed.home, {**installed.environ, **environ}) as look:
        look.now = now or look.now
        return {one.check: one for one in sorted(examine(look), key=lambda one: one.is_wrong)}


def test_an_installation_that_is_well_is_found_well_by_every_check(installed):
    found = examined(installed)
    assert set(found) == set(CHECKS)
    assert [one.words for one in found.values() if one.is_wrong] == []
    result = CliRunner().invoke(doctor_command, env=installed.environ)
    assert result.exit_code == 0, result.output


def test_the_doctor_changes_nothing(installed):
    def state():
        return {path: path.read_bytes() for path in installed.home.root.rglob("*") if path.is_file()}

    before = state()
    examined(installed)
    after = {path: data for path, data in state().items() if not path.name.endswith(("-shm", "-wal"))}
    assert after == before


def break_home(installed):
    shutil.rmtree(installed.home.root)


def break_home_by_half_a_restore(installed):
    (installed.home.root / "restoring").mkdir()


def break_store(installed):
    path = installed.home.root / "rosanna.db"
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(path.stat().st_size - 4096))


def break_store_by_age(installed):
    installed.sql("UPDATE alembic_version SET version_num = '0006'")


def break_store_by_youth(installed):
    installed.sql("UPDATE alembic_version SET version_num = '9999'")


def break_clock(installed):
    installed.sql("UPDATE runs SET started_at = ?", "2999-01-01 00:00:00")


def break_archive(installed):
    installed.sql(
        "INSERT INTO pages (source, url, fetched_at, status, content_hash, warc_file, warc_offset, run_id, missed)"
        " VALUES ('made-up', 'http://one.example/', '2026-11-01 00:00:00', 200, 'x', 'gone.warc.gz', 0, 1, 0)",
    )


def break_archive_by_a_torn_file(installed):
    break_archive(installed)
    installed.home.pages.mkdir()
    (installed.home.pages / "gone.warc.gz").write_bytes(b"no archive")


def break_index(installed):
    for path in installed.home.index.rglob("text_row.npy"):
        path.unlink()


def break_index_by_half_a_file(installed):
    for path in installed.home.index.rglob("redirects.json"):
        path.write_text("{", encoding="utf-8")


def break_index_by_losing_it(installed):
    shutil.rmtree(installed.home.index)


def break_sources(installed):
    (installed.sources / "second.yaml").write_text("id: third\n")


def break_sources_by_losing_them(installed):
    shutil.rmtree(installed.sources)


def break_health(installed):
    installed.run(good=False)


def break_worker(installed):
    long_ago = datetime.now(UTC) - timedelta(hours=1)
    with Store(installed.home.database_url) as store, store._engine.begin() as connection:
        values = {"slots": 1, "started_at": long_ago, "heartbeat_at": long_ago}
        connection.execute(WorkerRow.__table__.insert().values(name="elsewhere:1", **values))


def break_worker_by_jobs_that_wait(installed):
    now = datetime.now(UTC)
    with Store(installed.home.database_url) as store, store._engine.begin() as connection:
        values = {"slots": 1, "started_at": now, "heartbeat_at": now}
        connection.execute(WorkerRow.__table__.insert().values(name="elsewhere:1", **values))
        job = {"kind": "crawl", "source": "made-up", "areas": [], "state": "waiting", "by": "schedule",
               "due_at": now - timedelta(hours=7), "attempt": 1, "done": 0}  # fmt: skip
        connection.execute(JobRow.__table__.insert().values(job))


def break_backup(installed):
    taken = datetime.now(UTC) - timedelta(days=9)
    note.leave(installed.home.root, note.Note("/mnt/backup", "20260101T000000.000Z", taken))


@pytest.mark.parametrize(
    ("breaking", "level", "words"),
    [
        (break_home, "error", "no folder"),
        (break_home_by_half_a_restore, "error", "cut short"),
        (break_store, "error", "the store"),
        (break_store_by_age, "warning", "schema 0006"),
        (break_store_by_youth, "error", "schema 9999"),
        (break_clock, "error", "set back"),
        (break_archive, "error", "gone.warc.gz"),
        (break_archive_by_a_torn_file, "error", "cannot be read"),
        (break_index, "error", "damaged"),
        (break_index_by_half_a_file, "error", "damaged"),
        (break_index_by_losing_it, "error", "no search index"),
        (break_sources, "error", "second.yaml"),
        (break_sources_by_losing_them, "error", "no folder"),
        (break_health, "error", "refuses us"),
        (break_worker, "error", "no sign of life"),
        (break_worker_by_jobs_that_wait, "warning", "1 jobs wait"),
        (break_backup, "warning", "/mnt/backup"),
    ],
)
def test_what_is_broken_is_named_with_what_to_do(installed, breaking, level, words):
    breaking(installed)
    check = breaking.__name__.split("_")[1]
    result = CliRunner().invoke(doctor_command, ["--json"], env=installed.environ)
    assert result.exit_code == 1
    told = json.loads(result.output)
    found = next(one for one in told["findings"] if one["check"] == check and one["level"] != "ok")
    assert (found["level"], words in found["words"]) == (level, True), found
    assert found["remedy"]
    assert told["state"] in {"warning", "error"}


def test_a_disk_with_less_room_than_set_is_an_error_until_there_is_clearly_more(installed):
    free = shutil.disk_usage(installed.home.root).free / 1e6
    found = examined(installed, ROSANNA_DISK_LOW_MB=str(free * 1.1))
    assert found["disk"].level == "error"
    with Look.of(installed.home, {**installed.environ, "ROSANNA_DISK_LOW_MB": str(free * 0.9)}) as look:
        assert not any(one.is_wrong for one in CHECKS["disk"](look))
        look.known = frozenset({found["disk"].key})
        assert any(one.is_wrong for one in CHECKS["disk"](look))


def test_a_lost_key_of_the_suppressions_is_an_error(installed):
    with Store(installed.home.database_url) as store:
        about = {"key": "0" * 32, "mark": "12345678", "about": "phone"}
        Decisions(store, installed.home).make("suppression", about, "asked")
    found = examined(installed)["decisions"]
    assert (found.level, "suppression.key" in found.words) == ("error", True)


def test_nothing_crawled_for_longer_than_two_cadences_is_an_error(installed):
    now = datetime.now(UTC)
    assert not examined(installed, now + timedelta(hours=47))["crawling"].is_wrong
    assert examined(installed, now + timedelta(hours=49))["crawling"].level == "error"
    assert examined(installed, now + timedelta(hours=7), ROSANNA_CRAWL_HOURS="6")["crawling"].level == "error"


def test_an_index_without_what_was_found_a_day_ago_is_stale(installed):
    installed.run("another")
    now = datetime.now(UTC)
    assert not examined(installed, now + timedelta(hours=23))["index"].is_wrong
    found = examined(installed, now + timedelta(hours=25))["index"]
    assert (found.level, "is not in it" in found.words) == ("error", True)


def test_somebody_who_asked_to_be_left_out_and_is_still_shown_is_an_error_within_the_hour(installed):
    with Store(installed.home.database_url) as store:
        Decisions(store, installed.home).make("suppression", {"host": "one.example"}, "asked")
    found = examined(installed, datetime.now(UTC) + timedelta(minutes=61))["index"]
    assert (found.level, "left out" in found.words) == ("error", True)


def test_a_source_that_is_paused_is_not_called_unhealthy(installed):
    break_health(installed)
    with Look.of(installed.home, installed.environ) as look:
        look.ledger.pause("made-up", "ada")
    assert not examined(installed)["health"].is_wrong


def test_one_area_of_many_that_failed_once_is_not_called_unhealthy(installed):
    def scoped(number, good):
        installed.run(good=good)
        installed.sql("UPDATE runs SET scope = ? WHERE id = (SELECT max(id) FROM runs)", f"area {number}")

    for number in range(4):
        scoped(number, good=True)
    scoped(0, good=False)
    assert not examined(installed)["health"].is_wrong
    scoped(0, good=False)
    scoped(0, good=False)
    found = examined(installed)["health"]
    assert (found.level, "1 of 5 areas" in found.words) == ("error", True)


@pytest.mark.parametrize("value", ["many", "-1", "nan"])
def test_a_threshold_that_is_no_number_is_one_line(installed, value):
    env = {**installed.environ, "ROSANNA_DISK_LOW_MB": value}
    result = CliRunner().invoke(doctor_command, env=env)
    assert (result.exit_code, "ROSANNA_DISK_LOW_MB" in result.output) == (1, True)
