"""What a query does not want: "-massage", "osteopath no massage", "quiet -palms"."""

import re

from indexer.asking.asked import Asked
from indexer.matcher import matcher

_MINUS = re.compile(r"(?<!\S)-(?=[^\W\d_]|[\"“])")
_NO = re.compile(r"\b(?:no|not|without|except|excluding)\s+(?:any\s+)?", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:['’&.][^\W_]+)*")
_QUOTED = re.compile(r"[\"“]([^\"“”]+)[\"”]")


def read_without(asked: Asked) -> tuple[tuple[str, ...], str]:
    """Take unwanted therapies and words: therapy ids, and the words that are none.

    A minus strikes the therapy, word or quoted phrase behind it, "no" only a therapy: much else has a "no".
    """
    services: list[str] = []
    words: list[str] = []
    signs = [*_MINUS.finditer(asked.left), *_NO.finditer(asked.left)]
    for sign in sorted(signs, key=lambda one: one.start()):
        quoted = _QUOTED.match(asked.left, sign.end())
        ids, end = _therapies(quoted[1] if quoted else asked.left[sign.end() :])
        word = quoted or _WORD.match(asked.left, sign.end())
        if ids:
            services += ids
            asked.take(sign.start(), quoted.end() if quoted else sign.end() + end)
        elif sign[0] == "-" and word:
            words.append(quoted[1] if quoted else word[0])
            asked.take(sign.start(), word.end())
    return tuple(dict.fromkeys(services)), " ".join(words)


def _therapies(text: str) -> tuple[list[str], int]:
    """The therapies that `text` begins with, and where their words end; "thai" alone is Thai massage."""
    found = [one for one in matcher("therapies", queries=True).find(text) if one.start == 0]
    if found:
        return [one.id for one in found], found[0].end
    word = _WORD.match(text)
    if word is None:
        return [], 0
    labelled = matcher("therapies").find(f"{word[0]} massage")
    return [one.id for one in labelled if one.start == 0 and one.kind_of_surface == "label"], word.end()
