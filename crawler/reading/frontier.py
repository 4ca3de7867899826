"""A provider's site while it is crawled: what belongs to it, what is worth fetching next, when it is enough.

One request of a site is under way at a time and the best known link comes next, so the way through a site
depends on its pages alone: a run that is taken up again goes the same way.
"""

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit, urlunsplit

from crawler.reading.urls import bare_host, first_path_part, same_page_key
from crawler.reading.worth import HOME, NEEDLESS, ON_HOME, leads_to_a_page, link_worth

PAGES_PER_SITE = 25
REQUESTS_PER_PAGE = 2
"""Requests a site may cost for each page it may have: redirects, missing pages and files count."""
WAITING_LINKS = 1_000

SHARED_HOSTS: frozenset[str] = frozenset({
    "sites.google.com", "about.me", "users.tpg.com.au", "members.iinet.net.au", "members.optusnet.com.au",
    "home.vicnet.net.au", "angelfire.com", "tripod.com", "geocities.ws",
})  # fmt: skip
"""Hosts on which each first part of the path is somebody else's site."""

NOT_OWN_SITES: frozenset[str] = frozenset({
    "facebook.com", "fb.com", "fb.me", "instagram.com", "linkedin.com", "twitter.com", "x.com", "youtube.com",
    "tiktok.com", "pinterest.com", "google.com", "goo.gl", "g.page", "yelp.com", "yelp.com.au", "wa.me",
    "whatsapp.com", "linktr.ee", "tripadvisor.com", "fresha.com", "hotdoc.com.au", "healthengine.com.au",
    "bookwell.com.au", "treatwell.co.uk", "yellowpages.com.au", "whitepages.com.au", "truelocal.com.au",
})  # fmt: skip
"""Platforms: a listing's link to one is no site of the provider's, and their pages forbid crawlers anyhow."""


def site_key(url: str, shared: frozenset[str] = frozenset()) -> str:
    """The name of the site a URL belongs to: its bare host, and on a shared host the first path part.

    `shared` adds hosts to `SHARED_HOSTS`.
    """
    host = bare_host(url)
    part = first_path_part(url)
    is_shared = host in SHARED_HOSTS or host in shared or part.startswith("~")
    if is_shared and host == "sites.google.com" and part in {"view", "site"}:
        part = "/".join(urlsplit(url).path.strip("/").split("/")[:2])
    return f"{host}/{part}" if is_shared and part else host


def is_own_site(url: str) -> bool:
    """Whether a listing's website can be the provider's own."""
    host = bare_host(url)
    return host == "sites.google.com" or not any(
        host == platform or host.endswith(f".{platform}") for platform in NOT_OWN_SITES
    )


def shared_hosts(urls: Iterable[str]) -> frozenset[str]:
    """Hosts of which a seed list names several first path parts: each is a site of its own."""
    parts: dict[str, set[str]] = {}
    for url in urls:
        parts.setdefault(bare_host(url), set()).add(first_path_part(url))
    return frozenset(host for host, found in parts.items() if len(found - {""}) > 1)


@dataclass(slots=True)
class Site:
    """One site's crawl."""

    key: str
    home: str
    limit: int = PAGES_PER_SITE
    kept: int = 0
    requests: int = 0
    sitemaps_read: int = 0
    other_name: str | None = None
    """The host the front page calls itself by (`rel=canonical`): a copy's live name, or a second domain."""
    _folders: set[str] = field(default_factory=set)
    _waiting: list[tuple[float, int, str]] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)
    _worth: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.offer(self.home, HOME)

    def holds(self, url: str) -> bool:
        """Whether a URL lies within the site."""
        host, _, folder = self.key.partition("/")
        if bare_host(url) != host:
            return False
        path = urlsplit(url).path
        return not folder or path == f"/{folder}" or path.startswith(f"/{folder}/")

    def own(self, url: str) -> str:
        """A URL under the site's other name, as one under the name at hand; any other URL unchanged."""
        if self.other_name is None or bare_host(url) != self.other_name:
            return url
        here = urlsplit(self.home)
        return urlunsplit((here.scheme, here.netloc, *urlsplit(url)[2:]))

    def offer_without_folder(self, url: str) -> None:
        """After `/old-folder/fees` was not found: offer `/fees`.

        A site made for a folder and now served at the top still links into that folder. A folder in which
        pages were found is a real one.
        """
        parts = urlsplit(url)
        folder, _, rest = parts.path.lstrip("/").partition("/")
        if folder not in self._folders:
            self.offer(urlunsplit((*parts[:2], f"/{rest}", parts.query, "")), link_worth(url) + ON_HOME)

    def offer(self, url: str, worth: float) -> None:
        """Remember a link, unless its page was fetched already or it is worth nothing.

        A link met again with a better word or place moves up.
        """
        key = same_page_key(url)
        if key in self._seen or not self.holds(url) or worth <= NEEDLESS or not leads_to_a_page(url):
            return
        if worth > self._worth.get(key, NEEDLESS) and len(self._waiting) < WAITING_LINKS:
            self._worth[key] = worth
            heapq.heappush(self._waiting, (-worth, len(self._worth), url))

    def offer_link(self, url: str, words: str, bonus: float) -> None:
        """Remember a link by the worth of its address and words."""
        url = self.own(url)
        self.offer(url, link_worth(url, words) + bonus)

    def next(self) -> str | None:
        """The URL to fetch next; None when the site is done."""
        if self.kept >= self.limit or self.requests >= self.limit * REQUESTS_PER_PAGE:
            return None
        while self._waiting:
            _, _, url = heapq.heappop(self._waiting)
            key = same_page_key(url)
            if key not in self._seen:
                self._seen.add(key)
                self.requests += 1
                return url
        return None

    def keep(self, url: str) -> bool:
        """Count a page that is kept; True for the first of the site."""
        self.kept += 1
        self._folders.add(urlsplit(url).path.lstrip("/").partition("/")[0])
        return self.kept == 1

    def saw(self, url: str) -> bool:
        """Note that a page was reached at this URL; False when it had been reached before."""
        key = same_page_key(url)
        known = key in self._seen
        self._seen.add(key)
        return not known

    @property
    def waiting(self) -> Sequence[str]:
        """What is known and not fetched, best first."""
        return [url for _, _, url in sorted(self._waiting)]
