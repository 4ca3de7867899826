"""The words of hours: days, times, "closed", "to", "by appointment"... as tokens in the order of the text."""

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from indexer.facts.times import clock, clock_words, weekdays
from indexer.facts.times.clock import Span
from indexer.prefilter import Rule


class Sort(Enum):
    """What a token says."""

    DAYS = auto()
    SPAN = auto()
    TIME = auto()
    """A time alone: half of a span whose other half stands in the next cell."""
    CLOSED = auto()
    APPOINTMENT = auto()
    HOLIDAY = auto()
    THROUGH = auto()
    """Between the first and the last day of a range."""
    AND = auto()
    LINE = auto()
    EXCEPT = auto()
    """Before days that what was said does not hold for."""
    LATE = auto()
    """Announces that it is open later on some days."""
    FILLER = auto()
    WORD = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of text and what it says; `bare` marks two plain numbers that may or may not be times."""

    sort: Sort
    days: tuple[int, ...] = ()
    span: Span | None = None
    bare: bool = False
    text: str = ""
    """Of a time alone, as written."""


MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
DATE = Rule(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {MONTH}\b|\b{MONTH} \d{{1,2}}(?:st|nd|rd|th)?\b"
    rf"|\b\d{{1,2}}/\d{{1,2}}/\d{{2,4}}\b",
    re.IGNORECASE,
)
"""A calendar date: such a line tells of an event, not of every week."""

_NOT_TIMES = Rule(
    r"(?!\d{1,2}[.:]?\d\d ?- ?\d{1,2}[.:]?\d\d(?!\d))(?<![\d.:])"
    r"\+?\(?\b\d[\d ().-]{7,}\d\b(?![.:]\d| ?[ap]\.?m)"  # phone numbers
    r"|\(?\b(?:closed )?(?:for )?lunch\b[^);\n]{0,25}|\bclosed [^);\n]{0,25}\blunch\b"
    r"|[$£€]\s?\d[\d.,]*(?: ?[-–] ?[$£€]?\d[\d.,]*)?"
    r"|\b\d+(?:\.\d+)?(?: ?[-–] ?\d+)? ?-?(?:min(?:ute)?s?|hours?'?|hrs? notice|weeks?|months?"
    r"|years?|%|km|sessions?)\b",
    re.IGNORECASE,
)
_CLOSED = Rule(
    r"\b(?:closed|shut|not open|no (?:clinic|appointments|sessions))\b|(?<=[a-z:\-–\0] )(?:off"
    r"|n/a)\b|^(?:off|-|–|—|n/a|x)$",
    re.IGNORECASE,
)
_APPOINTMENT = Rule(
    r"\b(?:strictly )?(?:by|on|via|with) (?:prior )?(?:appointment|appt|app|arrangement|request"
    r"|booking)s?\b(?: only)?|\bappointments? only\b|\bon request\b",
    re.IGNORECASE,
)
_HOLIDAY = Rule(
    r"\b(?:public|bank|stat(?:utory)?|federal|national|major) holidays?\b|\bPH(?= off\b)"
    r"|\bholidays(?=\W*closed)",
    re.IGNORECASE,
)
_ALL_DAY = Rule(
    r"\b(?P<every>24 ?[/x] ?7(?: ?/ ?365)?|24 hours(?: a day)?,? (?:7|seven) days(?: a week)?)\b"
    r"|\b(?:open|all) 24 ?(?:hours|hrs)\b"
    r"|^24 ?(?:hours|hrs)$",
    re.IGNORECASE,
)
_THROUGH = Rule(r"[-‐‑‒–—−~→]+|\b(?:to|till?|until|through|thru|thro)\b", re.IGNORECASE)
_AND = Rule(r"[,&/+]|\band\b|\bor\b", re.IGNORECASE)
_FILLER = Rule(
    r"\b(?:we(?:'re| are)?|are|is|open(?:ing)?|hours?|times?|from|on|at|the|between|only|our"
    r"|clinic|studio|office|business"
    r"|trading|a|am|pm|hrs|week|every|mornings?|afternoons?|evenings?|lunch|day|days)\b",
    re.IGNORECASE,
)
_WORD = Rule(r"[^\W_]+")
_GLUED = re.compile(
    r"(?<![a-z])((?:mon|tues|wednes|thurs|fri|satur|sun)days?|mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun)(?=\d)",
    re.IGNORECASE,
)
"""A day whose time follows without a blank, as where a style sheet sets them apart: "Monday8-5"."""
_LETTERED = re.compile(r"\bM(?=:? ?\d)[^\n]*\n?[^\n]*\b(?:Tu?|W)(?=:? ?\d)[^\n]*\n?[^\n]*\b[WF](?=:? ?\d)")
_LETTER = re.compile(r"\b[MTWF](?=:? ?\d)")
_LETTER_DAYS = {"M": "Mon", "T": "Tue", "W": "Wed", "F": "Fri"}
"""Days by their first letter, where several follow each other: "M 9-5, T 9-5, W 9-7"."""
_SOURCES: tuple[tuple[Sort, Rule], ...] = (
    (Sort.SPAN, _ALL_DAY),
    (Sort.WORD, _NOT_TIMES),
    (Sort.SPAN, clock.SPAN),
    (Sort.SPAN, clock.SINCE),
    (Sort.TIME, clock.TIME),
    (Sort.HOLIDAY, _HOLIDAY),
    (Sort.APPOINTMENT, _APPOINTMENT),
    (Sort.CLOSED, _CLOSED),
    (Sort.DAYS, weekdays.DAY),
    (Sort.LINE, Rule(r"\n|[;|•·]|(?<=[a-z\0]{4})[.!?](?= +(?![-–—&]|to\b|and\b))")),
    (Sort.LATE, Rule(r"\blate(?:[- ]nights?)?\b|\bevenings? (?=\w+ until)", re.IGNORECASE)),
    (Sort.EXCEPT, Rule(r"\b(?:except|excluding|excl|but not|apart from|other than)\b", re.IGNORECASE)),
    (Sort.FILLER, _FILLER),
    (Sort.THROUGH, _THROUGH),
    (Sort.AND, _AND),
    (Sort.WORD, _WORD),
)
"""In order of precedence: what an earlier one took, a later one does not see."""

VALUES = (Sort.SPAN, Sort.CLOSED, Sort.APPOINTMENT)


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a text, in order; characters that say nothing are left out."""
    taken: list[tuple[int, int, Token]] = []
    text = _GLUED.sub(r"\1 ", text)
    if _LETTERED.search(text):
        text = _LETTER.sub(lambda found: _LETTER_DAYS[found[0]], text)
    plain = clock_words.in_figures(text)
    rest = list(plain)
    for sort, rule in _SOURCES:
        for found in rule.pattern.finditer("".join(rest)) if rule.may(plain) else ():
            token = _token(sort, rule, found)
            if token is None:
                continue
            taken.append((found.start(), found.end(), token))
            rest[found.start() : found.end()] = "\x00" * (found.end() - found.start())
    return tuple(token for _, _, token in sorted(taken, key=lambda item: item[:2]))


def _token(sort: Sort, rule: Rule, found: re.Match[str]) -> Token | None:
    if sort is Sort.DAYS:
        days = weekdays.days(found)
        return Token(sort, days) if days else None
    if sort is not Sort.SPAN:
        return Token(sort, text=found[0] if sort is Sort.TIME else "")
    if rule is _ALL_DAY:
        return Token(sort, weekdays.ALL if found["every"] else (), Span(0, clock.DAY))
    if rule is clock.SINCE:
        span = clock.since(found)
        return Token(sort, span=span) if span else None
    span = clock.span(found)
    return Token(sort, span=span, bare=clock.is_bare(found)) if span else None


def loose_spans(stream: tuple[Token, ...]) -> tuple[Span, ...]:
    """The spans of a text that names no day they could belong to, two bare numbers left out."""
    return tuple(token.span for token in stream if token.span and not token.bare)
