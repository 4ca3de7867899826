"""The `rosanna` command as a whole: every command is there, and the list of them comes without delay."""

import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from rosanna import COMMANDS, main

ROOT = Path(__file__).parents[1]
HEAVY = {"alembic", "flask", "jsonschema", "lxml", "pydantic", "scrapy", "sqlalchemy", "twisted", "whoosh"}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_goes_by_its_name(name):
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert command.name == name
    done = CliRunner().invoke(main, [name, "--help"])
    assert done.exit_code == 0
    assert done.output.startswith(f"Usage: main {name}")


def test_help_names_every_command_and_an_unknown_one_is_refused():
    shown = CliRunner().invoke(main, ["--help"]).output
    assert all(f"\n  {name} " in shown for name in COMMANDS)
    assert CliRunner().invoke(main, ["fly"]).exit_code == 2


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["crawl", "--help"], ["index", "--help"]])
def test_what_only_tells_how_to_use_it_loads_no_large_library(arguments):
    look = "import sys, rosanna\ntry: rosanna.main()\nfinally: print(*sys.modules, file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", look, *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout
    assert HEAVY.isdisjoint(done.stderr.split())
