"""Landing pages: a therapy, a suburb, both, or a complaint, with the counts of the whole index.

What is listed comes from an ordinary search; how many there are, here and in the suburbs around, from the
index's census. A page that says no more than a provider's own page asks search engines to leave it out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, abort, current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from data.locality import Locality, gazetteer
from indexer.census import Census, locality_at, slug, slug_of
from indexer.search import Results, SearchRequest, Understood
from search_web import cards, structured, words
from search_web.cards import Card
from search_web.finder import finder, labels
from search_web.links import search_url
from search_web.narrowing import Choice

landing = Blueprint("landing", __name__)

LEAST = 2
"""Providers from which a page says more than their own pages do; with fewer it is not indexed."""
LISTED = 10
"""Providers listed; the search has the rest."""
NEIGHBOURS = 12
NEIGHBOURS_KM = 25.0
"""How far a neighbouring suburb may be: as far as people drive for a treatment."""
NEIGHBOURS_TRIED = 400
"""Nearest suburbs that are looked through for those with providers."""
TERMS_SHOWN = 30
PLACES_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Group:
    """A titled list of links, each with its count."""

    title: str
    choices: Sequence[Choice]


@dataclass(frozen=True, slots=True)
class Landing:
    """One landing page. `crumbs`: (name, address) from the home page to this one."""

    heading: str
    summary: str
    url: str
    count: int
    """Who counts for whether the page is worth indexing."""
    search: str
    """The search that lists everybody."""
    cards: Sequence[Card]
    total: int
    crumbs: Sequence[tuple[str, str]]
    groups: Sequence[Group]

    @property
    def indexed(self) -> bool:
        """Whether search engines may list it."""
        return self.count >= LEAST


@landing.get("/browse")
def browse() -> ResponseReturnValue:
    """Every therapy, complaint and state's suburbs there is a page for."""
    census = finder().census()
    groups = [
        Group("Therapies stated", _term_choices("service", census.services)),
        Group("Suburbs", _place_choices(census.places, most=10 * PLACES_SHOWN)),
        Group("Complaints mentioned", _term_choices("condition", census.conditions)),
    ]
    return render_template("browse.html", groups=[one for one in groups if one.choices])


@landing.get("/<therapy>")
def therapy(therapy: str) -> ResponseReturnValue:
    """Everybody who states a therapy, by suburb."""
    label = _label("service", therapy)
    census = finder().census()
    asked = SearchRequest(service=[therapy], per_page=LISTED)
    count = census.services.get(therapy, 0)
    return _page(
        asked,
        heading=label,
        summary=f"{words.count(count, 'provider states', 'providers state')} {words.lower_first(label)}.",
        url=url_for("landing.therapy", therapy=therapy, _external=True),
        count=count,
        groups=[
            Group("By suburb", _place_choices(census.service_places.get(therapy, {}), therapy)),
            _kinds_of(therapy, census),
        ],
        therapy=therapy,
    )


@landing.get("/<therapy>/<place>")
def therapy_in(therapy: str, place: str) -> ResponseReturnValue:
    """Who states a therapy in a suburb, and near it."""
    label, where = _label("service", therapy), _place(place)
    census = finder().census()
    here = census.service_places.get(therapy, {})
    asked = SearchRequest(service=[therapy], near=str(where), sort="distance", per_page=LISTED)
    said = f"{words.count(here.get(place, 0), 'provider', 'providers')} in {where.name}"
    return _page(
        asked,
        heading=f"{label} in {where}",
        summary=f"{said} {'states' if here.get(place) == 1 else 'state'} {words.lower_first(label)}",
        url=url_for("landing.therapy_in", therapy=therapy, place=place, _external=True),
        count=here.get(place, 0),
        groups=[
            Group(f"{label} in suburbs nearby", _neighbours(where, here, therapy)),
            Group(
                f"Also stated in {where.name}",
                [
                    one
                    for one in _therapies_at(census.place_services.get(place, {}), place)
                    if one.label != label
                ],
            ),
        ],
        therapy=therapy,
        where=where,
    )


@landing.get("/suburbs/<place>")
def suburb(place: str) -> ResponseReturnValue:
    """Who works in a suburb, and near it."""
    where = _place(place)
    census = finder().census()
    count = census.places.get(place, 0)
    return _page(
        SearchRequest(near=str(where), sort="distance", per_page=LISTED),
        heading=f"Osteopathy and massage in {where}",
        summary=f"{words.count(count, 'provider')} in {where.name}",
        url=url_for("landing.suburb", place=place, _external=True),
        count=count,
        groups=[
            Group(f"Stated in {where.name}", _therapies_at(census.place_services.get(place, {}), place)),
            Group("Suburbs nearby", _neighbours(where, census.places)),
        ],
        where=where,
    )


@landing.get("/conditions/<condition>")
def condition(condition: str) -> ResponseReturnValue:
    """Whose pages mention a complaint. A mention is not a promise."""
    label = _label("condition", condition)
    census = finder().census()
    count = census.conditions.get(condition, 0)
    places = census.condition_places.get(condition, {})
    return _page(
        SearchRequest(condition=[condition], per_page=LISTED),
        heading=f"Pages that mention {words.lower_first(label)}",
        summary=f"The pages of {words.count(count, 'provider')} mention {words.lower_first(label)}. "
        "A mention is not a promise of any result.",
        url=url_for("landing.condition", condition=condition, _external=True),
        count=count,
        groups=[
            Group(
                "By suburb",
                [
                    Choice(str(where), search_url(SearchRequest(condition=[condition], near=str(where))), n)
                    for where, n in _most(places, PLACES_SHOWN)
                ],
            )
        ],
    )


