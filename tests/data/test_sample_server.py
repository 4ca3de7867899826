"""The sample web's server: hosts, files, the proxy's manners, its Overpass endpoint and its command."""

import http.client
import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from click.testing import CliRunner

from data.cli import sample_web
from data.sample_server import SampleWeb, SampleWebError

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


class Answer:
    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()
        self.text = self.body.decode("utf-8")


class Client:
    """Speaks HTTP by hand, so that a test decides the request line."""

    def __init__(self, web: SampleWeb) -> None:
        self.web = web

    def ask(self, target: str, method: str = "GET", body: str | None = None, **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.web.port, timeout=10)
        try:
            connection.request(
                method, target, body, {name.replace("_", "-"): value for name, value in headers.items()}
            )
            return Answer(connection.getresponse())
        finally:
            connection.close()


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


ELEMENTS = [
    {"type": "node", "id": 5, "lat": -37.74, "lon": 145.06, "tags": {"shop": "massage", "name": "Near"}},
    {"type": "node", "id": 2, "lat": -37.9, "lon": 145.06, "tags": {"shop": "massage", "name": "Far"}},
    {
        "type": "way",
        "id": 3,
        "center": {"lat": -37.741, "lon": 145.061},
        "nodes": [1, 2, 3],
        "tags": {"healthcare": "alternative", "healthcare:speciality": "acupuncture; Osteopathy"},
    },
    {"type": "node", "id": 9, "lat": -37.74, "lon": 145.06, "tags": {"shop": "beauty"}},
]
HERE = "(around:3000,-37.74,145.06)"


@pytest.fixture(scope="module")
def overpass(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    folder = tmp_path_factory.mktemp("map") / "overpass.example"
    folder.mkdir()
    (folder / "overpass.json").write_text(json.dumps({"elements": ELEMENTS}), encoding="utf-8")
    with SampleWeb(folder.parent) as web:
        yield Client(web)


def found(overpass: Client, query: str) -> list[dict[str, object]]:
    answer = overpass.ask("http://overpass.example/api/interpreter?data=" + quote(query))
    assert answer.status == 200, answer.text
    elements: list[dict[str, object]] = json.loads(answer.body)["elements"]
    return elements


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        (f'[out:json];nwr["shop"="massage"]{HERE};out;', [5]),
        ('[out:json][timeout:25];node["shop"="massage"];out;', [2, 5]),
        ("node[shop=massage](-38,145,-37.8,146);out;", [2]),
        ('[bbox:-38,145,-37.8,146][out:json];nwr["shop"];out;', [2]),
        (f'nwr["healthcare:speciality"~"(^|;) *osteopathy",i]{HERE};out center;', [3]),
        (f'nwr["healthcare:speciality"~"(^|;) *osteopathy"]{HERE};out center;', []),
        (
            f'(nwr["shop"="massage"]{HERE};way["healthcare"]{HERE};nwr["shop"="massage"]{HERE};);out center;',
            [5, 3],
        ),
        ('node["shop"]["shop"!="massage"];out;', [9]),
        ('nwr[!"shop"];out;', [3]),
        ('nwr["shop"!~"^m"];out;', [9, 3]),
        ('node["shop"];out 1;', [2]),
        ('// what a person may write\nnode["shop"] /* and\nhere */ ["name"="Near"];\nout;', [5]),
        ("node[shop=massage];", []),
    ],
)
def test_a_query_finds_its_elements(overpass: Client, query: str, ids: list[int]) -> None:
    assert [element["id"] for element in found(overpass, query)] == ids


def test_what_is_written_follows_the_words_after_out(overpass: Client) -> None:
    way = "way[healthcare];"
    assert found(overpass, way + "out ids;") == [{"type": "way", "id": 3}]
    assert set(found(overpass, way + "out skel;")[0]) == {"type", "id", "nodes"}
    assert set(found(overpass, way + "out center tags;")[0]) == {"type", "id", "center", "tags"}
    assert set(found(overpass, "node[shop=beauty];out tags;")[0]) == {"type", "id", "tags"}
    counted = found(overpass, "nwr[shop];out count;")[0]["tags"]
    assert counted == {"nodes": "3", "ways": "0", "relations": "0", "total": "3"}


