"""A sign that someone works at a clinic, and how much each kind of sign counts."""

import re
from dataclasses import dataclass
from typing import Final

from indexer.facts.people.person_names import PersonName
from indexer.model import Evidence

FORM_ALONE: Final = 0.12
"""A line that has the form of a name and nothing else."""
IN_TEAM: Final = 0.3
AS_HEADING: Final = 0.15
TITLED: Final = 0.3
KNOWN_GIVEN: Final = 0.12
ROLE_BESIDE: Final = 0.55
"""A role in the same line or the one below."""
LETTERS_BESIDE: Final = 0.5
OWNER_BESIDE: Final = 0.45
"""`Owner` in the line below."""
TOLD_OF: Final = 0.35
"""The text below the name goes on about that person."""
INTRODUCED: Final = 0.75
"""`I'm Jane Smith`, `My name is Jane`."""
UNKNOWN_INTRODUCED: Final = 0.5
"""The same, of a single name that is on no list of given names."""
ABOUT_LINK: Final = 0.45
"""A menu's or heading's `About Jane`."""
IS_A_ROLE: Final = 0.6
"""`Jane Smith is an osteopath`, `osteopath Jane Smith`."""
NAMED_AFTER: Final = 0.55
"""The business bears the name."""
IN_DATA: Final = 0.6
TITLE_NAME: Final = 0.35
"""The page is titled with the name, or the home page is headed by it."""
JOINED: Final = 0.5
"""`Jane joined the team`, where the team is told of."""
OWNED_BY: Final = 0.55
LETTERS: Final = re.compile(
    r"\b(?:B\.? ?Sc|BSc|B\.? ?App\.? ?Sc|M\.? ?Sc|MSc|B\.? ?H\.? ?Sc|BHSc|M\.? ?H\.? ?Sc|M\.? ?Ost\w*"
    r"|MOst|B\.?['’]? ?Ost\w*|BOst|D\.?O\.?(?=\W|$)|DOMP|D\.?Ost|Dip\.?|LMT|LMBT|CLT|MSMA|RMT|CMT"
    r"|LMP|BCTMB|NCTMB"
    r"|NCBTMB|RAc|R\.Ac|RTCMP|BA\b|B\.A\.|BAppSc|MIO|GOsC|ITEC|VTCT|FHT|MFHT|BTEC|RN\b|DC\b|ND\b|PhD"
    r"|MCSP|HCPC|MISRM|ATMS|AAMT|AMT\b|MMA\b|AHPRA|HLT\d|Hons|Cert\.? ?I?V|AdvDip|Adv\.? ?Dip|BEd|BN\b"
    r"|BSocSc|LicAc|MBAcC|PGCert|PGDip|MChS|DipHE|MARH?\b|MSTAT|MIAPT|MISCP|MNIMH|MAR\b|MPhty|BPhty|BClinSc|MClinOst)"
)
"""Letters of degrees and memberships that stand after a name."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A name with the chance that it is a practitioner's."""

    name: PersonName
    chance: float
    quote: Evidence
    role: str | None = None
    barred: bool = False
    about: str = ""
    """What is told of the person."""
