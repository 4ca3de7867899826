"""Lengths of sessions as clinics write them: `60 min`, `1h15`, `1.5 hours`, `half hour`, `45-60 mins`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

LEAST, MOST = 5, 480
"""Minutes that a session may take."""
USUAL = frozenset([10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 70, 75, 80, 90, 100, 105, 120, 135, 150, 180])
"""Bare numbers that read as minutes between a name and a price: "Combination · 60 · $95"."""

_WORDS = {
    "a": 1.0,
    "an": 1.0,
    "one": 1.0,
    "i": 1.0,
    "two": 2.0,
    "three": 3.0,
    "half": 0.5,
    "½": 0.5,
    "¼": 0.25,
    "¾": 0.75,
    "1/2": 0.5,
    "1/4": 0.25,
    "3/4": 0.75,
}
_SPELT = {
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fortyfive": 45,
    "fifty": 50,
    "sixty": 60,
    "seventyfive": 75,
    "ninety": 90,
}
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "1/2": 0.5, "1/4": 0.25, "3/4": 0.75}

_NUMBER = r"\d+(?:[.,]\d+)?"
_HOUR = r"(?:hours?|hrs?|h)(?![a-z])\.?"
_MINUTE = r"(?:minutes?|mintues?|minuets?|mins?|m(?![a-z²³])|['’′](?!\w)|分[钟鐘]?)\.?"
_DASH = r" ?(?:-|–|—|\bto\b) ?"
DURATION = re.compile(
    rf"(?<![\d.,$£€:])(?:"
    rf"(?P<hour>\b[13]/[24](?!\d)|{_NUMBER}|\b(?:one|two|three|an?|i|half)\b|[½¼¾])"
    rf"(?: ?(?P<fraction>[½¼¾]|\b1/2|\b1/4|\b3/4))?"
    rf"(?:{_DASH}{_NUMBER})?(?: (?:an? )?|-)?{_HOUR}"
    rf"(?: ?(?:,|and|&|\+)? ?(?:(?P<rest>\d{{1,2}})(?: ?-?{_MINUTE}|(?= ?[-–:|(/$£€]|$))"
    rf"|(?P<half>a half|½)))?"
    rf"|\b(?P<long>hour and a half)"
    rf"|(?<=for )(?:the|your) (?P<first>first hour)\b"
    rf"|\b(?P<quarters>three[- ]quarters?)(?: of an)?[- ]hour"
    rf"|(?P<list>\d{{2,3}}(?: ?[/,&|] ?\d{{2,3}}|,? (?:and|or) \d{{2,3}})+) ?-?{_MINUTE}"
    rf"|\b(?P<spelt>fifteen|twenty|thirty|fort(?:y[- ]?five|y)|fifty|sixty|seventy[- ]?five"
    rf"|ninety)[- ]?{_MINUTE}"
    rf"|(?P<clock>0:[1-5][05]|[1-3]:[0-5][05](?= ?{_HOUR}| ?[-–—|] ?[$£€])(?: ?{_HOUR})?)(?! ?[ap]\.?m)"
    rf"|(?P<minute>\d{{1,3}})\+?(?: ?{_MINUTE})?(?:{_DASH}\d{{1,3}})? ?-?{_MINUTE}"
    rf")",
    re.IGNORECASE,
)
PER_HOUR = re.compile(
    r"(?:per (?:therapist|person|practitioner|head),? )?(?:/|\bper |\ban |\beach |\ba |\bfor (?:the"
    r"|one) )\s?(?:1 ?)?(?:hour|hr|h)\b|\bp\.?/?h\.?r?\b"
    r"|\bhourly\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d+")
_NOT_BEFORE = re.compile(
    r"\b(?:arrive|come|least|wait|within|every|after|free|complimentary|extra|additional|another"
    r"|(?:the|your) (?:first|last)|includ\w+(?: an?)?"
    r"|cancel\w*|notice of|than|under|over)\W*$",
    re.IGNORECASE,
)
_NOT_AFTER = re.compile(
    r"^['’]?\W*(?:early|earlier|late(?! (?:pregnan|stage|night|evening|afternoon))|later|before"
    r"|prior|notice|walk|drive|away"
    r"|from (?!\W*[$£€\d])|ago|of (?:exercise|cpd|training|notice)|or more before"
    r"|in advance|to (?:respond|reply|spare)|by (?:car|train|bus|foot))\b",
    re.IGNORECASE,
)
"""Words right before and right after a duration that take it from being a session's."""
_NEAR = 24
"""Characters looked at on either side for such words."""


@dataclass(frozen=True, slots=True)
class Duration:
    """Minutes, and where they stand in a text."""

    minutes: int
    start: int
    end: int


def find(text: str) -> Iterator[Duration]:
    """The durations of a text that may be a session's; of a range the lower figure."""
    for found in DURATION.finditer(text):
        barred = _NOT_BEFORE.search(text, max(0, found.start() - _NEAR), found.start())
        if barred and not found["list"]:
            continue
        if _NOT_AFTER.search(text[found.end() : found.end() + _NEAR]):
            continue
        if found["list"]:
            parts = [
                (int(part[0]), part.start(), part.end())
                for part in _FIGURE.finditer(text, *found.span("list"))
            ]
            parts[-1] = (*parts[-1][:2], found.end())
            if barred or not USUAL.issuperset(part[0] for part in parts):
                parts = parts[-1:]  # "Child under 14, 30 min"
        else:
            parts = [(_minutes(found), found.start(), found.end())]
        yield from (Duration(*part) for part in parts if LEAST <= part[0] <= MOST)


def _minutes(found: re.Match[str]) -> int:
    if found["quarters"]:
        return 45
    if found["first"]:
        return 60
    if found["long"]:
        return 90
    if found["spelt"]:
        return _SPELT[re.sub("[^a-z]", "", found["spelt"].lower())]
    if found["clock"]:
        hour, minute = found["clock"][0], found["clock"][2:4]
        return int(hour) * 60 + int(minute)
    if found["minute"]:
        return int(found["minute"])
    written = found["hour"].lower().replace(",", ".")
    hours = _WORDS[written] if written in _WORDS else float(written)
    hours += _FRACTIONS.get(found["fraction"] or "", 0.0) + (0.5 if found["half"] else 0.0)
    return round(hours * 60) + int(found["rest"] or 0)
