"""Links to the provider's own pages on social platforms."""

from urllib.parse import urlsplit, urlunsplit

from indexer.facts.contact.platforms import SHARING_PATHS, SOCIAL_HOSTS, TEMPLATE_PATHS, known
from indexer.facts.pages.standing import LEGAL, standing
from indexer.page import Site


def find(site: Site) -> tuple[str, ...]:
    """Social addresses, one a platform: the one most often linked, without tracking parameters."""
    counts: dict[str, dict[str, int]] = {}
    for page in site.pages:
        if standing(page) <= LEGAL:
            continue
        for address in {link.href for link in page.links}:
            platform, clean = _profile(address)
            if platform:
                seen = counts.setdefault(platform, {})
                seen[clean] = seen.get(clean, 0) + 1
    return tuple(max(sorted(seen), key=lambda a: seen[a]) for _, seen in sorted(counts.items()))


def _profile(address: str) -> tuple[str, str]:
    """(platform, address) of a link to somebody's page; ("", "") for any other link."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "", ""
    host, path = (parts.hostname or "").lower(), parts.path.rstrip("/")
    platform = SOCIAL_HOSTS.get(known(host, "", SOCIAL_HOSTS) or "", "")
    if parts.scheme not in ("http", "https") or not platform:
        return "", ""
    with_id = path == "/profile.php" and "id=" in parts.query
    if not with_id and (path.lower() in TEMPLATE_PATHS or path.lower().startswith(SHARING_PATHS)):
        return "", ""
    return platform, urlunsplit(("https", host, path, parts.query if with_id else "", ""))
