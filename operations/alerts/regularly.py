"""The worker's watch: looks every few minutes, in a thread of its own: no slow mail server holds it up."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Event, Thread

from sqlalchemy.exc import SQLAlchemyError

from crawler.home import Home
from crawler.store import StoreError
from operations.alerts.alerting import check_and_send
from operations.alerts.channels import AlertSettingError
from operations.health.thresholds import ThresholdError

LOG = logging.getLogger(__name__)
EVERY = timedelta(minutes=5)
"""Between two looks; also before the first, so that what a restart is about to mend is not told."""


@contextmanager
def watched(home: Home, clock: Callable[[], datetime], every: timedelta = EVERY) -> Iterator[None]:
    """While the block lasts, what goes wrong is told."""
    over = Event()

    def look() -> None:
        while not over.wait(every.total_seconds()):
            _look_once(home, clock())

    thread = Thread(target=look, name="alerts", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()


def _look_once(home: Home, now: datetime) -> None:
    try:
        report = check_and_send(home, now)
    except (AlertSettingError, ThresholdError, StoreError, SQLAlchemyError, OSError) as error:
        LOG.error("alerts cannot be looked after: %s", error)
        return
    for name, count in report.told.items():
        if count:
            LOG.info("%s was told of %d", name, count)
    for name, trouble in report.troubles.items():
        LOG.error("%s could not be told: %s", name, trouble)
