"""Practical facts: payment, funding, access, ways of booking; stated, or stated not."""

import re
from functools import cache
from typing import Final

from data.term import vocabulary
from indexer.evidence import evidence
from indexer.facts import bookings
from indexer.facts.mention import Mention, Shape, mentions
from indexer.facts.part import Part, of_block
from indexer.facts.tone import Tone, lowered
from indexer.facts.weak_words import is_weak
from indexer.facts.weigh import stated, weigh
from indexer.matcher import TermMatch, matcher
from indexer.model import StatedTerm
from indexer.page import Site

THRESHOLD: Final = 0.5

SHAPE: Final = {
    Shape.TITLE: 0.4,
    Shape.META: 0.2,
    Shape.NAV: 0.5,
    Shape.HEADING: 0.6,
    Shape.ITEM: 0.65,
    Shape.PRICED: 0.55,
    Shape.OPTION: 0.3,
    Shape.ALT: 0.35,
    Shape.PROSE: 0.55,
}
"""Features are said once and plainly: one clear sentence is enough."""
DULLED: Final = {
    Part.ARTICLE: 0.15,
    Part.TESTIMONIAL: 0.1,
    Part.COURSE: 0.15,
    Part.SHOP: 0.6,
    Part.LEGAL: 0.25,
    Part.ELSEWHERE: 0.1,
    Part.WARNING: 0.3,
    Part.QUALIFICATIONS: 0.7,
}
PAST_FACTOR: Final = 0.25
"""`Worked for the Transport Accident Commission` pays for nobody's treatment."""
DENIED: Final = -0.75
WEAK_FACTOR: Final = 0.25
"""`Book now` may lead to a telephone, `events` be anything."""


_DENYING: Final = re.compile(
    r"\b(?:[Nn]ot?|NOT?|[Oo]nly|ONLY|[Cc]losed|[Ss]trictly|[Ss]orry|[Nn]ever|[Ww]ithout|cannot|[Dd]on['’]t"
    r"|[Cc]laim|[Ss]ubmit|[Aa]ppointments?|[Cc]lients|[Pp]atients|[Cc]ash|[Ee]xclud|[Uu]pstairs|[Ss]tairs|[Ff]ull)"
)
"""A block without one of these denies no feature in words of its own."""


@cache
def _negations() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each feature's own words of denial ("in-clinic only")."""
    found = []
    for term in vocabulary("features"):
        words = [
            re.escape(w).replace(r"\ ", r"[\s-]+").replace(r"\-", r"[\s-]")
            for w in term.extra.get("negations", ())
        ]
        if words:
            found.append((term.id, re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)))
    return tuple(found)


def find(site: Site) -> tuple[StatedTerm, ...]:
    """Features stated, or stated not, with evidence."""
    terms = vocabulary("features")
    weighed = weigh(mentions(site, "features", find_in), weight)
    found = {term.id: term for term in stated(weighed, terms, THRESHOLD)}
    for term_id, term in _denied(site).items():
        if term_id not in found or found[term_id].status == "stated_not":
            found[term_id] = term
    if "online-booking" not in found and bookings.find(site):
        found["online-booking"] = _booked(site)
    return tuple(found.values())


_MORE: Final = (
    (
        "online-booking",
        re.compile(
            r"\b(?:book|schedul|reserv)\w*\b(?: \w+){0,4} on-?line\b"
            r"|^(?:choose|select|pick|preferred)(?: \w+){0,3} (?:date|time slot)\b.{0,12}$"
        ),
    ),
)
"""Wordings of too many forms for a vocabulary: "book or reschedule online", a form's "Choose your date"."""


def find_in(text: str) -> list[TermMatch]:
    """Features in `text`: the vocabulary's words, and wordings of a form."""
    found = matcher("features").find(text)
    low = lowered(text)
    for term_id, rule in _MORE:
        more = rule.search(low) if all(match.id != term_id for match in found) else None
        if more:
            found.append(TermMatch(term_id, *more.span(), text[slice(*more.span())], "synonym"))
    return found


def weight(mention: Mention) -> float:
    """The chance that this mention states the feature; below 0, that it denies it."""
    chance = SHAPE[mention.shape]
    if is_weak("features", mention.match.surface):
        chance *= WEAK_FACTOR
    tones = mention.tones
    if Tone.DENIED in tones:
        return DENIED if mention.part not in DULLED and chance == SHAPE[mention.shape] else 0.0
    if (
        Tone.PAST in tones
        and mention.shape is Shape.PROSE
        and mention.part in (Part.TEAM, Part.QUALIFICATIONS)
    ):
        chance *= PAST_FACTOR
    return chance * DULLED.get(mention.part, 1.0)


def _denied(site: Site) -> dict[str, StatedTerm]:
    terms = vocabulary("features")
    found: dict[str, StatedTerm] = {}
    for page, block in site.unique_blocks:
        if len(block.text) > 2000 or not _DENYING.search(block.text) or of_block(page, block) in DULLED:
            continue
        for term_id, rule in _negations():
            match = rule.search(block.text) if term_id not in found else None
            term = terms.get(term_id)
            if match and term:
                quote = evidence(page, block.text, *match.span())
                found[term_id] = StatedTerm(
                    id=term_id, label=term.label, status="stated_not", evidence=(quote,)
                )
    return found


def _booked(site: Site) -> StatedTerm:
    """Online booking known from a link to a booking system; the link's words are its quote."""
    term = vocabulary("features").get("online-booking")
    address = bookings.find(site)[0]
    quotes = (
        evidence(page, link.text)
        for page in site.pages
        for link in page.links
        if link.href == address and link.text
    )
    return StatedTerm(
        id="online-booking", label=term.label if term else "Online booking", evidence=tuple(quotes)[:1]
    )
