"""All that `rosanna doctor` looks at, in the order in which it is best mended."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from sqlalchemy.exc import SQLAlchemyError

from crawler.home import HomeError
from crawler.store import StoreError
from operations.backup.errors import BackupError
from operations.health import kept, machine, working
from operations.health.finding import Finding
from operations.health.look import Look

Check = Callable[[Look], Iterator[Finding]]
OF_THE_MACHINE: Mapping[str, Check] = {
    "versions": machine.versions,
    "home": kept.home,
    "disk": machine.disk,
    "store": kept.store,
}
"""Those that need no store. When the home or the store is found wrong, the others are not asked."""
CHECKS: Mapping[str, Check] = {
    **OF_THE_MACHINE,
    "clock": machine.clock,
    "decisions": kept.decisions,
    "archive": kept.archive,
    "index": working.index,
    "sources": working.sources,
    "health": working.source_health,
    "crawling": working.crawling,
    "worker": working.worker,
    "backup": kept.backup,
}


def examine(look: Look) -> Sequence[Finding]:
    """Everything that was looked at."""
    found: list[Finding] = []
    for name in OF_THE_MACHINE:
        found += ask(name, look)
    if any(one.is_wrong for one in found if one.check in {"home", "store"}):
        return found
    for name in CHECKS:
        if name not in OF_THE_MACHINE:
            found += ask(name, look)
    return found


def ask(name: str, look: Look) -> Sequence[Finding]:
    """What one check finds. What breaks it is what it found."""
    try:
        return list(CHECKS[name](look))
    except (StoreError, HomeError, BackupError) as error:
        return [Finding(name, "error", str(error), "mend that first")]
    except SQLAlchemyError as error:
        return [Finding(name, "error", f"the store does not answer: {error}", "look at ROSANNA_DATABASE_URL")]
    except OSError as error:
        where = f" {error.filename}" if error.filename else ""
        return [Finding(name, "error", f"cannot look{where}: {error.strerror}", "look at who may read it")]
