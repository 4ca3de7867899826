"""What a person typed -> what they mean. Pure; any string gives an answer, never an error.

Read in this order, each reader taking its words: misspellings mended; what is not wanted; quoted phrases;
price and length; languages; place after a preposition; public holidays, days and times; therapies,
conditions, credentials and features; a place standing by itself; the rest is text.
"""

import math
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from rapidfuzz.distance import DamerauLevenshtein

from data.locality import Gazetteer, gazetteer
from data.term import Kind, vocabulary
from indexer.asking import when, where
from indexer.asking.asked import Asked
from indexer.asking.fillers import FILLERS
from indexer.asking.numbers import read_minutes, read_phone, read_price
from indexer.asking.possessives import readings
from indexer.asking.public_holidays import holiday_on, read_holiday
from indexer.asking.quoted import read_quoted
from indexer.asking.spelling import repaired, slips, vocabulary_words
from indexer.asking.tongues import read_languages
from indexer.asking.wishes import features_in
from indexer.asking.without import read_without
from indexer.engines.entry import speaks
from indexer.engines.protocol import Query
from indexer.matcher import TermMatch, fold, matcher
from indexer.search import Correction, Open, SearchRequest, Understood

KINDS: Final[dict[str, Kind]] = {
    "services": "therapies",
    "conditions": "conditions",
    "features": "features",
    "credentials": "credentials",
}
"""Field of `Understood` -> vocabulary. Of matches of one length the earlier kind wins."""
PARAMETERS: Final = {
    "services": "service",
    "conditions": "condition",
    "credentials": "credential",
    "features": "feature",
}

WIDER: Final = 1.25
"""How much further than the nearest a search goes that found nothing near: to give a choice."""
PERSON_ENDINGS: Final = ("ist", "path", "masseuse", "masseur", "physio", "osteo", "chiro", "practitioner")
"""How words for those who treat end, where a therapy's own words do not."""
HOLIDAY_HOURS: Final = "few state their hours on public holidays, so ask before you go"


def understand(
    request: SearchRequest,
    *,
    now: datetime | None = None,
    knows: Callable[[str], bool] | None = None,
    places: Gazetteer | None = None,
) -> tuple[Understood, tuple[str, ...]]:
    """What `request` asks for, and what a person should be told about the reading of it.

    `now` is for "today" and "open now". `knows` says of a folded word that it stands in the index, so that
    names are not mended into something else, and words that stand nowhere are named.
    """
    known = places or gazetteer()
    holds = knows or (lambda _: False)
    warnings: list[str] = []
    text, corrections = repaired(_clean(request.q), lambda word: holds(word) or bool(known.resolve(word)))
    asked = Asked(text)
    without_services, without_text = read_without(asked)
    phrases = read_quoted(asked)
    price, minutes = read_price(asked), read_minutes(asked)
    languages = read_languages(asked)
    radius_asked = request.radius_km or where.read_radius(asked)
    radius = radius_asked or where.RADIUS_KM
    near = _clean(request.near)
    phone = read_phone(asked)
    spot = where.read_near(near, radius, known) if near.strip() else None
    spot = spot or where.read_place(asked, radius, known)
    times = _Times(asked)
    terms = _Terms(asked)
    if spot.place is None and not near.strip():
        warnings += spot.warnings
        spot = where.read_loose_place(asked, radius, known)
        if spot.place is None:
            spot = where.read_misspelled_place(asked, radius, known, loose=_may_be_place(asked, holds))
    warnings += spot.warnings
    open_ = times.read(
        request.open_at, when.local(now or datetime.now(UTC), spot.state), spot.state, warnings
    )
    ids = {field: _with_parameters(request, field, terms.ids[field], warnings) for field in KINDS}
    mended = (*corrections, *terms.corrections, *spot.corrections)
    left = " ".join((*phone, *_rest(asked))) if Asked(text).words() else text.strip()
    warnings += _unread(left, knows)
    understood = Understood(
        text=left,
        place=spot.place and spot.place.model_copy(update={"radius_is_asked": radius_asked is not None}),
        open=open_,
        max_price=request.max_price or price,
        minutes=minutes,
        languages=languages,
        phrases=phrases,
        without_services=without_services,
        without_text=without_text,
        corrections=tuple(Correction.model_validate({"from": old, "to": new}) for old, new in mended),
        **ids,
    )
    return understood, tuple(warnings)


