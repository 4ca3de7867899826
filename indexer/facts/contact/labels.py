"""Words beside a number or address that say whose it is: fax, registration, helpline, a neighbour."""

import re

from indexer.prefilter import Rule

BEFORE = 90
"""Characters before a number that can label it."""

_FAX = r"(?:fax|facsimile|telefax)"
_BOTH = r"(?:ph|phone|tel|telephone|t|p|call)\.?\s*(?:/|&|\+|and|or)\s*"
"""One line for both: "Phone / Fax: ..."."""
NOT_A_PHONE = re.compile(
    rf"(?:\b(?:{_FAX}|abn|acn|a\.b\.n|reg(?:istration|istered|\.)?(?: (?:no|number"
    r"|charity|company))?"
    r"|company (?:no|number|reg)|charity|licen[cs]e|lic|provider (?:no|number)|member(?:ship)?(?: (?:no"
    r"|number))?|vat"
    r"|gst|nzbn|ein|npi|iban|bsb|acc(?:oun)?t|invoice|isbn|gosc|code|ndis (?:no|number))"
    r"(?: ?(?:no|number|reg|line))?|(?<![A-Za-z'’.&])f(?=\s*[:.(|]|\s*$))[\s.:#()|+-]*$",
    re.IGNORECASE,
)
FAX_TOO = re.compile(rf"\b{_BOTH}(?:{_FAX}|f)\b[\s.:#()|+-]*$", re.IGNORECASE)
FAX_AFTER = re.compile(
    rf"[ \t\xa0]*[-–—(\[|,]?[ \t\xa0]*(?:{_FAX}|f)\b\.?(?!\s*(?:no\.?|number)?[\s:.|(+–-]*\d)", re.IGNORECASE
)
"""A label behind its number, unless another number follows that it labels instead."""
NOT_OURS = re.compile(
    r"\b(?:lifeline|beyond ?blue|emergency|ambulance|poisons?|police|helpline|hotline|nurse[- ]on[- ]call"
    r"|nhs(?: 111)?|crisis"
    r"|samaritans|13 ?11 ?14|ombudsman|commissioner|regulator|hccc|ico|information commissioner"
    r"|health complaints|(?:gym|leisure centre|hotel|pool|school|shop|landlord|building) (?:enquiries"
    r"|reception|desk|bookings|management)"
    r"|web ?site (?:design|by)|designed by|design by|developed by|web ?design|powered by|my (?:gp|doctor)"
    r"|referr(?:ed|al) to|(?:old|former|previous) (?:phone |telephone )?number)\b",
    re.IGNORECASE,
)
SOMEBODY_ELSE = re.compile(
    r"\b(?:neighbou?rs?|next[ -]door|across the (?:road|street|hall)|down the road|upstairs|downstairs"
    r"|(?:your|the|a) (?:gp|doctor|dentist|council|landlord)|council|hospital|pharmac(?:y|ist)|chemist|taxis?"
    r"|medical (?:centre|center|clinic)|hotel|motel|tourist|parking|garage|newsagent"
    r"|(?:we|i) (?:warmly |highly |happily |often |usually |always )?(?:recommend|suggest|refer|send)"
    r"|(?:point|refer|send) you (?:to|towards|on to|over to)"
    r"|colleagues?"
    r"|(?:my|our|a) (?:good |dear |old )?(?:friend|partner|husband|wife|sister|brother)s?|friends? at"
    r"|(?:his|her|their) (?:husband|wife|partner|brother|sister)"
    r"|no longer"
    r"|for (?:physio\w*|chiro\w*|podiatry|acupuncture|doctors?) (?:call|ring|see|phone))\b",
    re.IGNORECASE,
)
"""Who else has a telephone: counts in running text, where a number is said to be theirs."""
DISOWNED = re.compile(
    r"\bnot (?:by |with |from )?(?:us|me|ours|mine|part of (?:us|the|our))\b|\bnothing to do with"
    r"|\bnot to be confused|\b(?:a )?separate (?:business|practice|company)\b"
    r"|\bindependent(?:ly)? (?:of|from) us\b",
    re.IGNORECASE,
)
"""Words that say of what stands beside them that it is somebody else's."""
OTHERS_HEADING = Rule(
    r"\b(?:emergenc(?:y|ies)|crisis|helplines?|useful (?:numbers|contacts|links|phone)|neighbou?rs"
    r"|next door|friends of|our friends|(?:we|i) recommend|recommended (?:by us|practitioners|businesses)"
    r"|other (?:practitioners|businesses|services) (?:in|nearby|near|at|around)|(?:in|at) the same building"
    r"|support services|sponsors?|stockists?|suppliers?|complaints?)\b",
    re.IGNORECASE,
)
"""Headings under which other people's numbers stand."""
FOREIGN = Rule(
    r"\b(?:(?:web)?site (?:(?:hand)?[- ]?(?:designed|built|created|made|developed|crafted"
    r"|maintained)\s?)*by|(?:site |web)?design(?:ed)? (?:and (?:developed|hosted|built) )?by"
    r"|(?:made|created|coded|crafted|maintained) (?:with \S+ )?by|(?:illustrations?|branding|logo|artwork) by"
    r"|need a (?:web ?)?site\b|\btheme:|webmaster"
    r"|developed by|powered by|web ?design|hosted by|(?:photo(?:s|graphy|graphs)?|images|pictures)(?: by|:)"
    r"|template by|theme by)(?!\w)",
    re.IGNORECASE,
)
LABEL_FAX = re.compile(
    rf"^\W*(?:our |by |send (?:a )?)?{_FAX}(?: (?:no\.?|number|line|us))?\W*$|^\W*f\W*$", re.IGNORECASE
)
LABEL_PHONE = re.compile(
    r"(?:^|[\s,;|•(])(?:ph|phone|tel|telephone|t|p|m|mob|mobile|cell)\.?\s*[:.]?\s*(?:\(|\+)?$", re.IGNORECASE
)
NUMBER_BETWEEN = re.compile(r"\d[\d ().-]{5,}\d")
PASSING_LEAST = 6
"""Words in small letters that make a sentence, which can name somebody else's number in passing."""
SMALL_WORD = re.compile(r"(?<![\w@.])[a-z]{2,}(?![\w@])")
THEIR_NUMBER = re.compile(
    r"\b(?:call|ring|text|phone|e-?mail|contact|reach|message|see|book with|ask for|tell) (?:her|him|them)\b"
    r"|\b(?:her|his|their) (?:\w+ ){0,2}(?:own|patients|clients|bookings?|number|mobile|rooms?|clinic"
    r"|practice"
    r"|website)\b"
    r"|\b(?:they|she|he) (?:are|is|takes?|does|can)\b",
    re.IGNORECASE,
)
"""A sentence with one of these tells how to reach somebody it speaks of."""
ASKS_TO_CALL = re.compile(
    r"\b(?:call|ring|text|phone|tel|telephone|sms|whatsapp|message|contact|reach|book(?:ings?)?|mobile|mob|ph"
    r"|appointments?|enquir\w+|e-?mail|number)\b",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(r"(?<=[a-z)])[.!?]\s+(?=[A-Z])|\n")
PROSE_LEAST = 12
"""Characters before a number that make it part of a sentence rather than of a contact line."""


def is_fax_label(text: str) -> bool:
    """Whether a text is nothing but the label of a fax number."""
    return len(text) < 30 and LABEL_FAX.match(text) is not None


def label_before(text: str, start: int, heading: str = "") -> bool:
    """Whether the words before `text[start]` say that the number there is none to call the provider on.

    `heading` is what stands before the text itself: a row's head, the line above.
    """
    before = text[max(0, start - BEFORE) : start]
    # A label belongs to the number next to it: what stands before another number labels that one.
    before = NUMBER_BETWEEN.split(before)[-1]
    if not before.strip(" ([+") and is_fax_label(heading):
        return True
    line = before.rsplit("\n", 1)[-1]
    if FAX_TOO.search(before):
        return False
    if NOT_A_PHONE.search(before.rstrip()) or DISOWNED.search(before):
        return True
    return bool(NOT_OURS.search(line) or FOREIGN.search(line)) or _is_theirs(before)


def label_after(text: str, end: int) -> bool:
    """Whether the words right behind `text[:end]` make the number a fax: "03 7010 0199 (fax)"."""
    return FAX_AFTER.match(text, end) is not None


def _is_theirs(before: str) -> bool:
    """Whether a sentence gives the number of a neighbour, a hospital, a colleague."""
    sentence = SENTENCE_END.split(before)[-1]
    if len(sentence) < PROSE_LEAST:
        return False
    named = SOMEBODY_ELSE.search(sentence)
    # "Level 2, St Kilda Hospital. Ph: ..." labels the number itself.
    return named is not None and not LABEL_PHONE.search(sentence)


def is_in_passing(text: str, start: int, end: int) -> bool:
    """Whether a sentence names what stands at `text[start:end]` without asking the reader to use it.

    Beside numbers or addresses that stand by themselves, such a one is somebody else's.
    """
    before = SENTENCE_END.split(text[max(0, start - 300) : start])[-1]
    after = SENTENCE_END.split(text[end : end + 200])[0]
    sentence = f"{before} {after}"
    if not before.strip():
        return THEIR_NUMBER.search(sentence) is not None
    if len(SMALL_WORD.findall(sentence)) < PASSING_LEAST:
        return False
    return THEIR_NUMBER.search(sentence) is not None or not ASKS_TO_CALL.search(sentence)


def foreign_line(text: str) -> bool:
    """Whether a line credits somebody else: a web designer, a photographer."""
    return FOREIGN.search(text) is not None
