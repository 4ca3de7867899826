"""What can be wrong with a backup. Every message is one line, or a few, that say what to do next."""

from collections.abc import Sequence

TROUBLES_SHOWN = 5


class BackupError(Exception):
    """A backup cannot be taken or put back."""


class BackupDamaged(BackupError):  # noqa: N818 (a state of the backup, not a failure)
    """A backup is not what was written: nothing of it may be put back."""

    def __init__(self, where: object, troubles: Sequence[str]) -> None:
        shown = [f"  - {one}" for one in troubles[:TROUBLES_SHOWN]]
        if len(troubles) > TROUBLES_SHOWN:
            shown.append(f"  and {len(troubles) - TROUBLES_SHOWN} more")
        super().__init__(
            f"the backup {where} is damaged and was not used:\n"
            + "\n".join(shown)
            + "\nuse an older one (`rosanna restore FOLDER --from NAME`), or another copy of the folder"
        )
        self.troubles = tuple(troubles)