def query(request: SearchRequest, understood: Understood) -> Query:
    """The engine's query for a request as understood; ids that no vocabulary has are left out."""
    filters = {
        field: tuple(one for one in dict.fromkeys(getattr(request, name)) if one in vocabulary(KINDS[field]))
        for field, name in PARAMETERS.items()
    }
    filters |= {
        "suburbs": tuple(dict.fromkeys(request.suburb)),
        "open_days": tuple(dict.fromkeys(request.open_day)),
        "price_bands": tuple(dict.fromkeys(request.price_band)),
    }
    spoken = (speaks(language).lower() for language in understood.languages)
    return Query(
        understood=understood.model_copy(update={"phrases": (*understood.phrases, *spoken)}),
        filters={field: wanted for field, wanted in filters.items() if wanted},
        name_words=tuple(fold(_clean(request.q)).split()),
        sort=request.sort,
        page=request.page,
        per_page=request.per_page,
    )


class _Times:
    """Days, times and public holidays of a query, which mean something once the place's own time is known."""

    def __init__(self, asked: Asked) -> None:
        self._weekend = when.says_weekend(asked.left)
        self._holiday = read_holiday(asked)
        self._opening = when.read_open(asked)

    def read(
        self, open_at: str | None, moment: datetime, state: str | None, warnings: list[str]
    ) -> Open | None:
        """When it should be open; `open_at` before words. What a person should be told goes to `warnings`."""
        if open_at:
            at = when.parse_open_at(open_at, moment)
            if at is None:
                warnings.append(f"open_at “{open_at}” is neither `now` nor a time such as 2026-11-28T10:00")
            return at
        found = self._opening(moment)
        holiday = self._holiday(moment, state) if self._holiday else None
        if holiday:
            day, name = holiday
            found = (found or Open()).model_copy(update={"day": when.PUBLIC_HOLIDAY})
            warnings.append(f"{name} is {day:%A} {day.day} {day:%B}; {HOLIDAY_HOURS}")
        elif found and found.is_now and (name_today := holiday_on(moment.date(), state)):
            warnings.append(f"today is {name_today}; {HOLIDAY_HOURS}")
        if self._weekend and found is not None and found.day == "Sa":
            warnings.append(when.WEEKEND)
        return found


def widened(understood: Understood, nearest: tuple[str, float]) -> tuple[Understood, str]:
    """The search as far as the nearest that fits and a little further, and what to say of it.

    `nearest` is the suburb and distance (km) of the nearest. Only for a distance that nobody asked for.
    """
    place, (suburb, distance) = understood.place, nearest
    if place is None:
        raise ValueError("only a search round a place can be widened")
    radius = float(math.ceil(distance * WIDER))
    where = f", in {suburb}" if suburb else ""
    said = (
        f"nothing within {place.radius_km:g} km of {place.label}; the nearest is {distance:g} km away{where}"
    )
    return understood.model_copy(update={"place": place.model_copy(update={"radius_km": radius})}), said


@dataclass(frozen=True, slots=True)
class _Match:
    field: str
    found: TermMatch


class _Terms:
    """The vocabulary terms in a query; of overlapping ones the longest wins, then the earlier kind.

    A feature that stands in a therapy's own words is that therapy's affair ("mobile massage"). What the
    longest left over is read again: "ahpra" of "ahpra registered osteopath".
    """

    def __init__(self, asked: Asked) -> None:
        self.ids: dict[str, tuple[str, ...]] = dict.fromkeys(KINDS, ())
        self.corrections: list[tuple[str, str]] = []
        while asked.words() and (taken := _longest(asked.left)):
            for one in taken:
                if one.found.id not in self.ids[one.field]:
                    self.ids[one.field] += (one.found.id,)
                self.corrections += _correction(one)
                asked.take(one.found.start, one.found.end)


def _longest(text: str) -> list[_Match]:
    """The matches that no longer one overlaps, by their place."""
    order = list(KINDS)
    matches = [
        _Match(field, found)
        for reading in readings(text)
        for field, kind in KINDS.items()
        for found in map(reading.restored, matcher(kind, queries=True).find(reading.text))
    ]
    matches.sort(key=lambda one: (one.found.start - one.found.end, order.index(one.field), one.found.start))
    taken: list[_Match] = []
    for one in dict.fromkeys(matches):
        if any(_runs_into(other, one) for other in matches):
            continue
        if not any(_overlap(one.found, other.found) and not _may_share(one, other) for other in taken):
            taken.append(one)
    return sorted(taken, key=lambda one: (one.found.start, one.found.id))


