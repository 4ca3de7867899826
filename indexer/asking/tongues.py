"""The language somebody wants to be spoken to in: "who speaks greek", "mandarin speaking", "auslan"."""

import re
from typing import Final

from indexer.asking.asked import Asked
from indexer.facts.words.spoken import LANGUAGES

ALIASES: Final = {"chinese": "Mandarin", "viet": "Vietnamese", "sign language": "Auslan", "persian": "Farsi"}
"""What people call a language, where pages that name it say otherwise."""
ONLY_LANGUAGES: Final = frozenset(
    "arabic auslan cantonese farsi gujarati hindi malayalam mandarin punjabi swahili tagalog tamil telugu"
    " urdu".split()
)
"""Names that mean the language even alone: most others are also a people's, a dish's or a massage's."""

_KNOWN: Final = {language.lower(): language for language in LANGUAGES} | ALIASES
_NAME: Final = "|".join(sorted(map(re.escape, _KNOWN), key=len, reverse=True))
_SPOKEN: Final = re.compile(
    r"\b(?:(?:(?:who|that|which)\s+)?(?:can\s+)?(?:speaks?|speaking|talks?|fluent in|understands)\s+"
    rf"(?P<after>{_NAME})"
    rf"|(?P<before>{_NAME})[\s-]+(?:speaking|speakers?|spoken)"
    rf"|(?P<alone>{'|'.join(sorted(ONLY_LANGUAGES))}))\b",
    re.IGNORECASE,
)


def read_languages(asked: Asked) -> tuple[str, ...]:
    """Take the languages asked for, by their English names."""
    found = []
    for spoken in _SPOKEN.finditer(asked.left):
        found.append(_KNOWN[next(filter(None, spoken.groups())).lower()])
        asked.take(*spoken.span())
    return tuple(dict.fromkeys(found))
