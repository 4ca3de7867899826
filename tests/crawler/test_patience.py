"""Hosts that ask for patience, and bounds of a host over all runs of a day."""

from datetime import UTC, datetime

import pytest

from crawler.manners import bounds
from crawler.manners.bounds import Refused
from crawler.manners.hosts import Hosts
from crawler.manners.patience import retry_after
from tests.crawler.conftest import Web

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120), (" 5 ", 5), ("0", 0), ("Mon, 23 Nov 2026 12:01:30 GMT", 90), ("Mon, 23 Nov 2026 11:00:00 GMT", 0),
        ("Monday, 23-Nov-26 12:00:10 GMT", 10), ("Mon Nov 23 12:00:10 2026", 10), ("Tue, 24 Nov 2026 00:00:00 +1100", 3600),
        ("9" * 400, 999_999_999_999), ("soon", None), ("", None), (None, None), ("-5", None), ("1.5", None), ("٣", None),
    ],
)  # fmt: skip
def test_retry_after_is_read_as_seconds_or_as_a_date(header, seconds):
    assert retry_after(header, NOW) == seconds


def test_a_host_is_waited_for_within_reason():
    hosts = Hosts()
    hosts.pause("backs.example", 30)
    assert 29 < hosts.remaining_pause("backs.example") <= 30
    assert hosts.remaining_pause("other.example") <= 0


def test_a_host_that_asks_for_too_long_is_given_up_for_the_run():
    hosts = Hosts()
    with pytest.raises(Refused, match="3600 s"):
        hosts.pause("backs.example", 3_600)
    with pytest.raises(Refused) as refused:
        hosts.check("backs.example")
    assert refused.value.outcome == "come_back"


def test_many_short_pauses_are_too_long_as_well():
    hosts = Hosts()
    for _ in range(int(bounds.LARGEST_PAUSES / 60)):
        hosts.pause("backs.example", 60)
    with pytest.raises(Refused, match="asked to be left alone"):
        hosts.pause("backs.example", 60)


def test_a_host_that_was_busy_too_long_is_left():
    hosts = Hosts(site_seconds=60)
    hosts.known["backs.example"].busy_seconds = 61
    with pytest.raises(Refused) as refused:
        hosts.check("backs.example")
    assert refused.value.outcome == "slow_site"


def test_a_hosts_requests_a_day_are_counted_over_all_runs(web: Web):
    web.add(
        "backs.example",
        {
            "index.html": "".join(f'<a href="/{n}">x</a>' for n in range(9)),
            **{f"{n}.html": "x" for n in range(9)},
        },
    )
    source = web.sites_source("backs.example")
    source.write_text(source.read_text().replace("delay: 0", "delay: 0, per_day: 6"))
    first = web.crawl(source)
    assert "beyond the requests a day" in first.stdout
    asked = len(web.log.read_text().splitlines())
    assert asked == 6
    second = web.crawl(source)
    assert "the next UTC day has a new budget" in second.stderr + second.stdout
    assert len(web.log.read_text().splitlines()) == asked


def test_the_least_delay_is_never_cut_by_chance():
    from crawler import settings  # noqa: PLC0415 (reads the environment)

    assert settings.DOWNLOAD_DELAY_JITTER == 0
