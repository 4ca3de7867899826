"""Words beside a number or address that say whose it is: fax, registration, helpline, web designer."""

import re

BEFORE = 60
"""Characters before a number that can label it."""

NOT_A_PHONE = re.compile(
    r"\b(?:fax|facsimile|f(?=\s*[:.])|abn|acn|a\.b\.n|reg(?:istration|istered|\.)?(?: (?:no|number"
    r"|charity|company))?"
    r"|company (?:no|number|reg)|charity|licen[cs]e|lic|provider (?:no|number)|member(?:ship)?(?: (?:no"
    r"|number))?|vat"
    r"|gst|nzbn|ein|npi|iban|bsb|acc(?:oun)?t|invoice|isbn|gosc|code|ndis (?:no|number))"
    r"(?: ?(?:no|number|reg))?[\s.:#()-]*$",
    re.IGNORECASE,
)
NOT_OURS = re.compile(
    r"\b(?:lifeline|beyond ?blue|emergency|ambulance|poisons?|police|helpline|hotline|nurse[- ]on[- ]call"
    r"|nhs(?: 111)?"
    r"|samaritans|13 ?11 ?14|ombudsman|commissioner|regulator|hccc|ico|information commissioner"
    r"|health complaints"
    r"|web ?site (?:design|by)|designed by|design by|developed by|web ?design|powered by|my (?:gp|doctor)"
    r"|referr(?:ed|al) to)\b",
    re.IGNORECASE,
)
FOREIGN = re.compile(
    r"\b(?:(?:web)?site (?:(?:hand)?[- ]?(?:designed|built|created|made|developed|crafted"
    r"|maintained)\s?)*by|(?:site |web)?design(?:ed)? (?:and (?:developed|hosted|built) )?by"
    r"|developed by|powered by|web ?design|hosted by|photo(?:s|graphy)? by|template by|theme by)\b",
    re.IGNORECASE,
)
HEADING_FAX = re.compile(r"^\W*(?:fax|facsimile)\W*$", re.IGNORECASE)


def label_before(text: str, start: int, heading: str = "") -> bool:
    """Whether the words before `text[start]` say that the number there is none to call the provider on."""
    before = text[max(0, start - BEFORE) : start]
    # A label belongs to the number next to it: what stands before another number labels that one.
    before = re.split(r"\d[\d ().-]{5,}\d", before)[-1]
    if start == 0 and HEADING_FAX.match(heading):
        return True
    line = before.rsplit("\n", 1)[-1]
    return bool(NOT_A_PHONE.search(before.rstrip()) or NOT_OURS.search(line))


def foreign_line(text: str) -> bool:
    """Whether a line credits somebody else: a web designer, a photographer."""
    return FOREIGN.search(text) is not None
