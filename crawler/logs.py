"""Logs of all rooms in one shape: lines for people, or JSON lines for programs (`ROSANNA_LOG=json`).

A line carries what it is about: the run and source of a crawl, the generation of an index run, the request of
the site, the job of the worker. It never carries who asks: no addresses, no words of searches.
"""

import json
import logging
import os
import sys
from collections.abc import Mapping
from contextvars import ContextVar, Token
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

SETTING = "ROSANNA_LOG"
JOB = "ROSANNA_JOB"
"""Set by the worker for the processes it starts: the number of the job that they work on."""
OURS = ("crawler", "indexer", "operations", "search_web")
"""Loggers that tell of what was done, and not only of what went wrong. In JSON alone: people have the
commands."""
TEXT = "%(asctime)s [%(name)s] %(levelname)s: %(message)s"

_PROCESS: dict[str, Any] = {}
_CONTEXT: ContextVar[Mapping[str, Any]] = ContextVar("about", default={})  # noqa: B039 (never written to)


class LogSettingError(Exception):
    """`ROSANNA_LOG` names no format."""


def is_json(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether logs are JSON lines. Raises `LogSettingError`."""
    given = environ.get(SETTING) or "text"
    if given not in {"text", "json"}:
        raise LogSettingError(f"{SETTING}={given}: give text or json")
    return given == "json"


def set_up(
    part: str, file: Path | None = None, environ: Mapping[str, str] = os.environ, *, tells: bool = False
) -> None:
    """Send the process's logs to a file, or to standard error.

    `part` is what the process does; `tells`: what was done is told to people, too, as nothing else tells it.
    Raises `LogSettingError`, `OSError`.
    """
    as_json = is_json(environ)
    handler = logging.FileHandler(file, encoding="utf-8") if file else logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if as_json else Lines(TEXT))
    handler.addFilter(_is_wanted)  # Scrapy's loggers have levels of their own
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    for name in OURS:
        logging.getLogger(name).setLevel(logging.INFO if as_json or tells else logging.NOTSET)
    job = environ.get(JOB)
    _PROCESS.clear()
    about(part=part, job=int(job) if job and job.isdecimal() else None)


def _is_wanted(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING or record.name.partition(".")[0] in OURS


def about(**fields: Any) -> None:
    """What all lines of this process are about from now on; None takes a field away."""
    _PROCESS.update(fields)
    for name in [name for name, value in fields.items() if value is None]:
        del _PROCESS[name]


def enter(**fields: Any) -> Token[Mapping[str, Any]]:
    """What lines of this thread or task are about from now on, until `leave`."""
    return _CONTEXT.set({**_CONTEXT.get(), **fields})


def leave(before: Token[Mapping[str, Any]]) -> None:
    """End what `enter` began."""
    _CONTEXT.reset(before)


def told(logger: logging.Logger, event: str, **fields: Any) -> None:
    """Tell of something that was done, with its figures."""
    logger.info(event, extra={"fields": fields})


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """The record, with what it is about."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **_about(record),
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


class Lines(logging.Formatter):
    """A line for people, with what it is about at its end."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as text."""
        fields = {name: value for name, value in _about(record).items() if name != "part"}
        head, *trace = super().format(record).split("\n", 1)
        said = " ".join(f"{name}={value}" for name, value in fields.items())
        return "\n".join([f"{head} ({said})" if said else head, *trace])


def _about(record: logging.LogRecord) -> Mapping[str, Any]:
    given: Mapping[str, Any] = getattr(record, "fields", {})
    return {**_PROCESS, **_CONTEXT.get(), **given}
