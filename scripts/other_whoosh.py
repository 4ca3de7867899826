"""Run the engine's tests on the original Whoosh 2.7.4, in a virtual environment beside the ordinary one.

Everything but Whoosh is taken from the environment that runs this; the other Whoosh lies first on the path.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OTHER = "Whoosh==2.7.4"
FOLDER = ROOT / ".venv-whoosh274"
TESTS = ("tests/engines",)
QUIET = ("-W", "ignore::SyntaxWarning", "-W", "ignore::DeprecationWarning")
"""It was written for Pythons that had no such warnings."""


def main() -> None:
    """Install it where it is not yet, then run the tests with it."""
    if not (FOLDER / "whoosh").exists():
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
        if subprocess.run([*pip, "--target", str(FOLDER), OTHER], check=False).returncode:
            sys.exit(f"could not install {OTHER}: check the network and pip, then run it again")
    environment = os.environ | {"PYTHONPATH": str(FOLDER), "PYTHONWARNINGS": "ignore"}
    seen = "import whoosh; print('Whoosh', '.'.join(map(str, whoosh.__version__)), whoosh.__file__)"
    subprocess.run([sys.executable, "-c", seen], env=environment, cwd=ROOT, check=True)
    command = [sys.executable, *QUIET, "-m", "pytest", *QUIET, *sys.argv[1:], *TESTS]
    sys.exit(subprocess.run(command, env=environment, cwd=ROOT, check=False).returncode)


if __name__ == "__main__":
    main()
