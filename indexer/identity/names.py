"""What a listing's name says: whose practice it is, and which of its words are its own."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from data.locality import gazetteer
from data.term import vocabulary
from indexer.facts.people.person_names import given_names, other_words
from indexer.identity.people import TITLES, Person, may_be_one, person
from indexer.matcher import fold

TRADE_WORDS = frozenset(
    """
    acupuncture allied and associates at bodywork bodyworks by care center centre chinese chiropractic
    clinic clinical clinics co company ctr for group healthcare in injury lymphatic massage
    massages masseur masseuse medical medicine mobile movement muscular musculoskeletal myo myotherapist
    myotherapists myotherapy of osteo osteopath osteopathic osteopaths osteopathy pain physio
    physiotherapist physiotherapy pilates practice practitioner professional reflexology registered rehab
    rehabilitation relaxation rem remedial rmt room rooms salon service services shiatsu solutions spa
    sport sports studio studios the therapeutic therapeutics therapies therapist therapists therapy thai
    traditional treatment treatments with yoga
    """.split()
)
"""Words of businesses' names; a name without any of them may be a person's."""
FACILITY_WORDS = frozenset(
    """
    and associates at by care center centre clinic clinics co company for group health house of practice
    practitioner professional registered room rooms salon service services solutions space studio studios
    the therapies therapist therapists therapy treatment treatments with
    """.split()
)
"""Words of the trade that say nothing of what is offered: "Osteopathy Clinic" offers osteopathy."""
EMPTY_WORDS = frozenset(
    "a aust australia australian inc limited llc ltd old new pty qld nsw vic tas act nt sa wa".split()
)
"""Words that tell no two businesses apart."""
TRADE_STEMS = (
    "acupunct", "chiropract", "kinesiolog", "massag", "musculo", "myother", "naturopath", "osteopath",
    "physiother", "podiatr", "psycholog", "reflexolog", "therap",
)  # fmt: skip
"""Beginnings of all words of a trade: acupuncturist, osteopaths."""
SLIP_FROM = 6
"""Letters of a word of the trade from which one may be a slip: "Masage", "Ceentre"."""
FANCY_WORDS = frozenset(
    """
    absolute active advanced align aligned angel aqua arch aroma asian aura avenue back balance balanced
    bamboo bare bay beach beauty better bliss blissful blossom blue bodies body bright butterfly calm
    calming city classic coast coastal complete connect core corner cottage country court creek crystal
    day deep divine dragon dream earth east easy elite energy escape essence essential eternal everyday
    experts family first fit fitness flex flow fluid foot forest four freedom fresh functional gentle
    glow gold golden good grace gracious green ground grove hands happy harbour harmony haven healing
    health healthy heart heaven hidden hill hills holistic home house indigo inner integrative island
    jade jasmine joint journey joy kind kinetic knead kneads knot knots lane lavender leaf level life
    light little living local lodge lotus love lucky lunar magic magnolia main master meadow metro mind
    modern moon moonlight morning motion mountain muscle natural nature nest new nirvana north northern
    nurture oasis ocean one orchid organic origin paradise park peace peaceful pearl people perfect
    performance phoenix place plus point pointe posture precision premier pressure pro proactive
    progressive pure quay quiet rainbow rapid ray recovery red refresh rejuvenate relax relaxing release
    relief renew reset rest restore revive ridge rise river riverside road rock root roots rose royal
    sanctuary sea seaside secret senses serene serenity seven shine siam silk simple simply sky smile
    soft soothe soul soulful south southern space spine spirit spring square star still stillness stone
    street stress stretch structure sun sunrise sunset sunshine swan sweet synergy temple terrace thrive
    tides total touch tranquil tranquility tree true unique unity unwind upper urban valley village
    vital vitality vive warm water wave waves way well wellbeing wellness west western whole wild willow
    wing wings wisdom women works world you your zen zone
    """.split()
)
"""Words of businesses' names that are their own, but no person's: "Golden Lotus" is nobody."""
MEANING = frozenset(
    """
    amber april aurora autumn azure bay blossom briar brook coral crystal daisy dawn eden faith fern flora
    gem ginger grace harmony hazel heath heather holly hope iris ivy jade jasmine jewel joy june juniper
    laurel lily lotus luna marigold may melody mercy olive opal pearl poppy rain raven robin rose rosemary
    ruby sage sandy serenity sky skye star summer sunny tansy violet willow winter
    """.split()
)
"""Given names that are words as well: with a fancy word behind them they make a business's name."""
NAMESAKES = frozenset({"alexander", "bowen"})
"""Words of therapies that are people's names as well."""

LETTERS_A_SLIP = 8
"""Letters of own words for each further slip: two in "anchorlane", one in "lotuspath"."""
PART_ALIKE = 90
"""Likeness (0 to 100) of the words both have, from which one name is part of the other."""
STEM = 5
"""First letters by which words of the trade are compared: osteopath, osteopathy, osteopathic."""
STEM_OF_NAME = 3
"""First letters by which a source's names for one number are counted."""
_PERSON = re.compile(r"[a-z]+(?: [a-z'.]+){1,2}")
_POSSESSIVE = re.compile(r"\b([A-Z][a-z]+)['’]s\b")


