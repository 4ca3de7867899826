"""How two listings are compared: the levels of each field, and what keeps two listings apart for sure."""

from collections.abc import Iterable, Iterator
from itertools import product

from data.locality import distance_km
from indexer.identity import blocking, names, people, weights
from indexer.identity.comparison import Crowd, Field, Scheme
from indexer.identity.doors import is_same
from indexer.identity.phones import is_mobile, is_shared, is_slip
from indexer.identity.record import Record, Spot
from indexer.identity.web import is_platform

NAME_LEVELS = ("same", "alike", "part", "generic", "generic other", "other")
"""Best first."""
OTHER_NAMES = frozenset({"part", "generic other", "other", "other person", "person and firm"})


def _number(one: Record, other: Record, crowd: Crowd) -> str:
    if not one.numbers or not other.numbers:
        return "absent"
    if not one.numbers & other.numbers:
        return "other"
    return "works there" if _name(one, other, crowd) in OTHER_NAMES | {"works there"} else "same"


def _site(one: Record, other: Record, crowd: Crowd) -> str:
    if one.pages & other.pages and len(one.spots) == len(other.spots) == 1:
        return "page"
    if shared := one.sites & other.sites:
        if _is_guest(one, other):
            return "many"
        return ("one", "few", "many")[min(crowd(f"site {site}") for site in shared)]
    if not (one.emails & other.emails):
        shared = one.sites & other.domains | one.domains & other.sites | one.domains & other.domains
        if any(crowd(f"site {site}") < 2 for site in shared):
            return "domain"
    ours, theirs = (_own_hosts(record, crowd) for record in (one, other))
    return "other" if ours and theirs else "absent"


def _own_hosts(record: Record, crowd: Crowd) -> list[str]:
    """Sites of which a second one is odd: not a platform's page, not a mail provider's domain."""
    return [one for one in record.sites if not is_platform(one.split("/")[0]) and crowd(f"site {one}") < 2]


def _has_own_page(record: Record) -> bool:
    """Whether the page it names within a site is called after it: the site then belongs to more people."""
    called = [name.own for name in record.names if len(name.own) > 1]
    called += [(owner.family,) for owner in record.owners if owner.family]
    paths = [page.partition("/")[2] for page in record.pages]
    return any(all(word in path for word in words) for path in paths for words in called)


def _is_guest(one: Record, other: Record) -> bool:
    """Whether one is a page on the other's site: reception's phone and e-mail are then shared as well."""
    return bool(one.sites & other.sites) and _has_own_page(one) is not _has_own_page(other)


def _phone(one: Record, other: Record, crowd: Crowd) -> str:
    if not one.phones or not other.phones:
        return "absent"
    if shared := one.phones & other.phones:
        crowds = [2 if is_shared(number) else crowd(f"phone {number}") for number in shared]
        if _is_guest(one, other):
            return "many"
        if min(crowds) == 1 and any(map(is_mobile, shared)):
            return "few mobile"
        return ("one", "few", "many")[min(crowds)]
    if any(is_slip(ours, theirs) for ours in one.phones for theirs in other.phones):
        return "slip"
    ours, theirs = map(_has_mobile_only, (one, other))
    return "other kind" if ours is not theirs else "other"


def _has_mobile_only(record: Record) -> bool:
    return all(map(is_mobile, record.phones))


def _mail(one: Record, other: Record, crowd: Crowd) -> str:
    if not one.emails or not other.emails:
        return "absent"
    if shared := one.emails & other.emails:
        if _is_guest(one, other) or _phone(one, other, crowd) == "many":
            return "many"
        return ("one", "few", "many")[min(crowd(f"mail {mail}") for mail in shared)]
    return "other"


def _name(one: Record, other: Record, _crowd: Crowd) -> str:
    if one.owners and other.owners:
        if people.share(one.owners, other.owners):
            return "person"
        if _whole(one) and _whole(other):
            return "other person"
    if not one.names or not other.names:
        return "absent"
    levels = {names.alike(ours, theirs) for ours in one.names for theirs in other.names}
    best = next(level for level in NAME_LEVELS if level in levels)
    if best in {"other", "generic other"}:
        if _works_there(one, other):
            return "works there"
        return "person and firm" if _whole(one) is not _whole(other) else best
    return best


def _works_there(one: Record, other: Record) -> bool:
    return people.share(one.owners, other.staff) or people.share(other.owners, one.staff)


def _whole(record: Record) -> bool:
    """Whether somebody's given and family name stand in the listing's name."""
    return any(owner.family for owner in record.owners)


def _people(one: Record, other: Record, _crowd: Crowd) -> str:
    if not one.staff or not other.staff:
        return "absent"
    if one.owners or other.owners:
        return "absent"
    return "shared" if people.share(one.staff, other.staff) else "other"


def _place(one: Record, other: Record, _crowd: Crowd) -> str:
    if not one.spots or not other.spots:
        return "absent"
    levels = {_spots(ours, theirs) for ours, theirs in product(one.spots, other.spots)}
    return next(level for level in weights.TABLE["place"] if level in levels)


