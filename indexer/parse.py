"""From bytes to `indexer.page.Page`: one BeautifulSoup parse, one walk."""

import re
from datetime import datetime

from bs4 import BeautifulSoup
from bs4.element import Tag

from crawler.reading.structured import read_structured
from indexer.markup.decode import decode
from indexer.markup.elements import absolute, attribute
from indexer.markup.runs import fold
from indexer.markup.walk import BLOCKS_MOST, State, Walk
from indexer.page import Page

XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*>")
HEAD_ELEMENTS = frozenset("title meta link base script style noscript template".split())
BODY_MOST = 5_000_000
"""Characters of a page that are read: no clinic writes more, and time stays bounded."""


def parse(
    body: bytes | str, url: str, content_type: str | None, seen_at: datetime, source: str = "sites"
) -> Page:
    """Parse a page. Any bytes give a page; what could not be read is named in `problems`."""
    html = body if isinstance(body, str) else decode(body, content_type)
    problems = []
    if len(html) > BODY_MOST:
        problems.append(f"only the first {BODY_MOST} of {len(html)} characters were read")
        html = html[:BODY_MOST]
    # XHTML is read as the HTML it was served as; a text without a tag must not be taken for a file name.
    html = XML_DECLARATION.sub("", html, count=1) + "\n"
    # Classes as one string: nothing asks for them one by one, and splitting costs a tenth of the parse.
    soup = BeautifulSoup(html, "lxml", multi_valued_attributes=None)
    base = _base(soup, url)
    walk = Walk(base)
    for stray in _strays(soup):
        walk.block(stray, State())
    if soup.body:
        walk.enter(soup.body, State())
    if len(walk.blocks) >= BLOCKS_MOST:
        problems.append(f"only the first {BLOCKS_MOST} blocks were read")
    structured = read_structured(html, url)
    if structured.broken:
        problems.append(f"{structured.broken} block(s) of structured data could not be read")
    return Page(
        url=url,
        seen_at=seen_at,
        title=fold(soup.title.get_text()) if soup.title else "",
        meta=_meta(soup),
        language=attribute(soup.html, "lang").lower() if soup.html else "",
        blocks=tuple(walk.blocks),
        tables=tuple(walk.tables),
        links=tuple(walk.links),
        embeds=tuple(walk.embeds),
        data=tuple(structured.items),
        source=source,
        problems=tuple(problems),
    )


def _strays(soup: BeautifulSoup) -> list[Tag]:
    """Content left in the head: without `<body>`, HTML5 elements unknown to the parser stay there."""
    children = soup.head.children if soup.head else ()
    return [child for child in children if isinstance(child, Tag) and child.name not in HEAD_ELEMENTS]


def _base(soup: BeautifulSoup, url: str) -> str:
    base = soup.find("base", href=True)
    return absolute(url, attribute(base, "href")) if isinstance(base, Tag) else url


def _meta(soup: BeautifulSoup) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in soup.find_all("meta"):
        name = next(
            filter(None, (attribute(element, key) for key in ("name", "property", "itemprop"))), ""
        ).lower()
        content = fold(attribute(element, "content"))
        if name and content:
            found.setdefault(name, content)
    return found
