"""The queue between who decides and who works: Huey, on SQLite in the home, or on Redis.

It carries numbers of jobs and nothing else. All that matters stands in the ledger, so a queue may be lost, or
deliver a number twice: a job that was taken up is not taken up again.
"""

from urllib.parse import urlsplit

from huey import Huey, SqliteHuey

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
            f"ROSANNA_QUEUE_URL={home.queue_url}: only redis://, rediss:// or unix:// is supported; unset it "
            f"for a queue in {home.root}"
        )
    try:
        from huey import RedisHuey  # noqa: PLC0415 (only where it is asked for)

        queue: Huey = RedisHuey(NAME, url=home.queue_url, results=False, blocking=False)
        queue.pending_count()
    except ImportError as error:
        raise HomeError("ROSANNA_QUEUE_URL needs Redis's client: pip install 'rosanna[redis]'") from error
    except (OSError, ValueError, _redis_error()) as error:
        raise HomeError(f"ROSANNA_QUEUE_URL={home.queue_url} cannot be used: {error}") from error
    return queue


def _redis_error() -> type[Exception]:
    from redis.exceptions import RedisError  # noqa: PLC0415 (as above)

    error: type[Exception] = RedisError
    return error
