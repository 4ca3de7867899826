"""`rosanna schedule`."""

import json

import pytest
from click.testing import CliRunner

from operations.commands.schedule_cli import schedule_group
from operations.ledger import Ledger
from tests.operations.fortnight import SOURCE

PLACES = "Rosanna VIC 3084, Eltham VIC 3095"


@pytest.fixture
def cli(tmp_path, monkeypatch):
    sources = tmp_path / "sources"
    sources.mkdir()
    always_quiet = 'schedule: {zone: UTC, quiet: ["Mo-Su 00:00-23:59"]}\n'
    for name, schedule in (("open", ""), ("quiet", always_quiet)):
        text = SOURCE.format(
            id=name, host=f"{name}.example", cadence="weekly", schedule=schedule, suburbs=PLACES
        )
        (sources / f"{name}.yaml").write_text(text)
    monkeypatch.setenv("ROSANNA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ROSANNA_SOURCES", str(sources))

    def run(*arguments):
        return CliRunner().invoke(schedule_group, arguments)

    run.sources = sources
    run.ledger = lambda: Ledger(f"sqlite:///{tmp_path / 'home' / 'rosanna.db'}")
    return run


def test_list_shows_each_source_and_what_keeps_it(cli):
    shown = cli("list").output
    assert "open    weekly   2      2    ready" in shown
    assert "quiet hours until" in shown
    assert "No worker is up: start one with `rosanna worker`." in shown
    found = json.loads(cli("list", "--json").output)
    assert [(one["source"], one["due"], one["ready"], one["held"]) for one in found["sources"]] == [
        ("open", 2, 2, None), ("quiet", 2, 0, "quiet hours"),
    ]  # fmt: skip


def test_due_names_the_areas_and_what_keeps_them(cli):
    shown = cli("due", "--source", "quiet").output
    assert "Eltham VIC 3095   never covered    quiet hours" in shown
    assert "open" not in shown
    assert len(json.loads(cli("due", "--json").output)) == 4


def test_a_source_is_paused_and_resumed(cli):
    assert "until `rosanna schedule resume open`" in cli("pause", "open", "--reason", "they move").output
    assert "(they move)" in cli("list").output
    refused = cli("run-now", "open")
    assert (refused.exit_code, "resume it first" in refused.output) == (2, True)
    assert cli("resume", "open").exit_code == 0
    assert cli("resume", "open").output == "Error: open is not paused\n"


def test_run_now_waits_for_a_worker_and_can_be_stopped(cli):
    assert "Job 1 waits: open: Rosanna VIC 3084." in cli("run-now", "open", "--suburb", "Rosanna VIC").output
    assert "quiet is closed until" in cli("run-now", "quiet").output
    assert "index refresh" in cli("run-now", "index").output
    assert "job 1: open: Rosanna VIC 3084, waiting, 0 of 1 done" in cli("list").output
    assert cli("stop", "1").output == "Job 1 is ended.\n"
    with cli.ledger() as ledger:
        assert {job.id: job.state for job in ledger.jobs()} == {1: "failed", 2: "waiting", 3: "waiting"}


def test_mistakes_are_one_line(cli):
    assert cli("pause", "nobody").output == "Error: no source 'nobody'; known are: open, quiet\n"
    assert "there is no job 9" in cli("stop", "9").output
    (cli.sources / "broken.yaml").write_text("id: broken\n")
    done = cli("list")
    assert done.exit_code == 1
    assert "left out: " in done.output
    assert "open    weekly" in done.output


def test_a_schedule_that_makes_no_sense_is_told_with_file_and_line(cli):
    path = cli.sources / "open.yaml"
    path.write_text(
        path.read_text().replace("areas:", 'schedule:\n  quiet:\n    - "06:00-07:00"\n    - at night\nareas:')
    )
    assert "open.yaml:13: schedule.quiet.1: 'at night' is no time" in cli("list").output
