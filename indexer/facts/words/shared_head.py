"""Kinds of massage that share one head word: "sports, Swedish and Thai massage", "Relaxation 60 min $90".

The vocabulary knows "sports massage"; where several kinds share the word, only the last stands beside it, and
in price lists it is often left out.
"""

import re
from collections.abc import Iterator
from typing import Final

from indexer.facts.words.tone import lowered
from indexer.matcher import TermMatch
from indexer.prefilter import Rule

KINDS: Final = {
    "swedish-massage": r"swedish",
    "deep-tissue-massage": r"deep[ -]?tissue",
    "sports-massage": r"sports?",
    "remedial-massage": r"remedial",
    "relaxation-massage": r"relaxation|relaxing",
    "pregnancy-massage": r"pregnancy|prenatal|pre-?natal|maternity",
    "thai-massage": r"thai",
    "hot-stone-massage": r"hot[ -]?stones?",
    "aromatherapy-massage": r"aromatherapy|aroma",
    "chinese-massage": r"chinese",
    "lymphatic-drainage": r"lymphatic",
    "oncology-massage": r"oncology",
    "infant-massage": r"infant|baby",
    "indian-head-massage": r"indian head|head",
    "foot-massage": r"foot|feet",
    "back-massage": r"back",
    "couples-massage": r"couples?",
    "trigger-point-therapy": r"trigger[ -]?points?",
    "myofascial-release": r"myofascial",
    "balinese-massage": r"balinese",
    "lomi-lomi": r"hawaiian|kahuna",
    "chair-massage": r"chair|seated",
}
"""Therapy id -> its distinguishing words."""

_KIND: Final = "|".join(f"(?P<k{n}>{words})" for n, words in enumerate(KINDS.values()))
_ANY: Final = rf"(?:{'|'.join(KINDS.values())}|therapeutic|full body|holistic|clinical|medical|post-?natal)"
_JOINT: Final = r"(?:\s*(?:,|/|&|\+)\s*(?:and |or |& )?|\s+(?:and|or)\s+)"
_LIST: Final = re.compile(
    (
        rf"\b(?P<list>{_ANY}(?:{_JOINT}{_ANY}){{1,12}})[ \n]+(?:body )?(?:massages?|bodywork|treatments?"
        rf"|therap(?:y|ies"
        rf"|ists?))\b"
    ),
)
_SOLD: Final = re.compile(
    rf"\b(?P<list>{_ANY}(?:{_JOINT}{_ANY}){{0,4}}) (?:is|are|costs?|pay|at|for) [$£€]\s?\d"
)
"""Prices in sentences: "an hour of relaxation is $130", "couples pay $250"."""
_PRICED: Final = re.compile(
    (
        rf"^\W*(?P<list>{_ANY}(?:{_JOINT}{_ANY}){{0,12}})\W{{0,4}}(?=\d{{2,3}}\W{{0,2}}(?:min|hr|hour)"
        rf"|[$£€]\s?\d"
        rf"|\W*$)"
    ),
)
_BARE: Final = re.compile(
    rf"^\W*(?=.*\b(?:swedish|deep[ -]tissue|relaxation|remedial|hot[ -]?stones?|aromatherapy)\b)"
    rf"(?P<list>{_ANY}(?:{_JOINT}{_ANY}){{1,12}})\W*$"
)
"""A line that is nothing but kinds, one of them of massage alone: "Swedish, Relaxation & Aromatherapy"."""
_PRICE: Final = Rule(r"\d{2,3} ?min|[$£€]\s?\d")
_ONE: Final = re.compile(rf"\b(?:{_KIND})\b")
_IDS: Final = tuple(KINDS)
_ALONE: Final = re.compile(r"^\W*(?:oil |full body )?(?:relaxation|deep[ -]tissue|swedish|remedial)\W*$")
"""Lines that mean the massage even without the word and without a price."""


def find(text: str) -> Iterator[TermMatch]:
    """Therapies whose head word stands further on, or is left out beside a price."""
    low = lowered(text)
    for found in _LIST.finditer(low):
        yield from _each(text, low, found.start("list"), found.end("list"))
    for found in _SOLD.finditer(low):
        yield from _each(text, low, found.start("list"), found.end("list"))
    if len(text) <= 60:
        priced = _PRICED.match(low) if _PRICE.search(low) else None
        if priced is not None:
            yield from _each(text, low, priced.start("list"), priced.end("list"))
        elif _ALONE.match(low) or _BARE.match(low):
            yield from _each(text, low, 0, len(text))


def _each(text: str, low: str, start: int, end: int) -> Iterator[TermMatch]:
    for kind in _ONE.finditer(low, start, end):
        number = int((kind.lastgroup or "k0")[1:])
        yield TermMatch(_IDS[number], kind.start(), kind.end(), text[kind.start() : kind.end()], "label")
