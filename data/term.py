"""The vocabularies: therapies, conditions, credentials and features, with the words people use for them.

Read from `vocabulary/<kind>.yaml`, a mapping of id -> entry. The words serve two readers: extraction, which
looks for `surfaces` on pages, and the reading of queries, which also takes `query_words` and `misspellings`.
Words are compared by `normal_form`; plurals of the last word are the matcher's business, not the files'.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, get_args

import yaml

Kind = Literal["therapies", "conditions", "credentials", "features"]
KINDS: tuple[Kind, ...] = get_args(Kind)
FOLDER = Path(__file__).parent / "vocabulary"
PLAIN_WORDS = Path(__file__).parent / "plain_words.txt"

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_APOSTROPHES = str.maketrans(dict.fromkeys("‘’ʼ`´", "'"))
_GAPS = re.compile(r"[\s\u00a0\-‐‑‒–—]+")


class VocabularyError(ValueError):
    """A vocabulary file is wrong; the message names file and id, and says what to mend."""


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form that means its term only in the right company, such as DO beside "osteopath"."""

    text: str
    case_sensitive: bool = True
    near: tuple[str, ...] = ()
    """One of these must stand in the same sentence or block; empty when the text is enough by itself."""


@dataclass(frozen=True)
class Term:
    """One entry of a vocabulary."""

    id: str
    label: str
    parent: str | None = None
    synonyms: tuple[str, ...] = ()
    misspellings: tuple[str, ...] = ()
    not_words: tuple[str, ...] = ()
    """Phrases that hold one of the surfaces yet mean something else; nothing inside them may match."""
    note: str = ""
    abbreviations: tuple[Abbreviation, ...] = ()
    query_words: tuple[str, ...] = ()
    """What people type but pages must not be matched on."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Keys of one kind only: credentials have issuer, countries, number, verify_url, explains and kind;
    features may have negations."""

    @property
    def surfaces(self) -> tuple[str, ...]:
        """The words that state this term on a page: its label and synonyms."""
        return (self.label, *self.synonyms)


@dataclass(frozen=True)
class Vocabulary:
    """The terms of one kind, in the order of their file."""

    kind: str
    terms: tuple[Term, ...]

    @cached_property
    def _by_id(self) -> dict[str, Term]:
        return {term.id: term for term in self.terms}

    def get(self, term_id: str) -> Term | None:
        """The term of that id, or `None`."""
        return self._by_id.get(term_id)

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms)

    def __len__(self) -> int:
        return len(self.terms)

    def __contains__(self, term_id: object) -> bool:
        return term_id in self._by_id

    def ancestors(self, term_id: str) -> tuple[str, ...]:
        """Ids of the parent, its parent and so on, nearest first."""
        found: list[str] = []
        term = self.get(term_id)
        while term is not None and term.parent is not None:
            found.append(term.parent)
            term = self.get(term.parent)
        return tuple(found)


@cache
def plain_words() -> frozenset[str]:
    """Ordinary English words of five letters or more: "typing" is no slip of "taping"."""
    return frozenset(PLAIN_WORDS.read_text(encoding="ascii").split())


def normal_form(text: str) -> str:
    """How words are compared: lower case, hyphens as spaces, straight apostrophes, single spaces."""
    return _GAPS.sub(" ", text.translate(_APOSTROPHES)).strip().casefold()


@cache
def vocabulary(kind: Kind) -> Vocabulary:
    """The vocabulary of that kind as shipped. Raises `VocabularyError`."""
    return load(FOLDER / f"{kind}.yaml", kind)


def load(path: Path, kind: str) -> Vocabulary:
    """Read and check one vocabulary file. Raises `VocabularyError` naming the file and the id at fault."""
    if kind not in KINDS:
        raise VocabularyError(f"{path.name}: no vocabulary kind {kind!r}; known: {', '.join(KINDS)}")
    try:
        entries = yaml.load(path.read_text(encoding="utf-8"), _StrictLoader)  # noqa: S506  a SafeLoader
    except OSError as error:
        raise VocabularyError(f"{path.name}: cannot be read: {error.strerror}") from error
    except yaml.YAMLError as error:
        raise VocabularyError(f"{path.name}: not valid YAML: {error}") from error
    if not isinstance(entries, dict) or not entries:
        raise VocabularyError(f"{path.name}: must be a mapping of id to entry, with at least one entry")
    terms = tuple(_term(_Entry(path.name, kind, term_id, body)) for term_id, body in entries.items())
    _check_parents(path.name, terms)
    _check_surfaces(path.name, terms)
    return Vocabulary(kind, terms)


