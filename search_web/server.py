"""gunicorn, started from Python: one socket, some worker processes, no files left behind."""

import errno
import gc
import socket
import sys
import time
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]
from gunicorn.glogging import Logger  # type: ignore[import-untyped]
from gunicorn.http.errors import (  # type: ignore[import-untyped]
    ExpectationFailed,
    LimitRequestHeaders,
    LimitRequestLine,
    ParseException,
    UnsupportedTransferCoding,
)
from gunicorn.util import write_nonblock  # type: ignore[import-untyped]
from gunicorn.workers.gthread import ThreadWorker  # type: ignore[import-untyped]

from crawler import logs
from search_web.problems import ErrorBody, ErrorDetail

REFUSALS: Mapping[type[Exception], tuple[HTTPStatus, str]] = {
    LimitRequestLine: (HTTPStatus.REQUEST_URI_TOO_LONG, "the address is too long; search with fewer words"),
    LimitRequestHeaders: (HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "the request has too many headers"),
    ExpectationFailed: (HTTPStatus.EXPECTATION_FAILED, "the request expects what is not done here"),
    UnsupportedTransferCoding: (HTTPStatus.NOT_IMPLEMENTED, "this transfer coding is not read here"),
    ParseException: (HTTPStatus.BAD_REQUEST, "the request is not proper HTTP"),
}
"""What a request is told that ends before it reaches the site, the first that fits."""


LONGEST_WAIT = 1.0
"""Seconds a request may wait for a thread: an answer takes a hundredth of that, so longer means overload."""
LONG_QUEUE = 16
"""Requests that wait behind it: with fewer, the machine is slow rather than asked too much."""
RETRY_AFTER = 2
"""Seconds after which to ask again when there was too much to do: the queue is gone by then."""
OVERLOADED = (HTTPStatus.SERVICE_UNAVAILABLE, "too much is asked at once; ask again in a moment")


class Worker(ThreadWorker):  # type: ignore[misc]
    """gunicorn's worker, with its refusals in the one shape of every failure, and no address in the log.

    At that point nobody knows yet whether a page or the API was asked, so both are told in JSON.
    """

    waiting = 0
    """Requests no thread has taken yet. Counted without a lock: it need not be exact."""

    def enqueue_req(self, conn: Any) -> None:
        """Called by gunicorn with a connection on which a request has begun."""
        conn.queued_at = time.monotonic()
        self.waiting += 1
        super().enqueue_req(conn)

    def handle(self, conn: Any) -> object:
        """Called by gunicorn in a thread that is free for the connection."""
        self.waiting -= 1
        conn.waited = time.monotonic() - conn.queued_at
        return super().handle(conn)

    def handle_request(self, req: Any, conn: Any) -> object:
        """Called by gunicorn with a whole request; one that has waited for too long is turned away.

        Whoever waits longer has mostly gone, and answering them all would make everybody wait so long.
        """
        if conn.waited < LONGEST_WAIT or self.waiting < LONG_QUEUE:
            return super().handle_request(req, conn)
        write_nonblock(conn.sock, refusal(*OVERLOADED, retry_after=RETRY_AFTER))
        if "search_web.metrics" in sys.modules:  # loaded where it may be read
            sys.modules["search_web.metrics"].OVERLOADED.inc()
        return False

    def handle_error(self, req: object, client: socket.socket, addr: object, exc: BaseException) -> None:
        """Called by gunicorn with what went wrong before or outside the application."""
        refused = next((said for kind, said in REFUSALS.items() if isinstance(exc, kind)), None)
        if refused is None:
            super().handle_error(req, client, addr, exc)
            return
        self.log.warning("refused a request: %s", type(exc).__name__)
        try:
            write_nonblock(client, refusal(*refused))
        except OSError as error:
            self.log.debug("a refusal could not be sent: %s", error)


