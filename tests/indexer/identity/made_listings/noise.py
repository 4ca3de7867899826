"""How a source writes down what it was told: short forms, slips, gaps, digits misread, pins in the wrong place."""

import random
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tests.indexer.identity.made_listings.sightings import Sighting, is_platform
from tests.indexer.identity.made_listings.words import NICKNAMES, SHORT_FORMS
from tests.indexer.identity.made_listings.world import CALL_CENTRES, Person, Site, World, slug

NOW = datetime(2026, 11, 25, 0, 0)  # noqa: DTZ001 - written out with a Z below
Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Habits:
    """How likely a source is to fill each field, and to get one wrong. All are shares of its listings."""

    fill: dict[str, float]
    name_slip: float
    street_slip: float
    digit_slip: float
    other_suburb: float
    call_centre: float = 0.0
    bad_pin: float = 0.0
    exact_pin: float = 0.0


HABITS: dict[str, Habits] = {
    "osm": Habits(
        {
            "street": 0.85,
            "suburb": 0.75,
            "state": 0.3,
            "postcode": 0.75,
            "phones": 0.68,
            "website": 0.62,
            "emails": 0.12,
            "people": 0.0,
            "pin": 1.0,
            "services": 0.3,
            "hours": 0.4,
        },
        name_slip=0.02,
        street_slip=0.01,
        digit_slip=0.01,
        other_suburb=0.02,
        exact_pin=1.0,
    ),
    "bodyfinder": Habits(
        {
            "street": 0.85,
            "suburb": 1.0,
            "state": 0.95,
            "postcode": 0.9,
            "phones": 0.92,
            "website": 0.5,
            "emails": 0.5,
            "people": 0.8,
            "pin": 0.6,
            "services": 0.9,
            "hours": 0.2,
        },
        name_slip=0.03,
        street_slip=0.03,
        digit_slip=0.03,
        other_suburb=0.03,
        bad_pin=0.08,
        exact_pin=0.4,
    ),
    "localhealth": Habits(
        {
            "street": 0.88,
            "suburb": 1.0,
            "state": 0.97,
            "postcode": 0.93,
            "phones": 0.95,
            "website": 0.6,
            "emails": 0.2,
            "people": 0.25,
            "pin": 0.8,
            "services": 0.6,
            "hours": 0.5,
        },
        name_slip=0.06,
        street_slip=0.06,
        digit_slip=0.05,
        other_suburb=0.05,
        call_centre=0.05,
        bad_pin=0.08,
        exact_pin=0.5,
    ),
    "sites": Habits(
        {
            "street": 0.88,
            "suburb": 0.97,
            "state": 0.85,
            "postcode": 0.85,
            "phones": 0.96,
            "website": 1.0,
            "emails": 0.8,
            "people": 0.85,
            "pin": 0.12,
            "services": 0.95,
            "hours": 0.6,
        },
        name_slip=0.005,
        street_slip=0.005,
        digit_slip=0.003,
        other_suburb=0.0,
        exact_pin=1.0,
    ),
}
TELLING = ("phones", "website", "street", "emails")
"""The fields by which a listing can be told from others; noise leaves at least two of those there were."""

MISREAD = {"0": "8", "1": "7", "3": "8", "5": "6", "6": "8", "7": "1", "8": "3", "9": "4", "2": "7", "4": "9"}
DEFAULT_PINS = {
    "NSW": (-33.8688, 151.2093),
    "VIC": (-37.8136, 144.9631),
    "QLD": (-27.4698, 153.0251),
    "SA": (-34.9285, 138.6007),
    "WA": (-31.9505, 115.8605),
    "TAS": (-42.8821, 147.3272),
    "NT": (-12.4634, 130.8456),
    "ACT": (-35.2809, 149.13),
}
"""Where a bad geocoder puts what it cannot find: the middle of the state's capital."""
COUNTRY_PIN = (-25.274398, 133.775136)


def write_down(world: World, sighting: Sighting, serial: int) -> dict[str, Any]:
    """The listing as the source publishes it."""
    rng, habits = world.rng, HABITS[sighting.source]
    sighting = _with_slips(world, sighting, habits)
    fields = _fields(rng, sighting, habits)
    for gap in _gaps(rng, fields, sighting, habits):
        fields.pop(gap, None)
    if "people" in fields:
        fields["practitioners"] = fields.pop("people")
    if "pin" in fields:
        fields["lat"], fields["lon"] = fields.pop("pin")
    seen = NOW - timedelta(days=sighting.age_days, seconds=rng.randint(0, 86_399))
    first = seen - timedelta(days=rng.randint(1, 900))
    return {
        "source": sighting.source,
        "source_id": _source_id(rng, sighting, serial),
        "fields": {key: value for key, value in fields.items() if value not in ("", [], None)},
        "first_seen": f"{first.isoformat()}Z",
        "last_seen": f"{seen.isoformat()}Z",
    }


