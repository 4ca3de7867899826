"""Proposes `expect` for a source from its good runs: bounds that they met with room to spare."""

import math
from collections.abc import Sequence

from crawler.records import Run
from crawler.runs.judging import Measures, measures_of

RUNS = 5
"""Good runs that are looked at, newest first, all over the scope of the newest."""
ROOM = 0.8
"""Listings: this part of the least that a run had."""
FILL_ROOM = 0.1
LEAST_FILL = 0.3
"""Fields that fewer listings have are not worth a bound."""
LARGEST_DROP = 0.3


def suggest(runs: Sequence[Run]) -> str | None:
    """A line of YAML from runs newest first; None without a good one."""
    good = [run for run in runs if run.state == "complete"]
    found = [measures_of(run) for run in good if run.scope == good[0].scope][:RUNS]
    measures = [one for one in found if one is not None and one.listings]
    if not measures:
        return None
    parts = [f"least_listings: {math.floor(min(one.listings for one in measures) * ROOM)}"]
    if fill := _fill(measures):
        parts.append("least_fill: {" + ", ".join(f"{name}: {share:g}" for name, share in fill.items()) + "}")
    parts.append(f"largest_drop: {LARGEST_DROP:g}")
    phones = [one.unique_phones for one in measures if one.unique_phones is not None]
    if phones:
        parts.append(f"unique_phones: {_rounded(min(phones) - FILL_ROOM):g}")
    return "expect: {" + ", ".join(parts) + "}"


def _fill(measures: Sequence[Measures]) -> dict[str, float]:
    least = {name: min(one.fill.get(name, 0.0) for one in measures) for name in measures[0].fill}
    return {name: _rounded(share - FILL_ROOM) for name, share in least.items() if share >= LEAST_FILL}


def _rounded(share: float) -> float:
    """Down to a multiple of 0.05, never below 0."""
    return max(0.0, math.floor(share * 20 + 1e-9) / 20)
