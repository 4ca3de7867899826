"""When a listing is worth visiting again: sooner when it changed, later each time it had not.

The interval starts at the source's cadence and moves by a factor at each visit, between two bounds: the
simplest form of the policies that Cho and Garcia-Molina weigh in "Effective page refresh policies for web
crawlers" (2003).
"""

from collections.abc import Mapping

CADENCE_HOURS: Mapping[str, float] = {"daily": 24.0, "weekly": 168.0, "fortnightly": 336.0, "monthly": 720.0}
LEAST_HOURS = 24.0
"""Clinics do not change their fees twice a day."""
MOST_HOURS = 90 * 24.0
"""A clinic that closed should not stay listed for longer than a season."""
CHANGED_FACTOR = 0.5
SAME_FACTOR = 1.5


def next_interval(hours: float | None, cadence: str, changed: bool) -> float:
    """Hours until the next visit, from the interval so far (None at the first visit)."""
    if hours is None:
        return CADENCE_HOURS[cadence]
    wanted = hours * (CHANGED_FACTOR if changed else SAME_FACTOR)
    return min(max(wanted, LEAST_HOURS), MOST_HOURS)