def _with_slips(world: World, sighting: Sighting, habits: Habits) -> Sighting:
    """A neighbouring suburb's name on the same door, or a call centre's number for the provider's own."""
    rng, site = world.rng, sighting.site
    changes: dict[str, Any] = {}
    if rng.random() < habits.other_suburb and "suburb" not in sighting.keep:
        near = world.neighbour(
            (site.suburb, site.state, site.postcode, site.lat, site.lon), least_km=0.3, most_km=4
        )
        if near:
            postcode = near[2] if rng.random() < 0.5 else site.postcode
            changes["site"] = Site(site.street, near[0], site.state, postcode, site.lat, site.lon)
    if rng.random() < habits.call_centre and len(sighting.people) > 1 and "phones" not in sighting.keep:
        changes["phones"] = (rng.choice(CALL_CENTRES),)
        changes["keep"] = sighting.keep | {"street", "website"}
    if not changes:
        return sighting
    parts = {name: getattr(sighting, name) for name in Sighting.__dataclass_fields__}
    return Sighting(**(parts | changes))


def _fields(rng: random.Random, sighting: Sighting, habits: Habits) -> Fields:
    """Every field as the source would write it; `people` and `pin` get their listing's keys later."""
    site = sighting.site
    phones = [_phone(rng, _misread(rng, number, habits.digit_slip)) for number in sighting.phones]
    return {
        "name": _name(rng, sighting, habits),
        "website": _website(rng, sighting),
        "phones": phones,
        "emails": [sighting.email] if sighting.email else [],
        "street": _street(rng, site.street, habits),
        "suburb": _suburb(rng, site.suburb),
        "state": site.state,
        "postcode": site.postcode,
        "country": "AU",
        "pin": _pin(rng, site, habits),
        "services": list(sighting.services),
        "credentials": _credentials(rng, sighting),
        "people": _people(rng, sighting.people, "people" in sighting.keep),
        "hours": rng.choice(("Mo-Fr 09:00-17:00", "Mo-Sa 09:00-18:00", "Tu-Fr 10:00-19:00; Sa 09:00-13:00")),
        "description": sighting.description,
    }


def _gaps(rng: random.Random, fields: Fields, sighting: Sighting, habits: Habits) -> list[str]:
    """The fields that the source leaves out."""
    there = [name for name in TELLING if fields[name] not in ("", [], None)]
    needed = set(rng.sample(there, k=min(2, len(there)))) | sighting.keep
    if sighting.source == "osm":
        needed.discard("people")
    return [name for name, share in habits.fill.items() if name not in needed and rng.random() >= share]


def _source_id(rng: random.Random, sighting: Sighting, serial: int) -> str:
    if sighting.source == "osm":
        return f"{rng.choice(('node', 'node', 'way'))}/{9_000_000_000 + serial}"
    if sighting.source == "sites" and sighting.website:
        return f"{sighting.website.split('//')[1].removeprefix('www.').rstrip('/')}#{serial}"
    return f"{slug(sighting.source)[:2]}-{serial:07d}"


# names


def _name(rng: random.Random, sighting: Sighting, habits: Habits) -> str:
    """The name with the source's short forms, legal endings, capitals and slips."""
    name, suburb = sighting.name, sighting.site.suburb
    if rng.random() < 0.18:
        name = _shorten(rng, name)
    if rng.random() < 0.06 and sighting.source != "sites":
        first, last = sighting.people[0].name.split(" ", 1) if sighting.people else ("", "")
        name = (
            name.replace(first, NICKNAMES.get(first, first), 1)
            if name.startswith(f"{first} {last}")
            else name
        )
    if rng.random() < 0.08 and suburb not in name:
        name = rng.choice((f"{name} {suburb}", f"{name} - {suburb}", f"{name}, {suburb}"))
    if rng.random() < 0.05:
        name = rng.choice(
            (f"{name} Pty Ltd", f"The {name}".replace("The The", "The"), f"{name} & Associates")
        )
    if rng.random() < habits.name_slip:
        name = _slip(rng, name)
    if rng.random() < 0.04:
        name = name.upper()
    return name


def _people(rng: random.Random, people: tuple[Person, ...], whole: bool) -> list[str]:
    """Some or all of the practitioners, now and then by nickname or with a title."""
    chosen = list(people)
    if len(chosen) > 2 and not whole and rng.random() < 0.4:
        chosen = rng.sample(chosen, k=len(chosen) - 1)
    names = []
    for person in chosen:
        first = NICKNAMES.get(person.first, person.first) if rng.random() < 0.1 else person.first
        title = "Dr " if person.profession == "osteopath" and rng.random() < 0.3 else ""
        names.append(f"{title}{first} {person.last}")
    return names