def refusal(status: HTTPStatus, said: str, retry_after: int | None = None) -> bytes:
    """A whole HTTP answer to a request that was refused unread."""
    code = status.phrase.lower().replace(" ", "_").replace("-", "_")
    body = ErrorBody(error=ErrorDetail(code=code, message=said)).model_dump_json().encode()
    head = (
        f"HTTP/1.1 {status.value} {status.phrase}",
        "Connection: close",
        "Content-Type: application/json",
        "X-Content-Type-Options: nosniff",
        "Access-Control-Allow-Origin: *",
        f"Content-Length: {len(body)}",
    )
    later = () if retry_after is None else (f"Retry-After: {retry_after}",)
    return "\r\n".join((*head, *later, "", "")).encode() + body


class Log(Logger):  # type: ignore[misc]
    """gunicorn's log, in the shape of all others."""

    def setup(self, cfg: Any) -> None:
        """Called by gunicorn, also after a worker was forked."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(logs.JsonLines() if logs.is_json() else logs.Lines(logs.TEXT))


OPTIONS: Mapping[str, Any] = {
    "worker_class": Worker,
    "threads": 4,  # so that a slow reader holds up one thread, not a process
    "timeout": 30,
    "graceful_timeout": 5,
    "keepalive": 5,
    "max_requests": 50_000,  # a worker is renewed now and then, so that no slow leak can matter
    "max_requests_jitter": 5_000,
    "limit_request_line": 8190,  # the most gunicorn allows; 500 characters of `q` can take 6,000 bytes
    "limit_request_fields": 50,
    "loglevel": "warning",
    "logger_class": Log,
    "accesslog": None,  # nobody's address is written down
    "proc_name": "rosanna",
    "control_socket_disable": True,  # gunicorn 25 and later would listen in the user's home folder
}


FIRST_SEARCH = "/search?q=massage&near=Rosanna"
"""Needs every vocabulary, all localities and the index. Without an index it fails; visitors are told why."""


class ServerError(Exception):
    """The site cannot be served where it was asked for; the message says what to do."""


class Server(BaseApplication):  # type: ignore[misc]
    """gunicorn on a socket that is already listening; `make_app` is called once in each worker.

    gunicorn takes the socket over, and closes it.
    """

    def __init__(self, make_app: Callable[[], Flask], listening: socket.socket, workers: int) -> None:
        self.make_app, self.workers = make_app, workers
        self.descriptor = listening.detach()
        super().__init__()

    def load_config(self) -> None:
        """Called by gunicorn before anything else."""
        settings = {**OPTIONS, "bind": f"fd://{self.descriptor}", "workers": self.workers}
        for name, value in settings.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Flask:
        """Called by gunicorn in each worker."""
        app = self.make_app()
        settle(app)
        return app


def settle(app: Flask) -> None:
    """Read what the first visitor would wait for, and let the garbage collector look through it no more.

    Vocabularies and localities are some 250,000 objects that stay: each full collection of them stopped a
    worker for a sixth of a second, once in a hundred requests.
    """
    app.test_client().get(FIRST_SEARCH)
    gc.collect()
    gc.freeze()


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes any free one. Raises `ServerError`."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise ServerError(
            f"{host} is not an address of this machine; without --host it is 127.0.0.1"
        ) from error
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(address)
    except OSError as error:
        listening.close()
        raise ServerError(_why(error, host, port)) from error
    listening.listen(2048)
    listening.set_inheritable(True)
    return listening


def _why(error: OSError, host: str, port: int) -> str:
    reasons = {
        errno.EADDRINUSE: f"port {port} is taken; end what uses it, or try --port {port % 65535 + 1}",
        errno.EACCES: f"port {port} needs more rights; use one above 1023, such as --port 8000",
        errno.EADDRNOTAVAIL: f"{host} is not an address of this machine; without --host it is 127.0.0.1",
    }
    return reasons.get(error.errno or 0, f"cannot listen on {host}:{port}: {error.strerror}")
