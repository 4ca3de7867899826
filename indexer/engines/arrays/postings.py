"""Which rows have which stem in which field, with all that Whoosh's BM25F needs: scores equal Whoosh's own.

    stem                the stems of all fields, sorted
    <field>_start       (stems + 1) where the postings of a stem begin
    <field>_row         rows in order
    <field>_weight      how often the stem stands there * 256 + Whoosh's byte of the field's length
    text_position       of every occurrence in the text, by stem and row; text_position_start: of each stem
    field_lengths       words in each field over all documents
    most_often          the most that a stem stands in one field of one row, by field

Deleted documents stay in the statistics until the index is written anew, as they do in Whoosh.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from whoosh.util.numeric import byte_to_length, length_to_byte

from indexer import weights
from indexer.engines.arrays.folder import Array, Arrays, Strings, grouped, ranges, starts_of, within

WORD_FIELDS: Mapping[str, float] = {"name": weights.NAME_BOOST, "text": 1.0, "suburb": 1.0}
"""Fields that loose words are looked for in, with their boost."""
B, K1 = 0.75, 1.2
"""Whoosh's defaults."""
_LENGTHS = np.array([byte_to_length(one) for one in range(256)], float)
STEMS_REMEMBERED = 4096
PLACED = "text"
"""The field whose positions are kept, for phrases."""
POSITION_MOST = 65_535
"""Positions further on are one: no text is that long."""


@dataclass(frozen=True, slots=True)
class FieldPostings:
    """The postings of one field of new documents, by (sorted) stem, row and position."""

    starts: Array
    """(stems + 1) into `rows`."""
    rows: Array
    counts: Array
    """How often the stem stands in the row."""
    positions: Array
    """Of every occurrence, in the order of the postings."""
    lengths: Array
    """Words of the field, by row."""


def field_postings(flat: Array, lengths: Array, stems: int) -> FieldPostings:
    """`flat`: the numbers of sorted stems of all rows, in their order; `lengths`: how many each row has."""
    flat = flat.astype(np.int64)
    owner = np.repeat(np.arange(len(lengths)), lengths)
    begins = np.cumsum(lengths) - lengths
    # One sort of (stem, place in the flat text) orders by stem, row and position at once.
    order = np.sort(flat << 32 | np.arange(len(flat)))
    stem, place = order >> 32, order & 0xFFFFFFFF
    row = owner[place]
    fresh = np.ones(len(flat), bool)
    fresh[1:] = (stem[1:] != stem[:-1]) | (row[1:] != row[:-1])
    first = np.flatnonzero(fresh)
    return FieldPostings(
        starts=grouped(stem[first], stems),
        rows=row[first].astype(np.int32),
        counts=np.diff(first, append=len(flat)),
        positions=place - begins[row],
        lengths=lengths,
    )


def build(stems: Sequence[bytes], fields: Mapping[str, FieldPostings]) -> dict[str, Array]:
    """The arrays of sorted `stems` and their postings."""
    made = Strings.packed("stem", stems)
    made["field_lengths"] = np.array([fields[name].lengths.sum() for name in WORD_FIELDS], np.int64)
    made["most_often"] = np.array([fields[name].counts.max(initial=0) for name in WORD_FIELDS], np.int64)
    for name, own in fields.items():
        byte = np.array([length_to_byte(int(one)) for one in own.lengths], np.int64)
        made[f"{name}_start"] = own.starts
        made[f"{name}_row"] = own.rows
        made[f"{name}_weight"] = (own.counts * 256 + byte[own.rows]).astype(np.uint32)
    text = fields[PLACED]
    made[f"{PLACED}_position"] = np.minimum(text.positions, POSITION_MOST).astype(np.uint16)
    made[f"{PLACED}_position_start"] = starts_of(text.counts)[text.starts]
    return made


def in_a_row(stands: Sequence[tuple[Array, Array]]) -> Array:
    """Rows where words stand one after the other: of each word, the row and position of every occurrence."""
    spots: Array | None = None
    for after, (row, position) in enumerate(stands):
        here = row.astype(np.int64) << 32 | (position.astype(np.int64) + len(stands) - after)
        spots = here if spots is None else np.intersect1d(spots, here, assume_unique=True)
    found: Array = np.unique((np.empty(0, np.int64) if spots is None else spots) >> 32)
    return found


def join(old: Arrays, new: Arrays, shift: int) -> dict[str, Array]:
    """The postings of `new`, its rows moved by `shift`, behind those of `old`."""
    before, after = Strings.of(old, "stem"), Strings.of(new, "stem")
    known = [before[at] for at in range(len(before))]
    fresh = [after[at] for at in range(len(after))]
    stems = sorted({*known, *fresh})
    number = {stem: at for at, stem in enumerate(stems)}
    made = Strings.packed("stem", stems)
    made["field_lengths"] = old["field_lengths"] + new["field_lengths"]
    made["most_often"] = np.maximum(old["most_often"], new["most_often"])
    old_at, new_at = (np.array([number[stem] for stem in own], np.int64) for own in (known, fresh))
    for name in WORD_FIELDS:
        made |= _join_field(name, {"row": shift, "weight": 0}, old, new, (old_at, new_at, len(stems)))
    return made | _join_field(f"{PLACED}_position", {"": 0}, old, new, (old_at, new_at, len(stems)))


