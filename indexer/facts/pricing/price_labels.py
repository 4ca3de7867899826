"""What a price is called on the screen: the page's own words for what is bought, its length, and "from"."""

import re
from collections.abc import Iterator

from indexer.facts.pricing import money, offers
from indexer.facts.pricing.offers import Offer
from indexer.matcher import matcher

NAME_MOST = 60
"""Characters of the longest words that name a treatment; longer ones describe it."""
PARTS_MOST = 2

_SECTION = re.compile(
    r"(?:\W|\d|\b(?:our|the|my|your|and|of|for|a|an|per|in|at|to|from|current|new|all|please note"
    r"|prices?|pricing|price ?list"
    r"|lists?|rates?|fees?|costs?|charges?|rebates?|tariff?s?|n/a|hst|investment|schedule|guide|menus?"
    r"|services?|treatments?"
    r"|sessions?|appointments?|amounts?|duration|lengths?|time|options?|packages?|what|how|much|does|do|it|is"
    r"|are|book(?:ing|ings)?(?: now| online)?|now|online|home|more|info(?:rmation)?|details|read|aud"
    r"|gbp|usd|nzd|cad|gst|inc(?:l|luding|ludes|luded)?"
    r"|min(?:ute)?s?|hours?|hrs?|visits?|therap(?:y|ies)|popular|most popular|best value)\b)*",
    re.IGNORECASE,
)
"""Words that head a price list or a column, and name no treatment: "Our prices", "Time", "What it costs"."""
_SENTENCE_END = re.compile(r"[.!…]$")
_NAME_WORDS_MOST = 5
"""A name may end in a full stop, but has few words."""
_BUSINESS = re.compile(r"\b(?:cent(?:re|er)|clinic|studio|rooms|practice|spa|pty|ltd)\b", re.IGNORECASE)
"""A heading with one of these is the business's own name."""
_AND_PRICES = re.compile(
    r"\W+(?:&|and|\+) (?:prices?|pricing|price list|rates|fees|costs?|rebates?)$"
    r"|^(?:prices?|rates|fees|costs?) (?:&|and|\+|for) ",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:\W+(?:pays?|is|are|will|lasts?|takes?|about|approx|approximately|around|costs?|priced?"
    r"|for|at|from"
    r"|only|just|with|of|to|and|or))+$",
    re.IGNORECASE,
)
_VERB = re.compile(r"(?<=\w) (?:is|are|costs?|takes?|lasts?|will) ", re.IGNORECASE)
"""What follows tells of the price, not of what it buys."""
_LEAD = re.compile(r"^(?:our|your|all|of) (?=\w)", re.IGNORECASE)
_EDGES = " \t\n-–—|·•:=/,;*~+&"
_CUT = re.compile(r"\(\s*\)|\[\s*\]|\s+(?=[,.;:)])|\(\s*(?=\))")
_LOOSE_BRACKET = re.compile(r"^\(([^()]*)\)$|^[^()]*\)\s*|\s*\([^()]*$")


def label(offer: Offer) -> str:
    """The nearest words that name what is bought, its length, and "from" where it is the least."""
    parts = list(_parts(offer))
    if offer.minutes:
        parts.append(f"{offer.minutes} min")
    if not parts:
        parts.append(_tidy(offer.own) or next(map(_tidy, offer.words), ""))
    text = ", ".join(part for part in parts if part)
    return text[:1].upper() + text[1:] + (" from" if offer.amount.is_from else "")


def _parts(offer: Offer) -> Iterator[str]:
    """Names of what is bought, the widest first: "Osteopathy", "Initial consultation", "Concession"."""
    taken: list[str] = []
    titles = [words for words in offer.headings if _names_service(words, offer)]
    names = [words for words in offer.names if words not in offer.tops or _names_service(words, offer)]
    for words in (offer.own, *names, *titles):
        name = _name(words)
        if not name or any(name.casefold() in other.casefold() for other in taken):
            continue
        taken.insert(0, name)
        if len(taken) == PARTS_MOST or matcher("therapies").ids(name):
            break
    yield from taken or _therapies(offer.own)
    column = _name(offer.column)
    if not any(column.casefold() in other.casefold() for other in taken):
        yield column


def _names_service(heading: str, offer: Offer) -> bool:
    """Whether a heading names what is bought; a page's title, or one far above a sentence, may not."""
    if _BUSINESS.search(heading):
        return False
    doubtful = heading in offer.tops or is_sentence(offer.own)
    return not doubtful or bool(matcher("therapies").ids(heading))


def _therapies(sentence: str) -> Iterator[str]:
    """The therapy that a sentence names."""
    for found in matcher("therapies").find(sentence)[:1]:
        yield found.surface


def _name(words: str) -> str:
    """Words as a name, empty where they are a title, a question or a sentence."""
    words = words.split("\n", maxsplit=1)[0]
    if len(words) > NAME_MOST or "?" in words or is_sentence(words):
        return ""
    name = _tidy(_VERB.split(offers.line(words).label, maxsplit=1)[0])
    return "" if _SECTION.fullmatch(name) or money.AMOUNT.search(name) else name


def is_sentence(words: str) -> bool:
    """Whether words tell of a price instead of naming what it buys."""
    return _SENTENCE_END.search(words) is not None and len(words.split()) > _NAME_WORDS_MOST


def _tidy(words: str) -> str:
    words = _AND_PRICES.sub("", words)
    words = _LOOSE_BRACKET.sub(lambda found: found[1] or "", _CUT.sub("", words).strip(_EDGES))
    return _LEAD.sub("", _TAIL.sub("", " ".join(words.split())).strip(_EDGES))
