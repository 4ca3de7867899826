"""Practical facts: payment, funding, access, ways of booking; stated, or stated not."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from data.term import vocabulary
from indexer.evidence import evidence
from indexer.facts import bookings
from indexer.facts.words.feature_wordings import WORDINGS
from indexer.facts.words.mention import Mention, Shape, mentions
from indexer.facts.words.part import Part, of_block
from indexer.facts.words.tone import Tone, lowered
from indexer.facts.words.weak_words import is_weak
from indexer.facts.words.weigh import stated, weigh
from indexer.matcher import TermMatch, matcher
from indexer.model import StatedTerm
from indexer.page import Site
from indexer.prefilter import Rule, Rules

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
LOOSE_MOST: Final = 3
"""Texts of loose words that count for one feature: by themselves they state nothing."""
WEAK_FACTOR: Final = 0.25
"""`Book now` may lead to a telephone, `events` be anything."""


ANSWERED: Final = 0.6
"""A question of the reader's that the page answers with yes."""
_BRAND: Final = re.compile(r"american express|amex|diners|visa|mastercard|medibank|bupa", re.IGNORECASE)
"""Who takes no card of one brand, or no member of one fund, may take all others."""
IMPLIED: Final = (("hicaps", "health-fund-rebates"),)
"""HICAPS is the terminal on which health funds pay their rebates."""


_DENYING: Final = Rule(
    r"\b(?:[Nn]ot?|NOT?|[Oo]nly|ONLY|[Cc]losed|[Ss]trictly|[Ss]orry|[Nn]ever|[Ww]ithout|cannot|[Dd]on['’]t"
    r"|[Cc]laim|[Ss]ubmit|[Aa]ppointments?|[Cc]lients|[Pp]atients|[Cc]ash|[Ee]xclud|[Uu]pstairs|[Ss]tairs"
    r"|[Ff]ull)"
)
"""A block without one of these denies no feature in words of its own."""


@cache
def _negations() -> Rules[str]:
    """Each feature's own words of denial ("in-clinic only")."""
    found = []
    for term in vocabulary("features"):
        words = [
            re.escape(w).replace(r"\ ", r"[\s-]+").replace(r"\-", r"[\s-]")
            for w in term.extra.get("negations", ())
        ]
        if words:
            found.append((term.id, Rule(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)))
    return Rules(found)


def find(site: Site) -> tuple[StatedTerm, ...]:
    """Features stated, or stated not, with evidence."""
    terms = vocabulary("features")
    weighed = weigh(_with_few_loose(mentions(site, "features", find_in)), weight)
    found = {term.id: term for term in stated(weighed, terms, THRESHOLD)}
    for term_id, term in _denied(site).items():
        if term_id not in found or found[term_id].status == "stated_not":
            found[term_id] = term
    for term_id, implied in IMPLIED:
        told = found.get(term_id)
        if told is not None and told.status == "stated" and implied not in found:
            found[implied] = told.model_copy(update={"id": implied, "label": _label(implied)})
    if "online-booking" not in found and bookings.find(site):
        found["online-booking"] = _booked(site)
    return tuple(found.values())


def find_in(text: str) -> list[TermMatch]:
    """Features in `text`: the vocabulary's words, and wordings of a form."""
    found = matcher("features").find(text)
    low = lowered(text)
    for term_id, rule in WORDINGS.able(text):
        sure = any(m.id == term_id and not is_weak("features", m.surface) for m in found)
        more = None if sure else rule.search(low)
        if more:
            found.append(TermMatch(term_id, *more.span(), text[slice(*more.span())], "synonym"))
    return found


def weight(mention: Mention) -> float:
    """The chance that this mention states the feature; below 0, that it denies it."""
    chance = SHAPE[mention.shape]
    if is_weak("features", mention.match.surface) and not (
        mention.shape is Shape.HEADING and mention.match.id == "gift-vouchers"
    ):
        chance *= WEAK_FACTOR
    if mention.answer:
        return ANSWERED
    tones = mention.tones
    if mention.gainsaid:
        return DENIED
    if Tone.DENIED in tones:
        sure = chance == SHAPE[mention.shape] and not _BRAND.match(mention.match.surface)
        asked = mention.answer is False
        return DENIED if sure and (asked or mention.part not in DULLED) else 0.0
    if (
        Tone.PAST in tones
        and mention.shape is Shape.PROSE
        and mention.part in (Part.TEAM, Part.QUALIFICATIONS)
    ):
        chance *= PAST_FACTOR
    return chance * DULLED.get(mention.part, 1.0)


def _with_few_loose(found: Iterable[Mention]) -> Iterator[Mention]:
    """The mentions, of loose words only a few: a "Book now" on every page is no booking system."""
    seen: dict[str, set[str]] = defaultdict(set)
    for mention in found:
        if is_weak("features", mention.match.surface):
            texts = seen[mention.match.id]
            texts.add(mention.text)
            if len(texts) > LOOSE_MOST:
                continue
        yield mention


def _denied(site: Site) -> dict[str, StatedTerm]:
    terms = vocabulary("features")
    found: dict[str, StatedTerm] = {}
    for page, block in site.unique_blocks:
        if len(block.text) > 2000 or not _DENYING.search(block.text) or of_block(page, block) in DULLED:
            continue
        for term_id, rule in _negations().able(block.text):
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
    address = bookings.find(site)[0]
    quotes = (
        evidence(page, link.text)
        for page in site.pages
        for link in page.links
        if link.href == address and link.text
    )
    # A widget or a search engine's action has no words: its address is what the page says.
    bare = (
        evidence(page, address) for page in site.pages if address in page.embeds or address in str(page.data)
    )
    proofs = (*quotes, *bare)[:1]
    return StatedTerm(id="online-booking", label=_label("online-booking"), evidence=proofs)


def _label(term_id: str) -> str:
    term = vocabulary("features").get(term_id)
    return term.label if term else term_id
