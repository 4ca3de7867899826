"""The schedule's numbers, in one place: how often, how long, how many at once, and why."""

from datetime import timedelta

HEARTBEAT = timedelta(seconds=5)
"""Between two signs of life of a job or a worker."""
LOST_AFTER = timedelta(seconds=25)
"""Without a sign of life a job counts as lost: five are missed, and who looks sees it within 30 seconds."""

BACKOFF: tuple[timedelta, ...] = (timedelta(hours=1), timedelta(hours=4), timedelta(hours=24))
"""After the first, second, third failure of an area in a row; after more of them its source's interval. An
hour outlasts a server's restart, a day outlasts a bad one."""
SICK_AFTER = 5
"""Areas that fail in a row before the source as a whole backs off, and again after as many more: it is
moved, down, or does not want us, and the other areas would only tell the same."""
STOPPED_FOR = timedelta(hours=24)
"""How long the schedule leaves alone what somebody stopped; `run-now` does not wait for it."""
SPREAD = 0.1
"""Areas are due up to this part of the interval early, each by its own share: what was crawled in one go, or
came due in one power cut, drifts apart again. Early, so that nothing gets older than its interval by it."""
TURN_AREAS = 20
"""Areas of one job at most: one process and one robots.txt for all, and then other sources have a turn."""
TURN_SITES = 50
"""Sites of one job at most; they are crawled side by side, each page by page."""
