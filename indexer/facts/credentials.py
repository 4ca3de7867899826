"""Registrations, qualifications and memberships stated of a provider or its people."""

import math
import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from data.term import Term, vocabulary
from indexer.evidence import EVIDENCE_MOST
from indexer.facts.words.mention import Mention, Shape, mentions
from indexer.facts.words.part import Part
from indexer.facts.words.tone import Tone, sentence
from indexer.matcher import TermMatch, matcher
from indexer.model import Credential, Practitioner
from indexer.page import Site

THRESHOLD: Final = 0.5

SHAPE: Final = {
    Shape.TITLE: 0.6,
    Shape.META: 0.2,
    Shape.NAV: 0.3,
    Shape.HEADING: 0.6,
    Shape.ITEM: 0.65,
    Shape.PRICED: 0.52,
    Shape.OPTION: 0.1,
    Shape.ALT: 0.35,
    Shape.PROSE: 0.52,
}
PLACED: Final = {
    (Shape.PROSE, Part.TEAM): 0.7,
    (Shape.PROSE, Part.QUALIFICATIONS): 0.75,
    (Shape.ITEM, Part.TEAM): 0.8,
    (Shape.ITEM, Part.QUALIFICATIONS): 0.85,
    (Shape.HEADING, Part.TEAM): 0.75,
}
OWN_PROSE: Final = 0.75
"""A sentence that speaks of the provider itself: `I am`, `our therapists are`, `member of`."""
GENERIC_FACTOR: Final = 0.3
DULLED: Final = {
    Part.ARTICLE: 0.2,
    Part.TESTIMONIAL: 0.15,
    Part.COURSE: 0.2,
    Part.SHOP: 0.2,
    Part.LEGAL: 0.2,
    Part.ELSEWHERE: 0.2,
    Part.FAQ: 0.5,
    Part.WARNING: 0.3,
}
OSTEOPATHY_DEGREES: Final = frozenset(["bachelor-osteopathy", "master-osteopathy", "diploma-osteopathy"])
"""`BSc` and its kind are degrees in osteopathy only where they say so within the next words."""
_OSTEO: Final = re.compile(r"ost|\bD\.?O\b|clinical|compmed|complementary", re.IGNORECASE)
_OWN: Final = re.compile(
    (
        r"\b(?:i|i['’]m|i['’]ve|my|we|we['’]re|our|all our|he|she|his|her)\b|\b(?:members? of"
        r"|registered with|accredited (?:with|by)|qualified|fully insured|graduated|completed|obtained"
        r"|holds?|gained|earned|certified|studied|years?)\b"
    ),
    re.IGNORECASE,
)
_GENERIC: Final = re.compile(
    (
        r"\b(?:must|required|requires?|by law|in order to|should|look for|ensure|whether|what is|means"
        r"|stands for|protected title|all osteopaths? (?:must|are|have|in)|(?:any"
        r"|every) (?:\w+ )?(?:osteopath|therapist|practitioner)\b(?! (?:here|at|on|with|in our))|usually"
        r"|typically|students? (?:must|are|will|need|can|may)|referral|refer)\b"
    ),
    re.IGNORECASE,
)
_UNFINISHED: Final = re.compile(
    r"\b(?:studying (?:for|to|towards)|currently studying|working towards|as an? student|will (?:be|become)"
    r" (?:an? |fully ))"
)
_FIRST: Final = re.compile(
    r"\b(?:(?:i|he|she) (?:am|is|was|have|has|hold)|i['’]m|i['’]ve|we (?:are|have|hold)|we['’]re|they are"
    r"|our (?:\w+ ){1,3}(?:are|is|have|hold|has)|(?:all|both) (?:of )?our|(?:my|our) (?:insurance|first aid)"
    r"|everyone here|every \w+ here)\b",
    re.IGNORECASE,
)
"""Words that speak of the provider or its people whatever else the sentence explains."""
LOCAL_TITLES: Final = frozenset(["registered osteopath", "registered osteopaths"])
"""Titles that mean a term's register in its own countries, and another one elsewhere."""
KEPT_UP: Final = frozenset(["insured", "working-with-children", "first-aid", "cpr", "police-check"])
"""What a business says of its own people: no profession has it as a matter of course."""
_PROFESSION: Final = re.compile(
    r"^\W*(?:(?:all|most|in \w+,?|by law,?|the|uk|australian) )*(?:osteopaths|physiotherapists|chiropractors"
    r"|(?:(?:remedial )?massage )?therapists|practitioners)\b (?:are|must|have|need|in\b)",
    re.IGNORECASE,
)
"""A sentence on the profession at large: "Osteopaths are registered with Ahpra"."""
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_NUMBER: Final = re.compile(
    (
        r"(?:\b(?:reg(?:istration|istered)?|licen[cs]e|lic|member(?:ship)?|provider|no|num|number"
        r"|id)\b[.:#\s]*){1,3}[:#\s-]*(?P<number>[A-Z]{0,4}[ -]?\d[\d/-]{2,12}\d)"
        r"|#\s?(?P<hash>[A-Z]{0,3}\d{3,12})"
    ),
    re.IGNORECASE,
)


