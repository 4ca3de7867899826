"""From bytes to `indexer.page.Page`: one BeautifulSoup parse, one walk."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urljoin

from bs4 import BeautifulSoup
from bs4.element import CData, NavigableString, PreformattedString, Tag
from crawler.structured import structured_data

from indexer.decode import decode
from indexer.page import Block, Cell, Channel, Kind, Link, Page, Role

BODY_MOST = 5_000_000
"""Characters of a page that are read: no clinic writes more, and time stays bounded."""
DEPTH_MOST = 200
"""Deepest nesting that is walked element by element; deeper text is taken whole."""
BLOCKS_MOST = 20_000
"""Blocks of one page that are kept."""

SKIPPED = frozenset(["script", "style", "template", "svg", "canvas", "head", "object", "audio", "video", "math", "datalist", "meter", "progress"])
BLOCK_TAGS = frozenset(
    ["address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd", "details", "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "label", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "search", "section", "select", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "textarea"]
)
HEADINGS = {f"h{n}": n for n in range(1, 7)}
BOLD = frozenset(["b", "strong"])
PSEUDO_HEADING, TERM_HEADING = 7, 8
PSEUDO_HEADING_MOST = 70
MENU_TEXT_MOST = 160
"""Characters of the longest text that still reads as part of a menu."""
SPACED_INLINE = frozenset(["span", "a", "time", "small", "abbr", "data", "bdi", "bdo", "i", "img", "font"])
"""Inline elements that style sheets set apart: `<span>Monday</span><span>9am</span>` reads as two words."""

ROLE_OF_TAG = {"nav": Role.NAV, "footer": Role.FOOTER, "aside": Role.ASIDE, "form": Role.FORM, "main": Role.MAIN}
ROLE_OF_ARIA = {
    "navigation": Role.NAV,
    "contentinfo": Role.FOOTER,
    "banner": Role.HEADER,
    "complementary": Role.ASIDE,
    "main": Role.MAIN,
}
ROLE_OF_WORD = {
    "nav": Role.NAV,
    "navbar": Role.NAV,
    "navigation": Role.NAV,
    "breadcrumb": Role.NAV,
    "breadcrumbs": Role.NAV,
    "footer": Role.FOOTER,
    "sidebar": Role.ASIDE,
}
"""Words of `id` and `class` that name a part of the page where mark-up has no element for it."""
NAV_COMPOUND = re.compile(r"(?:^|[-_])(?:main|mobile|primary|top|site|dropdown|sub)[-_]?(?:menu|nav)(?:$|[-_])", re.IGNORECASE)
WIDGET = re.compile(r"cookie|gdpr|consent[-_](?:banner|bar|popup)|recaptcha|skip[-_](?:link|to)", re.IGNORECASE)
"""Containers whose words are nobody's facts."""
PLACEHOLDER = re.compile(r"lorem ipsum|dolor sit amet|consectetur adipisc|sed do eiusmod", re.IGNORECASE)
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\x00"))
HIDING_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
BREAK = "\ue000"
SEAM = "\u2063"
"""Stands where an inline element ended that style sheets set apart: a space, if a word follows."""
BREAK_FOLD = re.compile(rf" ?(?:{BREAK} ?)+")


def parse(body: bytes | str, url: str, content_type: str | None, seen_at: datetime, source: str = "sites") -> Page:
    """Parse a page. Any bytes give a page; what could not be read is named in `problems`."""
    html = body if isinstance(body, str) else decode(body, content_type)
    problems = []
    if len(html) > BODY_MOST:
        problems.append(f"only the first {BODY_MOST} of {len(html)} characters were read")
        html = html[:BODY_MOST]
    soup = BeautifulSoup(html, "lxml")
    base = _base(soup, url)
    walk = _Walk(base)
    walk.enter(soup.body or soup, _State())
    if len(walk.blocks) >= BLOCKS_MOST:
        problems.append(f"only the first {BLOCKS_MOST} blocks were read")
    return Page(
        url=url,
        seen_at=seen_at,
        title=fold(soup.title.get_text()) if soup.title else "",
        meta=_meta(soup),
        language=_attribute(soup.html, "lang").lower() if soup.html else "",
        blocks=tuple(walk.blocks),
        tables=tuple(walk.tables),
        links=tuple(walk.links),
        embeds=tuple(walk.embeds),
        data=tuple(structured_data(html, url)),
        source=source,
        problems=tuple(problems),
    )


