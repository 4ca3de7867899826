"""Numbers in a query: a price limit ("under $100"), a session's length ("90 min"), a phone number."""

import re
from typing import Final

from indexer.asking.asked import Asked

LONGEST_MINUTES: Final = 240
"""No session is longer; "500 minutes" is something else."""

_NUMBER = (
    r"(?P<amount>\d{2,4}(?:\.\d\d)?)"
    r"(?![\d:]|\.\d|\s*(?:kms?|k|mins?|minutes?|hours?|hrs?|am|pm)\b|\s*%)"
)
_SIGN = r"(?:a\$|aud|\$)\s*"
_NAME = r"(?:dollars|aud|bucks)"
_EACH = r"(?:\s*(?:an?|per|/)\s*(?:hour|hr|session|visit))?"
_AT_MOST = (
    r"(?:\b(?:under|below|less than|cheaper than|max(?:imum)?(?: of)?|up to|at most|no(?:t)? more than|around"
    r"|about|budget(?: of)?)|<=?)\s*"
)
_OR_LESS = r"(?:or (?:less|under|below|cheaper)|max(?:imum)?|tops|and under)\b"
_RANGE = rf"(?:\bbetween\s+)?{_SIGN}\d{{2,4}}\s*(?:-|–|to|and)\s*"
_PRICES: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_RANGE}(?:{_SIGN})?{_NUMBER}{_EACH}",
        rf"{_AT_MOST}(?:{_SIGN})?{_NUMBER}(?:\s*{_NAME})?{_EACH}",
        rf"(?:{_SIGN}|\b){_NUMBER}(?:\s*{_NAME})?{_EACH}\s*{_OR_LESS}",
        rf"{_SIGN}{_NUMBER}{_EACH}",
        rf"\b{_NUMBER}\s*{_NAME}{_EACH}",
    )
)
"""Forms of a price limit, the plainest first; a range's end is the limit, and so is a bare "$90"."""
_NOT_DIALLED: Final = re.compile(r"\D")
_LENGTHS: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), factor)
    for pattern, factor in (
        (r"\b(?P<length>\d{2,3})[\s-]*(?:minutes?|mins?)\b", 1),
        (r"\b(?P<length>\d(?:\.5)?|half an|half|an?|one|two)[\s-]*(?:hours?|hrs?)\b", 60),
    )
)
_WORDED: Final = {"a": 1.0, "an": 1.0, "one": 1.0, "two": 2.0, "half": 0.5, "half an": 0.5}
_PHONE: Final = re.compile(r"(?<![\w+])(?:\+61|\(?0[2-578]\)?|1[38]00)(?:[\s-]?\d){6,9}(?!\d)")


def read_phone(asked: Asked) -> tuple[str, ...]:
    """Take a phone number, as the index has it: its digits, as dialled in the country. Empty without one."""
    found = _PHONE.search(asked.left)
    if not found:
        return ()
    asked.take(*found.span())
    return (_NOT_DIALLED.sub("", found[0].replace("+61", "0").replace("(0)", "")),)


def read_price(asked: Asked) -> float | None:
    """Take a price limit."""
    for pattern in _PRICES:
        if found := pattern.search(asked.left):
            asked.take(*found.span())
            return float(found["amount"])
    return None


def read_minutes(asked: Asked) -> int | None:
    """Take a session's length, in minutes."""
    for pattern, factor in _LENGTHS:
        if found := pattern.search(asked.left):
            length = _WORDED.get(found["length"].lower()) or float(found["length"])
            minutes = round(length * factor)
            if 0 < minutes <= LONGEST_MINUTES:
                asked.take(*found.span())
                return minutes
    return None
