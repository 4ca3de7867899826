"""Whether a run's result may replace the last good one: its measures against what the source's YAML expects.

Where the YAML is silent two safeguards hold, because a layout change or a block mostly shows in them: a run
that lost more than `LARGEST_DROP` of the last good one's listings, or a field that most listings had, is kept
aside.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from crawler.records import LISTING_FIELDS, Listing, Run

LARGEST_DROP = 0.5
"""Share of listings that may vanish between two good runs over the same scope."""
FEW = 10
"""Below this many listings before, a drop may be chance: the safeguards are left off."""
MOSTLY_FILLED = 0.5
FILL_COLLAPSE = 0.5
"""A field that most listings had may not fall below this part of its former share."""


@dataclass(frozen=True, slots=True)
class Measures:
    """What a run found, in numbers."""

    listings: int = 0
    fill: Mapping[str, float] = field(default_factory=dict)
    """Share of listings that have a field, 0 to 1."""
    unique_phones: float | None = None
    """Share of first phone numbers that only one listing has; None without any phone."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a run is not good."""

    kind: str
    """`nothing`, `too_few`, `dropped`, `unfilled` or `repeated_phones`."""
    words: str

    def as_json(self) -> dict[str, str]:
        """For the manifest."""
        return asdict(self)


def measure(listings: Iterable[Listing]) -> Measures:
    """Count listings, how many have each field, and how often phone numbers repeat."""
    filled: Counter[str] = Counter()
    phones: Counter[str] = Counter()
    count = 0
    for one in listings:
        count += 1
        filled.update(name for name in LISTING_FIELDS if one.fields.get(name) not in (None, "", []))
        numbers = one.fields.get("phones") or [""]
        digits = "".join(filter(str.isdigit, str(numbers[0])))
        if digits:
            phones[digits] += 1
    with_phone = sum(phones.values())
    return Measures(
        listings=count,
        fill={name: round(filled[name] / count, 4) for name in LISTING_FIELDS if filled[name]},
        unique_phones=round(sum(n == 1 for n in phones.values()) / with_phone, 4) if with_phone else None,
    )


def measures_of(run: Run | None) -> Measures | None:
    """The measures of a run's manifest; of one without, the number of listings."""
    if run is None:
        return None
    kept: Mapping[str, Any] = (run.manifest or {}).get("measures") or {
        "listings": run.counts.get("listings", 0)
    }
    return Measures(**kept)


def judge(
    expect: Mapping[str, Any],
    now: Measures,
    before: Measures | None,
    broken: bool = False,
    part: bool = False,
) -> tuple[Reason, ...]:
    """Why a run may not replace the last good one; empty for a good run.

    `before` is the last good run over the same scope; `broken` says that requests went wrong. Of a `part` of
    a source (one suburb of forty) the bounds of its whole say little: the least number of listings does not
    hold for it, and shares count where there are enough listings to have any.
    """
    if part:
        expect = _of_a_part(expect, now, before)
    had = before.listings if before is not None else 0
    if now.listings == 0 and (broken or had >= (FEW if part else 1) or expect.get("least_listings")):
        return (Reason("nothing", "no listing could be read"),)
    found = [*_few(expect, now), *_dropped(expect, now, before), *_unfilled(expect, now, before)]
    least = expect.get("unique_phones")
    if least is not None and now.unique_phones is not None and now.unique_phones < least:
        words = f"{now.unique_phones:.0%} of the phone numbers belong to one listing, expected {least:.0%}"
        found.append(Reason("repeated_phones", words))
    return tuple(found)


def _of_a_part(expect: Mapping[str, Any], now: Measures, before: Measures | None) -> Mapping[str, Any]:
    few_now, few_before = now.listings < FEW, before is None or before.listings < FEW
    left_out = {
        "least_listings": True, "least_fill": few_now, "unique_phones": few_now, "largest_drop": few_before,
    }  # fmt: skip
    return {name: bound for name, bound in expect.items() if not left_out[name]}


def _few(expect: Mapping[str, Any], now: Measures) -> Iterable[Reason]:
    least = expect.get("least_listings", 0)
    if now.listings < least:
        yield Reason("too_few", f"{now.listings:,} listings, expected at least {least:,}")


def _dropped(expect: Mapping[str, Any], now: Measures, before: Measures | None) -> Iterable[Reason]:
    if before is None or not before.listings:
        return
    allowed = expect.get("largest_drop", LARGEST_DROP if before.listings >= FEW else 1.0)
    drop = 1 - now.listings / before.listings
    if drop > allowed:
        words = f"{now.listings:,} listings where the last good run had {before.listings:,}"
        yield Reason("dropped", f"{words}: down by {drop:.0%}, at most {allowed:.0%} is believed")


def _unfilled(expect: Mapping[str, Any], now: Measures, before: Measures | None) -> Iterable[Reason]:
    stated: Mapping[str, float] = expect.get("least_fill", {})
    if not now.listings:
        return
    for name, least in stated.items():
        share = now.fill.get(name, 0.0)
        if share < least:
            yield Reason("unfilled", f"{name}: {share:.0%} of the listings have one, expected {least:.0%}")
    if before is None or before.listings < FEW:
        return
    for name, former in before.fill.items():
        share = now.fill.get(name, 0.0)
        if name not in stated and former >= MOSTLY_FILLED and share < former * FILL_COLLAPSE:
            words = f"{name}: {share:.0%} of the listings have one, {former:.0%} had in the last good run"
            yield Reason("unfilled", words)
