"""Each condition is told of once when it begins and once when it is over, by mail and by webhook."""

import hmac
import json
import shutil
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from indexer.build import build
from operations.alerts.alerting import check_and_send
from operations.alerts.incidents import LEASE, alone, incidents
from operations.alerts.regularly import watched
from operations.backup import note
from operations.commands.alerts_cli import alerts_group
from operations.ledger import Ledger
from tests.operations.alerts.conftest import PASSWORD, USER

NOW = datetime.now(UTC)
MINUTES = timedelta(minutes=5)


@pytest.fixture
def told(installed, mailbox, hook):
    """Checks the installation at a time, and gives what both channels were told of by it: new and over."""
    env = {
        **installed.environ,
        "ROSANNA_ALERT_MAIL_TO": "ada@ops.example, bob@ops.example",
        "ROSANNA_ALERT_MAIL_FROM": "rosanna@ops.example",
        "ROSANNA_SMTP_URL": f"smtp+plain://127.0.0.1:{mailbox.port}",
        "ROSANNA_ALERT_WEBHOOK_URL": hook.url,
    }

    def check(now=NOW, **more):
        mails, hooks = len(mailbox.mails), len(hook.bodies)
        check.report = check_and_send(installed.home, now, {**env, **more})
        new_mails, new_hooks = mailbox.mails[mails:], [json.loads(one) for one in hook.bodies[hooks:]]
        assert len(new_mails) <= 1, "all that is told at once is one message"
        assert len(new_hooks) <= 1
        found = ([], [])
        for one in new_hooks:
            found = ([raised["key"] for raised in one["raised"]], [ended["key"] for ended in one["ended"]])
            text = new_mails[0].get_content() if new_mails else ""
            if new_mails:
                assert all(
                    each["words"] in text.replace("\n", " ") for each in (*one["raised"], *one["ended"])
                )
        return found

    check.env = env
    return check


def break_source(installed):
    installed.run(good=False)
    return {}, NOW


def mend_source(installed):
    installed.run()


def break_crawling(installed):
    installed.sql("UPDATE runs SET started_at = '2026-01-01 00:00:00', finished_at = '2026-01-01 00:00:00'")
    return {}, NOW


def break_disk(installed):
    return {"ROSANNA_DISK_LOW_MB": str(shutil.disk_usage(installed.home.root).total / 1e6 + 1)}, NOW


def break_index(installed):
    installed.run("another")
    return {"ROSANNA_CRAWL_HOURS": "1000"}, NOW + timedelta(hours=25)


def mend_index(installed):
    build(installed.home)


def break_index_by_losing_it(installed):
    shutil.rmtree(installed.home.index)
    return {}, NOW


def break_backup(installed):
    note.leave(installed.home.root, note.Note("/mnt/backup", "old", NOW - timedelta(days=30)))
    return {}, NOW


def mend_backup(installed):
    note.leave(installed.home.root, note.Note("/mnt/backup", "new", NOW))


@pytest.mark.parametrize(
    ("breaking", "mending", "key"),
    [
        (break_source, mend_source, "health:made-up"),
        (break_crawling, mend_source, "crawling"),
        (break_disk, lambda _: None, "disk:"),
        (break_index, mend_index, "index"),
        (break_index_by_losing_it, mend_index, "index"),
        (break_backup, mend_backup, "backup"),
    ],
)
def test_each_condition_is_told_once_when_it_begins_and_once_when_it_is_over(
    installed, told, mailbox, hook, breaking, mending, key
):
    calm = told()
    assert calm == ([], [])
    settings, now = breaking(installed)
    raised, ended = told(now, **settings)
    assert len(raised) == 1
    assert (raised[0].startswith(key), ended) == (True, [])
    for number in range(1, 3):  # every few minutes, by a process that knows nothing but the store
        assert told(now + number * MINUTES, **settings) == ([], [])
    mending(installed)
    eased = {name: value for name, value in settings.items() if name != "ROSANNA_DISK_LOW_MB"}
    assert told(now + 3 * MINUTES, **eased) == ([], raised)
    for number in range(4, 6):
        assert told(now + number * MINUTES, **eased) == ([], [])
    assert (len(mailbox.mails), len(hook.bodies)) == (2, 2)
    assert mailbox.mails[0]["To"] == "ada@ops.example, bob@ops.example"
    assert "1 new" in mailbox.mails[0]["Subject"]
    assert "1 over" in mailbox.mails[1]["Subject"]


def test_a_trouble_that_comes_back_is_a_new_incident(installed, told):
    for number in range(2):
        installed.run(good=False)
        assert told(NOW + (2 * number) * MINUTES)[0] == ["health:made-up"]
        installed.run()
        assert told(NOW + (2 * number + 1) * MINUTES)[1] == ["health:made-up"]


