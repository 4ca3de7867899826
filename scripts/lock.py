"""Pin all dependencies again, with hashes for every platform and no index address (needs `uv`)."""

import subprocess
import sys

COMPILE = "uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --upgrade"
PRIVATE = "--no-emit-index-url --no-emit-find-links"
LOCKS = {"requirements.lock": ["build"], "requirements-dev.lock": ["build", "dev"]}


def main() -> None:
    """Write both lock files."""
    for name, groups in LOCKS.items():
        extra = [word for group in groups for word in ("--group", group)]
        command = [*COMPILE.split(), *PRIVATE.split(), *extra, "pyproject.toml", "--output-file", name]
        if subprocess.run(command, check=False).returncode:
            sys.exit(f"{name} could not be made: is `uv` installed?")


if __name__ == "__main__":
    main()