def fold(text: str) -> str:
    """White space folded to single spaces, invisible characters dropped."""
    return " ".join(text.translate(INVISIBLE).split())


@dataclass(slots=True)
class _State:
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


@dataclass(slots=True)
class _Buffer:
    """Text of the block being gathered."""

    parts: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    plain: bool = False
    """Whether some of it stands outside bold."""
    loose: bool = False
    """Whether some of it stands outside links."""
    inside_link: bool = False


class _Walk:
    """One pass over the tree in document order."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.blocks: list[Block] = []
        self.tables: list[tuple[tuple[str, ...], ...]] = []
        self.links: list[Link] = []
        self.embeds: list[str] = []
        self.containers = 0

    def enter(self, element: Tag, state: _State) -> None:
        """Walk a block element: its inline content becomes blocks, its block children are entered."""
        buffer = _Buffer()
        if state.depth >= DEPTH_MOST:
            buffer.parts.append(element.get_text(" "))
            buffer.plain = True
        else:
            self._children(element, element, state, buffer, bold=False)
        self._flush(element, state, buffer)

    def _children(self, element: Tag, owner: Tag, state: _State, buffer: _Buffer, *, bold: bool) -> None:
        for child in element.children:
            if isinstance(child, NavigableString):
                _add_text(child, buffer, bold=bold)
            elif isinstance(child, Tag):
                self._child(child, owner, state, buffer, bold=bold)

    def _child(self, child: Tag, owner: Tag, state: _State, buffer: _Buffer, *, bold: bool) -> None:
        name = child.name
        if name in SKIPPED or len(self.blocks) >= BLOCKS_MOST:
            return
        if name == "br":
            buffer.parts.append(BREAK)
        elif name in BLOCK_TAGS or name == "noscript":
            self._flush(owner, state, buffer)
            self._block(child, state)
        elif name == "iframe":
            self._embed(child)
        elif name == "img":
            self._alt(child, state, buffer)
        elif _is_hidden(child):
            self._flush(owner, state, buffer)
            self.enter(child, self._inner(child, state, Channel.HIDDEN))
        else:
            self._inline(child, owner, state, buffer, bold=bold or name in BOLD)

    def _inline(self, child: Tag, owner: Tag, state: _State, buffer: _Buffer, *, bold: bool) -> None:
        if child.name in SPACED_INLINE and _touches(buffer.parts):
            buffer.parts.append(" ")
        before, blocks_before = len(buffer.parts), len(self.blocks)
        href = _attribute(child, "href") if child.name == "a" else ""
        protected = _attribute(child, "data-cfemail")
        if state.depth >= DEPTH_MOST:
            buffer.parts.append(child.get_text(" "))
        elif protected:
            buffer.parts.append(_cloudflare_email(protected))
            buffer.plain = True
        else:
            outer, buffer.inside_link = buffer.inside_link, buffer.inside_link or bool(href)
            state.depth += 1
            self._children(child, owner, state, buffer, bold=bold)
            state.depth -= 1
            buffer.inside_link = outer
        if href:
            whole = len(self.blocks) > blocks_before
            text = " ".join(b.text for b in self.blocks[blocks_before:]) if whole else "".join(buffer.parts[before:])
            self._link(child, href, text, buffer)
        if child.name in SPACED_INLINE and len(buffer.parts) > before:
            buffer.parts.append(SEAM)

    def _link(self, element: Tag, href: str, text: str, buffer: _Buffer) -> None:
        if "/cdn-cgi/l/email-protection#" in href:
            href = "mailto:" + _cloudflare_email(href.partition("#")[2])
        text = fold(text.replace(BREAK, " ").replace(SEAM, "")) or fold(
            _attribute(element, "aria-label") or _attribute(element, "title")
        )
        link = Link(text, _absolute(self.base, href))
        self.links.append(link)
        buffer.links.append(link)

    def _block(self, child: Tag, state: _State) -> None:
        name = child.name
        if name == "table":
            self._table(child, state)
        elif name == "select":
            self._options(child, state)
        elif name == "textarea":
            return
        else:
            if WIDGET.search(_names(child)):
                return
            channel = Channel.NOSCRIPT if name == "noscript" else Channel.HIDDEN if _is_hidden(child) else state.channel
            inner = self._inner(child, state, channel)
            first = len(self.blocks)
            self.enter(child, inner)
            self._lift_headings(child, state, first)

    def _inner(self, child: Tag, state: _State, channel: Channel) -> _State:
        self.containers += 1
        return _State(
            role=_role(child, state),
            channel=channel,
            path=(*state.path, self.containers),
            headings=list(state.headings),
            depth=state.depth + 1,
            cell=state.cell,
            item=state.item or child.name == "li",
            sectioned=state.sectioned or child.name in ("article", "section", "main"),
        )

    def _lift_headings(self, child: Tag, state: _State, first: int) -> None:
        """Let a heading govern what follows its wrapper, when the wrapper holds little else.

        `<h2>Fees</h2><p>...` and `<div class=title><h2>Fees</h2><p>intro</p></div><div class=grid>...` both make
        "Fees" the heading of what follows; a card with its own heading keeps it to itself.
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

    def _flush(self, owner: Tag, state: _State, buffer: _Buffer) -> None:
        text = _join(buffer.parts) if buffer.parts else ""
        if text and not PLACEHOLDER.search(text):
            links = [link for link in buffer.links if link.text]
            if len(links) > 1 and not buffer.loose:
                for link in links:  # a menu without a list: each link is an item of its own
                    self._append(link.text, Kind.ITEM, "a", state, links=(link,))
            else:
                self._add(text, owner, state, buffer)
        buffer.parts, buffer.links = [], []
        buffer.plain = buffer.loose = False

    def _add(self, text: str, owner: Tag, state: _State, buffer: _Buffer) -> None:
        level = _level(text, owner, state, bold=not buffer.plain)
        if level:
            while state.headings and state.headings[-1][0] >= level:
                state.headings.pop()
        kind = Kind.HEADING if level else Kind.CELL if state.cell else Kind.ITEM if state.item else Kind.TEXT
        self._append(text, kind, owner.name, state, level, tuple(buffer.links))
        if level:
            state.headings.append((level, text))

    def _append(
        self, text: str, kind: Kind, tag: str, state: _State, level: int = 0, links: tuple[Link, ...] = ()
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

    def _alt(self, image: Tag, state: _State, buffer: _Buffer) -> None:
        alt = fold(_attribute(image, "alt"))
        if alt:
            channel, state.channel = state.channel, Channel.ALT
            self._append(alt, Kind.TEXT, "img", state)
            state.channel = channel
        if _touches(buffer.parts):
            buffer.parts.append(" ")

    def _embed(self, frame: Tag) -> None:
        source = _attribute(frame, "src") or _attribute(frame, "data-src")
        if source:
            self.embeds.append(_absolute(self.base, source))

    def _options(self, select: Tag, state: _State) -> None:
        inner = self._inner(select, state, Channel.OPTION)
        for option in select.find_all("option"):
            text = fold(option.get_text())
            if text:
                self._append(text, Kind.ITEM, "option", inner)

    def _table(self, table: Tag, state: _State) -> None:
        """Enter each cell with its row's and column's head; a table inside a table is read as text."""
        inner = self._inner(table, state, Channel.HIDDEN if _is_hidden(table) else state.channel)
        caption = table.find("caption", recursive=False)
        if isinstance(caption, Tag):
            self.enter(caption, inner)
        if state.cell is not None or _is_layout(table):
            for _, cell in _cells(table):
                self.enter(cell, self._inner(cell, inner, inner.channel))
            return
        number = len(self.tables)
        self.tables.append(())
        texts: list[list[str]] = []
        for row, cells in enumerate(_rows(table)):
            texts.append([])
            row_head = _cell_text(cells[0]) if cells else ""
            for cell in cells:
                column = len(texts[row])
                head = texts[0][column] if row and column < len(texts[0]) else ""
                where = self._inner(cell, inner, inner.channel)
                where.cell = Cell(number, row, column, row_head if column else "", head)
                self.enter(cell, where)
                texts[row].extend([_cell_text(cell)] * _span(cell))
        self.tables[number] = tuple(map(tuple, texts))


def _rows(table: Tag) -> list[list[Tag]]:
    rows = [row for row in table.find_all("tr") if row.find_parent("table") is table]
    return [[c for c in row.children if isinstance(c, Tag) and c.name in ("td", "th")] for row in rows]


def _cells(table: Tag) -> Iterator[tuple[int, Tag]]:
    for number, row in enumerate(_rows(table)):
        for cell in row:
            yield number, cell


def _is_layout(table: Tag) -> bool:
    """Old pages are laid out with tables: such a one holds other tables, headings or whole sections."""
    return table.find(["table", "h1", "h2", "form", "nav", "section", "article"]) is not None


def _cell_text(cell: Tag) -> str:
    return fold(cell.get_text(" "))


def _span(cell: Tag) -> int:
    value = _attribute(cell, "colspan")
    return max(1, min(20, int(value))) if value.isascii() and value.isdigit() else 1


def _add_text(node: NavigableString, buffer: _Buffer, *, bold: bool) -> None:
    if isinstance(node, PreformattedString) and not isinstance(node, CData):
        return  # comments, doctypes, processing instructions
    if node:
        if buffer.parts and buffer.parts[-1] == SEAM:
            buffer.parts[-1] = " " if node[0].isalnum() else ""
        buffer.parts.append(str(node))
        if not node.isspace():
            buffer.plain = buffer.plain or not bold
            buffer.loose = buffer.loose or not (buffer.inside_link or len(node) < 4)


def _touches(parts: list[str]) -> bool:
    """Whether the last part ends in a word, so that one following it in another element would run into it."""
    for part in reversed(parts):
        if part and part != SEAM:
            return part[-1].isalnum() or part[-1] in ":,;.)!?"
    return False


def _join(parts: list[str]) -> str:
    text = " ".join("".join(parts).replace(SEAM, "").translate(INVISIBLE).split())
    return BREAK_FOLD.sub("\n", text).strip() if BREAK in text else text


def _level(text: str, owner: Tag, state: _State, *, bold: bool) -> int:
    """Heading level of a block, 0 when it is none."""
    if owner.name in HEADINGS:
        return HEADINGS[owner.name]
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
    """Whether the next sibling brings its own heading of this level or above: then it is a card beside this one."""
    sibling = element.find_next_sibling()
    if not isinstance(sibling, Tag):
        return False
    names = [f"h{n}" for n in range(1, min(level, 6) + 1)]
    return sibling.name in names or sibling.find(names) is not None


def _role(element: Tag, state: _State) -> Role:
    name = element.name
    if name == "header":
        return state.role if state.sectioned else Role.HEADER
    role = ROLE_OF_TAG.get(name) or ROLE_OF_ARIA.get(_attribute(element, "role"))
    if role is None and name in ("div", "ul", "section", "table", "ol", "td"):
        words = _names(element).split()
        role = next((ROLE_OF_WORD[w] for w in words if w in ROLE_OF_WORD), None)
        if role is None and any(NAV_COMPOUND.search(w) for w in words):
            role = Role.NAV
    if role is None or (state.role is Role.FOOTER and role is not Role.FORM):
        return state.role
    return role


def _is_hidden(element: Tag) -> bool:
    return element.has_attr("hidden") or bool(HIDING_STYLE.search(_attribute(element, "style")))


def _names(element: Tag) -> str:
    return f"{_attribute(element, 'id')} {_attribute(element, 'class')}".lower()


def _attribute(element: Tag, name: str) -> str:
    value = element.attrs.get(name)
    if value is None:
        return ""
    return value if isinstance(value, str) else " ".join(value)


def _base(soup: BeautifulSoup, url: str) -> str:
    base = soup.find("base", href=True)
    return _absolute(url, _attribute(base, "href")) if isinstance(base, Tag) else url


def _absolute(base: str, href: str) -> str:
    try:
        return urljoin(base, href.strip())
    except ValueError:  # a malformed address stays as it was found
        return href.strip()


def _meta(soup: BeautifulSoup) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in soup.find_all("meta"):
        name = (_attribute(element, "name") or _attribute(element, "property") or _attribute(element, "itemprop")).lower()
        content = fold(_attribute(element, "content"))
        if name and content:
            found.setdefault(name, content)
    return found


def _cloudflare_email(code: str) -> str:
    """Undo Cloudflare's e-mail hiding: hex bytes, all XORed with the first."""
    try:
        data = bytes.fromhex(code)
    except ValueError:
        return ""
    return bytes(b ^ data[0] for b in data[1:]).decode("utf-8", "replace") if data else ""