def _credentials(rng: random.Random, sighting: Sighting) -> list[str]:
    """The registration numbers that the source gives: often a sole osteopath's, seldom a whole clinic's."""
    share = 0.4 if len(sighting.people) == 1 else 0.08
    numbers = [person.registration for person in sighting.people if person.registration]
    return [f"AHPRA {number}" for number in numbers] if numbers and rng.random() < share else []


def _shorten(rng: random.Random, words: str) -> str:
    """One of the words that have a short form, shortened."""
    parts = words.split(" ")
    places = [
        at for at, word in enumerate(parts) if word in SHORT_FORMS and word not in ("North", "South", "Point")
    ]
    if places:
        at = rng.choice(places)
        parts[at] = rng.choice(SHORT_FORMS[parts[at]])
    return " ".join(parts)


def _slip(rng: random.Random, words: str) -> str:
    """A letter dropped, doubled, or two swapped, inside a word."""
    places = [at for at in range(1, len(words) - 2) if words[at].isalpha() and words[at + 1].isalpha()]
    if not places:
        return words
    at = rng.choice(places)
    before, letter, following, after = words[:at], words[at], words[at + 1], words[at + 2 :]
    return before + rng.choice((following, letter * 2 + following, following + letter)) + after


# numbers, addresses, pins


def _misread(rng: random.Random, number: str, share: float) -> str:
    """Now and then one of the last four digits misread, or two of them swapped, as a scan or a tired hand does."""
    if rng.random() >= share:
        return number
    at = len(number) - rng.randint(1, 4)
    if rng.random() < 0.3 and at + 1 < len(number):
        return number[:at] + number[at + 1] + number[at] + number[at + 2 :]
    return number[:at] + MISREAD[number[at]] + number[at + 1 :]


def _phone(rng: random.Random, digits: str) -> str:
    """The number as people write it."""
    if digits.startswith("1300"):
        return rng.choice((f"1300 {digits[4:7]} {digits[7:]}", digits))
    if digits.startswith("04"):
        spaced = f"{digits[:4]} {digits[4:7]} {digits[7:]}"
        return rng.choice((spaced, spaced, digits, f"+61 {digits[1:4]} {digits[4:7]} {digits[7:]}"))
    area, first, last = digits[:2], digits[2:6], digits[6:]
    return rng.choice(
        (
            f"({area}) {first} {last}",
            f"{area} {first} {last}",
            digits,
            f"+61 {area[1]} {first} {last}",
            f"+61{digits[1:]}",
            f"{area}-{first}-{last}",
        )
    )


def _website(rng: random.Random, sighting: Sighting) -> str | None:
    """The address with or without www, https and the last slash; seldom a platform's front page."""
    url = sighting.website
    if url is None:
        return None
    if is_platform(url):
        return "https://www.facebook.com/" if rng.random() < 0.01 and "website" not in sighting.keep else url
    if rng.random() < 0.3:
        url = url.replace("https://", "http://")
    if rng.random() < 0.3:
        url = url.replace("://www.", "://") if "://www." in url else url.replace("://", "://www.")
    return url.rstrip("/") if rng.random() < 0.3 else url


def _street(rng: random.Random, street: str, habits: Habits) -> str:
    """The street with a short form, without its shop number, or with a slip."""
    if not street:
        return street
    if rng.random() < 0.45:
        street = _shorten(rng, street)
    if rng.random() < 0.3:
        street = re.sub(r"^.*(?:, |/)(?=\d)", "", street)
    return _slip(rng, street) if rng.random() < habits.street_slip else street


def _suburb(rng: random.Random, suburb: str) -> str:
    draw = rng.random()
    if draw < 0.04:
        return suburb.upper()
    if draw < 0.1:
        first, *rest = suburb.split(" ")
        return " ".join([SHORT_FORMS[first][0], *rest]) if rest and first in SHORT_FORMS else suburb
    return suburb


def _pin(rng: random.Random, site: Site, habits: Habits) -> tuple[float, float]:
    """The door, the suburb's middle or so, or nonsense: a capital's default pin, or the two numbers swapped."""
    if rng.random() < habits.bad_pin:
        default = COUNTRY_PIN if rng.random() < 0.2 else DEFAULT_PINS[site.state]
        return rng.choice((default, default, (site.lon, site.lat)))
    spread = 0.0002 if rng.random() < habits.exact_pin else 0.01
    return round(site.lat + rng.uniform(-spread, spread), 6), round(
        site.lon + rng.uniform(-spread, spread), 6
    )
