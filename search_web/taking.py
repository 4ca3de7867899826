"""Searches to take along: as CSV, GeoJSON or an Atom feed, and in a frame on another site."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

from flask import Blueprint, Response, abort, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

from indexer.export import lines
from indexer.model import Provider
from indexer.search import PER_PAGE_MOST, Results, SearchRequest
from search_web import asked, cards, words
from search_web.finder import finder
from search_web.links import search_url
from search_web.policy import may_be_framed

taking = Blueprint("taking", __name__)

EXPORTED_MOST = 1000
"""Providers of one export: a whole city's osteopaths. Whoever wants the index asks for `rosanna export`."""
FEED_ENTRIES = 50
EMBEDDED = 5
FORMS: Mapping[str, tuple[Literal["csv", "geojson"], str]] = {
    "csv": ("csv", "text/csv"),
    "geojson": ("geojson", "application/geo+json"),
}
_NOT_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


@taking.get("/search.<form>")
def export(form: str) -> ResponseReturnValue:
    """Everybody a search finds, in one file; at most `EXPORTED_MOST`."""
    if form == "atom":
        return _feed()
    if form not in FORMS:
        abort(404, "There is CSV, GeoJSON and Atom.")
    name, mimetype = FORMS[form]
    wanted = asked.read_request(request.args)
    # What is found is fetched before the first byte is sent, so that a failure is still an answer.
    found = list(_everybody(wanted))
    text = "".join(str(words.plain(line)) for line in lines(found, name))
    response = Response(text.encode("utf-8", "replace"), mimetype=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="rosanna.{form}"'
    return response


def _everybody(wanted: SearchRequest) -> Iterator[Provider]:
    for page in range(1, EXPORTED_MOST // PER_PAGE_MOST + 1):
        found = finder().search(wanted.model_copy(update={"page": page, "per_page": PER_PAGE_MOST}))
        yield from (hit.provider for hit in found.results)
        if page * PER_PAGE_MOST >= found.total:
            return


def _feed() -> Response:
    wanted = asked.read_request(request.args)
    found = finder().search(wanted.model_copy(update={"page": 1, "per_page": FEED_ENTRIES}))
    return Response(
        "\n".join(_atom(wanted, found)).encode("utf-8", "replace"), mimetype="application/atom+xml"
    )


def _atom(wanted: SearchRequest, found: Results) -> Iterator[str]:
    """The feed (RFC 4287): who a search finds, those who changed last first."""
    latest = sorted(
        (hit.provider for hit in found.results), key=lambda one: (one.changed_at, one.id), reverse=True
    )
    built = finder().coverage().built_at
    own = url_for("taking.export", form="atom", _external=True) + _query(wanted)
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield '<feed xmlns="http://www.w3.org/2005/Atom">'
    yield f"<title>{_text(asked.heading(wanted, found.understood))}</title>"
    yield f"<id>{_text(own)}</id>"
    yield f'<link rel="self" type="application/atom+xml" href={quoteattr(own)}/>'
    page = url_for("pages.search", _external=True) + _query(wanted)
    yield f'<link rel="alternate" type="text/html" href={quoteattr(page)}/>'
    yield f"<updated>{_time(latest[0].changed_at if latest else built, built)}</updated>"
    yield "<author><name>Rosanna</name></author>"
    for one in latest:
        yield from _entry(one, built)
    yield "</feed>\n"


def _entry(one: Provider, built: str) -> Iterator[str]:
    url = url_for("pages.provider", provider_id=one.id, _external=True)
    stated = [term.label for term in one.services if term.status == "stated"][:6]
    said = f"States {words.listing([words.lower_first(label) for label in stated])}." if stated else ""
    yield "<entry>"
    yield f"<title>{_text(one.name)}</title><id>{_text(url)}</id><link href={quoteattr(url)}/>"
    yield f"<updated>{_time(one.changed_at, built)}</updated><summary>{_text(said)}</summary>"
    yield "</entry>"


def _text(value: str) -> str:
    return escape(_NOT_XML.sub("", str(words.plain(value)))[:300])


def _time(stamp: str, otherwise: str) -> str:
    return escape(stamp if words.moment(stamp) else otherwise)


def _query(wanted: SearchRequest) -> str:
    return search_url(wanted, path="")


@taking.get("/embed")
def embed() -> ResponseReturnValue:
    """The first few of a search, small, for a frame on another site."""
    wanted = asked.read_request(request.args)
    now: datetime = current_app.config["CLOCK"]()
    found = finder().search(wanted.model_copy(update={"page": 1, "per_page": EMBEDDED}))
    page = render_template(
        "embed.html",
        heading=asked.heading(wanted, found.understood),
        cards=cards.cards(found, now),
        total=found.total,
        more=url_for("pages.search", _external=True) + _query(wanted),
    )
    return may_be_framed(Response(page, mimetype="text/html"))


@taking.get("/take")
def take() -> ResponseReturnValue:
    """Every way to take a search along."""
    wanted = asked.read_request(request.args)
    found = finder().search(wanted.model_copy(update={"page": 1, "per_page": 1}))
    heading = asked.heading(wanted, found.understood)
    frame = url_for("taking.embed", _external=True) + _query(wanted)
    return render_template(
        "take.html",
        asked=wanted,
        heading=heading,
        total=found.total,
        most=EXPORTED_MOST,
        ways=list(_ways(wanted)),
        snippet=f"<iframe src={quoteattr(frame)} title={quoteattr(heading)} "
        'width="100%" height="640" loading="lazy"></iframe>',
    )


def _ways(wanted: SearchRequest) -> Iterable[tuple[str, str, str]]:
    query = _query(wanted)
    yield "CSV", f"/search.csv{query}", "A table, one row a provider, for a spreadsheet."
    yield "GeoJSON", f"/search.geojson{query}", "Points for a map, with the same columns."
    yield "JSON", f"/api/v1/search{query}", "Everything, with evidence; the API."
    yield "Atom feed", f"/search.atom{query}", "Tells a feed reader when somebody is new or changed."
