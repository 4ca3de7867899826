"""URLs: one canonical form a page, and which of them lead to another kind of thing than a page."""

import re
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

MAX_URL_LENGTH = 2_000
REMEMBERED = 8_192
"""Answers kept: a site's menu stands on each of its pages."""
_TRACKING = re.compile(
    r"utm_\w+|(?:fb|g|ms|dc|yc)clid|gad_source|_ga|_gl|mc_[ce]id|igshid|ref_src|srsltid", re.IGNORECASE
)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_INDEX_NAME = re.compile(r"(?:index|default|home)\.(?:html?|php|aspx?|cfm|jsp)|index", re.IGNORECASE)
_FOLDER_NAME = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?|cfm|jsp)$", re.IGNORECASE)
_SAFE_PATH = "/%:@!$&'()*+,;=~-._"


@lru_cache(REMEMBERED)
def canonical_url(url: str, base: str = "") -> str | None:
    """The one URL under which a page is kept, or None for what is no http(s) address.

    Fragment, tracking parameters, default port and `index.html` go; the host becomes lower case; spaces and
    letters outside ASCII are percent-encoded. The path keeps its case: most servers tell `/A` from `/a`.
    """
    try:
        parts = urlsplit(urljoin(base, url.strip()))
        host = _ascii_host(parts)
        if parts.scheme not in _DEFAULT_PORTS or not host:
            return None
        port = parts.port
    except (ValueError, UnicodeError):
        return None
    if ":" in host:
        host = f"[{host}]"
    netloc = host if port in {None, _DEFAULT_PORTS[parts.scheme]} else f"{host}:{port}"
    query = _query(parts.query)
    path = quote(parts.path or "/", safe=_SAFE_PATH)
    if not query:
        path = _FOLDER_NAME.sub("/", path)
    made = urlunsplit((parts.scheme, netloc, path, query, ""))
    return made if len(made) <= MAX_URL_LENGTH else None


@lru_cache(REMEMBERED)
def same_page_key(url: str) -> str:
    """Equal for addresses of one page: with or without https, `www.`, a last slash, `index.html`."""
    parts = urlsplit(url)
    path = re.sub(r"/{2,}", "/", parts.path).rstrip("/")
    folder, _, name = path.rpartition("/")
    if _INDEX_NAME.fullmatch(name) and not parts.query:
        path = folder
    return f"{bare_host(url)}{path or '/'}{'?' + parts.query if parts.query else ''}"


@lru_cache(REMEMBERED)
def bare_host(url: str) -> str:
    """Host (with a port that is not the usual one), lower case, without `www.`."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    if ":" in host:
        host = f"[{host}]"
    try:
        port = parts.port
    except ValueError:
        port = None
    return f"{host}:{port}" if port not in {None, *_DEFAULT_PORTS.values()} else host


def first_path_part(url: str) -> str:
    """`clinic` of `http://host/clinic/fees`; empty where the first part is a file or missing."""
    first, slash, _ = urlsplit(url).path.lstrip("/").partition("/")
    return first if slash or "." not in first else ""


def _ascii_host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    if not host.isascii():
        host = host.encode("idna").decode("ascii")
    return host if re.fullmatch(r"[a-z0-9_.-]+|[0-9a-f:.]+", host) and ".." not in host else ""


def _query(query: str) -> str:
    if not query:
        return ""
    pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=50)
    kept = [pair for pair in pairs if not _TRACKING.fullmatch(pair[0])]
    if len(kept) < len(pairs):
        return urlencode(kept)
    return quote(query, safe=_SAFE_PATH + "?")
