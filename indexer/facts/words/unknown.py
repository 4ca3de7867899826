"""What a site lists among its services and prices in words that no vocabulary knows.

Many sites' unknown words are how the vocabularies grow: a person reads them, most frequent first. Only lines
that name something are taken (headings, list items, priced lines), not sentences.
"""

import re
from collections.abc import Iterator
from typing import Final, get_args

from data.term import Kind
from indexer.facts.words.mention import MONEY, Shape, shape_of
from indexer.facts.words.part import Part, of_block, of_heading
from indexer.matcher import fold, matcher
from indexer.page import Channel, Role, Site

WHERE: Final = frozenset({Part.SERVICES, Part.PRICES, Part.SERVICE})
SHAPES: Final = frozenset({Shape.HEADING, Shape.ITEM, Shape.PRICED})
WORDS_MOST: Final = 5
"""Words of the longest name; more are a sentence."""
A_SITE: Final = 60
"""Names of one site: more are a shop's goods."""
PLAIN: Final = frozenset(
    """
    a about all an and appointment appointments are at available best book booking bookings by call cart
    choose click contact cost costs each email enquire enquiries enquiry fee fees find follow for free
    from gift here home hour hours how in info information initial is learn long map menu more my new
    next no now of on online only open opening or other our out per phone please policy price prices
    pricing rate rates read return see select service services session sessions sign special standard
    subsequent table the this time times to today treatment treatments type up us view visit voucher
    vouchers we welcome what when with you your
    """.split()
)
"""Words that name nothing by themselves; a line of nothing else is passed over."""
_AMOUNT: Final = re.compile(
    r"[$£€]?\s?\d+(?:[.:,]\d+)*\s?(?:%|mins?|minutes?|hrs?|hours?|sessions?|pm|am)?\b", re.IGNORECASE
)
_LETTERS: Final = re.compile(r"[^\W\d_]{3,}")


def find(site: Site) -> tuple[str, ...]:
    """The unknown names of a site, folded, each once."""
    return tuple(dict.fromkeys(_names(site)))[:A_SITE]


def _names(site: Site) -> Iterator[str]:
    for page, block in site.unique_blocks:
        if block.channel is not Channel.VISIBLE or block.role in {Role.NAV, Role.FOOTER, Role.FORM}:
            continue
        if shape_of(block) not in SHAPES or of_block(page, block) not in WHERE:
            continue
        if block.level and of_heading(block.text) is not None:
            continue  # what heads a part of the page names no service
        for line in block.text.split("\n"):
            if name := _name(line):
                yield name


def _name(line: str) -> str:
    """What a line names, if no vocabulary knows it; else empty."""
    bare = _AMOUNT.sub(" ", MONEY.sub(" ", line))
    words = re.findall(r"[^\W\d_]+", fold(bare))
    told = [word for word in words if word not in PLAIN]
    if not 1 <= len(words) <= WORDS_MOST or not any(map(_LETTERS.fullmatch, told)):
        return ""
    return "" if any(matcher(kind).find(line) for kind in get_args(Kind)) else " ".join(words)
