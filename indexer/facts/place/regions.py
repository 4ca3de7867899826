"""How countries write states and postcodes. Tables for `country`, `address` and `locations`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

AU_STATES = {
    "victoria": "VIC", "new south wales": "NSW", "queensland": "QLD", "south australia": "SA",
    "western australia": "WA", "tasmania": "TAS", "northern territory": "NT",
    "australian capital territory": "ACT",
}  # fmt: skip
US_STATES = {
    "alabama": "AL", "alaska": "AK", "arizona": "AZ", "arkansas": "AR", "california": "CA", "colorado": "CO",
    "connecticut": "CT", "delaware": "DE", "florida": "FL", "georgia": "GA", "hawaii": "HI", "idaho": "ID",
    "illinois": "IL", "indiana": "IN", "iowa": "IA", "kansas": "KS", "kentucky": "KY", "louisiana": "LA",
    "maine": "ME", "maryland": "MD", "massachusetts": "MA", "michigan": "MI", "minnesota": "MN",
    "mississippi": "MS", "missouri": "MO", "montana": "MT", "nebraska": "NE", "nevada": "NV",
    "new hampshire": "NH", "new jersey": "NJ", "new mexico": "NM", "new york": "NY", "north carolina": "NC",
    "north dakota": "ND", "ohio": "OH", "oklahoma": "OK", "oregon": "OR", "pennsylvania": "PA",
    "rhode island": "RI", "south carolina": "SC", "south dakota": "SD", "tennessee": "TN", "texas": "TX",
    "utah": "UT", "vermont": "VT", "virginia": "VA", "washington": "WA", "west virginia": "WV",
    "wisconsin": "WI", "wyoming": "WY", "district of columbia": "DC",
    "calif": "CA", "fla": "FL", "colo": "CO", "ariz": "AZ", "conn": "CT", "penn": "PA", "oreg": "OR",
}  # fmt: skip
CA_PROVINCES = {
    "alberta": "AB", "british columbia": "BC", "manitoba": "MB", "new brunswick": "NB",
    "newfoundland and labrador": "NL", "nova scotia": "NS", "northwest territories": "NT", "nunavut": "NU",
    "ontario": "ON", "prince edward island": "PE", "quebec": "QC", "québec": "QC", "saskatchewan": "SK",
    "yukon": "YT",
}  # fmt: skip
GB_COUNTIES = frozenset(
    """avon bedfordshire beds berkshire berks buckinghamshire bucks cambridgeshire cambs cheshire cornwall
    cumbria derbyshire devon dorset durham essex gloucestershire glos hampshire hants herefordshire
    hertfordshire herts kent lancashire lancs leicestershire leics lincolnshire lincs merseyside
    middlesex norfolk northamptonshire northants northumberland nottinghamshire notts oxfordshire oxon
    rutland shropshire somerset staffordshire staffs suffolk surrey sussex warwickshire warks wiltshire
    wilts worcestershire worcs clwyd dyfed gwent gwynedd powys glamorgan fife lothian midlothian
    highland antrim armagh fermanagh tyrone""".split()
) | {
    "east sussex", "west sussex", "north yorkshire", "south yorkshire", "west yorkshire", "east yorkshire",
    "yorkshire", "tyne and wear", "west midlands", "greater manchester", "greater london", "isle of wight",
    "county durham", "south glamorgan", "mid glamorgan", "west glamorgan", "vale of glamorgan",
    "east lothian", "west lothian", "county down", "co. down", "co down",
}  # fmt: skip
IE_COUNTIES = frozenset(
    """carlow cavan clare cork donegal dublin galway kerry kildare kilkenny laois leitrim limerick longford
    louth mayo meath monaghan offaly roscommon sligo tipperary waterford westmeath wexford wicklow""".split()
)
COUNTRY_NAMES = {
    "AU": ("australia",),
    "GB": (
        "united kingdom",
        "uk",
        "u.k.",
        "england",
        "scotland",
        "wales",
        "northern ireland",
        "great britain",
        "gb",
    ),
    "US": ("united states", "united states of america", "usa", "u.s.a.", "us"),
    "CA": ("canada",),
    "NZ": ("new zealand", "aotearoa", "nz"),
    "IE": ("ireland", "republic of ireland", "ie"),
    "PH": ("philippines", "phils", "manila"),
    "VN": ("vietnam", "viet nam"),
    "SG": ("singapore",),
    "ZA": ("south africa",),
    "IN": ("india",),
    "TH": ("thailand",),
}
"""Ways of writing a country as the last part of an address, lower case."""


_COUNTY = re.compile(r"^co(?:unty|\.)?\s")


@dataclass(frozen=True, slots=True)
class Region:
    """How one country writes the end of an address."""

    postcode: re.Pattern[str] | None = None
    """Matches a postcode; distinctive ones stand alone, bare digits need a place or state before them."""
    distinctive: bool = False
    """Whether a postcode alone proves an address of this country."""
    states: Mapping[str, str] = field(default_factory=dict)
    """Lower-case name -> abbreviation."""
    counties: frozenset[str] = frozenset()
    """Lower-case names that may stand between town and postcode and are no town."""

    def is_county(self, text: str) -> bool:
        """Whether `text` names a county: "Herts", "Co. Donegal"."""
        name = text.strip(" .").casefold()
        return name in self.counties or _COUNTY.sub("", name) in self.counties

    def state(self, text: str) -> str | None:
        """Abbreviation of the state `text` names, written in full or as the upper-case abbreviation."""
        bare = text.replace(".", "").strip()
        if bare.upper() in self.states.values() and (bare.isupper() or bare.title() == bare):
            return bare.upper()
        return self.states.get(text.strip().casefold())


def _p(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])")


REGIONS: Mapping[str, Region] = {
    "AU": Region(_p(r"(?:0[289]|[1-8]\d|9\d)\d{2}(?! ?\d{3,4}\b)"), states=AU_STATES),
    "NZ": Region(_p(r"\d{4}")),
    "US": Region(_p(r"\d{5}(?:-\d{4})?"), states=US_STATES),
    "CA": Region(
        _p(r"[A-CEGHJ-NPR-TVXY]\d[A-CEGHJ-NPR-TV-Z][ -]?\d[A-CEGHJ-NPR-TV-Z]\d"), True, CA_PROVINCES
    ),
    "GB": Region(
        _p(r"(?:[A-Z]{1,2}\d[A-Z\d]?) ?\d[ABD-HJLNP-UW-Z]{2}"), distinctive=True, counties=GB_COUNTIES
    ),
    "IE": Region(
        _p(r"(?:[AC-FHKNPRTV-Y]\d{2}|D6W) ?[0-9AC-FHKNPRTV-Y]{4}"), distinctive=True, counties=IE_COUNTIES
    ),
    "PH": Region(_p(r"\d{4}")),
    "SG": Region(_p(r"\d{6}")),
    "VN": Region(_p(r"\d{5,6}")),
    "ZA": Region(_p(r"\d{4}")),
    "IN": Region(_p(r"\d{6}")),
}
GENERIC = Region(_p(r"\d{4,6}"))


def region(country: str) -> Region:
    """How `country` writes addresses; a cautious default for one that is not in the table."""
    return REGIONS.get(country, GENERIC)
