"""What an address on the web says about who it belongs to: own hosts, and platforms that many share."""

from functools import lru_cache
from urllib.parse import urlsplit

PLATFORM_DOMAINS = frozenset(
    [
        # social pages and link lists
        "facebook.com", "fb.com", "fb.me", "instagram.com", "linkedin.com", "linktr.ee", "tiktok.com",
        "twitter.com", "x.com", "youtube.com", "yelp.com", "yelp.com.au", "google.com", "goo.gl",
        "business.site", "g.page",
        # bookings
        "acuityscheduling.com", "as.me", "book.app", "bookwell.com.au", "calendly.com", "cliniko.com",
        "coreplus.com.au", "fresha.com", "gettimely.com", "halaxy.com", "healthengine.com.au",
        "hotdoc.com.au", "janeapp.com", "mindbodyonline.com", "nookal.com", "noterro.com", "setmore.com",
        "simplybook.me", "splose.com", "square.site", "squareup.com", "zandahealth.com",
        # site makers and hosts, where a sub-domain or a path is the site
        "blogspot.com", "github.io", "gitlab.io", "godaddysites.com", "herokuapp.com", "jimdosite.com",
        "netlify.app", "ola.click", "pages.dev", "sites.google.com", "squarespace.com", "strikingly.com",
        "ueniweb.com", "vercel.app", "webflow.io", "weebly.com", "wixsite.com", "wordpress.com",
        "yolasite.com",
        # directories
        "hicaps.com.au", "localsearch.com.au", "naturaltherapypages.com.au", "truelocal.com.au",
        "whitepages.com.au", "yellowpages.com.au",
    ]
)  # fmt: skip
"""Hosts that many providers share: only the same address within them is the same site."""

MAIL_DOMAINS = frozenset(
    """
    aapt.net.au adam.com.au bigpond.com bigpond.com.au bigpond.net.au dodo.com.au fastmail.com
    gmail.com googlemail.com hotmail.com hotmail.com.au icloud.com iinet.net.au internode.on.net
    iprimus.com.au live.com live.com.au mac.com me.com msn.com netspace.net.au optusnet.com.au
    outlook.com outlook.com.au ozemail.com.au proton.me protonmail.com tpg.com.au westnet.com.au
    yahoo.com yahoo.com.au ymail.com
    """.split()
)
"""Where anybody has an e-mail address: such a domain is nobody's web site."""


@lru_cache(maxsize=65_536)
def website_key(url: object) -> str | None:
    """What two addresses of the same web site share, or `None` when it is no http(s) address.

    The host without `www.`; on a platform the host and the path, since the platform's host is everybody's.
    """
    parts = _split(url)
    if parts is None:
        return None
    host, path = parts
    if not is_platform(host):
        return host
    is_own_subdomain = host not in PLATFORM_DOMAINS
    return f"{host}{path}" if path or is_own_subdomain else None


def page_key(url: object) -> str | None:
    """Host and path of an address that is not a site's front page: a branch's own page of a chain's site."""
    parts = _split(url)
    return f"{parts[0]}{parts[1]}" if parts and parts[1] and not is_platform(parts[0]) else None


def is_platform(host: str) -> bool:
    """Whether `host` belongs to a platform that many providers share."""
    labels = _host(host).split(".")
    return any(".".join(labels[start:]) in PLATFORM_DOMAINS for start in range(len(labels) - 1))


def mail_key(address: object) -> str | None:
    """An e-mail address in its comparable form; `None` for what is none."""
    if not isinstance(address, str):
        return None
    folded = address.strip().lower().removeprefix("mailto:")
    name, at, domain = folded.partition("@")
    return folded if at and name and "." in domain and " " not in folded else None


def mail_site(address: str) -> str | None:
    """The web site that a (folded) e-mail address belongs to, unless its domain is everybody's."""
    domain = address.partition("@")[2]
    return None if domain in MAIL_DOMAINS or is_platform(domain) else domain.removeprefix("www.")


def _split(url: object) -> tuple[str, str] | None:
    """Host without `www.` and path without its last slash, lower case."""
    if not isinstance(url, str) or not url.strip().lower().startswith(("http://", "https://")):
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    host = _host(parts.hostname)
    return (host, parts.path.rstrip("/").lower()) if "." in host else None


def _host(host: str | None) -> str:
    return (host or "").lower().rstrip(".").removeprefix("www.")
