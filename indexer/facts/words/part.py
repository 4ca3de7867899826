"""Which part of a site words stand in: services, conditions, team, an article, a testimonial...

Read from the headings above a block, the nearest first, then from the page's address. The same words count
differently in each: "trained in Swedish massage" in a biography offers nothing, a list item under
"Our services" does.
"""

import re
from enum import StrEnum
from functools import lru_cache
from typing import Final
from urllib.parse import unquote, urlsplit

from indexer.page import Block, Page, Role
from indexer.prefilter import Rule, Rules


class Part(StrEnum):
    """Part of a site, by what it is for."""

    SERVICES = "services"
    CONDITIONS = "conditions"
    PRICES = "prices"
    TEAM = "team"
    QUALIFICATIONS = "qualifications"
    BOOKING = "booking"
    CONTACT = "contact"
    FEATURES = "features"
    """Practical information: payment, access, what to bring."""
    BENEFITS = "benefits"
    SESSION = "session"
    """What happens in a treatment: techniques, first visit."""
    FAQ = "faq"
    ARTICLE = "article"
    TESTIMONIAL = "testimonial"
    WARNING = "warning"
    """Contraindications, side effects, warning signs."""
    COURSE = "course"
    SHOP = "shop"
    ELSEWHERE = "elsewhere"
    """Links, partners, other businesses."""
    LEGAL = "legal"
    SERVICE = "service"
    """A page or section about one therapy."""
    HOME = "home"
    OTHER = "other"


_HEADINGS: Final = (
    (
        Part.TESTIMONIAL,
        (
            r"testimonials?|reviews\b|(?:google|client|patient|customer|our|your) review|feedback"
            r"|(?:clients?|patients?|customers?|people|others) (?:are "
            r"|have |had "
            r"|have had )?(?:say|said|think|to say)"
            r"|kind words|success stor|what they say|case stud|word of mouth|happy (?:clients|customers"
            r"|patients)"
            r"|client (?:stories|love)|real stories"
        ),
    ),
    (
        Part.WARNING,
        (
            r"contra[- ]?indicat|avoid\b|precaution|when not to|side effects?|risks?\b|warning|red flags?"
            r"|(?:don.t|do not|can.t|cannot) (?:have|come|do\b|offer|treat)|(?:i|we) don.t$|leave to others"
            r"|not here$"
            r"|should not|"
            r"who should(?:n.t| not)|after (?:your |the |a )?(?:treatment|massage|session)|aftercare"
            r"|after care"
        ),
    ),
    (
        Part.LEGAL,
        (
            r"privacy|cookies?\b|terms (?:of|and|&)|disclaimer|cancell?ation|gdpr|data protection"
            r"|complaints? (?:procedure|policy)|informed consent"
        ),
    ),
    (Part.FAQ, r"faqs?\b|frequently asked|questions|q ?& ?a"),
    (
        Part.ARTICLE,
        (
            r"blog|latest (?:news|posts|articles)|\bnews\b|articles?\b|recent posts?|journal|related posts"
            r"|read next|further reading|did you know|archives?\b"
        ),
    ),
    (
        Part.COURSE,
        (
            r"courses?\b|workshops?|(?<![&/] )(?<!and )students?\b(?! (?:\w+ )?clinic)(?! ?(?:[&/,$]"
            r"|and\b|or\b|discount|rate"
            r"|price|conc|card|\d))|training (?:days?|events|dates)|cpd\b|seminars?|become a"
            r"|careers?|vacanc|join (?:our|the) team|we.re hiring"
        ),
    ),
    (Part.SHOP, r"\bshop\b|store\b|products?\b|\bcart\b|books$|checkout"),
    (
        Part.ELSEWHERE,
        (
            r"(?:useful |helpful |other )?links$|partners?\b|sponsors?|friends of|affiliates?$"
            r"|recommended (?:by"
            r"|sites|practitioners)|we recommend|referr(?:al|ing) (?:to|partners|network)"
            r"|other (?:local )?businesses|house ?mates|also (?:at|in|on) th(?:is|e same|e) (?:address"
            r"|building|site)"
            r"|(?:other|independent|visiting) practitioners"
        ),
    ),
    (
        Part.FAQ,  # of the profession, not of this clinic
        (
            r"(?:what|how|are|do|which|is)\b.{0,25}\b(?:train|qualif)\w*.{0,20}\b(?:osteopaths|therapists)\b"
            r"|(?:how|are|do) (?:osteopaths|therapists)\b.{0,30}(?:train|qualif|regist|stud|regulat)"
        ),
    ),
    (
        Part.QUALIFICATIONS,
        (
            r"qualifications?|qualified\b|education|training\b|credentials?|accredit|memberships?|affiliat"
            r"|certificat|associations?\b|registrations?|registered\b(?! massage therapy)|licen[cs]es?\b"
            r"|member of"
            r"|professional (?:bodies|body|background|development)"
        ),
    ),
    (
        Part.CONDITIONS,
        (
            r"conditions?\b(?! of)|(?:what|who|which).{0,40}\b(?:treat|help|see\b|benefit)|how (?:can"
            r"|could|do"
            r"|does|will|may|might) .{0,40}\b(?:help|treat)|(?:can|may|could|will"
            r"|might) (?:also )?(?:help|treat"
            r"|assist|benefit)|\bhelps? with|we (?:help|treat|see)\b"
            r"|i (?:help|treat|see)\b|symptoms|injuries\b|complaints\b|problems\b|ailments"
            r"|pains?\b.{0,30}(?:treat|relief|help)|treatment (?:for|of)\b|relief (?:from|for)"
            r"|suffer(?:ing)? (?:from|with)|do you (?:have|suffer|experience|feel)|ideal (?:for|if)"
            r"|suitable for|who .{0,20}\b(?:useful|work with|it.s for|comes?)|what comes|(?:come|come in"
            r"|visit|here|see us|see me|get in touch) (?:for|with|about)\b"
            r"|(?:come|comes|coming) to (?:see )?(?:us|me)\b|reasons (?:people|to)|is this you"
            r"|good for|recommended for|perfect for|struggling with|effective for|used for|indications"
            r"|reasons to"
            r"|is (?:it|this) for"
        ),
    ),
    (Part.PRICES, r"pric(?:e|es|ing)\b|\bfees?\b|\brates?\b|\bcosts?\b|tariffs?|packages?\b|payment"),
    (Part.BENEFITS, r"benefits?\b|why (?:choose|us|massage|osteopathy|have|get|see|try)|advantages"),
    (Part.SERVICES, r"(?:massage|our|therapy|treatment) techniques"),
    (
        Part.SESSION,
        (
            r"(?:first|initial|your|a) (?:visit|appointment|session|treatment|consultation)|what to expect"
            r"|what happens|how (?:we|i|it) works?|techniques?\b|approach|method|philosophy|modalit(?:y"
            r"|ies) (?:used|include)|what (?:is|are)\b.{0,50}\?|about (?:osteopathy|massage|myotherapy"
            r"|bowen"
            r"|reiki)"
        ),
    ),
    (
        Part.SERVICES,
        (
            r"services?\b|treatments?\b|therap(?:ies|y)\b|massages?\b|modalit|what (?:we|i) (?:do|offer"
            r"|provide)"
            r"|menu\b|offer(?:s|ings?|ed)?\b|speciali[sz](?:e|es|ing|ations?|ties|ed)\b|specialit|"
            r"specialty|bodywork|osteopathy|options"
        ),
    ),
    (
        Part.TEAM,
        (
            r"about|team\b|meet\b|practitioners?|therapists?|staff\b|our people|bio(?:graphy)?\b|who (?:we"
            r"|i) (?:are|am)|osteopaths?\b|my story|our story|experience\b|background|i.m\b|i am\b|founder"
            r"|owner|director|masseuse"
        ),
    ),
    (Part.BOOKING, r"book|appointment|schedul|reserv"),
    (
        Part.CONTACT,
        (
            r"contact|get in touch|find us|location|where|opening|hours|address|directions|visit us"
            r"|getting here|reach us"
        ),
    ),
    (
        Part.FEATURES,
        (
            r"payment|insurance|rebates?|health funds?|claim|parking|access|facilit|gift|voucher"
            r"|what to (?:bring|wear)|ndis|medicare|hicaps"
        ),
    ),
)
"""Words of a heading and the part they open; the first that matches decides, so traps stand before offers."""

