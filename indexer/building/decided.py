"""Which provider each decision is about: corrections of facts, and rulings on screening.

A decision names the listings its provider had when it was made, and holds for whoever has the first of them
that is still there; so it outlives re-crawls, merges and the loss of any one listing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from crawler.kept.decisions import Decision, Decisions, Topic
from indexer.building.correcting import Correction
from indexer.errors import DecisionRefused
from indexer.identity import Cluster
from indexer.screening.screening import Outcome

AGREED = "the sources agree"
REPLACED = "replaced by a later decision"


class Decided:
    """The decisions about some providers."""

    def __init__(self, decisions: Decisions, clusters: Iterable[Cluster]) -> None:
        self._decisions = decisions
        holder = {one.key: cluster.id for cluster in clusters for one in cluster.listings}
        self._corrections = self._by_provider("correction", holder)
        self._rulings = self._by_provider("screening", holder)

    def corrections(self, provider_id: str) -> tuple[Correction, ...]:
        """What is corrected of a provider, oldest first."""
        return tuple(Correction.of(one) for one in self._corrections.get(provider_id, ()))

    def ruling(self, provider_id: str) -> Outcome | None:
        """What a person decided about listing a provider; the latest holds."""
        rulings = self._rulings.get(provider_id, ())
        return rulings[-1].about["outcome"] if rulings else None

    def end_agreed(self, correction_ids: Iterable[str]) -> None:
        """Corrections that the sources agree with have done their work."""
        for one in correction_ids:
            self._decisions.lift(one, AGREED)

    def _by_provider(self, topic: Topic, holder: Mapping[str, str]) -> Mapping[str, Sequence[Decision]]:
        found: dict[str, list[Decision]] = defaultdict(list)
        for one in self._decisions.standing(topic):
            provider = next((holder[key] for key in one.about["listings"] if key in holder), None)
            if provider is not None:
                found[provider].append(one)
        return found


def standing_decision(decisions: Decisions, topic: Topic, decision_id: str) -> Decision:
    """The decision of that id, which must be one of the topic. Raises `DecisionRefused`."""
    found = next((one for one in decisions.standing(topic) if one.id == decision_id), None)
    if found is None:
        raise DecisionRefused(f"no {topic} {decision_id} stands; `list` shows those that do")
    return found
