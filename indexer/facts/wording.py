"""Words that make a line a description, a menu entry or a slogan, and no name."""

import re

GENERIC = frozenset(
    """massage massages therapy therapies therapist therapists remedial deep tissue sports sport swedish
    thai relaxation pregnancy osteopathy osteopath osteopaths osteopathic physiotherapy physio
    chiropractic clinic clinics centre center practice wellness wellbeing health healthcare treatment
    treatments services service professional best top quality expert experienced registered qualified
    mobile home traditional authentic natural holistic and in of for the at to your you near me with a
    an by local affordable relaxing therapeutic body bodywork spa studio myotherapy myotherapist
    acupuncture pilates reflexology reiki cupping lymphatic drainage pain relief care relief official
    website site about us contact location locations team our staff prices pricing rates fees book
    booking online appointments appointment faq faqs blog news gallery testimonials reviews welcome page
    document new patients patient information services index untitled default main logo menu toggle
    navigation skip content get directions follow share email phone call address find hours opening
    privacy policy terms conditions account cart checkout login""".split()
)
"""Words that name no one business."""

MENU = frozenset(
    """home about services contact "contact us" "about us" treatments prices pricing fees testimonials
    reviews gallery blog news faq faqs team staff location locations book bookings menu toggle index
    document untitled welcome logo navigation "skip to content" "main menu" "book now" "get in touch"
    "our team" "meet the team" "home page" search close open login cart checkout more resources links
    shop products""".replace('"', "").split()
)
SLOGAN = re.compile(
    r"[!?]|\.{3}|\b(?:your|you|we|our|welcome|feel|relax(?:,| and)|discover|experience the|looking for"
    r"|get in touch"
    r"|read more|learn more|book (?:now|online|an?)|click|call|skip to|toggle|menu|all rights|reserved"
    r"|phone|email|tel"
    r"|rights|website|cookies?|powered|template|designed|lorem|page not found|404|untitled|your page title"
    r"|no title|site map|sitemap)\b",
    re.IGNORECASE,
)
"""Words of sentences, menus and notices."""
PLACE_TAIL = re.compile(r"\b(?:in|near|serving|for|at)\b .+")
"""A description of what is offered where."""


def is_slogan(text: str) -> bool:
    """Whether a line is a sentence, a menu entry or a notice rather than a name."""
    words = re.findall(r"[\w'’&]+", text.casefold())
    if not words or len(words) > 9 or not any(c.isalpha() for c in text):
        return True
    if len(words) <= 3 and all(w in MENU or w in ("us", "me", "page", "to", "the", "our") for w in words):
        return True
    if sum(c.isdigit() for c in text) > 4 or "@" in text or "http" in text:
        return True
    return SLOGAN.search(text) is not None
