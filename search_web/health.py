"""For those who watch the site: is it alive, can it answer, and its figures for Prometheus."""

import ipaddress
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, current_app, request
from flask.typing import ResponseReturnValue

from indexer.errors import IndexProblem
from search_web.finder import finder

if TYPE_CHECKING:
    from search_web.metrics import Exposition

health = Blueprint("health", __name__)

SETTING = "ROSANNA_METRICS"
FORWARDED = ("X-Forwarded-For", "Forwarded", "Via", "X-Real-IP")
"""Headers of requests that came through another web server: that one stands for everybody."""
TEXT = "text/plain; version=0.0.4; charset=utf-8"
Networks = Sequence[ipaddress.IPv4Network | ipaddress.IPv6Network]


class MetricsSettingError(Exception):
    """`ROSANNA_METRICS` names no networks."""


def read_networks(environ: Mapping[str, str]) -> Networks:
    """Who may read `/metrics`: the networks of `ROSANNA_METRICS`. Raises `MetricsSettingError`."""
    given = environ.get(SETTING) or "off"
    if given == "off":
        return ()
    try:
        return tuple(ipaddress.ip_network(one.strip()) for one in given.split(","))
    except ValueError as error:
        raise MetricsSettingError(
            f"{SETTING}={given}: {error}; give networks such as 127.0.0.1,10.0.0.0/8, or off"
        ) from error


@health.get("/livez")
def alive() -> ResponseReturnValue:
    """200 as long as the process answers at all: restart it when it does not."""
    return {"status": "ok"}


@health.get("/readyz")
def ready() -> ResponseReturnValue:
    """200 when searches can be answered, else 503: send no visitors here."""
    try:
        finder().coverage()
    except IndexProblem:
        return {"status": "not_ready", "checks": {"index": "missing_or_damaged"}}, 503
    return {"status": "ok", "checks": {"index": "ok"}}


@health.get("/metrics")
def metrics() -> ResponseReturnValue:
    """The figures, for whom the operator allows; for everybody else there is no such page."""
    exposition: Exposition | None = current_app.extensions.get("exposition")
    if exposition is None or not _may_read(current_app.config["METRICS"]):
        abort(404)
    return Response(exposition.text(), content_type=TEXT, headers={"Cache-Control": "no-store"})


def _may_read(networks: Networks) -> bool:
    if any(name in request.headers for name in FORWARDED):
        return False
    try:
        peer = ipaddress.ip_address((request.remote_addr or "").partition("%")[0])
    except ValueError:
        return False
    return any(peer in network for network in networks)
