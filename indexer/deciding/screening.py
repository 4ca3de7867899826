"""Who is listed, held or left out, by the index in use; and a person's ruling on one business."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from crawler.home import Home
from crawler.kept.decisions import Decision, Decisions
from crawler.store import Store
from indexer.building import inputs
from indexer.building.generations import Generations
from indexer.errors import DecisionRefused, IndexBroken
from indexer.identity import Cluster, website_key
from indexer.identity.ids import Known
from indexer.screening.screening import Outcome, Verdict


@dataclass(frozen=True, slots=True)
class Screened:
    """A business of the index in use, listed or not."""

    cluster: Cluster
    verdict: Verdict

    @property
    def name(self) -> str:
        """What it is called by those who list it."""
        names = (str(one.fields["name"]) for one in self.cluster.listings if one.fields.get("name"))
        return next(names, None) or self.cluster.listings[0].url


@dataclass(frozen=True, slots=True)
class Ruled:
    """A ruling, and those that it ended."""

    cluster: Cluster
    decision: Decision | None
    """None: the rules decide again."""
    ended: tuple[Decision, ...]


def screened(store: Store, home: Home, outcomes: Sequence[Outcome] = ()) -> Iterator[Screened]:
    """The businesses of the index in use; of these outcomes only, where some are named.

    Raises `IndexMissing`, `IndexBroken`.
    """
    with Generations(home.index).open() as lease:
        kept = inputs.load(lease.folder)
    if kept is None:
        raise IndexBroken(home.index, "what was screened cannot be read")
    verdicts = {
        key: one.verdict for key, one in kept.items() if not outcomes or one.verdict.outcome in outcomes
    }
    if verdicts:
        yield from (Screened(one, verdicts[one.id]) for one in _clusters(store, verdicts))


def found(store: Store, home: Home, who: str) -> Screened:
    """The business of an id, a listing's key or a web address. Raises `DecisionRefused`."""
    site = website_key(who if "//" in who else f"http://{who}")
    for one in screened(store, home):
        keys = {one.cluster.id, *one.cluster.former_ids, *(each.key for each in one.cluster.listings)}
        sites = {website_key(each.fields.get("website")) for each in one.cluster.listings}
        if who in keys or (site and site in sites):
            return one
    raise DecisionRefused(f"nobody is known as {who}: give an id, SOURCE/ID of a listing, or a web address")


def rule(store: Store, home: Home, who: str, outcome: str, reason: str) -> Ruled:
    """Rule on one business: `include`, `exclude`, or empty to let the rules decide again.

    Raises `DecisionRefused` for nobody known, and where there is no ruling to end.
    """
    about = found(store, home, who).cluster
    listings = [one.key for one in about.listings]
    decisions = Decisions(store, home)
    before = tuple(
        one for one in decisions.standing("screening") if set(listings) & set(one.about["listings"])
    )
    if not outcome and not before:
        raise DecisionRefused(f"nobody decided about {about.id}: the rules decide already")
    for one in before:
        decisions.lift(one.id, reason)
    if not outcome:
        return Ruled(about, None, before)
    told = {"provider": about.id, "listings": listings, "outcome": outcome}
    return Ruled(about, decisions.make("screening", told, reason), before)


def _clusters(store: Store, verdicts: Mapping[str, Verdict]) -> Sequence[Cluster]:
    """The businesses of the index, by what the store remembers of who is who."""
    known = Known(store.provider_ids(), store.merged_ids())
    by_id: dict[str, list[str]] = {}
    for listing, ids in known.ids.items():
        by_id.setdefault(ids[0], []).append(listing)
    listings = {one.key: one for one in store.listings(gone=True)}
    groups = {key: [listings[one] for one in sorted(own) if one in listings] for key, own in by_id.items()}
    return [Cluster(key, tuple(groups[key])) for key in verdicts if groups.get(key)]
