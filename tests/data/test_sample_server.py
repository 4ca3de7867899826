"""The sample web's server: hosts, files, the proxy's manners, its Overpass endpoint and its command."""

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from data.cli import sample_web
from data.sample_server import SampleWeb, SampleWebError
from tests.data.client import Client

PAGES = {
    "clinic.example/index.html": "<meta charset='utf-8'><title>Home é</title>",
    "clinic.example/fees.html": "<title>Fees</title>",
    "clinic.example/old.html": '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">',
    "clinic.example/odd.html": '<meta charset="klingon-8">',
    "clinic.example/xhtml.htm": '<?xml version="1.0" encoding="iso-8859-1"?><html></html>',
    "clinic.example/team/index.htm": "<title>Team</title>",
    "clinic.example/list.html": "page 1",
    "clinic.example/list__page=2.html": "page 2",
    "clinic.example/index__p=7.html": "post 7",
    "clinic.example/shop.php": "<?php ?>",
    "clinic.example/a b.html": "a space",
    "clinic.example/robots.txt": "User-agent: *",
    "clinic.example/css/site.css": "body{}",
    "clinic.example/sitemap.xml": "<urlset/>",
    "other.example/index.html": "other",
    "secret.txt": "not a host",
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("web")
    for name, text in PAGES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "clinic.example" / "leak.txt").symlink_to(folder / "secret.txt")
    (folder / "linked.example").symlink_to("/", target_is_directory=True)
    return folder


@pytest.fixture(scope="module")
def client(root: Path) -> Iterator[Client]:
    with SampleWeb(root) as web:
        yield Client(web)


def test_a_proxy_request_and_a_host_header_reach_the_same_page(client: Client) -> None:
    through_proxy = client.ask("http://clinic.example/fees.html")
    directly = client.ask("/fees.html", Host="clinic.example")
    assert (through_proxy.status, through_proxy.text) == (200, "<title>Fees</title>")
    assert directly.body == through_proxy.body


def test_the_absolute_address_wins_over_the_host_header(client: Client) -> None:
    assert client.ask("http://other.example/", Host="clinic.example").text == "other"


def test_a_browser_finds_a_host_under_localhost(client: Client) -> None:
    assert client.ask("/", Host=f"other.example.localhost:{client.web.port}").text == "other"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/", "Home"),
        ("/fees", "Fees"),
        ("/team/", "Team"),
        ("/xhtml", "xml"),
        ("/shop", "php"),
        ("/a%20b.html", "a space"),
        ("/list", "page 1"),
        ("/list?page=2", "page 2"),
        ("/list.html?page=2", "page 2"),
        ("/list?page=99", "page 1"),
        ("/list?page=../../secret", "page 1"),
        ("/?p=7", "post 7"),
    ],
)
def test_an_address_finds_its_file(client: Client, path: str, text: str) -> None:
    answer = client.ask("http://clinic.example" + path)
    assert (answer.status, text in answer.text) == (200, True)


def test_a_folder_without_its_slash_is_sent_to_the_address_with_it(client: Client) -> None:
    answer = client.ask("http://clinic.example/team?x=1")
    assert (answer.status, answer.headers["Location"]) == (301, "/team/?x=1")


