"""Names of people in text: "Dr Jane Smith", "Mee-Lynn O'Leary BSc(Ost)", "Li, Wen Tai".

A name is told by its form (two to four capitalised words, particles, initials) and by what it is not: no word
of the trade, no word of a menu, no weekday. A list of common given names only tips the balance.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from data.locality import gazetteer
from data.term import KINDS, vocabulary

_UPPER: Final = "A-ZÀ-ÖØ-ÞĀČĒĪŁŌŚŠŪŻŽ"
_LOWER: Final = "a-zß-öø-ÿāăčćđēěęğīıłńňōőřśšşţūůýźżž"
TITLE: Final = r"(?:(?:Dr|Mr|Mrs|Ms|Miss|Prof|Professor|Sister|Master|Khun)\b\.?[ \u00a0]+)"
_WORD: Final = (
    rf"(?:(?:Mc|Mac|De|Di|Da|La|Le|Van|O['’]|D['’])?[{_UPPER}][{_LOWER}]+"
    rf"(?:[-'’][{_UPPER}{_LOWER}][{_LOWER}]+)*)"
)
_CAPS: Final = rf"(?:[{_UPPER}]{{2,}}(?:[-'’][{_UPPER}]+)*)"
_INITIAL: Final = rf"(?:[{_UPPER}]\.?(?![{_LOWER}\w]))"
_PARTICLE: Final = r"(?:de|der|den|van|von|la|le|du|dos|das|da|del|della|di|bin|binti|al|el|ter|ten|y)"
_NICK: Final = r"(?:[(\"“'‘][A-Z][a-z]+[)\"”'’] )"
_INITIALED: Final = (
    rf"(?<![\w])(?:[{_UPPER}]\.[ \u00a0]?){{0,2}}[{_UPPER}]\.[ \u00a0]{_WORD}(?:[ \u00a0]{_WORD})?"
)
NAME: Final = (
    rf"(?:{_INITIALED}|{_WORD}(?:[ \u00a0]{_NICK}?(?:{_INITIAL}[ \u00a0])?(?:{_PARTICLE}[ "
    rf"\u00a0]){{0,2}}{_WORD}){{1,3}})"
)
NAME_CAPS: Final = rf"{_CAPS}(?:[ \u00a0]{_CAPS}){{1,2}}"
GIVEN: Final = _WORD

_WEEKDAYS: Final = frozenset(["mon", "tue", "wed", "thu", "fri", "sat", "sun"])
_NICKNAME: Final = re.compile(r"\s*(?:\([^)]*\)|[\"“][^\"”]*[\"”])\s*")
_TITLE: Final = re.compile(rf"^{TITLE}+")
_FULL: Final = re.compile(rf"^(?:{NAME}|{NAME_CAPS}|{_WORD} {_CAPS})$")
_SINGLE: Final = re.compile(rf"^(?:{GIVEN}|{_CAPS})$")

RENOWNED: Final = frozenset(
    " ".join(name.split())
    for name in """
    a t still | albert einstein | andrew taylor still | b k s iyengar | d d palmer | daniel palmer | david
    simons | emil vodder | eunice ingham | f m alexander | fred mitchell | frederick alexander | george
    goodheart | hippocrates | ida rolf | j m littlejohn | james cyriax | jane doe | janet travell |
    jean-pierre barral | johann mezger | john doe | john e upledger | john martin littlejohn | john smith |
    john upledger | joseph pilates | kenzo kase | lawrence jones | leon chaitow | martin luther | michael
    leahy | mikao usui | milton trager | moshe feldenkrais | pehr henrik ling | per henrik ling | robert
    maigne | shizuto masunaga | thomas ambrose bowen | thomas bowen | tokujiro namikoshi | tom bowen |
    william fitzgerald | william garner sutherland | william sutherland
    """.split("|")
)
"""Founders of methods whom pages tell of, and the people of theme demos, in the form of `_key`."""


SURNAMES: Final = frozenset(
    """
    best day english french gold head hill hills house king lake may park price read south west white winter
    young
    """.split()
)
"""Words of `no_names.txt` that are common family names behind a known given name: "Kevin English"."""


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name without its title, as a person would write it."""

    value: str
    full: bool
    """Given and family name; `False` for a given name alone."""
    titled: bool = False
    known: bool = False
    """Whether its first word is a common given name."""

    @property
    def given(self) -> str:
        """The first word, in lower case."""
        return self.value.split()[0].lower()


def _word_list(name: str) -> frozenset[str]:
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    return frozenset(word.lower() for line in lines if not line.startswith("#") for word in line.split())


@cache
def given_names() -> frozenset[str]:
    """Common given names, lower case."""
    return _word_list("given_names.txt")


@cache
def other_words() -> frozenset[str]:
    """Words of menus, calendars and greetings, lower case: never part of a name."""
    return _word_list("no_names.txt")


@cache
def trade_words() -> frozenset[str]:
    """Words of the vocabularies and of every clinic's menus, lower case: they make no name."""
    words = set(other_words())
    for kind in KINDS:
        for term in vocabulary(kind):
            for surface in term.surfaces:
                words.update(w for w in re.findall(r"[a-z]+", surface.lower()) if len(w) > 2)
    return frozenset(words)


@cache
def therapies() -> frozenset[str]:
    """What the vocabulary calls therapies, lower case: "tui na" is nobody's name."""
    return frozenset(surface.lower() for term in vocabulary("therapies") for surface in term.surfaces)


@lru_cache(maxsize=8192)
def read_name(text: str) -> PersonName | None:
    """The person named by exactly `text` (a title may stand before), or `None`."""
    text = " ".join(text.split()).strip(" ,.:;-–—|•*")
    bare = _TITLE.sub("", text)
    titled = bare != text
    bare = " ".join(_NICKNAME.sub(" ", bare).split())
    if not 2 <= len(bare) <= 45:
        return None
    full = bool(_FULL.match(bare))
    if not full and not _SINGLE.match(bare):
        return None
    words = [w for w in re.split(r"[\s]+", bare.lower().replace("’", "'")) if w]
    known = words[0].split("-")[0] in given_names()
    others = [w.strip(".") for w in (words[1:] if known else words)]
    if known and len(others) == 1 and others[0] in SURNAMES:
        others = []
    if full and len(words) > 2 and words[-1] in other_words():
        shorter = read_name(text.rsplit(maxsplit=1)[0])
        return None if shorter is None or gazetteer().by_name(shorter.value) else shorter
    if full and " ".join(words) in therapies():
        return None
    if any(w in other_words() for w in others) or (
        others and all(w in trade_words() for w in others) and not known
    ):
        return None
    if known and not full and words[0] in other_words() and not titled:
        return None
    if not known and not titled and gazetteer().by_name(bare):
        return None
    if bare.isupper() or bare.split()[-1].isupper():
        if not known and not titled:
            return None
        bare = bare.title()
    if (
        sum(w.strip(".")[:3] in _WEEKDAYS and len(w.strip(".")) <= 5 for w in words) > 1
        or _key(bare) in RENOWNED
    ):
        return None
    return PersonName(bare, full, titled, known)


def _key(name: str) -> str:
    return " ".join(name.lower().replace(".", " ").split())
