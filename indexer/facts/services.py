"""Therapies a site offers: service lists, price rows, "we offer"; articles and biographies hardly count."""

import re
from dataclasses import replace
from typing import Final

from data.term import vocabulary
from indexer.facts.words import shared_head
from indexer.facts.words.mention import Mention, Shape, mentions
from indexer.facts.words.part import Part
from indexer.facts.words.tone import Tone, sentence
from indexer.facts.words.weigh import stated, weigh
from indexer.matcher import TermMatch, matcher
from indexer.model import StatedTerm
from indexer.page import Role, Site

THRESHOLD: Final = 0.5

SHAPE: Final = {
    Shape.TITLE: 0.45,  # titles are search bait as often as offers
    Shape.META: 0.2,  # what stands in meta tags only is not on the page
    Shape.NAV: 0.5,  # a menu names what has a page
    Shape.HEADING: 0.5,
    Shape.ITEM: 0.4,
    Shape.PRICED: 0.85,  # what has a price is for sale
    Shape.OPTION: 0.5,
    Shape.ALT: 0.1,
    Shape.PROSE: 0.12,
}
"""Chance that a term in that shape is an offer, where nothing else tells."""

PLACED: Final = {
    (Shape.HEADING, Part.SERVICES): 0.8,
    (Shape.HEADING, Part.PRICES): 0.8,
    (Shape.HEADING, Part.SERVICE): 0.7,
    (Shape.HEADING, Part.SESSION): 0.25,
    (Shape.HEADING, Part.BENEFITS): 0.25,
    (Shape.HEADING, Part.TEAM): 0.4,
    (Shape.HEADING, Part.QUALIFICATIONS): 0.05,
    (Shape.ITEM, Part.SERVICES): 0.75,
    (Shape.ITEM, Part.PRICES): 0.75,
    (Shape.ITEM, Part.BOOKING): 0.6,
    (Shape.ITEM, Part.HOME): 0.5,  # a home page lists what is on offer
    (Shape.ITEM, Part.SESSION): 0.3,
    (Shape.ITEM, Part.CONDITIONS): 0.2,
    (Shape.ITEM, Part.BENEFITS): 0.2,
    (Shape.ITEM, Part.TEAM): 0.4,
    (Shape.ITEM, Part.QUALIFICATIONS): 0.05,
    (Shape.PRICED, Part.TEAM): 0.5,
    (Shape.PRICED, Part.QUALIFICATIONS): 0.05,
    (Shape.PROSE, Part.SERVICES): 0.2,
    (Shape.PROSE, Part.HOME): 0.2,
    (Shape.PROSE, Part.QUALIFICATIONS): 0.02,
}

DULLED: Final = {
    Part.ARTICLE: 0.1,
    Part.TESTIMONIAL: 0.1,
    Part.COURSE: 0.1,
    Part.SHOP: 0.1,
    Part.LEGAL: 0.1,
    Part.ELSEWHERE: 0.1,
    Part.WARNING: 0.2,
    Part.FAQ: 0.35,
}
"""Factor for parts whose words offer little, whatever their shape."""

OFFERED_PROSE: Final = 0.55
OWN_PROSE: Final = 0.52
"""Massage of some kind, named plainly where a site speaks of itself: once is enough. Other professions'
therapies are named as often for comparison."""
OWN_PARTS: Final = frozenset(
    [
        Part.SERVICES,
        Part.HOME,
        Part.PRICES,
        Part.SERVICE,
        Part.OTHER,
        Part.SESSION,
        Part.FEATURES,
        Part.BOOKING,
    ]
)
NEIGHBOURS: Final = frozenset(
    """
    acupuncture physiotherapy chiropractic naturopathy nutrition yoga pilates personal-training osteopathy
    chinese-herbal-medicine energy-healing body-treatments reiki kinesiology telehealth massage
    """.split()
)
"""Named as often for comparison, referral or pastime as for an offer."""
ANSWERED: Final = 0.6
"""A question of the reader's that the page answers with yes."""
PAST_FACTOR, GENERIC_FACTOR = 0.15, 0.4
DENIED: Final = -0.7
SHARE_LEAST: Final = 0.34
"""A heading or item of which less than this is the term ("Why I love Swedish saunas") reads as a sentence."""

