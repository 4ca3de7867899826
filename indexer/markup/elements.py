"""What an element's name and attributes say: which part of the page it is, whether a reader sees it."""

import re
from urllib.parse import urljoin

from bs4.element import Tag

from indexer.page import Role

SKIPPED = frozenset(
    """del s strike script style template svg canvas head object audio video math datalist meter
    progress""".split()
)
"""Nobody's words: code, pictures, and what was struck out (old prices, old hours)."""
BLOCK_TAGS = frozenset(
    """address article aside blockquote body button caption center dd details dialog div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html label legend li main menu nav
    ol p pre search section select summary table tbody td tfoot th thead tr ul textarea""".split()
)
SPACED_INLINE = frozenset(["span", "a", "time", "small", "abbr", "data", "bdi", "bdo", "i", "img", "font"])
"""Inline elements that style sheets set apart: `<span>Monday</span><span>9am</span>` reads as two words."""

ROLE_OF_TAG = {
    "nav": Role.NAV,
    "footer": Role.FOOTER,
    "aside": Role.ASIDE,
    "form": Role.FORM,
    "main": Role.MAIN,
}
ROLE_OF_ARIA = {
    "navigation": Role.NAV,
    "contentinfo": Role.FOOTER,
    "banner": Role.HEADER,
    "complementary": Role.ASIDE,
    "main": Role.MAIN,
}
ROLE_OF_WORD = {
    "nav": Role.NAV,
    "navbar": Role.NAV,
    "navigation": Role.NAV,
    "breadcrumb": Role.NAV,
    "breadcrumbs": Role.NAV,
    "footer": Role.FOOTER,
    "sidebar": Role.ASIDE,
}
"""Words of `id` and `class` that name a part of the page where mark-up has no element for it."""
NAV_COMPOUND = re.compile(
    r"(?:^|[-_])(?:main|mobile|primary|top|site|dropdown|sub)[-_]?(?:menu|nav)(?:$|[-_])", re.IGNORECASE
)
WIDGET = re.compile(
    r"cookie|gdpr|consent[-_](?:banner|bar|popup)|recaptcha|skip[-_](?:link|to)", re.IGNORECASE
)
"""Containers whose words are nobody's facts."""
FAX_ICON = re.compile(r"(?:^|[\s-])fax(?:$|[\s-])", re.IGNORECASE)
"""An icon that is the only word for what a number is."""
HIDING_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def role_of(element: Tag, outer: Role, *, sectioned: bool) -> Role:
    """The part of the page an element makes, inside the part `outer`; `sectioned` when inside an article."""
    name = element.name
    if name == "header":
        return outer if sectioned else Role.HEADER
    role = ROLE_OF_TAG.get(name) or ROLE_OF_ARIA.get(attribute(element, "role"))
    if role is None and name in ("div", "ul", "section", "table", "ol", "td"):
        words = names(element).split()
        role = next((ROLE_OF_WORD[w] for w in words if w in ROLE_OF_WORD), None)
        if role is None and any(NAV_COMPOUND.search(w) for w in words):
            role = Role.NAV
    if role is None or (outer is Role.FOOTER and role is not Role.FORM):
        return outer
    return role


def is_hidden(element: Tag) -> bool:
    """Whether the element itself says it is not shown."""
    return element.has_attr("hidden") or bool(HIDING_STYLE.search(attribute(element, "style")))


def names(element: Tag) -> str:
    """Its id and classes, lower case."""
    return f"{attribute(element, 'id')} {attribute(element, 'class')}".lower()


def attribute(element: Tag, name: str) -> str:
    """An attribute's text; empty when absent, joined when a list."""
    value = element.attrs.get(name)
    if value is None:
        return ""
    return value if isinstance(value, str) else " ".join(value)


def absolute(base: str, href: str) -> str:
    """An address made absolute; a malformed one stays as it was found."""
    try:
        return urljoin(base, href.strip())
    except ValueError:
        return href.strip()


def cloudflare_email(code: str) -> str:
    """Undo Cloudflare's e-mail hiding: hex bytes, all XORed with the first."""
    try:
        data = bytes.fromhex(code)
    except ValueError:
        return ""
    return bytes(b ^ data[0] for b in data[1:]).decode("utf-8", "replace") if data else ""
