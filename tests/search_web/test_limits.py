"""How often one address may ask."""

import multiprocessing
from collections.abc import Callable

import pytest
from flask import Flask

from search_web import create_app
from search_web.limits import Rate, RateLimiter, client_address
from tests.search_web.made_up import MadeUpFinder


@pytest.fixture
def clock() -> list[float]:
    return [1000.0]


def limiter(clock: list[float], requests: int = 3, seconds: float = 60) -> RateLimiter:
    return RateLimiter(Rate(requests, seconds), lambda: clock[0])


def test_all_of_a_rate_may_come_at_once_and_then_it_refills_evenly(clock: list[float]) -> None:
    limits = limiter(clock)
    assert [limits.take("192.0.2.1").remaining for _ in range(3)] == [2, 1, 0]
    refused = limits.take("192.0.2.1")
    assert (refused.remaining, refused.retry_after, refused.reset) == (0, 20, 60)
    clock[0] += 20
    assert limits.take("192.0.2.1").retry_after == 0
    assert limits.take("192.0.2.1").retry_after == 20


def test_asking_while_refused_does_not_make_it_longer(clock: list[float]) -> None:
    limits = limiter(clock)
    for _ in range(50):
        limits.take("192.0.2.1")
    clock[0] += 20
    assert limits.take("192.0.2.1").retry_after == 0


def test_addresses_do_not_share_a_limit_but_an_ipv6_household_does(clock: list[float]) -> None:
    limits = limiter(clock, requests=1)
    assert limits.take("192.0.2.1").retry_after == 0
    assert limits.take("192.0.2.2").retry_after == 0
    assert limits.take("2001:db8:1:2::1").retry_after == 0
    assert limits.take("2001:db8:1:2:ffff::9").retry_after > 0
    assert limits.take("2001:db8:1:3::1").retry_after == 0


def _take(limits: RateLimiter) -> None:
    limits.take("192.0.2.1")


def test_forked_workers_count_together() -> None:
    limits = RateLimiter(Rate(2, 3600))
    child = multiprocessing.get_context("fork").Process(target=_take, args=(limits,))
    child.start()
    child.join()
    assert limits.take("192.0.2.1").remaining == 0


@pytest.mark.parametrize(
    ("peer", "forwarded", "expected"),
    [
        ("127.0.0.1", "198.51.100.9, 192.0.2.7", "192.0.2.7"),
        ("192.0.2.3", "198.51.100.9", "192.0.2.3"),
        ("127.0.0.1", "", "127.0.0.1"),
    ],
)
def test_only_a_web_server_of_this_machine_is_believed_who_asks(
    peer: str, forwarded: str, expected: str
) -> None:
    assert client_address({"REMOTE_ADDR": peer, "HTTP_X_FORWARDED_FOR": forwarded}) == expected


def test_the_api_says_what_is_left_and_refuses_in_the_one_shape(
    finder: MadeUpFinder, clock: list[float]
) -> None:
    app = create_app({"SERVICE": finder, "API_LIMITER": limiter(clock, requests=2)})
    client = app.test_client()
    first = client.get("/api/v1/suggest?q=re")
    assert first.headers["RateLimit-Limit"] == "2"
    assert first.headers["RateLimit-Remaining"] == "1"
    client.get("/api/v1/suggest?q=re")
    refused = client.get("/api/v1/suggest?q=re")
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "30"
    assert refused.headers["Access-Control-Allow-Origin"] == "*"
    assert refused.json is not None
    assert refused.json["error"]["code"] == "too_many_requests"
    assert client.get("/search").status_code == 200, "pages are not counted"
    clock[0] += 30
    assert client.get("/api/v1/suggest?q=re").status_code == 200


def test_no_address_is_in_the_table(make_app: Callable[[object], Flask]) -> None:
    limits = RateLimiter(Rate(5, 60))
    limits.take("192.0.2.77")
    assert b"192.0.2.77" not in bytes(limits._paid_until.cast("B"))
