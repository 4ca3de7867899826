"""Spans of time in words, put in figures: "ten until four", "first booking 8am, last booking 8pm"."""

import re

from indexer.prefilter import Rule

_HOURS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_HOUR = rf"(?:{'|'.join(_HOURS)})"
_HALF = r"(?: o['’]clock)?(?: ?(?P<half{n}>[ap]\.?m)\b| in the (?P<part{n}>morning|afternoon|evening))?"
_SPELT = Rule(
    rf"\b(?P<past1>half past )?(?P<hour1>{_HOUR}|\d{{1,2}}){_HALF.replace('{n}', '1')}"
    r" (?:to|until|till?|and) "
    rf"(?P<past2>half past )?(?P<hour2>{_HOUR}|\d{{1,2}})\b{_HALF.replace('{n}', '2')}",
    re.IGNORECASE,
)
_TIME = r"(?P<{n}>\d{{1,2}}(?:[.:]\d\d)? ?[ap]\.?m)\b"
_VISIT = r"(?:bookings?|appointments?|sessions?|clients?|patients?)(?: is| at|:)*"
_FIRST_LAST = Rule(
    rf"\bfirst {_VISIT} {_TIME.format(n='opens')}\W+(?:and )?(?:the )?"
    rf"last {_VISIT} {_TIME.format(n='closes')}",
    re.IGNORECASE,
)


def in_figures(text: str) -> str:
    """The text with its worded spans in figures."""
    return _SPELT.sub(_figures, _FIRST_LAST.sub(r"\g<opens> - \g<closes>", text))


def _figures(found: re.Match[str]) -> str:
    if found["hour1"].isdigit() and found["hour2"].isdigit() and not (found["part1"] or found["part2"]):
        return found[0]
    return f"{_figure(found, 1)} - {_figure(found, 2)}"


def _figure(found: re.Match[str], n: int) -> str:
    word = found[f"hour{n}"].lower()
    hour = word if word.isdigit() else str(_HOURS.index(word) + 1)
    half = found[f"half{n}"] or ""
    if part := found[f"part{n}"]:
        half = "am" if part.lower() == "morning" else "pm"
    return f"{hour}{':30' if found[f'past{n}'] else ''}{half}"
