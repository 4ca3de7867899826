"""What people decided: who is left out, which facts are corrected, who is listed whatever screening says.

None of it can be worked out again, so each decision is kept twice: in the store, which all machines share,
and in `decisions.jsonl` of the home, from which a lost store is filled again, and the other way round. A
decision is never deleted but lifted, so that neither copy brings it back.
"""

import json
import os
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from crawler.home import Home
from crawler.kept.schema import StoreError
from crawler.store import Store

Topic = Literal["suppression", "correction", "screening"]
By = Literal["operator", "site"]
"""Who decided: a person, or an owner's own web site by its meta tag or robots.txt."""

FILE = "decisions.jsonl"
ID_BYTES = 5
"""40 bits of chance: an id is typed by hand, and there are thousands of decisions at most."""


class DecisionsError(StoreError):
    """Decisions cannot be read or written; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision, as it stands."""

    id: str
    topic: Topic
    about: Mapping[str, Any]
    """Whom and what; each topic has keys of its own."""
    reason: str
    by: By
    made_at: datetime
    revision: int = 1
    """Counts changes: of two copies the later one holds."""
    lifted_at: datetime | None = None
    lifted_why: str | None = None


class Decisions:
    """The decisions of one home. Opening brings store and file into step.

    Raises `DecisionsError` for a file that cannot be read: nobody is to be shown because of a torn list.
    """

    def __init__(self, store: Store, home: Home, *, rehearsed: bool = False) -> None:
        """`rehearsed`: nothing is written, neither what is decided nor what one copy lacks."""
        self._rehearsed = rehearsed
        self._store = store
        self._file = home.root / FILE
        in_file, in_store = _read(self._file), {one.id: one for one in map(_of, store.decisions())}
        self._known = {key: _later(in_file.get(key), in_store.get(key)) for key in (in_file | in_store)}
        behind = [one for key, one in self._known.items() if in_file.get(key) != one]
        if rehearsed:
            return
        if behind:
            self._append(behind)
        store.put_decisions(asdict(one) for key, one in self._known.items() if in_store.get(key) != one)

    def standing(self, topic: Topic) -> tuple[Decision, ...]:
        """The decisions of a topic that hold, oldest first."""
        return tuple(one for one in self.every(topic) if one.lifted_at is None)

    def every(self, topic: Topic) -> tuple[Decision, ...]:
        """The decisions of a topic, lifted ones too, oldest first."""
        found = (one for one in self._known.values() if one.topic == topic)
        return tuple(sorted(found, key=lambda one: (one.made_at, one.id)))

    def make(self, topic: Topic, about: Mapping[str, Any], reason: str, by: By = "operator") -> Decision:
        """Decide something."""
        made = Decision(
            id=f"{topic[0]}-{secrets.token_hex(ID_BYTES)}",
            topic=topic,
            about=dict(about),
            reason=reason,
            by=by,
            made_at=datetime.now(UTC),
        )
        self._keep(made)
        return made

    def amend(self, decision_id: str, about: Mapping[str, Any]) -> None:
        """Say anew what a decision is about."""
        self._keep(replace(self._known[decision_id], about=dict(about)))

    def lift(self, decision_id: str, why: str) -> Decision:
        """End a decision. Raises `DecisionsError` when none of that id stands."""
        found = self._known.get(decision_id)
        if found is None or found.lifted_at is not None:
            state = "stands no more" if found else "does not exist"
            raise DecisionsError(f"decision {decision_id} {state}; `list` shows those that stand")
        self._keep(replace(found, lifted_at=datetime.now(UTC), lifted_why=why))
        return found

    def erase(self, decision_ids: Iterable[str], why: str) -> None:
        """Lift decisions and forget what they said: those about somebody who asked to be left out."""
        for one in (self._known[decision_id] for decision_id in decision_ids):
            bare = dict.fromkeys(one.about, "")
            self._keep(replace(one, about=bare, reason="", lifted_at=datetime.now(UTC), lifted_why=why))
        if not self._rehearsed:
            self._write_anew()

    def _keep(self, one: Decision) -> None:
        if one.id in self._known:
            one = replace(one, revision=self._known[one.id].revision + 1)
        if not self._rehearsed:
            self._append([one])
            self._store.put_decisions([asdict(one)])
        self._known[one.id] = one

    def _write_anew(self) -> None:
        """The file with each decision as it stands alone: aside, to disk, then renamed over the old one."""
        aside = self._file.with_name(f".{self._file.name}.{os.getpid()}")
        try:
            descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(_lines(self._known.values()))
                file.flush()
                os.fsync(file.fileno())
            aside.replace(self._file)
        except OSError as error:
            raise DecisionsError(f"cannot write {self._file}: {error.strerror}; run it again") from error
        finally:
            aside.unlink(missing_ok=True)

    def _append(self, decisions: Iterable[Decision]) -> None:
        """Add lines, safe on disk before the store hears of them; a torn last line is ended first."""
        text = _lines(decisions)
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self._file, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
            try:
                size = os.fstat(descriptor).st_size
                torn = size and os.pread(descriptor, 1, size - 1) != b"\n"
                os.write(descriptor, (("\n" if torn else "") + text).encode())
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        except OSError as error:
            raise DecisionsError(
                f"cannot write {self._file}: {error.strerror}; nothing was decided"
            ) from error


def _lines(decisions: Iterable[Decision]) -> str:
    return "".join(json.dumps(asdict(one), default=datetime.isoformat) + "\n" for one in decisions)


def _later(one: Decision | None, other: Decision | None) -> Decision:
    """Of two copies the one with more revisions; of equal ones the one that was lifted."""
    copies = [copy for copy in (one, other) if copy is not None]
    return max(copies, key=lambda copy: (copy.revision, copy.lifted_at is not None))


def _read(file: Path) -> dict[str, Decision]:
    """The file's decisions, each as it stands. A torn line was never answered for."""
    found: dict[str, Decision] = {}
    try:
        lines = file.read_text(encoding="utf-8").split("\n") if file.exists() else []
    except (OSError, UnicodeDecodeError) as error:
        raise DecisionsError(
            f"cannot read {file}: {error}; restore it from a backup, or move it away: the store has a copy"
        ) from error
    for number, line in enumerate(lines, 1):
        if line:
            try:
                one = _of(json.loads(line))
            except (ValueError, KeyError, TypeError) as error:
                if number == len(lines) or _was_torn(line):
                    continue
                raise DecisionsError(
                    f"{file}:{number} is no decision ({error}); mend the line from a backup, or move the "
                    "file away: the store has a copy"
                ) from error
            found[one.id] = _later(found.get(one.id), one)
    return found


def _was_torn(line: str) -> bool:
    """Whether a line is the beginning of one of ours that a power cut ended."""
    return line.startswith('{"id": "') and not line.endswith("}")


def _of(row: Mapping[str, Any]) -> Decision:
    values = {name: row[name] for name in Decision.__dataclass_fields__}
    for name in ("made_at", "lifted_at"):
        if isinstance(values[name], str):
            values[name] = datetime.fromisoformat(values[name])
    return Decision(**values)
