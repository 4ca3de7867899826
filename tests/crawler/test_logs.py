"""Logs of a crawl: for people, and as JSON lines with the run that each is about."""

import json
import logging

import pytest

from crawler import logs


@pytest.fixture
def log(tmp_path):
    before = logging.root.handlers[:], logging.root.level
    yield tmp_path / "some.log"
    for handler in logging.root.handlers:
        if handler not in before[0]:
            handler.close()
    for name in logs.OURS:
        logging.getLogger(name).setLevel(logging.NOTSET)
    logging.root.handlers[:], logging.root.level = before
    logs._PROCESS.clear()


def test_a_crawl_tells_of_its_run_in_json(web):
    web.add("backs.example", {"index.html": "<h1>Backs</h1>", "robots.txt": ""})
    web.environment["ROSANNA_LOG"] = "json"
    web.environment["ROSANNA_JOB"] = "17"
    done = web.crawl_sites("http://backs.example/", "http://no.such.host.example/")
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in (web.home / "crawl.log").read_text().splitlines()]
    begun, ended = (one for one in found if one["logger"] == "crawler.run")
    assert (begun["message"], begun["run"], begun["source"], begun["job"]) == (
        "run begun",
        1,
        "some-sites",
        17,
    )
    assert (ended["message"], ended["state"], ended["pages"], ended["kept"]) == (
        "run ended",
        "complete",
        1,
        1,
    )
    assert {one["part"] for one in found} == {"crawl"}


def test_a_crawl_whose_log_format_is_none_is_one_line(web):
    web.add("backs.example", {"index.html": "<h1>Backs</h1>"})
    web.environment["ROSANNA_LOG"] = "xml"
    done = web.crawl_sites("http://backs.example/")
    assert (done.returncode, "text or json" in done.stderr) == (2, True)


def test_lines_for_people_hold_warnings_alone_and_say_what_they_are_about(log):
    logs.set_up("crawl", log, {})
    logs.about(run=3, source="osm")
    logs.told(logging.getLogger("crawler.run"), "run begun")
    logging.getLogger("scrapy.core").debug("chatter")
    logging.getLogger("scrapy.core").warning("slow")
    (line,) = log.read_text().splitlines()
    assert line.endswith("[scrapy.core] WARNING: slow (run=3 source=osm)")


def test_what_broke_is_told_with_its_trace_on_one_line_of_json(log):
    logs.set_up("crawl", log, {"ROSANNA_LOG": "json"})
    try:
        raise ValueError("torn\nin two")
    except ValueError:
        logging.getLogger("anything").exception("it broke")
    (line,) = log.read_text().splitlines()
    assert "ValueError: torn" in json.loads(line)["error"]


def test_what_a_line_is_about_ends_with_its_context(log):
    logs.set_up("web", log, {"ROSANNA_LOG": "json"})
    outside = logs.enter(request="a")
    inside = logs.enter(page="b")
    logs.told(logging.getLogger("search_web"), "in")
    logs.leave(inside)
    logs.leave(outside)
    logs.about(run=1)
    logs.about(run=None)
    logs.told(logging.getLogger("search_web"), "out")
    inner, outer = map(json.loads, log.read_text().splitlines())
    assert (inner["request"], inner["page"]) == ("a", "b")
    assert not {"request", "page", "run"} & set(outer)
