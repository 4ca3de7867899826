"""Opening hours as an OpenStreetMap `opening_hours` value.

Of all timetables on a site's pages the best labelled one is taken; structured data speaks where no page does.
"""

from collections.abc import Iterable

from data.locality import gazetteer
from indexer.evidence import EVIDENCE_MOST, evidence
from indexer.facts.people.person_names import read_name
from indexer.facts.times import hour_labels, structured_hours, timetable, timetables
from indexer.facts.times.timetables import Timetable
from indexer.facts.times.week import Week
from indexer.facts.times.weekdays import CODES
from indexer.model import Evidence, Hours
from indexer.page import Site

AGAIN_WEIGHT, AGAIN_MOST = 0.5, 3
"""The same hours on several places of a site are the clinic's; more than a few prove no more."""
BY_APPOINTMENT = "by appointment"


def parse(text: str) -> str | None:
    """The `opening_hours` value of a text that holds nothing but hours, `None` when it states none."""
    return timetable.read(text).osm()


def find(site: Site) -> Hours:
    """The clinic's hours, with evidence."""
    note, note_evidence = _by_appointment(site)
    found = [table for page in site.pages for table in timetables.find(page)]
    best = _best(found)
    if best is not None:
        _add_colleagues(best, found)
        _add_continued(best, found)
        _add_closed(best, found)
        quotes = _quotes(best)
        note = _days_by_appointment(best.week) or note
        return Hours(osm=best.week.osm(), note=note, evidence=(quotes or note_evidence)[:EVIDENCE_MOST])
    week, proof = _structured(site)
    if week:
        return Hours(osm=week.osm(), note=note, evidence=proof)
    return Hours(note=note, evidence=note_evidence)


def _best(found: list[Timetable]) -> Timetable | None:
    if not found:
        return None
    times: dict[str, int] = {}
    for table in found:
        key = table.week.osm() or ""
        times[key] = times.get(key, 0) + 1

    def rank(table: Timetable) -> float:
        return table.score + AGAIN_WEIGHT * min(times[table.week.osm() or ""] - 1, AGAIN_MOST)

    best = max(found, key=rank)  # of equals the first: a second location's hours stand below the first's
    rivals = {table.week.osm() for table in found if table.score >= timetables.LEAST_ALONE}
    if best.score < (timetables.LEAST if len(rivals) > 1 else timetables.LEAST_ALONE):
        return None
    fuller = [table for table in found if table.score >= timetables.LEAST and _extends(table, best)]
    return max(fuller, key=rank, default=best)


def _extends(table: Timetable, best: Timetable) -> bool:
    """Whether a timetable says all that `best` says, and more days."""
    return best.week.spans.items() < table.week.spans.items() and table.week.agrees(best.week)


def _add_colleagues(best: Timetable, found: list[Timetable]) -> None:
    """Put together the days of a team's members, where they stand under a heading that tells of hours.

    Without such a heading a person's days are not the clinic's.
    """
    heads = _under_hours(best)
    if not heads:
        return
    for table in found:
        if table is not best and table.page is best.page and _under_hours(table) == heads:
            best.week.cover(table.week)
            best.lines += table.lines


def _add_continued(best: Timetable, found: list[Timetable]) -> None:
    """Add days that stand under the same heading of hours, after a line that tells of something else."""
    heading = best.lines[0].block.headings
    if not heading or not hour_labels.tells_hours(heading[-1]):
        return
    for table in found:
        same = table.page is best.page and table.lines[0].block.headings == heading
        if same and table.score >= timetables.LEAST and not table.week.days & best.week.days:
            best.week.cover(table.week)
            best.lines += table.lines


def _under_hours(table: Timetable) -> tuple[str, ...]:
    """The headings above a person's name, of which one tells of hours; none for other timetables."""
    *above, name = table.lines[0].block.headings or ("",)
    is_person = read_name(name) is not None and not gazetteer().by_name(name)
    return tuple(above) if is_person and any(map(hour_labels.tells_hours, above)) else ()


def _add_closed(best: Timetable, found: list[Timetable]) -> None:
    """Add days that other blocks of the site say it is closed on."""
    for table in found:
        if table.score >= timetables.LEAST and table.week.agrees(best.week):
            best.week.closed |= table.week.closed - best.week.spans.keys()
            best.week.holidays_closed |= table.week.holidays_closed


def _quotes(table: Timetable) -> tuple[Evidence, ...]:
    blocks = {line.block.index: line.block for line in table.lines}
    return tuple(evidence(table.page, block.text) for block in blocks.values())


def _structured(site: Site) -> tuple[Week, tuple[Evidence, ...]]:
    for page in site.pages:
        for item in page.data:
            week, words = structured_hours.read(item)
            if week:
                return week, (evidence(page, words),)
    return Week(), ()


def _by_appointment(site: Site) -> tuple[str | None, tuple[Evidence, ...]]:
    for page in site.pages:
        for block in timetables.by_appointment(page):
            return BY_APPOINTMENT, (evidence(page, block.text),)
    return None, ()


def _days_by_appointment(week: Week) -> str | None:
    days: Iterable[int] = sorted(week.by_appointment - week.spans.keys())
    return f"{', '.join(CODES[day] for day in days)} {BY_APPOINTMENT}" if days else None
