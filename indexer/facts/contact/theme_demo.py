"""Sample content of themes and site builders, left on real sites: nobody's street, mail or name."""

import re

from indexer.prefilter import Rule

STREET = re.compile(
    r"\b(?:123|1234|12345) (?:main|example|street|your|any|fake|wellness|health|massage|demo|somewhere"
    r"|business)"
    r"|your (?:street|address|city)|any ?town|street address|example (?:st|street)|lorem|\bfake st"
    r"|\ba108 adam|198 west 21th|203 fake|795 folsom|1600 amphitheatre|500 terry fran"
    r"|^121 king st|\b123,? street\b|\b1234 street\b|somewhere (?:road|street|rd|st)",
    re.IGNORECASE,
)
"""Streets of the sample blocks of widely used themes."""
NAMES = frozenset(
    """colorlib bootstrapmade templatemo w3layouts envato elementor wordpress wix squarespace godaddy
    weebly webflow shopify html5up themeforest bootstrap startbootstrap tooplate themewagon free-css
    brand company logo mysite yoursite yourname yourbusiness vercel netlify""".split()
)
"""Theme makers, hosts and stand-ins, folded and without spaces."""
STAND_IN = Rule(
    r"\b(?:your|my) (?:company|business|site|brand|clinic|website|logo)(?: name)?$|^(?:company|site"
    r"|business|brand) name$"
    r"|^(?:html codex|start bootstrap|html5 up|free css|business name|react app|vite app|new page"
    r"|page title|test)\b",
    re.IGNORECASE,
)
PLATFORM_MAIL = (
    "fresha.com", "cliniko.com", "wix.com", "squarespace.com", "godaddy.com", "facebook.com", "google.com",
    "apple.com", "colorlib.com", "bootstrapmade.com", "wordpress.com", "mysite.com", "treatwell.co.uk",
    "vagaro.com", "mindbodyonline.com", "janeapp.com", "hotdoc.com.au", "ico.org.uk", "oaic.gov.au",
    "ahpra.gov.au",
)  # fmt: skip
"""Hosts whose mailboxes are those of platforms and regulators, never of a clinic."""


def is_demo_name(name: str) -> bool:
    """Whether a name is that of a theme maker, or stands in for one."""
    return re.sub(r"\W", "", name.casefold()) in NAMES or STAND_IN.search(name.strip()) is not None
