"""The pages people read."""

from datetime import datetime
from functools import lru_cache

from flask import (
    Blueprint,
    Response,
    current_app,
    get_template_attribute,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from indexer.errors import IndexProblem
from indexer.search import SearchRequest
from search_web import asked, cards, landing, narrowing, results, similar, structured, understanding
from search_web.caching import of_the_moment
from search_web.finder import explanations, finder, labels, qualifications, wanted_provider
from search_web.links import search_url
from search_web.profile import address, price_detail, profile

pages = Blueprint("pages", __name__)

EXAMPLES = (
    SearchRequest(q="remedial massage", near="Rosanna VIC"),
    SearchRequest(q="osteopath saturday", near="Heidelberg VIC"),
    SearchRequest(q="pregnancy massage", near="Brunswick VIC"),
)
"""Searches a newcomer can try."""
HOME_TERMS = 12
"""Therapies listed on the home page."""


@pages.app_context_processor
def _common() -> dict[str, object]:
    return {
        "asked": SearchRequest(),
        "address": address,
        "price_detail": price_detail,
        "search_url": search_url,
        "therapy_options": lambda: _options(tuple(sorted(labels("service").values()))),
    }


@lru_cache(maxsize=8)
def _options(therapies: tuple[str, ...]) -> Markup:
    """What the search box offers without a script: every page has it, so it is written once."""
    return Markup().join(Markup('<option value="{}">').format(label) for label in therapies)


def _now() -> datetime:
    now: datetime = current_app.config["CLOCK"]()
    return now


@pages.get("/")
def home() -> ResponseReturnValue:
    """The search, three examples, and what there is to find."""
    everything = finder().search(SearchRequest(per_page=1))
    return render_template(
        "home.html",
        examples=[(example, search_url(example)) for example in EXAMPLES],
        coverage=finder().coverage(),
        popular=everything.facets.services[:HOME_TERMS],
        suburbs=everything.facets.suburbs[:HOME_TERMS],
    )


@pages.get("/search")
def search() -> ResponseReturnValue:
    """What was found, and every way to narrow or widen it."""
    wanted = asked.read_request(request.args)
    answer = finder().search(wanted)
    if answer.understood.open and answer.understood.open.is_now:
        of_the_moment()
    shown = cards.shown(answer, _now(), get_template_attribute("card.html", "body"))
    return render_template(
        "results.html",
        asked=wanted,
        answer=answer,
        heading=asked.heading(wanted, answer.understood),
        understood=understanding.parts(wanted, answer),
        mended=understanding.mended(wanted, answer.understood),
        warnings=understanding.warnings(answer),
        facets=narrowing.facets(wanted, answer),
        sorts=narrowing.sorts(wanted, answer),
        kept=narrowing.kept,
        turns=results.turns(wanted, answer),
        cards=shown,
        parts=results.parts(wanted, answer, shown),
        words_only=results.WORDS_ONLY,
        next_steps=[] if shown else results.next_steps(wanted, answer),
        shown=results.summary(answer),
        api_url=search_url(wanted, path="/api/v1/search", view="list")
        if asked.unreadable(wanted, answer.understood) is None
        else None,
        landing_page=landing.page_of(wanted, answer.understood),
        tiles=current_app.config["TILES"],
    )


@pages.get("/provider/<provider_id>")
def provider(provider_id: str) -> ResponseReturnValue:
    """Everything known of one provider, each fact with its evidence."""
    found = wanted_provider(provider_id)
    if found.id != provider_id:
        return redirect(url_for("pages.provider", provider_id=found.id), 301)
    url = url_for("pages.provider", provider_id=found.id, _external=True)
    return render_template(
        "provider.html",
        provider=found,
        profile=profile(found, explanations(), qualifications(), _now()),
        similar=similar.near(found, _now()),
        url=url,
        data=structured.provider_page(found, url, _now()),
    )


@pages.get("/about")
def about() -> ResponseReturnValue:
    """How the site works, what it covers, and how to be removed."""
    return render_template(
        "about.html",
        coverage=finder().coverage(),
        contact=current_app.config["CONTACT"],
    )


@pages.get("/healthz")
def health() -> ResponseReturnValue:
    """200 when searches can be answered, 503 when there is no index."""
    try:
        coverage = finder().coverage()
    except IndexProblem:
        return {"status": "index_missing"}, 503
    return {"status": "ok", "providers": coverage.providers, "generation": coverage.generation}


@pages.get("/robots.txt")
def robots() -> ResponseReturnValue:
    """Search engines may read the pages; of the endless searches only plain ones: what and where.

    Those name the landing page that says the same as the one to list, or ask not to be listed.
    """
    rules = (
        "User-agent: *",
        "Disallow: /search",
        "Allow: /search?q=*&near=*",
        "Disallow: /search?q=*&near=*&",
        "Disallow: /compare",
        "Disallow: /take",
        "Disallow: /api/",
        "Disallow: /desk",
        "",
    )
    where = f"Sitemap: {url_for('sitemap.index', _external=True)}\n"
    return Response("\n".join((*rules, where)), mimetype="text/plain")


@pages.get("/favicon.ico")
def favicon() -> ResponseReturnValue:
    """Where browsers look for an icon unasked."""
    return redirect(url_for("static", filename="favicon.svg"), 301)
