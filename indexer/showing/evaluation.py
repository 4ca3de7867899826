"""How right the facts are: providers compared with labels made by hand, as precision, recall and F1 a field.

All that was found on a labelled site counts together. What labels call optional counts neither way.
"""

import csv
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import opening_hours

from indexer.building.opening import only_comment
from indexer.errors import LabelsBroken
from indexer.model import Credential, Location, Provider, StatedTerm

Labels = Mapping[str, Any]

FIELDS: Final = (
    "found name phones emails booking locations streets services conditions credentials features hours "
    "prices practitioners"
).split()
NAME_LIKENESS: Final = 0.9
PERSON_LIKENESS: Final = 0.88
STREET_LIKENESS: Final = 0.85
"""Likeness (difflib's ratio) from which two writings are the same: streets are shortened most."""
UNLABELLED: Final = frozenset(
    """
    weekend after-hours new-clients female-practitioner male-practitioner massage herbal-compress
    energy-healing body-treatments laser-therapy ultrasound-therapy electrotherapy chinese-herbal-medicine
    moxibustion ear-candling personal-training yoga nutrition muscle-spasm muscle-pain neurological depression
    cancer-care sinus bursitis allergies fertility private-insurance acc by-appointment-only degree-other
    diploma-other
    """.split()
)
"""Ids that labels leave out: they follow from other facts, or were named after the labelling."""
_MONDAY: Final = datetime(2026, 11, 16)  # noqa: DTZ001 - a week without public holidays, in local time
_DAYS: Final = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
SMALL_HOURS: Final = timedelta(hours=6)
"""Who closes that soon after midnight is open late, not early."""
_TITLES = re.compile(r"\b(?:the|pty|ltd|limited|inc|llc|dr|mr|mrs|ms|miss)\b")


@dataclass(frozen=True, slots=True)
class Miss:
    """What was wrong and what was missing in one field of one site."""

    site: str
    field: str
    wrong: tuple[str, ...]
    missed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """One field over all sites."""

    field: str
    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Share of what is stated that was found."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass
class Evaluation:
    """The comparison of many sites."""

    sites: int = 0
    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    misses: list[Miss] = field(default_factory=list)

    def add(self, site: str, labels: Labels, found: Sequence[Provider]) -> None:
        """Count what was found on a site against its labels."""
        self.sites += 1
        wanted = bool(labels.get("in_scope", True))
        self._sets(site, "found", {"provider"} if wanted else set(), {"provider"} if found else set())
        if wanted and found:
            for name, (gold, have, optional) in _compared_as_sets(labels, found).items():
                self._sets(site, name, gold, have, optional)
            for name, (listed, read, same) in _compared_one_by_one(labels, found).items():
                self._one_by_one(site, name, listed, read, same)

    def scores(self) -> tuple[Score, ...]:
        """The fields that anything was labelled or found in."""
        rows = (Score(name, self.right[name], self.wrong[name], self.missed[name]) for name in FIELDS)
        return tuple(row for row in rows if row.right + row.wrong + row.missed)

    def mean(self) -> float:
        """Mean F1 of the fields."""
        scores = self.scores()
        return sum(score.f1 for score in scores) / len(scores) if scores else 0.0

    def _sets(
        self, site: str, name: str, gold: set[Any], found: set[Any], optional: Iterable[Any] = ()
    ) -> None:
        self._count(site, name, len(gold & found), found - gold - set(optional), gold - found)

    def _one_by_one(
        self,
        site: str,
        name: str,
        gold: Sequence[Any],
        found: Sequence[Any],
        same: Callable[[Any, Any], bool],
    ) -> None:
        left, wrong = list(gold), []
        for item in found:
            match = next((one for one in left if same(one, item)), None)
            if match is None:
                wrong.append(item)
            else:
                left.remove(match)
        self._count(site, name, len(gold) - len(left), wrong, left)

    def _count(self, site: str, name: str, right: int, wrong: Iterable[Any], missed: Iterable[Any]) -> None:
        mistaken, lacking = sorted(map(_shown, wrong)), sorted(map(_shown, missed))
        self.right[name] += right
        self.wrong[name] += len(mistaken)
        self.missed[name] += len(lacking)
        if mistaken or lacking:
            self.misses.append(Miss(site, name, tuple(mistaken), tuple(lacking)))


def read_labels(folder: Path, hosts: Path | None = None) -> Iterator[tuple[str, str, Labels]]:
    """Each labelled site: its label's name, its host, its labels. Raises `LabelsBroken`.

    `hosts` is a table with the columns `folder` (the label's name) and `host`, `hosts.tsv` in the folder
    unless given; a label without a row is left out.
    """
    table = hosts or folder / "hosts.tsv"
    try:
        with table.open(encoding="utf-8", newline="") as file:
            rows = [(row["folder"], row["host"]) for row in csv.DictReader(file, delimiter="\t")]
    except OSError as error:
        raise LabelsBroken(f"cannot read {table}: {error.strerror}; name the table with --hosts") from error
    except (KeyError, UnicodeDecodeError, csv.Error) as error:
        raise LabelsBroken(f"{table} is no table with the columns folder and host ({error!r})") from error
    for name, host in rows:
        path = folder / f"{name}.json"
        if path.exists():
            yield name, host, _labels(path)


def by_host(providers: Iterable[Provider]) -> Mapping[str, list[Provider]]:
    """Host -> the providers whose web site or sources lie there."""
    found: dict[str, list[Provider]] = defaultdict(list)
    for provider in providers:
        urls = [provider.website or "", *(source.url for source in provider.sources)]
        for host in sorted({host_of(url) for url in urls} - {""}):
            found[host].append(provider)
    return found


