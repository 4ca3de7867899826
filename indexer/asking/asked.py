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
        self.left = text
        """The text with explained parts blotted out; offsets are those of `text`."""
        self._words: list[Word] | None = None

    def take(self, start: int, end: int) -> None:
        """Mark `[start, end)` as explained."""
        self.left = self.left[:start] + TAKEN * (end - start) + self.left[end:]
        self._words = None

    def words(self) -> list[Word]:
        """The words left, in order."""
        if self._words is None:
            self._words = [Word(found[0], found.start(), found.end()) for found in _WORD.finditer(self.left)]
        return self._words

    def runs(self) -> list[list[Word]]:
        """The words left, in runs that nothing explained interrupts."""
        runs: list[list[Word]] = []
        for word in self.words():
            if runs and TAKEN not in self.left[runs[-1][-1].end : word.start]:
                runs[-1].append(word)
            else:
                runs.append([word])
        return runs