PROFESSION: Final = re.compile(r"therapist|osteopath$|practitioner|bodyworker|reflexologist|masseuse")
_FIRST_PERSON: Final = re.compile(
    r"\b(?:i am|i['’]m|i have|i['’]ve|i began|i started|i trained|i work|i qualified|my (?:training|work"
    r"|career))\b"
)
_FORMERLY: Final = re.compile(
    r"\b(?:was a|were|used to|former|formerly|retired|no longer|years ago i|not a|isn['’]t"
    r"|my (?:osteopath|therapist))\b"
)
_INCLUDED: Final = re.compile(
    r"\w (?:with|and|including|includes|plus|\+|&|followed by)(?: a| an)?(?: [\w-]+){0,3} $"
)
_OF_OTHERS: Final = re.compile(
    r"\b(?:pedi|mani)cure|\bfacial\b|\bhair ?cut|\bblow[- ]?dry|\bshave\b|\bwax|\bgroom"
)
INCLUDED_FACTOR: Final = 0.25
LINES: Final = (Shape.HEADING, Shape.ITEM, Shape.PRICED)
TECHNIQUES: Final = frozenset(
    """
    soft-tissue-therapy joint-mobilisation joint-manipulation stretch-therapy exercise-rehabilitation
    postural-assessment muscle-energy-technique taping ergonomic-assessment nutrition
    """.split()
)
"""Mostly named as what happens within a session; they need a place of their own in a list or menu."""
MODALITIES: Final = frozenset(
    [
        "back-massage",
        "facial-massage",
        "foot-massage",
        "trigger-point-therapy",
        "myofascial-release",
        "acupressure",
        "neuromuscular-therapy",
        "cupping",
        "gua-sha",
    ]
)
"""The same, unless they stand in a list of kinds of massage; a session goes over parts of the body, too."""
_PART_OF_A_SESSION: Final = re.compile(
    r"\b(?:finally|ends?|ending|finish\w*|conclud\w*|followed by|then"
    r"|starts?|starting|begin\w*)\b[^.!?]{0,25}$"
)
"""`And finally a head massage` is no treatment of its own."""
TECHNIQUE_FACTOR: Final = 0.5
LIST_OF_KINDS: Final = 3
"""Therapies in one sentence that make it a list of what is offered."""
_BENEFIT: Final = re.compile(
    (
        r"\b(?:improv|increas|stimulat|enhanc|boost|promot|encourag|support|aid|assist|better"
        r"|efficient)\w*(?: \w+,?){0,4} (?:and )?$"
    ),
    re.IGNORECASE,
)
"""What a treatment is said to do ("improves lymphatic drainage") is no treatment."""


_LEAD: Final = re.compile(r"[^:.!?\n]{3,60}: ")
DESCRIBED_LEAST: Final = 4
"""Words behind a colon from which on they describe what stands before it, and name no second offer."""
_IN_TRAINING: Final = re.compile(r"^\W*(?:assistant|aide|student)\b|^ in training\b")


def find(site: Site) -> tuple[StatedTerm, ...]:
    """Therapies stated, or stated not to be offered, with evidence."""
    return stated(weigh(mentions(site, "therapies", find_in), weight), vocabulary("therapies"), THRESHOLD)


_COUPLE: Final = re.compile(r"\bcouples?(?=\W{0,3}[$£€]\s?\d)", re.IGNORECASE)
"""What two pay: "60 min $70 Couple $130"."""
FOR_TRAVEL: Final = frozenset(
    """
    massage relaxation-massage remedial-massage swedish-massage deep-tissue-massage sports-massage
    pregnancy-massage thai-massage myotherapy
    """.split()
)
"""Home visits named in one breath with these are mobile massage; an osteopath's are not."""


def find_in(text: str) -> list[TermMatch]:
    """Therapies in `text`: the vocabulary's, and kinds that share a head ("hot stone or Thai massage")."""
    found = matcher("therapies").find(text)
    held = {m.id for m in found}
    if couple := _COUPLE.search(text):
        found.append(TermMatch("couples-massage", *couple.span(), couple[0], "synonym"))
    found += [m for m in shared_head.find(text) if m.id not in held]
    if held and "mobile-massage" not in held and held & FOR_TRAVEL:
        found += [
            replace(m, id="mobile-massage") for m in matcher("features").find(text) if m.id == "home-visits"
        ]
    return found


