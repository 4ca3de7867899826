"""The words and sums of `data/screening.yaml`, ready to be looked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

import data
from data.term import Term, Vocabulary
from indexer.matcher import Matcher, fold

FILE = Path(next(iter(data.__path__))) / "screening.yaml"


@dataclass(frozen=True, slots=True)
class Sums:
    """At what sums which outcome follows; the file explains each."""

    professional_enough: int
    professional_plenty: int
    suggestive_excludes: int
    suggestive_holds: int
    suggestive_holds_anybody: int
    explicit_excludes_anybody: int


@dataclass(frozen=True)
class Signs:
    """Everything the file holds."""

    sums: Sums
    words: Matcher
    """Finds explicit, suggestive, out-of-scope and clinical words; ids are their codes."""
    explicit: frozenset[str]
    suggestive: Mapping[str, int]
    """Code -> weight."""
    out_of_scope: frozenset[str]
    besides: Matcher
    """Words of those who treat people beside what they sell, teach or care for; ids as the file's keys."""
    denials: frozenset[str]
    """Folded words, any of which says in a sentence that something is not offered."""
    professional: Mapping[str, Mapping[str, Any]]
    adult_hosts: frozenset[str]
    adult_labels: frozenset[str]
    adult_categories: frozenset[str]
    reasons: Mapping[str, str]
    """Code -> what it means, for people."""

    def is_telling(self, code: str) -> bool:
        """Whether a sign weighs enough by itself that saying "not here" says something."""
        return code in self.explicit or self.suggestive.get(code, 0) >= self.sums.suggestive_holds


CLINICAL = "clinical-words"
CONDUCT = "states-conduct"
LINK, CATEGORY, TRADE, RULED = "adult-link", "adult-category", "out-of-scope", "ruled"


@cache
def signs() -> Signs:
    """The file as shipped, read once."""
    found = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    coded = {**found["explicit"], **found["suggestive"], **found["out_of_scope"]}
    clinical = found["professional"][CLINICAL]
    hosts, categories = found["adult_hosts"], found["adult_categories"]
    return Signs(
        sums=Sums(**found["sums"]),
        words=_matcher({**coded, CLINICAL: clinical}),
        explicit=frozenset(found["explicit"]),
        suggestive={code: entry["weight"] for code, entry in found["suggestive"].items()},
        out_of_scope=frozenset(found["out_of_scope"]),
        besides=_matcher({key: found[key] for key in ("treats_people", "treats_besides")}),
        denials=frozenset(map(fold, found["denied_by"]["words"])),
        professional=found["professional"],
        adult_hosts=frozenset(hosts["hosts"]),
        adult_labels=frozenset(hosts["labels"]),
        adult_categories=frozenset(map(fold, categories["words"])),
        reasons={
            **{code: entry["reason"] for code, entry in {**coded, **found["professional"]}.items()},
            LINK: hosts["reason"],
            CATEGORY: categories["reason"],
            CONDUCT: found["conduct"]["reason"],
            TRADE: "offers no osteopathy, massage or bodywork",
            RULED: "a person decided so",
        },
    )


def _matcher(entries: Mapping[str, Mapping[str, Any]]) -> Matcher:
    terms = (
        Term(
            code,
            entry["words"][0],
            synonyms=tuple(entry["words"][1:]),
            not_words=tuple(entry.get("unless", ())),
        )
        for code, entry in entries.items()
    )
    return Matcher(Vocabulary("screening", tuple(terms)))
