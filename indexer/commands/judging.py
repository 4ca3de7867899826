"""`rosanna identity`: which listings are of one provider, why, and what people decide about it."""

import getpass
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice

import click

from crawler.home import Home
from crawler.records import Judgement, Listing
from crawler.store import Store
from indexer.building import sites
from indexer.building.generations import Generations
from indexer.building.places import without_default_pins
from indexer.deciding import merges
from indexer.errors import IndexProblem
from indexer.identity.comparison import Decision
from indexer.identity.judging import DIFFERENT, SAME, UNDONE, CannotJudge, judged, standing
from indexer.identity.providers import resolver
from indexer.identity.record import Record, Stated
from indexer.identity.resolver import Resolver

__all__ = ["DIFFERENT", "SAME", "judge", "log", "undo", "unsure", "why"]

APPLIES = "it holds from the next `rosanna index` on"
SHOWN = ("name", "phones", "website", "emails", "street", "suburb", "practitioners")
"""Fields of a listing by which a person can tell."""


@dataclass(frozen=True, slots=True)
class _Desk:
    """What an operator decides on."""

    store: Store
    listings: Mapping[str, Listing]
    log: Sequence[Judgement]
    ids: Mapping[str, Sequence[str]]
    """Listing key -> provider ids, the present one first."""
    resolver: Resolver[Record]

    def listings_of(self, asked: str) -> Sequence[str]:
        """The listings that a listing's key or a provider's id means, the founding one first."""
        if asked in self.listings:
            return [asked]
        found = [key for key, ids in self.ids.items() if ids[:1] == [asked] and key in self.listings]
        if not found:
            raise CannotJudge(
                f"{asked} is neither a listing (source/source_id) nor a provider's id; "
                "the provider's page and rosanna export give both"
            )
        return sorted(found, key=lambda key: (str(self.listings[key].first_seen), key))


def unsure(limit: int, as_json: bool) -> None:
    """Print the pairs that a person should look at, the likeliest first."""
    with _desk() as desk:
        pairs = list(islice(desk.resolver.unsure(), limit))
        found = [(edge.first, edge.second, desk.resolver.decide(edge.first, edge.second)) for edge in pairs]
        if as_json:
            click.echo(json.dumps([_as_json(*one) for one in found], indent=1, ensure_ascii=False))
            return
        for one in found:
            _print_decision(desk, *one)
        click.echo(f"{len(found)} unsure pairs shown" if found else "No pair is unsure.")


def why(one: str, other: str, as_json: bool) -> None:
    """Print what the rules, and people, say about two listings or providers."""
    with _desk() as desk:
        pairs = [(a, b) for a in desk.listings_of(one) for b in desk.listings_of(other) if a != b]
        if not pairs:
            raise CannotJudge(f"{one} is one listing; name two")
        decisions = [(a, b, desk.resolver.decide(a, b)) for a, b in pairs]
        best = max(decisions, key=lambda found: (found[2].bar is None, found[2].score))
        if as_json:
            click.echo(json.dumps(_as_json(*best), indent=1, ensure_ascii=False))
            return
        _print_decision(desk, *best)
        for judgement in standing(desk.log):
            if {judgement.first, judgement.second} == set(best[:2]):
                click.echo(f"  judged {_line(judgement)}")
        together = best[1] in desk.resolver.cluster_of(best[0])
        click.echo(f"  They are {'one provider' if together else 'two providers'}.")


def judge(verdict: str, one: str, other: str, note: str) -> None:
    """Add a judgement on two listings."""
    with _desk() as desk:
        first, second = desk.listings_of(one)[0], desk.listings_of(other)[0]
        if first == second and one != other:
            raise CannotJudge(f"{one} and {other} are one provider; name two of its listings")
        made = merges.judge(desk.store, verdict, first, second, _who(), note)
        click.echo(f"judgement {_line(made)}; {APPLIES}")


def undo(number: int, note: str) -> None:
    """Take a judgement back."""
    with _desk() as desk:
        made = merges.take_back(desk.store, number, _who(), note)
        click.echo(f"judgement {_line(made)}; {APPLIES}")


def log() -> None:
    """Print all judgements, oldest first."""
    with Store(Home.from_environment().database_url) as store:
        entries = store.judgements()
    holding = {one.id for one in standing(entries)}
    for one in entries:
        click.echo(_line(one) + ("" if one.id in holding or one.verdict == UNDONE else " (holds no more)"))
    if not entries:
        click.echo("No judgement was made.")


@contextmanager
def _desk() -> Iterator[_Desk]:
    home = Home.from_environment()
    with Store(home.database_url) as store:
        listings = {one.key: one for one in store.listings(gone=True)}
        entries = store.judgements()
        placed = without_default_pins(listings.values())  # as in a build
        found = resolver(placed, _stated(home), judged(entries))
        try:
            yield _Desk(store, listings, entries, store.provider_ids(), found)
        except CannotJudge as error:
            raise click.ClickException(str(error)) from error


def _stated(home: Home) -> Mapping[str, Stated]:
    """What own sites stated when the index was built last; nothing before there is one."""
    try:
        with Generations(home.index).open() as lease:
            return {key: one.stated for key, one in sites.load(lease.folder).items()}
    except IndexProblem:
        return {}


def _who() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container's user may have no name
        return "operator"


def _line(judgement: Judgement) -> str:
    undone = f" {judgement.undoes}" if judgement.undoes else ""
    note = f": {judgement.note}" if judgement.note else ""
    return (
        f"{judgement.id} {judgement.verdict}{undone} {judgement.first} {judgement.second} "
        f"({judgement.at:%Y-%m-%d}, {judgement.by}){note}"
    )


def _print_decision(desk: _Desk, one: str, other: str, decision: Decision) -> None:
    click.echo(f"{decision.verdict} ({decision.score:+.1f})  {one}  {other}")
    for key in (one, other):
        fields = desk.listings[key].fields
        said = "; ".join(f"{name}: {_text(fields[name])}" for name in SHOWN if fields.get(name))
        click.echo(f"  {key}  {said}")
    if decision.bar:
        click.echo(f"  never one: {decision.bar}")
    for reason in decision.reasons:
        click.echo(f"  {reason}")


def _text(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _as_json(one: str, other: str, decision: Decision) -> Mapping[str, object]:
    reasons = [
        {"field": reason.field, "level": reason.level, "bits": reason.bits, "why": reason.why}
        for reason in decision.reasons
    ]
    return {
        "first": one,
        "second": other,
        "verdict": decision.verdict,
        "score": decision.score,
        "never": decision.bar,
        "reasons": reasons,
    }
