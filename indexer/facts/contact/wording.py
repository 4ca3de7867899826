"""Words that make a line a description, a menu entry or a slogan, and no name."""

import re

from indexer.prefilter import Rule

GENERIC = frozenset(
    """massage massages therapy therapies therapist therapists remedial deep tissue sports sport swedish
    thai relaxation pregnancy osteopathy osteopath osteopaths osteopathic physiotherapy physio
    chiropractic clinic clinics centre center practice wellness wellbeing health healthcare treatment
    treatments services service professional best top quality expert experienced registered qualified
    licensed certified beauty
    mobile home physical injury injuries rehab rehabilitation manual traditional authentic natural holistic
    and in of for the at to your you near me with a
    an by local affordable relaxing therapeutic body bodywork spa studio myotherapy myotherapist
    acupuncture pilates reflexology reiki cupping lymphatic drainage pain relief care relief official
    website site about us contact location locations team our staff prices pricing rates fees book
    booking online appointments appointment faq faqs blog news gallery testimonials reviews welcome
    page document new patients patient information services index untitled default main logo menu
    toggle navigation skip content app get directions follow share email phone call address find hours
    opening privacy policy terms conditions account cart checkout login""".split()
)
"""Words that name no one business."""

MENU = frozenset(
    """home about services contact treatments prices pricing fees testimonials reviews gallery blog news
    faq faqs team staff location locations book bookings toggle index document untitled welcome logo
    navigation skip content main touch benefits conditions portfolio welcome results search close open
    login cart checkout resources links shop products""".split()
)
"""Words of which menu entries are made."""
MENU_JOINTS = frozenset(
    ("us", "me", "my", "page", "to", "the", "our", "and", "in", "get", "meet", "now", "more", "with")
)
NOTICE = Rule(
    r"[!?]$|\.{3}|\b(?:looking for|get in touch|read more|learn more|book (?:now|online|an?)|click"
    r"|skip to|toggle|menu"
    r"|all rights|reserved|e-?mail us|phone:|tel:|cookies?|powered|template|designed|lorem|page not found"
    r"|404|untitled"
    r"|your page title|no title|site ?map|website|redirecting)\b",
    re.IGNORECASE,
)
"""Words of menus and notices."""
ADDRESSED = re.compile(
    r"\b(?:your|you|we|our|welcome|feel|relax(?:,| and)|discover|experience the|call|now|today|is|are"
    r"|rights)\b|[!?,]",
    re.IGNORECASE,
)
"""Words of sentences to the reader; some names have them too ("Just For You Massage")."""
PLACE_TAIL = re.compile(r"(?P<what>\w+) (?:in|near|serving|for|at) (?P<where>.+)")
"""A description of what is offered where."""


def is_slogan(text: str) -> bool:
    """Whether a line is a sentence, a menu entry or a notice rather than a name."""
    words = re.findall(r"[\w'’&]+", text.casefold())
    if not words or len(words) > 9 or not any(c.isalpha() for c in text):
        return True
    if len(words) <= 4 and all(w in MENU or w in MENU_JOINTS for w in words):
        return True
    if sum(c.isdigit() for c in text) > 4 or "@" in text or "http" in text:
        return True
    return NOTICE.search(text) is not None
