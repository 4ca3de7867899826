"""Tells pages that stand in for the one asked for: sent with status 200, yet not what a visitor came for.

Parked domains, suspended hosting, sites not there yet, error pages, pages that say they are missing, cookie
walls and checks for humans. They are short, and say so in set phrases; a long page is never one of them,
except that its title or first heading may say that it was not found. Such a page is counted by its kind and
not kept, so nothing it says becomes a fact.
"""

import re
from collections.abc import Sequence

from lxml.html import HtmlElement

LONGEST = 1_500
"""Visible characters. Parking pages list searches, challenges explain themselves; clinics' pages say more."""
_PHONE = re.compile(r"\d(?:[ ().-]{0,2}\d){7}")
_BLANKS = re.compile(r"\s+")
_UNSEEN = frozenset({"script", "style", "template", "noscript", "svg", "head"})
ENDS_SITE = frozenset({"parked", "suspended", "unfinished", "challenge"})
"""What stands in for a front page stands in for the whole site."""


def _any(*phrases: str) -> re.Pattern[str]:
    return re.compile("|".join(phrases), re.IGNORECASE)


_ANYWHERE: Sequence[tuple[str, re.Pattern[str]]] = (
    ("suspended", _any(
        r"(?:account|(?:web ?)?site|domain|hosting|page)(?: \S+)? (?:has been|is|was|have been)"
        r"(?: temporarily| currently)? (?:suspended|disabled|deactivated)",
        r"^(?:account|site|website|domain)? ?suspended\b", r"suspended (?:page|domain|account)\b",
        r"(?:bandwidth|quota|resource|transfer) limit (?:has been )?exceeded",
    )),
    ("parked", _any(
        r"(?:domain|name)(?: name)?(?: \S+)? (?:is|may be|might be|are)(?: \w+)?"
        r" (?:for sale|parked|available for (?:sale|purchase))",
        r"(?:buy|get|own|acquire|purchase|inquire about|enquire about) this (?:premium )?domain",
        r"parked (?:free|domain|page|by|at)\b", r"domain (?:is )?park(?:ed|ing)",
        r"domain (?:name )?has expired",
        r"this domain (?:has recently been |was recently |is )registered", r"sponsored listings",
    )),
    ("challenge", _any(
        r"checking your browser", r"verif(?:y|ying) (?:that )?you are (?:a )?(?:human|not a (?:ro)?bot)",
        r"are you (?:a )?(?:human|robot)", r"prove (?:that )?you(?:'re| are) (?:human|not a robot)",
        r"enable javascript and cookies to continue", r"attention required! \| cloudflare",
        r"unusual traffic from your", r"complete the (?:captcha|security check)", r"ddos protection by",
        r"^just a moment\b", r"press (?:&|and) hold to confirm",
    )),
    ("cookie_wall", _any(
        r"(?:enable|allow|turn on|accept|agree to)(?: \w+){0,3} cookies(?: \w+){0,4} to"
        r" (?:continue|view|see|access|use|enter|visit|proceed|browse)",
        r"cookies (?:are|must be|need to be) (?:required|disabled|enabled|accepted|blocked)",
        r"(?:this|our) (?:site|website|page) (?:requires|needs) (?:\w+ )?cookies",
        r"before you continue to", r"your browser (?:does not accept|is blocking) cookies",
    )),
    ("error_page", _any(
        r"error establishing a database connection", r"there has been a critical error on this web ?site",
        r"\binternal server error\b", r"\bservice (?:temporarily )?unavailable\b", r"\bbad gateway\b",
        r"\bgateway time-?out\b", r"^(?:fatal|parse) error\s*:",
        r"\b(?:fatal|parse) error: .{0,200} on line \d",
        r"\bwarning: (?:mysqli?|include|require|pdo)\w*",
        r"an? (?:unexpected |application )?error (?:has )?occurred",
        r"could not connect to (?:the )?database", r"something went wrong", r"access denied",
        r"^(?:403 )?forbidden\b",
    )),
    ("unfinished", _any(
        r"coming soon", r"under construction",
        r"(?:web ?)?site (?:is )?(?:being built|not published|is unavailable)",
        r"apache2? \S* ?default page", r"welcome to nginx", r"^it works!?$", r"default web ?(?:site )?page",
        r"(?:down|closed) for (?:scheduled )?maintenance", r"under(?:going)?(?: \w+)? maintenance",
        r"we(?:'|’)?(?:ll| will) be back (?:soon|shortly)", r"index of /",
        r"web ?site (?:will be )?launching soon",
    )),
)  # fmt: skip
"""By what a short page says anywhere."""
_MISSING = _any(
    r"^\W*(?:error\W*)?404\b", r"\b404\W+(?:error|not found|page)",
    r"\b(?:page|file|content)(?: was| is|)? not found\b",
    r"^\W*not found\b", r"\b(?:page|content) (?:you\S* (?:\w+ )*)?(?:can(?:no|')?t|could ?n[o']t) be found",
    r"\bpage (?:does ?n[o']?t|doesn.t|no longer) exists?", r"^\W*(?:oops|sorry)\W.*(?:find|found|exist)",
    r"^\W*nothing (?:was )?found\b", r"can(?:no|['’])?t find (?:that|the|this) page",
)  # fmt: skip
"""By the title or the first heading, however long the page: a theme adds its menus to it."""


def stand_in(root: HtmlElement) -> str | None:
    """The outcome under which a stand-in is counted; None for a page that is what it seems."""
    title = _words("".join(root.xpath("string((//title)[1])"))[:300])
    heading = _words("".join(root.xpath("string((//h1)[1])"))[:300])
    if _MISSING.search(title) or _MISSING.search(heading):
        return "soft_missing"
    text = _visible(root)
    if text is None:
        return None
    for outcome, phrases in _ANYWHERE:
        if any(phrases.search(words) for words in (title, heading, text)):
            # A clinic may announce its new site, or be closed for a day, with its phone number.
            return None if outcome in {"unfinished", "cookie_wall"} and _PHONE.search(text) else outcome
    return None


def _visible(root: HtmlElement) -> str | None:
    """The page's visible words, or None when they are more than a stand-in has."""
    found: list[str] = []
    length = 0
    for element in root.iter():
        seen = element.tag not in _UNSEEN and isinstance(element.tag, str)
        inside = element.getparent()
        for words in (
            element.text if seen else None,
            element.tail if inside is None or inside.tag not in _UNSEEN else None,
        ):
            if words and not words.isspace():
                found.append(words)
                length += len(words)
        if length > LONGEST:
            return None
    return _words(" ".join(found))


def _words(text: str) -> str:
    return _BLANKS.sub(" ", text).strip()
