"""Whether a site belongs to a provider of osteopathy, massage or bodywork.

It must offer one of these, and what marks a provider (prices, a telephone, "our therapists", a title that
says so) must outweigh what marks other sites: a school, a shop, a guide, a job, a parked domain.
"""

import re
from itertools import zip_longest
from typing import Final

from indexer.facts import services
from indexer.facts.words.mention import Mention, Shape, mentions
from indexer.facts.words.part import STRONG, Part, of_block
from indexer.facts.words.scope_signs import (
    ADULT,
    AGAINST,
    FOR,
    ONCE_ENOUGH,
    REFUSED,
    TITLED,
    TITLED_WEIGHT,
)
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

LEAST: Final = 0.5
"""Weight of the signs of a provider below which nobody receives anyone there: words on a therapy alone."""
TITLE_WEIGHT: Final = 1.5
"""The title, a top heading or the host says the therapy."""
LISTED_WEIGHT: Final = 0.5
MENU_LEAST, MENU_WEIGHT = 3, 1.5
"""So many therapies with prices of their own make a menu."""
_LENGTH: Final = re.compile(r"\W*\d{1,3} ?(?:min|hr|hour)", re.IGNORECASE)
NEAR: Final = 4
"""Lines from a therapy's name on in which its length may stand: a description comes between."""
_MINUTES: Final = re.compile(r"\d ?(?:min|hr|hour)", re.IGNORECASE)
HAS_MENU: Final = "has a menu of therapies"
NOT_WITH_A_MENU: Final = frozenset(
    ["sells goods", "is a shop of things", "is an association or a conference"]
)
"""What a clinic with a menu may have beside it: a basket for vouchers, a membership."""
SESSION_PRICE: Final = re.compile(
    r"(?:initial|standard|follow[- ]?up|new patient|first visit|lessons?|sessions?|\d{1,3} ?min\w*"
    r"|half hour)[^\n]{0,30}[$£€]\s?\d"
    r"|[$£€]\s?\d+[^\n]{0,12}\b\d+ ?min"
)
PRICED_SHARE: Final = 0.2
"""Least part of a priced line that is the therapy: "scissor cut, wash and scalp massage" prices a haircut."""
PRICED_WEIGHT: Final = 2.0
"""A price or a duration stands in one line with a therapy."""


def decide(site: Site, offered: tuple[StatedTerm, ...]) -> tuple[bool, tuple[str, ...]]:
    """In scope or not, with the reasons."""
    ours = [s for s in offered if s.status == "stated" and s.id in OUR_FIELD]
    if not ours:
        return False, ("offers no osteopathy, massage or bodywork",)
    score_for, reasons_for = _for(site, {s.id for s in ours})
    borne = NOT_WITH_A_MENU if HAS_MENU in reasons_for else frozenset()
    score_against, reasons_against = _against(site, borne)
    reasons = (f"offers {', '.join(s.id for s in ours[:3])}", *reasons_for, *reasons_against)
    return score_for >= LEAST and score_for > score_against, reasons


def _for(site: Site, ours: set[str]) -> tuple[float, tuple[str, ...]]:
    text = "\n".join(
        block.text
        for page, block in site.unique_blocks
        if block.channel is not Channel.OPTION and of_block(page, block) not in STRONG
    )
    text = f"{site.home.title}\n{text}"
    lower = text.lower()
    found = [sign for sign, rule in FOR.able(text) if rule.search(lower)]
    find = matcher("therapies").ids
    titles = [
        site.host.replace("-", " ").replace(".", " "),
        *(page.title for page in site.pages),
        *(b.text for page in site.pages for b in page.blocks if b.level == 1),
    ]
    titled = any(ours & set(find(title)) for title in titles)
    if titled:
        found.append(("bears the therapy in its title", TITLE_WEIGHT))
    own = [m for m in mentions(site, "therapies", services.find_in) if m.match.id in ours]
    priced = {m.match.id for m in own if m.shape is Shape.PRICED and m.share >= PRICED_SHARE}
    if priced:
        found.append(("prices a therapy", PRICED_WEIGHT))
    elif titled and SESSION_PRICE.search(lower):
        found.append(("prices a session", PRICED_WEIGHT))
    if len({m.match.id for m in own if m.shape is Shape.PRICED and _is_timed(m)}) >= MENU_LEAST:
        found.append((HAS_MENU, MENU_WEIGHT))
    if any(m.part is Part.SERVICES and m.shape in services.LINES for m in own):
        found.append(("lists a therapy among its services", LISTED_WEIGHT))
    return sum(weight for _, weight in found), tuple(name for name, _ in found)


def _is_timed(mention: Mention) -> bool:
    """Whether minutes stand in its line or the next, or begin one soon after: goods have no length."""
    block = mention.block
    if block is None:
        return _MINUTES.search(mention.text) is not None
    near = mention.page.blocks[block.index : block.index + NEAR]
    return any(_MINUTES.search(b.text) if n < 2 else _LENGTH.match(b.text) for n, b in enumerate(near))


def _strength(text: str, rule: re.Pattern[str]) -> float:
    """How strongly a page's text bears a sign: half for one wording of it, whole for two."""
    wordings = {found.group() for found in rule.finditer(text)}
    return min(1.0, len(wordings) / 2)


def _without_refusals(text: str) -> str:
    """A page's lines without those that turn somebody away: "No happy endings", "Is this a ...?" / "No."."""
    lines = text.split("\n")
    kept = [
        line
        for line, after in zip_longest(lines, lines[1:], fillvalue="")
        if not (REFUSED.search(line) or (line.endswith("?") and after.lstrip().startswith("no")))
    ]
    return "\n".join(kept)


def _against(site: Site, borne: frozenset[str] = frozenset()) -> tuple[float, tuple[str, ...]]:
    score, reasons = 0.0, []
    tops = [site.home.title, *(b.text for b in site.home.blocks if b.level == 1)]
    if any(TITLED.search(top.lower()) for top in tops):
        score += TITLED_WEIGHT
        reasons.append("is titled as something else")
    shown: dict[tuple[str, float], float] = dict.fromkeys(AGAINST, 0.0)
    for page in site.pages:
        text = f"{page.title}\n{page.text}"
        lower = text.lower()
        for sign, rule in AGAINST.able(text):
            read = _without_refusals(lower) if sign[0] == ADULT else lower
            shown[sign] += 0.0 if sign[0] in borne else _strength(read, rule)
    for (name, weight), strength in shown.items():
        if strength:
            score += weight if name in ONCE_ENOUGH else 2 * weight * strength / len(site.pages)
            reasons.append(name)
    return score, tuple(reasons)
