"""What can be wrong with an index. Every message is one line that says what to do next."""

from collections.abc import Sequence
from pathlib import Path


class IndexProblem(Exception):  # noqa: N818 - most are states of the index, not failures
    """Base of everything the index and its commands raise on purpose."""


class IndexMissing(IndexProblem):
    """There is no index yet."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"no search index in {folder}; run `rosanna index` to make it")


class IndexBroken(IndexProblem):
    """The index is half written or damaged."""

    def __init__(self, folder: Path, why: str) -> None:
        super().__init__(f"the search index in {folder} is damaged ({why}); run `rosanna index --full`")


class IndexNewer(IndexProblem):
    """The index was written by a newer Rosanna."""

    def __init__(self, folder: Path, found: int, known: int) -> None:
        super().__init__(
            f"the search index in {folder} has format {found}, this version reads {known}; "
            "upgrade Rosanna, or run `rosanna index --full`"
        )


class IndexBusy(IndexProblem):
    """Another process is building the index."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"another `rosanna index` is working in {folder}; wait for it to end")


class IndexUnwritable(IndexProblem):
    """The index cannot be written where it should be."""

    def __init__(self, folder: Path, why: str | None) -> None:
        super().__init__(f"cannot write the search index in {folder}: {why}; make room, or move ROSANNA_HOME")


class NothingToIndex(IndexProblem):
    """The store holds no listing."""

    def __init__(self) -> None:
        super().__init__("the store holds no listings yet; run `rosanna crawl` first")


class ArchiveLost(IndexProblem):
    """Much of the archive cannot be read: an index without those pages would lose what they state."""

    def __init__(self, unread: int, kept: int, folder: Path) -> None:
        super().__init__(
            f"{unread} of {kept} kept pages cannot be read from {folder}; put the archive back, or crawl "
            "those sites again, and run `rosanna index`; the index in use stays as it was"
        )


class WorkerDied(IndexProblem):
    """A process that read pages was killed."""

    def __init__(self) -> None:
        super().__init__("a process that reads pages was killed (out of memory?); run `rosanna index` again")


class UnknownTerm(IndexProblem):
    """No vocabulary has the id that was asked about."""

    def __init__(self, term_id: str, near: Sequence[str]) -> None:
        super().__init__(f"no vocabulary has the id {term_id!r}; did you mean {', '.join(near)}?")


class NothingToRead(IndexProblem):
    """What was given to be read holds no page."""


class LabelsBroken(IndexProblem):
    """Labels cannot be read; the message names the file."""


class GeocoderBroken(IndexProblem):
    """The setting names no function that can be loaded."""

    def __init__(self, setting: str, name: str, why: str) -> None:
        super().__init__(
            f"{setting}={name}: {why}; name a function that Python can import, as module:function"
        )


class DecisionRefused(IndexProblem):
    """A decision cannot be made so; the message says how."""


class ExportFailed(IndexProblem):
    """An export could not be written whole; nothing was left in its place."""


class OutputRefused(IndexProblem):
    """Standard output takes no more: the disk behind it is full."""

    def __init__(self, why: str | None) -> None:
        super().__init__(f"cannot write the export: {why}; make room and try again")
