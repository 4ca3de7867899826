"""Weighs what a business says of itself: it is listed, held for a person to look at, or left out.

Three outcomes from positive professional signs and explicit terms; each reason is a code with the words that
gave it. Nothing is ever displayed of this: who is not listed is not listed.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from data.term import Kind, vocabulary
from indexer.evidence import quote
from indexer.matcher import TermMatch, fold, matcher
from indexer.screening.signs import CATEGORY, CLINICAL, CONDUCT, LINK, RULED, TRADE, Signs, signs

Outcome = Literal["include", "hold", "exclude"]

_SENTENCE = re.compile(r"[^.!?\n•|;]+[.!?]?")
_STREET = re.compile(
    r" (?:st|street|rd|road|ave|avenue|lane|ln|pl|place|dr|drive|cres|crescent|court|ct|way)\b", re.IGNORECASE
)
_SPELLED_OUT = re.compile(r"(?<![A-Za-z0-9])(?:[A-Za-z0-9][.*_-]){3,}[A-Za-z0-9](?![A-Za-z0-9])")
_MIXED = re.compile(
    r"(?<![A-Za-z0-9@$])(?=[A-Za-z0-9@$]*[A-Za-z]{2})[A-Za-z0-9@$]*[A-Za-z][013457@$][A-Za-z0-9@$]*"
)
_LETTERS_FOR = str.maketrans("013457@$", "oieastas")
"""What digits stand for within a word; a word that is mostly digits is a number."""
PLAIN_IN_NAMES, ANIMALS, OTHER_TRADE = "adult-massage", "animals-only", "another-trade"
"""Codes that are treated in a way of their own; the first is never part of a harmless name."""
TREATS = frozenset({"claims", "membership"})
"""Professional signs that only somebody has who treats; schools name qualifications as well."""
DENIED_WITHIN = 120
"""Characters round a sign in its sentence within which a word may deny it: lists of denials are long."""
QUOTES_MOST = 3
"""Quotes kept for one code."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, by a code of `data/screening.yaml`, and the words that gave it."""

    code: str
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a business."""

    outcome: Outcome
    reasons: tuple[Reason, ...] = ()
    """What spoke against it, then what spoke for it."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is known of a business."""

    name: str
    texts: tuple[str, ...]
    """What it says of itself: descriptions, services, the text of its pages."""
    links: tuple[str, ...] = ()
    """Addresses that its pages link to."""
    categories: tuple[str, ...] = ()
    """How its sources file it."""
    is_ours: bool = True
    """Whether it offers osteopathy, massage or bodywork at all, as far as its own pages and listings say."""
    has_site: bool = False
    """Whether its own pages were read: then they have told shops, schools and clinics apart already."""
    scope_reasons: tuple[str, ...] = ()


def screen(subject: Subject, ruling: Outcome | None = None) -> Verdict:
    """Judge a business; a person's `ruling` outweighs everything."""
    known = signs()
    found = _Findings.of(subject, known)
    against = [Reason(code, tuple(quotes[:QUOTES_MOST])) for code, quotes in found.against.items()]
    speaks_for = [Reason(code, tuple(quotes[:QUOTES_MOST])) for code, quotes in found.professional.items()]
    outcome = ruling or _outcome(subject, found, known)
    reasons = [Reason(RULED)] if ruling else []
    if not subject.is_ours:
        reasons.append(Reason(TRADE, subject.scope_reasons))
    return Verdict(outcome, tuple(reasons + against + speaks_for))


def _outcome(subject: Subject, found: "_Findings", known: Signs) -> Outcome:
    sums, weight = known.sums, found.suggestive(known)
    is_professional = len(found.professional) >= sums.professional_enough
    explicit = len(found.explicit(known))
    if explicit:
        sure = not is_professional or explicit >= sums.explicit_excludes_anybody or found.outside_signs >= 2
        return "exclude" if sure else "hold"
    if not subject.is_ours or _is_out_of_scope(subject, found, known):
        return "exclude"
    if weight >= sums.suggestive_excludes and not found.professional:
        return "exclude"
    if weight >= (sums.suggestive_holds_anybody if is_professional else sums.suggestive_holds):
        return "hold"
    return "include"


def _is_out_of_scope(subject: Subject, found: "_Findings", known: Signs) -> bool:
    """Whether a listing without a site of its own is a shop, a school or a stable: by name, or said twice."""
    if subject.has_site:
        return False
    codes = [code for code in found.against if code in known.out_of_scope]
    meant = [code for code in codes if code in found.named or len(found.wordings[code]) >= 2]
    besides = {one.id for text in (subject.name, *subject.texts) for one in known.besides.find(text)}
    if ANIMALS in meant and "treats_people" not in besides:
        return True
    if besides or not TREATS.isdisjoint(found.professional):
        return False
    # Of a garage named after a place called Bowen only the name is a therapy's.
    offers = any(matcher("therapies").find(text) for text in subject.texts if text != subject.name)
    return any(code != ANIMALS and (code != OTHER_TRADE or not offers) for code in meant)


