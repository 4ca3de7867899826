"""Phone numbers in text and links, in E.164: forms of writing, without judging whose they are."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, unquote, urlsplit

import phonenumbers
from phonenumbers import Leniency, PhoneNumberFormat, PhoneNumberMatcher

from indexer.facts.contact.labels import label_after, label_before
from indexer.prefilter import Rule

TEXT_MOST = 20_000
"""Characters of one text that are searched for numbers."""
MATCHES_MOST = 60
"""Numbers of one text that are looked at: a text with more is a list of somebody's data."""
DIGIT = re.compile(r"\d")
PLACEHOLDER = re.compile(r"(\d)\1{5,}|1234567|^(?:\+?1)?555")
DRAMA = re.compile(r"(?<!\d)(?:\+44 ?(?:\(0\) ?)?|0)7700[ -]?900[ -]?\d{3}(?!\d)")
ABROAD = Rule(r"(?<![\d+])00(?=(?:1|44|61|64|353)[ ()]*\d)")
"""The dialling prefix of most countries, printed for readers elsewhere."""
SIDE_BY_SIDE = Rule(
    r"(?<=\d{3})[ \xa0](?=(?:0\d{3}[ \xa0]?\d{3}[ \xa0]?\d{3}|\(?0\d\)?[ \xa0]?\d{4}[ \xa0]?\d{4}|0\d{9,10})"
    r"(?!\d))"
)
"""The gap between two whole national numbers."""
LOCAL = {
    "AU": re.compile(r"(?<![\d/.$+()-])(?<!\d[ )])(?<!\d\) )[2-9]\d{3}[ .-]?\d{4}(?![\d%]|[ .-]\d)"),
    "US": re.compile(r"(?<![\d/.$+()-])(?<!\d[ )])(?<!\d\) )[2-9]\d{2}[ .-]\d{4}(?![\d%]|[ .-]\d)"),
    "NZ": re.compile(r"(?<![\d/.$+()-])(?<!\d[ )])(?<!\d\) )[2-9]\d{2}[ .-]?\d{4}(?![\d%]|[ .-]\d)"),
}
LOCAL["CA"] = LOCAL["US"]
"""Numbers written without area code: country -> pattern."""
AREA_CODE = {
    "AU": (re.compile(r"\+61([2378])"), "0"),
    "US": (re.compile(r"\+1(\d{3})"), ""),
    "CA": (re.compile(r"\+1(\d{3})"), ""),
    "NZ": (re.compile(r"\+64([34679])\d{7}$"), "0"),
}
"""Country -> (area code of a whole number, trunk prefix before it)."""
STREET_AFTER = re.compile(
    r"(?:st|nd|rd|th)?[ \xa0]+(?:street|st|avenue|ave|road|rd|drive|dr|highway|hwy|boulevard|way|lane)\b",
    re.IGNORECASE,
)
"""What makes a number one of a house: "203 - 8268 120 Street"."""
CALL_SCHEMES = frozenset(("tel", "sms", "callto", "phone"))


def parse(text: str, country: str) -> list[str]:
    """Numbers in `text` in E.164, in order, without fax; national forms are read as numbers of `country`."""
    return list(dict.fromkeys(number for number, _, _ in numbers(text, country)))


def normal(raw: str, country: str) -> str | None:
    """One number as written, in E.164; `None` when it is not a possible number or a placeholder."""
    digits = re.sub(r"\D", "", raw)
    if not 6 <= len(digits) <= 17 or "x" in raw.casefold().replace("ext", "") or PLACEHOLDER.search(digits):
        return None
    if raw.strip().startswith("+0"):  # "+03 ...": a national number with a stray plus
        raw = raw.strip()[1:]
    for text in (raw, "+" + digits.removeprefix("00")):
        try:
            number = phonenumbers.parse(text, country)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return None


def dialled(href: str, country: str) -> str | None:
    """The number a link calls or writes to."""
    scheme, _, rest = href.partition(":")
    if scheme.lower() in CALL_SCHEMES:
        return normal(unquote(rest).partition("?")[0], country)
    if scheme in ("http", "https") and ("wa.me/" in href or "whatsapp.com/send" in href):
        query = parse_qs(urlsplit(href).query).get("phone", [""])[0]
        digits = re.sub(r"\D", "", query or urlsplit(href).path)
        return normal("+" + digits, country) if digits else None
    return None


def numbers(text: str, country: str, heading: str = "") -> Iterator[tuple[str, int, int]]:
    """Numbers to call: (E.164, start, end); `heading` is what stands before the text and may label it."""
    text = text[:TEXT_MOST]
    if len(DIGIT.findall(text)) < 6:
        return
    if country == "GB" and "7700" in text:  # a range set aside for drama, which the library takes for none
        for drama in DRAMA.finditer(text):
            if not (label_before(text, drama.start(), heading) or label_after(text, drama.end())):
                yield "+447700900" + drama[0][-3:], drama.start(), drama.end()
    # Both keep every character in its place.
    plain = SIDE_BY_SIDE.sub("\n", ABROAD.sub(" +", text))
    for count, match in enumerate(PhoneNumberMatcher(plain, country, Leniency.VALID, 200)):
        if count >= MATCHES_MOST:
            return
        if PLACEHOLDER.search(re.sub(r"\D", "", match.raw_string)) or STREET_AFTER.match(text, match.end):
            continue
        if not (label_before(text, match.start, heading) or label_after(text, match.end)):
            yield phonenumbers.format_number(match.number, PhoneNumberFormat.E164), match.start, match.end


def completed(digits: str, area: str, country: str) -> str | None:
    """A number written without area code, with it."""
    return normal(f"{AREA_CODE[country][1]}{area}{digits}", country) if area else None
