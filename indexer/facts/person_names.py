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

_UPPER: Final = "A-ZÀ-ÖØ-ÞŁŚŻČŠŽ"
_LOWER: Final = "a-zß-öø-ÿāčćđēěęłńōőřśšţūůýźżž"
TITLE: Final = r"(?:(?:Dr|Mr|Mrs|Ms|Miss|Prof|Professor|Sister|Master|Khun)\b\.?[ \u00a0]+)"
_WORD: Final = (
    rf"(?:(?:Mc|Mac|De|Di|Da|La|Le|Van|O['’]|D['’])?[{_UPPER}][{_LOWER}]+(?:[-'’][{_UPPER}{_LOWER}][{_LOWER}]+)*)"
)
_CAPS: Final = rf"(?:[{_UPPER}]{{2,}}(?:[-'’][{_UPPER}]+)*)"
_INITIAL: Final = rf"(?:[{_UPPER}]\.?(?![{_LOWER}\w]))"
_PARTICLE: Final = r"(?:de|der|den|van|von|la|le|du|dos|das|da|del|della|di|bin|binti|al|el|ter|ten|y)"
_NICK: Final = r"(?:[(\"“'‘][A-Z][a-z]+[)\"”'’] )"
_INITIALED: Final = rf"(?:[{_UPPER}]\.[ \u00a0]?){{0,2}}[{_UPPER}]\.[ \u00a0]{_WORD}(?:[ \u00a0]{_WORD})?"
NAME: Final = rf"(?:{_INITIALED}|{_WORD}(?:[ \u00a0]{_NICK}?(?:{_INITIAL}[ \u00a0])?(?:{_PARTICLE}[ \u00a0]){{0,2}}{_WORD}){{1,3}})"
NAME_CAPS: Final = rf"{_CAPS}(?:[ \u00a0]{_CAPS}){{1,2}}"
GIVEN: Final = _WORD

_NICKNAME: Final = re.compile(r"\s*(?:\([^)]*\)|[\"“][^\"”]*[\"”])\s*")
_TITLE: Final = re.compile(rf"^{TITLE}+")
_FULL: Final = re.compile(rf"^(?:{NAME}|{NAME_CAPS}|{_WORD} {_CAPS})$")
_SINGLE: Final = re.compile(rf"^(?:{GIVEN}|{_CAPS})$")

