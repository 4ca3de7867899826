"""What a text says for and against its business: signs with the words that gave each, ready to be summed.

Findings of a provider's pages and of each of its listings are made apart and joined, so that a page is read
once, where it is parsed.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from data.term import Kind
from indexer.evidence import quote
from indexer.matcher import TermMatch, fold, matcher
from indexer.screening.signs import CATEGORY, CLINICAL, CONDUCT, LINK, Signs, signs

_SENTENCE = re.compile(r"[^.!?\n•|;]+[.!?]?")
_STREET = re.compile(
    r" (?:st|street|rd|road|ave|avenue|lane|ln|pl|place|dr|drive|cres|crescent|court|ct|way)\b", re.IGNORECASE
)
_SPELLED_OUT = re.compile(r"(?<![A-Za-z0-9])(?:[A-Za-z0-9][.*_-]){3,}[A-Za-z0-9](?![A-Za-z0-9])")
_MIXED = re.compile(
    r"(?<![A-Za-z0-9@$])(?![A-Za-z0-9@$]*\d\d)(?=[A-Za-z0-9@$]*[A-Za-z]{2})(?=[A-Za-z]*[013457@$])"
    r"[A-Za-z0-9@$]{4,}"
)
"""A word with a single digit or two in it: codes and numbers have several in a row."""
_LETTERS_FOR = str.maketrans("013457@$", "oieastas")
"""What digits stand for within a word; a word that is mostly digits is a number."""
DENIED_WITHIN = 120
"""Characters round a sign in its sentence within which a word may deny it: lists of denials are long."""
QUOTES_MOST = 3
"""Quotes kept for one code."""
VOCABULARIES: tuple[Kind, ...] = ("credentials", "features", "conditions")
"""Whose terms speak for a business."""


@dataclass(slots=True)
class Findings:
    """Signs, by code."""

    against: dict[str, list[str]] = field(default_factory=dict)
    """Code -> the sentences, links or categories that gave it."""
    wordings: dict[str, set[str]] = field(default_factory=dict)
    """Code -> its different words, folded."""
    says_for: dict[str, list[str]] = field(default_factory=dict)
    """Clinical words, and sentences that say what is not offered."""
    terms: dict[Kind, dict[str, str]] = field(default_factory=dict)
    """Vocabulary -> id -> words."""
    named: set[str] = field(default_factory=set)
    """Codes that a name gave."""
    said: set[str] = field(default_factory=set)
    """Codes that anything but the name gave: a bookshop, a street and a climbing gym bear odd names."""
    besides: set[str] = field(default_factory=set)
    """Ids of what says that people are treated beside what is sold, taught or groomed."""
    offers: bool = False
    """Whether anything but a name has a therapy's words."""

    def add(self, other: "Findings") -> None:
        """Join what was found elsewhere of the same business."""
        for ours, theirs in ((self.against, other.against), (self.says_for, other.says_for)):
            for code, quotes in theirs.items():
                for words in quotes:
                    _note(ours, code, words)
        for code, words_of in other.wordings.items():
            self.wordings.setdefault(code, set()).update(words_of)
        for kind, terms in other.terms.items():
            self.terms[kind] = {**terms, **self.terms.get(kind, {})}
        self.named |= other.named
        self.said |= other.said
        self.besides |= other.besides
        self.offers |= other.offers


def findings(
    name: str, texts: Iterable[str], links: Iterable[str] = (), categories: Iterable[str] = ()
) -> Findings:
    """What a business's name, texts, outgoing links and its source's categories say."""
    known, found = signs(), Findings()
    said = [text for text in dict.fromkeys(texts) if text and text != name]
    found.named |= _read(found, name, known)
    for text in said:
        found.said |= _read(found, text, known)
        found.offers = found.offers or bool(matcher("therapies").find(text))
    for code, shown, judge in ((LINK, links, _is_adult_host), (CATEGORY, categories, _is_adult_category)):
        for one in shown:
            if judge(one, known):
                _note(found.against, code, one)
                found.said.add(code)
    return found


def _read(found: Findings, text: str, known: Signs) -> set[str]:
    """Note the signs of a text; gives the codes that speak against its business."""
    for kind in VOCABULARIES:
        for match in matcher(kind).find(text):
            found.terms.setdefault(kind, {}).setdefault(match.id, match.surface)
    found.besides |= set(known.besides.ids(text))
    plain = undisguised(text)
    return _read_signs(found, text, known) | (_read_signs(found, plain, known) if plain else set())


def _read_signs(found: Findings, text: str, known: Signs) -> set[str]:
    matches = [one for one in known.words.find(text) if not _is_street(text, one.end)]
    codes = set()
    for start, end in _sentences_of(text, matches):
        for match in (one for one in matches if start <= one.start < end):
            if match.id == CLINICAL:
                _note(found.says_for, CLINICAL, match.surface)
            elif match.id in known.out_of_scope or not _is_denied(text, match, (start, end), known):
                found.wordings.setdefault(match.id, set()).add(fold(match.surface))
                _note(found.against, match.id, _said(text[start:end]))
                codes.add(match.id)
            elif known.is_telling(match.id):
                _note(found.says_for, CONDUCT, _said(text[start:end]))
    return codes


def undisguised(text: str) -> str:
    """A text whose words are spelled to slip past filters ("N.u.r.u", "b0dy"), as it is meant; else empty."""
    joined = _SPELLED_OUT.sub(lambda found: re.sub(r"[^A-Za-z0-9]", "", found[0]), text)
    plain = _MIXED.sub(lambda found: found[0].translate(_LETTERS_FOR), joined)
    return plain if plain != text else ""


def _note(kept: dict[str, list[str]], code: str, words: str) -> None:
    if words not in kept.setdefault(code, []) and len(kept[code]) < QUOTES_MOST:
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
