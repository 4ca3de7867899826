"""Serves a folder of made-up web sites, `FOLDER/<host>/<path>`, on the loopback address alone.

The server is also an HTTP proxy that knows no other web: a client that sets `http_proxy` to it sees ordinary
addresses such as `http://rosanna-osteo.example/fees`. It fetches nothing itself; a host without a folder is
answered like one that no proxy can resolve. `data.sample_files` says how addresses become files.
"""

import errno
import html
import re
import socket
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock, Thread
from types import TracebackType
from typing import Self, TextIO

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

from data.overpass import ElementsError, Overpass
from data.sample_files import file_answer, inside, one_line

_HOST = re.compile(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?")
_LOOPBACK_NAMES = frozenset({"127.0.0.1", "localhost"})


class SampleWebError(Exception):
    """The sample web cannot be served; the message says what to do."""


class SampleWeb:
    """The sample web on a port of 127.0.0.1, while the `with` block lasts.

    `port` 0 takes any free one; `log` gets one line a request. Raises `SampleWebError` on entering when the
    folder is missing or the port is taken.
    """

    def __init__(self, root: Path, port: int = 0, log: Path | None = None) -> None:
        self.root = root
        self.port = port
        self._log_path = log
        self._log: TextIO | None = None
        self._server: BaseWSGIServer | None = None
        self._thread: Thread | None = None

    @property
    def proxy_url(self) -> str:
        """What to set `http_proxy` to."""
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        if not self.root.is_dir():
            raise SampleWebError(f"no folder {self.root}: give --root a folder that holds one folder a host")
        if self._log_path is not None:
            try:
                self._log = self._log_path.open("a", encoding="utf-8")
            except OSError as error:
                raise SampleWebError(f"cannot write the log: {error}. Choose another with --log") from error
        try:
            self._server = _bound_server(_Sites(self.root, self._log), self.port)
        except SampleWebError:
            self._close_log()
            raise
        self.port = self._server.port
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None and self._thread is not None:
            self._server.shutdown()
            self._thread.join()
        self._close_log()

    def wait(self) -> None:
        """Serve until the thread ends, which is until the process is interrupted."""
        if self._thread is not None:
            self._thread.join()

    def _close_log(self) -> None:
        if self._log is not None:
            self._log.close()


class _QuietHandler(WSGIRequestHandler):
    """Leaves the log to the application, which knows host and size."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        pass


def _bound_server(sites: "_Sites", port: int) -> BaseWSGIServer:
    """Bind first: left to itself, Werkzeug ends the process when a port is taken."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
            listener.listen(128)
        except (OSError, OverflowError) as error:
            raise SampleWebError(_port_trouble(port, error)) from error
        return make_server(
            "127.0.0.1",
            port,
            Request.application(sites.respond),
            threaded=True,
            request_handler=_QuietHandler,
            fd=listener.fileno(),
        )


def _port_trouble(port: int, error: Exception) -> str:
    if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
        return f"port {port} is taken by another program: stop that one, or choose another with --port"
    return f"cannot listen on port {port} ({error}): choose another with --port"


class _Sites:
    """What answers requests: host folder, then file, then answer."""

    def __init__(self, root: Path, log: TextIO | None) -> None:
        self.root = root.resolve()
        self.log = log
        self._lock = Lock()
        self._overpass: dict[Path, Overpass] = {}

    def respond(self, request: Request) -> Response:
        """Answer a request and log it."""
        request.max_content_length = 1_000_000
        response = self.answer(request)
        self._write_log(request, response)
        return response

    def answer(self, request: Request) -> Response:
        """Choose what answers a request. Never reads outside the root."""
        if request.method == "CONNECT":
            return one_line(501, "The sample web speaks plain http only: ask for http:// addresses.")
        host = _host_of(request)
        folder = self._folder_of(host)
        if folder is None:
            if host in _LOOPBACK_NAMES:
                return self._contents(request)
            return one_line(
                502, f"The sample web has no host {host!r}: it knows the folders of {self.root.name}/."
            )
        if request.path == "/api/interpreter" and (data := folder / "overpass.json").is_file():
            try:
                return self._overpass_of(data).respond(request)
            except ElementsError as error:
                return one_line(500, f"{error}. Mend the file and ask again.")
        if request.method not in {"GET", "HEAD"}:
            refusal = one_line(405, f"{request.method} is not served here: these are plain files.")
            refusal.headers["Allow"] = "GET, HEAD"
            return refusal
        return file_answer(request, folder)

    def _folder_of(self, host: str) -> Path | None:
        if not _HOST.fullmatch(host) or ".." in host:
            return None
        folder = self.root / host
        return folder if folder.is_dir() and inside(folder, self.root) else None

    def _overpass_of(self, data: Path) -> Overpass:
        with self._lock:
            if data not in self._overpass:
                self._overpass[data] = Overpass.from_file(data)
            return self._overpass[data]

    def _contents(self, request: Request) -> Response:
        """What a person sees who opens the server itself. Browsers resolve every `*.localhost` to it."""
        port = request.environ["SERVER_PORT"]
        hosts = sorted(p.name for p in self.root.iterdir() if p.is_dir() and _HOST.fullmatch(p.name))
        links = "".join(
            f'<li><a href="http://{host}.localhost:{port}/">{html.escape(host)}</a></li>' for host in hosts
        )
        return Response(
            '<!doctype html><html lang="en"><meta charset="utf-8"><title>The sample web</title>'
            f"<h1>The sample web: {len(hosts)} hosts</h1><p>As a proxy: <code>http_proxy=http://127.0.0.1:{port}"
            f"</code>. In a browser:</p><ul>{links}</ul></html>",
            content_type="text/html; charset=utf-8",
        )

    def _write_log(self, request: Request, response: Response) -> None:
        if self.log is None:
            return
        bodiless = request.method == "HEAD" or response.status_code == 304
        size = 0 if bodiless else response.content_length or 0
        moment = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        path = request.environ["RAW_URI"].removeprefix(f"http://{request.host}") or "/"
        fields = (moment, _host_of(request), request.method, path, str(response.status_code), str(size))
        with self._lock:
            self.log.write("\t".join(fields) + "\n")
            self.log.flush()


def _host_of(request: Request) -> str:
    host = str(request.environ.get("HTTP_HOST", "")).rsplit("@", 1)[-1].lower()
    return host.split(":", 1)[0].rstrip(".").removesuffix(".localhost")
