"""Compares how a query was read with how it should be: the rules at the top of `understanding.yaml`."""

from collections.abc import Container, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from data.locality import gazetteer
from indexer.query import understand
from indexer.search import SearchRequest, Understood

FILE = Path(__file__).parent / "understanding.yaml"
IDS = ("services", "conditions", "credentials", "features", "without_services")
SAME_POINT_DEGREES = 0.001
QUOTES = "\"'“”‘’"


def cases() -> tuple[datetime, list[dict[str, Any]]]:
    """The moment that "today" means, and the cases."""
    read = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return datetime.fromisoformat(read["today"]), read["cases"]


def misread(case: Mapping[str, Any], now: datetime) -> dict[str, tuple[Any, Any]]:
    """Field -> (wanted, read) for each field that was read otherwise than the case says."""
    understood, _ = understand(SearchRequest(q=case["q"]), now=now)
    return unlike(understood, case, {*case, *IDS, "place", "open", "max_price", "without_text"})


def unlike(
    understood: Understood, case: Mapping[str, Any], fields: Container[str]
) -> dict[str, tuple[Any, Any]]:
    """Of `fields` those that were read otherwise than `case` says: (wanted, read)."""
    wrong = {}
    for field, given in _as_read(understood).items():
        wanted = case.get(field, [] if field in {*IDS, "without_text"} else None)
        if field in fields and not _fits(field, wanted, given):
            wrong[field] = (wanted, given)
    return wrong


def _as_read(understood: Understood) -> dict[str, Any]:
    place, when = understood.place, understood.open
    return {
        **{field: sorted(getattr(understood, field)) for field in IDS},
        "without_text": sorted(understood.without_text.lower().split()),
        "place": place,
        "radius_km": place.radius_km if place else None,
        "open": when.model_dump(by_alias=True) if when else None,
        "max_price": understood.max_price,
        "languages": [one.lower() for one in understood.languages],
        "text": " ".join([understood.text, *understood.phrases]).strip(f"{QUOTES} ").lower(),
        "corrections": [(one.from_.lower(), one.to.lower()) for one in understood.corrections],
    }


def _fits(field: str, wanted: Any, given: Any) -> bool:
    if isinstance(wanted, dict) and "any_of" in wanted:
        return any(_fits(field, one, given) for one in wanted["any_of"])
    if field == "place":
        return _is_place(wanted, given)
    if field == "open" and isinstance(wanted, dict) and given is not None:
        return all(_fits(key, wanted.get(key), given[key]) for key in ("day", "from", "to"))
    if field == "corrections":
        pairs = {(str(one["from"]).lower(), str(one["to"]).lower()) for one in wanted}
        return pairs <= set(given) if pairs else not given
    if field == "text":
        return str(wanted).strip(f"{QUOTES} ").lower() == given
    if field == "without_text":
        return sorted(" ".join(wanted).lower().split()) == given
    if isinstance(wanted, list):
        if any(isinstance(one, dict) for one in wanted):
            return len(wanted) == len(given) and all(
                any(_fits("", one, value) for value in given) for one in wanted
            )
        return sorted(str(one).lower() for one in wanted) == sorted(given)
    return bool(wanted == given)


def _is_place(wanted: Any, given: Any) -> bool:
    if wanted is None or given is None:
        return wanted is None and given is None
    if isinstance(wanted, str):
        return bool(given.label == wanted)
    if "postcode" in wanted:
        return str(wanted["postcode"]) in given.label
    if "council" in wanted:
        around = gazetteer().nearest(given.lat, given.lon)
        return wanted["council"] in given.label or any(one.council == wanted["council"] for one in around)
    if "state" in wanted:
        return wanted["state"] in given.label
    return all(abs(wanted[axis] - getattr(given, axis)) <= SAME_POINT_DEGREES for axis in ("lat", "lon"))


def table() -> None:
    """Print what is read otherwise, and the share that is read exactly."""
    now, all_cases = cases()
    wrong = [(case, found) for case in all_cases if (found := misread(case, now))]
    for case, found in wrong:
        print(case["q"])
        for field, (wanted, given) in found.items():
            print(f"    {field}: wanted {wanted}, read {given}")
    print(
        f"{len(all_cases) - len(wrong)} of {len(all_cases)} read exactly: {1 - len(wrong) / len(all_cases):.3f}"
    )


if __name__ == "__main__":
    table()
