"""Conditions a site mentions as something it sees: lists of what it helps with, and sentences that say so."""

from typing import Final

from data.term import vocabulary

from indexer.facts.mention import Mention, Shape, mentions
from indexer.facts.part import Part
from indexer.facts.tone import Tone
from indexer.facts.weigh import stated, weigh
from indexer.model import StatedTerm
from indexer.page import Site

THRESHOLD: Final = 0.5

SHAPE: Final = {
    Shape.TITLE: 0.4,
    Shape.META: 0.2,
    Shape.NAV: 0.4,
    Shape.HEADING: 0.45,
    Shape.ITEM: 0.4,
    Shape.PRICED: 0.4,
    Shape.OPTION: 0.3,
    Shape.ALT: 0.1,
    Shape.PROSE: 0.15,
}
"""Chance that a term in that shape says that the clinic sees the condition, where nothing else tells."""

PLACED: Final = {
    (Shape.HEADING, Part.CONDITIONS): 0.85,
    (Shape.HEADING, Part.SERVICES): 0.6,
    (Shape.HEADING, Part.BENEFITS): 0.5,
    (Shape.ITEM, Part.CONDITIONS): 0.9,
    (Shape.ITEM, Part.SERVICES): 0.6,
    (Shape.ITEM, Part.BENEFITS): 0.5,
    (Shape.ITEM, Part.TEAM): 0.4,
    (Shape.PROSE, Part.CONDITIONS): 0.45,
    (Shape.PROSE, Part.QUALIFICATIONS): 0.05,
}
HELPED: Final = 0.5
"""A sentence with `treat`, `help`, `relief from`, `such as`."""
HELPED_PLACED: Final = {Part.CONDITIONS: 0.65, Part.TEAM: 0.35, Part.FAQ: 0.4, Part.SESSION: 0.35, Part.QUALIFICATIONS: 0.1}

DULLED: Final = {
    Part.ARTICLE: 0.2,
    Part.TESTIMONIAL: 0.15,
    Part.COURSE: 0.1,
    Part.SHOP: 0.1,
    Part.LEGAL: 0.05,
    Part.ELSEWHERE: 0.1,
    Part.WARNING: 0.1,
    Part.FAQ: 0.6,
}
VAGUE: Final = frozenset(
    ["poor-circulation", "muscle-strain", "joint-pain", "fatigue", "muscle-pain", "muscle-spasm", "cramps", "digestive",
     "breathing", "older-people", "mens-health", "womens-health", "work-injury", "whiplash", "chronic-pain"]
)  # fmt: skip
"""Named as often for what a treatment does in general as for what people come with."""
VAGUE_FACTOR: Final = 0.8


def find(site: Site) -> tuple[StatedTerm, ...]:
    """Conditions with evidence."""
    found = stated(weigh(mentions(site, "conditions"), weight), vocabulary("conditions"), THRESHOLD)
    return tuple(term for term in found if term.status == "stated")


def weight(mention: Mention) -> float:
    """The chance that this mention says the clinic sees the condition."""
    shape, part = mention.shape, mention.part
    if shape in (Shape.HEADING, Shape.ITEM) and mention.share < 0.25:
        shape = Shape.PROSE
    chance = PLACED.get((shape, part), SHAPE[shape])
    if shape in (Shape.PROSE, Shape.META, Shape.ITEM):
        chance = _prose(mention, chance, prose=shape is Shape.PROSE)
    if mention.match.id in VAGUE:
        chance *= VAGUE_FACTOR
    return chance * DULLED.get(part, 1.0)


def _prose(mention: Mention, chance: float, *, prose: bool) -> float:
    tones = mention.tones
    if Tone.DENIED in tones or Tone.WARNED in tones:
        return 0.05
    if not prose:
        return chance
    if Tone.PAST in tones and Tone.HELPED not in tones:
        return chance * 0.3
    if Tone.HELPED in tones:
        return max(chance, HELPED_PLACED.get(mention.part, HELPED))
    return chance * 0.5 if Tone.GENERIC in tones else chance