_PATHS: Final = (
    (Part.LEGAL, r"privacy|cookie|terms|disclaimer|gdpr|legal|complaints|consent"),
    (
        Part.ARTICLE,
        (
            r"blog|news(?!paper)|articles?\b|posts?\b|journal|writings?\b|essays?|20\d\d/|stories|resources"
            r"|tips|advice|case-?stud|exercises?(?:\.|/|$)|covid"
        ),
    ),
    (Part.TESTIMONIAL, r"testimonial|review|feedback|clients?(?:/|\.|$)"),
    (Part.FAQ, r"faq|question"),
    (Part.COURSE, r"course|workshop|student|academy|school|careers?|vacanc|jobs?\b"),
    (Part.SHOP, r"shop|store|products?|cart|checkout|books|music\b|videos|equipment"),
    (Part.ELSEWHERE, r"links|partners|affiliat"),
    (Part.TEAM, r"about|team|staff|practitioner|therapists?\b|meet|bio|people|profile"),
    (
        Part.CONDITIONS,
        r"condition|treats?\b|what.{0,15}treat|symptom|pain|injur|help|headache|sciatica|migraine|posture",
    ),
    (Part.PRICES, r"pric|fees?\b|rates?\b|cost|tariff|packages"),
    (Part.CONTACT, r"contact|location|find-?us|directions"),
    (Part.BOOKING, r"book|appointment|schedul"),
    (Part.SERVICES, r"services?\b|treatments?\b|therap(?:y|ies)|massages?\b|modalit|what-?we-?do|menu|offer"),
)
HEADING_MOST: Final = 120
"""Characters of the longest heading that opens a part: a longer one is a paragraph set large."""

