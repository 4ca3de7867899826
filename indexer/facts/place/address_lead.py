"""What stands before a street in an address: units, and the building or business they are in."""

import re

from indexer.facts.place.address_parts import VENUE
from indexer.facts.place.street import LEADING_UNIT, UNIT_WORD_BEFORE, tidy

LEAD_MOST = 110
"""Characters before a street that can hold its units and its building."""
ASIDE = re.compile(r"\([^()\n]{0,60}\)")
"""A remark between a building and its street: "(round the back)"."""
OPENING_QUOTE = re.compile(r"(?<!\w)[‘“'\"](?=\w)")
_NAMED = r"[‘“'\"]?(?P<venue>[A-Z](?:(?<=\bSt)\.|[^,\n.:;|]){3,50}?)[’”'\"]?"
VENUE_BEFORE = re.compile(r"(?:^|(?:[,\n:;|]|(?<=[a-z)\d]{3})\.)\s*|\b(?:at|in) )" + _NAMED + r"\s*[,\n]\s*$")
PLACED_AT = re.compile(r"^(?:.*[a-z] at|At|In) (?:the )?(?=[A-Z])")
"""What leads up to the building's name: "Sports massage at Forge Gym", "At the Dales rooms"."""
THE_HOUSE = re.compile(r"The (?:Old |New )?[A-Z][\w'’-]+$")
"""A house called "The Tannery", whatever it once was."""
INSIDE = re.compile(r"\b(?i:inside|within) (?:the )?" + _NAMED + r"\s*(?:[,\n]|\sat\s)\s*$")
"""Whatever has rooms inside is a building, though no word of its name says so."""
NOT_LEAD = re.compile(
    r"[:@!?©]|\d{5,}|\b(?:phone|tel|mobile|email|call|by|our|your|you|we|is|are|was|will|to|for|with|from"
    r"|massage|osteopathy"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday|home|about|services|contact|find|visit"
    r"|address|location"
    r"|located|upstairs|downstairs|inside|above|below|behind|opposite|next|beside|near|directions?|book|parking|welcome|hours)\b",
    re.IGNORECASE,
)


def lead(text: str, start: int, named: bool) -> tuple[int, str, str | None]:
    """Units and a venue right before a street: (start of both, the units as text, the venue).

    With `named` any name counts as the venue's, not only one with a word such as "House".
    """
    first = max(0, start - LEAD_MOST)
    before = without_asides(text[first:start])
    word = UNIT_WORD_BEFORE.search(before)  # of "Shop 3/45", whose number reads as part of the street's
    if word:
        before = before[: word.start("word")]
    before = _without_units(before)
    units = text[first + len(before) : start]
    start = first + len(before)
    venue = None
    piece = INSIDE.search(before) or VENUE_BEFORE.search(before)
    if (
        piece
        and (named or piece.re is INSIDE or VENUE.search(piece["venue"]) or THE_HOUSE.match(piece["venue"]))
        and not NOT_LEAD.search(piece["venue"])
    ):
        start = first + len(_without_units(before[: piece.start("venue")].rstrip("‘“'\"")))
        venue = PLACED_AT.sub("", ASIDE.sub("", text[start : first + piece.end("venue")]))
        venue = OPENING_QUOTE.sub("", venue)
    return start, units, tidy(venue) if venue else None


def without_asides(text: str) -> str:
    """Text with its bracketed remarks blanked out, every other character in its place."""
    return ASIDE.sub(lambda match: " " * len(match[0]), text)


def _without_units(before: str) -> str:
    """What stands before the units that text ends in: "First floor, " and "Shop 4, "."""
    while (unit := LEADING_UNIT.search(before)) is not None and (
        unit.start() == 0 or not before[unit.start() - 1].isalnum()
    ):
        before = before[: unit.start()]
    return before