def page_of(asked: SearchRequest, understood: Understood) -> str | None:
    """The page of a therapy in a suburb, where that is all a search asks for and the page may be listed."""
    plain = set(asked.model_dump(exclude_defaults=True)) <= {"q", "near"}
    said = understood.model_copy(update={"services": (), "place": None, "corrections": ()})
    if not plain or said != Understood() or len(understood.services) != 1 or understood.place is None:
        return None
    place, (therapy,) = slug_of(understood.place.label), understood.services
    if finder().census().service_places.get(therapy, {}).get(place, 0) < LEAST:
        return None
    return url_for("landing.therapy_in", therapy=therapy, place=place, _external=True)


def _page(  # noqa: PLR0913 - what one page is made of, named
    asked: SearchRequest,
    *,
    heading: str,
    summary: str,
    url: str,
    count: int,
    groups: Sequence[Group],
    therapy: str = "",
    where: Locality | None = None,
) -> ResponseReturnValue:
    now: datetime = current_app.config["CLOCK"]()
    found = finder().search(asked)
    page = Landing(
        heading=heading,
        summary=summary + (_around(found) if where else ""),
        url=url,
        count=count,
        search=search_url(asked, per_page=20),
        cards=cards.cards(found, now),
        total=found.total,
        crumbs=[*_crumbs(therapy, where), (heading, url)],
        groups=[group for group in groups if group.choices],
    )
    listed = [
        (card.provider.name, url_for("pages.provider", provider_id=card.provider.id, _external=True))
        for card in page.cards
    ]
    return render_template(
        "landing.html",
        page=page,
        asked=asked.model_copy(update={"per_page": 20, "sort": "best"}),
        coverage=finder().coverage(),
        osteopathy="osteopath" in therapy,
        data=structured.list_page(heading, url, listed, page.crumbs),
    )


def _around(found: Results) -> str:
    place = found.understood.place
    radius = f"{place.radius_km:g}" if place else "10"
    return f"; {found.total:,} within {radius} km, counting those who travel there."


def _crumbs(therapy: str, where: Locality | None) -> list[tuple[str, str]]:
    crumbs = [("Home", url_for("pages.home", _external=True))]
    if therapy and where:
        crumbs.append(
            (labels("service")[therapy], url_for("landing.therapy", therapy=therapy, _external=True))
        )
    return crumbs


def _label(parameter: str, term_id: str) -> str:
    label = labels(parameter).get(term_id)
    if label is None:
        abort(404, "There is nothing at this address.")
    return label


def _place(text: str) -> Locality:
    where = locality_at(text)
    if where is None:
        abort(404, "No such suburb is known.")
    return where


def _term_choices(parameter: str, counts: Mapping[str, int]) -> list[Choice]:
    known = labels(parameter)
    ranked = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return [Choice(known[id_], _term_url(parameter, id_), count) for id_, count in ranked if id_ in known]


def _term_url(parameter: str, term_id: str) -> str:
    if parameter == "service":
        return url_for("landing.therapy", therapy=term_id)
    return url_for("landing.condition", condition=term_id)


def _kinds_of(therapy: str, census: Census) -> Group:
    """The narrower kinds of a therapy that are stated."""
    narrower = {term.id for term in finder().terms("therapies") if term.parent == therapy}
    counts = {id_: count for id_, count in census.services.items() if id_ in narrower}
    return Group("Kinds of it", _term_choices("service", counts))


def _most(counts: Mapping[str, int], most: int) -> Iterable[tuple[Locality, int]]:
    ranked = sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:most]
    return ((where, count) for place, count in ranked if (where := locality_at(place)))


def _place_choices(counts: Mapping[str, int], therapy: str = "", most: int = PLACES_SHOWN) -> list[Choice]:
    return [Choice(str(where), place_url(where, therapy), count) for where, count in _most(counts, most)]


def place_url(where: Locality, therapy: str = "") -> str:
    """The landing page of a suburb, or of a therapy in it."""
    if therapy:
        return url_for("landing.therapy_in", therapy=therapy, place=slug(where))
    return url_for("landing.suburb", place=slug(where))


def _neighbours(where: Locality, counts: Mapping[str, int], therapy: str = "") -> list[Choice]:
    """The nearest suburbs that have providers."""
    around = gazetteer().nearest(where.lat, where.lon, NEIGHBOURS_TRIED, NEIGHBOURS_KM)
    found = [one for one in around if counts.get(slug(one)) and one != where]
    return [Choice(str(one), place_url(one, therapy), counts[slug(one)]) for one in found[:NEIGHBOURS]]


def _therapies_at(counts: Mapping[str, int], place: str) -> list[Choice]:
    known = labels("service")
    ranked = sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:TERMS_SHOWN]
    return [
        Choice(known[id_], url_for("landing.therapy_in", therapy=id_, place=place), count)
        for id_, count in ranked
        if id_ in known
    ]
