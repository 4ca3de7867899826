"""What the tests in a real browser need: the browser, screens, the site on loopback, and a watch on its policy."""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Playwright
from werkzeug.serving import make_server

PHONE = {"width": 390, "height": 844}
SMALL_PHONE = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 900}
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
NAMES = ("chromium", "chromium-browser", "google-chrome")
PATIENCE_MS = 20_000
"""How long a page may take to show what is expected: a first answer reads all vocabularies, on busy machines too."""
WATCH = """
document.addEventListener('securitypolicyviolation', event =>
  window.forbidden(`${event.violatedDirective}: ${event.blockedURI} on ${location.pathname}`));
"""
"""Tells of everything that a page tried and its policy forbade."""


def chromium(playwright: Playwright) -> str:
    """Path of a Chromium: `CHROMIUM`, one on the path, or Playwright's own. Fails with what to do."""
    named = (os.environ.get("CHROMIUM"), *map(shutil.which, NAMES), playwright.chromium.executable_path)
    path = next((path for path in named if path and Path(path).exists()), None)
    if path is None:
        pytest.fail("no Chromium was found: run `make chromium`, or set CHROMIUM to its path", pytrace=False)
    return path


@contextmanager
def serving(app: Any) -> Iterator[str]:
    """The address of a WSGI application on loopback."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