def test_a_query_may_be_posted_as_a_form_or_as_the_whole_body(overpass: Client) -> None:
    address, query = "http://overpass.example/api/interpreter", "[out:json];node[shop=beauty];out;"
    form = overpass.ask(
        address, "POST", urlencode({"data": query}), Content_Type="application/x-www-form-urlencoded"
    )
    whole = overpass.ask(address, "POST", query, Content_Type="text/plain")
    assert json.loads(form.body)["elements"] == json.loads(whole.body)["elements"] != []


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ("", "line 1: parse error: the query is empty"),
        ("[out:json];nod[shop];out;", 'unknown type "nod"'),
        ("[out:xml];node[shop];out;", "only [out:json]"),
        ("[out:json][colour:red];node[shop];out;", "unknown setting 'colour'"),
        ("[out:json][timeout:0];node[shop];out;", "must be more than 0"),
        ('[out:json];\nnode["shop"="massage";out;', "line 2: parse error: ']' expected"),
        ("node;out;", "at least one filter"),
        ("node[shop]", "';' expected"),
        ("node[shop];out everything;", "unknown word 'everything'"),
        ("(node[shop];", "parse error"),
        ('node["shop"~"("];out;', "invalid regular expression"),
        ("node(around:100,-37.7);out;", "3 numbers expected - 2 found"),
        ("node(area.a);out;", "'around' or a bounding box expected"),
        ('area["name"="Rosanna"]->.a;out;', "unknown type"),
        ("node[shop]{};out;", "unexpected '{'"),
        ('node["shop];out;', "unexpected"),
        ("[out:json];", "a statement expected"),
    ],
)
def test_a_malformed_query_is_refused_with_the_line_and_the_fault(
    overpass: Client, query: str, fault: str
) -> None:
    answer = overpass.ask("http://overpass.example/api/interpreter?data=" + quote(query))
    assert answer.status == 400
    assert '<strong style="color:#FF0000">Error</strong>' in answer.text
    assert fault in answer.text


def test_a_busy_endpoint_says_when_to_come_back(tmp_path: Path) -> None:
    host = tmp_path / "busy.example"
    host.mkdir()
    (host / "overpass.json").write_text('{"elements": [], "refuse_first": 1}', encoding="utf-8")
    with SampleWeb(tmp_path) as web:
        address = "http://busy.example/api/interpreter?data=" + quote("node[shop];out;")
        refused, served = Client(web).ask(address), Client(web).ask(address)
    assert (refused.status, refused.headers["Retry-After"], served.status) == (429, "1", 200)


@pytest.mark.parametrize("text", ["{", "[]", '{"elements": [{}]}', '{"elements": 3}'])
def test_a_broken_file_of_elements_is_named(tmp_path: Path, text: str) -> None:
    host = tmp_path / "broken.example"
    host.mkdir()
    (host / "overpass.json").write_text(text, encoding="utf-8")
    with SampleWeb(tmp_path) as web:
        answer = Client(web).ask("http://broken.example/api/interpreter?data=x")
    assert answer.status == 500
    assert answer.text.startswith("broken.example/overpass.json holds no Overpass elements")


def test_a_log_that_cannot_be_written_is_said_with_the_remedy(root: Path, tmp_path: Path) -> None:
    with pytest.raises(SampleWebError, match="--log"), SampleWeb(root, log=tmp_path / "none" / "x.log"):
        pass


def test_leaving_the_block_frees_the_port(root: Path) -> None:
    with SampleWeb(root) as web:
        port = web.port
    with SampleWeb(root, port) as again:
        assert again.port == port