def _spots(one: Spot, other: Spot) -> str:
    near = _km(one, other)
    named = bool(one.suburb and one.suburb == other.suburb) or bool(
        one.postcode and one.postcode == other.postcode and not (one.suburb and other.suburb)
    )
    together = named if near is None else near <= weights.ONE_PLACE_KM or (named and near < weights.FAR_KM)
    if one.door and other.door and together and is_same(one.door, other.door):
        return "door"
    are_on_one_spot = one.pinned and other.pinned and near is not None and near <= weights.ONE_SPOT_KM
    if are_on_one_spot and not (one.door and other.door):
        return "spot"
    if named and together:
        return "other door" if one.door and other.door else "suburb"
    if near is None:
        return "absent" if not one.suburb or not other.suburb else "apart"
    if together:
        return "near"
    return "far" if near > weights.FAR_KM else "apart"


def _km(one: Spot, other: Spot) -> float | None:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    if one.lat == other.lat and one.lon == other.lon:
        return 0.0
    return distance_km(one.lat, one.lon, other.lat, other.lon)


def _source(one: Record, other: Record, crowd: Crowd) -> str:
    """A source that lists two names lists two providers; the same name twice is only careless."""
    apart = one.source == other.source and _name(one, other, crowd) in OTHER_NAMES
    return "same" if apart else "other"


def _two_people(one: Record, other: Record, _crowd: Crowd) -> bool:
    """Two named practitioners stay two, whatever they share, but for one register number."""
    if one.numbers & other.numbers:
        return False
    if _whole(one) and _whole(other):
        return not people.share(one.owners, other.owners)
    if not (one.sites & other.sites):
        ours, theirs = (*one.owners, *one.staff), (*other.owners, *other.staff)
        return (_whole(one) or _whole(other)) and bool(ours and theirs) and not people.share(ours, theirs)
    return False


def _two_branches(one: Record, other: Record, crowd: Crowd) -> bool:
    """Branches of a chain stay apart: one site or phone of many, in two places."""
    place = _place(one, other, crowd)
    shared_site, shared_phone = _site(one, other, crowd), _phone(one, other, crowd)
    if place not in {"apart", "far", "near", "other door"}:
        return _is_head(one, other, crowd) or _is_head(other, one, crowd)
    if shared_phone in {"one", "few", "few mobile"}:
        return False
    if place in {"other door", "near"}:
        return shared_site == "many" and (shared_phone == "other" or _name_other_pages(one, other))
    if "many" in {shared_site, shared_phone}:
        return True
    names_its_place = any(name.places for name in one.names) and any(name.places for name in other.names)
    return shared_site in {"one", "few"} and shared_phone == "other" and names_its_place


def _name_other_pages(one: Record, other: Record) -> bool:
    return bool(one.pages and other.pages) and not one.pages & other.pages


def _is_head(one: Record, other: Record, crowd: Crowd) -> bool:
    """Whether one is a chain's own site, with all branches, and the other a branch."""
    return (
        len({spot.suburb for spot in one.spots}) >= weights.HEAD_SUBURBS
        and len(other.spots) == 1
        and _site(one, other, crowd) == "many"
    )


def _crowd(key: str, members: Iterable[Record]) -> int:
    """Told by how many houses a number or site is listed for, and under how many names in one source."""
    if blocking.kind(key) not in blocking.CROWDED_KINDS:
        return 0
    houses: dict[str, set[str]] = {}
    called: dict[str, set[str]] = {}
    for one in members:
        houses.setdefault(one.source, set()).update(_house(one))
        called.setdefault(one.source, set()).update(name.stem for name in one.names[:1])
    in_one = max((len(some) for by in (houses, called) for some in by.values()), default=0)
    in_all = len(set().union(*houses.values())) if houses else 0
    if in_one >= weights.CROWD_MANY or in_all > weights.CROWD_MANY:
        return 2
    return 1 if in_one >= weights.CROWD_FEW or in_all >= weights.CROWD_FEW else 0


def _house(record: Record) -> Iterator[str]:
    """The house of a listing that names one place; of many places it is not told which is meant."""
    if len({spot.suburb for spot in record.spots}) == 1 and (door := record.spots[0].door):
        yield door.number


_LEVELS = {
    "registration number": _number,
    "web site": _site,
    "phone": _phone,
    "e-mail": _mail,
    "name": _name,
    "people": _people,
    "place": _place,
    "source": _source,
}
LISTINGS: Scheme[Record] = Scheme(
    key=lambda record: record.key,
    blocks=blocking.keys_of,
    fields=tuple(Field(name, level, weights.TABLE[name]) for name, level in _LEVELS.items()),
    same_from=weights.SAME_FROM,
    unsure_from=weights.UNSURE_FROM,
    bars=(
        ("two people's practices", _two_people),
        ("two branches of a chain", _two_branches),
    ),
    crowd=_crowd,
    block_most=blocking.MOST,
)
"""How listings are compared."""
