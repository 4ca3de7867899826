"""Words that tell what an amount is for: whose price it is, which visit, or no session's price at all."""

import re

from indexer.model import Audience, Visit
from indexer.prefilter import Rule

NOT_BEFORE = re.compile(
    r"\b(?:gift|vouchers?|certificates?|deposit|cancel\w*|no[- ]?shows?|missed|late fee"
    r"|non[- ]attendance|late (?:arrivals?|changes?|notice)"
    r"|room (?:hire|rent\w*)|(?<!acc )surcharge|add[- ]?ons?|add|added|additional|extra(?! long)"
    r"|upgrade|supplement"
    r"|(?:travel\w*|call[- ]?out|parking|booking|admin\w*) (?:fees?|charges?|costs?)|mileage|shipping|postage"
    r"|delivery|cart|quantity|back from|medicare (?:pays|benefit)|refund\w*|reimburse\w*|sav(?:e|ing|ings)"
    r"|worth|valued|donat\w*|gratuit\w*|insurance (?:excess|premium)|joining|sign[- ]?up|raised|invested"
    r"|turnover|loan|bonus|memberships?|(?:class |monthly |unlimited )pass|refer\w*|penalt\w*|minimum spend"
    r"|orders? over|spend|orig\w* price|last (?:year|season|month)(?:['’]s)?"
    r"|used to|on average"
    r"|(?:practitioners|therapists|clinics|others|most|many) charge"
    r"|would (?:otherwise |normally )?(?:cost|be)"
    r"|previous(?:ly)?|former(?:ly)?|old (?:price|rate|fee)s?)\b",
    re.IGNORECASE,
)
"""In an amount's clause before it: not the price of a session, but paid ahead, on top or for nothing."""

NOT_RIGHT_BEFORE = re.compile(
    r"(?:\b(?:was|up to|plus|normally|usually|rrp|(?:rebates?|gap|discount|credit|tip|value|rent|excess)"
    r"(?: (?:of|is|amount|fee|payment))*)|\+)[\s:(-]*$"
    r"|(?:−|\([-–])$",
    re.IGNORECASE,
)
"""Right before an amount: the same."""

NOT_AFTER = re.compile(
    r"^[\s)\]-]*(?:off|back|rebates?|deposit|gift|voucher|credit|surcharge|extra|discount|value"
    r"|sav(?:ed?|ings?)|cancellation|late fee"
    r"|no[- ]show|per km|worth|bonus|upgrade|supplement|additional|more|less|gap|refund|add[- ]?on"
    r"|travel|call[- ]?out|each way"
    r"|(?:per|a|/|each) ?(?:month|year|annum|week|fortnight|km|mile|bottle|jar)|monthly|weekly"
    r"|yearly|annually)\b",
    re.IGNORECASE,
)
"""Right after an amount: the same."""

_SOME = "two|three|four|five|six|seven|eight|nine|ten|twelve"
ADDED = re.compile(r"\W*(?:please )?add(?:itional|[- ]?ons?)?\b(?! to)", re.IGNORECASE)
"""At the start of a line: its amounts come on top."""

IF_MISSED = re.compile(
    r"[^.$£€\n]{0,60}\b(?:if you (?:miss|cancel|fail|are late|don['’]t (?:show|turn|come))"
    r"|for (?:missed|late (?:cancel|notice)|cancel|no[- ]?shows?|non[- ]?attend|failure))",
    re.IGNORECASE,
)
"""Behind an amount: it is asked of who stays away."""

SEVERAL = Rule(
    rf"\b(?:[2-9]|[12]\d|{_SOME}) ?(?:x|×)(?![a-z])"
    r"|^\W*(?:[2-9]|1\d) ?[-–—] ?\d{2,3}[- ]?min(?:ute)?s?\b(?! ?[-–—]? ?\d)"
    r"|(?<![a-z])x ?\d{1,2}\b(?! ?min)"
    rf"|\b(?:[2-9]|1\d|2\d|{_SOME})[- ]"
    r"(?:packs?|sessions?|treatments?|massages?|visits?|class(?:es)?|pass(?:es)?|consultations|appointments"
    r"|weeks?|months?)\b(?! member)"
    rf"|\b(?:[2-9]|{_SOME}) (?:\w+ ){{1,2}}(?:sessions|treatments|massages|visits|classes|appointments)\b"
    r"|\bpack(?:age|et)?s? of\b|\bblock\b|\bcourse of\b|\bbundle\b|\bmulti[- ]?(?:pack|pass"
    r"|visit)\b|\bpre-?paid\b|\bseries of\b"
    r"|\bany two\b|\b(?:buy|get) (?:[2-9]|two|three)\b(?![ -]?(?:h|½|\d))|\b\d ?for ?(?:\d\b|\$)",
    re.IGNORECASE,
)
"""Several sessions for one amount."""

NOT_SESSIONS = Rule(
    r"\b(?:gift|vouchers?|certificates?|products?|cart|cancell?ations?|deposits?|add[- ]?ons?|extras?"
    r"|enhancements?|upgrades?|(?<!acc )surcharges?|missed|no[- ]?shows?|late (?:arrivals?|changes?"
    r"|notice)|room (?:hire|rental)"
    r"|horses?|dogs?|ponies|animals?|pets?|equine|canine"
    r"|packs|bundles|courses?|workshops?|retreats?"
    r"|seminars?|programs?|programmes?)\b",
    re.IGNORECASE,
)
"""In the name of what an amount buys, or in a heading above: it is not a session."""

