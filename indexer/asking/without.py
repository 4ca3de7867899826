"""What a query does not want: "-massage", "osteopath no massage", "quiet -palms"."""

import re

from indexer.asking.asked import Asked
from indexer.matcher import matcher

_MINUS = re.compile(r"(?<!\S)-(?=[^\W\d_])")
_NO = re.compile(r"\b(?:no|not|without|except|excluding)\s+(?:any\s+)?", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:['’&.][^\W_]+)*")


def read_without(asked: Asked) -> tuple[tuple[str, ...], str]:
    """Take unwanted therapies and words: therapy ids, and the words that are none.

    A minus strikes the therapy or word behind it, "no" only a therapy: much else is said with "no".
    """
    services: list[str] = []
    words: list[str] = []
    signs = [*_MINUS.finditer(asked.left), *_NO.finditer(asked.left)]
    found = matcher("therapies", queries=True).find(asked.left)
    for sign in sorted(signs, key=lambda one: one.start()):
        end = max((one.end for one in found if one.start == sign.end()), default=None)
        word = _WORD.match(asked.left, sign.end())
        if end is not None:
            services += (one.id for one in found if (one.start, one.end) == (sign.end(), end))
            asked.take(sign.start(), end)
        elif sign[0] == "-" and word:
            words.append(word[0])
            asked.take(sign.start(), word.end())
    return tuple(dict.fromkeys(services)), " ".join(words)
