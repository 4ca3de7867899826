"""Why a therapy, condition, credential or feature was found on a site, or was not.

Reads the site as the fact modules do, with their own words, weights and thresholds, and keeps what they drop.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from types import ModuleType
from typing import Final

from rapidfuzz import process

from data.term import Kind, Term, Vocabulary, vocabulary
from indexer.errors import UnknownTerm
from indexer.facts import SiteFacts, conditions, credentials, features, services
from indexer.facts.pages.standing import LEFTOVER, standing
from indexer.facts.words.mention import Finder, Mention, mentions
from indexer.facts.words.weigh import Weighed, weigh
from indexer.matcher import Matcher
from indexer.model import Credential, StatedTerm
from indexer.page import Page, Site

READERS: Final[dict[str, tuple[Kind, ModuleType]]] = {
    "services": ("therapies", services),
    "conditions": ("conditions", conditions),
    "credentials": ("credentials", credentials),
    "features": ("features", features),
}
"""Field of a provider -> its vocabulary and the fact module that weighs its mentions."""
NEAR_IDS: Final = 3


@dataclass(frozen=True, slots=True)
class Weight:
    """A mention and the chance that it states its term; below 0 that it denies it."""

    mention: Mention
    chance: float

    @property
    def place(self) -> str:
        """What the weight was given for, in words."""
        mention = self.mention
        said = [f"{mention.shape.value} in {mention.part.value}"]
        said += (tone.value for tone in sorted(mention.tones) if tone.value != "plain")
        if mention.weak:
            said.append("weak word")
        if mention.block is None:
            return ", ".join(said)
        return ", ".join([*said, f"{mention.share:.0%} of the text" if mention.share < 1 else "all the text"])


@dataclass(frozen=True, slots=True)
class Missed:
    """Words of the term that were passed over, and why."""

    page: Page
    words: str
    why: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """What speaks for and against one id in one field."""

    field: str
    term: Term
    found: tuple[StatedTerm | Credential, ...]
    """As the facts have it; empty when it was not found."""
    weighed: Weighed | None
    threshold: float
    weights: tuple[Weight, ...]
    """The strongest first."""
    missed: tuple[Missed, ...]

    @property
    def verdict(self) -> str:
        """One line: found or not, and by how much."""
        if self.weighed is None:
            words = ", ".join(self.term.surfaces[:6])
            return self._found_otherwise() or f"not found: none of its words stands there ({words}...)"
        sure, denied = self.weighed.confidence, self.weighed.denial
        status = {one.status for one in self.found}
        figures = f"{sure:.2f} for, {denied:.2f} against, {self.threshold:.2f} needed"
        if "stated_not" in status:
            return f"stated not to be so ({figures})"
        if status:
            return f"stated ({figures})"
        if denied >= self.threshold and denied > sure:
            return f"not found: it is denied ({figures})"
        if sure >= self.threshold:
            return f"not found: its words reach the threshold, a rule of {self._module} drops it ({figures})"
        return f"not found: too weak ({figures})"

    @property
    def _module(self) -> str:
        return f"indexer/facts/{self.field}.py"

    def _found_otherwise(self) -> str:
        return f"{self.found[0].status} by a rule of {self._module}" if self.found else ""


def explain(site: Site, facts: SiteFacts, term_id: str) -> tuple[Explanation, ...]:
    """What speaks for and against `term_id`, once a field that has such an id. Raises `UnknownTerm`."""
    fields = [field for field, (kind, _) in READERS.items() if term_id in vocabulary(kind)]
    if not fields:
        known = [term.id for kind, _ in READERS.values() for term in vocabulary(kind)]
        near = [str(found[0]) for found in process.extract(term_id, known, limit=NEAR_IDS)]
        raise UnknownTerm(term_id, near)
    return tuple(_explain(site, facts, term_id, field) for field in fields)


def weights(site: Site, field: str) -> dict[str, list[Weight]]:
    """Id -> its mentions on the site with their weights, the strongest first."""
    found: dict[str, list[Weight]] = defaultdict(list)
    kind, module = READERS[field]
    weight: Callable[[Mention], float] = module.weight
    for mention in mentions(site, kind, _finder(module)):
        found[mention.match.id].append(Weight(mention, weight(mention)))
    for items in found.values():
        items.sort(key=lambda one: -abs(one.chance))
    return found


def _finder(module: ModuleType) -> Finder | None:
    found: Finder | None = getattr(module, "find_in", None)
    return found


def _explain(site: Site, facts: SiteFacts, term_id: str, field: str) -> Explanation:
    kind, module = READERS[field]
    term = vocabulary(kind).get(term_id)
    assert term is not None  # noqa: S101 - `explain` has looked it up
    mine = weights(site, field).get(term_id, [])
    joined = weigh((one.mention for one in mine), module.weight)
    stated: Sequence[StatedTerm | Credential] = getattr(facts, field)
    return Explanation(
        field=field,
        term=term,
        found=tuple(one for one in stated if one.id == term_id),
        weighed=joined[0] if joined else None,
        threshold=module.THRESHOLD,
        weights=tuple(mine),
        missed=tuple(_missed(site, kind, term, mine)),
    )


def _missed(site: Site, kind: Kind, term: Term, found: Sequence[Weight]) -> Iterator[Missed]:
    """Where the term's words stand without being read as the term."""
    read = {(one.mention.page.url, one.mention.text) for one in found}
    plain = Matcher(Vocabulary(kind, (replace(term, not_words=()),)))
    own = any(standing(page) > LEFTOVER for page in site.pages)
    for page, block in site.unique_blocks:
        if (page.url, block.text) in read:
            continue
        for match in plain.find(block.text)[:1]:
            words = block.text[max(0, match.start - 40) : match.end + 40]
            if own and standing(page) <= LEFTOVER:
                yield Missed(page, words, "on a page left over from something else")
            else:
                yield Missed(page, words, "the words belong to a longer wording that means something else")
