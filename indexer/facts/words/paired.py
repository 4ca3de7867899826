"""Two terms joined in one name of the vocabulary: "stress and anxiety" states both.

Of overlapping words the matcher takes the longest, so a vocabulary's "stress and anxiety" hides the anxiety.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from data.term import Kind
from indexer.matcher import TermMatch, matcher

_JOINT: Final = re.compile(r"\s*(?:&|/|\band\b|\bor\b)\s*", re.IGNORECASE)


def apart(kind: Kind, found: Sequence[TermMatch]) -> list[TermMatch]:
    """`found`, and beside each pair whose halves are terms by themselves the term that it hides."""
    held = {(m.id, m.start) for m in found}
    more = [
        TermMatch(term_id, m.start + start, m.start + end, m.surface[start:end], "synonym")
        for m in found
        for term_id, start, end in _halves(kind, m.surface)
        if term_id != m.id and (term_id, m.start + start) not in held
    ]
    return [*found, *more]


@lru_cache(maxsize=2048)
def _halves(kind: Kind, surface: str) -> tuple[tuple[str, int, int], ...]:
    """Term and offsets of each half, where there are two and both are whole names of a term."""
    joints = list(_JOINT.finditer(surface))
    if len(joints) != 1:
        return ()
    joint = joints[0]
    spans = ((0, joint.start()), (joint.end(), len(surface)))
    halves = [
        (one.id, start, end) for start, end in spans for one in _whole(kind, surface[start:end], end - start)
    ]
    return tuple(halves) if len(halves) == len(spans) else ()


def _whole(kind: Kind, words: str, length: int) -> list[TermMatch]:
    return [m for m in matcher(kind).find(words) if (m.start, m.end) == (0, length)][:1]