def find(site: Site, people: tuple[Practitioner, ...], country: str) -> tuple[Credential, ...]:
    """Credentials with number and holder where stated, with evidence. One entry an id, holder and number."""
    terms = vocabulary("credentials")
    by_id: dict[str, list[tuple[float, Mention]]] = defaultdict(list)
    for mention in mentions(site, "credentials", find_in):
        term = terms.get(mention.match.id)
        if term is not None and _fits(term, mention, country):
            by_id[term.id].append((weight(mention), mention))
    found: list[Credential] = []
    for term_id, items in by_id.items():
        term = terms.get(term_id)
        best: dict[str, float] = {}
        for chance, mention in items:
            best[mention.text] = max(chance, best.get(mention.text, 0.0))
        missing = math.prod(1 - chance for chance in best.values())
        if term is not None and 1 - missing >= THRESHOLD:
            found += _held(term, items, people)
    return tuple(found)


def find_in(text: str) -> list[TermMatch]:
    """Credentials in `text`: the vocabulary's words, and numbers whose form tells who gave them."""
    found = matcher("credentials").find(text)
    if not any(m.id == "ahpra-registration" for m in found):
        found += [
            TermMatch("ahpra-registration", *number.span(), number[0], "synonym")
            for number in _AHPRA_NUMBER.finditer(text)
        ]
    return found


_AHPRA_NUMBER: Final = re.compile(r"(?<!\w)(?:OST|PHY|CHI|CMR|POD|OCC|PSY|NMW|MED) ?\d{10}(?!\w)")
"""A number that names its board by itself: "Jane Smith | OST0001234567"."""


def weight(mention: Mention) -> float:
    """The chance that this mention states the credential of the provider or its people."""
    shape, part = mention.shape, mention.part
    if shape in (Shape.HEADING, Shape.ITEM) and mention.share < 0.15:
        shape = Shape.PROSE
    chance = PLACED.get((shape, part), SHAPE[shape])
    left, right = sentence(mention.text, mention.match.start, mention.match.end)
    words = mention.text[left:right]
    if Tone.DENIED in mention.tones or mention.answer is False or mention.gainsaid:
        return 0.0
    if shape in (Shape.PROSE, Shape.ITEM):
        general = _PROFESSION.search(words) and mention.match.id not in KEPT_UP
        own = _FIRST.search(words) is not None
        if _UNFINISHED.search(words) or general or (_GENERIC.search(words) and not own):
            chance *= GENERIC_FACTOR
        elif shape is Shape.PROSE and _OWN.search(words):
            chance = max(chance, OWN_PROSE)
            if own and part is Part.FAQ:
                return chance
    return chance * DULLED.get(part, 1.0)


def _fits(term: Term, mention: Mention, country: str) -> bool:
    """Whether a short form can mean this term here: RMT is a register in Canada, a job title in Australia."""
    countries = term.extra.get("countries") or ()
    short = mention.match.surface.isupper() and len(mention.match.surface) <= 6
    if term.id in OSTEOPATHY_DEGREES and not _OSTEO.search(
        mention.text, mention.match.start, mention.match.end + 45
    ):
        return False
    local = short or mention.match.surface.lower() in LOCAL_TITLES
    return not (local and countries and country not in countries)


_Key = tuple[str | None, str | None]
"""Number and holder."""


