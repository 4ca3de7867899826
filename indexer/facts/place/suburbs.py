"""Australian suburbs in text, checked against the gazetteer."""

from functools import lru_cache

from data.locality import gazetteer

WORDS_MOST = 4
"""Words of the longest suburb name looked for."""
STATE_OF_POSTCODE = (
    (200, 299, "ACT"), (800, 999, "NT"), (1000, 2599, "NSW"), (2600, 2618, "ACT"), (2619, 2899, "NSW"),
    (2900, 2920, "ACT"), (2921, 2999, "NSW"), (3000, 3999, "VIC"), (4000, 4999, "QLD"), (5000, 5999, "SA"),
    (6000, 6999, "WA"), (7000, 7999, "TAS"), (8000, 8999, "VIC"), (9000, 9999, "QLD"),
)  # fmt: skip
"""Australia Post's ranges: first, last, state."""


def state_of_postcode(postcode: str) -> str | None:
    """State an Australian postcode lies in, by Australia Post's ranges."""
    if not postcode.isdigit():
        return None
    return next((state for first, last, state in STATE_OF_POSTCODE if first <= int(postcode) <= last), None)


@lru_cache(maxsize=4096)
def leading_suburb(words: str) -> tuple[str, str]:
    """The longest suburb name that `words` begins with, as written, and the rest; ("", words) for none."""
    pieces = words.split()
    known = gazetteer()
    for size in range(min(WORDS_MOST, len(pieces)), 0, -1):
        name = " ".join(pieces[:size]).strip(",.;:()")
        if name[:1].isupper() and known.by_name(name):
            return name, " ".join(pieces[size:])
    return "", words


@lru_cache(maxsize=4096)
def is_suburb(words: str) -> bool:
    """Whether `words`, in any case, are the name of an Australian suburb."""
    return bool(gazetteer().by_name(words))


@lru_cache(maxsize=1024)
def states_of(suburb: str) -> tuple[str, ...]:
    """States that have a suburb of this name."""
    return tuple(sorted({place.state for place in gazetteer().by_name(suburb)}))


@lru_cache(maxsize=1024)
def agrees(postcode: str, state: str) -> bool:
    """Whether an Australian postcode can lie in a state; some cross a border: the gazetteer is asked too."""
    inside = state_of_postcode(postcode)
    return inside in (None, state) or any(place.state == state for place in gazetteer().by_postcode(postcode))
