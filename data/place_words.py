"""How people write places: states, short forms, directions, and the many readings of one text.

Names are compared by `name_key`, so that "St Kilda" and "Saint Kilda", "Mt Eliza" and "Mount Eliza" are one.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

STATES = {
    "act": "ACT", "australian capital territory": "ACT",
    "nsw": "NSW", "new south wales": "NSW",
    "nt": "NT", "northern territory": "NT",
    "qld": "QLD", "queensland": "QLD",
    "sa": "SA", "south australia": "SA",
    "tas": "TAS", "tasmania": "TAS",
    "vic": "VIC", "victoria": "VIC",
    "wa": "WA", "western australia": "WA",
    "north queensland": "QLD", "far north queensland": "QLD", "central queensland": "QLD",
}  # fmt: skip
"""How a state is written, by `name_key`."""

SHORT_FORMS = {
    "mt": "mount", "saint": "st", "ste": "st", "ft": "fort", "nth": "north", "sth": "south", "est": "east",
    "wst": "west", "hts": "heights", "hgts": "heights", "bch": "beach", "pk": "park", "gdns": "gardens",
    "vly": "valley", "crk": "creek", "ck": "creek", "spgs": "springs", "is": "island", "upr": "upper",
    "lwr": "lower", "jct": "junction", "hbr": "harbour", "harbor": "harbour", "center": "centre",
}  # fmt: skip
"""Words of a name that are always read as another."""

AMBIGUOUS_FORMS = {
    "pt": ("point", "port"), "n": ("north",), "s": ("south",), "e": ("east",), "w": ("west",),
    "melb": ("melbourne",), "syd": ("sydney",), "bris": ("brisbane",),
}  # fmt: skip
"""Words that are tried as others when the name as written is unknown: Pt Cook, Pt Melbourne, N. Melbourne."""

DIRECTIONS = frozenset({"north", "south", "east", "west", "upper", "lower", "central"})
CENTRE_WORDS = frozenset({"cbd", "city", "central"})
"""What people add to a city's name when they mean its middle."""

_SPACED = str.maketrans({chr(code): " " for code in range(128) if not chr(code).isalnum()})
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—\u00a0/", " "))
_NAME_MARKS = _SPACED | str.maketrans({"&": " and ", **dict.fromkeys("'‘’ʼ`´")})
_POSTCODE = re.compile(r"(?<!\d)\d{4}(?!\d)", re.ASCII)
_SHORT_POSTCODE = re.compile(r"\b(NT|northern territory)\s+([89]\d\d)\s*$", re.ASCII | re.IGNORECASE)
"""Spreadsheets drop the first digit of the Northern Territory's postcodes: "Darwin NT 800"."""
_SPLIT_NAME = re.compile(r"\b(mc|o|d) (?=[a-z])")
_DOUBLED = re.compile(r"([a-z])\1+")
_COUNCIL_WORDS = re.compile(
    r"^(the )?(city|shire|town|rural city|municipality|borough) of (the )?"
    r"| ((city|shire|regional|rural city|town|borough) )?council( area)?$| \(.*\)$"
)
NAMES_KEPT = 65_536
"""Names whose key is remembered: every suburb, and those of a build's listings in turn."""
LONGEST = 200
"""Characters of a place text that are read; no place is longer, and the rest would only cost time."""


@lru_cache(maxsize=NAMES_KEPT)
def name_key(text: str) -> str:
    """How names are compared: ASCII lower case without apostrophes or hyphens, short forms written out."""
    return " ".join([SHORT_FORMS.get(word, word) for word in words_of(text)])


def undoubled(key: str) -> str:
    """A key without doubled letters, the commonest slip in names: "rosanna" and "rossana" are one."""
    return _DOUBLED.sub(r"\1", key)


def words_of(text: str) -> list[str]:
    """The words of a text in ASCII lower case, without apostrophes or hyphens."""
    text = text[:LONGEST]
    if not text.isascii():
        marked = unicodedata.normalize("NFKD", text.translate(_NAME_MARKS))
        text = marked.translate(_DASHES).encode("ascii", "ignore").decode()
    return text.lower().translate(_NAME_MARKS).split()


@dataclass(frozen=True, slots=True)
class Asked:
    """A place text taken apart: the readings of its words as name and state, and its postcode."""

    readings: tuple[tuple[str, str | None], ...]
    postcode: str | None

    @classmethod
    def read(cls, text: str) -> "Asked":
        """Take a text apart."""
        text = text[:LONGEST]
        text = _SHORT_POSTCODE.sub(r"\1 0\2", text)
        postcodes = _POSTCODE.findall(text)
        key = name_key(_POSTCODE.sub(" ", text))
        return cls(_name_and_state(key), postcodes[-1] if postcodes else None)


def council_key(text: str) -> str:
    """How councils' names are compared: without "City of" and the like."""
    return name_key(_COUNCIL_WORDS.sub("", text.lower()))


def _name_and_state(key: str) -> tuple[tuple[str, str | None], ...]:
    """Readings of a key, whole first: "mount victoria" is a name before it is "mount" in Victoria."""
    if not key.endswith(("south australia", "western australia")):
        key = key.removesuffix(" australia")
    readings: list[tuple[str, str | None]] = [(key, None)]
    for written, state in STATES.items():
        if key == written:
            readings.append(("", state))
        elif key.endswith(f" {written}"):
            readings.append((key.removesuffix(f" {written}"), state))
        elif key.startswith(f"{written} "):
            readings.append((key.removeprefix(f"{written} "), state))
    return tuple(readings)


def variants(key: str) -> Iterator[str]:
    """A key as it stands, then with its short words written out, its direction moved, its "CBD" dropped."""
    yield key
    words = key.split()
    if not 1 < len(words) <= 6:
        return
    for first, *rest in product(*(AMBIGUOUS_FORMS.get(word, (word,)) for word in words)):
        yield " ".join([first, *rest])
        if rest[-1] in DIRECTIONS:
            yield " ".join([rest[-1], first, *rest[:-1]])
        if first in DIRECTIONS:
            yield " ".join([*rest, first])
    yield _SPLIT_NAME.sub(r"\1", key)
    if words[-1] in CENTRE_WORDS:
        yield " ".join(words[:-1])
    if words[0] in {"greater", "the", "cbd"}:
        yield " ".join(words[1:])


def beginnings(text: str) -> tuple[str, ...]:
    """A half-typed text as typed, and with short forms written out: "st" may be Strathmore or St Kilda."""
    words = words_of(text)
    if not words:
        return ()
    *before, last = words[-6:]
    done = [(*AMBIGUOUS_FORMS.get(word, ()), SHORT_FORMS.get(word, word)) for word in before]
    lasts = dict.fromkeys([last, SHORT_FORMS.get(last, last), *AMBIGUOUS_FORMS.get(last, ())])
    end = " " if text[:LONGEST][-1:].isspace() else ""
    return tuple(" ".join(some) + end for some in product(*done, lasts))
