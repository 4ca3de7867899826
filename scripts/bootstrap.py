"""Make the virtual environment and install a lock file into it: `bootstrap.py VENV LOCK STAMP`.

Runs on the machine's own Python, before anything is installed: standard library only. Every failure is one
line that says what to do.
"""

import subprocess
import sys
from pathlib import Path

PYTHON_LEAST = (3, 11)


def main(venv: Path, lock: Path, stamp: Path) -> None:
    """Install `lock` and then this project into `venv`; touch `stamp` when all of it is there."""
    if sys.version_info < PYTHON_LEAST:
        least, own = ".".join(map(str, PYTHON_LEAST)), ".".join(map(str, sys.version_info[:2]))
        sys.exit(
            f"Python {least} or newer is needed, this is {own}: name a newer one, `make PYTHON=python{least}`"
        )
    python = venv / "bin" / "python"
    if not (venv / "bin" / "pip").exists():  # a venv that failed half way has no pip
        print(f"Making {venv} ...", flush=True)
        _run(
            [sys.executable, "-m", "venv", "--clear", str(venv)],
            "could not make a virtual environment: install Python's venv module (apt install python3-venv)",
        )
    print(f"Installing {lock} ...", flush=True)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    _run(
        [*pip, "--require-hashes", "--requirement", str(lock)],
        "could not install the dependencies: check the network and pip's index settings, then run it again",
    )
    _run(
        [*pip, "--no-deps", "--no-build-isolation", "--editable", "."],
        "could not install Rosanna itself: remove .venv and run it again",
    )
    stamp.touch()


def _run(command: list[str], remedy: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        log = Path(".venv-error.log")
        log.write_text(f"{' '.join(command)}\n{done.stdout}{done.stderr}", encoding="utf-8")
        sys.exit(f"{remedy} (details: {log})")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*map(Path, sys.argv[1:]))
