"""Looks at what alerts are raised about, and tells what is new and what is over.

An incident is told of once by each channel, and its end once. What a channel could not deliver is tried again
by the next check, also when the incident is over by then: then both are told at once.
"""

import os
import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from crawler.home import Home
from operations.alerts.channels import Channel, channels
from operations.alerts.delivery import DeliveryError
from operations.alerts.incidents import Incident, alone, incidents, note, update_incidents
from operations.alerts.message import Message
from operations.health.doctor import ask
from operations.health.look import Look
from operations.health.thresholds import Thresholds

WATCHED = ("disk", "index", "health", "crawling", "worker", "backup")
"""The checks of `rosanna doctor` whose findings are told: those of what goes wrong by itself, over time."""
TRIED_FOR = timedelta(days=7)
"""How long the end of an incident is tried to be told: after a week nobody asks for it any more."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found and told."""

    open: Sequence[Incident]
    told: Mapping[str, int]
    """Channel -> incidents that it told of."""
    troubles: Mapping[str, str]
    """Channel -> why it told nothing, or not all."""
    elsewhere: bool = False
    """Whether another process was looking at the same time, so that this one did nothing."""


def check_and_send(
    home: Home, now: datetime | None = None, environ: Mapping[str, str] = os.environ
) -> Report:
    """Look, note what is new and what is over, and tell it.

    Takes as long as the servers do that are told, half a minute at most each. Raises `AlertSettingError`,
    `ThresholdError` and `StoreError`, when nothing was told.
    """
    ways = list(channels(environ))
    moment = now or datetime.now(UTC)
    with Look(home, moment, Thresholds.from_environment(environ), environ) as look:
        engine = look.ledger.engine
        with alone(engine, moment) as mine:
            if not mine:
                return Report(incidents(engine), {}, {}, elsewhere=True)
            known = replace(look, known=frozenset(one.key for one in incidents(engine)))
            found = [one for name in WATCHED for one in ask(name, known)]
            update_incidents(engine, (one for one in found if one.is_wrong), moment)
            told, troubles = {}, {}
            for way in ways:
                count, trouble = _tell(look, way, moment)
                told[way.name] = count
                if trouble:
                    troubles[way.name] = trouble
            return Report(incidents(engine), told, troubles)


def origin(home: Home) -> str:
    """Whose message it is."""
    return f"{home.root} on {socket.gethostname()}"


def _tell(look: Look, way: Channel, now: datetime) -> tuple[int, str | None]:
    """Tell what one channel has not told yet; gives how much, and what went wrong."""
    engine = look.ledger.engine
    every = incidents(engine, now - TRIED_FOR)
    # One that was over before the channel was set up is nobody's concern there.
    due = [one for one in every if one.closed_at is None or one.was_tried(way.name)]
    raised = [one for one in due if not one.was_told(way.name, "raised")]
    ended = [one for one in due if one.closed_at is not None and not one.was_told(way.name, "ended")]
    if not raised and not ended:
        return 0, None
    still = [one for one in due if one.closed_at is None and one.was_told(way.name, "raised")]
    message = Message(origin(look.home), raised, ended, still)
    try:
        trouble = way.send(message)
    except DeliveryError as error:
        note(engine, message.incidents, way.name, {"tried": now.isoformat(), "trouble": str(error)})
        return 0, str(error)
    note(engine, raised, way.name, {"raised": now.isoformat()})
    note(engine, ended, way.name, {"ended": now.isoformat()})
    return len(message.incidents), trouble
