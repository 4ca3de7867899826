"""What an operator meets: every mistake is one line that says what to do."""

import sqlite3

import pytest
from click.testing import CliRunner

from crawler.cli import crawl_command
from crawler.commands.sources_cli import sources_group
from data.source import SOURCES_FOLDER, load_sources

CRAWL, SOURCES = crawl_command, sources_group
SAMPLE_SOURCES = SOURCES_FOLDER.with_name("sample_sources")
GOOD = """\
id: {id}
title: T
publisher: P
url: http://x.example/
licence: L
purpose: P
kind: sites
"""


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("ROSANNA_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("ROSANNA_SOURCES", raising=False)

    def run(command, *arguments):
        return CliRunner().invoke(command, [str(one) for one in arguments])

    return run


def one_line(result, status=2):
    assert result.exit_code == status, result.output
    [line] = result.stderr.strip().splitlines()
    assert line.startswith("Error: ")
    return line


def test_an_unknown_suburb_is_told_with_suggestions(run):
    assert "no suburb 'Rosana VIC' is known; try \"Rosanna VIC\"" in one_line(
        run(CRAWL, "osm", "--suburb", "Rosana VIC")
    )


def test_an_unknown_source_is_told_with_the_known_ones(run):
    assert "no source 'nope'; known are: " in one_line(run(CRAWL, "nope"))


def test_a_malformed_source_is_told_by_file_and_line(run, tmp_path):
    path = tmp_path / "bad.yaml"
    path.write_text(GOOD.format(id="bad") + "colour: red\n")
    assert f"{path}:8: " in one_line(run(CRAWL, path))


@pytest.mark.parametrize(
    ("seeds", "words"),
    [("http://a.example/\n\n# note\nhalf a line\n", "seeds.txt:4: 'half a line' is no web address"),
     ("# nothing\n", "names no site"), (b"\xff\xfe\x00", "cannot read the seeds")],
)  # fmt: skip
def test_a_bad_seed_file_is_told_by_line(run, tmp_path, seeds, words):
    path = tmp_path / "seeds.txt"
    path.write_bytes(seeds if isinstance(seeds, bytes) else seeds.encode())
    assert words in one_line(run(CRAWL, "sites", "--seeds", path))


def test_a_missing_seed_file_is_told(run, tmp_path):
    assert "cannot read the seeds" in one_line(run(CRAWL, "sites", "--seeds", tmp_path / "none.txt"))


def test_sites_with_nothing_to_crawl_say_where_sites_come_from(run):
    assert "give --seeds FILE" in one_line(run(CRAWL, "sites"))


def test_a_suburb_means_nothing_to_sites(run):
    assert "leave --suburb out" in one_line(run(CRAWL, "sites", "--suburb", "Rosanna VIC"))


def test_seeds_mean_nothing_to_a_directory(run, tmp_path):
    assert "--seeds is for sources of the kind sites" in one_line(
        run(CRAWL, "osm", "--seeds", tmp_path / "x")
    )


@pytest.mark.parametrize("arguments", [(), ("sites", "--all")])
def test_one_source_or_all_of_them(run, arguments):
    assert "give one SOURCE, or --all" in one_line(run(CRAWL, *arguments))


def test_a_store_of_a_newer_rosanna_is_one_line(run, tmp_path):
    (tmp_path / "home").mkdir()
    with sqlite3.connect(tmp_path / "home" / "rosanna.db") as store:
        store.execute("CREATE TABLE alembic_version (version_num VARCHAR(32))")
        store.execute("INSERT INTO alembic_version VALUES ('9999')")
    store.close()
    (tmp_path / "seeds.txt").write_text("http://a.example/")
    line = one_line(run(CRAWL, "sites", "--seeds", tmp_path / "seeds.txt"), status=1)
    assert "written by a newer Rosanna" in line


def test_an_unreachable_host_fails_in_one_line_that_names_it(web):
    result = web.crawl_sites("http://nowhere.example/")
    assert result.returncode == 1
    [line] = [line for line in result.stderr.splitlines() if line.startswith("Error: ")]
    assert "nothing could be fetched: http://nowhere.example/" in line
    with web.store() as store:
        assert [run.state for run in store.runs()] == ["failed"]


def test_a_host_that_does_not_resolve_is_told_apart(web):
    web.proxy = ""
    result = web.crawl_sites("http://nowhere.invalid/")
    assert "host names that do not resolve; check the spelling" in result.stderr


def test_sources_are_listed_in_the_order_of_crawling(run):
    kinds = [line.split()[1] for line in run(SOURCES, "list").stdout.splitlines()]
    assert kinds == sorted(kinds, key=["osm", "directory", "sites"].index)


def test_sources_are_checked_with_their_suburbs_and_seeds(run, tmp_path):
    (tmp_path / "good.yaml").write_text(GOOD.format(id="good"))
    (tmp_path / "bad.yaml").write_text(GOOD.format(id="bad") + "sites: {seeds: none.txt}\n")
    result = run(SOURCES, "check", "--sources-dir", tmp_path)
    assert result.exit_code == 1
    assert f"{tmp_path / 'good.yaml'}: ok" in result.stdout
    assert "bad.yaml: cannot read the seeds" in result.stderr


def test_every_source_that_comes_with_the_program_passes_the_check(run):
    assert run(SOURCES, "check").exit_code == 0
    assert run(SOURCES, "check", "--sources-dir", SAMPLE_SOURCES).exit_code == 0


def test_the_program_comes_with_no_source_of_the_sample_web():
    assert [source.id for source in load_sources(SOURCES_FOLDER)] == ["osm", "sites"]


@pytest.mark.parametrize("command", [CRAWL, SOURCES])
def test_help_reads_like_a_manual(run, command):
    assert "Exit status" in run(CRAWL, "--help").stdout
    assert run(command, "--help").exit_code == 0
