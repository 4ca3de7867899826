#!/usr/bin/env python3
"""Write the pages of the sample web's directory from one YAML file.

    python scripts/make_sample_directory.py [--to FOLDER]

Reads data/sample_web_directory.yaml and the templates in scripts/sample_directory/; writes index, suburb,
practitioner pages and the sitemap into FOLDER (default data/sample_web/findabodyworker.example). The same
input gives the same bytes. robots.txt, style.css and admin/ there are written by hand.
"""

import argparse
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, FileSystemLoader

DATA = Path(__file__).resolve().parent.parent / "data"
HOST = "findabodyworker.example"
CARDS_A_PAGE = 5
TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "sample_directory"),
    autoescape=True,
    keep_trailing_newline=True,
)
TEMPLATES.filters["dialled"] = lambda phone: re.sub(r"\D", "", phone)


@dataclass(frozen=True)
class Suburb:
    """A suburb with a page."""

    key: str
    name: str
    state: str
    postcode: str
    near: tuple[str, ...]

    @property
    def path(self) -> str:
        """Address of its first page."""
        return f"/find/{self.state.lower()}/{self.key}-{self.postcode}"


@dataclass(frozen=True)
class Card:
    """A member's listing."""

    id: int
    name: str
    suburb: Suburb
    street: str
    phones: tuple[str, ...]
    email: str
    website: str
    people: tuple[tuple[str, str], ...]
    services: tuple[str, ...]
    credentials: tuple[str, ...]
    hours: str
    about: str
    json_ld: bool


def read(path: Path) -> tuple[dict[str, Suburb], list[Card]]:
    """Suburbs by key, and the listings in order."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    suburbs = {
        key: Suburb(key, item["name"], item["state"], item["postcode"], tuple(item["near"]))
        for key, item in data["suburbs"].items()
    }
    return suburbs, [_card(item, suburbs) for item in data["listings"]]


def _card(item: Mapping[str, Any], suburbs: Mapping[str, Suburb]) -> Card:
    people = (person.split(" - ", 1) for person in item["people"])
    return Card(
        id=item["id"],
        name=item["name"],
        suburb=suburbs[item["at"]],
        street=item.get("street", ""),
        phones=tuple(item["phones"]),
        email=item.get("email", ""),
        website=item.get("website", ""),
        people=tuple((name, role) for name, role in people),
        services=tuple(item["services"]),
        credentials=tuple(item["credentials"]),
        hours=item["hours"],
        about=item["about"],
        json_ld=item.get("style") == "json-ld",
    )


def pages(suburbs: Mapping[str, Suburb], cards: Sequence[Card]) -> Iterator[tuple[str, str]]:
    """Every file of the directory: its name in the host's folder, and its text."""
    yield (
        "index.html",
        _page("Massage and osteopathy", "home.html", suburbs=suburbs.values(), count=len(cards)),
    )
    yield "about.html", _page("About the Guild", "about.html")
    paths = ["/", "/about"]
    for suburb in suburbs.values():
        shown = _shown(suburb, suburbs, cards)
        paths.append(suburb.path)
        yield from _suburb_pages(suburb, shown)
    for card in cards:
        others = [o for o in _shown(card.suburb, suburbs, cards) if o.id != card.id][:4]
        paths.append(f"/practitioner/{card.id}")
        json_ld = _json_ld(card) if card.json_ld else ""
        yield (
            f"practitioner/{card.id}.html",
            _page(card.name, "detail.html", json_ld, card=card, others=others),
        )
    yield "sitemap.xml", _sitemap(paths)


def _shown(suburb: Suburb, suburbs: Mapping[str, Suburb], cards: Sequence[Card]) -> list[Card]:
    return [card for key in (suburb.key, *suburb.near) for card in cards if card.suburb is suburbs[key]]


def _suburb_pages(suburb: Suburb, shown: Sequence[Card]) -> Iterator[tuple[str, str]]:
    count = max(1, -(-len(shown) // CARDS_A_PAGE))
    for page in range(1, count + 1):
        name = f"{suburb.path.lstrip('/')}{f'__page={page}' if page > 1 else ''}.html"
        cards = shown[(page - 1) * CARDS_A_PAGE : page * CARDS_A_PAGE]
        title = f"{suburb.name} {suburb.postcode}"
        yield (
            name,
            _page(title, "suburb.html", suburb=suburb, cards=cards, page=page, pages=count, total=len(shown)),
        )


def _json_ld(card: Card) -> str:
    address = {
        "@type": "PostalAddress",
        "streetAddress": card.street,
        "addressLocality": card.suburb.name,
        "addressRegion": card.suburb.state,
        "postalCode": card.suburb.postcode,
        "addressCountry": "AU",
    }
    item = {
        "@context": "https://schema.org",
        "@type": "HealthAndBeautyBusiness",
        "name": card.name,
        "url": card.website or f"http://{HOST}/practitioner/{card.id}",
        "telephone": card.phones[0],
        "address": address,
        "employee": [{"@type": "Person", "name": name, "jobTitle": role} for name, role in card.people],
    }
    return json.dumps(item, ensure_ascii=False).replace("<", "\\u003c")


def _page(title: str, template: str, json_ld: str = "", **values: object) -> str:
    return TEMPLATES.get_template(template).render(title=title, json_ld=json_ld, **values)


def _sitemap(paths: Sequence[str]) -> str:
    rows = "".join(f"<url><loc>http://{HOST}{path}</loc></url>\n" for path in paths)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</urlset>\n'
    )


def write(folder: Path) -> int:
    """Write every page into a folder; returns how many."""
    count = 0
    for name, text in pages(*read(DATA / "sample_web_directory.yaml")):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
        count += 1
    return count


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--to", type=Path, default=DATA / "sample_web" / HOST, metavar="FOLDER")
    print(write(parser.parse_args().to), "files written")
