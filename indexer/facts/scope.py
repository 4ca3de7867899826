"""Whether a site belongs to a provider of osteopathy, massage or bodywork.

It must offer one of these, and what marks a provider (prices, a telephone, "our therapists", a title that
says so) must outweigh what marks other sites: a school, a shop, a guide, a job, a parked domain.
"""

import re
from typing import Final

from indexer.facts.mention import MONEY
from indexer.facts.part import STRONG, of_block
from indexer.matcher import matcher
from indexer.model import StatedTerm
from indexer.page import Channel, Site

OUR_FIELD: Final = frozenset(
    """
    osteopathy cranial-osteopathy paediatric-osteopathy remedial-massage myotherapy relaxation-massage
    swedish-massage deep-tissue-massage sports-massage pregnancy-massage infant-massage
    trigger-point-therapy myofascial-release lymphatic-drainage hot-stone-massage aromatherapy-massage
    thai-massage chinese-massage shiatsu acupressure reflexology craniosacral-therapy bowen-therapy
    lomi-lomi balinese-massage ayurvedic-massage indian-head-massage chair-massage feldenkrais
    alexander-technique rolfing active-release muscle-energy-technique neuromuscular-therapy tmj-massage
    oncology-massage scar-massage abdominal-massage geriatric-massage couples-massage ashiatsu
    soft-tissue-therapy back-massage foot-massage facial-massage mobile-massage visceral-osteopathy massage
    herbal-compress
    """.split()
)
"""Therapies that make a provider ours; needling, taping, physiotherapy and the like alone do not."""

_Sign = tuple[str, float, re.Pattern[str]]


def _sign(name: str, weight: float, words: str) -> _Sign:
    return name, weight, re.compile(rf"\b(?:{words})")


FOR: Final = (
    _sign(
        "speaks of its own team",
        1.0,
        (
            r"our (?:\w+ ){0,3}(?:clinic|practice|team|therapists?|osteopaths?|practitioners?|studio|rooms?"
            r"|centre|spa|services|treatments)\b"
        ),
    ),
    _sign(
        "offers in its own name", 1.0, r"(?:we|i) (?:\w+ )?(?:offer|provide|speciali[sz]e|treat|use|tailor)\b"
    ),
    _sign(
        "introduces a therapist",
        1.0,
        (
            r"(?:i am|i['’]m|is|as) an? (?:\w+[ ,-]+){0,6}(?:osteopath|(?:massage|myo|body|remedial"
            r"|sports) ?\w*therapist|practitioner|bodyworker|masseuse)\b"
        ),
    ),
    _sign(
        "takes bookings",
        1.0,
        (
            r"(?:book|make|schedule) (?:an?|your|online|now|in)\b|appointments? (?:only|available|call|by)"
            r"|to book\b|booking"
        ),
    ),
    _sign("names a telephone", 0.5, r"(?:phone|tel|call|mobile|text|ph)\b[^\n]{0,20}\d{3}"),
    _sign(
        "states opening hours",
        0.5,
        r"(?:opening hours|hours of operation|mon(?:day)?s?\b.{0,25}\d\s?(?:am|pm|:))",
    ),
)
"""Signs of a provider, with weights; each counts once."""

