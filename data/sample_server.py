"""Serves a folder of made-up web sites, `FOLDER/<host>/<path>`, on the loopback address alone.

The server is also an HTTP proxy that knows no other web: a client that sets `http_proxy` to it sees ordinary
addresses such as `http://rosanna-osteo.example/fees`. It fetches nothing itself; a host without a folder is
answered like one that no proxy can resolve. How addresses become files is written at `_file_names`.
"""

import codecs
import errno
import html
import mimetypes
import re
import socket
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock, Thread
from types import TracebackType
from typing import Self, TextIO
from urllib.parse import unquote

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

from data.overpass import Overpass

_HOST = re.compile(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?")
_LOOPBACK_NAMES = frozenset({"127.0.0.1", "localhost"})
_INDEX_NAMES = ("index.html", "index.htm", "index.php")
_PAGE_SUFFIXES = (".html", ".htm", ".php")
_DECLARED_CHARSET = re.compile(
    rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)|^\s*<\?xml[^>]+encoding\s*=\s*["']([\w.:-]+)""",
    re.IGNORECASE,
)
_SNIFFED_BYTES = 2048
# Not the machine's own list of types: the same file is sent the same way everywhere.
_BUILT_IN_TYPES = mimetypes.MimeTypes()
_TYPES = {
    **dict.fromkeys((*_PAGE_SUFFIXES, ".shtml"), "text/html"),
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}


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
            self._log = self._log_path.open("a", encoding="utf-8")
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
            return _line(501, "The sample web speaks plain http only: ask for http:// addresses.")
        host = _host_of(request)
        folder = self._folder_of(host)
        if folder is None:
            if host in _LOOPBACK_NAMES:
                return self._contents(request)
            return _line(
                502, f"The sample web has no host {host!r}: it knows the folders of {self.root.name}/."
            )
        if request.path == "/api/interpreter" and (data := folder / "overpass.json").is_file():
            return self._overpass_of(data).respond(request)
        if request.method not in {"GET", "HEAD"}:
            refusal = _line(405, f"{request.method} is not served here: these are plain files.")
            refusal.headers["Allow"] = "GET, HEAD"
            return refusal
        return _file_answer(request, folder)

    def _folder_of(self, host: str) -> Path | None:
        if not _HOST.fullmatch(host) or ".." in host:
            return None
        folder = self.root / host
        return folder if folder.is_dir() and _inside(folder, self.root) else None

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


def _inside(path: Path, folder: Path) -> bool:
    """Whether a path stays in a folder once every symbolic link is followed."""
    return path.resolve().is_relative_to(folder.resolve())


def _file_answer(request: Request, folder: Path) -> Response:
    segments = request.path.split("/")[1:]
    if any(part in {".", ".."} or "\\" in part or "\0" in part for part in segments) or "" in segments[:-1]:
        return _line(400, "The address holds a path that no page has.")
    target = folder.joinpath(*segments)
    wants_folder = request.path.endswith("/")
    for name in _file_names(target, unquote(request.query_string.decode("latin-1")), wants_folder):
        if name.is_file() and _inside(name, folder):
            return _send(request, name)
    if not wants_folder and target.is_dir() and _inside(target, folder):
        query = f"?{request.query_string.decode('latin-1')}" if request.query_string else ""
        return Response(status=301, headers={"Location": request.root_path + _quoted(request) + "/" + query})
    return _not_found(request)


def _quoted(request: Request) -> str:
    return re.sub(r"^https?://[^/]+", "", str(request.environ["RAW_URI"])).split("?", 1)[0]


def _file_names(target: Path, query: str, wants_folder: bool) -> Iterable[Path]:
    """The files that may answer an address, best first.

    `/` and folders are answered by `index.html` (`.htm`, `.php`), `/fees` by `fees`, else `fees.html` and so
    on. A query string stands after two underscores before the suffix: `/find/rosanna-3084?page=2` is the file
    `find/rosanna-3084__page=2.html`, `/?p=7` is `index__p=7.html`. Where there is no such file the query
    changes nothing, as on any server of plain files.
    """
    if wants_folder:
        plain = [target / name for name in _INDEX_NAMES]
    elif target.name:
        plain = [target, *(target.with_name(target.name + suffix) for suffix in _PAGE_SUFFIXES)]
    else:
        plain = []
    if query and not set("/\\\0") & set(query) and len(query) < 150:
        for path in plain:
            yield path.with_name(f"{path.stem}__{query}{path.suffix}")
    yield from plain


def _send(request: Request, path: Path) -> Response:
    # Read at once: Werkzeug leaves a file open when the client hangs up before the end.
    response = Response(path.read_bytes(), content_type=_content_type(path))
    response.last_modified = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    response.add_etag()
    response.make_conditional(request)
    return response


def _content_type(path: Path) -> str:
    """The type by the suffix; for HTML with the charset the page declares, and none where it is silent."""
    suffix = path.suffix.lower()
    kind = _TYPES.get(suffix) or _BUILT_IN_TYPES.guess_type(f"x{suffix}")[0] or "application/octet-stream"
    if kind != "text/html":
        return kind
    with path.open("rb") as file:
        declared = _DECLARED_CHARSET.search(file.read(_SNIFFED_BYTES))
    if declared is None:
        return kind
    charset = (declared[1] or declared[2]).decode("ascii")
    try:
        codecs.lookup(charset)
    except LookupError:
        return kind
    return f"{kind}; charset={charset.lower()}"


def _not_found(request: Request) -> Response:
    return Response(
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Page not found</title>'
        f"<h1>Page not found</h1><p>There is no page at {html.escape(request.path)}.</p></html>",
        status=404,
        content_type="text/html; charset=utf-8",
    )


def _line(status: int, text: str) -> Response:
    return Response(text + "\n", status=status, content_type="text/plain; charset=utf-8")
