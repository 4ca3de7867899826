"""Weighs what a business says of itself: it is listed, held for a person to look at, or left out.

Three outcomes from positive professional signs and explicit terms; each reason is a code with the words that
gave it. Nothing of this is ever displayed: who is not listed is not listed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from data.term import vocabulary
from indexer.screening.findings import Findings
from indexer.screening.signs import CATEGORY, LINK, RULED, TRADE, Signs, Sums, signs

Outcome = Literal["include", "hold", "exclude"]

PLAIN_IN_NAMES, ANIMALS, OTHER_TRADE = "adult-massage", "animals-only", "another-trade"
"""Codes that are treated in a way of their own; the first is never part of a harmless name."""
TREATS = frozenset({"claims", "membership"})
"""Professional signs that only somebody has who treats; schools name qualifications as well."""


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
class Standing:
    """What is known of a business beside its words."""

    is_ours: bool = True
    """Whether its own pages and listings offer osteopathy, massage or bodywork at all."""
    scope_reasons: tuple[str, ...] = ()
    has_site: bool = False
    """Whether its own pages were read: then they have told shops, schools and clinics apart already."""
    ruling: Outcome | None = None
    """What a person decided; it outweighs everything."""


def screen(found: Findings, standing: Standing) -> Verdict:
    """Judge a business."""
    known = signs()
    speaks_for = _professional(found, known)
    reasons = [Reason(RULED)] if standing.ruling else []
    if not standing.is_ours:
        reasons.append(Reason(TRADE, standing.scope_reasons))
    for quoted in (found.against, speaks_for):
        reasons += (Reason(code, tuple(quotes)) for code, quotes in quoted.items())
    return Verdict(standing.ruling or _outcome(found, standing, speaks_for, known), tuple(reasons))


def _outcome(
    found: Findings, standing: Standing, speaks_for: Mapping[str, list[str]], known: Signs
) -> Outcome:
    sums, weight = known.sums, _suggestive(found, known)
    is_professional = len(speaks_for) >= sums.professional_enough
    explicit = _explicit(found, known)
    if explicit and not _is_in_passing(found, explicit, len(speaks_for), sums):
        # Two that judge it from outside outweigh what it claims of itself.
        is_sure = len(explicit) >= sums.explicit_excludes_anybody or explicit >= {LINK, CATEGORY}
        return "exclude" if is_sure or not is_professional else "hold"
    if not standing.is_ours or (not standing.has_site and _is_out_of_scope(found, speaks_for, known)):
        return "exclude"
    if weight >= sums.suggestive_excludes and not speaks_for:
        return "exclude"
    if weight >= (sums.suggestive_holds_anybody if is_professional else sums.suggestive_holds):
        return "hold"
    return "include"


def _is_in_passing(found: Findings, explicit: set[str], professional: int, sums: Sums) -> bool:
    """Whether it is one wording on the pages of somebody whose profession is beyond doubt."""
    wordings = sum(len(found.wordings.get(code, "--")) for code in explicit)  # a link counts as two
    return wordings <= 1 and professional >= sums.professional_plenty


def _professional(found: Findings, known: Signs) -> dict[str, list[str]]:
    """The independent signs of a profession."""
    kinds = {term.id: term.extra.get("kind") for term in vocabulary("credentials")}
    speaks_for = {code: list(quotes) for code, quotes in found.says_for.items()}
    for code, group in known.professional.items():
        terms = {kind: words for kind, words in found.terms.items() if kind == group.get("from")}
        wanted = [
            surface
            for words in terms.values()
            for term_id, surface in words.items()
            if term_id in group.get("ids", (term_id,))
            and kinds.get(term_id) in group.get("kinds", (kinds.get(term_id),))
        ]
        if wanted and len(wanted) >= group.get("least", 1):
            speaks_for.setdefault(code, []).extend(wanted)
    return speaks_for


def _explicit(found: Findings, known: Signs) -> set[str]:
    """The explicit codes; of those that a harmless name may hold, the ones that a text says as well."""
    codes = {code for code in found.against if code in known.explicit or code in {LINK, CATEGORY}}
    return {code for code in codes if code in found.said or code == PLAIN_IN_NAMES}


def _suggestive(found: Findings, known: Signs) -> float:
    """The sum: a kind's weight, half of it for each further wording up to twice; a name counts half."""
    only_named = (known.explicit & found.against.keys()) - _explicit(found, known)
    return known.sums.suggestive_holds * len(only_named) + sum(
        weight * min(2.0, 1 + (len(found.wordings[code]) - 1) / 2) / (1 if code in found.said else 2)
        for code, weight in known.suggestive.items()
        if code in found.against
    )


def _is_out_of_scope(found: Findings, speaks_for: Mapping[str, list[str]], known: Signs) -> bool:
    """Whether a listing without a site of its own is a shop, a school or a stable: by name, or said twice."""
    codes = found.against.keys() & known.out_of_scope
    meant = {code for code in codes if code in found.named or len(found.wordings[code]) >= 2}
    if ANIMALS in meant and "treats_people" not in found.besides:
        return True
    if found.besides or not TREATS.isdisjoint(speaks_for):
        return False
    # Of a garage named after a place called Bowen only the name is a therapy's.
    return any(code != ANIMALS and (code != OTHER_TRADE or not found.offers) for code in meant)