def test_what_goes_wrong_at_once_is_one_message(installed, told):
    break_source(installed)
    break_backup(installed)
    shutil.rmtree(installed.home.index)
    assert sorted(told()[0]) == ["backup", "health:made-up", "index"]


def test_a_mail_server_that_fails_loses_nothing_and_the_webhook_is_not_told_twice(
    installed, told, mailbox, hook
):
    mailbox.refuses = "451 try again later"
    installed.run(good=False)
    told()
    assert "451 try again later" in told.report.troubles["mail"]
    told(NOW + MINUTES)
    assert (len(mailbox.mails), len(hook.bodies)) == (0, 1)
    mailbox.refuses = None
    told(NOW + 2 * MINUTES)
    assert (len(mailbox.mails), len(hook.bodies)) == (1, 1)
    told(NOW + 3 * MINUTES)
    assert (len(mailbox.mails), len(hook.bodies)) == (1, 1)


def test_an_incident_that_was_over_before_mail_worked_again_is_told_whole_in_one_mail(
    installed, told, mailbox, hook
):
    mailbox.refuses = "421 no"
    installed.run(good=False)
    told()
    installed.run()
    told(NOW + MINUTES)
    mailbox.refuses = None
    told(NOW + 2 * MINUTES)
    assert [mail["Subject"].split(": ")[1] for mail in mailbox.mails] == ["1 new, 1 over"]
    assert len(hook.bodies) == 2
    told(NOW + 3 * MINUTES)
    assert len(mailbox.mails) == 1


def test_a_server_that_is_not_there_is_told_and_tried_again(installed, told, mailbox, hook):
    installed.run(good=False)
    away = {
        "ROSANNA_SMTP_URL": "smtp+plain://127.0.0.1:1",
        "ROSANNA_ALERT_WEBHOOK_URL": "http://127.0.0.1:1/",
    }
    told(NOW, **away)
    assert set(told.report.troubles) == {"mail", "webhook"}
    told(NOW + MINUTES)
    assert (len(mailbox.mails), len(hook.bodies)) == (1, 1)


def test_a_channel_that_is_added_later_hears_what_is_open_and_nothing_that_was_over(
    installed, told, hook, mailbox
):
    installed.run(good=False)
    told(NOW, ROSANNA_ALERT_MAIL_TO="")
    break_backup(installed)
    installed.run()
    told(NOW + MINUTES, ROSANNA_ALERT_MAIL_TO="")
    told(NOW + 2 * MINUTES)
    assert [mail["Subject"].split(": ")[1] for mail in mailbox.mails] == ["1 new"]
    assert len(hook.bodies) == 2


def test_mail_goes_encrypted_and_signed_in_where_the_server_wants_it(
    installed, told, private_mailbox, certificate, tmp_path, monkeypatch
):
    secret = tmp_path / "password"
    secret.write_text(PASSWORD + "\n")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    settings = {
        "ROSANNA_SMTP_URL": f"smtp://{USER}@localhost:{private_mailbox.port}",
        "ROSANNA_SMTP_PASSWORD_FILE": str(secret),
        "ROSANNA_ALERT_WEBHOOK_URL": "",
    }
    installed.run(good=False)
    check_and_send(installed.home, NOW, {**told.env, **settings})
    assert private_mailbox.encrypted == [True]
    secret.write_text("wrong")
    installed.run()
    report = check_and_send(installed.home, NOW + MINUTES, {**told.env, **settings})
    assert "refused the user name or password" in report.troubles["mail"]
    assert PASSWORD not in str(report)


def test_mail_is_not_sent_to_a_server_nobody_vouches_for_nor_in_the_open(
    installed, told, private_mailbox, mailbox
):
    installed.run(good=False)
    settings = {"ROSANNA_SMTP_URL": f"smtp://localhost:{private_mailbox.port}"}
    report = check_and_send(installed.home, NOW, {**told.env, **settings})
    assert "CERTIFICATE" in report.troubles["mail"].upper()
    settings = {"ROSANNA_SMTP_URL": f"smtp://127.0.0.1:{mailbox.port}"}
    report = check_and_send(installed.home, NOW + MINUTES, {**told.env, **settings})
    assert "STARTTLS" in report.troubles["mail"]
    assert (private_mailbox.mails, mailbox.mails) == ([], [])