AGAINST: Final = (
    _sign(
        "is a guide or a review",
        1.5,
        (
            r"(?:this|our|my) (?:web ?site|site|blog|guide|review|page)s? (?:\w+ ){0,3}(?:about|reviews?"
            r"|introduces|recommends?|based on|aims|guides?|was (?:made|created))\b"
        ),
    ),
    _sign(
        "is a piece of study",
        2.5,
        (
            r"as an? (?:exchange|international|university|college|it|web) student\b|(?:university|school"
            r"|college|class|course) (?:project|assignment)\b|assignment \d|student (?:id|number)\b"
        ),
    ),
    _sign("serves food", 1.0, r"restaurants?\b|cuisine\b"),
    _sign(
        "teaches students",
        2.0,
        (
            r"enrol(?:l|ment|lment|ments)?\b|our (?:students|graduates|campus|trainers)\b|course (?:fees?"
            r"|dates|outline|structure)\b|student clinic\b|rto (?:code|no|number|\d)"
            r"|nationally (?:recognised"
            r"|accredited) (?:training|course)|intakes?\b|prospectus\b|tuition\b"
        ),
    ),
    _sign(
        "sells goods",
        2.0,
        (
            r"add to (?:cart|basket|bag)\b|free (?:shipping|delivery)\b|in stock\b|out of stock\b|sku\b"
            r"|shipping (?:policy|costs?)\b|proceed to checkout\b"
        ),
    ),
    _sign(
        "is parked",
        4.0,
        (
            r"(?:this |the )?domain (?:name )?(?:is|may be|might be)(?: \w+)? (?:for sale|parked|available)"
            r"|buy this domain|parked (?:free|page|domain)|domain (?:is )?parked|domain has expired"
            r"|website is (?:coming soon|under construction)|default web ?page|related searches\b"
        ),
    ),
    _sign(
        "advertises a job",
        2.0,
        (
            r"apply now\b|(?:attractive |competitive )?(?:salary|remuneration)\b|job (?:description|type"
            r"|title)\b|send (?:your|us your) (?:resume|cv)\b|cover letter\b|full[- ]time position"
        ),
    ),
    _sign(
        "lists other businesses",
        2.0,
        (
            r"(?:list|add|claim) your (?:business|practice|clinic|listing)\b|find an? (?:therapist"
            r"|osteopath"
            r"|practitioner|massage therapist) near you|top \d+ \w+|best \w+ (?:massage|osteopaths?) in\b"
            r"|browse (?:by|all) \w+"
        ),
    ),
    _sign(
        "advertises adult services",
        5.0,
        (
            r"escorts?\b|nuru\b|erotic\b|happy ending|sensual (?:massage|touch)|body[- ]to[- ]body"
            r"|b2b massage"
            r"|body ?slides?\b|fbsm\b|lingam\b|yoni\b|adult (?:services|entertainment|massage)"
            r"|full service massage|(?:hot|sexy|young) (?:girls|ladies|babes)"
        ),
    ),
)
"""Signs of other sites, with weights. A sign counts by the share of the pages that bear it, doubled: a clinic
may have a shop or a course beside its rooms, a school speaks of little else."""
ONCE_ENOUGH: Final = frozenset(["is a piece of study", "is parked", "advertises adult services"])
"""Signs that count in full wherever they stand."""
TITLE_WEIGHT: Final = 1.5
"""The title, a top heading or the host says the therapy."""
PRICED_WEIGHT: Final = 2.0
"""A price or a duration stands in one line with a therapy."""


def decide(site: Site, services: tuple[StatedTerm, ...]) -> tuple[bool, tuple[str, ...]]:
    """In scope or not, with the reasons."""
    ours = [s for s in services if s.status == "stated" and s.id in OUR_FIELD]
    if not ours:
        return False, ("offers no osteopathy, massage or bodywork",)
    score_for, reasons_for = _for(site, {s.id for s in ours})
    score_against, reasons_against = _against(site)
    reasons = (f"offers {', '.join(s.id for s in ours[:3])}", *reasons_for, *reasons_against)
    return score_against == 0 or score_for > score_against, reasons


def _for(site: Site, ours: set[str]) -> tuple[float, tuple[str, ...]]:
    text = "\n".join(
        block.text
        for page, block in site.unique_blocks
        if block.channel is not Channel.OPTION and of_block(page, block) not in STRONG
    )
    found = [(name, weight) for name, weight, rule in FOR if rule.search(text.lower())]
    home = site.home
    find = matcher("therapies").ids
    titles = [
        home.title,
        site.host.replace("-", " ").replace(".", " "),
        *(b.text for b in home.blocks if b.level == 1),
    ]
    if any(ours & set(find(title)) for title in titles):
        found.append(("bears the therapy in its title", TITLE_WEIGHT))
    if any(_is_priced(block.text, ours) for _, block in site.unique_blocks):
        found.append(("prices a therapy", PRICED_WEIGHT))
    return sum(weight for _, weight in found), tuple(name for name, _ in found)


def _is_priced(text: str, ours: set[str]) -> bool:
    return len(text) < 300 and bool(MONEY.search(text)) and bool(ours & set(matcher("therapies").ids(text)))


def _strength(text: str, rule: re.Pattern[str]) -> float:
    """How strongly a page's text bears a sign: half for one wording of it, whole for two."""
    wordings = {found.group() for found in rule.finditer(text)}
    return min(1.0, len(wordings) / 2)


def _against(site: Site) -> tuple[float, tuple[str, ...]]:
    score, reasons = 0.0, []
    texts = [f"{page.title}\n{page.text}".lower() for page in site.pages]
    for name, weight, rule in AGAINST:
        shown = sum(_strength(text, rule) for text in texts)
        if shown:
            score += weight if name in ONCE_ENOUGH else 2 * weight * shown / len(site.pages)
            reasons.append(name)
    return score, tuple(reasons)
