"""What was found when something was looked at."""

from dataclasses import asdict, dataclass
from typing import Literal

Level = Literal["ok", "note", "warning", "error"]
"""`note`: worth knowing, nothing is wrong. `warning`: it will go wrong. `error`: it has."""
LEVELS: tuple[Level, ...] = ("ok", "note", "warning", "error")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    check: str
    """What kind of thing: a key of `operations.health.doctor.CHECKS`."""
    level: Level
    words: str
    remedy: str = ""
    """What to do; for whatever is not ok."""
    about: str = ""
    """Which one, where there are several: a source, a folder."""

    @property
    def is_wrong(self) -> bool:
        """Whether somebody has to do something."""
        return self.level in {"warning", "error"}

    @property
    def key(self) -> str:
        """The same for the same trouble, whatever its words say today."""
        return f"{self.check}:{self.about}" if self.about else self.check

    def as_json(self) -> dict[str, str]:
        """For programs."""
        return asdict(self)