OTHER_WORDS: Final = frozenset(
    """a about academy accept add address adelaide admin adult advanced after all also amazing an and any apply appointment
    appointments april are area areas at august australia australian auckland available award back balance bank bay beach
    beautiful become been before benefits best better big blog blue body book booking bookings boost bridge brisbane
    business but buy by call can canada canberra care cart center central centre certified check choose city class
    classes clear click client clients clinic clinical closed code college combo come community company complete
    consultation contact cookie cookies copyright corporate council county course courses cream creative credit customer
    customers daily day days december deep details develop diploma direct directions director discover doctor does east
    easy education electric email emergency english enquire enquiries enquiry essential established event events every
    evidence excellent existing experience expert explore facebook faq faqs february federation fee feedback fees feel female
    find first fitness follow follow-up food for free french friday from front full fully gallery general get gift
    glass gold golden good google great green ground group guide had happy has have head heal healing health healthy
    hello help her here hi high highly hill hills his holistic home hospital hotel hour hours house how i if important in
    individual info information initial instagram institute international introduction is island it its january join
    july june just keep key king know lake latest learn legal leave level life light like lines link linkedin list
    little local location locations login london long look lotus love loving low made main make male manager many map
    march may meet meeting melbourne member members membership menu message method mind minutes mobile moments monday more
    morning most mount move movement my natural nature near need new newcastle newsletter next no north northern
    not notes november now october of off offer offers office on once one online only open opening options or order
    other our out over package packages page park parking parts patient patients peace people personal perth phone
    plan plans please plus point policies policy popular positive post practice practitioner practitioners premium
    price prices privacy private process product products profession professional program programs promo public pure
    qualified queen quick quote range rate rates read ready real red register registered regular relax relief repeat request
    research reserved reset resources restore returning review reviews rights river road rock room rooms royal rural
    safe sale salon saturday save schedule school science sea search secure see send senior september serenity service services
    session sessions shop signature simple site sitemap skin skip sky small social society soft south southern spa
    special specialist specialists sports spring staff star start step still stone store stories story street strong student students
    studio style submit suite summer sun sunday support surgery sydney team technique techniques terms testimonial
    testimonials thai thank thanks that the their them then therapist therapists therapy there these they things this
    three thursday time times tips to today together too top total town traditional training travel treatment treatments
    trial tuesday twitter two under unit united university unwind up us use valley value victoria victorian video view
    village visit voucher vouchers want was water way we website wednesday weekend welcome well wellbeing wellness west western what
    when where which while white who whole why will winter with women work workshop world years yes yoga you young
    your youtube zone owner founder principal manual lead assistant receptionist reception nurse teacher instructor
    lecturer naturopath physiotherapist acupuncturist chiropractor osteopath osteopaths masseuse masseur reflexologist
    myotherapist lecturers author editor photographer designer trainer coach bachelor master masters degree certificate
    frequently asked questions question pricing cancellation cancellations conditions thank ongoing initial assessment
    muscle muscles shoulder neck lower upper lumbar pain relief recovery performance enquiries details download form forms
    returning existing booking reviews rating google maps view larger map directions arrow previous submit send search
    scroll more here toggle close open loading slide image photo portrait logo icon banner
    honours hons bsc hnd mba phd dip cert mst ba ma msc mosteo most lmt rmt gosc ahpra do""".split()
)
"""Words that stand capitalised on every clinic's pages and are in nobody's name, or too rarely to matter."""

RENOWNED: Final = frozenset(
    """andrew taylor still|a t still|ida rolf|tom bowen|thomas bowen|thomas ambrose bowen|william garner sutherland|
    william sutherland|john upledger|john e upledger|emil vodder|moshe feldenkrais|f m alexander|frederick alexander|
    janet travell|david simons|michael leahy|per henrik ling|pehr henrik ling|johann mezger|mikao usui|hippocrates|
    eunice ingham|william fitzgerald|kenzo kase|james cyriax|tokujiro namikoshi|shizuto masunaga|jean-pierre barral|
    john martin littlejohn|j m littlejohn|lawrence jones|fred mitchell|leon chaitow|robert maigne|joseph pilates|
    b k s iyengar|d d palmer|daniel palmer|george goodheart|milton trager|martin luther|albert einstein|
    john doe|jane doe|john smith""".replace("\n", "").split("|")
)
"""Founders of methods whom pages tell of, and the people of theme demos. `_key` forms."""
_RENOWNED: Final = frozenset(" ".join(name.split()) for name in RENOWNED)


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


@cache
def given_names() -> frozenset[str]:
    """Common given names, lower case."""
    lines = (Path(__file__).parent / "given_names.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word.lower() for line in lines if not line.startswith("#") for word in line.split())


@cache
def trade_words() -> frozenset[str]:
    """Words of the vocabularies and of every clinic's menus, lower case: they make no name."""
    words = set(OTHER_WORDS)
    for kind in KINDS:
        for term in vocabulary(kind):
            for surface in term.surfaces:
                words.update(w for w in re.findall(r"[a-z]+", surface.lower()) if len(w) > 2)
    return frozenset(words)


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
    if any(w in OTHER_WORDS for w in others) or (others and all(w in trade_words() for w in others) and not known):
        return None
    if known and not full and words[0] in OTHER_WORDS and not titled:
        return None
    if not known and not titled and gazetteer().by_name(bare):
        return None
    if bare.isupper() or bare.split()[-1].isupper():
        if not known and not titled:
            return None
        bare = bare.title()
    if _key(bare) in _RENOWNED:
        return None
    return PersonName(bare, full, titled, known)


def _key(name: str) -> str:
    return " ".join(name.lower().replace(".", " ").split())