@dataclass(slots=True)
class _Findings:
    """Codes with the words that gave each."""

    against: dict[str, list[str]]
    wordings: dict[str, set[str]]
    professional: dict[str, list[str]]
    named: set[str]
    """Codes that the name gave."""
    said: set[str]
    """Codes that anything but the name gave: a bookshop, a street and a climbing gym bear odd names."""
    outside_signs: int = 0
    """Links to adult sites and categories of theirs: others' judgement, which no claim outweighs."""

    @classmethod
    def of(cls, subject: Subject, known: Signs) -> "_Findings":
        found = cls({}, defaultdict(set), {}, set(), set())
        texts = [text for text in subject.texts if text != subject.name]
        for text in (subject.name, *texts):
            codes = found._read(text, known) | found._read(undisguised(text), known)
            (found.named if text is subject.name else found.said).update(codes)
        for code, shown in ((LINK, subject.links), (CATEGORY, subject.categories)):
            judge = _is_adult_host if code == LINK else _is_adult_category
            if meant := [one for one in shown if judge(one, known)]:
                found.against[code] = meant
                found.said.add(code)
                found.outside_signs += 1
        found._read_vocabularies((subject.name, *texts), known)
        return found

    def explicit(self, known: Signs) -> set[str]:
        """The explicit codes; of those that a harmless name may hold, the ones that a text says as well."""
        codes = {code for code in self.against if code in known.explicit or code in {LINK, CATEGORY}}
        return {code for code in codes if code in self.said or code == PLAIN_IN_NAMES}

    def suggestive(self, known: Signs) -> float:
        """The sum: a kind's weight, half of it for each further wording up to twice; a name counts half."""
        explicit = self.explicit(known)
        named = sum(known.sums.suggestive_holds for code in self.against if code in known.explicit - explicit)
        return named + sum(
            weight * min(2.0, 1 + (len(self.wordings[code]) - 1) / 2) / (1 if code in self.said else 2)
            for code, weight in known.suggestive.items()
            if code in self.against
        )

    def _read(self, text: str, known: Signs) -> set[str]:
        """Note the signs of a text; gives the codes that speak against it."""
        matches = [one for one in known.words.find(text) if not _is_street(text, one.end)]
        codes = set()
        for start, end in _sentences_of(text, matches):
            for match in (one for one in matches if start <= one.start < end):
                if match.id == CLINICAL:
                    _note(self.professional, CLINICAL, match.surface)
                elif match.id in known.out_of_scope or not _is_denied(text, match, (start, end), known):
                    self.wordings[match.id].add(fold(match.surface))
                    _note(self.against, match.id, _said(text[start:end]))
                    codes.add(match.id)
                else:
                    _note(self.professional, CONDUCT, _said(text[start:end]))
        return codes

    def _read_vocabularies(self, texts: Iterable[str], known: Signs) -> None:
        kinds_read: tuple[Kind, ...] = ("credentials", "features", "conditions")
        said: Mapping[str, dict[str, str]] = {kind: {} for kind in kinds_read}
        for text in texts:
            for kind in kinds_read:
                words = said[kind]
                for match in matcher(kind).find(text):
                    words.setdefault(match.id, match.surface)
        kinds = {term.id: term.extra.get("kind") for term in vocabulary("credentials")}
        for code, group in known.professional.items():
            words = said.get(group.get("from", ""), {})
            wanted = [
                surface
                for term_id, surface in words.items()
                if term_id in group.get("ids", (term_id,))
                and kinds.get(term_id) in group.get("kinds", (kinds.get(term_id),))
            ]
            if wanted and len(wanted) >= group.get("least", 1):
                self.professional.setdefault(code, []).extend(wanted)


def undisguised(text: str) -> str:
    """A text whose words are spelled to slip past filters ("N.u.r.u", "b0dy"), as it is meant; else empty."""
    joined = _SPELLED_OUT.sub(lambda found: re.sub(r"[^A-Za-z0-9]", "", found[0]), text)
    plain = _MIXED.sub(lambda found: found[0].translate(_LETTERS_FOR), joined)
    return plain if plain != text else ""


def _note(kept: dict[str, list[str]], code: str, words: str) -> None:
    if words not in kept.setdefault(code, []):
        kept[code].append(words)


def _sentences_of(text: str, matches: Sequence[TermMatch]) -> Iterator[tuple[int, int]]:
    if matches:
        yield from (found.span() for found in _SENTENCE.finditer(text))


def _is_street(text: str, end: int) -> bool:
    """Whether a sign is the name of a street."""
    return _STREET.match(text, end) is not None


def _is_denied(text: str, sign: TermMatch, sentence: tuple[int, int], known: Signs) -> bool:
    """Whether the sentence says of the sign that it is not offered."""
    left, right = max(sentence[0], sign.start - DENIED_WITHIN), min(sentence[1], sign.end + DENIED_WITHIN)
    around = fold(f"{text[left : sign.start]} {text[sign.end : right]}")
    words = set(re.findall(r"[a-z]+", around.replace("'", "")))
    return any(one in around if " " in one else one.replace("'", "") in words for one in known.denials)


def _said(sentence: str) -> str:
    text = sentence.strip()
    return quote(text, 0, len(text))


def _is_adult_category(category: str, known: Signs) -> bool:
    """`erotic_massage`, or as a map's tag `shop=erotic`."""
    return fold(category.rpartition("=")[2].replace("_", " ")) in known.adult_categories


def _is_adult_host(link: str, known: Signs) -> bool:
    try:
        host = (urlsplit(link).hostname or "").lower()
    except ValueError:
        return False
    own = any(host == one or host.endswith(f".{one}") for one in known.adult_hosts)
    return own or not known.adult_labels.isdisjoint(re.split(r"[.-]", host))
