"""The main job on the made-up sample web, end to end: crawl, index, serve. Ctrl-C ends all of it.

    demo.py [--port N] [--home FOLDER]

The sample web runs inside this process, on a port of its own, as the proxy of the crawl. A second run crawls
again only when the sample web or the sources changed.
"""

import argparse
import hashlib
import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

from data.sample_server import SampleWeb

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "data" / "sample_web"
SOURCES = ROOT / "data" / "sample_sources"
ROSANNA = [sys.executable, str(ROOT / "rosanna.py")]
SEARCHES = (
    "/search?q=remedial+massage&near=Rosanna",
    "/search?q=osteopathy+for+headaches&near=Ivanhoe+VIC",
    "/search?q=remidial+masage+under+%24110&near=3084",
)


def main() -> None:
    """Run the demo until interrupted."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--port", default="8000", help="port of the site (default 8000)")
    parser.add_argument("--home", type=Path, default=ROOT / "var" / "demo", help="where its state lies")
    args = parser.parse_args()
    port = free_port(args.port)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    environ = os.environ | {"ROSANNA_HOME": str(args.home), "ROSANNA_SOURCES": str(SOURCES)}
    try:
        crawl(args.home, environ)
        run("index", environ=environ)
        serve(port, environ)
    except KeyboardInterrupt:
        print("\nstopped")


def crawl(home: Path, environ: dict[str, str]) -> None:
    """Crawl every source of the sample web, unless nothing changed since the last time."""
    stamp, print_now = home / "crawled", fingerprint(SAMPLE, SOURCES)
    if stamp.exists() and stamp.read_text(encoding="utf-8") == print_now:
        print("The sample web has not changed since the last crawl: using what was kept.", flush=True)
        return
    with SampleWeb(SAMPLE) as web:
        print(f"The sample web answers on {web.proxy_url}, as a proxy for its made-up hosts.", flush=True)
        run("crawl", "--all", environ=environ | {"http_proxy": web.proxy_url, "no_proxy": ""})
    stamp.write_text(print_now, encoding="utf-8")


def serve(port: int, environ: dict[str, str]) -> None:
    """Serve the site and say where to look, until interrupted."""
    site = f"http://127.0.0.1:{port}"
    print(
        f"\nRosanna is on {site}  (Ctrl-C ends it). Try:",
        *(f"  {site}{search}" for search in SEARCHES),
        "",
        sep="\n",
        flush=True,
    )
    run("serve", "--port", str(port), environ=environ)


def run(*command: str, environ: dict[str, str]) -> None:
    """Run a `rosanna` command as a child that ends with this process; exit as it does when it fails."""
    with subprocess.Popen([*ROSANNA, *command], env=environ) as child:
        try:
            status = child.wait()
        except BaseException:
            child.terminate()
            raise
    if status:
        sys.exit(status)


def fingerprint(*folders: Path) -> str:
    """Hash over the names and contents of all files below `folders`."""
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    digest = hashlib.sha256()
    for path in files:
        digest.update(
            str(path.relative_to(ROOT)).encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest()
        )
    return digest.hexdigest()


def free_port(text: str) -> int:
    """The port that `text` names; exits with one line when it cannot be listened on."""
    if not (re.fullmatch(r"[0-9]{1,5}", text) and 1 <= int(text) <= 65535):
        sys.exit(f"{text[:20]} is no port: give one from 1 to 65535, such as `make demo PORT=8000`")
    port = int(text)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            sys.exit(f"port {port} needs more rights: give one above 1023, such as `make demo PORT=8000`")
        except OSError:
            other = port + 1 if port < 65535 else 8000
            sys.exit(f"port {port} is taken: stop what listens there, or run `make demo PORT={other}`")
    return port


if __name__ == "__main__":
    main()