@dataclass(frozen=True, slots=True)
class Name:
    """A listing's name, folded, taken apart."""

    whole: str
    """Without empty words and the suburb's: "Rosanna Osteopathy Pty Ltd" in Rosanna is "osteopathy"."""
    own: tuple[str, ...]
    """The words that are neither of the trade nor of the place, in order."""
    owner: Person | None
    """Whose practice it is, where the name is a person's or has one in it."""
    places: frozenset[str] = frozenset()
    """Words of the listing's own suburb that stand in it: a branch says where it is."""
    around: frozenset[str] = frozenset()
    """All words of the listing's own suburbs: they are nobody's own in another listing's name either."""

    @property
    def stem(self) -> str:
        """The beginning of its first word, by which slips and short forms of one name agree."""
        return (self.own or (self.whole,))[0][:STEM_OF_NAME]

    def trades(self, places: Collection[str]) -> frozenset[str]:
        """What it offers by its name, shortened ("osteo", "massa"), without words of `places`."""
        offered = (word for word in self.whole.split() if word not in FACILITY_WORDS)
        return frozenset(word[:STEM] for word in offered if not _is_of(word, places))


def read(name: str, suburb_words: Collection[str], staff: Collection[Person] = ()) -> Name:
    """Take a name apart.

    `suburb_words` are the folded words of the places the listing lies in, `staff` the people it names.
    """
    words = [word for word in _words(name) if word not in EMPTY_WORDS]
    here = frozenset(word for word in words if _is_of(word, suburb_words))
    left = [word for word in words if word not in here]
    own = tuple(word for word in left if not is_trade(word))
    owner = _owner(name, own, bool(here), staff)
    return Name(" ".join(left or words), own, owner, here, frozenset(suburb_words))


def is_person(name: str) -> bool:
    """Whether `name` reads as a person's: two or three words, none of them of the trade."""
    words = fold(name).split(",")[0].split(" (")[0].strip()
    bare = [word for word in words.split() if word not in TITLES]
    if _PERSON.fullmatch(" ".join(bare)) is None or any(map(is_trade, bare)):
        return False
    return _may_be_person(bare)


def _may_be_person(words: Sequence[str]) -> bool:
    """A common given name makes a person of words, unless all of them may be a business's: "Hazel Grove"."""
    fancy = _no_person()
    if words[0] in given_names():
        return words[0] not in MEANING or not set(words[1:]) & fancy
    return not set(words) & fancy


def alike(one: Name, other: Name) -> str:
    """How two names agree: `same`, `alike`, `part`, `generic`, `generic other` or `other`."""
    ours = tuple(word for word in one.own if not _is_of(word, other.around))
    theirs = tuple(word for word in other.own if not _is_of(word, one.around))
    if ours and theirs:
        return _own_alike(ours, theirs)
    if ours or theirs:
        return "other"
    same = one.trades(other.around) == other.trades(one.around)
    return "generic" if same else "generic other"


def _is_of(word: str, known: Collection[str]) -> bool:
    """Whether a word is one of some, but for a slip."""
    return word in known or any(
        len(word) >= SLIP_FROM - 1
        and len(one) >= SLIP_FROM - 1
        and OSA.distance(word, one, score_cutoff=1) <= 1
        for one in known
    )


def _own_alike(ours: tuple[str, ...], theirs: tuple[str, ...]) -> str:
    if _numbers(ours) != _numbers(theirs):
        return "other"
    one, other = "".join(ours), "".join(theirs)
    if one == other or set(ours) == set(theirs):
        return "same"
    slips = max(1, min(len(one), len(other)) // LETTERS_A_SLIP)
    if min(len(one), len(other)) > STEM and OSA.distance(one, other, score_cutoff=slips) <= slips:
        return "alike"
    one, other = " ".join(ours), " ".join(theirs)
    if fuzz.token_sort_ratio(one, other) >= PART_ALIKE:
        return "alike"
    return "part" if fuzz.token_set_ratio(one, other) >= PART_ALIKE else "other"


def _numbers(words: Iterable[str]) -> set[str]:
    """Numbers tell names apart that agree but for them: "Studio 12", "Studio 14"."""
    return {word for word in words if word.isdigit()}


def _owner(name: str, own: tuple[str, ...], has_place: bool, staff: Collection[Person]) -> Person | None:
    if is_person(name) and not has_place:
        return person(name)
    if found := _POSSESSIVE.search(name):
        given = fold(found[1])
        known = next((one for one in staff if one.given == given), Person(given))
        return known if given in given_names() or known.family else None
    if not 2 <= len(own) <= 3:
        return None
    named = Person(own[0], own[-1])
    if any(may_be_one(named, one) for one in staff):
        return named
    is_one = own[0] in given_names() and _may_be_person(own) and not gazetteer().by_name(" ".join(own))
    return named if is_one else None


@lru_cache(maxsize=65_536)
def is_trade(word: str) -> bool:
    """Whether a folded word is of the trade, but for a slip."""
    if word in trade_words() or word.startswith(TRADE_STEMS):
        return True
    return len(word) >= SLIP_FROM and any(
        abs(len(word) - len(known)) <= 1 and OSA.distance(word, known, score_cutoff=1) <= 1
        for known in trade_words()
        if len(known) >= SLIP_FROM
    )


def _words(name: str) -> list[str]:
    return re.sub(r"[^a-z0-9' ]", " ", fold(name).replace("&", " and ")).replace("'", "").split()


@cache
def _no_person() -> frozenset[str]:
    return FANCY_WORDS | other_words()


@cache
def trade_words() -> frozenset[str]:
    """`TRADE_WORDS` and the words of our therapies' labels, but for those that are people's names."""
    labels = " ".join(term.label for term in vocabulary("therapies"))
    return TRADE_WORDS | (frozenset(re.findall(r"[a-z]+", fold(labels))) - NAMESAKES)
