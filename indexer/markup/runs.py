"""Text as it is gathered from mark-up: folding, line breaks, seams between inline elements."""

import re
from dataclasses import dataclass, field

from bs4.element import CData, NavigableString, PreformattedString

from indexer.page import Link

PLACEHOLDER = re.compile(r"lorem ipsum|dolor sit amet|consectetur adipisc|sed do eiusmod", re.IGNORECASE)
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\x00"))
BREAK = "\ue000"
SEAM = "\u2063"
"""Stands where an inline element ended that style sheets set apart: a space, if a word follows."""
BREAK_FOLD = re.compile(rf" ?(?:{BREAK} ?)+")
WORD_MOST = 200
"""Characters of the longest word: what has more is code or filler, on which rules would lose their time."""
TEXT_MOST = 5_000
"""Characters of the longest piece of a text without a gap in its mark-up: rules read it again and again."""
_TOO_LONG = re.compile(rf"\S{{{WORD_MOST + 1},}}\s?")


def fold(text: str) -> str:
    """White space folded to single spaces, invisible characters dropped."""
    return _readable(" ".join(text.translate(INVISIBLE).split()))


def pieces(text: str) -> list[str]:
    """The text in pieces of `TEXT_MOST` characters at most, cut at line breaks, without any at blanks."""
    found = []
    while len(text) > TEXT_MOST:
        cut = max(text.rfind("\n", 0, TEXT_MOST), 0) or text.rfind(" ", 0, TEXT_MOST)
        found.append(text[:cut])
        text = text[cut + 1 :]
    return [*found, text]


def _readable(text: str) -> str:
    """The text without what is too long to be a word."""
    return _TOO_LONG.sub("", text).strip() if len(text) > WORD_MOST else text


@dataclass(slots=True)
class Run:
    """Text of the block being gathered, piece by piece."""

    parts: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    plain: bool = False
    """Whether some of it stands outside bold."""
    loose: bool = False
    """Whether some of it stands outside links."""
    inside_link: bool = False
    preformatted: bool = False
    """Whether a line break of the source is one for the reader."""


def add_text(node: NavigableString, run: Run, *, bold: bool) -> None:
    """Add a text node; comments and doctypes are nobody's words."""
    if isinstance(node, PreformattedString) and not isinstance(node, CData):
        return
    if node:
        if run.parts and run.parts[-1] == SEAM:
            run.parts[-1] = " " if node[0].isalnum() else ""
        text = node.replace(BREAK, " ")  # icon fonts use the same private characters
        run.parts.append(text.replace("\n", BREAK) if run.preformatted else text)
        if not node.isspace():
            run.plain = run.plain or not bold
            run.loose = run.loose or not (run.inside_link or len(node) < 4)


def touches(parts: list[str]) -> bool:
    """Whether the last part ends in a word, so that one following it in another element would run into it."""
    for part in reversed(parts):
        if part and part != SEAM:
            return part[-1].isalnum() or part[-1] in ":,;.)!?"
    return False


def join(parts: list[str]) -> str:
    """The pieces as one text: space folded, `<br>` as a line break."""
    text = " ".join("".join(parts).replace(SEAM, "").translate(INVISIBLE).split())
    return _readable(BREAK_FOLD.sub("\n", text).strip() if BREAK in text else text)
