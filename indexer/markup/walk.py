"""One pass over a page's tree: elements in, blocks out."""

from dataclasses import dataclass, field, replace

from bs4.element import NavigableString, Tag

from indexer.markup.elements import (
    BLOCK_TAGS,
    FAX_ICON,
    SKIPPED,
    SPACED_INLINE,
    WIDGET,
    absolute,
    attribute,
    cloudflare_email,
    is_hidden,
    names,
    role_of,
)
from indexer.markup.runs import BREAK, PLACEHOLDER, SEAM, Run, add_text, fold, join, pieces, touches
from indexer.markup.tables import cell_text, is_layout, rows, span_of
from indexer.page import Block, Cell, Channel, Kind, Link, Role

HEADINGS = {f"h{n}": n for n in range(1, 7)}
BOLD = frozenset(["b", "strong"])
PSEUDO_HEADING, TERM_HEADING = 7, 8
PSEUDO_HEADING_MOST = 70
MENU_TEXT_MOST = 160
"""Characters of the longest text that still reads as part of a menu."""
DEPTH_MOST = 200
"""Deepest nesting that is walked element by element; deeper text is taken whole."""
BLOCKS_MOST = 4_000
"""Blocks of one page that are kept, five times the most seen: it bounds the time of every rule."""


@dataclass(slots=True)
class State:
    """What a block inherits from the elements round it."""

    role: Role = Role.MAIN
    channel: Channel = Channel.VISIBLE
    path: tuple[int, ...] = ()
    headings: list[tuple[int, str]] = field(default_factory=list)
    depth: int = 0
    cell: Cell | None = None
    item: bool = False
    sectioned: bool = False
    """Inside `article`, `section` or `main`, where a `<header>` is not the page's."""
    heading: int = 0
    """Level of the `h1` to `h6` round it: an accordion's heading holds a button."""


