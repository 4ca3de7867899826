"""Tables: their rows, cells and heads."""

from collections.abc import Iterator

from bs4.element import Tag

from indexer.markup.elements import attribute
from indexer.markup.runs import fold


def rows(table: Tag) -> list[list[Tag]]:
    """The cells of each row, without those of tables inside."""
    return [[cell for cell in _inside(row) if cell.name in ("td", "th")] for row in _rows(table)]


def _rows(table: Tag) -> Iterator[Tag]:
    """Rows in document order. Tables inside are not entered: going through them at each depth adds up."""
    waiting = [table]
    while waiting:
        element = waiting.pop()
        if element.name == "tr":
            yield element
        if element is table or element.name != "table":
            waiting += reversed(_inside(element))


def _inside(element: Tag) -> list[Tag]:
    return [child for child in element.contents if isinstance(child, Tag)]


def is_layout(table: Tag) -> bool:
    """Old pages are laid out with tables: such a one holds other tables, headings or whole sections."""
    return table.find(["table", "h1", "h2", "form", "nav", "section", "article"]) is not None


def cell_text(cell: Tag) -> str:
    """All text of a cell, space folded."""
    return fold(cell.get_text(" "))


def span_of(cell: Tag) -> int:
    """Columns the cell covers, bounded."""
    value = attribute(cell, "colspan")
    return max(1, min(20, int(value))) if value.isascii() and value.isdigit() else 1
