"""Pin all dependencies with hashes for every platform and no index address.

python scripts/lock.py             what is pinned stays; only what is new or gone changes
python scripts/lock.py --upgrade   the newest of everything
"""

import subprocess
import sys

UV = [sys.executable, "-m", "uv"]
COMPILE = "pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header"
PRIVATE = "--no-emit-index-url --no-emit-find-links"
LOCKS = {"requirements.lock": ["build"], "requirements-dev.lock": ["build", "dev"]}


def main() -> None:
    """Write both lock files."""
    for name, groups in LOCKS.items():
        extra = [word for group in groups for word in ("--group", group)]
        command = [*UV, *COMPILE.split(), *PRIVATE.split(), *sys.argv[1:], *extra, "pyproject.toml"]
        if subprocess.run([*command, "--output-file", name], check=False).returncode:
            sys.exit(f"{name} could not be made: is `uv` installed (pip install uv)?")


if __name__ == "__main__":
    main()
