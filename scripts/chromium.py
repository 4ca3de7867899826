"""Make sure there is a Chromium for the browser tests; install Debian's, else Playwright's own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> str | None:
    """Path of a Chromium on this machine: `CHROMIUM`, one on the path, else the one Playwright downloaded."""
    own = os.environ.get("CHROMIUM")
    if own:
        return own
    on_path = next(filter(None, map(shutil.which, COMMANDS)), None)
    if on_path:
        return on_path
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  (slow, and needed only here)

    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return str(path) if path.exists() else None


def main() -> None:
    """Install a Chromium where there is none; say what to do when that fails."""
    if find():
        return
    print("Installing Chromium for the browser tests ...", flush=True)
    if shutil.which("apt-get") and os.geteuid() == 0:
        quiet = {"stdout": subprocess.DEVNULL, "env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}}
        subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)
        subprocess.run(
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], check=False, **quiet
        )
    else:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    if not find():
        sys.exit("no Chromium could be installed: install it yourself, or set CHROMIUM to the path of one")


if __name__ == "__main__":
    main()
