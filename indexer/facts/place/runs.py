"""Lines that belong together: an address is often written in several blocks, a line each."""

from collections.abc import Iterator
from dataclasses import dataclass

from indexer.page import Block, Channel, Page, Role

LINE_MOST = 90
"""Characters of a block that can be one line of several."""
LINES_MOST = 8


@dataclass(frozen=True, slots=True)
class Run:
    """Adjacent short blocks, or one long one; `text` has a line a block."""

    text: str
    heading: str
    role: Role


def runs(page: Page) -> Iterator[Run]:
    """The page's blocks with short neighbours of one container put together."""
    lines: list[Block] = []
    for block in page.blocks:
        if block.channel in (Channel.OPTION, Channel.ALT):
            continue
        if lines and not _continues(lines, block):
            yield _run(lines)
            lines = []
        lines.append(block)
    if lines:
        yield _run(lines)


def _continues(lines: list[Block], block: Block) -> bool:
    last = lines[-1]
    if len(lines) >= LINES_MOST or max(len(last.text), len(block.text)) > LINE_MOST:
        return False
    if (
        last.role is not block.role
        or last.channel is not block.channel
        or _is_title(block)
        or _is_title(last)
    ):
        return False
    return _siblings(last, block)


def _is_title(block: Block) -> bool:
    """Whether a block is a heading without digits: it ends what was before and is no line of an address."""
    return block.level > 0 and not any(c.isdigit() for c in block.text)


def _siblings(one: Block, other: Block) -> bool:
    """Whether two blocks lie in one small container: same parent, or the same parent's parent."""
    depth = min(len(one.path), len(other.path))
    shared = 0
    while shared < depth and one.path[shared] == other.path[shared]:
        shared += 1
    return shared >= max(len(one.path), len(other.path)) - 2 and shared > 0


def _run(lines: list[Block]) -> Run:
    first = lines[0]
    return Run(
        "\n".join(b.text for b in lines), first.text if _is_title(first) else first.heading, first.role
    )
