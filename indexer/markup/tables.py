"""Tables: their rows, cells and heads."""

from bs4.element import Tag

from indexer.markup.elements import attribute
from indexer.markup.runs import fold


def rows(table: Tag) -> list[list[Tag]]:
    """The cells of each row, without those of tables inside."""
    found = [row for row in table.find_all("tr") if row.find_parent("table") is table]
    return [[c for c in row.children if isinstance(c, Tag) and c.name in ("td", "th")] for row in found]


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
