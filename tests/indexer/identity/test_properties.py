"""What holds for any listings, in any order, however they arrive and whatever was decided about them."""

from collections.abc import Sequence
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.records import Judgement
from indexer.identity.clustering import Judged
from indexer.identity.judging import DIFFERENT, SAME, UNDONE, judged
from indexer.identity.listings import LISTINGS
from indexer.identity.providers import Identified, identify
from indexer.identity.record import Record, record_of
from indexer.identity.resolver import Resolver
from tests.indexer.identity.measuring import made

POOL = made(80, 5)[1]
RECORDS = [record_of(one) for one in POOL]
KEYS = sorted(one.key for one in POOL)
NUMBERS = st.sets(st.integers(0, len(POOL) - 1), max_size=len(POOL) // 2).map(
    lambda left_out: [number for number in range(len(POOL)) if number not in left_out]
)
PAIRS = st.lists(st.tuples(st.sampled_from(KEYS), st.sampled_from(KEYS)), max_size=6)
FEW = settings(max_examples=20)


def clusters(resolver: Resolver[Record]) -> set[tuple[str, ...]]:
    return {tuple(record.key for record in cluster) for cluster in resolver.clusters()}


def ids(found: Identified) -> dict[str, list[str]]:
    return {one.id: [each.key for each in one.listings] for one in found.clusters}


def at_once(records: Sequence[Record], decided: Judged | None = None) -> set[tuple[str, ...]]:
    resolver = Resolver(LISTINGS)
    resolver.update(records, judged=decided)
    return clusters(resolver)


@FEW
@given(NUMBERS, st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(numbers, chance) -> None:
    some = [RECORDS[number] for number in numbers]
    shuffled = chance.sample(some, len(some))
    assert at_once(shuffled) == at_once(some)
    listings = [POOL[number] for number in numbers]
    assert identify(chance.sample(listings, len(listings))) == identify(listings)


@FEW
@given(NUMBERS, st.data())
def test_listings_that_come_and_go_one_by_one_give_what_they_give_at_once(numbers, data) -> None:
    some = [RECORDS[number] for number in numbers]
    resolver = Resolver(LISTINGS)
    for at in range(0, len(some), 7):
        resolver.update(some[at : at + 7])
    gone = data.draw(st.sets(st.sampled_from([one.key for one in some]), max_size=5))
    resolver.update(gone=gone)
    assert clusters(resolver) == at_once([one for one in some if one.key not in gone])
    back = [one for one in some if one.key in gone]
    resolver.update(back)
    assert clusters(resolver) == at_once(some)


@FEW
@given(NUMBERS)
def test_resolving_twice_changes_nothing(numbers) -> None:
    listings = [POOL[number] for number in numbers]
    once = identify(listings)
    assert identify(listings, known=once.known) == once
    resolver = Resolver(LISTINGS)
    some = [RECORDS[number] for number in numbers]
    resolver.update(some)
    before = clusters(resolver)
    resolver.update(some)
    assert clusters(resolver) == before


@FEW
@given(PAIRS, PAIRS)
def test_undoing_judgements_restores_the_former_clusters_and_their_ids(same, different) -> None:
    log = [
        Judgement(id=number, verdict=verdict, first=one, second=other, at=datetime.now(UTC), by="a test")
        for number, (verdict, one, other) in enumerate(
            [*((SAME, *both) for both in same), *((DIFFERENT, *both) for both in different)], start=1
        )
        if one != other
    ]
    before = identify(POOL)
    decided = identify(POOL, judged=judged(log), known=before.known)
    undone = [
        Judgement(
            id=1000 + (one.id or 0),
            verdict=UNDONE,
            first=one.first,
            second=one.second,
            at=datetime.now(UTC),
            by="a test",
            undoes=one.id,
        )
        for one in log
    ]
    after = identify(POOL, judged=judged([*log, *undone]), known=decided.known)
    assert ids(after) == ids(before)
    resolver = Resolver(LISTINGS)
    resolver.update(RECORDS)
    resolver.update(judged=judged(log))
    assert clusters(resolver) == {tuple(sorted(one.key for one in c.listings)) for c in decided.clusters}
    resolver.update(judged=judged([*log, *undone]))
    assert clusters(resolver) == at_once(RECORDS)


@FEW
@given(PAIRS, PAIRS)
def test_what_people_judged_holds(same, different) -> None:
    decided = Judged(
        frozenset(tuple(sorted(both)) for both in same if both[0] != both[1]),
        frozenset(tuple(sorted(both)) for both in different if both[0] != both[1]),
    )
    group = {key: keys for keys in at_once(RECORDS, decided) for key in keys}
    for one, other in decided.different:
        assert group[one] is not group[other]
    if not decided.different:
        assert all(group[one] is group[other] for one, other in decided.same)


@FEW
@given(NUMBERS, st.data())
def test_a_provider_keeps_its_id_whichever_of_its_listings_vanish(numbers, data) -> None:
    listings = [POOL[number] for number in numbers]
    once = identify(listings)
    gone = data.draw(st.sets(st.sampled_from([one.key for one in listings]), max_size=len(listings) - 1))
    left = identify([one for one in listings if one.key not in gone], known=once.known)
    before = {one.key: cluster.id for cluster in once.clusters for one in cluster.listings}
    for cluster in left.clusters:
        was = {before[one.key] for one in cluster.listings}
        parts = [one for one in left.clusters if was & {before[each.key] for each in one.listings}]
        assert cluster.id in was or len(parts) > 1  # of a provider that fell apart only one part keeps the id
    back = identify(listings, known=left.known)
    assert {one.id for one in back.clusters} | set(back.known.merged) >= {one.id for one in once.clusters}
    assert {one.id for one in back.clusters}.isdisjoint(back.known.merged)
