"""The indexer's commands as a person runs them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from indexer.cli import commands

BY_NAME = {command.name: command for command in commands}
ROOT = Path(__file__).parents[2]


def run(home: Path, name: str, *arguments: str) -> Result:
    return CliRunner().invoke(BY_NAME[name], arguments, env={"ROSANNA_HOME": str(home)})


def test_index_export_and_search(filled, tmp_path: Path) -> None:
    home = filled.home.root
    indexed = run(home, "index")
    assert indexed.exit_code == 0
    assert "3 providers from 5 listings" in indexed.output
    assert "1 not of our field" in indexed.output
    found = run(home, "search", "remidial", "massage near rosanna", "--limit", "1")
    assert "Backroom Remedial Massage  Rosanna VIC 3084" in found.output
    assert "“remidial” was read as “remedial”" in found.output
    as_json = json.loads(run(home, "search", "osteopathy", "--json").output)
    assert as_json["understood"]["services"] == ["osteopathy"]
    exported = run(home, "export")
    assert len(exported.output.splitlines()) == 3
    written = run(home, "export", "--format", "csv", "--output", str(tmp_path / "all.csv"))
    assert "3 providers written" in written.stderr
    assert (tmp_path / "all.csv").read_text().startswith("id,name,")


@pytest.mark.parametrize("command", [("search", "osteo"), ("export",)])
def test_without_an_index_one_line_says_what_to_run(tmp_path: Path, command: tuple[str, ...]) -> None:
    result = run(tmp_path, *command)
    assert result.exit_code == 1
    assert result.output.startswith("Error: no search index in ")
    assert result.output.endswith("run `rosanna index` to make it\n")


def test_an_empty_store_is_one_line(tmp_path: Path) -> None:
    result = run(tmp_path, "index")
    assert (result.exit_code, result.output) == (
        1,
        "Error: the store holds no listings yet; run `rosanna crawl` first\n",
    )


def test_a_wrong_option_is_named(tmp_path: Path) -> None:
    result = run(tmp_path, "search", "osteo", "--radius", "-3")
    assert result.exit_code == 2
    assert "radius_km" in result.output


def test_an_unreadable_page_is_named_and_costs_only_itself(filled) -> None:
    for file in filled.home.pages.iterdir():
        file.unlink()
    result = run(filled.home.root, "index")
    assert result.exit_code == 0
    assert "https://backroom.example/: " in result.stderr
    assert "3 problems" in result.stdout


def test_a_reader_that_stops_early_is_no_error(filled) -> None:
    run(filled.home.root, "index")
    code = "import indexer.cli; indexer.cli.export_command()"
    writer = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={"ROSANNA_HOME": str(filled.home.root)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert writer.stdout is not None
    writer.stdout.close()
    _, errors = writer.stdout, writer.stderr.read() if writer.stderr else ""
    if writer.stderr:
        writer.stderr.close()
    assert (writer.wait(), errors) == (0, "")


@pytest.mark.parametrize(
    ("call", "error"),
    [
        ("export_command()", "cannot write the export: No space left on device; make room and try again"),
        ("search_command(['massage'])", "cannot write the answer: No space left on device; make room"),
    ],
)
def test_a_full_disk_behind_standard_output_is_one_line(filled, call: str, error: str) -> None:
    full = Path("/dev/full")
    if not full.is_char_device():
        pytest.skip("this system has no /dev/full")
    run(filled.home.root, "index")
    code = f"import indexer.cli; indexer.cli.{call}"
    with full.open("wb") as output:
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={"ROSANNA_HOME": str(filled.home.root)},
            stdout=output,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr == f"Error: {error}\n"


@pytest.mark.parametrize("command", commands, ids=lambda command: str(command.name))
def test_help_reads_like_a_manual(command) -> None:
    output = CliRunner().invoke(command, ["--help"]).output
    assert len(output.splitlines()) > 12