class Walk:
    """One pass over the tree in document order."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.blocks: list[Block] = []
        self.tables: list[tuple[tuple[str, ...], ...]] = []
        self.links: list[Link] = []
        self.embeds: list[str] = []
        self.containers = 0

    def enter(self, element: Tag, state: State) -> None:
        """Walk a block element: its inline content becomes blocks, its block children are entered."""
        run = Run(preformatted=element.name == "pre")
        if state.depth >= DEPTH_MOST:
            run.parts.append(element.get_text(" "))
            run.plain = True
        else:
            self._children(element, element, state, run, bold=False)
        self._flush(element, state, run)

    def _children(self, element: Tag, owner: Tag, state: State, run: Run, *, bold: bool) -> None:
        for child in element.children:
            if isinstance(child, NavigableString):
                add_text(child, run, bold=bold)
            elif isinstance(child, Tag):
                self._child(child, owner, state, run, bold=bold)

    def _child(self, child: Tag, owner: Tag, state: State, run: Run, *, bold: bool) -> None:
        name = child.name
        if name in SKIPPED or len(self.blocks) >= BLOCKS_MOST:
            return
        if name == "br":
            run.parts.append(BREAK)
        elif name in BLOCK_TAGS or name == "noscript":
            self._flush(owner, state, run)
            self.block(child, state)
        elif name == "i" and FAX_ICON.search(names(child)):
            self._append("Fax", Kind.TEXT, "i", replace(state, channel=Channel.ALT))
        elif name == "iframe":
            self._embed(child)
        elif name == "img":
            self._alt(child, state, run)
        elif is_hidden(child):
            # The visible text runs on round it: filler inside an address is there to fool programs.
            self.enter(child, self._inner(child, state, Channel.HIDDEN))
        else:
            self._inline(child, owner, state, run, bold=bold or name in BOLD)

    def _inline(self, child: Tag, owner: Tag, state: State, run: Run, *, bold: bool) -> None:
        if child.name in SPACED_INLINE and touches(run.parts):
            run.parts.append(" ")
        before, blocks_before = len(run.parts), len(self.blocks)
        href = attribute(child, "href") if child.name == "a" else ""
        protected = attribute(child, "data-cfemail")
        if state.depth >= DEPTH_MOST:
            run.parts.append(child.get_text(" "))
        elif protected:
            run.parts.append(cloudflare_email(protected))
            run.plain = True
        else:
            outer, run.inside_link = run.inside_link, run.inside_link or bool(href)
            state.depth += 1
            self._children(child, owner, state, run, bold=bold)
            state.depth -= 1
            run.inside_link = outer
        if href:
            whole = len(self.blocks) > blocks_before
            text = (
                " ".join(b.text for b in self.blocks[blocks_before:])
                if whole
                else "".join(run.parts[before:])
            )
            self._link(child, href, text, run)
        if child.name in SPACED_INLINE and len(run.parts) > before:
            run.parts.append(SEAM)

    def _link(self, element: Tag, href: str, text: str, run: Run) -> None:
        if "/cdn-cgi/l/email-protection#" in href:
            href = "mailto:" + cloudflare_email(href.partition("#")[2])
        text = fold(text.replace(BREAK, " ").replace(SEAM, "")) or fold(
            attribute(element, "aria-label") or attribute(element, "title")
        )
        link = Link(text, absolute(self.base, href))
        self.links.append(link)
        run.links.append(link)

    def block(self, child: Tag, state: State) -> None:
        """Walk a block element inside another, with what it inherits."""
        name = child.name
        if name == "table":
            self._table(child, state)
        elif name == "select":
            self._options(child, state)
        elif name == "textarea":
            return
        else:
            if WIDGET.search(names(child)):
                return
            channel = (
                Channel.NOSCRIPT
                if name == "noscript"
                else Channel.HIDDEN
                if is_hidden(child)
                else state.channel
            )
            inner = self._inner(child, state, channel)
            first = len(self.blocks)
            self.enter(child, inner)
            self._lift_headings(child, state, first)

    def _inner(self, child: Tag, state: State, channel: Channel) -> State:
        self.containers += 1
        return State(
            role=role_of(child, state.role, sectioned=state.sectioned),
            channel=channel,
            path=(*state.path, self.containers),
            headings=list(state.headings),
            depth=state.depth + 1,
            cell=state.cell,
            item=state.item or child.name == "li",
            sectioned=state.sectioned or child.name in ("article", "section", "main"),
            heading=HEADINGS.get(child.name, state.heading),
        )

    def _lift_headings(self, child: Tag, state: State, first: int) -> None:
        """Let a heading govern what follows its wrapper, when the wrapper holds little else.

        `<h2>Fees</h2><p>...` and `<div class=title><h2>Fees</h2><p>intro</p></div><div class=grid>...` both
        make "Fees" the heading of what follows; a card with its own heading keeps it to itself.
        """
        made = self.blocks[first : first + 4]
        heads = [(b.level, b.text) for b in made if b.level]
        if not made or not heads or len(self.blocks) - first > 3 or not made[0].level:
            return
        if len(heads) < len(made) and (
            heads[0][0] > 3 or child.name in ("li", "tr", "article") or _begins_same(child, heads[0][0])
        ):
            return
        for level, text in heads:
            _push(state.headings, level, text)

    def _flush(self, owner: Tag, state: State, run: Run) -> None:
        text = join(run.parts) if run.parts else ""
        if text and not PLACEHOLDER.search(text):
            links = [link for link in run.links if link.text]
            if len(links) > 1 and not run.loose:
                for link in links:  # a menu without a list: each link is an item of its own
                    self._append(link.text, Kind.ITEM, "a", state, links=(link,))
            else:
                for piece in pieces(text):
                    self._add(piece, owner, state, run)
        run.parts, run.links = [], []
        run.plain = run.loose = False

    def _add(self, text: str, owner: Tag, state: State, run: Run) -> None:
        level = _level(text, owner, state, bold=not run.plain)
        if level:
            while state.headings and state.headings[-1][0] >= level:
                state.headings.pop()
        kind = Kind.HEADING if level else Kind.CELL if state.cell else Kind.ITEM if state.item else Kind.TEXT
        self._append(text, kind, owner.name, state, level, tuple(run.links))
        if level:
            state.headings.append((level, text))

    def _append(
        self, text: str, kind: Kind, tag: str, state: State, level: int = 0, links: tuple[Link, ...] = ()
    ) -> None:
        self.blocks.append(
            Block(
                index=len(self.blocks),
                text=text,
                kind=kind,
                role=Role.MAIN if state.role is Role.NAV and _is_content(text, level) else state.role,
                channel=state.channel,
                tag=tag,
                level=level,
                headings=tuple(text for _, text in state.headings),
                path=state.path,
                links=links,
                cell=state.cell,
            )
        )

    def _alt(self, image: Tag, state: State, run: Run) -> None:
        alt = fold(attribute(image, "alt"))
        if alt:
            self._append(alt, Kind.TEXT, "img", replace(state, channel=Channel.ALT))
        if touches(run.parts):
            run.parts.append(" ")

    def _embed(self, frame: Tag) -> None:
        source = attribute(frame, "src") or attribute(frame, "data-src")
        if source:
            self.embeds.append(absolute(self.base, source))

    def _options(self, select: Tag, state: State) -> None:
        inner = self._inner(select, state, Channel.OPTION)
        for option in select.find_all("option"):
            text = fold(option.get_text())
            if text:
                self._append(text, Kind.ITEM, "option", inner)

    def _table(self, table: Tag, state: State) -> None:
        """Enter each cell with its row's and column's head; a table inside a table is read as text."""
        inner = self._inner(table, state, Channel.HIDDEN if is_hidden(table) else state.channel)
        caption = table.find("caption", recursive=False)
        if isinstance(caption, Tag):
            self.enter(caption, inner)
        if state.cell is not None or is_layout(table):
            for cell in (cell for row in rows(table) for cell in row):
                self.enter(cell, self._inner(cell, inner, inner.channel))
            return
        number = len(self.tables)
        self.tables.append(())
        texts: list[list[str]] = []
        for row, cells in enumerate(rows(table)):
            texts.append([])
            row_head = cell_text(cells[0]) if cells else ""
            for cell in cells:
                if len(self.blocks) >= BLOCKS_MOST:
                    break
                column = len(texts[row])
                head = texts[0][column] if row and column < len(texts[0]) else ""
                where = self._inner(cell, inner, inner.channel)
                where.cell = Cell(number, row, column, row_head if column else "", head)
                self.enter(cell, where)
                texts[row].extend([cell_text(cell)] * span_of(cell))
        self.tables[number] = tuple(map(tuple, texts))


def _level(text: str, owner: Tag, state: State, *, bold: bool) -> int:
    """Heading level of a block, 0 when it is none."""
    if state.heading:
        return state.heading
    if owner.name == "dt":
        return TERM_HEADING
    serves = owner.name in ("p", "div", "summary", "legend", "figcaption") and state.cell is None
    if owner.name in ("summary", "legend") and len(text) <= PSEUDO_HEADING_MOST:
        return PSEUDO_HEADING
    short = len(text) <= PSEUDO_HEADING_MOST and "\n" not in text and text[-1] not in ".,;!"
    return PSEUDO_HEADING if serves and bold and short and sum(c.isdigit() for c in text) < 5 else 0


def _is_content(text: str, level: int) -> bool:
    """Whether a block is no menu's, though mark-up that was never closed puts it in one."""
    return 0 < level <= 2 or len(text) > MENU_TEXT_MOST


def _push(headings: list[tuple[int, str]], level: int, text: str) -> None:
    while headings and headings[-1][0] >= level:
        headings.pop()
    headings.append((level, text))


def _begins_same(element: Tag, level: int) -> bool:
    """Whether the next sibling brings its own heading of this level or above: a card beside this one."""
    sibling = element.find_next_sibling()
    if not isinstance(sibling, Tag):
        return False
    names = [f"h{n}" for n in range(1, min(level, 6) + 1)]
    return sibling.name in names or sibling.find(names) is not None