def _join_field(
    name: str, columns: Mapping[str, int], old: Arrays, new: Arrays, places: tuple[Array, Array, int]
) -> dict[str, Array]:
    """`columns`: what is added to the numbers of the new documents."""
    old_at, new_at, stems = places
    counts = [np.diff(own[f"{name}_start"]) for own in (old, new)]
    total = np.zeros(stems, np.int64)
    np.add.at(total, old_at, counts[0])
    ahead = total.copy()
    """Postings of the old documents, which come first."""
    np.add.at(total, new_at, counts[1])
    starts = np.zeros(stems + 1, np.int64)
    np.cumsum(total, out=starts[1:])
    made = {f"{name}_start": starts}
    for column, moved in columns.items():
        key = f"{name}_{column}" if column else name
        values = np.empty(starts[-1], old[key].dtype)
        values[_targets(starts[old_at], counts[0])] = old[key]
        values[_targets(starts[new_at] + ahead[new_at], counts[1])] = new[key] + values.dtype.type(moved)
        made[key] = values
    return made


def _targets(starts: Array, counts: Array) -> Array:
    """Where the postings go whose stems begin at `starts`."""
    ends = np.cumsum(counts)
    targets: Array = np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts - (ends - counts), counts)
    return targets


@dataclass(frozen=True, slots=True)
class Posted:
    """The postings of one stem in one field: rows in order, and the score of each."""

    rows: Array
    weights: Array
    idf: float
    scores: Array
    """BM25F without `idf`, by weight."""


class Postings:
    """Reads what `build` made. `documents` are all of Whoosh's, deleted ones too."""

    def __init__(self, arrays: Arrays, documents: int) -> None:
        self._stems = Strings.of(arrays, "stem")
        self._arrays, self._documents = arrays, documents
        self._find = lru_cache(STEMS_REMEMBERED)(self._stems.find)
        self._scores: dict[str, Array] = {}
        self._lengths = dict(zip(WORD_FIELDS, arrays["field_lengths"].tolist(), strict=True))
        self._most = dict(zip(WORD_FIELDS, arrays["most_often"].tolist(), strict=True))

    def has(self, stem: str) -> bool:
        """Whether any document has the stem."""
        return self._find(stem.encode()) is not None

    def rows(self, stem: str, field: str) -> Array:
        """Rows that have the stem in a field."""
        first, last = self._extent(stem, field)
        rows: Array = self._arrays[f"{field}_row"][first:last]
        return rows

    def of(self, stem: str, field: str) -> Posted | None:
        """Postings of the stem in a field; `None` where there are none."""
        first, last = self._extent(stem, field)
        if first == last:
            return None
        return Posted(
            rows=self._arrays[f"{field}_row"][first:last],
            weights=self._arrays[f"{field}_weight"][first:last],
            idf=math.log(self._documents / (last - first + 1)) + 1,
            scores=self._table(field),
        )

    def in_a_row(self, stems: Sequence[str], rows: Array | None = None) -> Array:
        """Rows whose text has the stems one after the other; among sorted `rows` only, where given."""
        stands = []
        for stem in stems:
            at = self._find(stem.encode())
            if at is None:
                return np.empty(0, np.int64)
            stands.append(self._stands(at, rows))
        return in_a_row(stands)

    def _stands(self, at: int, rows: Array | None) -> tuple[Array, Array]:
        """Row and position of every occurrence of a stem in the text."""
        starts = self._arrays[f"{PLACED}_start"]
        first, last = int(starts[at]), int(starts[at + 1])
        owners = self._arrays[f"{PLACED}_row"][first:last]
        counts = (self._arrays[f"{PLACED}_weight"][first:last] >> 8).astype(np.int64)
        begin = int(self._arrays[f"{PLACED}_position_start"][at])
        positions = self._arrays[f"{PLACED}_position"]
        if rows is None or len(rows) >= len(owners):
            return np.repeat(owners, counts), positions[begin : begin + int(counts.sum())]
        chosen = owners.searchsorted(rows[within(rows, owners)])
        places, owner = ranges(starts_of(counts), chosen)
        return owners[chosen][owner], positions[begin + places]

    def _extent(self, stem: str, field: str) -> tuple[int, int]:
        at = self._find(stem.encode())
        if at is None:
            return 0, 0
        starts = self._arrays[f"{field}_start"]
        return int(starts[at]), int(starts[at + 1])

    def _table(self, field: str) -> Array:
        """The part of BM25F that depends on weight and length alone, for every pair of them."""
        found = self._scores.get(field)
        if found is None:
            average = self._lengths[field] / (self._documents or 1) or 1
            count = np.arange(self._most[field] + 1, dtype=float)[:, None]
            with np.errstate(invalid="ignore"):
                table = (count * (K1 + 1)) / (count + K1 * ((1 - B) + B * _LENGTHS / average))
            found = self._scores[field] = table.ravel()
        return found
