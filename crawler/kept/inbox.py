"""What visitors of the site ask of the operator: to correct a listing, or to take one out.

Written by the web site, read by the operator (`rosanna requests`). Nothing is kept of who wrote but what they
wrote themselves. The inbox is bounded, so that no flood of forms can fill a disk.
"""

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Literal

from crawler.store import Store, StoreError

Kind = Literal["wrong", "closed", "correct", "remove"]
KINDS: tuple[Kind, ...] = ("wrong", "closed", "correct", "remove")
"""A fact is wrong; it has closed; the listed want it corrected; the listed want it taken out."""
SAID: Mapping[str, str] = {
    "wrong": "a fact is wrong",
    "closed": "it has closed",
    "correct": "the listed ask for a correction",
    "remove": "the listed ask to be left out",
}
"""Each kind in words."""
OPEN_MOST = 10_000
"""Requests that wait: more than an operator answers in a year, some 20 MB at the most."""
MESSAGE_LONGEST = 2000
CONTACT_LONGEST = 200
ID_BYTES = 5


class InboxFull(StoreError):  # noqa: N818 (a state of the inbox, not a failure)
    """So many requests wait that no more are taken."""


class NoSuchRequest(StoreError):  # noqa: N818
    """No request has that id; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request. `contact` is where the writer wants an answer, or empty."""

    id: str
    made_at: datetime
    kind: str
    provider_id: str
    provider_name: str
    message: str
    contact: str
    done_at: datetime | None = None
    note: str = ""
    """What the operator did about it."""


def receive(store: Store, kind: Kind, provider: tuple[str, str], message: str, contact: str = "") -> Request:
    """Keep a request about a provider (id and name as shown). Raises `InboxFull`, `StoreError`."""
    if sum(1 for _ in waiting(store)) >= OPEN_MOST:
        raise InboxFull(f"{OPEN_MOST} requests wait already; `rosanna requests list` shows them")
    made = Request(
        id=f"r-{secrets.token_hex(ID_BYTES)}",
        made_at=datetime.now(UTC),
        kind=kind,
        provider_id=provider[0],
        provider_name=provider[1],
        message=message[:MESSAGE_LONGEST],
        contact=contact[:CONTACT_LONGEST],
    )
    store.put_request(asdict(made))
    return made


def waiting(store: Store) -> Iterator[Request]:
    """The requests nobody has answered, oldest first."""
    return (one for one in every(store) if one.done_at is None)


def every(store: Store) -> Iterator[Request]:
    """All requests, oldest first."""
    return (Request(**row) for row in store.requests())


def find(store: Store, request_id: str) -> Request:
    """The request of that id. Raises `NoSuchRequest`."""
    for one in every(store):
        if one.id == request_id:
            return one
    raise NoSuchRequest(f"there is no request {request_id}; `rosanna requests list` shows those that wait")


def reopen(store: Store, request_id: str) -> Request:
    """Take back that a request was answered; what its writer said stays forgotten."""
    again = replace(find(store, request_id), done_at=None, note="")
    store.put_request(asdict(again))
    return again


def done(store: Store, request_id: str, note: str) -> Request:
    """Mark a request as answered; what its writer said and where they are reached is forgotten."""
    answered = replace(find(store, request_id), done_at=datetime.now(UTC), note=note, message="", contact="")
    store.put_request(asdict(answered))
    return answered