class _StrictLoader(yaml.CSafeLoader):
    """YAML's safe types, and a key that stands twice in one mapping is an error instead of lost."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        for key in keys:
            if keys.count(key) > 1:
                raise yaml.constructor.ConstructorError(None, None, f"key {key!r} twice", node.start_mark)
        return super().construct_mapping(node, deep)


@dataclass(frozen=True)
class _Entry:
    """One entry as it stands in the file, with readers that complain about exactly what is wrong."""

    file: str
    kind: str
    id: Any
    body: Any

    def error(self, message: str) -> VocabularyError:
        return VocabularyError(f"{self.file}: {self.id}: {message}")

    def text(self, key: str) -> str | None:
        value = self.body.get(key)
        if value is not None and (not isinstance(value, str) or not value.strip()):
            raise self.error(f"{key} must be text, not {value!r}")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.body.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise self.error(f"{key} must be a list of texts (quote numbers and yes/no), not {value!r}")
        return tuple(value)

    def one_of(self, key: str, allowed: tuple[str, ...]) -> str:
        value = self.text(key)
        if value not in allowed:
            raise self.error(f"{key} must be one of {', '.join(allowed)}, not {value!r}")
        return str(value)

    def pattern(self, key: str) -> str | None:
        value = self.text(key)
        try:
            re.compile(value or "")
        except re.error as error:
            raise self.error(f"{key} is not a regular expression: {error}") from error
        return value


CREDENTIAL_KINDS = ("registration", "membership", "qualification", "check")
_COMMON = frozenset({"label", "parent", "synonyms", "misspellings", "not_words", "note", "abbreviations",
                     "query_words"})  # fmt: skip
_EXTRA: dict[str, dict[str, Callable[[_Entry], Any]]] = {
    "credentials": {
        "issuer": lambda entry: entry.text("issuer"),
        "countries": lambda entry: entry.texts("countries"),
        "number": lambda entry: entry.pattern("number"),
        "verify_url": lambda entry: entry.text("verify_url"),
        "explains": lambda entry: entry.text("explains"),
        "kind": lambda entry: entry.one_of("kind", CREDENTIAL_KINDS),
    },
    "features": {"negations": lambda entry: entry.texts("negations")},
}


def _term(entry: _Entry) -> Term:
    if not isinstance(entry.id, str) or not _ID.fullmatch(entry.id):
        raise entry.error("an id is lower-case words joined by hyphens")
    if not isinstance(entry.body, dict):
        raise entry.error("must be a mapping with at least a label")
    own = _EXTRA.get(entry.kind, {})
    unknown = set(entry.body) - _COMMON - set(own)
    if unknown:
        raise entry.error(f"unknown key {', '.join(sorted(map(str, unknown)))}")
    label = entry.text("label")
    if label is None:
        raise entry.error("has no label")
    return Term(
        id=entry.id,
        label=label,
        parent=entry.text("parent"),
        synonyms=entry.texts("synonyms"),
        misspellings=entry.texts("misspellings"),
        not_words=entry.texts("not_words"),
        note=entry.text("note") or "",
        abbreviations=_abbreviations(entry),
        query_words=entry.texts("query_words"),
        extra=MappingProxyType({key: read(entry) for key, read in own.items()}),
    )


def _abbreviations(entry: _Entry) -> tuple[Abbreviation, ...]:
    value = entry.body.get("abbreviations", [])
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise entry.error("abbreviations must be a list of mappings {text, case_sensitive, near}")
    found = []
    for item in value:
        part = _Entry(entry.file, entry.kind, entry.id, item)
        unknown = set(item) - {"text", "case_sensitive", "near"}
        text, exact = part.text("text"), item.get("case_sensitive", True)
        if unknown or text is None or not isinstance(exact, bool):
            raise entry.error(f"an abbreviation has text, case_sensitive (true, false), near, not {item!r}")
        found.append(Abbreviation(text, exact, part.texts("near")))
    return tuple(found)


def _check_parents(file: str, terms: tuple[Term, ...]) -> None:
    parents = {term.id: term.parent for term in terms}
    for term in terms:
        seen, above = {term.id}, term.parent
        while above is not None:
            if above not in parents:
                raise VocabularyError(f"{file}: {term.id}: parent {above!r} is not an id of this vocabulary")
            if above in seen:
                raise VocabularyError(f"{file}: {term.id}: is its own ancestor, by way of {above!r}")
            seen.add(above)
            above = parents[above]


def _check_surfaces(file: str, terms: tuple[Term, ...]) -> None:
    """One wording means one term; and it stands in one list of that term only."""
    owner: dict[str, str] = {}
    for term in terms:
        wordings = [*term.synonyms, *term.misspellings, *term.query_words]
        if normal_form(term.label) not in map(normal_form, wordings):
            wordings.append(term.label)
        for wording in wordings:
            key = normal_form(wording)
            if key in owner:
                raise VocabularyError(f"{file}: {term.id}: {wording!r} already stands under {owner[key]!r}")
            owner[key] = term.id
