"""Where a vocabulary's terms stand on a site: each mention with its place, shape and its sentence's tone."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final

from data.term import Kind as Vocabulary
from indexer.evidence import evidence
from indexer.facts.pages.standing import LEFTOVER, standing
from indexer.facts.pages.stated_data import stated_in_data
from indexer.facts.words import paired
from indexer.facts.words.part import Part, of_block, of_heading, of_url
from indexer.facts.words.tone import Tone, answer, gainsays, sentence, tones
from indexer.facts.words.weak_words import is_weak
from indexer.matcher import TermMatch, matcher
from indexer.model import Evidence
from indexer.page import Block, Channel, Kind, Page, Role, Site, once_a_site
from indexer.prefilter import Rule


class Shape(StrEnum):
    """How the words round a term are set."""

    TITLE = "title"
    META = "meta"
    NAV = "nav"
    HEADING = "heading"
    ITEM = "item"
    """A list item, a cell, a button or another short line of its own."""
    PRICED = "priced"
    """A line, or the heading of a line, with a price or a duration."""
    OPTION = "option"
    ALT = "alt"
    PROSE = "prose"


@dataclass(frozen=True)
class Mention:
    """A term found at `text[match.start:match.end]`."""

    match: TermMatch
    page: Page
    text: str
    block: Block | None
    """`None` for a page's title and its meta description."""
    part: Part
    shape: Shape
    weak: bool
    """Whether the words mean something else as often, when they stand in a sentence."""
    company: int
    """How many terms stand in the same text, this one counted."""
    share: float
    """Which part of the words of `text` are terms, 0 to 1: 1 for a line that is nothing but terms."""

    @cached_property
    def tones(self) -> frozenset[Tone]:
        """What the sentence does with the term."""
        found = tones(self.text, self.match.start, self.match.end)
        return found if self.answer is not False else found | {Tone.DENIED}

    @cached_property
    def gainsaid(self) -> bool:
        """Whether it heads a text that says it is not done."""
        block = self.block
        if block is None or not block.level or self.share < LIST_SHARE:
            return False
        following = self.page.blocks[block.index + 1 : block.index + 2]
        return bool(following) and not following[0].level and gainsays(following[0].text)

    @cached_property
    def answer(self) -> bool | None:
        """What the words after it say where the term stands in a question: yes, no, or neither."""
        if "?" not in self.text:
            return None
        left, right = sentence(self.text, self.match.start, self.match.end)
        if not self.text[left:right].rstrip().endswith("?"):
            return None
        after = self.text[right:].strip()
        if not after and self.block is not None:
            following = self.page.blocks[self.block.index + 1 : self.block.index + 2]
            after = following[0].text if following else ""
        return answer(after)

    def evidence(self) -> Evidence:
        """The words round the term."""
        return evidence(self.page, self.text, self.match.start, self.match.end)


SHORT_LINE: Final = 90
"""Characters of the longest line that still reads as a list item rather than as a sentence."""
MONEY: Final = Rule(
    r"[$£€₱฿]\s?\d|\b\d{2,3}\s?(?:min(?:ute)?s?|mins?|hrs?|hours?)\b|\b(?:AUD|NZD|CAD|USD|PHP)\b",
    re.IGNORECASE,
)
SAME_MOST: Final = 8
"""Mentions of one term in one text that are looked at: more of them say nothing new."""
LIST_SHARE: Final = 0.5
"""A text of which this part is terms is a list of them ("headaches, migraines, neck pain"), however long."""
_SENTENCE: Final = re.compile(
    (
        r"[a-z]{2}[.!?](?:\s|$)|\b(?:is|are|was|has|have|will|can|may|we|you|your|i|it|they|this|that|he"
        r"|she)\b"
    ),
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"\w+")


Finder = Callable[[str], list[TermMatch]]


@once_a_site
def mentions(site: Site, kind: Vocabulary, find: Finder | None = None) -> tuple[Mention, ...]:
    """Every mention of the vocabulary's terms on the site; what stands on each page counts once.

    `find` replaces the vocabulary's matcher where a kind has words of more forms than a list can hold.
    """
    return tuple(_read_mentions(site, kind, find or matcher(kind).find))


def _read_mentions(site: Site, kind: Vocabulary, find: Finder) -> Iterator[Mention]:
    for where in _texts(site):
        found = paired.apart(kind, find(where[1]))
        if found:
            yield from _mentions(found, kind, where)


_Text = tuple[Page, str, Block | None, Shape, Part | None]
SHELL_MOST: Final = 400
"""Characters of visible text up to which a page is a shell that scripts fill: there its data count."""


@once_a_site
def _texts(site: Site) -> tuple[_Text, ...]:
    """Each text of the site once, with its shape: titles, descriptions, then blocks."""
    return tuple(_read_texts(site))


def _read_texts(site: Site) -> Iterator[_Text]:
    own = {page.url for page in site.pages if standing(page) > LEFTOVER} or {page.url for page in site.pages}
    seen: set[str] = set()
    for page in site.pages:
        for shape, text in ((Shape.TITLE, page.title), (Shape.META, page.meta.get("description", ""))):
            if text and text not in seen and page.url in own:
                seen.add(text)
                yield page, text, None, shape, None
    for page in site.pages:
        if page.url in own and len(page.text) < SHELL_MOST:
            for part, text in stated_in_data(page.data):
                if text not in seen:
                    seen.add(text)
                    yield page, text, None, Shape.ITEM, part
    priced = _priced(site)
    for page, block in site.unique_blocks:
        if page.url in own:
            shape = shape_of(block)
            if shape in (Shape.HEADING, Shape.ITEM) and (page.url, block.index) in priced:
                shape = Shape.PRICED
            yield page, block.text, block, shape, None


