"""Sitemaps (sitemaps.org, 0.9): an index, and one file for the site, suburbs, complaints, each therapy, and
every ten thousand providers. They list what search engines may list, and all of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape

from flask import Blueprint, Response, abort, url_for
from flask.typing import ResponseReturnValue

from indexer.census import Census
from search_web.finder import finder, labels
from search_web.landing import LEAST

sitemap = Blueprint("sitemap", __name__)

PROVIDERS_EACH = 10_000
"""Providers in one file; the protocol allows 50,000 addresses and 50 MB."""
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
THERAPY_FILE, PROVIDERS_FILE = "therapy-", "providers-"


@dataclass(frozen=True, slots=True)
class Entry:
    """One address, and when it last changed where that is known (RFC 3339)."""

    url: str
    changed: str = ""


@sitemap.get("/sitemap.xml")
def index() -> ResponseReturnValue:
    """The list of sitemaps that hold something."""
    census = finder().census()
    return _xml("sitemapindex", "sitemap", (Entry(_url("sitemap.part", name=one)) for one in _names(census)))


@sitemap.get("/sitemaps/<name>.xml")
def part(name: str) -> ResponseReturnValue:
    """One sitemap."""
    census = finder().census()
    if name not in set(_names(census)):
        abort(404, "There is no such sitemap.")
    return _xml("urlset", "url", _entries(name, census))


def _names(census: Census) -> Iterator[str]:
    yield "site"
    if any(_worth(census.places.items())):
        yield "suburbs"
    if any(_worth(census.conditions.items())):
        yield "conditions"
    known = labels("service")
    for therapy in sorted(census.services):
        if therapy in known and any(_therapy_entries(therapy, census)):
            yield f"{THERAPY_FILE}{therapy}"
    for number in range(-(-len(census.providers) // PROVIDERS_EACH)):
        yield f"{PROVIDERS_FILE}{number + 1}"


def _entries(name: str, census: Census) -> Iterator[Entry]:
    if name == "site":
        for endpoint in ("pages.home", "pages.about", "landing.browse"):
            yield Entry(_url(endpoint))
    elif name == "suburbs":
        yield from (Entry(_url("landing.suburb", place=one)) for one in _worth(census.places.items()))
    elif name == "conditions":
        known = labels("condition")
        for one in _worth(census.conditions.items()):
            if one in known:
                yield Entry(_url("landing.condition", condition=one))
    elif name.startswith(THERAPY_FILE):
        yield from _therapy_entries(name.removeprefix(THERAPY_FILE), census)
    else:
        first = (int(name.removeprefix(PROVIDERS_FILE)) - 1) * PROVIDERS_EACH
        for provider_id, changed in census.providers[first : first + PROVIDERS_EACH]:
            yield Entry(_url("pages.provider", provider_id=provider_id), changed)


def _therapy_entries(therapy: str, census: Census) -> Iterator[Entry]:
    if census.services.get(therapy, 0) >= LEAST:
        yield Entry(_url("landing.therapy", therapy=therapy))
    for place in _worth(census.service_places.get(therapy, {}).items()):
        yield Entry(_url("landing.therapy_in", therapy=therapy, place=place))


def _worth(counts: Iterable[tuple[str, int]]) -> Iterator[str]:
    return (name for name, count in sorted(counts) if count >= LEAST)


def _url(endpoint: str, **values: str) -> str:
    return url_for(endpoint, **values, _external=True)


def _xml(root: str, item: str, entries: Iterable[Entry]) -> Response:
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<{root} xmlns="{NAMESPACE}">']
    for one in entries:
        changed = f"<lastmod>{escape(one.changed)}</lastmod>" if one.changed else ""
        lines.append(f"<{item}><loc>{escape(one.url)}</loc>{changed}</{item}>")
    lines.append(f"</{root}>\n")
    return Response("\n".join(lines), mimetype="application/xml")
