"""The state of an installation in figures."""

from datetime import UTC, datetime

from prometheus_client import CollectorRegistry

from operations.backup import note
from operations.figures import FRESH_SECONDS, Figures


def told(figures):
    registry = CollectorRegistry()
    registry.register(figures)
    return lambda name, **labels: registry.get_sample_value(name, labels)


def test_crawl_index_and_machine_are_told_in_figures(installed):
    installed.run(good=False)
    taken = datetime(2026, 11, 20, tzinfo=UTC)
    note.leave(installed.home.root, note.Note("/mnt/backup", "x", taken))
    value = told(Figures(installed.home))
    assert value("rosanna_store_up") == 1
    assert value("rosanna_crawl_runs_total", source="made-up", state="complete") == 1
    assert value("rosanna_crawl_runs_total", source="made-up", state="failed") == 1
    assert value("rosanna_crawl_last_good_timestamp_seconds", source="made-up") > taken.timestamp()
    assert value("rosanna_listings", source="made-up") == 1
    assert value("rosanna_index_up") == 1
    assert value("rosanna_index_providers") == 1
    assert value("rosanna_jobs", state="waiting") == 0
    assert value("rosanna_workers_up") == 0
    assert value("rosanna_disk_free_bytes", folder="home") > 0
    assert value("rosanna_backup_timestamp_seconds") == taken.timestamp()


def test_a_home_with_nothing_in_it_is_told_and_stays_so(tmp_path, installed):
    home = type(installed.home).from_environment({"ROSANNA_HOME": str(tmp_path / "new")})
    value = told(Figures(home))
    assert (value("rosanna_store_up"), value("rosanna_index_up")) == (0, 0)
    assert not home.root.exists()


def test_the_store_is_asked_again_only_after_some_seconds(installed):
    now = [0.0]
    figures = Figures(installed.home, clock=lambda: now[0])
    value = told(figures)
    assert value("rosanna_crawl_runs_total", source="made-up", state="failed") is None
    installed.run(good=False)
    assert value("rosanna_crawl_runs_total", source="made-up", state="failed") is None
    now[0] += FRESH_SECONDS
    assert value("rosanna_crawl_runs_total", source="made-up", state="failed") == 1
