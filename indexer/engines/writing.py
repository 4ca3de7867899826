"""Writes an index: whole, or a small segment beside those of the index before it.

    <index>/text/                Whoosh's files
    <index>/documents-<n>.bin    documents, one file a segment
    <index>/*.npy                arrays over all segments
    <index>/arrays.json          what they were made with; written last

Words are made into entries by the process that has the documents; a second one analyses and writes them.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from indexer.engines import whoosh_index
from indexer.engines.arrays import bits, evidence, names, places, postings, rows, stored, times
from indexer.engines.arrays import folder as arrays_folder
from indexer.engines.arrays.folder import Array, Arrays, Strings
from indexer.engines.entry import Entry
from indexer.engines.segment import Collector, Segment
from indexer.engines.terms import fingerprint

FILE = "arrays.json"
DEAD_SHARE_MOST = 0.25
"""Share of replaced documents from which a refresh writes all anew: they cost memory, and blur statistics."""
SEGMENTS_MOST = 24
"""Likewise of segments: each is a few files that Whoosh opens."""


@dataclass(frozen=True, slots=True)
class Made:
    """What the arrays of an index were made with."""

    documents: int
    """All that Whoosh counts, deleted ones too."""
    terms: str
    """Fingerprint of the vocabularies."""
    segments: int
    files: dict[str, int]
    """Bytes of every file, so that a cut or missing one is noticed before it is read."""

    @classmethod
    def load(cls, folder: Path) -> "Made":
        """Raises `OSError`, `ValueError` or `TypeError` for what is missing, cut or foreign."""
        made = cls(**json.loads((folder / FILE).read_text(encoding="utf-8")))
        for name, size in made.files.items():
            if (folder / name).stat().st_size != size:
                raise ValueError(f"{name} is not as it was written")
        return made

    def save(self, folder: Path) -> None:
        """Say that everything else is written."""
        (folder / FILE).write_text(json.dumps(asdict(self)), encoding="utf-8")


OURS = ("*.npy", "documents-*.bin", f"{whoosh_index.FOLDER}/*")
"""The files of an index; a generation has others beside them."""


def _sizes(folder: Path) -> dict[str, int]:
    found = (path for pattern in OURS for path in folder.glob(pattern) if not path.name.endswith("LOCK"))
    return {str(path.relative_to(folder)): path.stat().st_size for path in found}


def is_worn(folder: Path) -> bool:
    """Whether the index is better written anew than added to."""
    made = Made.load(folder)
    hidden, document = (np.load(folder / f"{name}.npy", mmap_mode="r") for name in ("hidden", "document"))
    dead = int(((hidden & rows.Hidden.REPLACED != 0) & (document != rows.NO_DOCUMENT)).sum())
    return (
        made.terms != fingerprint()
        or made.segments >= SEGMENTS_MOST
        or dead > DEAD_SHARE_MOST * made.documents
    )


class IndexWriter:
    """Writes one index into `folder`, on top of the index `previous` where there is one."""

    def __init__(self, folder: Path, previous: Path | None = None) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._previous = folder, previous
        number = stored.share(previous, folder) if previous else 0
        self._collector = Collector(folder, number)

    def add(self, entries: Iterable[Entry]) -> None:
        """Take entries; those of an id that is known replace it."""
        for entry in entries:
            self._collector.add(entry)

    def finish(self, removed: Iterable[str]) -> int:
        """Write everything; gives the number of providers there are now."""
        segment = self._collector.finish()
        if self._previous is None:
            return self._write(segment, segment.arrays, whoosh_index.create(self._folder), (), None)
        old = arrays_folder.load(self._previous)
        known = rows.Rows(old)
        found = (known.find(one) for one in (*segment.ids, *removed))
        replaced = np.array(sorted({row for row in found if row is not None}), np.int64)
        made = Made.load(self._previous)
        joined = _joined(old, segment.arrays, replaced, made.documents)
        text = whoosh_index.share(self._previous, self._folder)
        return self._write(segment, joined, text, old["document"][replaced].tolist(), made)

    def _write(
        self, segment: Segment, arrays: Arrays, text: Any, deleted: Iterable[int], before: Made | None
    ) -> int:
        try:
            whoosh_index.write_segment(
                text, segment.ids, segment.stems, segment.fields, segment.terms, deleted
            )
        finally:
            text.close()
        arrays_folder.save(self._folder, arrays)
        Made(
            documents=len(segment.ids) + (before.documents if before else 0),
            terms=fingerprint(),
            segments=1 + (before.segments if before else 0),
            files=_sizes(self._folder),
        ).save(self._folder)
        return len(arrays["id_order"])


def _joined(old: Arrays, new: Arrays, replaced: Array, documents: int) -> dict[str, Array]:
    """The arrays of both; `replaced` rows of `old` stay, hidden."""
    shift = len(old["hidden"])
    labels, moved = _labels(old, new)
    return {
        **rows.join(old, new, replaced, documents),
        **places.join(old, moved),
        **Strings.packed("suburb_label", labels),
        **names.join(old, new),
        **times.join(old, new, shift),
        **postings.join(old, new, shift),
        **evidence.join(old, new),
        **bits.join(old, new),
        **stored.join(old, new),
    }


def _labels(old: Arrays, new: Arrays) -> tuple[list[bytes], Arrays]:
    """The labels of all suburbs, and `new` with its suburbs numbered by them."""
    known, fresh = Strings.of(old, "suburb_label"), Strings.of(new, "suburb_label")
    number = {known[at]: at for at in range(len(known))}
    table = np.array([number.setdefault(fresh[at], len(number)) for at in range(len(fresh))] + [-1], np.int32)
    suburbs = {name: table[new[name]] for name in ("point_suburb", "home_suburb", "extra_suburb")}
    return list(number), {**new, **suburbs}


def batches(entries: Iterable[Entry], size: int) -> Iterator[list[Entry]]:
    """Entries in lists of `size`."""
    batch: list[Entry] = []
    for entry in entries:
        batch.append(entry)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