def _part(page: Page, block: Block | None) -> Part:
    """Where a mention stands; a heading that opens a trap ("FAQ: what is reiki?") stands in it."""
    if block is None:
        return of_url(page.url)
    own = of_heading(block.text) if block.level else None
    return own if own in OWN_TRAPS else of_block(page, block)


OWN_TRAPS: Final = (Part.FAQ, Part.TESTIMONIAL, Part.ARTICLE, Part.COURSE, Part.SHOP)


def _mentions(found: list[TermMatch], kind: str, where: _Text) -> Iterator[Mention]:
    page, text, block, shape, told = where
    part = told or _part(page, block)
    share = _share(text, found)
    if shape is Shape.PROSE and share >= LIST_SHARE:
        shape = Shape.ITEM
    lines = _line_shares(text, found) if "\n" in text else {}
    company = len({m.id for m in found})
    counted: Counter[str] = Counter()
    for match in found:
        counted[match.id] += 1
        if counted[match.id] > SAME_MOST:
            continue
        own = Shape.ITEM if shape is Shape.PROSE and _leads(text, match) else shape
        own_share = max(share, lines.get(match.start, 0.0))
        # A label stands for words named in full; and in a list even loose words are meant.
        loose = match.kind_of_surface != "label" and is_weak(kind, match.surface)
        weak = own is Shape.PROSE and loose and (company < LISTED or share < LISTED_SHARE)
        yield Mention(match, page, text, block, part, own, weak, company, own_share)


LISTED, LISTED_SHARE = 4, 0.3
"""Terms in a text, and their part of its words, that make a sentence a list."""


def _share(text: str, found: list[TermMatch]) -> float:
    words = max(1, len(_WORD.findall(text)))
    covered = sum(len(_WORD.findall(m.surface)) for m in {m.start: m for m in found}.values())
    return min(1.0, covered / words)


def _line_shares(text: str, found: list[TermMatch]) -> dict[int, float]:
    """Place of each term -> the share of terms in its line: a cell may go on with a description."""
    shares: dict[int, float] = {}
    start = 0
    for line in text.split("\n"):
        inside = [m for m in found if start <= m.start < start + len(line)]
        if inside:
            share = _share(line, inside)
            shares |= {m.start: share for m in inside}
        start += len(line) + 1
    return shares


_VERBS: Final = re.compile(
    r"\b(?:is|are|was|has|have|will|can|may|we|you|your|i|it|they|this|that|he|she|\w+s (?:the|your|a))\b",
    re.IGNORECASE,
)
_LEAD: Final = re.compile(r"(?:[ \u00a0]\(|[ \u00a0]?[:–—|\n]|[ \u00a0]-[ \u00a0]|[ \u00a0]+[A-Z][a-z])")


def _leads(text: str, match: TermMatch) -> bool:
    """Whether a text opens with the term as with a heading: "Swedish massage: long strokes that ..."."""
    if match.start or not text[0].isupper():
        return False
    # "Remedial massage and sports massage by Jane Smith." is a line of a list, full stop or not.
    verbless = len(text) <= SHORT_LINE and not _VERBS.search(text)
    return verbless or bool(_LEAD.match(text, match.end))


def shape_of(block: Block) -> Shape:
    """The shape of a block's text."""
    if block.channel is Channel.OPTION:
        return Shape.OPTION
    if block.channel is Channel.ALT:
        return Shape.ALT
    if block.role is Role.NAV and block.kind is not Kind.HEADING:
        return Shape.NAV
    if block.kind is Kind.HEADING:
        return Shape.HEADING
    if len(block.text) <= 3 * SHORT_LINE and MONEY.search(block.text):
        return Shape.PRICED
    if len(block.text) <= SHORT_LINE and not _SENTENCE.search(block.text):
        return Shape.ITEM
    return Shape.PROSE


def _priced(site: Site) -> set[tuple[str, int]]:
    """Headings and lines that a price or a duration follows at once: what they name can be bought."""
    found: set[tuple[str, int]] = set()
    for page in site.pages:
        for index, (before, block) in enumerate(zip(page.blocks, page.blocks[1:], strict=False), 1):
            if len(block.text) <= 3 * SHORT_LINE and MONEY.search(block.text):
                if len(before.text) <= SHORT_LINE:
                    found.add((page.url, before.index))
                if index > 1 and _describes(page.blocks[index - 2], before):
                    found.add((page.url, before.index - 1))
                if block.cell is not None and block.cell.column:
                    found.add((page.url, _row_start(page, block)))
    return found


def _describes(name: Block, text: Block) -> bool:
    """Whether it stands between a name and its price: "Prenatal massage / On your side. / $90"."""
    alike = name.path[:-1] == text.path[:-1] and name.cell is None
    return (
        alike
        and len(name.text) <= SHORT_LINE
        and not MONEY.search(text.text)
        and not _SENTENCE.search(name.text)
    )


def _row_start(page: Page, block: Block) -> int:
    cell = block.cell
    index = block.index
    while cell is not None and index > 0 and (other := page.blocks[index - 1].cell) is not None:
        if (other.table, other.row) != (cell.table, cell.row):
            break
        index -= 1
    return index