def test_a_webhook_is_signed_with_its_secret_and_follows_no_redirect(installed, told, hook, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("shared")
    installed.run(good=False)
    hook.answers, hook.location = 302, f"{hook.url}/elsewhere"
    told(NOW, ROSANNA_ALERT_WEBHOOK_SECRET_FILE=str(secret))
    assert told.report.troubles["webhook"].endswith("answered 302")
    assert "secret-path" not in told.report.troubles["webhook"]
    hook.answers, hook.location = 200, None
    told(NOW + MINUTES, ROSANNA_ALERT_WEBHOOK_SECRET_FILE=str(secret))
    expected = hmac.digest(b"shared", hook.bodies[0], "sha256").hex()
    assert hook.headers[0]["X-Rosanna-Signature"] == f"sha256={expected}"


def test_two_processes_that_check_at_once_tell_once(installed, told, mailbox, hook):
    installed.run(good=False)
    reports = []

    def check():
        reports.append(check_and_send(installed.home, NOW, told.env))

    threads = [threading.Thread(target=check) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(mailbox.mails), len(hook.bodies), len(reports)) == (1, 1, 4)


def test_one_that_died_while_it_checked_is_followed_by_another(installed, told):
    with Ledger(installed.home.database_url) as ledger, alone(ledger.engine, NOW) as mine:
        assert mine
        installed.run(good=False)
        assert told() == ([], [])
        assert told.report.elsewhere
        assert told(NOW + LEASE)[0] == ["health:made-up"]


def test_the_worker_tells_by_itself_and_goes_on_when_it_cannot(
    installed, told, mailbox, hook, monkeypatch, caplog
):
    for name, value in told.env.items():
        monkeypatch.setenv(name, value)
    installed.run(good=False)
    monkeypatch.setenv("ROSANNA_SMTP_URL", "nonsense")
    with watched(installed.home, lambda: NOW, timedelta(seconds=0.05)):
        _until(lambda: "ROSANNA_SMTP_URL" in caplog.text)
        monkeypatch.setenv("ROSANNA_SMTP_URL", told.env["ROSANNA_SMTP_URL"])
        _until(lambda: mailbox.mails and hook.bodies)
    assert (len(mailbox.mails), len(hook.bodies)) == (1, 1)


def _until(what, seconds=60):
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until
        time.sleep(0.02)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"ROSANNA_SMTP_URL": ""}, "ROSANNA_SMTP_URL"),
        ({"ROSANNA_SMTP_URL": "mail.example"}, "begin it with"),
        ({"ROSANNA_SMTP_URL": "smtp://ada:secret@mail.example"}, "ROSANNA_SMTP_PASSWORD_FILE"),
        ({"ROSANNA_SMTP_URL": "smtp://ada@mail.example"}, "ROSANNA_SMTP_PASSWORD_FILE"),
        ({"ROSANNA_SMTP_URL": "smtp+plain://ada@mail.example"}, "encrypted"),
        ({"ROSANNA_SMTP_URL": "smtp://mail.example:port"}, "ROSANNA_SMTP_URL"),
        ({"ROSANNA_ALERT_MAIL_TO": "ada"}, "no mail address"),
        ({"ROSANNA_ALERT_MAIL_TO": "ada@ops.example\nBcc: eve@x.example"}, "no mail address"),
        ({"ROSANNA_ALERT_WEBHOOK_URL": "ftp://hook.example"}, "http or https"),
        ({"ROSANNA_SMTP_URL": "smtp://a@b.example", "ROSANNA_SMTP_PASSWORD_FILE": "/nowhere"}, "/nowhere"),
        ({"ROSANNA_DISK_LOW_MB": "lots"}, "ROSANNA_DISK_LOW_MB"),
    ],
)  # fmt: skip
def test_a_setting_that_cannot_be_served_is_one_line(told, settings, words):
    result = CliRunner().invoke(alerts_group, ["check"], env={**told.env, **settings})
    assert (result.exit_code, words in result.output) == (1, True), result.output
    assert "secret@" not in result.output


def test_the_commands_tell_what_is_open_and_send_a_test(installed, told, mailbox, hook):
    installed.run(good=False)
    checked = CliRunner().invoke(alerts_group, ["check"], env=told.env)
    assert (checked.exit_code, "mail: told of 1" in checked.output) == (0, True), checked.output
    listed = CliRunner().invoke(alerts_group, ["list"], env=told.env)
    assert "made-up is failing" in listed.output
    assert "told by mail, webhook" in listed.output
    tested = CliRunner().invoke(alerts_group, ["test"], env=told.env)
    assert tested.output == "mail: sent\nwebhook: sent\n"
    hook.answers = 500
    tested = CliRunner().invoke(alerts_group, ["test"], env=told.env)
    assert (tested.exit_code, "answered 500" in tested.output) == (1, True)
    nobody = CliRunner().invoke(
        alerts_group, ["test"], env={**told.env, "ROSANNA_ALERT_MAIL_TO": "", "ROSANNA_ALERT_WEBHOOK_URL": ""}
    )
    assert nobody.exit_code == 1


def test_incidents_are_forgotten_after_a_season(installed, told):
    installed.run(good=False)
    told()
    installed.run()
    told(NOW + MINUTES)
    told(NOW + timedelta(days=91), ROSANNA_CRAWL_HOURS="9999")
    with Ledger(installed.home.database_url) as ledger:
        assert not [one for one in incidents(ledger.engine, NOW - MINUTES) if one.key == "health:made-up"]
