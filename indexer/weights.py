"""Every number of the ranking, with its reason. Nothing else in the code carries a weight.

    score = terms asked for + name + text + distance + completeness + freshness

Each part is a reason on the hit; there is no other part, and none can be bought. Points have no unit: 3 is
what a therapy stated on the provider's own site is worth.
"""

from typing import Final

SERVICE: Final = {"site": 3.0, "directory": 2.0, "text": 0.8}
"""A therapy asked for, by its best evidence: the provider's own words, someone's listing, or loose words."""

CONDITION: Final = {"site": 1.5, "directory": 1.0, "text": 0.4}
"""A condition asked for. Half of a therapy: pages mention many, and mentioning is not a speciality."""

NARROWER: Final = 0.9
"""Factor for a kind of what was asked (remedial massage, asked for massage): an answer, but narrower."""

NAME: Final = 4.0
"""A name all of whose words were typed. More than any one therapy: it was asked for by name."""

TEXT: Final = 2.5
"""Most that loose words can give: less than a stated therapy, so that chatter cannot outrank a statement."""
TEXT_HALF: Final = 6.0
"""BM25F score at which loose words give half of `TEXT`; typical scores of one rare word lie about there."""
NAME_BOOST: Final = 2.0
"""Factor of a word in the name over the same word in the text, inside BM25F."""

DISTANCE: Final = 4.0
"""At no distance. Near beats a little better, far does not."""
DISTANCE_HALF_KM: Final = 4.0
"""Distance that halves it: about ten minutes in a city."""

COMPLETENESS: Final = 0.6
"""Everything known that helps a choice: phone, address, hours, prices, people, credentials."""

FRESHNESS: Final = 0.4
"""Seen on the day the index was built."""
FRESHNESS_HALF_DAYS: Final = 180.0
"""Age that halves it: clinics change hours and prices about yearly."""
