"""Scrapy's settings, for every source alike. What differs by source stands in its YAML.

robots.txt has no switch. Sizes and times are bounds that a hostile or broken site runs into alone; what each
is, and why, stands in `crawler.manners.bounds`.
"""

import os
from importlib.metadata import PackageNotFoundError, version

from crawler.manners import bounds
from crawler.reading.urls import MAX_URL_LENGTH

DEFAULT_CONTACT = "https://rosanna.example/bot"
"""Stands in for an operator's own page; `ROSANNA_CONTACT` names that one."""
try:
    VERSION = version("rosanna")
except PackageNotFoundError:  # run from a checkout that was never installed
    VERSION = "0"

BOT_NAME = "rosanna"
SPIDER_MODULES = ["crawler.spiders"]
USER_AGENT = f"Rosanna/{VERSION} (+{os.environ.get('ROSANNA_CONTACT') or DEFAULT_CONTACT})"

ROBOTSTXT_OBEY = True  # `crawler.manners.robots` does; Scrapy's own middleware is not used
CONCURRENT_REQUESTS = 32
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 1.0  # `crawler.manners.pace` sets it by host
DOWNLOAD_DELAY_JITTER = 0.0  # a least delay that is sometimes halved is none
AUTOTHROTTLE_ENABLED = False  # `crawler.manners.pace.Pace` is AutoThrottle with a least delay by host

DOWNLOAD_MAXSIZE = bounds.MAX_PAGE_BYTES
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_TIMEOUT = bounds.REQUEST_SECONDS
DOWNLOAD_FAIL_ON_DATALOSS = False  # a page cut short by its server still says something
DOWNLOAD_VERIFY_CERTIFICATES = True
DNS_TIMEOUT = 15
TWISTED_DNS_RESOLVER = "crawler.manners.addresses.JudgingResolver"
URLLENGTH_LIMIT = MAX_URL_LENGTH
DEPTH_LIMIT = bounds.MAX_CHAIN
REDIRECT_MAX_TIMES = bounds.MAX_REDIRECTS

RETRY_TIMES = 2
RETRY_GIVE_UP_LOG_LEVEL = "INFO"
RETRY_EXCEPTIONS = [
    "scrapy.exceptions.DownloadConnectionRefusedError",
    "scrapy.exceptions.DownloadFailedError",
    "scrapy.exceptions.DownloadTimeoutError",
    "scrapy.exceptions.ResponseDataLossError",
    "scrapy.core.downloader.handlers.http11.TunnelError",
]

CONCURRENT_ITEMS = 1  # Scrapy starts this many tasks for every answer; ours yields a few items, in order
WARN_ON_GENERATOR_RETURN_VALUE = False  # reads every callback's source at run time; mypy does it before

COOKIES_ENABLED = False
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
METAREFRESH_ENABLED = False  # the sites spider reads it as a link, within its bounds
REFERER_ENABLED = False
STATS_DUMP = False
LOGSTATS_INTERVAL = 0
LOG_INSTALL_ROOT_HANDLER = False  # `crawler.logs` does
LOG_VERSIONS: list[str] = []
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
    "Accept-Language": "en-AU,en;q=0.9",
}

DOWNLOAD_HANDLERS = {
    "http": "crawler.manners.handler.BoundedHandler",
    "https": "crawler.manners.handler.BoundedHandler",
    **dict.fromkeys(("data", "file", "ftp", "s3")),  # nothing but the web is fetched
}
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,  # no logins
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # a spider knows its hosts
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": None,
    "crawler.manners.proxy.ProxyMiddleware": 750,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "crawler.manners.unpacking.UnpackingMiddleware": 590,
    "scrapy.downloadermiddlewares.stats.DownloaderStats": None,  # `crawler.runs.tally` counts
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawler.manners.leaving.LeavingMiddleware": 10,  # nobody who left is asked anything
    "crawler.manners.robots.RobotsMiddleware": 100,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "crawler.manners.patience.PatientRetry": 550,
    "crawler.manners.guard.GuardMiddleware": 980,  # next to the network, behind the proxy's middleware
    "crawler.manners.pace.PaceMiddleware": 50,  # before robots.txt is asked for
    "crawler.kept.replay.ReplayMiddleware": 200,  # after robots.txt has allowed it
    "crawler.manners.conditional.ConditionalMiddleware": 210,
}
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,  # every status is a counted outcome
    "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,  # we copy no meta
}
ITEM_PIPELINES = {
    "crawler.pipelines.CleanPipeline": 100,
    "crawler.pipelines.KeepPipeline": 900,
}
EXTENSIONS = {
    "crawler.manners.pace.Pace": 0,
    "crawler.runs.progress.Progress": 0,
    "crawler.runs.live.LiveProgress": 0,
    "scrapy.extensions.feedexport.FeedExporter": None,
    "scrapy.extensions.spiderstate.SpiderState": None,
    "scrapy.extensions.memdebug.MemoryDebugger": None,
}
