"""What people who work at a clinic are called, and which of them treat."""

import re
from typing import Final

from indexer.prefilter import Rule

_QUALIFIERS: Final = (
    r"(?:(?:registered|licen[cs]ed|qualified|certified|accredited|experienced|professional|principal"
    r"|senior|lead|head|chief|associate|graduate|clinical|advanced"
    r"|remedial|sports?|deep tissue|relaxation|swedish|thai|pregnancy|medical|therapeutic|holistic|mobile"
    r"|manual|structural|cranial|paediatric|pediatric|classical|traditional"
    r"|fully|highly|soft tissue|female|male|resident|practi[sc]ing|lymphatic|oncology|bowen|craniosacral"
    r"|beauty|massage|naturopathic|sport|trained|owner|director|clinic|founder|chinese|rehabilitation"
    r"|personal|pilates|yoga|exercise|nutrition(?:al)?|shiatsu|reiki|energy|feldenkrais"
    r"|alexander technique|rehab|myofascial|body|local|and|&|/|,|\+|-|level \d)\s*[-,/]?\s*)*"
)
_TREATING: Final = (
    r"(?:osteopath(?:ic (?:practitioner|physician|manual (?:practitioner|therapist)))?"
    r"|massage (?:therapist|practitioner|specialist)|massage & \w+ therapist|(?:massage"
    r"|body ?work) therapist|masseuse|masseur|myotherapist|therapist|bodyworker|body worker"
    r"|physiotherapist|physical therapist|chiropractor|acupuncturist"
    r"|naturopath|homeopath|herbalist|podiatrist|kinesiologist|reflexologist|reiki (?:master|practitioner)"
    r"|(?:pilates|yoga) (?:teacher|instructor)|nutritionist|dietiti?an|dietician|nutrition (?:specialist"
    r"|consultant)|rolfer|practitioner|esthetician|aesthetician|exercise physiologist"
    r"|craniosacral therapist"
    r"|personal trainer|massotherapist|aromatherapist|hypnotherapist|counsellor|psychologist"
    r"|doctor of chinese medicine|tcm practitioner|lmt|rmt|cmt|lmp|esthetics|massage therapy)s?"
)
_OTHER: Final = (
    r"(?:(?:\w+ )?manager|receptionist|reception|(?:at|on|runs|minds|behind) (?:the"
    r"|our) (?:front )?(?:desk|phones?|books?)|front of house|administrator"
    r"|admin(?:istration)?(?: assistant)?"
    r"|office \w+|marketing \w+|web ?designer|photographer|customer service|front desk"
    r"|director of operations|patient|client|customer|author|journalist|editor|student|athlete|player"
    r"|(?:hair)?stylist|hair ?dresser|barber|beautician|nail technician|chef|designer"
    r"|coach|runner|dancer|teacher|engineer|accountant|solicitor|ceo|gp|surgeon)"
)
TREATING: Final = Rule(rf"\b{_QUALIFIERS}{_TREATING}\b", re.IGNORECASE)
"""A role of someone who treats: "senior osteopath", "registered massage therapist"."""
ROLE_LINE: Final = Rule(
    (
        rf"^\W*(?:(?:our|the|your|a|an) )?{_QUALIFIERS}{_TREATING}\b(?:\W|$)|\W(?:osteopath|therapist"
        rf"|practitioner|chiropractor|physiotherapist|myotherapist|acupuncturist|naturopath)s?\W*$"
        rf"|^\W*(?:owner|founder|principal|director|co-founder)\b"
    ),
    re.IGNORECASE,
)
"""A short line that names a role."""
OTHER_LINE: Final = Rule(rf"^\W*(?:our |the |general |clinical |clinic |practice )?{_OTHER}\b", re.IGNORECASE)
"""A short line that names a role of someone who does not treat, or of a customer."""
OWNER_LINE: Final = re.compile(
    r"^\W*(?:owner|founder|co-(?:owner|founder)|proprietor)\b.{0,40}$", re.IGNORECASE
)
"""A short line that says whose the place is: at a small clinic somebody who treats."""
SPELT_OUT: Final = {
    "rmt": "registered massage therapist",
    "lmt": "licensed massage therapist",
    "lmp": "licensed massage practitioner",
    "cmt": "certified massage therapist",
    "massage therapy": "massage therapist",
}
"""Letters that are a role by themselves."""
OF_LETTERS: Final = (
    ("osteopath", re.compile(r"\(Ost|\bM\.?Ost|\bB\.?['’]?Ost|Osteo\b|\bOsteopathy\)", re.IGNORECASE)),
    ("naturopath", re.compile(r"\(?Naturopathy\)|\bND\b")),
    ("acupuncturist", re.compile(r"\bR\.?Ac\b")),
    ("myotherapist", re.compile(r"\(?(?:Clinical )?Myotherapy\)", re.IGNORECASE)),
)
"""Professions told by the letters after a name."""
_SPLIT: Final = re.compile(r"\s+")


def role_in(text: str) -> str | None:
    """The role words of `text`, lower case and as written ("senior osteopath"), or `None`."""
    found = TREATING.search(text)
    if found is None:
        return None
    words = _SPLIT.sub(" ", found.group()).strip(" -,/&+").lower()
    words = words.removeprefix("and ").strip()
    return SPELT_OUT.get(words, words) or None


def role_of_letters(text: str) -> str | None:
    """The profession whose degree stands in `text` ("B.Sc.(Clinical)/M.H.Sc.(Osteo)"), or `None`."""
    return next((role for role, letters in OF_LETTERS if letters.search(text)), None)
