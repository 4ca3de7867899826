"""Parts of an address: places, states, postcodes, and the words that stand beside them."""

import re

from indexer.facts.place.regions import COUNTRY_NAMES, Region
from indexer.facts.place.suburbs import leading_suburb

PART = re.compile(r"\s*(?:[,\n|•·;📍]|\s[–—-]\s|(?<=[a-z]{3})\.(?=\s|$))\s*")
DUBLIN = re.compile(r"Dublin (?:[1-9]|1\d|2[0-4]|6W)")
"""Postal districts, still written instead of Eircodes."""
PLACE_WORD = re.compile(r"(?:[A-ZÀ-ÝĀ-Ž][\w'’.-]*|of|the|on|upon|le|la|de|in|and|&|-)$")
NOT_PLACE = frozenset(
    """phone tel telephone email mobile fax open call monday tuesday wednesday thursday friday saturday
    sunday mon tue wed thu fri sat sun parking directions hours contact book get free map abn located
    opposite near next our we please copyright all home services about opening appointments view the and
    see click located visit text ph mob e-mail available clinic massage osteopathy therapy therapist
    osteopath treatments prices""".split()
)
"""First words of lines that follow an address without being of it."""
AFTER_PLACE = re.compile(
    r"\s+(?:with|in|opposite|near|located|just|on|and|is|are|open|behind|above|next|inside|at|for|from|by"
    r"|has|where|to|we"
    r"|or|\(|-|call|phone|tel|ph)\b.*",
    re.DOTALL,
)
VENUE = re.compile(
    r"\b(?:house|centre|center|clinic|building|manor|rfc|cricket|club|gym|plaza|mall|arcade|hospital|hub"
    r"|studios?|hall|park"
    r"|lodge|chambers|surgery|pharmacy|school|church|hotel|village|works|mill|barn|farm|yard|estate|tower"
    r"|complex|rooms?|store|stables|dairy|chapel|exchange|foundry|brewery|shed|market|cottage|warehouse"
    r"|shopping|college|university|library|business|fitness|leisure|sports|salon|spa|court|mews|wellness"
    r"|health|therapy|medical|cabin|lodge|loft|annexe?|pavilion|clubhouse|gatehouse|vicarage|rectory|institute"
    r"|bakery|courtyard|granary|forge|maltings|priory|grange|annex|depot|quarters?|stores|clubrooms|wharf"
    r"|dental|physio|physiotherapy|chiropractic|crossfit|pilates|yoga|pool|aquatic|precinct|rufc|afc|rsl)\b",
    re.IGNORECASE,
)


def split_part(
    part: str, where: Region, country: str, has_place: bool
) -> tuple[str, str | None, str | None, int]:
    """One part of an address: (place words, state, postcode, characters used)."""
    postcode = state = None
    used = len(part)
    match = where.postcode.search(part) if where.postcode else None
    words = part
    if match is not None and _fits(part[: match.start()], where, has_place):
        postcode, used, words = match[0].upper(), match.end(), part[: match.start()]
    words = words.strip(" ,.()-–")
    state, words = take_state(words, where)
    if country == "AU":
        suburb, rest = leading_suburb(words)
        if suburb and not postcode and rest:
            used = part.find(suburb) + len(suburb)
        words = suburb or words
    elif not postcode:
        shorter = AFTER_PLACE.sub("", words)
        if shorter != words:
            used, words = part.find(shorter) + len(shorter), shorter
    if where.is_county(words) and (has_place or postcode):
        words = ""
    return words, state, postcode, used


def _fits(before: str, where: Region, has_place: bool) -> bool:
    """Whether digits can be a postcode after `before`: the words of a place, a state, or an earlier part."""
    if where.distinctive:
        return True
    before = before.strip(" ,.-–")
    return is_place(before) or (not before and has_place) or where.state(before) is not None


def take_state(words: str, where: Region) -> tuple[str | None, str]:
    """(state, the words before it), when words end in a state; (None, words) otherwise."""
    pieces = words.split()
    for size in (1, 2, 3):
        if len(pieces) >= size:
            state = where.state(" ".join(pieces[-size:]).strip(",."))
            # "Washington" or "Victoria" alone may be a town, but not as the last of several words.
            if state:
                return state, " ".join(pieces[:-size]).strip(" ,.-–")
    return None, words


def is_place(words: str) -> bool:
    """Whether words can name a suburb or town: one to four, capitalised, no digits."""
    if DUBLIN.fullmatch(words):
        return True
    pieces = words.split()
    if (
        not 1 <= len(pieces) <= 4
        or any(c.isdigit() for c in words)
        or pieces[0].casefold().strip(".") in NOT_PLACE
    ):
        return False
    return pieces[0][0].isupper() and len(words) > 2 and all(PLACE_WORD.match(p) for p in pieces)


def is_country(words: str, country: str) -> bool:
    """Whether words name the country itself."""
    return words.casefold() in COUNTRY_NAMES.get(country, ())