def weight(mention: Mention) -> float:
    """The chance that this mention offers the therapy."""
    shape, part = mention.shape, mention.part
    answer = mention.answer
    if answer is not None:
        return ANSWERED if answer else DENIED
    if mention.gainsaid or (shape in LINES and Tone.DENIED in mention.tones and part not in DULLED):
        return DENIED
    leads = mention.match.start == 0 and shape is Shape.ITEM
    if shape in (Shape.HEADING, Shape.ITEM) and mention.share < SHARE_LEAST and not leads:
        shape = Shape.PROSE
    chance = PLACED.get((shape, part), SHAPE[shape])
    if shape is Shape.ITEM and mention.text.endswith(".") and mention.tones & {Tone.OFFERED, Tone.USED}:
        chance = max(chance, OFFERED_PROSE)  # a sentence that is nearly all therapies
    if mention.block is not None and mention.block.role is Role.FOOTER and shape is Shape.ITEM:
        chance = max(chance, SHAPE[Shape.NAV])
    if shape is Shape.ITEM and (_is_benefit(mention) or _describes_another(mention)):
        shape, chance = Shape.PROSE, SHAPE[Shape.PROSE]
    if shape is Shape.PRICED and _is_part_of_another(mention):
        chance *= INCLUDED_FACTOR
    if shape in (Shape.PROSE, Shape.META, Shape.ALT):
        chance = _prose(mention, chance)
        if chance < 0:
            return chance
        if _is_technique(mention):
            chance *= TECHNIQUE_FACTOR
    return chance * DULLED.get(part, 1.0)


def _prose(mention: Mention, chance: float) -> float:
    tones = mention.tones
    if Tone.DENIED in tones:
        return DENIED if mention.part not in DULLED and Tone.OTHERS not in tones else 0.0
    if Tone.OTHERS not in tones and mention.part not in DULLED and _is_own_profession(mention):
        return OFFERED_PROSE
    if Tone.OTHERS in tones or Tone.WARNED in tones or _is_benefit(mention):
        return chance * PAST_FACTOR
    if Tone.PAST in tones:
        return chance * PAST_FACTOR
    if Tone.OFFERED in tones:
        return OFFERED_PROSE
    ours = mention.match.id not in NEIGHBOURS
    if Tone.USED in tones and ours:
        return OFFERED_PROSE
    if Tone.GENERIC in tones:
        return chance * GENERIC_FACTOR
    plain = mention.shape is Shape.PROSE and mention.part in OWN_PARTS and ours and not _is_technique(mention)
    return OWN_PROSE if plain else chance


def _is_benefit(mention: Mention) -> bool:
    start = mention.match.start
    return bool(_BENEFIT.search(mention.text[max(0, start - 80) : start]))


def _describes_another(mention: Mention) -> bool:
    """Whether it stands behind another therapy's name and colon: "Cranial: gentle manipulation of ..."."""
    lead = _LEAD.match(mention.text)
    return (
        lead is not None
        and mention.match.start >= lead.end()
        and mention.company < LIST_OF_KINDS
        and len(mention.text[lead.end() :].split()) >= DESCRIBED_LEAST
        and bool(matcher("therapies").find(lead[0]))
    )


def _is_own_profession(mention: Mention) -> bool:
    """Whether someone calls this their own profession: "my training as a massage therapist"."""
    left, right = sentence(mention.text, mention.match.start, mention.match.end)
    before = mention.text[left : mention.match.start].lower()
    return bool(
        mention.shape is Shape.PROSE
        and PROFESSION.search(mention.match.surface.lower())
        and _FIRST_PERSON.search(before)
        and not _FORMERLY.search(mention.text[left:right].lower())
        and not _IN_TRAINING.match(mention.text[mention.match.end :].lower())
    )


def _is_part_of_another(mention: Mention) -> bool:
    """Whether a priced line names it as what comes with something else: "pedicure with foot massage $80"."""
    before = mention.text[: mention.match.start].lower()
    return bool(_INCLUDED.search(before)) and (mention.share < SHARE_LEAST or bool(_OF_OTHERS.search(before)))


def _is_technique(mention: Mention) -> bool:
    if _PART_OF_A_SESSION.search(
        mention.text[max(0, mention.match.start - 60) : mention.match.start].lower()
    ):
        return True
    if mention.match.id in MODALITIES:
        return mention.company < LIST_OF_KINDS
    return mention.weak or mention.match.id in TECHNIQUES
