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
TAKE_ALONG = SPREAD / 2
"""A job also takes what will be due within this part of the interval: else it would be begun for one area."""
TURN_SITES = 50
"""Sites of one job at most; they are crawled side by side, each page by page."""
TURN_TIME = timedelta(hours=1)
"""After it a job ends between two areas; what it leaves is due."""

TICK = timedelta(seconds=5)
"""Between two looks of a worker at what is due. Each begins one job at most, so that a machine which comes
back after a power cut, with everything due, does not begin it all at once."""
IDLE_LOOK = timedelta(seconds=30)
"""Between two looks at all areas of all sources while nothing is to be begun and no job ends: with a hundred
thousand of them a look takes seconds."""
SLOTS = 2
"""Crawls that a worker runs at once. They wait for their hosts most of the time, but each reads pages."""
QUEUED_FOR = timedelta(seconds=20)
"""A job that nobody takes off the queue for so long is put there again: the queue or who took it is gone."""

CRAWL_AT_MOST = timedelta(hours=12)
"""A crawl that takes longer hangs: a turn is an hour, and no area's result pages take ten."""
INDEX_AT_MOST = timedelta(hours=12)
"""A build of a whole country's index from nothing takes a few."""
MEMORY_MB = 2_000
"""Of a job and the processes it begins. A crawl takes 200 MB, an index run more with more providers."""
GRACE = timedelta(seconds=30)
"""Between asking a process to end and ending it. A crawl ends within ten."""

INDEX_SPACING = timedelta(minutes=15)
"""Between two index refreshes, while crawls bring something new all the time."""
INDEX_LOSSES = 3
"""Refreshes lost in a row, after which the next waits as after a failure: it may be what kills it."""
INDEX_AT_LEAST = timedelta(days=1)
"""What was merely seen again moves its dates in the index this often."""
