"""Setting up on a fresh machine: each failure is one line that says what to do."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def bootstrap(tmp_path: Path, lock: str, **environ: str) -> subprocess.CompletedProcess[str]:
    (tmp_path / "some.lock").write_text(lock, encoding="utf-8")
    command = [sys.executable, str(ROOT / "scripts" / "bootstrap.py"), "venv", "some.lock", "stamp"]
    path = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    return subprocess.run(
        command, cwd=tmp_path, env=path | environ, capture_output=True, text=True, check=False
    )


def test_without_a_network_it_says_so_in_one_line(tmp_path: Path) -> None:
    lock = f"click==8.1.8 --hash=sha256:{'0' * 64}\n"
    done = bootstrap(
        tmp_path, lock, PIP_INDEX_URL="http://127.0.0.1:9/simple", PIP_RETRIES="0", PIP_NO_INDEX="0"
    )
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "check the network" in done.stderr
    assert not (tmp_path / "stamp").exists()


def test_without_the_venv_module_it_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "venv.py").write_text("raise SystemExit('no venv here')", encoding="utf-8")
    done = bootstrap(tmp_path, "", PYTHONPATH=str(tmp_path))
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "install Python's venv module" in done.stderr


def test_a_half_made_environment_is_made_again(tmp_path: Path) -> None:
    (tmp_path / "venv" / "bin").mkdir(parents=True)
    (tmp_path / "venv" / "bin" / "python").write_text("", encoding="utf-8")
    done = bootstrap(tmp_path, "")
    assert "Making venv" in done.stdout
    assert (tmp_path / "venv" / "bin" / "pip").exists()


def test_a_wrong_call_prints_how_to_call_it() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "bootstrap.py")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "VENV LOCK STAMP" in done.stderr
