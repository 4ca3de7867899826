"""Areas that mobile therapists travel to."""

import re
from collections.abc import Iterator

from indexer.facts.address_parts import is_place
from indexer.facts.standing import LEGAL, standing
from indexer.facts.suburbs import leading_suburb
from indexer.page import Block, Channel, Kind, Site

AREAS_MOST = 60
HEADING = re.compile(
    r"\b(?:areas?|suburbs?|regions?|towns|locations)\b.*\b(?:serviced?|served?|we (?:cover|service|visit"
    r"|travel)|covered?|cover)\b"
    r"|\b(?:service|serviced?|serving|coverage|travel)\b.*\b(?:areas?|suburbs?|regions?)\b|where (?:we"
    r"|i) (?:go|travel|come)",
    re.IGNORECASE,
)
SENTENCE = re.compile(
    r"\b(?:servic(?:e|es|ing)|serv(?:e|es|ing)|cover(?:s|ing)?|travel(?:s|ling)?(?: to)?|available (?:in"
    r"|across|throughout)|visit(?:s|ing)?"
    r"|come to (?:you|your home|homes) (?:in|across|throughout)|mobile (?:massage|service"
    r"|therapist)[\w ]{0,20} (?:in|across|throughout|around))"
    r"\s+(?:(?:all|the|of|clients|homes|in|across|throughout|areas|suburbs|suburb|area|around|surrounding"
    r"|and|to|following|greater|you)\s*:?\s*)*"
    r"(?P<areas>[A-Z][^.!?\n]{2,300})"
)
SPLIT = re.compile(r"\s*(?:,|;|\||•|·|/|\n|\s&\s|\band\b|\s[–-]\s)\s*")
TRAILING = re.compile(
    r"\s+(?:area|areas|region|suburbs?|and surrounds|surrounds|surrounding.*)$", re.IGNORECASE
)


def find(site: Site, country: str) -> tuple[str, ...]:
    """Area names as written, in order; in Australia only what the gazetteer knows."""
    found: dict[str, str] = {}
    for page, block in site.unique_blocks:
        if standing(page) <= LEGAL or block.channel in (Channel.OPTION, Channel.ALT):
            continue
        for name in _of_block(block):
            area = TRAILING.sub("", name.strip(" .:()")).strip()
            if _is_area(area, country):
                found.setdefault(area.casefold(), area)
    return tuple(found.values())[:AREAS_MOST]


def _of_block(block: Block) -> Iterator[str]:
    if HEADING.search(block.heading) and (block.kind is Kind.ITEM or len(block.text) < 300):
        yield from SPLIT.split(block.text)
    for match in SENTENCE.finditer(block.text[:3000]):
        for part in SPLIT.split(match["areas"]):
            if not part[:1].isupper():
                break
            yield part


def _is_area(name: str, country: str) -> bool:
    if not is_place(name):
        return False
    suburb, rest = leading_suburb(name) if country == "AU" else (name, "")
    return bool(suburb) and not rest
