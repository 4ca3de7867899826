"""Phone numbers as they are compared: E.164, with what scanners and tired eyes misread put right."""

import re
from functools import lru_cache

import phonenumbers

SHARED_PREFIXES = ("+6113", "+6118")
"""Australian 13xx and 18xx numbers are call centres and chains; they say nothing about which branch."""
MISREAD = str.maketrans({"O": "0", "o": "0", "Q": "0", "D": "0", "I": "1", "l": "1", "|": "1", "i": "1",
                         "Z": "2", "z": "2", "S": "5", "s": "5", "B": "8", "G": "6"})  # fmt: skip
"""Letters that stand for digits where a number was read from a picture."""
LEAST_DIGITS = 6
"""Digits a text has at least for its letters to be taken for misread digits."""
_LABEL = re.compile(r"^\s*(?:phone|tel|telephone|ph|mob|mobile|call|m|p|t)\b[.:\s]*", re.IGNORECASE)
_AUSTRALIAN = re.compile(r"(?:\+?61|0)([2-478]\d{8})")
_MOST = 40
"""Characters of a phone text; no number is longer."""


@lru_cache(maxsize=131_072)
def e164(text: str, region: str = "AU") -> str | None:
    """A number in E.164, or `None` where none can be read."""
    text = _LABEL.sub("", text[:_MOST])
    if any(char.isalpha() for char in text) and sum(char.isdigit() for char in text) >= LEAST_DIGITS:
        text = text.translate(MISREAD)
    if region == "AU":  # the usual forms, a hundred times faster than the general reader
        bare = re.sub(r"[\s().–-]", "", text)
        if found := _AUSTRALIAN.fullmatch(bare):
            return f"+61{found[1]}"
    try:
        parsed = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def is_shared(number: str) -> bool:
    """Whether a number in E.164 names a chain or call centre."""
    return number.startswith(SHARED_PREFIXES)


def is_mobile(number: str) -> bool:
    """Whether an Australian number in E.164 is a mobile's."""
    return number.startswith("+614")


def is_slip(one: str, other: str) -> bool:
    """Whether two numbers differ by one digit, or by two neighbours that changed places."""
    if len(one) != len(other):
        return False
    differ = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(differ) == 2 and differ[1] == differ[0] + 1:
        return one[differ[0]] == other[differ[1]] and one[differ[1]] == other[differ[0]]
    return len(differ) == 1
