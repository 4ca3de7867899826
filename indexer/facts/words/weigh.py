"""From mentions to stated terms: each mention has a weight, and a term's weights join to a confidence.

A weight is the chance that a mention in that place alone makes the statement true. Chances join as
`1 - (1 - a)(1 - b)...`; of mentions in like places only the best few count, so that a word repeated in every
paragraph proves no more than it does.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from data.term import Vocabulary
from indexer.evidence import EVIDENCE_MOST
from indexer.facts.words.mention import Mention, Shape
from indexer.model import Evidence, StatedTerm

LIKE_MOST: Final = 3
"""Mentions of one shape in one part that count."""
LOOSE_MOST: Final = 2
"""The same, where the words mean something else as often."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A term with its confidence, 0 to 1, and its best quotes."""

    id: str
    confidence: float
    denial: float
    """Confidence that it is stated *not* to be so."""
    evidence: tuple[Evidence, ...]
    denials: tuple[Evidence, ...]


def weigh(found: Iterable[Mention], weight: Callable[[Mention], float]) -> list[Weighed]:
    """Terms by confidence. `weight` gives the chance of one mention; below 0 it speaks for the opposite."""
    by_id: dict[str, list[tuple[float, Mention]]] = defaultdict(list)
    for mention in found:
        by_id[mention.match.id].append((weight(mention), mention))
    return [_join(term_id, items) for term_id, items in by_id.items()]


def stated(weighed: Iterable[Weighed], terms: Vocabulary, threshold: float) -> tuple[StatedTerm, ...]:
    """Terms whose confidence, for or against, reaches the threshold; the surest first."""
    out: list[tuple[float, StatedTerm]] = []
    for item in weighed:
        term = terms.get(item.id)
        label = term.label if term else item.id
        if item.denial >= threshold and item.denial > item.confidence:
            out.append(
                (item.denial, StatedTerm(id=item.id, label=label, status="stated_not", evidence=item.denials))
            )
        elif item.confidence >= threshold:
            out.append((item.confidence, StatedTerm(id=item.id, label=label, evidence=item.evidence)))
    return tuple(term for _, term in sorted(out, key=lambda pair: (-pair[0], pair[1].id)))


def _join(term_id: str, items: list[tuple[float, Mention]]) -> Weighed:
    ranked = sorted(items, key=lambda item: -abs(item[0]))
    return Weighed(
        id=term_id,
        confidence=_chance([(w, m) for w, m in ranked if w > 0]),
        denial=_chance([(-w, m) for w, m in ranked if w < 0]),
        evidence=_quotes(_most_telling([(w, m) for w, m in ranked if w > 0])),
        denials=_quotes([m for w, m in ranked if w < 0]),
    )


def _chance(items: list[tuple[float, Mention]]) -> float:
    counted: dict[tuple[str, str], int] = defaultdict(int)
    seen: set[str] = set()
    missing = 1.0
    for weight, mention in items:
        like = (mention.shape.value, mention.part.value)
        if counted[like] >= (LOOSE_MOST if mention.weak else LIKE_MOST) or mention.text in seen:
            continue
        counted[like] += 1
        seen.add(mention.text)
        missing *= 1 - min(weight, 1.0)
    return 1 - missing


TELLING: Final = {Shape.PROSE: 0, Shape.PRICED: 1}
TELLING_LEAST: Final = 0.5
"""A sentence that says so by itself tells more than a bare heading, which weighs more by its place."""


def _most_telling(ranked: list[tuple[float, Mention]]) -> list[Mention]:
    """Sentences that say so first, then priced lines, then what weighs most: people see the first quote."""

    def order(item: tuple[float, Mention]) -> tuple[int, float]:
        weight, mention = item
        # A question names the thing, its answer says whether: better a statement, where there is one.
        asks = mention.answer is not None
        return (TELLING.get(mention.shape, 2) if weight >= TELLING_LEAST and not asks else 2 + asks, -weight)

    return [mention for _, mention in sorted(ranked, key=order)]


def _quotes(found: list[Mention]) -> tuple[Evidence, ...]:
    quotes: dict[str, Evidence] = {}
    for mention in found:
        if len(quotes) == EVIDENCE_MOST:
            break
        quote = mention.evidence()
        quotes.setdefault(quote.quote, quote)
    return tuple(quotes.values())
