"""What can be done at the desk: every action is a form, checked by the gate, and written into the log.

A view that is an `action` does its work and tells how things were before and after. What becomes of that is
the same for all: an entry in the log, and the page it came from, which says what was done and can undo it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from flask import redirect, render_template
from flask.typing import ResponseReturnValue

from crawler.runs.scope import CrawlError
from crawler.store import StoreError
from indexer.errors import IndexProblem
from indexer.identity.judging import CannotJudge
from operations.accounts.audit import Entry
from operations.job import OperationsError
from search_web.desk.gate import desk, installation, session

REFUSALS = (StoreError, IndexProblem, CannotJudge, CrawlError, OperationsError)
"""What an action may be refused by; the messages say what to do."""
DID = "did"
"""The parameter by which a page learns what was just done."""


@dataclass(frozen=True, slots=True)
class Done:
    """What an action did."""

    about: str
    """In words; no personal data."""
    page: str
    """Where to go on."""
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Undo:
    """The form that takes an action back."""

    endpoint: str
    values: Mapping[str, Any]
    """Of its address."""
    fields: Mapping[str, str]
    label: str = "Undo"


UNDOING: dict[str, Callable[[Entry], Undo | None]] = {}
"""Action -> how it is undone, where it can be."""


def action(rule: str, name: str) -> Callable[[Callable[..., Done]], Callable[..., ResponseReturnValue]]:
    """A view for forms sent to `rule`, which goes into the log as `name`."""

    def register(view: Callable[..., Done]) -> Callable[..., ResponseReturnValue]:
        @wraps(view)
        def act(**values: Any) -> ResponseReturnValue:
            by = session().user
            try:
                done = view(**values)
            except REFUSALS as error:
                return render_template("desk/refused.html", said=str(error)), 409
            entry = installation().audit.write(by, name, done.about, done.before, done.after)
            return redirect(_with(done.page, entry.id), 303)

        ACTIONS[f"desk.{view.__name__}"] = name
        return desk.post(rule)(act)

    return register


ACTIONS: dict[str, str] = {}
"""Endpoint -> what it is called in the log."""


def undoing(name: str) -> Callable[[Callable[[Entry], Undo | None]], Callable[[Entry], Undo | None]]:
    """Says how an action is undone."""

    def register(how: Callable[[Entry], Undo | None]) -> Callable[[Entry], Undo | None]:
        UNDOING[name] = how
        return how

    return register


def undo_of(entry: Entry) -> Undo | None:
    """The form that undoes what was done, where that can be."""
    how = UNDOING.get(entry.action)
    return how(entry) if how else None


def just_done(number: str | None) -> Entry | None:
    """What somebody has just done, by the page's parameter; nobody else's doings."""
    if not number or not number.isdecimal() or len(number) > 12:
        return None
    entry = installation().audit.entry(int(number))
    return entry if entry is not None and entry.by == session().user else None


def _with(page: str, number: int) -> str:
    parts = urlsplit(page)
    query = "&".join(filter(None, (parts.query, urlencode({DID: number}))))
    return urlunsplit(parts._replace(query=query))
