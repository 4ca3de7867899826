"""The queue between who decides and who works: Huey, on SQLite in the home, or on Redis.

It carries numbers of jobs and nothing else. All that matters stands in the ledger, so a queue may be lost, or
deliver a number twice: a job that was taken up is not taken up again.
"""

from urllib.parse import urlsplit

from huey import Huey, RedisHuey, SqliteHuey
from redis.exceptions import RedisError

from crawler.home import Home, HomeError

NAME = "rosanna"
REDIS = ("redis", "rediss", "unix")


def open_queue(home: Home) -> Huey:
    """The queue that `ROSANNA_QUEUE_URL` names. Raises `HomeError` where it cannot be had."""
    home.make()
    if home.queue_url is None:
        return SqliteHuey(NAME, filename=str(home.root / "queue.db"), results=False)
    if urlsplit(home.queue_url).scheme not in REDIS:
        raise HomeError(
            "ROSANNA_QUEUE_URL: only redis://, rediss:// or unix:// is supported; unset it for a queue in "
            f"{home.root}"
        )
    try:
        queue: Huey = RedisHuey(NAME, url=home.queue_url, results=False, blocking=False)
        queue.pending_count()
    except (RedisError, OSError, ValueError) as error:
        where = urlsplit(home.queue_url).hostname or home.queue_url
        raise HomeError(
            f"the Redis of ROSANNA_QUEUE_URL ({where}) cannot be used: {error}; start it, or unset it"
        ) from error
    return queue
