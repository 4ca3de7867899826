"""A query being read: its text, and which parts of it are already explained."""

import re
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+(?:['’&.-][^\W_]+)*")
TAKEN = "\x1f"
"""Stands where words were explained, so that no phrase is found across them."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the query at `[start, end)`."""

    text: str
    start: int
    end: int


class Asked:
    """The text of a query; readers take the parts they can explain and leave the rest."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._left = list(text)

    @property
    def left(self) -> str:
        """The text with explained parts blotted out; offsets are those of `text`."""
        return "".join(self._left)

    def take(self, start: int, end: int) -> None:
        """Mark `[start, end)` as explained."""
        self._left[start:end] = TAKEN * (end - start)

    def words(self) -> list[Word]:
        """The words left, in order."""
        return [Word(found[0], found.start(), found.end()) for found in _WORD.finditer(self.left)]

    def runs(self) -> list[list[Word]]:
        """The words left, in runs that nothing explained interrupts."""
        runs: list[list[Word]] = []
        for word in self.words():
            if runs and TAKEN not in self.left[runs[-1][-1].end : word.start]:
                runs[-1].append(word)
            else:
                runs.append([word])
        return runs