def host_of(url: str) -> str:
    """Lower-case host without `www.`."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def week(osm: str) -> set[tuple[str, str, str]]:
    """A week of an `opening_hours` value as (day, opens, closes); one odd row for an unreadable value."""
    if not opening_hours.validate(osm):
        return {("unreadable", osm, "")}
    rows = set()
    spans = opening_hours.OpeningHours(osm).intervals(_MONDAY, _MONDAY + timedelta(days=7))
    for start, end, state, _ in spans:
        opens, closes = start.replace(tzinfo=None), end.replace(tzinfo=None)
        while state == opening_hours.State.OPEN and opens < closes:
            midnight = datetime.combine(opens.date() + timedelta(days=1), time())
            stop = closes if closes - midnight <= SMALL_HOURS else midnight
            shown = "24:00" if stop == midnight else f"{stop:%H:%M}"
            rows.add((_DAYS[opens.weekday()], f"{opens:%H:%M}", shown))
            opens = stop
    return rows


_Sets = dict[str, tuple[set[Any], set[Any], Iterable[Any]]]
_Lists = dict[str, tuple[Sequence[Any], Sequence[Any], Callable[[Any, Any], bool]]]


def _compared_as_sets(labels: Labels, found: Sequence[Provider]) -> _Sets:
    names = labels.get("names") or []
    named = any(_alike(name, one.name, NAME_LIKENESS) for name in names for one in found)
    hours = (one.hours.osm for one in found if one.hours.osm and only_comment(one.hours.osm) is None)
    compared: _Sets = {
        "name": ({"name"}, {"name"} if named else {f"{[one.name for one in found][:3]}"}, ()),
        "phones": (
            set(map(_digits, labels.get("phones", ()))),
            {_digits(phone) for one in found for phone in one.phones},
            (),
        ),
        "emails": (
            {mail.lower() for mail in labels.get("emails", ())},
            {mail.lower() for one in found for mail in one.emails},
            (),
        ),
        "booking": (
            set(map(host_of, labels.get("booking_urls", ()))),
            {host_of(url) for one in found for url in one.booking_urls},
            (),
        ),
        "hours": (
            {
                (row["day"], row["opens"], row["closes"].replace("00:00", "24:00"))
                for row in labels.get("hours", ())
            },
            {row for osm in hours for row in week(osm)},
            (),
        ),
        "prices": (
            {(row.get("minutes"), float(row.get("amount") or 0)) for row in labels.get("prices", ())},
            {(price.minutes, price.amount) for one in found for price in one.prices},
            (),
        ),
    }
    for name, yes in (("services", "offered"), ("conditions", "stated"), ("features", "yes")):
        group = labels.get(name) or {}
        terms = (term for one in found for term in getattr(one, name))
        gold = set(group.get(yes, ())) - UNLABELLED
        compared[name] = (gold, _stated(terms), group.get("optional", ()))
    held = labels.get("credentials") or {}
    compared["credentials"] = (
        {one["id"] for one in held.get("stated", ())} - UNLABELLED,
        _stated(term for one in found for term in one.credentials),
        held.get("optional", ()),
    )
    return compared


def _compared_one_by_one(labels: Labels, found: Sequence[Provider]) -> _Lists:
    wanted = labels.get("locations") or []
    places = list(
        {
            (_plain(place.street), _plain(place.suburb), place.postcode): place
            for one in reversed(found)
            for place in reversed(one.locations)
        }.values()
    )[::-1]
    return {
        "locations": (wanted, places, _is_same_place),
        "streets": (
            [place["street"] for place in wanted if place.get("street")],
            [place.street for place in places if place.street],
            lambda gold, have: _alike(gold, have, STREET_LIKENESS),
        ),
        "practitioners": (
            [person["name"] for person in labels.get("practitioners", ())],
            sorted({person.name for one in found for person in one.practitioners}),
            lambda gold, have: _alike(gold, have, PERSON_LIKENESS),
        ),
    }


def _labels(path: Path) -> Labels:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise LabelsBroken(f"{path}: {error}") from error
    if not isinstance(found, dict):
        raise LabelsBroken(f"{path}: not a JSON object")
    return found


def _stated(terms: Iterable[StatedTerm | Credential]) -> set[str]:
    return {term.id for term in terms if term.status == "stated"} - UNLABELLED


def _is_same_place(label: Mapping[str, Any], place: Location) -> bool:
    wanted, found = _postcode(label.get("postcode")), _postcode(place.postcode)
    if wanted and found:
        return wanted == found
    return _plain(label.get("suburb")) == _plain(place.suburb)


def _postcode(text: str | None) -> str:
    return "".join((text or "").split()).upper()


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _plain(text: str | None) -> str:
    """How names are compared: small letters, no marks, none of the words of companies and titles."""
    words = re.sub(r"[^\w\s]", " ", (text or "").casefold().replace("&", " and ").replace("’", "'"))
    return " ".join(_TITLES.sub(" ", words).split())


def _alike(one: str, other: str, least: float) -> bool:
    one, other = _plain(one), _plain(other)
    if not one or not other:
        return False
    return one == other or SequenceMatcher(None, one, other).ratio() >= least


def _shown(item: object) -> str:
    if isinstance(item, Location):
        return ", ".join(part for part in (item.street, item.suburb, item.state, item.postcode) if part)
    if isinstance(item, Mapping):
        return ", ".join(str(item[key]) for key in ("street", "suburb", "state", "postcode") if item.get(key))
    return str(item)
