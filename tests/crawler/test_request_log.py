"""The log that a complaining owner can be shown."""

from datetime import UTC, date, datetime

import pytest
from click.testing import CliRunner

from crawler.cli import crawl_command
from crawler.manners import request_log
from crawler.manners.request_log import Entry, RequestLog, SentToday

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
PAGE = Entry("2026-11-23T12:00:00Z", "200", 512, "allowed", "", "https://www.backs.example/fees")
SECRET = Entry("2026-11-23T12:00:01Z", "-", 0, "disallowed", "robots", "https://backs.example/secret")
OTHER = Entry("2026-11-23T12:00:02Z", "404", 9, "none", "", "http://other.example/")


@pytest.fixture
def log(tmp_path):
    made = RequestLog(tmp_path / "requests")
    for entry in (PAGE, SECRET, OTHER):
        made.write(entry, NOON)
    yield made
    made.close()


def test_requests_to_a_host_are_found_with_and_without_www(log):
    assert list(log.entries("www.Backs.example")) == list(log.entries("backs.example")) == [PAGE, SECRET]


def test_a_days_requests_are_counted_by_host_without_those_that_were_not_made(log):
    sent = SentToday(log.folder)
    hosts = ("www.backs.example", "backs.example", "other.example")
    assert [sent.to(host, NOON.date()) for host in hosts] == [1, 0, 1]
    log.write(OTHER, NOON)
    assert [sent.to(host, NOON.date()) for host in hosts] == [1, 0, 2]
    assert sent.to("other.example", date(2026, 11, 22)) == 0


def test_a_torn_line_costs_only_itself(log):
    [path] = log.folder.iterdir()
    path.write_text(path.read_text().replace(SECRET.line, SECRET.line[:20] + "\n"))
    assert list(log.entries("backs.example")) == [PAGE]


def test_a_url_cannot_forge_a_line(log):
    forged = Entry(
        PAGE.time,
        "200",
        1,
        "allowed",
        "",
        "http://backs.example/\n2026\t200\t1\tallowed\t\thttp://x.example/",
    )
    log.write(forged, NOON)
    assert not list(log.entries("x.example"))


def test_old_days_go_when_a_new_one_begins(log, monkeypatch):
    for day in ("2026-08-01", "2026-11-20", "2026-11-22"):
        (log.folder / f"{day}.tsv").write_text(PAGE.line)
    log.prune(NOON.date())
    assert sorted(path.stem for path in log.folder.iterdir()) == ["2026-11-20", "2026-11-22", "2026-11-23"]
    monkeypatch.setattr(request_log, "KEPT_BYTES", 300)
    log.prune(NOON.date())
    assert sorted(path.stem for path in log.folder.iterdir()) == ["2026-11-22", "2026-11-23"]


def test_the_log_is_shown_for_a_host(log, monkeypatch):
    monkeypatch.setenv("ROSANNA_HOME", str(log.folder.parent))
    shown = CliRunner().invoke(crawl_command, ["log", "backs.example"])
    assert shown.exit_code == 0, shown.output
    assert (
        "2026-11-23T12:00:00Z     200        512  allowed     https://www.backs.example/fees" in shown.output
    )
    assert "-          0  disallowed  https://backs.example/secret" in shown.output
    assert (
        "1 request, 512 bytes; the busiest day was 2026-11-23 with 1; 1 address not asked for" in shown.output
    )


def test_a_host_that_was_never_asked_is_told(log, monkeypatch):
    monkeypatch.setenv("ROSANNA_HOME", str(log.folder.parent))
    shown = CliRunner().invoke(crawl_command, ["log", "nobody.example"])
    assert shown.exit_code == 1
    assert "nothing was asked of it" in shown.output
