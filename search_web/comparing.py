"""Up to four providers side by side. The address is all there is to it: `/compare?id=...&id=...`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from flask import Blueprint, current_app, render_template, request
from flask.typing import ResponseReturnValue

from indexer.model import Evidence, Provider
from search_web import cards, hours, similar, words
from search_web.finder import finder
from search_web.narrowing import Choice
from search_web.profile import address, price_detail

comparing = Blueprint("comparing", __name__)

MOST = 4
"""More columns cannot be read side by side."""
EACH_MOST = 12
"""Facts of one kind in a cell; the provider's page has them all."""


@dataclass(frozen=True, slots=True)
class Said:
    """One thing a provider states, with its evidence."""

    label: str
    evidence: tuple[Evidence, ...] = ()


Cell = Sequence[Said]


@comparing.get("/compare")
def compare() -> ResponseReturnValue:
    """Those whose ids the address gives, unknown ones left out and said."""
    wanted = list(dict.fromkeys(id_[:100] for id_ in request.args.getlist("id") if id_))
    known = [one for id_ in wanted[:MOST] if (one := finder().provider(id_)) is not None]
    found = list({one.id: one for one in known}.values())
    now: datetime = current_app.config["CLOCK"]()
    ids = [one.id for one in found]
    return render_template(
        "compare.html",
        providers=found,
        rows=[(title, [cell(one, now)[:EACH_MOST] for one in found]) for title, cell in ROWS],
        without=[compare_url([id_ for id_ in ids if id_ != one]) for one in ids],
        more=_more(found, now),
        missing=len(wanted) - len(found),
        most=MOST,
    )


def _more(found: Sequence[Provider], now: datetime) -> list[Choice]:
    """Providers near the first one that can be put beside it."""
    if not found or len(found) >= MOST:
        return []
    ids = [one.id for one in found]
    others = (card.provider for card in similar.near(found[0], now))
    return [Choice(one.name, compare_url([*ids, one.id])) for one in others if one.id not in ids]


def compare_url(ids: Sequence[str]) -> str:
    """The address that shows these side by side."""
    return f"/compare?{urlencode([('id', one) for one in ids])}" if ids else "/compare"


def _place(one: Provider, _: datetime) -> Cell:
    places = [
        Said(address(place), one.evidence.get(f"location:{number}", ()))
        for number, place in enumerate(one.locations)
    ]
    travels = [Said(f"Travels to {words.listing(one.service_areas[:6])}")] if one.service_areas else []
    return [*places, *travels]


def _week(one: Provider, now: datetime) -> Cell:
    days = hours.week(one.hours.osm, next(iter(one.locations), None), now)
    said = hours.notes(one.hours.osm) or one.hours.note or ""
    times = [
        Said(f"{day.name[:3]} {day.said}", one.hours.evidence if not at else ())
        for at, day in enumerate(days)
    ]
    return times or ([Said(said, one.hours.evidence)] if said else [])


def _prices(one: Provider, _: datetime) -> Cell:
    best = cards.hour_price(one.prices, ())
    ordered = sorted(one.prices, key=lambda price: (price is not best, price.minutes or 0, price.amount))
    return [
        Said(
            " ".join(
                filter(None, (price.label, price_detail(price), words.money(price.amount, price.currency)))
            ),
            price.evidence,
        )
        for price in ordered
    ]


def _stated(kind: str) -> Callable[[Provider, datetime], Cell]:
    def cell(one: Provider, _: datetime) -> Cell:
        terms = [term for term in getattr(one, kind) if term.status == "stated"]
        return [Said(term.label, term.evidence) for term in {term.id: term for term in terms}.values()]

    return cell


def _people(one: Provider, _: datetime) -> Cell:
    return [
        Said(", ".join(filter(None, (person.name, person.role))), person.evidence)
        for person in one.practitioners
    ]


ROWS: Sequence[tuple[str, Callable[[Provider, datetime], Cell]]] = (
    ("Place", _place),
    ("Hours stated", _week),
    ("Prices stated", _prices),
    ("Therapies stated", _stated("services")),
    ("Qualifications and memberships stated", _stated("credentials")),
    ("People named", _people),
    ("Also stated", _stated("features")),
    ("Mentioned", _stated("conditions")),
)
"""What is compared, in the order in which people ask."""


@comparing.get("/shortlist")
def shortlist() -> ResponseReturnValue:
    """The page that shows what the reader's own browser keeps; this site never learns of it."""
    return render_template("shortlist.html")
