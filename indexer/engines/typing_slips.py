"""What somebody may have meant to type: every beginning of a word that is one slip away."""

from functools import lru_cache
from string import ascii_lowercase

SHORTEST = 4
"""Letters from which a slip is forgiven: shorter beginnings are one slip from everything."""
LONGEST = 20
"""Letters of the longest beginning that is mended."""


@lru_cache(64)
def slips_of(typed: str) -> tuple[str, ...]:
    """Beginnings with a letter wrong, missing, too many, or swapped with the next; the first one stands."""
    if not SHORTEST <= len(typed) <= LONGEST:
        return ()
    found: set[str] = set()
    for at in range(1, len(typed)):
        before, after = typed[:at], typed[at:]
        found.add(before + after[1:])
        if len(after) > 1:
            found.add(before + after[1] + after[0] + after[2:])
        found.update([before + letter + after[1:] for letter in ascii_lowercase])
        found.update([before + letter + after for letter in ascii_lowercase])
    found.discard(typed)
    return tuple(sorted(found))
