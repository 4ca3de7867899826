"""Areas that mobile therapists travel to."""

import re
from collections.abc import Iterator
from itertools import takewhile

from data.term import Kind as TermKind
from indexer.facts.contact.wording import GENERIC
from indexer.facts.pages.standing import LEGAL, standing
from indexer.facts.place.address_parts import is_place
from indexer.facts.place.regions import COUNTRY_NAMES
from indexer.facts.place.suburbs import leading_suburb
from indexer.facts.words.spoken import LANGUAGES
from indexer.matcher import matcher
from indexer.page import Block, Channel, Kind, Site
from indexer.prefilter import Rule

AREAS_MOST = 60
LEAD_MOST = 300
"""Characters of a block that can be a list of areas, or the line before one."""
TERM_KINDS: tuple[TermKind, ...] = ("therapies", "conditions", "credentials", "features")
WEEKDAY_NAMES = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
HEADING = Rule(
    r"\b(?:areas?|suburbs?|regions?|towns|locations)\b.*\b(?:serviced?|served?|we (?:cover|service|visit"
    r"|travel)|covered?|cover)\b"
    r"|\b(?:service|serviced?|serving|coverage|travel)\b.*\b(?:areas?|suburbs?|regions?)\b|where (?:we"
    r"|i) (?:go|travel|come)",
    re.IGNORECASE,
)
SENTENCE = Rule(
    r"\b(?:servic(?:e|es|ing)|serv(?:e|es|ing)|cover(?:s|ing)?|travel(?:s|ling)?(?: to)?|available (?:in"
    r"|across|throughout)|visit(?:s|ing)?"
    r"|come to (?:you|your home|homes) (?:in|across|throughout)|mobile (?:massage|service"
    r"|therapist)[\w ]{0,20} (?:in|across|throughout|around))"
    r"\s+(?:(?:all|the|of|clients|homes|in|across|throughout|areas|suburbs|suburb|area|around|surrounding"
    r"|and|to|following|greater|you)\s*:?\s*)*"
    r"(?P<areas>[A-Z][^.!?\n]{2,300})"
)
SPLIT = re.compile(r"\s*(?:,|;|\||•|·|/|\n|\s&\s|\band\b|\bto\b(?= [A-Z])|\s[–-]\s|[.!?](?=\s|$))\s*")
LIST_LEAD = Rule(
    r"\b(?:servic(?:e|es|ing)|serv(?:e|es|ing)|cover(?:s|ing)?|travel(?:s|ling)?|visit(?:s|ing)?"
    r"|come to|available|areas?|suburbs?|regions?|towns?)\b[^.!?]*:\s*$",
    re.IGNORECASE,
)
"""A line before a list of areas: "Servicing the northern suburbs, including:"."""
NOT_AREAS = frozenset(word.casefold() for word in (*LANGUAGES, *WEEKDAY_NAMES)) | frozenset(
    """english clients people adults children babies women men pregnancy home homes office offices hotel
    hotels workplace workplaces events weddings parties schools everyone patients athletes families seniors
    you us me visa mastercard eftpos cash paypal monday-friday nationwide worldwide online telehealth zoom
    stress pain anxiety medicare hicaps ndis dva tac workcover acc bupa""".split()
)
"""What "we serve", "we cover" and "available in" are said of besides places."""
TRAILING = re.compile(
    r"\s+(?:area|areas|region|suburbs?|and surrounds|surrounds|surrounding.*)$", re.IGNORECASE
)


def find(site: Site, country: str) -> tuple[str, ...]:
    """Area names as written, in order; in Australia only what the gazetteer knows."""
    found: dict[str, str] = {}
    lead: Block | None = None
    """The line before a list of areas, while its list goes on."""
    for page, block in site.unique_blocks:
        if standing(page) <= LEGAL or block.channel in (Channel.OPTION, Channel.ALT):
            continue
        if block.kind is not Kind.ITEM:
            lead = block if _leads_list(block.text) else None
        for group in _of_block(block, listed=lead is not None):
            for area in _areas(group, country):
                found.setdefault(area.casefold(), area)
    return tuple(found.values())[:AREAS_MOST]


def _leads_list(text: str) -> bool:
    return len(text) < LEAD_MOST and text.rstrip().endswith(":") and LIST_LEAD.search(text) is not None


def _of_block(block: Block, *, listed: bool) -> Iterator[list[str]]:
    """Words that may each be an area, those of one list together."""
    if block.kind is Kind.ITEM and (listed or HEADING.search(block.heading)):
        yield SPLIT.split(block.text) if len(block.text) < LEAD_MOST else []
    elif HEADING.search(block.heading) and len(block.text) < LEAD_MOST:
        yield SPLIT.split(block.text)
    for match in SENTENCE.finditer(block.text[:3000]):
        # "... Leeds and York. Jo speaks Polish": a list ends at the first words that begin small.
        yield list(takewhile(lambda part: part[:1].isupper(), SPLIT.split(match["areas"])))


def _areas(group: list[str], country: str) -> Iterator[str]:
    """The areas among words of one list. Abroad, where no gazetteer helps, most of the list must read so."""
    named = [part for part in (_tidy(part) for part in group) if part]
    areas = [part for part in named if _is_area(part, country)]
    if country == "AU" or 2 * len(areas) > len(named):
        yield from areas


def _tidy(part: str) -> str:
    return TRAILING.sub("", part.strip(" .:()\"'“”")).strip()


def _is_area(name: str, country: str) -> bool:
    folded = name.casefold()
    if not is_place(name) or folded in COUNTRY_NAMES.get(country, ()):
        return False
    if country == "AU":
        suburb, rest = leading_suburb(name)
        return bool(suburb) and not rest
    words = folded.split()
    return not any(word in NOT_AREAS or word in GENERIC for word in words) and not _is_term(name)


def _is_term(name: str) -> bool:
    """Whether it names a therapy, a complaint, a qualification or a feature: no place then."""
    return any(matcher(kind).find(name) for kind in TERM_KINDS)
