"""Street lines: house number, name and type; units before or after; corners. One grammar for all."""

import re

from indexer.prefilter import Rule

_TYPES = """street st road rd avenue ave av drive drv dr lane ln court ct crescent cres cr place pl parade pde
    terrace tce ter highway hwy boulevard boulevarde blvd bvd circuit cct cctt close cl way grove gr
    square sq esplanade esp mews row walk rise quay qy wharf plaza mall arcade promenade freeway
    parkway pkwy pkway pike trail trl turnpike loop alley green gardens gdns circle cir crossing
    broadway strand hill causeway track link pass chase vale view ridge mount approach garth yard gate
    wynd brae bypass expressway line sideroad concourse retreat glade parkade common cross end croft
    market embankment reserve corso outlook dene dale cove run bend vista glen nook quadrant boardwalk dell
    brow fairway lookout spur landing knoll trace straße calle rue"""
TYPE = r"(?:" + "|".join(sorted(_TYPES.split(), key=len, reverse=True)) + r")"
_SAINT_SAFE = (
    r"(?:"
    + "|".join(t for t in sorted(_TYPES.split(), key=len, reverse=True) if len(t) > 2 or t == "rd")
    + r")"
)
CLEAR_TYPE = (
    r"(?:street|st|road|rd|avenue|ave|lane|drive|crescent|terrace|parade|highway|boulevard|square|mews"
    r"|grove|close"
    r"|way|hill|gardens|row)"
)
"""Types that make a street of a line without house number."""
_NOT_NAMES = (
    r"(?!(?:Min|Mins|Minutes?|Hours?|Hrs?|Years?|Days?|Weeks?|Months?|Stars?|Sessions?|Off|AM|PM|Am|Pm"
    r"|Steps?|Reasons?|Ways?"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Mon|Tue|Wed|Thu|Fri|Sat|Sun|To|And|Or"
    r"|January|February"
    r"|March|April|June|July|August|September|October|November|December|Phone|Tel|Email|Reviews?|Clients?"
    r"|People)\b)"
)
NAME_WORD = (
    rf"{_NOT_NAMES}(?:[A-ZÀ-ÝĀ-Ž][\w'’.-]*|\d{{1,3}}(?:st|nd|rd|th)(?=\s)|of|the|and|&|de|la|le|du|von|van)"
)
_COMPASS = r"(?:North|South|East|West|Nth|Sth|NE|NW|SE|SW|N|S|E|W)"
NUMBER = r"(?:[A-Z]{1,2}\d{0,3}\s?/\s?)?\d{1,5}[A-Za-z½¼¾]?(?:\s?[/&–-]\s?\d{1,5}[A-Za-z]?){0,2}"
_UNIT_WORD = (
    r"(?i:unit|suite|ste|shop|level|lvl|floor|fl|factory|apt|apartment|room|rm|studio|office|villa|lot"
    r"|kiosk|tenancy"
    r"|warehouse|bldg|building|block|bay|flat|ward|district|sector|phase|t|u|s|g|l)"
)
UNIT = (
    rf"(?:{_UNIT_WORD}\.?\s*(?:(?i:no)\.?\s*)?#?\s?(?:\d{{1,4}}(?:\.\d\d)?[A-Za-z]?"
    rf"|[A-Z]\d{{0,3}})(?:\s?[-–&/]\s?\d{{1,4}}[A-Za-z]?)?"
    r"|#\s?\w{1,5}(?:-\w{1,4})?"
    r"|(?:\d{1,2}|[GPB])F\d"
    r"|(?i:lower ground|ground|upper ground|first|second|third|fourth|1st|2nd|3rd|[4-9]th|\d\dth|upper"
    r"|top|lower)"
    r" (?i:floor|level|fl|flr|lvl)\b|(?i:upstairs|rear of|rear|front unit|basement))"
)
_NUMBERED = (
    rf"(?:No\.?\s)?{NUMBER},?\s+(?:(?:{NAME_WORD}\s+){{1,4}}?|(?:{_COMPASS}\.?\s+)?\d{{1,3}}(?:st|nd|rd"
    rf"|th)?\s+)(?i:{TYPE})\b\.?(?!\s+(?i:{_SAINT_SAFE})\b)"
    rf"(?:\s{_COMPASS}\b\.?(?!\s(?!{_UNIT_WORD}\b)[A-Z][a-z])|\s(?:Upper|Lower)\b(?=\s*(?:[,\n]|$)))?"
)
_BARE_TYPE = (
    rf"{NUMBER},?\s+(?:The\s)?(?:Esplanade|Broadway|Boulevard|Strand|Terrace|Parade|Crescent|Avenue"
    rf"|Causeway|Corso)\b|{NUMBER}\sAvenue\s[A-Z]\b"
)
_ROUTE = (
    rf"{NUMBER}\s+(?:{_COMPASS}\.?\s)?(?i:highway|hwy|route|rte|county road|state road|state highway"
    rf"|state route|us|sr)[\s-]\d{{1,4}}[A-Z]?\b(?:\s{_COMPASS}\b)?"
)
_CORNER = (
    rf"(?i:cnr|corner|crn)\.?(?:\sof)?\s+(?:{NAME_WORD}\s+){{0,3}}{NAME_WORD}\s*(?:&|and"
    rf"|/)\s*(?:{NAME_WORD}\s+){{1,3}}?"
    rf"(?i:{TYPE}s?)\b\.?"
)
STREET = Rule(rf"(?<![\w/.$£€-])(?:{_ROUTE}|{_NUMBERED}|{_CORNER}|{_BARE_TYPE})")
"""A street with its number, or a corner."""
UNNUMBERED = Rule(
    rf"(?:(?<=[,\n])|^)\s*(?:(?:The|Old|New|Upper|Lower|[A-ZÀ-Ý][\w'’.-]*|\d{{1,2}}(?:st|nd|rd"
    rf"|th))\s+){{1,3}}(?i:{CLEAR_TYPE})\b\.?"
    rf"(?=\s*(?:[,\n]|$))"
)
"""A street alone in its part of an address: counts only where a postcode follows."""
SECOND = re.compile(
    r"(?:The |Old |New )?(?:[A-ZÀ-Ý][\w'’-]*\s){1,2}"
    r"(?i:street|st|road|rd|avenue|ave|lane|highway|parade|drive)\.?$"
)
"""A street behind a shop's number in an arcade or a house: "4 Riverside Plaza, Main Street"."""
TRAILING_UNIT = re.compile(rf"[,\s]{{0,3}}(?:{UNIT})(?![\w])")
UNIT_WORD_BEFORE = re.compile(
    r"(?:^|[\s,(])(?P<word>(?:unit|suite|ste|shop|level|lvl|factory|apt|apartment|room|rm|studio|office|villa|lot|flat|kiosk"
    r"|tenancy|warehouse|bay)"
    r"\.?\s*(?:no\.?\s*)?#?\s*)$",
    re.IGNORECASE,
)
NUMBERED_LINE = re.compile(rf"{NUMBER}\s+{_NOT_NAMES}[A-Z][\w'’.-]+(?:\s{_NOT_NAMES}[A-Z][\w'’.-]+){{0,3}}")
"""A number and a name before a suburb with its postcode: a street of whatever type ("6 Ocean Vista")."""
LEADING_UNIT = re.compile(rf"(?:{UNIT})[\s,/–-]*$")
ONLY_UNIT = re.compile(rf"^(?:{UNIT}[\s,/–-]*)+$")


def tidy(street: str) -> str:
    """A street line in one line, without stray punctuation; the words stay as written."""
    street = re.sub(r"\s*\n\s*", ", ", street.strip())
    street = re.sub(r"\s*,[\s,]*", ", ", " ".join(street.split()))
    street = re.sub(r"(?<=[a-z])\.(?=,|$)", "", street)
    return street.strip(" ,;-–|")