_SESSIONS = (
    r"treatments?|prices?|pricing|rates|fees|costs?|charges|services?|massages?|therapies|sessions?"
    r"|osteopathy"
)
AMONG_OTHERS = Rule(
    rf"\b(?:{_SESSIONS}) ?(?:&|and\b|\+|,|/)|(?:&|\band|\+|,|/) ?(?:{_SESSIONS})\b",
    re.IGNORECASE,
)
"""A heading that names sessions too ("Treatments & gift vouchers"): amounts below it may be prices."""

NOT_PRICES = Rule(
    r"\b(?:shop|store|training|donations?|rebates?|terms|policy|policies|rent|membership plans?"
    r"|promotions?|special offers?|jobs?"
    r"|careers?|salary|reviews|testimonials?|clients say|patients say|people say|feedback"
    r"|stories|merchandise|books)\b",
    re.IGNORECASE,
)
"""In a heading: the amounts below it are not a list of prices."""

SESSION = Rule(
    r"\b(?:consult\w*|appointments?|sessions?|treatments?|visits?|initial|follow[- ]?ups?|adults?"
    r"|child(?:ren)?|conc(?:ession)?|pension\w*|students?|seniors?|massages?"
    r"|subsequent|standard|returning|review|assessments?|adjustments?|new (?:patient|client)s?|class(?:es)?"
    r"|(?:under|over)[- ]?\d+s?|juveniles?|oaps?|(?:gold|community services|health ?care|concession) card"
    r"|card ?holders?|veterans?"
    r"|unwaged"
    r"|therap(?:y|ies)|facials?|scrub)\b",
    re.IGNORECASE,
)
"""An amount without minutes is a session's price where one of these, or a therapy, names what it buys."""

_AUDIENCES: tuple[tuple[Audience, re.Pattern[str]], ...] = (
    (
        "concession",
        re.compile(
            r"\bconc(?:ession\w*|\.)?\b|\bpension\w*|\bseniors?\b|\bstudents?\b|\bcard ?holders?\b|\boaps?\b"
            r"|\bgold card\b|\bcommunity services card\b"
            r"|\bhealth ?care card|\bunwaged\b|\blow income",
            re.IGNORECASE,
        ),
    ),
    (
        "child",
        re.compile(
            r"\bchild(?:ren)?\b|\bkids?\b|\bpa?ediatrics?\b|\binfants?\b|\bbab(?:y|ies)\b|\bunder[- ]?(?:1\d"
            r"|[5-9])s?\b",
            re.IGNORECASE,
        ),
    ),
    (
        "standard",
        re.compile(
            r"\bstandard\b(?! (?:consult|appoint|visit|treat|session|follow|review))|\badults?\b"
            r"|\bfull (?:price|fee|rate)\b|\bnon[- ](?:members?"
            r"|concession)\b|\bgeneral\b",
            re.IGNORECASE,
        ),
    ),
)
_VISITS: tuple[tuple[Visit, re.Pattern[str]], ...] = (
    (
        "followup",
        re.compile(
            r"\bfollow[- ]?(?:ups?|on)\b|\bsubsequent\b|\breturn(?:ing)?\b"
            r"|\bstandard (?:consult\w*|appointment|visit|treatment)|\breview\b|\bexisting\b",
            re.IGNORECASE,
        ),
    ),
    (
        "initial",
        re.compile(
            r"\binitial\b|\bfirst (?:visit|appointment|consult\w*|session|treatment)\b"
            r"|\bnew (?:patient|client|appointment|consult\w*)s?\b",
            re.IGNORECASE,
        ),
    ),
)


def audience(text: str) -> Audience | None:
    """Whom a price is for, where it is said."""
    return next((who for who, words in _AUDIENCES if words.search(text)), None)


def visit(text: str) -> Visit | None:
    """Which visit a price is for, where it is said."""
    return next((which for which, words in _VISITS if words.search(text)), None)


PRODUCT = Rule(
    r"\b(?:oils?|balms?|creams?|lotions?|(?<!ear )candles?|books?|cds?|dvds?|rollers?|pillows?|balls?|tape"
    r"|wheat ?bags?|heat ?packs?|chairs?"
    r"|t-?shirts?|serums?|trousers|robes?|socks|towels?|soaps?|teas?|kits?|gels?|supplements?"
    r"|bottles?|magnesium"
    r"|yoga mats?)\b(?! ?(?:massage|therapy|treatment))",
    re.IGNORECASE,
)
"""Names of things to buy: an amount without minutes beside one is a shop's."""

THEIRS = Rule(
    r"\b(?:not by us|not us|my (?:friend|neighbour)|run by (?!us\b|me\b|our\b|myself)|separate business)\b",
    re.IGNORECASE,
)
"""In a paragraph: what it tells of is somebody else's, as is an amount without minutes in it."""

BEAUTY = Rule(
    r"\b(?:manicures?|pedicures?|shellac|gel (?:polish|nails)|nails?|wax(?:ing)?|tint(?:ing|s)?"
    r"|(?:eye ?)?lash(?:es)?|(?:eye ?)?brows?|threading|tanning|make-?up)\b",
    re.IGNORECASE,
)
"""A beautician's work: without minutes it is no session."""

ADD_ON_LINE = re.compile(r"(?:^|[·•|,(–—-] ?)add[- ]?ons?\W*$", re.IGNORECASE)
"""A line below an amount that says it comes on top of another."""

CONTENTS_LINE = re.compile(r"\W*\d{1,2} ?(?:x|×) ?\d", re.IGNORECASE)
"""A line below an amount that lists what a package holds: "4 x 1 hour"."""
