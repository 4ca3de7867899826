"""`scripts/demo.py`: what it says before it begins."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def demo(port: str, home: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "scripts/demo.py", "--port", port, "--home", str(home)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("port", ["99999", "0", "eight", "8" * 5000, "²"])
def test_a_port_that_is_none_is_one_line(port: str, tmp_path: Path) -> None:
    ran = demo(port, tmp_path)
    assert ran.returncode == 1
    assert ran.stderr.splitlines() == [ran.stderr.strip()]
    assert "is no port: give one from 1 to 65535" in ran.stderr


def test_a_taken_port_names_another(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ran = demo(str(port), tmp_path)
    assert ran.returncode == 1
    assert ran.stderr.startswith(f"port {port} is taken: stop what listens there, or run `make demo PORT=")
    assert not list(tmp_path.iterdir())
