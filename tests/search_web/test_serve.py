"""`rosanna serve`: gunicorn on a real port."""

import gc
import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from click.testing import CliRunner
from flask import Flask

from indexer.search import SearchRequest
from indexer.service import SearchService
from search_web.cli import serve
from search_web.server import ServerError, listen, settle

ROOT = Path(__file__).parents[2]


@contextmanager
def serving(home: Path) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """The site of a home, served by the command itself; gives its address and the process."""
    process = subprocess.Popen(
        [sys.executable, "-c", "from search_web.cli import serve; serve()", "--port", "0", "--workers", "1"],
        cwd=ROOT,
        env={**os.environ, "ROSANNA_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            found = re.search(r"http://127\.0\.0\.1:\d+", line)
            assert found, line
            yield found[0], process
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=20)


def test_a_worker_has_read_its_vocabularies_before_anybody_waits_for_them(
    service: SearchService, make_app: Callable[[object], Flask]
) -> None:
    app = make_app(service)
    asked: list[SearchRequest] = []
    search = service.search
    service.search = lambda request: asked.append(request) or search(request)  # type: ignore[assignment, func-returns-value]
    before = gc.get_freeze_count()
    try:
        settle(app)
        assert [one.near for one in asked] == ["Rosanna"]
        assert gc.get_freeze_count() > before + 10_000
    finally:
        gc.unfreeze()


def test_a_taken_port_is_one_line_that_names_another() -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        result = CliRunner().invoke(serve, ["--port", str(port)])
    assert result.exit_code == 1
    assert result.output.splitlines() == [
        f"Error: port {port} is taken; end what uses it, or try --port {port + 1}"
    ]


@pytest.mark.parametrize("host", ["203.0.113.7", "no.such.host.example"])
def test_an_address_of_another_machine_is_refused(host: str) -> None:
    with pytest.raises(ServerError, match=r"is not an address of this machine; without --host"):
        listen(host, 0)


def test_a_setting_that_cannot_be_served_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROSANNA_SEARCH_URL", "s3://bucket/index")
    result = CliRunner().invoke(serve, ["--port", "0"])
    assert result.exit_code == 1
    assert result.output.startswith("Error: ROSANNA_SEARCH_URL=s3://bucket/index: only a folder")


def test_help_says_where_things_are() -> None:
    said = CliRunner().invoke(serve, ["--help"]).output
    for part in ("/api/v1/", "ROSANNA_HOME", "ROSANNA_CONTACT", "Ctrl-C"):
        assert part in said


def test_without_an_index_it_warns_and_serves_a_page_that_says_so(tmp_path: Path) -> None:
    with serving(tmp_path / "var") as (address, process):
        with pytest.raises(HTTPError) as refused:
            urlopen(address + "/")
        with refused.value as response:
            assert response.status == 503
            assert "rosanna index" in response.read().decode()
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=20)
    assert re.search(r"^Warning: no search index in .*; run `rosanna index` to make it$", said, re.MULTILINE)
    assert process.returncode == 0
    assert not (tmp_path / "var").exists(), "serving must write nothing"


def test_the_longest_search_fits_and_a_longer_address_is_refused_in_the_one_shape(tmp_path: Path) -> None:
    with serving(tmp_path / "var") as (address, _):
        for path, expected in (
            ("/api/v1/search?q=" + "%F0%9F%92%86" * 500, 503),
            ("/api/v1/search?q=" + "x" * 9000, 414),
        ):
            with pytest.raises(HTTPError) as refused:
                urlopen(address + path)
            with refused.value as response:
                assert response.status == expected
                assert response.headers["Content-Type"] == "application/json"
                error = json.load(response)["error"]
            assert set(error) == {"code", "message", "parameter"}
        assert error["code"] == "request_uri_too_long"


def test_a_request_that_is_no_http_is_refused_in_the_one_shape(tmp_path: Path) -> None:
    with serving(tmp_path / "var") as (address, process):
        port = int(address.rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port)) as client:
            client.sendall(b"GET /api/v1/search\r\n\r\n")
            head, _, body = b"".join(iter(lambda: client.recv(4096), b"")).partition(b"\r\n\r\n")
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=20)
    assert head.startswith(b"HTTP/1.1 400 Bad Request\r\n")
    assert json.loads(body)["error"]["code"] == "bad_request"
    assert "refused a request: InvalidRequestLine" in said
    assert "ip=" not in said


def test_the_socket_is_listening_before_any_worker_is_ready() -> None:
    with listen("127.0.0.1", 0) as listening, socket.create_connection(listening.getsockname()) as client:
        assert client.getpeername() == listening.getsockname()