def _held(
    term: Term, items: list[tuple[float, Mention]], people: tuple[Practitioner, ...]
) -> list[Credential]:
    """One credential for each holder and number found among the mentions."""
    groups: dict[_Key, list[Mention]] = {}
    for chance, mention in sorted(items, key=lambda item: -item[0]):
        if chance < 0.2:
            continue
        key = (_number(term, mention), _holder(mention, people))
        groups.setdefault(key, []).append(mention)
    for key in [key for key in groups if None in key]:
        fuller = next((other for other in groups if other != key and _says_more(other, key)), None)
        if fuller is not None:
            groups[fuller] += groups.pop(key)
    return [
        _credential(term, number, holder, found)
        for (number, holder), found in _one_each(term, groups).items()
    ]


def _one_each(term: Term, groups: dict[_Key, list[Mention]]) -> dict[_Key, list[Mention]]:
    """One group a holder, with a number of the issuer's form if any; a lone number joins a lone holder."""
    form = term.extra.get("number") or r"(?!)"
    ranked = sorted(groups.items(), key=lambda item: not re.fullmatch(form, item[0][0] or ""))
    kept: dict[str | None, tuple[_Key, list[Mention]]] = {}
    for key, found in ranked:
        if key[1] is None or key[1] not in kept:
            kept[key[1] or f"number {key[0]}"] = (key, found)
        else:
            kept[key[1]][1].extend(found)
    one = dict(kept.values())
    if len(one) == 2:
        (number, _), (other, _) = sorted(one, key=lambda key: key[0] is None)
        holders = [key[1] for key in one if key[1] is not None]
        if number is not None and other is None and len(holders) == 1:
            return {(number, holders[0]): [m for found in one.values() for m in found]}
    return one


def _says_more(one: _Key, other: _Key) -> bool:
    """Whether number and holder of `one` are those of `other` and more."""
    return all(b is None or a == b for a, b in zip(one, other, strict=True))


def _credential(term: Term, number: str | None, holder: str | None, found: Iterable[Mention]) -> Credential:
    quotes = {q.quote: q for q in (m.evidence() for m in list(found)[:8])}
    form = term.extra.get("number")
    return Credential(
        id=term.id,
        label=term.label,
        number=number,
        number_format_valid=bool(re.fullmatch(form, number)) if number and form else None,
        holder=holder,
        verify_url=term.extra.get("verify_url"),
        evidence=tuple(quotes.values())[:EVIDENCE_MOST],
    )


def _number(term: Term, mention: Mention) -> str | None:
    """The number that follows the term in its line: of the issuer's form, or behind "No.", "#", "Reg."."""
    if _AHPRA_NUMBER.fullmatch(mention.match.surface):
        return mention.match.surface.replace(" ", "")
    after = mention.text[mention.match.end : mention.match.end + 45].split("\n")[0]
    form = term.extra.get("number")
    # An Ahpra number is often written with a blank behind its letters.
    folded = after.replace(" ", "") if term.id == "ahpra-registration" else after
    found = re.search(rf"(?<!\w)(?P<number>{form})(?!\w)", folded) if form else None
    number = found["number"] if found else None
    if number is None and term.extra.get("kind") in ("registration", "membership"):
        labelled = _NUMBER.match(after.lstrip(" ,:-–()")) or _NUMBER.search(after[:25])
        number = (labelled["number"] or labelled["hash"]) if labelled else None
    number = (number or "").strip("# ")
    return None if not number or _YEAR.fullmatch(number) else number


def _holder(mention: Mention, people: tuple[Practitioner, ...]) -> str | None:
    """The practitioner named in the line, its headings, or just before it."""
    if len(people) == 1:
        return people[0].name
    block = mention.block
    near = [mention.text]
    if block is not None:
        near += reversed(block.headings)
        near += [
            b.text
            for b in reversed(mention.page.blocks[max(0, block.index - 4) : block.index])
            if b.path[:-1] == block.path[:-1]
        ]
    for text in near:
        named = [p.name for p in people if _names(p.name, text)]
        if len(named) == 1:
            return named[0]
        if named:
            return _nearest(named, text, mention.match.start)
    return None


def _names(name: str, text: str) -> bool:
    return name in text or bool(re.search(rf"\b{re.escape(name.split(maxsplit=1)[0])}\b", text))


def _nearest(names: list[str], text: str, place: int) -> str:
    def distance(name: str) -> int:
        at = text.rfind(name.split(maxsplit=1)[0], 0, place)
        return place - at if at >= 0 else len(text)

    return min(names, key=distance)
