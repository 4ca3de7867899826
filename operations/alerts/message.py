"""What is told of incidents, in words: one message for all that is new and all that is over."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from operations.alerts.incidents import Incident

SUBJECT_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Message:
    """One message. An incident that ended before it could be told of stands in both of the first two."""

    origin: str
    """Whose message it is: the home and its machine."""
    raised: Sequence[Incident]
    ended: Sequence[Incident]
    still: Sequence[Incident] = ()
    """Told of before, and not over."""

    @property
    def incidents(self) -> Sequence[Incident]:
        """All that it tells of, once each."""
        return list({one.id: one for one in (*self.raised, *self.ended)}.values())

    @property
    def subject(self) -> str:
        """One line."""
        counts = [
            f"{len(found)} {what}" for found, what in ((self.raised, "new"), (self.ended, "over")) if found
        ]
        first = next(iter((*self.raised, *self.ended))).words
        said = f"Rosanna: {', '.join(counts)}: {first}"
        return said if len(said) <= SUBJECT_LONGEST else said[: SUBJECT_LONGEST - 1] + "…"

    @property
    def text(self) -> str:
        """The whole message."""
        return "\n".join(self._lines()) + "\n"

    def as_json(self) -> Mapping[str, Any]:
        """For a webhook. `text` is what chat services show."""
        return {
            "text": f"{self.subject}\n\n{self.text}",
            "origin": self.origin,
            "raised": [_as_json(one) for one in self.raised],
            "ended": [_as_json(one) for one in self.ended],
            "still_open": [_as_json(one) for one in self.still],
        }

    def _lines(self) -> Iterator[str]:
        if self.raised:
            yield "New:"
            for one in self.raised:
                yield f"- {one.level}, {_day(one.opened_at)}: {one.words}"
                yield f"  What to do: {one.remedy}"
            yield ""
        if self.ended:
            yield "Over:"
            for one in self.ended:
                yield f"- {_day(one.opened_at)} to {_day(one.closed_at)}: {one.words}"
            yield ""
        if self.still:
            yield "Not over yet, told before:"
            for one in self.still:
                yield f"- since {_day(one.opened_at)}: {one.words}"
            yield ""
        yield f"{self.origin}. `rosanna doctor` looks at everything; `rosanna alerts list` has what is open."


def _as_json(one: Incident) -> Mapping[str, Any]:
    return {
        "id": one.id,
        "key": one.key,
        "level": one.level,
        "words": one.words,
        "remedy": one.remedy,
        "opened_at": one.opened_at.isoformat(),
        "closed_at": one.closed_at.isoformat() if one.closed_at else None,
    }


def _day(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC" if moment is not None else "now"
