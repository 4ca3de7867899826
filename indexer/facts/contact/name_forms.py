"""Ways of writing a name: without greeting, legal form, decoration and the place behind it."""

import html
import re
import unicodedata

from indexer.facts.contact.wording import GENERIC
from indexer.facts.place.regions import (
    AU_STATES,
    CA_PROVINCES,
    COUNTRY_NAMES,
    GB_COUNTIES,
    IE_COUNTIES,
    US_STATES,
)
from indexer.facts.place.suburbs import is_suburb

TRADING_AS = re.compile(r".*\b(?:trading as|t/as?|t/a|d\.?b\.?a\.?)\s+", re.IGNORECASE)
LEAD = re.compile(
    r"^(?:welcome to (?:the )?(?:web ?site|home ?page) of|welcome to|home of"
    r"|official (?:web)?site of)\s+(?:the\s+)?",
    re.IGNORECASE,
)
TAIL = re.compile(
    r"[\s,.|–—-]*(?:(?:\b\d{4} )?(?:pty\.? ?ltd\.?|\bltd\.?$|\blimited$|\bllc\.?$)"
    r"|all rights reserved.*|official (?:web)?site|home ?page|inc\.?$|®|™"
    r"|\(?a\.?b\.?n\.?:?\s*[\d ]{6,}.*)\W*$",
    re.IGNORECASE,
)
OTHER_SCRIPT = re.compile(r"(?<=[A-Za-z.)])[\s|(/–-]+[^\x00-\u024f\u2010-\u20ff]{2,}[^A-Za-z]*$")
"""The same name again in another script."""
_ABBREVIATIONS = sorted({*AU_STATES.values(), *US_STATES.values(), *CA_PROVINCES.values()})
PLACE_END = re.compile(
    r"^(?P<name>[^,()]{4,60}?)(?:\s*,\s*|\s*\()(?P<place>[A-ZÀ-Ý][^,()]{2,30}?)(?:,\s*[A-Z][^,()\d]{2,25}?)?"
    rf"(?:,?\s+(?:{'|'.join(_ABBREVIATIONS)})\.?)?(?:,?\s*\d{{4,5}})?\)?$"
)
_PLACES = frozenset(
    name
    for names in (AU_STATES, US_STATES, CA_PROVINCES, GB_COUNTIES, IE_COUNTIES, *COUNTRY_NAMES.values())
    for name in names
)
_SHORT = frozenset(name.casefold() for name in _ABBREVIATIONS)
_DISTRICT = re.compile(r"[a-z]{1,2}\d{1,2}[a-z]?|\d{4,5}")
"""The last word of a place: a British postcode's first half, or a postcode of digits."""


def is_place_line(key: str) -> bool:
    """Whether a folded name is a place by its end: "austin tx", "truro cornwall", "london se22"."""
    *before, last = key.split()
    if not 1 <= len(before) <= 3 or any(word in GENERIC for word in before):
        return False
    return last in _SHORT or last in _PLACES or _DISTRICT.fullmatch(last) is not None


TEXT_MOST = 300
"""Characters of the longest text that holds a name and its decoration; a longer one is left as it is."""


def clean(text: str) -> str:
    """A name without greeting, legal form and decoration."""
    if len(text) > TEXT_MOST:
        return text
    # Structured data is not HTML, yet often written by programs that escape it as if it were.
    text = TRADING_AS.sub("", " ".join(html.unescape(text).split()))
    text = LEAD.sub("", OTHER_SCRIPT.sub("", text))
    previous = None
    while previous != text:
        previous, text = text, TAIL.sub("", text).strip(' \t,;|•·-–—"“”*:→←!')
    return text.rstrip(".") if text.count(".") == 1 else text


def fold(name: str) -> str:
    """A name for comparing: case, punctuation, `&` and the article do not matter."""
    if not name.isascii():  # one page writes the macron, the next leaves it out
        name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    name = name.casefold().replace("&", " and ").replace("’", "").replace("'", "")
    words = re.sub(r"[^\w\s]", " ", name).split()
    return " ".join(w for w in words if w not in ("the", "pty", "ltd", "limited", "llc", "inc"))


def before_suburb(name: str) -> str | None:
    """The name before a suburb that ends it without a comma: often a branch, sometimes part of the name."""
    words = name.split()
    for size in (2, 1):
        short, place = words[:-size], " ".join(words[-size:])
        if len(short) > 1 and is_suburb(place) and fold(short[-1]) in GENERIC:
            return " ".join(short) if any(fold(word) not in GENERIC for word in short) else None
    return None


def without_place(name: str) -> str | None:
    """The name before its place: "Still Waters Massage" of "Still Waters Massage, Macleod VIC".

    `None` without a known place behind, and when nothing but a description would stay.
    """
    match = PLACE_END.match(name)
    if match is None:
        return None
    place = match["place"].strip()
    if not (is_suburb(place) or place.casefold() in _PLACES):
        return None
    short = match["name"].strip(" ,-–")
    return short if any(word not in GENERIC for word in fold(short).split()) else None
