"""Bands of the price for 60 minutes, as a facet counts them and a filter takes them."""

import numpy as np

from indexer.engines.arrays.folder import Array

EDGES = (80, 100, 120, 150)
"""Dollars between bands, in the usual span of Australian fees."""
BANDS = ("0-80", "80-100", "100-120", "120-150", "150-")
"""Ids: from the first number on, below the second."""
LABELS = ("under $80", "$80 to $100", "$100 to $120", "$120 to $150", "$150 or more")
_NAMES = np.array([*BANDS, ""])


def band_numbers(prices: Array) -> Array:
    """The place in `BANDS` of each price, the number of bands where it is not known."""
    numbers = np.zeros(len(prices), np.int8)
    for edge in EDGES:
        numbers += prices >= edge
    numbers[np.isnan(prices)] = len(BANDS)
    return numbers


def band_of(prices: Array) -> Array:
    """The id of each price's band; empty where it is not known."""
    names: Array = _NAMES[band_numbers(prices)]
    return names