def _overlap(one: TermMatch, other: TermMatch) -> bool:
    return one.start < other.end and other.start < one.end


def _runs_into(one: _Match, other: _Match) -> bool:
    """Whether a complaint ends in a therapy's words: "stiff neck massage" is massage for a stiff neck."""
    ours, theirs = one.found, other.found
    is_meant = one.field == "conditions" and other.field == "services"
    return is_meant and ours.start < theirs.start < ours.end < theirs.end


def _may_share(one: _Match, other: _Match) -> bool:
    """Whether two matches may lie on the same words.

    Twins of one kind are both meant; "female massage therapist" is a wish about the person and a therapy.
    """
    if {one.field, other.field} == {"services", "features"}:
        feature, service = (one, other) if one.field == "features" else (other, one)
        inside = service.found.start <= feature.found.start and feature.found.end <= service.found.end
        return not (inside and feature.found.id in features_in(service.found.id))
    if {one.field, other.field} == {"services", "credentials"}:
        # "insured massage therapist" is a person, whose therapy is asked for too; a diploma is none.
        credential, service = (one, other) if one.field == "credentials" else (other, one)
        ends_alike = credential.found.end == service.found.end
        return (
            ends_alike and credential.found.start < service.found.start and _is_person(service.found.surface)
        )
    same = (one.found.start, one.found.end, one.field) == (other.found.start, other.found.end, other.field)
    return same and one.found.id != other.found.id


def _is_person(surface: str) -> bool:
    return fold(surface).removesuffix("s").endswith(PERSON_ENDINGS)


def _correction(one: _Match) -> list[tuple[str, str]]:
    """For misspelled words, the words of the nearest right spelling that differ."""
    if one.found.kind_of_surface != "misspelling":
        return []
    term = vocabulary(KINDS[one.field]).get(one.found.id)
    wrong = fold(one.found.surface).split()
    right = [
        words
        for surface in (term.surfaces if term else ())
        if len(words := fold(surface).split()) == len(wrong)
    ]
    pairs = min(
        ([(old, new) for old, new in zip(wrong, words, strict=True) if old != new] for words in right),
        key=lambda differing: (len(differing), [_difference(old, new) for old, new in differing]),
        default=[(fold(one.found.surface), fold(term.label) if term else one.found.id)],
    )
    return [(old, new) for old, new in pairs]


def _difference(old: str, new: str) -> int:
    return DamerauLevenshtein.distance(old, new)


def _clean(text: str) -> str:
    """Full-width letters and the like as plain ones; no control characters: no taken part can be typed."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(char if char.isprintable() else " " for char in plain)


def _unread(left: str, knows: Callable[[str], bool] | None) -> Iterator[str]:
    """Postcodes that there are not, and words that stand nowhere."""
    words = [word.text for word in Asked(left).words()]
    if left and not words:
        yield f"“{left}” has no words to search for"
    for number in (word for word in words if where.is_postcode(word)):
        yield f"no postcode {number} known"
    nowhere = [word for word in words if knows and not where.is_postcode(word) and not knows(fold(word))]
    if nowhere:
        named = ", ".join(f"“{word}”" for word in nowhere)
        yield f"{named} {'stands' if len(nowhere) == 1 else 'stand'} nowhere in the index"


def _may_be_place(asked: Asked, knows: Callable[[str], bool]) -> bool:
    """Whether the last word left could be a misspelled suburb: long, and no word of ours or of the index."""
    words = asked.words()
    last = fold(words[-1].text) if words else ""
    return bool(slips(last)) and last not in FILLERS and last not in vocabulary_words() and not knows(last)


def _with_parameters(
    request: SearchRequest, field: str, ids: tuple[str, ...], warnings: list[str]
) -> tuple[str, ...]:
    given = dict.fromkeys(getattr(request, PARAMETERS[field]))
    unknown = [one for one in given if one not in vocabulary(KINDS[field])]
    warnings += (f"{PARAMETERS[field]} “{one}” is not known and was left out" for one in unknown)
    return tuple(dict.fromkeys((*ids, *(one for one in given if one not in unknown))))


def _rest(asked: Asked) -> list[str]:
    return [word.text for word in asked.words() if fold(word.text) not in FILLERS]
