"""Every `rosanna` command that a document shows exists, with each of its options, and takes what it is given."""

import re
import shlex
from pathlib import Path

import click
import pytest

from rosanna import main

ROOT = Path(__file__).parents[1]
DOCUMENTS = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md")))
SHOWN = re.compile(r"`(rosanna [^`]+)`|^(?: {4}|)(?:\$ )?(?:\w+=\S+ )?(rosanna [a-z][^\n]*)", re.MULTILINE)
REMARK = re.compile(r"\s+#.*| {3,}.*|\s+&\s*$")
"""What stands behind a command on its line: what it does, or a sign to the shell."""
ANY = {"COMMAND", "help"}


def _commands() -> list[tuple[str, str]]:
    texts = ((one.name, one.read_text(encoding="utf-8")) for one in DOCUMENTS)
    found = ((name, match[1] or match[2]) for name, text in texts for match in SHOWN.finditer(text))
    return list(dict.fromkeys((name, REMARK.sub("", line).strip()) for name, line in found))


def test_there_are_many() -> None:
    assert len(_commands()) > 40


@pytest.mark.parametrize(("document", "line"), _commands())
def test_a_documented_command_is_one(document: str, line: str) -> None:
    words = shlex.split(line)[1:]
    command: click.Command = main
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        if words[0] in ANY:
            return
        found = command.get_command(click.Context(command), words.pop(0))
        assert found is not None, f"{document} shows `{line}`, and there is no such command"
        command = found
    known = {option for one in command.params for option in (*one.opts, *one.secondary_opts)} | {"--help"}
    asked = [word.partition("=")[0] for word in words if word.startswith("--")]
    assert [option for option in asked if option not in known] == []