@pytest.mark.parametrize(
    ("path", "content_type"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/fees", "text/html"),
        ("/old", "text/html; charset=windows-1252"),
        ("/odd", "text/html"),
        ("/xhtml", "text/html; charset=iso-8859-1"),
        ("/shop.php", "text/html"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/css/site.css", "text/css; charset=utf-8"),
        ("/sitemap.xml", "application/xml"),
    ],
)
def test_the_charset_sent_is_the_one_the_page_declares_or_none(
    client: Client, path: str, content_type: str
) -> None:
    assert client.ask("http://clinic.example" + path).headers["Content-Type"] == content_type


def test_an_unchanged_page_is_not_sent_again(client: Client) -> None:
    first = client.ask("http://clinic.example/fees")
    again = client.ask("http://clinic.example/fees", If_None_Match=first.headers["ETag"])
    since = client.ask("http://clinic.example/fees", If_Modified_Since=first.headers["Last-Modified"])
    assert (again.status, again.body, since.status) == (304, b"", 304)


def test_a_validator_depends_on_the_bytes_alone(client: Client, root: Path) -> None:
    before = client.ask("http://clinic.example/fees").headers["ETag"]
    (root / "clinic.example" / "fees.html").touch()
    assert client.ask("http://clinic.example/fees").headers["ETag"] == before


def test_head_sends_the_headers_alone(client: Client) -> None:
    answer = client.ask("http://clinic.example/fees", "HEAD")
    assert (answer.status, answer.headers["Content-Length"], answer.body) == (200, "19", b"")


def test_a_missing_page_is_404_and_its_name_is_escaped(client: Client) -> None:
    answer = client.ask("http://clinic.example/%3Cscript%3E")
    assert (answer.status, "<script>" in answer.text) == (404, False)


def test_an_unknown_host_is_502_in_one_line(client: Client) -> None:
    answer = client.ask("http://nowhere.example/")
    assert answer.status == 502
    assert "no host 'nowhere.example'" in answer.text
    assert answer.text.count("\n") == 1


def test_https_is_refused_with_a_reason(client: Client) -> None:
    answer = client.ask("clinic.example:443", "CONNECT")
    assert (answer.status, "http://" in answer.text) == (501, True)


def test_a_form_that_posts_to_a_file_is_refused(client: Client) -> None:
    answer = client.ask("http://clinic.example/fees", "POST", "a=1")
    assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    "target",
    [
        "http://clinic.example/../secret.txt",
        "http://clinic.example/%2e%2e/secret.txt",
        "http://clinic.example/..%2fsecret.txt",
        "http://clinic.example/x/../../secret.txt",
        "http://clinic.example//etc/passwd",
        "http://clinic.example/%00",
        "http://clinic.example/..%5csecret.txt",
        "http://clinic.example/leak.txt",
        "http://linked.example/etc/passwd",
        "http://../secret.txt",
        "http://.hidden/secret.txt",
    ],
)
def test_nothing_outside_a_host_folder_is_served(client: Client, target: str) -> None:
    answer = client.ask(target)
    assert answer.status in {400, 404, 502}
    assert b"not a host" not in answer.body


def test_a_name_longer_than_a_file_system_takes_is_not_found(client: Client) -> None:
    assert client.ask("http://clinic.example/" + "%C3%A9" * 300).status == 404
    assert client.ask("http://clinic.example/list?q=" + "x" * 300).text == "page 1"


def test_the_server_itself_lists_its_hosts(client: Client) -> None:
    answer = client.ask("/")
    assert answer.status == 200
    assert f"http://clinic.example.localhost:{client.web.port}/" in answer.text


def test_the_log_has_one_line_a_request(root: Path, tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    with SampleWeb(root, log=log) as web:
        client = Client(web)
        client.ask("http://clinic.example/fees?a=1")
        client.ask("http://clinic.example/fees", "HEAD")
        client.ask("http://nowhere.example/")
    lines = [line.split("\t") for line in log.read_text(encoding="utf-8").splitlines()]
    assert [line[1:5] for line in lines] == [
        ["clinic.example", "GET", "/fees?a=1", "200"],
        ["clinic.example", "HEAD", "/fees", "200"],
        ["nowhere.example", "GET", "/", "502"],
    ]
    assert [line[5] for line in lines[:2]] == ["19", "0"]
    assert all(line[0].endswith("Z") for line in lines)


def test_a_missing_folder_is_said_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(SampleWebError, match="--root"), SampleWeb(tmp_path / "none"):
        pass


def test_a_taken_port_is_said_in_one_line_with_the_remedy(root: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        result = CliRunner().invoke(sample_web, ["--root", str(root), "--port", port])
    assert result.exit_code == 1
    assert (
        result.output
        == f"Error: port {port} is taken by another program: stop that one, or choose another with --port\n"
    )


def test_ctrl_c_ends_the_command_without_a_traceback(root: Path) -> None:
    # A shell that runs tests in the background hands down an ignored SIGINT.
    program = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from data.cli import sample_web; sample_web()"
    )
    command = [sys.executable, "-u", "-c", program, "--root", str(root), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = process.stdout.readline() + process.stdout.readline()
        process.send_signal(signal.SIGINT)
        rest, errors = process.communicate(timeout=20)
    assert "As a proxy: http_proxy=http://127.0.0.1:" in said
    assert (rest, errors, process.returncode) == ("Sample web ended.\n", "", 0)


def test_the_help_tells_how_to_use_it_as_a_proxy() -> None:
    result = CliRunner().invoke(sample_web, ["--help"])
    assert result.exit_code == 0
    assert "http_proxy=http://127.0.0.1:8081" in result.output


def test_a_log_that_cannot_be_written_is_said_with_the_remedy(root: Path, tmp_path: Path) -> None:
    with pytest.raises(SampleWebError, match="--log"), SampleWeb(root, log=tmp_path / "none" / "x.log"):
        pass


def test_leaving_the_block_frees_the_port(root: Path) -> None:
    with SampleWeb(root) as web:
        port = web.port
    with SampleWeb(root, port) as again:
        assert again.port == port
