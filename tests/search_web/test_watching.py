"""Requests have ids and are written down without who asked; figures are for whom the operator allows."""

import io
import ipaddress
import json
import logging
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from crawler import logs
from crawler.home import Home
from indexer.service import SearchService
from search_web import create_app
from search_web.cli import serve
from search_web.health import MetricsSettingError, read_networks
from tests.search_web.conftest import build_index

ROOT = Path(__file__).parents[2]
WORDS, VISITOR = "lymphatic", "203.0.113.9"


@pytest.fixture
def json_lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What is logged meanwhile, as `ROSANNA_LOG=json` has it."""
    written = io.StringIO()
    monkeypatch.setattr(sys, "stderr", written)
    before = logging.root.handlers[:], logging.root.level
    logs.set_up("web", environ={"ROSANNA_LOG": "json"})
    yield written
    logs.set_up("web", environ={})
    logging.root.handlers[:], logging.root.level = before


def lines(written: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


def test_a_request_has_an_id_in_its_answer_and_in_every_line_about_it(
    client: FlaskClient, json_lines: io.StringIO
) -> None:
    first, second = client.get("/"), client.get("/about")
    assert first.headers["X-Request-ID"] != second.headers["X-Request-ID"]
    assert [line["request"] for line in lines(json_lines)] == [
        first.headers["X-Request-ID"], second.headers["X-Request-ID"],
    ]  # fmt: skip
    assert lines(json_lines)[1] | {"time": 0, "ms": 0, "request": 0} == {
        "time": 0, "level": "info", "logger": "search_web.watching", "message": "answered", "part": "web",
        "request": 0, "method": "GET", "path": "/about", "page": "pages.about", "status": 200, "ms": 0,
    }  # fmt: skip


def test_neither_who_asks_nor_for_what_words_is_written_down(
    client: FlaskClient, json_lines: io.StringIO
) -> None:
    headers = {"X-Forwarded-For": VISITOR, "User-Agent": "some browser"}
    client.get(f"/search?q={WORDS}&near=Rosanna", headers=headers, environ_base={"REMOTE_ADDR": VISITOR})
    client.get(f"/search?radius_km={WORDS}", environ_base={"REMOTE_ADDR": VISITOR})
    assert len(lines(json_lines)) == 2
    for word in (WORDS, VISITOR, "some browser"):
        assert word not in json_lines.getvalue()


@pytest.mark.parametrize(
    ("peer", "given", "taken"),
    [("127.0.0.1", "abcdef-123", True), (VISITOR, "abcdef-123", False), ("127.0.0.1", "a b", False),
     ("127.0.0.1", "x" * 65, False)],
)  # fmt: skip
def test_an_id_is_taken_over_from_a_web_server_of_this_machine_alone(
    client: FlaskClient, peer: str, given: str, *, taken: bool
) -> None:
    answer = client.get("/livez", headers={"X-Request-ID": given}, environ_base={"REMOTE_ADDR": peer})
    assert (answer.headers["X-Request-ID"] == given) is taken


def test_a_copy_gets_an_id_of_its_own(home: Home) -> None:
    build_index(home)
    with SearchService(home) as service:
        client = create_app({"SERVICE": service, "HOME": home}).test_client()
        ids = {client.get("/").headers["X-Request-ID"] for _ in range(3)}
    assert len(ids) == 3


def test_live_and_ready_differ_without_an_index(home: Home) -> None:
    with SearchService(home) as service:
        client = create_app({"SERVICE": service, "HOME": home}).test_client()
        assert (client.get("/livez").status_code, client.get("/readyz").status_code) == (200, 503)
        build_index(home)
        assert client.get("/readyz").json == {"status": "ok", "checks": {"index": "ok"}}


NOBODY, HERE = (), (ipaddress.ip_network("127.0.0.1"),)


@pytest.mark.parametrize(
    ("networks", "peer", "headers", "status"),
    [
        (NOBODY, "127.0.0.1", {}, 404),
        (HERE, "127.0.0.1", {}, 200),
        (HERE, VISITOR, {}, 404),
        (HERE, "", {}, 404),
        (HERE, "127.0.0.1", {"X-Forwarded-For": VISITOR}, 404),
        (HERE, "127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}, 404),
        (HERE, "127.0.0.1", {"Forwarded": f"for={VISITOR}"}, 404),
        ((ipaddress.ip_network("203.0.113.0/24"),), VISITOR, {}, 200),
    ],
)
def test_figures_are_for_the_networks_that_are_named_and_never_for_who_comes_through_a_proxy(
    home: Home, networks: object, peer: str, headers: dict[str, str], status: int
) -> None:
    client = create_app({"HOME": home, "METRICS": networks}).test_client()
    assert client.get("/metrics", headers=headers, environ_base={"REMOTE_ADDR": peer}).status_code == status


@pytest.mark.parametrize("given", ["yes", "127.0.0.1/99", "127.0.0.1 10.0.0.1", "10.0.0.1/8"])
def test_networks_that_are_none_are_one_line(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(MetricsSettingError, match="ROSANNA_METRICS"):
        read_networks({"ROSANNA_METRICS": given})
    monkeypatch.setenv("ROSANNA_METRICS", given)
    result = CliRunner().invoke(serve, ["--port", "0"])
    assert (result.exit_code, "ROSANNA_METRICS" in result.output) == (1, True)


def test_a_log_format_that_is_none_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROSANNA_LOG", "xml")
    result = CliRunner().invoke(serve, ["--port", "0"])
    assert (result.exit_code, "text or json" in result.output) == (1, True)


def get(address: str) -> tuple[int, str]:
    try:
        with urlopen(Request(address), timeout=20) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        return error.code, ""


def test_worker_processes_count_together_and_leave_nothing_behind(home: Home, tmp_path: Path) -> None:
    build_index(home)
    process = subprocess.Popen(
        [sys.executable, "-c", "from search_web.cli import serve; serve()", "--port", "0", "--workers", "3"],
        cwd=ROOT,
        env={**os.environ, "ROSANNA_HOME": str(home.root), "ROSANNA_METRICS": "127.0.0.1", "ROSANNA_LOG": "json",
             "TMPDIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    with process:
        try:
            assert process.stdout is not None
            address = re.search(r"http://\S+:\d+", process.stdout.readline())[0]  # type: ignore[index]
            for number in range(30):
                assert get(f"{address}/search?q=massage&page={number % 2 + 1}")[0] == 200
            assert get(f"{address}/search?radius_km=far")[0] == 400
            told = get(f"{address}/metrics")[1]
        finally:
            process.send_signal(signal.SIGINT)
            _, written = process.communicate(timeout=20)
    figures = {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(told)
        for sample in family.samples
    }
    answered = sum(
        value for (name, *labels), value in figures.items()
        if name == "rosanna_http_requests_total" and "200" in labels
    )  # fmt: skip
    assert answered == 30
    assert figures["rosanna_http_requests_total", "400", "GET", "pages.search"] == 1
    asked = figures["rosanna_searches_total", "some"]
    assert 2 <= asked <= 2 * 3, "each worker asks for each of two pages once, and has copies then"
    assert figures["rosanna_search_seconds_count",] == asked
    assert figures["rosanna_index_providers",] == 4
    assert figures["rosanna_index_up",] == 1
    found = [json.loads(line) for line in written.splitlines()]
    assert sum(line["message"] == "answered" for line in found) == 32
    assert not list(tmp_path.glob("rosanna-metrics*"))