STRONG: Final = frozenset(
    {Part.TESTIMONIAL, Part.LEGAL, Part.ARTICLE, Part.SHOP, Part.COURSE, Part.ELSEWHERE}
)
"""Parts of a whole page that hold for everything in its main text, whatever its inner headings say."""

_WORD_OF_A_PATH: Final = r"(?<![a-z])(?:our|my|the|latest|client|clients|patient|online|web|e)?-?"
_HEADING_RULES: Final = Rules((part, Rule(rf"\b(?:{words})", re.IGNORECASE)) for part, words in _HEADINGS)
_PATH_RULES: Final = tuple(
    (part, re.compile(rf"{_WORD_OF_A_PATH if part in STRONG else ''}(?:{words})")) for part, words in _PATHS
)
"""A trap stands as a word of its own: "restore", "posture" and "reproductive" hold no shop."""
_HOME: Final = re.compile(r"^/?(?:index|home|default)?(?:\.\w{3,5})?/?$")
_LANGUAGE: Final = re.compile(r"^/(?:en|en-\w\w)/")


@lru_cache(maxsize=4096)
def of_heading(heading: str) -> Part | None:
    """The part a heading opens, `None` when its words do not tell."""
    text = heading.replace("’", "'")
    return next((part for part, rule in _HEADING_RULES.able(text) if rule.search(text)), None)


@lru_cache(maxsize=1024)
def of_url(url: str) -> Part:
    """The part a page belongs to by its address alone."""
    path = unquote(urlsplit(url).path).lower()
    if _HOME.match(_LANGUAGE.sub("/", path)):
        return Part.HOME
    return next((part for part, rule in _PATH_RULES if rule.search(path)), Part.OTHER)


QUOTED_SHARE: Final = 0.6
"""Share of a text that its opening quotation has to fill."""
_THERAPISTS: Final = re.compile(
    r"\bmy (?:clients|patients|practice|technique|approach|treatments|work)\b", re.IGNORECASE
)
_QUOTED: Final = re.compile(r"[\s★*]*[“\"„«‟].{40}", re.DOTALL)


def is_quotation(block: Block) -> bool:
    """Whether a block is somebody's words in quotation marks: mostly praise."""
    if block.tag == "blockquote":
        return True
    text = block.text
    closes = max(text.rfind(mark, 1) for mark in '”"»')
    # Who quotes a saying and goes on in his own words speaks for himself; so does who tells of clients.
    quoted = _QUOTED.match(text) is not None and (closes < 0 or closes > QUOTED_SHARE * len(text))
    return quoted and _THERAPISTS.search(text) is None


_SIGNATURE: Final = re.compile(
    r"[—–~-] ?[A-Z][a-z]+(?: [A-Z][\w.]*)?(?:\W.{0,40})?$|[A-Z][a-z]+ [A-Z]\.?(?: ?[·,|(–—-].{0,40})?$"
)
SIGNED_LEAST: Final = 60
"""Characters of the shortest praise that a signature follows."""


def _is_signed(page: Page, block: Block) -> bool:
    """Whether a paragraph is signed by a customer: "— Jo", "Rachel T. · Frozen shoulder"."""
    if len(block.text) < SIGNED_LEAST or block.level:
        return False
    after = next(iter(page.blocks[block.index + 1 : block.index + 2]), None)
    return after is not None and not after.level and _SIGNATURE.match(after.text) is not None


_HEALER: Final = r"(?:she|he|they)(?: (?:has|have|really|also|completely|quickly|literally))?"
_PRAISE: Final = Rule(
    rf"\b{_HEALER} (?:healed|fixed|relieved|cured|sorted|got rid of|took away|worked (?:out|wonders|magic))\b"
    r"[^.!?]{0,40}\b(?:my|me|the pain|all)\b"
    r"|\b(?:highly|definitely|thoroughly|strongly|would|can(?:no|['’])t)"
    r" recommend (?:her|him|them|this place)\b"
    r"|\bbest massage i(?:['’]ve| have)\b|\bpain[- ]free for the first time\b",
    re.IGNORECASE,
)


def _is_praise(block: Block) -> bool:
    """Whether an unmarked paragraph is a customer's: "I had back pain and she relieved it all"."""
    return len(block.text) >= PRAISE_LEAST and not block.level and _PRAISE.search(block.text) is not None


PRAISE_LEAST: Final = 30
"""Characters of the shortest praise that is known by its words."""


def of_block(page: Page, block: Block) -> Part:
    """The part a block stands in."""
    whole = of_url(page.url)
    if is_quotation(block) or _is_signed(page, block) or _is_praise(block):
        return Part.TESTIMONIAL
    if whole in STRONG and block.role is Role.MAIN:
        return whole
    for heading in reversed(block.headings):
        part = of_heading(heading) if len(heading) <= HEADING_MOST else None
        if part is not None:
            return part
    return Part.OTHER if whole in STRONG and block.role is Role.NAV else whole
