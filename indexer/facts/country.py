"""Which country a site's provider works in."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

import phonenumbers

from indexer.facts.pages.standing import standing
from indexer.facts.place.regions import CA_PROVINCES, COUNTRY_NAMES, IE_COUNTIES, REGIONS, US_STATES
from indexer.page import Channel, Site
from indexer.prefilter import Rule

DEFAULT = "AU"
"""Where the first users look; taken only when nothing says otherwise."""
MORE, MORE_MOST = 0.25, 2
"""What each further sign of a kind adds, and how many count: ten prices say no more than three."""

WEIGHT = {
    "structured": 5.0,  # the site says so itself
    "postcode": 4.0,  # forms that no other country has
    "coordinates": 4.0,  # a map of the place
    "domain": 4.0,
    "dialling": 3.5,  # +61..., but people call from abroad
    "map-region": 2.0,  # the region of whoever made the map
    "mail-domain": 2.5,
    "phone": 2.0,  # numbers valid there in national form
    "booking": 2.0,  # platforms keep data per country
    "scheme": 2.0,  # registers, funds and schemes of one country
    "named": 1.5,
    "currency": 1.5,
    "language": 0.7,  # templates come as en-US
}
DOMAINS = {"au": "AU", "uk": "GB", "nz": "NZ", "ca": "CA", "ie": "IE", "us": "US", "ph": "PH", "vn": "VN",
           "sg": "SG", "za": "ZA", "in": "IN", "th": "TH", "scot": "GB", "wales": "GB", "london": "GB",
           "melbourne": "AU", "sydney": "AU", "kiwi": "NZ"}  # fmt: skip
MAIL_HOSTS = {"bigpond.com": "AU", "optusnet.com.au": "AU", "btinternet.com": "GB", "xtra.co.nz": "NZ",
              "eircom.net": "IE", "comcast.net": "US", "verizon.net": "US"}  # fmt: skip
CURRENCY = {"£": "GB", "€": "IE", "NZ$": "NZ", "NZD": "NZ", "AUD": "AU", "A$": "AU", "CAD": "CA", "USD": "US",
            "₱": "PH", "VND": "VN", "₫": "VN"}  # fmt: skip
SCHEMES = {
    "AU": ("ahpra", "hicaps", "ndis", "medicare", "atms", "aamt", "bupa", "medibank", "dva", "abn", "arhg"),
    "GB": ("gosc", "general osteopathic council", "cnhc", "fht", "vtct", "nhs", "axa"),
    "US": ("lmt", "ncbtmb", "amta", "abmp", "hipaa", "hsa", "fsa"),
    "CA": ("rmt", "wsib", "cmto", "icbc", "extended health", "direct billing", "gst"),
    "NZ": ("acc", "ocnz", "massage new zealand"),
    "IE": ("laya", "vhi", "eir code", "eircode"),
}
SCHEME_LEAST = 2
"""Schemes of one country that must be named: `acc` or `lmt` alone may mean something else."""
BOXES = {
    "AU": (-44.0, -10.0, 112.0, 154.0), "NZ": (-48.0, -34.0, 166.0, 179.0), "GB": (49.8, 59.5, -8.2, 1.8),
    "IE": (51.3, 55.5, -10.7, -6.0), "PH": (4.5, 21.0, 116.0, 127.0), "VN": (8.0, 23.5, 102.0, 110.0),
    "US": (24.5, 43.0, -125.0, -66.0), "CA": (49.0, 70.0, -141.0, -52.0), "SG": (1.1, 1.5, 103.5, 104.1),
}  # fmt: skip
"""South, north, west, east; where boxes overlap (Ulster, Ontario) both countries get the sign."""
NATIONAL = ("AU", "GB", "US", "CA", "NZ", "IE", "PH")

AU_END = Rule(
    r"\b(?:VIC|NSW|QLD|TAS|ACT|WA|SA|NT|Vic|Qld|Tas|Victoria|New South Wales|Queensland|Tasmania"
    r"|(?:South|Western) Australia)\b\.?,?\s+[0-9]{4}(?!\d)"
)
US_END = Rule(r"\b(?:" + "|".join(sorted(US_STATES.values())) + r")\.?,?\s+\d{5}(?!\d)")
NAMED_US = Rule(r",\s+(?:" + "|".join(name.title() for name in US_STATES) + r"|" +
                      "|".join(sorted(US_STATES.values())) + r")\b")  # fmt: skip
NAMED_SHORT = {
    country: Rule(rf"\b[A-Z][\w'’-]+,? (?:{names})\b")
    for country, names in (("NZ", "NZ"), ("GB", "UK"), ("US", "USA"))
}
"""Countries by their initials, behind a place: "Christchurch NZ"."""
NAMED_CA = Rule(r",\s+(?:" + "|".join(name.title() for name in CA_PROVINCES) + r"|ON|BC|AB|QC|NS)\b")
NAMED_IE = Rule(r"\b(?:Co\.?|County)\s?(?:" + "|".join(n.title() for n in sorted(IE_COUNTIES)) + r")\b")
NAMED = {
    country: Rule(r"\b(?:" + "|".join(re.escape(n.title()) for n in names if len(n) > 3) + r")\b")
    for country, names in COUNTRY_NAMES.items()
}
MAIL = Rule(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
MAP_POINT = re.compile(r"!2d(-?\d+\.\d+)!3d(-?\d+\.\d+)")
MAP_REGION = re.compile(r"!1s[a-z]{2}(?:-[A-Za-z]+)?!2s([a-z]{2})(?![a-z])")
BOOKING_REGION = re.compile(r"\.(au|uk|ca|us|ie|nz)\d\.cliniko\.com")
NUMBER = re.compile(r"(?<![\d/.$£€#-])\(?0?\d[\d ().-]{6,14}\d(?![\d%])")
COMPANY_NUMBER = Rule(r"\b(?P<kind>ABN|ACN|NZBN)\b[\s:.#-]*(?:\d[\s-]?){9,13}(?!\d)", re.IGNORECASE)
"""Numbers of companies; some read as numbers to call."""
COMPANY_COUNTRY = {"abn": "AU", "acn": "AU", "nzbn": "NZ"}
INTERNATIONAL = Rule(r"\+\s?\d[\d ().-]{7,17}\d")


def infer(site: Site) -> str:
    """ISO 3166-1 alpha-2; Australia when nothing says otherwise."""
    scores = score(site)
    return max(scores, key=lambda c: (scores[c], c == DEFAULT)) if scores else DEFAULT


def score(site: Site) -> dict[str, float]:
    """What speaks for each country: the sum of `WEIGHT` over the signs found."""
    signs: Counter[tuple[str, str]] = Counter()
    for kind, country in _signs(site):
        signs[kind, country] += 1
    scores: dict[str, float] = {}
    for (kind, country), count in signs.items():
        scores[country] = scores.get(country, 0.0) + WEIGHT[kind] * (1 + MORE * min(count - 1, MORE_MOST))
    return scores


def _signs(site: Site) -> Iterator[tuple[str, str]]:
    tail = site.host.rsplit(".", 1)[-1]
    if tail in DOMAINS:
        yield "domain", DOMAINS[tail]
    for page in site.pages:
        if standing(page):
            yield from _language(page.language)
            for item in page.data:
                yield from _structured(item)
    for address in sorted(
        {e for p in site.pages for e in p.embeds} | {x.href for p in site.pages for x in p.links}
    ):
        yield from _address(address)
    texts = [b.text for p, b in site.unique_blocks if standing(p) and b.channel is not Channel.ALT]
    texts += [site.home.title, site.home.meta.get("description", "")]
    yield from _text("\n".join(texts))


def _language(language: str) -> Iterator[tuple[str, str]]:
    _, _, area = language.partition("-")
    if area.upper() in NATIONAL and area != "us":
        yield "language", area.upper()


def _structured(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    address = item.get("address")
    for one in address if isinstance(address, list) else [address]:
        if isinstance(one, Mapping):
            named = one.get("addressCountry")
            name = str(named.get("name", "") if isinstance(named, Mapping) else named or "").strip()
            code = country_code(name)
            if code:
                yield "structured", code


def country_code(name: str) -> str | None:
    """ISO code of a country written as a code or a name, `None` when it is neither."""
    bare = name.strip().rstrip(".").casefold()
    for code, names in COUNTRY_NAMES.items():
        if bare in names or bare == code.casefold():
            return code
    return bare.upper() if len(bare) == 2 and bare.upper() in phonenumbers.SUPPORTED_REGIONS else None


def _address(address: str) -> Iterator[tuple[str, str]]:
    if address.startswith("tel:"):
        number = unquote(address[4:])
        if number.startswith("+") and not number.startswith("+0"):
            yield from _dialled(number)
    elif address.startswith("mailto:"):
        yield from _mail(address[7:].partition("?")[0])
    elif "google." in address or "goo.gl" in address:
        for lon, lat in MAP_POINT.findall(address):
            yield from (("coordinates", c) for c, box in BOXES.items() if inside(box, float(lat), float(lon)))
        for area in MAP_REGION.findall(address):
            if (area != "us" and area in DOMAINS) or area in ("us", "gb"):
                yield "map-region", DOMAINS.get(area, area.upper())
    elif (found := BOOKING_REGION.search(urlsplit_host(address))) is not None:
        yield "booking", DOMAINS[found[1]]


def urlsplit_host(address: str) -> str:
    """Host of an address, lower case; empty when it has none or cannot be read."""
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""


def inside(box: tuple[float, float, float, float], lat: float, lon: float) -> bool:
    """Whether a point lies in a box: south, north, west, east."""
    south, north, west, east = box
    return south <= lat <= north and west <= lon <= east


def _mail(address: str) -> Iterator[tuple[str, str]]:
    host = address.rpartition("@")[2].strip().lower()
    country = MAIL_HOSTS.get(host) or DOMAINS.get(host.rsplit(".", 1)[-1] if "." in host else "")
    if country:
        yield "mail-domain", country


def _dialled(number: str) -> Iterator[tuple[str, str]]:
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return
    country = phonenumbers.region_code_for_number(parsed)
    if country and len(country) == 2:
        yield "dialling", country


def _text(text: str) -> Iterator[tuple[str, str]]:
    for number in set(INTERNATIONAL.findall(text)):
        yield from _dialled(number)
    for registered in {m["kind"].casefold() for m in COMPANY_NUMBER.finditer(text)}:
        yield "scheme", COMPANY_COUNTRY[registered]
    yield from (("postcode", "AU") for _ in set(AU_END.findall(text)))
    yield from (("postcode", "US") for _ in set(US_END.findall(text)))
    for country in ("GB", "CA", "IE"):
        pattern = REGIONS[country].postcode
        if pattern is not None:
            yield from (("postcode", country) for _ in {m[0] for m in pattern.finditer(text)})
    for sign, country in CURRENCY.items():
        if sign in text:
            yield "currency", country
    lowered = text.casefold()
    yield from (("named", c) for c, pattern in NAMED.items() if pattern.search(text))
    yield from (("named", c) for c, pattern in NAMED_SHORT.items() if pattern.search(text))
    yield from (
        ("named", c) for c, p in (("US", NAMED_US), ("CA", NAMED_CA), ("IE", NAMED_IE)) if p.search(text)
    )
    words = set(re.findall(r"[a-z]+", text.casefold()))
    for country, schemes in SCHEMES.items():
        if sum(s in words if " " not in s else s in lowered for s in schemes) >= SCHEME_LEAST:
            yield "scheme", country
    for address in set(MAIL.findall(text)):
        yield from _mail(address)
    yield from _national(text)


def _national(text: str) -> Iterator[tuple[str, str]]:
    """Countries in which numbers written in national form are numbers."""
    for number in {m[0] for m in NUMBER.finditer(COMPANY_NUMBER.sub("", text))}:
        for country in NATIONAL:
            parsed = phonenumbers.parse(number, country) if _parses(number, country) else None
            if parsed is not None and phonenumbers.region_code_for_number(parsed) == country:
                yield "phone", country


def _parses(number: str, country: str) -> bool:
    digits = re.sub(r"\D", "", number)
    # A national number begins with the trunk 0, except in North America, where it has ten or eleven digits.
    if country in ("US", "CA"):
        return (len(digits) == 10 and digits[0] not in "01") or (len(digits) == 11 and digits[0] == "1")
    return digits.startswith("0") and 9 <= len(digits) <= 11
